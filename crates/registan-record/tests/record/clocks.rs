//! Corrections, retractions and the three clocks.

use registan_record::{Clocks, Filter, Record, Snapshot};
use registan_types::PublishedAt;

use crate::sample::{at, day, place, reader, reading, report};

fn frames(path: &std::path::Path, clocks: Clocks) -> Vec<String> {
    let snapshot = Snapshot::open(path, clocks).unwrap();
    let found = snapshot.statements(&Filter::default()).unwrap();
    found.map(|stored| stored.unwrap().statement.frame.to_string()).collect()
}

#[test]
fn versions_of_an_address_follow_their_publication_in_any_order_of_arrival() {
    let versions = [
        report("https://news.example/1", "2023-05-01", "CHN visits RUS."),
        report("https://news.example/1", "2023-05-03", "CHN phones RUS."),
        report("https://news.example/1", "2023-05-05", "CHN denies RUS."),
    ];
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [0, 2, 1]] {
        let (_folder, path) = place();
        let mut record = Record::open(&path).unwrap();
        for (second, version) in (0..).zip(order) {
            let report: &registan_types::Report = &versions[version];
            record.add(report, &reading(report, reader("1")), at(second)).unwrap();
        }
        assert_eq!(frames(&path, Clocks::default()), ["denies"], "{order:?}");
        for (known, seen) in [("2023-05-01", "visits"), ("2023-05-02", "visits"), ("2023-05-04", "phones"), ("2023-05-05", "denies")] {
            assert_eq!(frames(&path, Clocks { known: Some(day(known)), ..Clocks::default() }), [seen], "{order:?} {known}");
        }
    }
}

#[test]
fn a_retraction_counts_from_its_day_and_the_former_view_stays() {
    let (_folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    let one = report("a.txt", "2023-05-01", "CHN visits RUS.");
    record.add(&one, &reading(&one, reader("1")), at(1)).unwrap();
    let published = PublishedAt::on("2023-05-09".parse().unwrap());
    record.retract(one.id, published, "the visit did not take place", at(2)).unwrap();
    assert!(frames(&path, Clocks::default()).is_empty());
    assert_eq!(frames(&path, Clocks { known: Some(day("2023-05-08")), ..Clocks::default() }), ["visits"]);
    assert_eq!(frames(&path, Clocks { recorded: Some(at(1)), ..Clocks::default() }), ["visits"]);
    let stored = record.snapshot(Clocks::default()).unwrap().report(one.id).unwrap();
    assert_eq!(stored.retracted.as_deref(), Some("the visit did not take place"));
}

#[test]
fn backfilled_reports_land_in_their_own_time() {
    let (_folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    for (second, published, text) in
        [(1, "2023-05-01", "CHN visits RUS."), (2, "2019-01-01", "USA visits RUS."), (3, "", "IND visits RUS.")]
    {
        let report = report(&format!("{second}.txt"), published, text);
        record.add(&report, &reading(&report, reader("1")), at(second)).unwrap();
    }
    let count = |clocks: Clocks| frames(&path, clocks).len();
    assert_eq!(count(Clocks { known: Some(day("2020-01-01")), ..Clocks::default() }), 1);
    assert_eq!(count(Clocks { recorded: Some(at(1)), ..Clocks::default() }), 1);
    assert_eq!(count(Clocks { known: Some(day("2024-01-01")), ..Clocks::default() }), 2);
    assert_eq!(count(Clocks::default()), 3);
}

#[test]
fn the_records_own_clock_never_runs_backwards() {
    let (_folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    let (one, two) = (report("1", "", "CHN visits RUS."), report("2", "", "CHN visits USA."));
    record.add(&one, &reading(&one, reader("1")), at(50)).unwrap();
    record.add(&two, &reading(&two, reader("1")), at(10)).unwrap();
    let snapshot = record.snapshot(Clocks::default()).unwrap();
    assert_eq!(snapshot.report(two.id).unwrap().recorded, at(50));
}
