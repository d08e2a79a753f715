//! Several at one file, and files that are not for us.

use registan_record::{Clocks, Filter, Record, RecordError, Snapshot};
use rusqlite::Connection;

use crate::sample::{at, place, reader, reading, report};

#[test]
fn readers_see_one_state_while_a_writer_goes_on() {
    let (_folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    let reports: Vec<_> = (0..40).map(|n| report(&format!("{n}.txt"), "2023-01-01", &format!("CHN visits Guest{n}."))).collect();
    let write = |record: &mut Record, n: usize| record.add(&reports[n], &reading(&reports[n], reader("1")), at(n as i64)).unwrap();
    write(&mut record, 0);
    let early = Snapshot::open(&path, Clocks::default()).unwrap();
    let watchers: Vec<_> = (0..3)
        .map(|_| {
            let path = path.clone();
            std::thread::spawn(move || {
                for _ in 0..30 {
                    let snapshot = Snapshot::open(&path, Clocks::default()).unwrap();
                    let overview = snapshot.overview().unwrap();
                    assert_eq!(snapshot.statements(&Filter::default()).unwrap().map(Result::unwrap).count() as u64, overview.statements);
                    assert_eq!(snapshot.overview().unwrap(), overview);
                }
            })
        })
        .collect();
    (1..40).for_each(|n| {
        write(&mut record, n);
    });
    for watcher in watchers {
        watcher.join().unwrap();
    }
    assert_eq!(early.overview().unwrap().reports, 1);
    assert_eq!(Snapshot::open(&path, Clocks::default()).unwrap().overview().unwrap().reports, 40);
}

#[test]
fn files_that_are_no_records_or_too_new_are_refused_unharmed() {
    let (folder, path) = place();
    assert!(matches!(Snapshot::open(&path, Clocks::default()), Err(RecordError::Missing { .. })));

    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "no database at all, but long enough to be looked at as if it were one, surely; and then some more words")
        .unwrap();
    assert!(matches!(Record::open(&text), Err(RecordError::NotARecord { .. })));
    assert!(std::fs::read_to_string(&text).unwrap().starts_with("no database"));

    let other = folder.path().join("other.db");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(matches!(Record::open(&other), Err(RecordError::NotARecord { .. })));

    drop(Record::open(&path).unwrap());
    Connection::open(&path).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    let refusals = [Record::open(&path).map(drop), Snapshot::open(&path, Clocks::default()).map(drop)];
    for refusal in refusals {
        let error = refusal.unwrap_err();
        assert!(matches!(error, RecordError::Newer { found: 99, known: 1, .. }), "{error}");
        assert!(error.to_string().contains("upgrade"), "{error}");
    }
}

#[test]
fn views_of_another_version_are_made_anew_by_the_next_writer() {
    let (_folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    let one = report("a.txt", "2023-01-01", "CHN visits RUS.");
    record.add(&one, &reading(&one, reader("1")), at(1)).unwrap();
    let before = record.views_digest().unwrap();
    drop(record);
    Connection::open(&path).unwrap().execute_batch("UPDATE meta SET value = 'old' WHERE name = 'views'; DELETE FROM view_party").unwrap();
    assert!(matches!(Snapshot::open(&path, Clocks::default()), Err(RecordError::StaleViews { .. })));
    assert_eq!(Record::open(&path).unwrap().views_digest().unwrap(), before);
}

#[test]
fn damage_is_told_from_trouble_with_the_file() {
    let (_folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    let one = report("a.txt", "2023-01-01", "CHN visits RUS.");
    record.add(&one, &reading(&one, reader("1")), at(1)).unwrap();
    drop(record);
    Connection::open(&path).unwrap().execute_batch("UPDATE log_statement SET body = substr(body, 1, 20)").unwrap();
    let snapshot = Snapshot::open(&path, Clocks::default()).unwrap();
    let error = snapshot.statements(&Filter::default()).unwrap().find_map(Result::err).unwrap();
    assert!(error.is_corrupt(), "{error}");
}
