//! A process killed at any moment leaves each report whole or absent, and a record that goes on.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use registan_record::{Added, Clocks, Filter, Record, RecordError, Snapshot};
use registan_types::Report;

use crate::sample::{at, place, reader, reading, report};

const CHILD: &str = "REGISTAN_CRASH_TEST_RECORD";
const REPORTS: usize = 3000;

fn nth(n: usize) -> Report {
    let sentences: String = (0..1 + n % 9).map(|s| format!("Actor{n} visits Guest{s} 2022-01-0{}. ", 1 + s % 9)).collect();
    report(&format!("news/{n:05}.txt"), "2023-01-01", &sentences)
}

/// Not a test by itself: what the child process of the test below runs until it is killed.
#[test]
fn child_that_writes_until_it_is_killed() {
    let Ok(path) = std::env::var(CHILD) else { return };
    let mut record = Record::open(path).unwrap();
    for n in 0..REPORTS {
        // Tells the parent how far it is.
        println!();
        let report = nth(n);
        if record.add(&report, &reading(&report, reader("1")), at(n as i64)).unwrap() == Added::Removed {
            continue;
        }
        if n % 7 == 3 {
            record.reread(report.id, &reading(&report, reader("2")), at(n as i64)).unwrap();
        }
        if n % 211 == 5 {
            record.erase(report.id, "test", at(n as i64)).unwrap();
        }
    }
}

#[test]
fn killed_at_random_moments_it_goes_on_whole() {
    let (_folder, path) = place();
    // How many reports it may take before it is killed, and how long after: a fixed list, so that every run tries the same.
    for (reports, micros) in [(0, 0), (0, 900), (1, 250), (4, 0), (9, 1700), (30, 400), (61, 2100), (140, 700), (222, 50), (230, 3100)] {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash::child_that_writes_until_it_is_killed", "--nocapture"])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let told = BufReader::new(child.stdout.take().unwrap()).lines();
        told.take(reports).for_each(drop);
        std::thread::sleep(Duration::from_micros(micros));
        child.kill().unwrap();
        child.wait().unwrap();
        check_whole(&path);
    }
    assert!(Snapshot::open(&path, Clocks::default()).unwrap().overview().unwrap().reports > 20, "the child never got to write");
    let mut record = Record::open(&path).unwrap();
    let last = nth(REPORTS + 1);
    assert_eq!(record.add(&last, &reading(&last, reader("1")), at(0)).unwrap(), Added::New);
    let before = record.views_digest().unwrap();
    record.rebuild_views().unwrap();
    assert_eq!(record.views_digest().unwrap(), before);
}

fn check_whole(path: &std::path::Path) {
    let record = Record::open(path).unwrap();
    drop(record);
    let snapshot = Snapshot::open(path, Clocks::default()).unwrap();
    for n in 0..REPORTS {
        let expected = nth(n);
        let Ok(stored) = snapshot.report(expected.id) else { continue };
        assert_eq!(stored.report, expected);
        let filter = Filter { report: Some(expected.id), ..Filter::default() };
        let said: Vec<_> = snapshot.statements(&filter).unwrap().map(|stored| stored.unwrap().statement).collect();
        assert_eq!(said, reading(&expected, reader("1")).statements, "report {n}");
    }
}

const MAKER: &str = "REGISTAN_CRASH_TEST_VIEWS";

/// Not a test by itself: what the child process of the test below runs until it is killed.
#[test]
fn child_that_makes_views_until_it_is_killed() {
    let Ok(path) = std::env::var(MAKER) else { return };
    let mut record = Record::open(path).unwrap();
    loop {
        println!();
        record.rebuild_views().unwrap();
    }
}

#[test]
fn killed_while_views_are_made_they_are_finished_by_the_next() {
    let (_folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    let reports: Vec<_> = (0..REPORTS).map(nth).map(|report| (reading(&report, reader("1")), report)).collect();
    record.add_all(reports.iter().map(|(reading, report)| (report, reading)), at(0)).unwrap();
    let before = record.views_digest().unwrap();
    drop(record);
    let mut unfinished = 0;
    for micros in [0, 40_000, 150_000, 400_000, 900_000] {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash::child_that_makes_views_until_it_is_killed", "--nocapture"])
            .env(MAKER, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // What the tests' harness says first, then that views are begun.
        BufReader::new(child.stdout.take().unwrap()).lines().take(4).for_each(drop);
        std::thread::sleep(Duration::from_micros(micros));
        child.kill().unwrap();
        child.wait().unwrap();
        match Snapshot::open(&path, Clocks::default()) {
            Ok(_) => {}
            Err(RecordError::StaleViews { .. }) => unfinished += 1,
            Err(error) => panic!("{error}"),
        }
    }
    assert!(unfinished > 0, "the child was never killed on its way");
    let mut record = Record::open(&path).unwrap();
    assert_eq!(record.views_digest().unwrap(), before);
    // Whoever had it open meanwhile finishes them too before it writes.
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute("UPDATE meta SET value = 'unfinished by another version' WHERE name = 'views'", [])
        .unwrap();
    let last = nth(REPORTS);
    assert_eq!(record.add(&last, &reading(&last, reader("1")), at(1)).unwrap(), Added::New);
    let after = record.views_digest().unwrap();
    record.rebuild_views().unwrap();
    assert_eq!(record.views_digest().unwrap(), after);
    assert_ne!(after, before);
}
