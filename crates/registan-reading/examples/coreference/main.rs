//! Measures chains of mentions on corpora with gold chains: MUC, B³, CEAF-e and their average, gold mentions not given.
//!
//! `cargo run --release -p registan-reading --example coreference -- MODEL FILE... [--singletons] [--heads] [--show] [--differences]`: each FILE is CoNLL-U with `Entity=` (GUM), read from
//! its raw text, or CoNLL 2012 (`.conll`, OpenBoek), whose words and sentences are kept because its text is nowhere else. Mentions must have exactly the same words; as on the shared
//! tasks, chains of one mention are left out on both sides, unless `--singletons` keeps them. `--heads` tells how far it is the ends of phrases that differ: two
//! mentions are the same there when they end in one syntactic head. GUM draws phrases with their relative clauses and has no relative pronouns, OpenBoek the other way round;
//! ours are drawn as the corpus does. `--show` writes the texts with our chains and those of gold, `--differences` the mentions that only one side has.

mod corpus;
mod show;

use std::{
    io::{self, Write},
    time::{Duration, Instant},
};

use corpus::{Document, Style};
use registan_language::{Analyser, Analysis, Language, Model, Segmentation, Span};
use registan_reading::{
    clause::{Grammar, Tree},
    coreference::{
        chains::{AnaphorKind, Chains, Nominal, NominalForm},
        score::{self, Scores, Tally},
    },
    knowledge::Knowledge,
    mention,
};
use registan_types::{Block, BlockKind, PublishedAt, Report, ReportId, Source};

/// What is asked on the command line.
struct Options {
    model: String,
    files: Vec<String>,
    singletons: bool,
    heads: bool,
    show: bool,
    differences: bool,
}

/// How long the steps took.
#[derive(Default)]
struct Spent {
    analysis: Duration,
    chains: Duration,
    tokens: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = options()?;
    let model = Model::open(&options.model)?;
    let language = model.language();
    let knowledge = Knowledge::embedded();
    let analyser = Analyser::new(&model).with_gazetteer(knowledge.names(language));
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let grammar = Grammar::parse(language.code(), &std::fs::read_to_string(format!("{root}/knowledge/grammar/{language}.toml"))?)?;
    let (mut all, mut spent) = (Scores::default(), Spent::default());
    let mut out = io::stdout().lock();
    for file in &options.files {
        for document in corpus::read(file)? {
            let start = Instant::now();
            let analysis = analyse(&analyser, &document);
            spent.analysis += start.elapsed();
            spent.tokens += analysis.tokens.len();
            let report = report(&document, language);
            let read = registan_reading::Document { report: &report, analysis: &analysis };
            let tree = Tree::new(&analysis);
            let mentions = mention::find(read, &tree, &knowledge, &grammar);
            let start = Instant::now();
            let chains = Chains::find(read, &tree, &knowledge, &mentions);
            spent.chains += start.elapsed();
            let scores = compare(&document, &analysis, &chains, &options);
            if options.show {
                show::document(&mut out, &document, &spans(&chains, document.style, &analysis))?;
            }
            if options.differences {
                show::differences(&mut out, &document, &spans(&chains, document.style, &analysis))?;
            }
            writeln!(out, "{}", row(&document.name, &scores))?;
            all += scores;
        }
    }
    writeln!(out, "{}", row("all", &all))?;
    let (analysis, chains) = (spent.analysis.as_secs_f64(), spent.chains.as_secs_f64());
    writeln!(out, "{} tokens: analysis {analysis:.2} s, chains {chains:.3} s ({:.1}%)", spent.tokens, 100.0 * chains / analysis.max(1e-9))?;
    Ok(())
}

fn options() -> Result<Options, String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    let mut plain = arguments.iter().filter(|argument| !argument.starts_with("--")).cloned();
    let model = plain.next().ok_or("usage: coreference MODEL FILE... [--singletons] [--heads] [--show]")?;
    Ok(Options {
        model,
        files: plain.collect(),
        singletons: flag("--singletons"),
        heads: flag("--heads"),
        show: flag("--show"),
        differences: flag("--differences"),
    })
}

