//! Adding reports: once, twice, from two places, and read again by a later reader.

use registan_record::{Added, Clocks, Filter, PartyRef, Readings, Record, RecordError, Snapshot};
use registan_types::{EntityId, ReportId};

use crate::sample::{at, day, place, reader, reading, report};

#[test]
fn what_goes_in_comes_out_whole() {
    let (_folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    let one = report("news/b.txt", "2023-04-02", "Kishida visits UKR 2023-03. Kishida meets Zelensky 2023-03-21.");
    let said = reading(&one, reader("0.1.0"));
    assert_eq!(record.add(&one, &said, at(1)).unwrap(), Added::New);
    assert!(record.has_reading(one.id, &reader("0.1.0")).unwrap());
    assert!(!record.has_reading(one.id, &reader("0.2.0")).unwrap());

    let snapshot = record.snapshot(Clocks::default()).unwrap();
    let stored = snapshot.report(one.id).unwrap();
    assert_eq!(stored.report, one);
    assert_eq!(stored.recorded, at(1));
    assert_eq!(stored.readings[0].unread, said.unread);
    let statements: Vec<_> = snapshot.statements(&Filter::default()).unwrap().map(Result::unwrap).collect();
    assert_eq!(statements.iter().map(|stored| &stored.statement).collect::<Vec<_>>(), said.statements.iter().collect::<Vec<_>>());
    assert!(statements.iter().all(|stored| stored.in_force && stored.report.source == one.source));
    let first = &statements[0];
    assert_eq!(first.id, said.statements[0].id(one.id, &reader("0.1.0")));
    assert_eq!(snapshot.statement(first.id).unwrap().as_ref(), Some(first));
}

#[test]
fn the_same_content_is_one_report_with_two_sources() {
    let (_folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    let one = report("b.txt", "2023-04-02", "CHN visits RUS 2023-03-20.");
    let copy = report("a.txt", "2023-04-02", "CHN visits RUS 2023-03-20.");
    let said = reading(&one, reader("1"));
    assert_eq!(record.add(&one, &said, at(1)).unwrap(), Added::New);
    assert_eq!(record.add(&one, &said, at(2)).unwrap(), Added::Known);
    assert_eq!(record.add(&copy, &said, at(3)).unwrap(), Added::SourceOnly);
    assert_eq!(record.add(&copy, &said, at(4)).unwrap(), Added::Known);
    let snapshot = record.snapshot(Clocks::default()).unwrap();
    let reports = snapshot.reports().unwrap();
    assert_eq!(reports.len(), 1);
    assert_eq!(reports[0].source.uri, "a.txt");
    assert_eq!(snapshot.report(one.id).unwrap().sources.len(), 2);
    assert_eq!(snapshot.overview().unwrap().statements, 1);
}

#[test]
fn a_later_reading_counts_and_the_former_stays_reachable() {
    let (_folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    let one = report("a.txt", "2023-04-02", "CHN visits RUS 2023-03-20.");
    record.add(&one, &reading(&one, reader("1")), at(1)).unwrap();
    assert!(!record.reread(one.id, &reading(&one, reader("1")), at(2)).unwrap());
    let mut better = reading(&one, reader("2"));
    better.statements[0].confidence = 0.5;
    assert!(record.reread(one.id, &better, at(3)).unwrap());

    let versions = |clocks: Clocks, readings: Readings| -> Vec<(String, bool)> {
        let snapshot = Snapshot::open(&path, clocks).unwrap();
        let filter = Filter { readings, ..Filter::default() };
        let found = snapshot.statements(&filter).unwrap();
        found.map(Result::unwrap).map(|stored| (stored.reader.version.clone(), stored.in_force)).collect()
    };
    assert_eq!(versions(Clocks::default(), Readings::InForce), [("2".into(), true)]);
    assert_eq!(versions(Clocks::default(), Readings::All), [("1".into(), false), ("2".into(), true)]);
    let then = Clocks { recorded: Some(at(2)), ..Clocks::default() };
    assert_eq!(versions(then, Readings::All), [("1".into(), true)]);
    let nothing = reading(&one, reader("1"));
    let unknown = ReportId::from_bytes([7; 16]);
    assert!(matches!(record.reread(unknown, &nothing, at(4)), Err(RecordError::UnknownReport(_))));
}

#[test]
fn filters_find_by_index_what_they_admit() {
    let (_folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    let texts = ["CHN visits RUS 2023-03-20. RUS attacks UKR 2022-02-24.", "Kishida visits UKR 2023-03-21. CHN praises RUS 2022."];
    let reports: Vec<_> = (0..).zip(texts).map(|(n, text)| report(&format!("r{n}.txt"), "2023-04-02", text)).collect();
    let readings: Vec<_> = reports.iter().map(|report| reading(report, reader("1"))).collect();
    record.add_all(reports.iter().zip(&readings), at(1)).unwrap();
    let snapshot = record.snapshot(Clocks::default()).unwrap();
    let frames = |filter: Filter| -> Vec<String> {
        snapshot.statements(&filter).unwrap().map(|stored| stored.unwrap().statement.frame.to_string()).collect()
    };
    let country = |code: &str| PartyRef::Country(code.parse().unwrap());
    assert_eq!(frames(Filter { parties: vec![country("CHN"), country("RUS")], ..Filter::default() }), ["visits", "praises"]);
    let named = PartyRef::Named("kishida".into());
    assert_eq!(frames(Filter { parties: vec![named], ..Filter::default() }), ["visits"]);
    let entity = PartyRef::Entity(EntityId::new("x/ukr"));
    assert_eq!(frames(Filter { parties: vec![entity], ..Filter::default() }), ["attacks", "visits"]);
    assert_eq!(frames(Filter { until: Some(day("2022-06-01")), ..Filter::default() }), ["attacks", "praises"]);
    assert_eq!(frames(Filter { uri: Some("r1.txt".into()), ..Filter::default() }), ["visits", "praises"]);
    assert_eq!(frames(Filter { text: Some("kishida".into()), ..Filter::default() }), ["visits", "praises"]);
    assert!(matches!(snapshot.statements(&Filter { text: Some("\"open".into()), ..Filter::default() }), Err(RecordError::Query(_))));
}
