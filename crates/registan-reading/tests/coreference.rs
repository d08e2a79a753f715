//! Texts with the chains that must be found in them: `tests/coreference/*.conllu`.
//!
//! `# chain = WORDS | WORDS` asks that nominals with these words stand in one chain, `# alone = WORDS | WORDS` that each stands in a chain of its own.

use std::{error::Error, fs, path::Path};

use proptest::prelude::*;
use registan_language::{Analysis, Language};
use registan_reading::{
    Document,
    clause::{Grammar, Tree},
    coreference::chains::{Chains, Nominal},
    knowledge::Knowledge,
    mention,
};
use registan_types::{PublishedAt, Report, ReportId, Source};

fn report(language: Language, text: String) -> Report {
    let published = PublishedAt::UNKNOWN;
    let source = Source { uri: "test".to_owned(), publisher: None };
    Report { id: ReportId::of(language, published, &text), source, published, language, text, blocks: Vec::new() }
}

fn grammar(language: Language) -> Result<Grammar, Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../knowledge/grammar/{language}.toml"));
    Ok(Grammar::parse(language.code(), &fs::read_to_string(path)?)?)
}

/// The chains, each as the words of its nominals in the order of the text.
fn chains(report: &Report, analysis: &Analysis, knowledge: &Knowledge, grammar: &Grammar) -> Vec<Vec<String>> {
    let document = Document { report, analysis };
    let tree = Tree::new(analysis);
    let mentions = mention::find(document, &tree, knowledge, grammar);
    let chains = Chains::find(document, &tree, knowledge, &mentions);
    let words = |nominal: &Nominal| {
        let tokens = analysis.tokens.get(nominal.core.clone()).unwrap_or_default();
        let span = tokens.iter().map(|token| token.span).reduce(registan_language::Span::join);
        span.map_or(String::new(), |span| span.of(&report.text).to_owned())
    };
    chains.iter().map(|chain| chain.map(words).collect()).collect()
}

/// What is wrong with one text's chains.
fn failures(body: &str, found: &[Vec<String>]) -> Vec<String> {
    let split = |line: &str| -> Vec<String> { line.split(" | ").map(str::to_owned).collect() };
    let mut failures = Vec::new();
    for line in body.lines() {
        if let Some(wanted) = line.strip_prefix("# chain = ").map(split) {
            let holds = |chain: &&Vec<String>| {
                let mut rest = chain.iter();
                wanted.iter().all(|words| rest.any(|other| other == words))
            };
            if !found.iter().any(|chain| holds(&chain)) {
                failures.push(format!("wanted {wanted:?}, found {:?}", found.iter().filter(|chain| chain.len() > 1).collect::<Vec<_>>()));
            }
        } else if let Some(wanted) = line.strip_prefix("# alone = ").map(split) {
            let linked = |words: &&String| found.iter().any(|chain| chain.len() > 1 && chain.contains(words));
            failures.extend(wanted.iter().filter(linked).map(|words| format!("{words} stands in a chain")));
        }
    }
    failures
}

fn check(language: Language) -> Result<(), Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/coreference/{language}.conllu"));
    let conllu = fs::read_to_string(path)?;
    let (knowledge, grammar) = (Knowledge::embedded(), grammar(language)?);
    let mut wrong = Vec::new();
    for part in conllu.split("# newdoc id = ").skip(1) {
        let (id, body) = part.split_once('\n').unwrap_or_default();
        let (text, analysis) = Analysis::from_conllu(body)?;
        let found = chains(&report(language, text), &analysis, &knowledge, &grammar);
        wrong.extend(failures(body, &found).into_iter().map(|failure| format!("{id}: {failure}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn dutch_chains() -> Result<(), Box<dyn Error>> {
    check(Language::Dutch)
}

#[test]
fn english_chains() -> Result<(), Box<dyn Error>> {
    check(Language::English)
}

/// A sentence of any words in any tree.
fn any_sentence() -> impl Strategy<Value = String> {
    let words = [
        "De", "man", "zijn", "hij", "zich", "elkaar", "each", "other", "she", "Anna", "SSO", "die", "\"", "ik", "van", "en", "’", "É",
        "mr", "stad",
    ];
    let tags = ["NOUN", "PROPN", "PRON", "ADJ", "VERB", "DET", "PUNCT", "ADP", "NUM", "X"];
    let relations =
        ["nsubj", "obj", "amod", "nmod", "flat", "appos", "conj", "det", "case", "nmod:poss", "compound", "acl:relcl", "cop", "cc"];
    let token = (
        proptest::sample::select(words.to_vec()),
        proptest::sample::select(tags.to_vec()),
        proptest::sample::select(relations.to_vec()),
        proptest::sample::select(vec!["_", "NER=B-PER", "NER=B-LOC"]),
        0..100_usize,
    );
    proptest::collection::vec(token, 1..14).prop_map(|tokens| {
        let mut conllu = String::new();
        for (at, (word, tag, relation, name, head)) in tokens.iter().enumerate() {
            // The tree's root is the last word, so that heads stand before and behind.
            let last = tokens.len() - 1;
            let (head, relation) = if at == last { (0, "root") } else { (at + 2 + head % (last - at), *relation) };
            conllu.push_str(&format!("{}\t{word}\t{word}\t{tag}\t_\t_\t{head}\t{relation}\t_\t{name}\n", at + 1));
        }
        conllu.push('\n');
        conllu
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_tree_panics(sentences in proptest::collection::vec(any_sentence(), 1..5), dutch: bool) {
        let language = if dutch { Language::Dutch } else { Language::English };
        let knowledge = Knowledge::embedded();
        if let (Ok((text, analysis)), Ok(grammar)) = (Analysis::from_conllu(&sentences.concat()), grammar(language)) {
            let report = report(language, text);
            let found = chains(&report, &analysis, &knowledge, &grammar);
            prop_assert!(found.iter().all(|chain| !chain.is_empty()));
        }
    }
}
