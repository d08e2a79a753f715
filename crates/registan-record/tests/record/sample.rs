//! Reports and statements to test with, made of a few words.

use std::path::PathBuf;

use registan_record::{Reading, Unread};
use registan_types::*;
use tempfile::TempDir;

/// A record's path in a folder that goes when the test ends.
pub(crate) fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("registan.db");
    (folder, path)
}

/// A moment: so many seconds after the first of 2023.
pub(crate) fn at(second: i64) -> RecordedAt {
    RecordedAt(jiff::Timestamp::from_second(1_672_531_200 + second).expect("a moment"))
}

pub(crate) fn day(text: &str) -> jiff::civil::Date {
    text.parse().expect("a day")
}

pub(crate) fn reader(version: &str) -> ReaderVersion {
    ReaderVersion { version: version.into(), model: "nl-1".into(), frames: "f1".into(), knowledge: "k1".into() }
}

/// A report of English text; an empty date is an unknown one.
pub(crate) fn report(uri: &str, published: &str, text: &str) -> Report {
    let published = published.parse().map_or(PublishedAt::UNKNOWN, PublishedAt::on);
    let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), date: None };
    Report {
        id: ReportId::of(Language::English, published, text),
        source: Source { uri: uri.into(), publisher: None },
        published,
        language: Language::English,
        text: text.into(),
        blocks: vec![block],
    }
}

/// A reading with one statement a sentence; a sentence reads "ACTOR FRAME RECIPIENT [TIME]." in single words.
pub(crate) fn reading(report: &Report, reader: ReaderVersion) -> Reading {
    let mut statements = Vec::new();
    let mut start = 0;
    for (sentence, text) in (0u32..).zip(report.text.split_inclusive('.')) {
        statements.extend(statement(text, start, sentence));
        start += text.len();
    }
    let sentences = statements.len() as u32;
    Reading { reader, statements, sentences, unread: vec![Unread { span: Span::new(0, 1), reason: "too short".into() }] }
}

fn statement(text: &str, start: usize, sentence: u32) -> Option<Statement> {
    let body = text.trim().trim_end_matches('.');
    let mut words = body.split_whitespace();
    let (actor, frame, recipient) = (words.next()?, words.next()?, words.next()?);
    let span = |word: &str| {
        let offset = text.find(word).unwrap_or(0) + start;
        Span::new(offset, offset + word.len())
    };
    let entity = |word: &str| Filler { span: span(word), entity: grounded(word), implicit: false };
    let time = words.next().map(|word| StatedTime { edtf: word.parse().ok(), span: Some(span(word)) });
    Some(Statement {
        frame: FrameName::new(frame),
        plover: Some(PloverCode { kind: PloverType::Consult, mode: Some("visit".into()), contexts: vec!["diplomatic".into()] }),
        cameo: Some(Cameo { code: "042".into(), goldstein: 1.9 }),
        relation: None,
        reciprocal: false,
        actors: vec![entity(actor)],
        recipients: vec![entity(recipient)],
        roles: Roles::default(),
        time,
        place: None,
        quantities: vec![Quantity {
            value: 3.5,
            value_max: None,
            approximate: true,
            unit: Unit::Counted("tanks".into()),
            si: Some((3.5, "m".into())),
            per: Some("year".into()),
            measure: Measure::Count,
            span: span(actor),
        }],
        polarity: Polarity::Affirmed,
        reality: Reality::Actual,
        certainty: Certainty::Certain,
        attribution: vec![Attribution { voice: Voice::Author, stance: Stance::Reports }],
        trigger: Trigger { span: span(frame), parts: vec![span(actor)] },
        evidence: Evidence { sentence, span: Span::new(start, start + text.len()) },
        confidence: 0.75,
    })
}

/// An entity called `word`; a word of three capitals is a state.
pub(crate) fn grounded(word: &str) -> Grounded {
    let country = word.parse().ok();
    let kind = if country.is_some() { EntityKind::State } else { EntityKind::Person };
    Grounded { id: Some(EntityId::new(format!("x/{}", word.to_lowercase()))), name: word.into(), kind, country, sector: None }
}
