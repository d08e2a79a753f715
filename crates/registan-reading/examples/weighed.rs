//! Prints every statement that could be read from texts, however unsure, with the features that its confidence is weighed by: what `training/confidence.py` learns
//! from once people have judged the statements.
//!
//! `cargo run --release -p registan-reading --example weighed -- MODEL nl|en DATE FILE…`: MODEL a model file, DATE the texts' date of publication in EDTF, `-` for none.
//! Paragraphs stand on lines of their own. One JSON object a line.

use std::{fs, io, io::Write};

use registan_language::{Analyser, Language, Model, Span};
use registan_reading::{Reader, confidence::Features};
use registan_types::{Block, BlockKind, EdtfDate, Filler, PublishedAt, Report, ReportId, Source, Statement};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, language, date, files @ ..] = arguments.as_slice() else { return Err("usage: weighed MODEL nl|en DATE FILE…".into()) };
    let language = Language::from_tag(language).ok_or("the language is nl or en")?;
    let published = if date == "-" { PublishedAt::UNKNOWN } else { PublishedAt::on(date.parse::<EdtfDate>()?) };
    let model = Model::open(model)?;
    let reader = Reader::bundled()?;
    let analyser = Analyser::new(&model).with_gazetteer(reader.knowledge().names(language));
    let mut out = io::stdout().lock();
    for file in files {
        let report = report(file, language, published, fs::read_to_string(file)?);
        let blocks: Vec<Span> = report.blocks.iter().map(|block| block.span).collect();
        for (statement, features) in reader.weighed(&report, &analyser.analyse(&report.text, &blocks)) {
            writeln!(out, "{}", line(&report, &statement, &features))?;
        }
    }
    Ok(())
}

/// A text as a report whose paragraphs are its lines.
fn report(file: &str, language: Language, published: PublishedAt, text: String) -> Report {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let start = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
    let blocks = lines
        .map(|line| Block { kind: BlockKind::Paragraph, span: Span::new(start(line), start(line) + line.len()), date: None })
        .collect();
    Report {
        id: ReportId::of(language, published, &text),
        source: Source { uri: file.to_owned(), publisher: None },
        published,
        language,
        blocks,
        text,
    }
}

fn line(report: &Report, statement: &Statement, features: &Features) -> String {
    let names = |fillers: &[Filler]| {
        let names: Vec<String> = fillers.iter().map(|filler| format!("{:?}", filler.entity.name)).collect();
        names.join(", ")
    };
    let features: Vec<String> = features.iter().map(|feature| format!("{:?}: {:.4}", feature.name, feature.value)).collect();
    format!(
        "{{\"language\": \"{}\", \"set\": {:?}, \"start\": {}, \"end\": {}, \"frame\": \"{}\", \"actors\": [{}], \"recipients\": [{}], \"polarity\": \"{}\", \
         \"reality\": \"{}\", \"confidence\": {:.3}, \"features\": {{{}}}}}",
        report.language.code(),
        report.source.uri,
        statement.trigger.span.start,
        statement.trigger.span.end,
        statement.frame,
        names(&statement.actors),
        names(&statement.recipients),
        statement.polarity,
        statement.reality,
        statement.confidence,
        features.join(", ")
    )
}
