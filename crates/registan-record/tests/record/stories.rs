//! What belongs together though nobody tells a day: by who takes part, and by how near the reports are in origin.

use proptest::prelude::*;
use registan_record::{Clocks, Event, Filter, Ground, Judge, Judgement, LOOSE_THRESHOLD, Page, PartyRef, Record};
use registan_types::{EntityId, Report, StatementId};

use crate::sample::{at, place, reader, reading, report};

/// Two words make no statement: they only say what a report is about.
const ARREST: &str = "Player Bentley. Sunday Chargers. Officer Morales. County Clairemont. Sergeant Holloway. Lawyer Abernathy.";
const OTHER: &str = "Harbour Rotterdam. Cargo Antwerpen. Customs Vandenberg. Cocaine Guayaquil. Shipping Maersk. Containers Terneuzen.";

fn reports() -> Vec<Report> {
    let texts = [
        ("", format!("Police arrests Williams. {ARREST}")),
        ("", format!("{ARREST} - arrests Williams. Police releases Williams.")),
        ("", format!("Police arrests Jackson. {ARREST}")),
        ("", format!("Police arrests Williams. {OTHER}")),
        ("2009-02-03", format!("Police arrests Williams 2009-02-01. {ARREST}")),
        ("2009-02-03", "Police arrests Williams 2009-01-01.".to_owned()),
        ("2009-02-03", format!("{ARREST} - arrests Williams. Judge Whitfield.")),
        ("2009-02-04", format!("{ARREST} - arrests Williams. Coach Pemberton.")),
    ];
    (0..).zip(texts).map(|(n, (published, text)): (i64, _)| report(&format!("{n}.txt"), published, &text)).collect()
}

fn fill(path: &std::path::Path, wanted: &[usize]) -> Record {
    let reports = reports();
    let mut record = Record::open(path).unwrap();
    for (second, number) in (0..).zip(wanted) {
        record.add(&reports[*number], &reading(&reports[*number], reader("1")), at(second)).unwrap();
    }
    record
}

/// The identity of the first statement of a report.
fn first_statement(number: usize) -> StatementId {
    let report = &reports()[number];
    reading(report, reader("1")).statements[0].id(report.id, &reader("1"))
}

fn events(record: &Record) -> Vec<Event> {
    record.snapshot(Clocks::default()).unwrap().events(&Filter::default(), Page::default()).unwrap()
}

fn told(record: &Record) -> Vec<String> {
    let numbers = |event: &Event| -> String {
        event.statements.iter().map(|stored| stored.report.source.uri.trim_end_matches(".txt")).collect::<Vec<_>>().join("+")
    };
    let arrests = |event: &&Event| event.frame.as_str() == "arrests";
    let mut all: Vec<String> = events(record).iter().filter(arrests).map(numbers).collect();
    all.sort();
    all
}

#[test]
fn reports_on_one_matter_tell_of_one_event_without_a_day() {
    let (_folder, path) = place();
    let record = fill(&path, &[0, 1, 2, 3]);
    assert_eq!(told(&record), ["0+1", "2", "3"]);
    let merged = events(&record).into_iter().find(|event| event.statements.len() == 2).unwrap();
    let merge = &merged.merges[0];
    assert_eq!(merge.by, Judge::Rules);
    assert!(merge.score >= LOOSE_THRESHOLD && merge.reasons.iter().any(|reason| reason.on == Ground::Context && reason.score > 0.5));
}

#[test]
fn an_event_of_a_known_day_takes_up_what_near_reports_tell_without_one() {
    let (_folder, path) = place();
    let record = fill(&path, &[0, 1, 2, 3, 4, 5]);
    assert_eq!(told(&record), ["0+1+4", "2", "3", "5"]);
    let whole = events(&record).into_iter().find(|event| event.statements.len() == 3).unwrap();
    assert_eq!(whole.time.unwrap().to_string(), "2009-02-01");
    let snapshot = record.snapshot(Clocks::default()).unwrap();
    for stored in &whole.statements {
        assert_eq!(snapshot.event_of(stored.id).unwrap().unwrap(), whole);
    }
    let williams = PartyRef::Entity(EntityId::new("x/williams"));
    let filter = Filter { parties: vec![williams], from: Some("2009-01-20".parse().unwrap()), ..Filter::default() };
    assert_eq!(snapshot.events(&filter, Page::default()).unwrap(), [whole]);
}

