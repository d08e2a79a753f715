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

/// A reading with one statement a sentence. A sentence reads "ACTOR FRAME RECIPIENT", then in any order: a time in EDTF,
/// `@PLACE`, `by:VOICE`, `rel:RELATION`, `n:AMOUNT`, a reality or certainty by its name, `not`, `together`.
/// `ACTOR` and `RECIPIENT` may be several joined by `+`; a recipient `-` is none. `RUS/Putin` is a person of a state.
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
    let fillers = |words: &str| -> Vec<Filler> {
        let named = words.split('+').filter(|word| *word != "-");
        named.map(|word| Filler { span: span(word), entity: grounded(word), implicit: false }).collect()
    };
    let mut statement = Statement {
        frame: FrameName::new(frame),
        plover: Some(PloverCode { kind: PloverType::Consult, mode: Some("visit".into()), contexts: vec!["diplomatic".into()] }),
        cameo: Some(Cameo { code: "042".into(), goldstein: 1.9 }),
        relation: None,
        reciprocal: false,
        actors: fillers(actor),
        recipients: fillers(recipient),
        roles: Roles::default(),
        time: None,
        place: None,
        quantities: Vec::new(),
        polarity: Polarity::Affirmed,
        reality: Reality::Actual,
        certainty: Certainty::Certain,
        attribution: vec![Attribution { voice: Voice::Author, stance: Stance::Asserts }],
        trigger: Trigger { span: span(frame), parts: vec![span(actor)] },
        evidence: Evidence { sentence, span: Span::new(start, start + text.len()) },
        confidence: 0.75,
    };
    words.for_each(|word| add_word(&mut statement, word, span(word)));
    Some(statement)
}

fn add_word(statement: &mut Statement, word: &str, span: Span) {
    if let Some(name) = word.strip_prefix('@') {
        let entity = grounded(name);
        statement.place = Some(Place { name: entity.name, id: entity.id, country: entity.country, coordinates: None, span });
    } else if let Some(name) = word.strip_prefix("by:") {
        let voice = Voice::Source { level: 1, span, entity: Some(grounded(name)) };
        statement.attribution.push(Attribution { voice, stance: Stance::Asserts });
    } else if let Some(name) = word.strip_prefix("rel:") {
        statement.relation = name.parse().ok();
        statement.plover = None;
    } else if let Some(amount) = word.strip_prefix("n:") {
        statement.quantities.push(quantity(amount.parse().expect("an amount"), span));
    } else if let Ok(reality) = word.parse() {
        statement.reality = reality;
    } else if let Ok(certainty) = word.parse() {
        statement.certainty = certainty;
    } else if word == "not" {
        statement.polarity = Polarity::Denied;
    } else if word == "together" {
        statement.reciprocal = true;
    } else {
        statement.time = Some(StatedTime { edtf: Some(word.parse().expect("a time")), span: Some(span) });
    }
}

fn quantity(value: f64, span: Span) -> Quantity {
    let unit = Unit::Symbol("USD".into());
    Quantity { value, value_max: None, approximate: false, unit, si: None, per: None, measure: Measure::Money, span }
}

/// An entity called `word`. A word of three capitals is a state; `RUS/Putin` is a person of that state, and `7~Jane_Roe` a person whom only
/// report 7 tells of.
pub(crate) fn grounded(word: &str) -> Grounded {
    if let Some((report, name)) = word.split_once('~') {
        let id = Some(EntityId::new(format!("report:{report}/{}", name.to_lowercase())));
        return Grounded { id, name: name.replace('_', " "), kind: EntityKind::Person, country: None, sector: None };
    }
    let (state, name) = word.split_once('/').unwrap_or((word, word));
    let country = state.parse().ok();
    let kind = if country.is_some() && state == name { EntityKind::State } else { EntityKind::Person };
    Grounded { id: Some(EntityId::new(format!("x/{}", name.to_lowercase()))), name: name.into(), kind, country, sector: None }
}