fn analyse(analyser: &Analyser, document: &Document) -> Analysis {
    match &document.words {
        None => analyser.analyse(&document.text, &document.blocks),
        Some(words) => {
            analyser.analyse_tokens(Segmentation { words: words.words.clone(), sentences: words.sentences.clone(), multiwords: Vec::new() })
        }
    }
}

fn report(document: &Document, language: Language) -> Report {
    let block = |&span: &Span| Block { kind: BlockKind::Paragraph, span, date: None };
    Report {
        id: ReportId::of(language, PublishedAt::UNKNOWN, &document.text),
        source: Source { uri: document.name.clone(), publisher: None },
        published: PublishedAt::UNKNOWN,
        language,
        text: document.text.clone(),
        blocks: document.blocks.iter().map(block).collect(),
    }
}

/// Our chains as the corpus would draw them, those of one mention included.
fn spans(chains: &Chains, style: Style, analysis: &Analysis) -> Vec<Vec<Span>> {
    let drawn = |nominal: &Nominal| {
        let relative = nominal.form == NominalForm::Pronoun(AnaphorKind::Relative);
        let tokens = match style {
            Style::Gum if relative => return None,
            Style::Gum => nominal.tokens.clone(),
            Style::OpenBoek => nominal.core.clone(),
        };
        let tokens = analysis.tokens.get(tokens)?;
        tokens.iter().map(|token| token.span).reduce(Span::join)
    };
    chains.iter().map(|chain| chain.filter_map(drawn).collect::<Vec<Span>>()).filter(|chain| !chain.is_empty()).collect()
}

fn compare(document: &Document, analysis: &Analysis, chains: &Chains, options: &Options) -> Scores {
    let kept = |chain: &Vec<Span>| options.singletons || chain.len() > 1;
    let gold: Vec<Vec<Span>> = document.chains.iter().filter(|chain| kept(chain)).cloned().collect();
    let found: Vec<Vec<Span>> = spans(chains, document.style, analysis).into_iter().filter(kept).collect();
    if !options.heads {
        return score::score(&gold, &found);
    }
    let head = |span: &Span| head_of(analysis, *span);
    let by_head = |chains: &[Vec<Span>]| -> Vec<Vec<(u32, bool)>> { chains.iter().map(|chain| chain.iter().map(head).collect()).collect() };
    score::score(&by_head(&gold), &by_head(&found))
}

/// The word of a phrase on which the others hang, and whether it is more than that word: "Ann and Bob" is not "Ann".
fn head_of(analysis: &Analysis, span: Span) -> (u32, bool) {
    let inside = |token: &registan_language::Token| span.contains(token.span);
    let first = analysis.tokens.partition_point(|token| token.span.start < span.start);
    let run = analysis.tokens.get(first..).unwrap_or_default().iter().take_while(|token| inside(token));
    let outside = |token: &&registan_language::Token| token.head.and_then(|head| analysis.token(head)).is_none_or(|head| !inside(head));
    let tokens: Vec<_> = run.collect();
    let head = tokens.iter().copied().filter(outside).find(|token| token.upos != registan_language::Upos::Punct);
    let joined = tokens.iter().any(|token| token.deprel.is(registan_language::Relation::Cc));
    (head.map_or(span.start, |head| head.span.start), joined)
}

fn row(name: &str, scores: &Scores) -> String {
    let of = |tally: &Tally| format!("{:.3} {:.3} {:.3}", tally.precision(), tally.recall(), tally.f1());
    let (mentions, muc, b_cubed, ceaf_e) = (of(&scores.mentions), of(&scores.muc), of(&scores.b_cubed), of(&scores.ceaf_e));
    format!("{name}\tmentions {mentions}\tMUC {muc}\tB3 {b_cubed}\tCEAFe {ceaf_e}\taverage {:.3}", scores.average())
}
