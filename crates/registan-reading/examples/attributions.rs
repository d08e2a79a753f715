//! Prints every attribution of some texts as JSON Lines: whose word or mind it is, what shows it, and what is passed on. For measuring voices without
//! statements (`bench/reading/polnear.py`) and for looking at them.
//!
//! `cargo run --release -p registan-reading --example attributions -- --language CODE --model FILE TEXT...`, each TEXT a file of plain text. The words
//! that show voices are read from `knowledge/voices/` as it lies on disk. Offsets count code points.

use std::{
    fmt::Write as _,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use registan_language::{Analyser, Analysis, Language, Model, Span};
use registan_reading::{
    Document,
    clause::{Clauses, Grammar, Tree},
    knowledge::Knowledge,
    mention,
    voice::{Heard, Quotations, Speaker, VoiceLexicon, Voices, heard},
};
use registan_types::{Block, BlockKind, CodePoints, PublishedAt, Report, ReportId, Source};

const USAGE: &str = "usage: attributions --language CODE --model FILE TEXT...";

/// The data of the language that the texts are in.
struct Ears {
    knowledge: Knowledge,
    grammar: Grammar,
    lexicon: VoiceLexicon,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let code = option(&mut arguments, "--language").ok_or(USAGE)?;
    let model = Model::open(option(&mut arguments, "--model").ok_or(USAGE)?)?;
    let language = Language::from_tag(&code).ok_or("no such language")?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge");
    let data = |kind: &str| fs::read_to_string(folder.join(kind).join(format!("{code}.toml")));
    let ears = Ears {
        knowledge: Knowledge::embedded(),
        grammar: Grammar::parse(&code, &data("grammar")?)?,
        lexicon: VoiceLexicon::parse(&code, &data("voices")?)?,
    };
    let analyser = Analyser::new(&model).with_gazetteer(ears.knowledge.names(language));
    let mut out = io::stdout().lock();
    for file in arguments.iter().map(PathBuf::from) {
        let report = report(&file.to_string_lossy(), language, fs::read_to_string(&file)?);
        let blocks: Vec<Span> = report.blocks.iter().map(|block| block.span).collect();
        let analysis = analyser.analyse(&report.text, &blocks);
        for one in ears.attributions(&report, &analysis) {
            writeln!(out, "{}", line(&report, &one))?;
        }
    }
    Ok(())
}

fn option(arguments: &mut Vec<String>, name: &str) -> Option<String> {
    let at = arguments.iter().position(|argument| argument == name).filter(|at| at + 1 < arguments.len())?;
    arguments.drain(at..at + 2).nth(1)
}

/// A report whose paragraphs are the lines of the text.
fn report(uri: &str, language: Language, text: String) -> Report {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let from = start + line.len() - line.trim_start().len();
        if !words.is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(from, from + words.len()), date: None });
        }
        start += line.len();
    }
    let published = PublishedAt::UNKNOWN;
    let source = Source { uri: uri.to_owned(), publisher: None };
    Report { id: ReportId::of(language, published, &text), source, published, language, text, blocks }
}

impl Ears {
    fn attributions(&self, report: &Report, analysis: &Analysis) -> Vec<Heard> {
        let document = Document { report, analysis };
        let tree = Tree::new(analysis);
        let clauses = Clauses::new(&tree, &self.grammar);
        let mut mentions = mention::find(document, &tree, &self.knowledge, &self.grammar);
        let quotations = Quotations::hear(document, clauses, &self.lexicon, &self.knowledge, &mut mentions);
        heard(&Voices { document, clauses, mentions: &mentions, lexicon: &self.lexicon }, &quotations)
    }
}

fn line(report: &Report, one: &Heard) -> String {
    let points = CodePoints::new(&report.text);
    let stretch = |span: Span| {
        let (start, end) = points.of_span(span);
        format!("\"start\":{start},\"end\":{end},\"text\":{}", json(span.of(&report.text)))
    };
    let source = |speaker: &Speaker| {
        let name = speaker.entity.as_ref().map_or("null".to_owned(), |entity| json(&entity.name));
        let id = speaker.entity.as_ref().and_then(|entity| entity.id.as_ref()).map_or("null".to_owned(), |id| json(id.as_str()));
        format!("{{{},\"entity\":{id},\"name\":{name}}}", stretch(speaker.span))
    };
    let sources: Vec<String> = one.sources.iter().map(source).collect();
    let content: Vec<String> = one.content.iter().map(|&span| format!("{{{}}}", stretch(span))).collect();
    let cue = one.cue.map_or("null".to_owned(), |span| format!("{{{}}}", stretch(span)));
    format!(
        "{{\"report\":{},\"sources\":[{}],\"cue\":{cue},\"content\":[{}],\"stance\":\"{}\",\"word\":{},\"level\":{}}}",
        json(&report.source.uri),
        sources.join(","),
        content.join(","),
        one.stance,
        one.word,
        one.level
    )
}

/// A JSON string.
fn json(words: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in words.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => drop(write!(quoted, "\\u{:04x}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}