#[test]
fn judgements_and_removals_undo_what_was_put_together() {
    let (_folder, path) = place();
    let mut record = fill(&path, &[0, 1, 4]);
    let apart =
        Judgement { left: first_statement(0), right: first_statement(1), same: false, by: "Ana".into(), reason: "two arrests".into() };
    let judged = record.judge(apart, at(10)).unwrap();
    assert_eq!(told(&record).len(), 2);
    record.withdraw(judged, at(11)).unwrap();
    assert_eq!(told(&record), ["0+1+4"]);
    record.erase(reports()[4].id, "asked by a court", at(12)).unwrap();
    assert_eq!(told(&record), ["0+1"]);
    let digest = record.views_digest().unwrap();
    record.rebuild_views().unwrap();
    assert_eq!(record.views_digest().unwrap(), digest);
}

#[test]
fn what_is_told_without_a_day_ties_events_of_known_days() {
    let (_folder, path) = place();
    assert_eq!(told(&fill(&path, &[6, 7])), ["6", "7"]);
    for order in [[1, 6, 7], [7, 1, 6], [6, 7, 1]] {
        let (_folder, path) = place();
        let mut record = fill(&path, &order);
        assert_eq!(told(&record), ["1+6+7"]);
        let whole = events(&record).into_iter().find(|event| event.statements.len() == 3).unwrap();
        assert_eq!(whole.merges.len(), 2);
        let snapshot = record.snapshot(Clocks::default()).unwrap();
        for stored in &whole.statements {
            assert_eq!(snapshot.event_of(stored.id).unwrap().unwrap(), whole);
        }
        let ids: Vec<StatementId> = [6, 7].iter().map(|number| first_statement(*number)).collect();
        let apart = Judgement { left: ids[0], right: ids[1], same: false, by: "Ana".into(), reason: "two arrests".into() };
        let judged = record.judge(apart, at(10)).unwrap();
        assert_eq!(told(&record).len(), 2);
        record.withdraw(judged, at(11)).unwrap();
        assert_eq!(told(&record), ["1+6+7"]);
    }
}

#[test]
fn what_comes_later_shows_as_a_change_of_the_event_it_belongs_to() {
    let (_folder, path) = place();
    let record = fill(&path, &[4, 0]);
    let changes = record.snapshot(Clocks::default()).unwrap().event_changes_since(at(0)).unwrap();
    assert_eq!(changes.len(), 1);
    assert_eq!((changes[0].gained.len(), changes[0].lost.len(), changes[0].event.statements.len()), (1, 0, 2));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn no_order_and_no_batches_change_a_story(order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle(), cut in 0..8usize) {
        let key = |event: &Event| (event.id, event.statements.iter().map(|stored| stored.id).collect::<Vec<_>>(), format!("{:?}", event.merges));
        let (_folder, path) = place();
        let straight: Vec<_> = events(&fill(&path, &[0, 1, 2, 3, 4, 5, 6, 7])).iter().map(key).collect();
        let reports = reports();
        let readings: Vec<_> = reports.iter().map(|report| reading(report, reader("1"))).collect();
        let (_other, path) = place();
        let mut record = Record::open(&path).unwrap();
        for batch in [&order[..cut], &order[cut..]] {
            record.add_all(batch.iter().map(|n| (&reports[*n], &readings[*n])), at(1)).unwrap();
        }
        let shuffled: Vec<_> = events(&record).iter().map(key).collect();
        prop_assert_eq!(straight, shuffled);
        let digest = record.views_digest().unwrap();
        record.rebuild_views().unwrap();
        prop_assert_eq!(record.views_digest().unwrap(), digest);
    }
}
