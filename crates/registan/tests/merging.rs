//! How well statements of two languages are put into one event: our own sentences in pairs (`gold/pairs.tsv`), and the bundled
//! reports (`gold/events.tsv`). The figures are those of `docs/results.md`; below them the test fails.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};

use registan::{
    engine::{Engine, schema},
    score::{Clustering, GoldMention, Placed, clustering},
};
use registan_record::{Clocks, Filter, Page, Record, Snapshot};
use registan_types::{Block, BlockKind, Language, PublishedAt, RecordedAt, Report, ReportId, Source, Span};

const PAIRS: &str = include_str!("../../../gold/pairs.tsv");
const EVENTS: &str = include_str!("../../../gold/events.tsv");

/// A sentence as a report of its own.
fn report(language: Language, date: &str, text: &str, uri: &str) -> Report {
    let published = PublishedAt::on(date.parse().unwrap());
    Report {
        id: ReportId::of(language, published, text),
        source: Source { uri: uri.to_owned(), publisher: None },
        published,
        language,
        text: text.to_owned(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), date: None }],
    }
}

/// Two sentences, and whether both tell of one happening.
type Pair = (ReportId, ReportId, bool);

/// The sentences of the table, each once, and its pairs.
fn sentences() -> (BTreeMap<ReportId, Report>, Vec<Pair>) {
    let mut reports = BTreeMap::new();
    let mut pairs = Vec::new();
    let rows = PAIRS.lines().filter(|line| !line.starts_with('#')).skip(1);
    for (number, row) in rows.enumerate() {
        let cells: Vec<&str> = row.split('\t').collect();
        let [verdict, dutch_date, dutch, english_date, english] = cells.as_slice() else { panic!("row {number}: {row}") };
        let one = report(Language::Dutch, dutch_date, dutch, &format!("{number}.nl.txt"));
        let other = report(Language::English, english_date, english, &format!("{number}.en.txt"));
        pairs.push((one.id, other.id, *verdict == "same"));
        for report in [one, other] {
            reports.entry(report.id).or_insert(report);
        }
    }
    (reports, pairs)
}

fn now() -> RecordedAt {
    RecordedAt("2024-05-01T00:00:00Z".parse().unwrap())
}

/// The sentences that share an event, pair by pair, and those that tell of an event at all.
fn joined(reports: &BTreeMap<ReportId, Report>) -> (BTreeSet<(ReportId, ReportId)>, BTreeSet<ReportId>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pairs.db");
    let (engine, _) = Engine::new(&[]).unwrap();
    let mut record = Record::open(&path).unwrap();
    for report in reports.values() {
        record.add(report, &engine.read(report).unwrap().0, now()).unwrap();
    }
    let snapshot = Snapshot::open(&path, Clocks::default()).unwrap().with_schema(schema());
    let (mut joined, mut told) = (BTreeSet::new(), BTreeSet::new());
    for event in snapshot.events(&Filter::default(), Page::default()).unwrap() {
        let members: BTreeSet<ReportId> = event.statements.iter().map(|stored| stored.report.id).collect();
        for (place, one) in members.iter().enumerate() {
            joined.extend(members.iter().skip(place + 1).map(|other| (*one, *other)));
        }
        told.extend(members);
    }
    (joined, told)
}

fn ordered(a: ReportId, b: ReportId) -> (ReportId, ReportId) {
    if a <= b { (a, b) } else { (b, a) }
}

#[test]
fn dutch_and_english_sentences_on_one_happening_meet() {
    let (reports, pairs) = sentences();
    let (joined, told) = joined(&reports);
    let same: BTreeSet<_> = pairs.iter().filter(|(.., same)| *same).map(|(a, b, _)| ordered(*a, *b)).collect();
    let wanted: BTreeSet<_> = same.iter().filter(|(a, b)| told.contains(a) && told.contains(b)).copied().collect();
    let right = wanted.intersection(&joined).count() as f64;
    let (precision, recall) = (right / joined.len().max(1) as f64, right / wanted.len().max(1) as f64);
    let f1 = 2.0 * precision * recall / (precision + recall);
    let text = |id: &ReportId| reports[id].text.as_str();
    for (a, b) in wanted.difference(&joined) {
        println!("kept apart: {} | {}", text(a), text(b));
    }
    for (a, b) in joined.difference(&wanted) {
        println!("wrongly joined: {} | {}", text(a), text(b));
    }
    for id in reports.keys().filter(|id| !told.contains(id)) {
        println!("not read: {}", text(id));
    }
    println!("{} of {} pairs read on both sides; precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}", wanted.len(), same.len());
    assert!(wanted.len() * 2 > same.len(), "most pairs are not read at all");
    assert!(precision >= 0.92 && f1 >= 0.75, "precision {precision:.3}, F1 {f1:.3}");
}

/// The bundled reports' statements, as they are put into events.
fn of_examples() -> Clustering {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.db");
    let told = assert_cmd::Command::cargo_bin("registan").unwrap().args(["demo", "--print", "--record"]).arg(&path).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let snapshot = Snapshot::open(&path, Clocks::default()).unwrap().with_schema(schema());
    let mut placed = Vec::new();
    for event in snapshot.events(&Filter::default(), Page::default()).unwrap() {
        for stored in &event.statements {
            let text = snapshot.report(stored.report.id).unwrap().report.text;
            placed.push(Placed {
                report: stored.report.source.uri.clone(),
                language: stored.report.language.code().to_owned(),
                start: text[..stored.statement.trigger.span.start as usize].chars().count(),
                event: event.id.to_string(),
            });
        }
    }
    clustering(&GoldMention::parse(EVENTS).unwrap(), &placed)
}

#[test]
fn statements_of_the_bundled_reports_meet() {
    let result = of_examples();
    result.misses.iter().for_each(|miss| println!("{miss}"));
    println!("{result}");
    assert!(result.pairs.precision >= 0.9 && result.pairs.f1() >= 0.4, "{result}");
    assert!(result.b_cubed.f1() >= 0.9, "{result}");
}
