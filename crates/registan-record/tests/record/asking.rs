//! SQL with limits, series of pairs, and what changed.

use std::time::Duration;

use registan_record::{Cell, ChangeKind, Clocks, EventChangeKind, PartyRef, Record, RecordError, SqlLimits, Step};

use crate::sample::{at, day, place, reader, reading, report};

fn fill(path: &std::path::Path) -> Record {
    let mut record = Record::open(path).unwrap();
    let reports = [
        ("2023-03-21", "CHN/Xi visits RUS 2023-03-20. RUS attacks UKR 2023-03-20."),
        ("2023-03-22", "CHN visits RUS 2023-03-20 by:Tass."),
        ("2023-04-05", "CHN calls RUS 2023-04-04. CHN warns RUS 2023-04-04 not."),
    ];
    for (second, (published, text)) in (0..).zip(reports) {
        let report = report(&format!("{second}.txt"), published, text);
        record.add(&report, &reading(&report, reader("1")), at(second)).unwrap();
    }
    record
}

fn text(cell: &Cell) -> &str {
    match cell {
        Cell::Text(text) => text,
        _ => "",
    }
}

#[test]
fn sql_reads_documented_views_on_the_clocks() {
    let (_folder, path) = place();
    let record = fill(&path);
    let snapshot = record.snapshot(Clocks::default()).unwrap();
    let query = "SELECT uri, frame, actors, recipients, time, polarity, voice FROM statements ORDER BY uri, sentence";
    let table = snapshot.sql(query, SqlLimits::default()).unwrap();
    assert_eq!(table.columns, ["uri", "frame", "actors", "recipients", "time", "polarity", "voice"]);
    assert_eq!(table.rows.len(), 5);
    assert_eq!(table.rows[2].iter().map(text).collect::<Vec<_>>(), ["1.txt", "visits", "CHN", "RUS", "2023-03-20", "affirmed", "Tass"]);
    let then = record.snapshot(Clocks { known: Some(day("2023-03-21")), ..Clocks::default() }).unwrap();
    assert_eq!(then.sql("SELECT 1 FROM statements", SqlLimits::default()).unwrap().rows.len(), 2);
}

#[test]
fn sql_cannot_write_and_is_stopped_at_its_limits() {
    let (_folder, path) = place();
    let record = fill(&path);
    let snapshot = record.snapshot(Clocks::default()).unwrap();
    for query in [
        "DELETE FROM log_entry",
        "ATTACH 'x.db' AS x",
        "PRAGMA query_only = OFF",
        "SELECT nothing FROM reports",
        "",
        "INSERT INTO reports VALUES (1)",
    ] {
        let error = snapshot.sql(query, SqlLimits::default());
        assert!(matches!(error, Err(RecordError::Query(_))), "{query}: {error:?}");
    }
    let table = snapshot.sql("SELECT * FROM statements", SqlLimits { rows: 2, ..SqlLimits::default() }).unwrap();
    assert!(table.truncated && table.rows.len() == 2);
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    let error = snapshot.sql(endless, SqlLimits { time: Duration::from_millis(50), rows: 10 });
    assert!(matches!(error, Err(RecordError::TooLong(50))), "{error:?}");
}

#[test]
fn a_series_counts_doings_once_and_names_its_denominator() {
    let (_folder, path) = place();
    let record = fill(&path);
    let snapshot = record.snapshot(Clocks::default()).unwrap();
    let country = |code: &str| PartyRef::Country(code.parse().unwrap());
    let series = snapshot.pair_series(&country("CHN"), &country("RUS"), Step::Month, day("2023-01-01"), day("2023-12-31")).unwrap();
    let march = series[&day("2023-03-01")];
    assert_eq!((march.statements, march.doings, march.reports, march.press), (2, 1, 2, 2));
    assert_eq!(march.quads, [2, 0, 0, 0]);
    assert_eq!(march.score, Some(4.0));
    let april = series[&day("2023-04-01")];
    assert_eq!((april.statements, april.press), (1, 1));
    assert_eq!(Step::Week.start(day("2023-03-22")), day("2023-03-20"));
}

#[test]
fn what_changed_is_listed_entry_by_entry_and_event_by_event() {
    let (_folder, path) = place();
    let mut record = fill(&path);
    let one = report("9.txt", "2023-03-23", "CHN visits RUS 2023-03-20. IND visits RUS 2023-03-22.");
    record.add(&one, &reading(&one, reader("1")), at(50)).unwrap();
    let gone = report("2.txt", "2023-04-05", "CHN calls RUS 2023-04-04. CHN warns RUS 2023-04-04 not.");
    record.retract(gone.id, registan_types::PublishedAt::UNKNOWN, "wrong", at(60)).unwrap();
    let snapshot = record.snapshot(Clocks::default()).unwrap();
    let kinds: Vec<ChangeKind> = snapshot.changes_since(at(10)).unwrap().into_iter().map(|change| change.what).collect();
    assert_eq!(
        kinds,
        [ChangeKind::ReportAdded(one.id), ChangeKind::ReadingAdded(one.id, 2), ChangeKind::ReportRetracted(gone.id, "wrong".into())]
    );
    let events = snapshot.event_changes_since(at(10)).unwrap();
    let told: Vec<_> =
        events.iter().map(|change| (change.event.frame.to_string(), change.kind, change.gained.len(), change.lost.len())).collect();
    let expected = [
        ("visits".to_owned(), EventChangeKind::Changed, 1, 0),
        ("visits".to_owned(), EventChangeKind::New, 1, 0),
        ("calls".to_owned(), EventChangeKind::Gone, 0, 1),
        ("warns".to_owned(), EventChangeKind::Gone, 0, 1),
    ];
    assert_eq!(told.len(), 4);
    assert!(expected.iter().all(|change| told.contains(change)), "{told:?}");
}
