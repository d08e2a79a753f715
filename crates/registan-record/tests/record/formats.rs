//! Files that earlier programs wrote: `format-1.db` is kept as it was written, without views, as an older program's views
//! are no use.

use std::path::{Path, PathBuf};

use registan_record::{Clocks, Filter, Record, RecordError, Snapshot};

use crate::sample::{at, place, reader, reading, report};

fn kept() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/record/format-1.db")
}

/// What the kept file was made of. Do not change it.
fn fill(record: &mut Record) {
    let reports = [
        ("https://a.example/1", "2023-03-21", "CHN/Xi visits RUS/Putin 2023-03-20 @Moscow. RUS attacks UKR 2023-03 n:3 by:USA possible."),
        ("https://b.example/1", "2023-03-22", "CHN visits RUS 2023-03-20 not. IRN joins SCO rel:member_of 2022-09-15/.. planned."),
        ("https://a.example/1", "2023-03-23", "CHN/Xi visits RUS/Putin 2023-03-21 @Moscow."),
    ];
    for (second, (uri, published, text)) in (0..).zip(reports) {
        let report = report(uri, published, text);
        record.add(&report, &reading(&report, reader("1")), at(second)).unwrap();
    }
    let first = report(reports[1].0, reports[1].1, reports[1].2);
    record.reread(first.id, &reading(&first, reader("2")), at(10)).unwrap();
    record.retract(first.id, first.published, "withdrawn by its editors", at(11)).unwrap();
}

#[test]
fn a_record_of_format_1_is_read_and_its_views_are_made_anew() {
    let (_folder, path) = place();
    std::fs::copy(kept(), &path).unwrap();
    assert!(matches!(Snapshot::open(&path, Clocks::default()), Err(RecordError::StaleViews { .. })));
    let old = Record::open(&path).unwrap();
    let (_other, fresh) = place();
    let mut new = Record::open(&fresh).unwrap();
    fill(&mut new);
    // All but identities, which stay what they were when the statements came in, and are made in another way by now.
    let views = views_of(&path);
    assert!(views.len() > 10 && views == views_of(&fresh), "{views:#?}\n{:#?}", views_of(&fresh));
    let told = |record: &Record| -> Vec<String> {
        let snapshot = record.snapshot(Clocks::default()).unwrap();
        snapshot.statements(&Filter::default()).unwrap().map(|stored| format!("{:?}", stored.unwrap().statement)).collect()
    };
    assert_eq!(told(&old), told(&new));
    assert_eq!(told(&old).len(), 1);
}

/// The rows of every view that holds no statement's identity.
fn views_of(path: &Path) -> Vec<(String, Vec<String>)> {
    let db = rusqlite::Connection::open(path).unwrap();
    let named = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'view_%' AND sql NOT LIKE '%VIRTUAL%'
                 AND name NOT LIKE 'view_text%' AND name NOT IN ('view_statement_id', 'view_judgement') ORDER BY name";
    let mut query = db.prepare(named).unwrap();
    let tables: Vec<String> = query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let rows = |table: &String| {
        let columns = db.prepare(&format!("SELECT * FROM {table}")).unwrap().column_count();
        let order: Vec<String> = (1..=columns).map(|column| column.to_string()).collect();
        let mut query = db.prepare(&format!("SELECT * FROM {table} ORDER BY {}", order.join(", "))).unwrap();
        let row = |row: &rusqlite::Row<'_>| Ok((0..columns).map(|column| format!("{:?} ", row.get_ref_unwrap(column))).collect());
        query.query_map([], row).unwrap().map(Result::unwrap).collect()
    };
    tables.iter().map(|table| (table.clone(), rows(table))).collect()
}

/// Writes the kept file. Only for a new format, under a new name.
#[test]
#[ignore = "writes a file that is kept"]
fn write_the_kept_file() {
    let (_folder, path) = place();
    fill(&mut Record::open(&path).unwrap());
    std::fs::copy(&path, kept()).unwrap();
}
