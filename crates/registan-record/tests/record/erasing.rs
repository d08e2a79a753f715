//! Lawful removal: nothing of the text stays in any byte of any file.

use registan_record::{Added, Clocks, Filter, Judgement, Record, RecordError, Traces};
use registan_types::Report;

use crate::sample::{at, place, reader, reading, report};

/// Whether any of the record's files holds `needle`, letter case aside.
fn stands_in_files(folder: &std::path::Path, needle: &str) -> bool {
    let needle = needle.to_lowercase().into_bytes();
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap().to_ascii_lowercase();
        bytes.windows(needle.len()).any(|window| window == needle)
    })
}

fn many(count: usize) -> Vec<Report> {
    (0..count)
        .map(|n| report(&format!("news/{n}.txt"), "2023-01-01", &format!("Alice visits Bob{n}. {}", "Bob phones Alice. ".repeat(n * 7))))
        .collect()
}

#[test]
fn no_byte_of_a_removed_report_stays() {
    let (folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    let secret =
        report("secret/Zanzibar.txt", "2023-01-01", "Quetzalcoatl visits Xochimilco 2022-02-02. Huitzilopochtli meets Quetzalcoatl.");
    let reports = many(60);
    for (n, other) in reports.iter().enumerate() {
        record.add(other, &reading(other, reader("1")), at(n as i64)).unwrap();
        if n == 30 {
            record.add(&secret, &reading(&secret, reader("1")), at(30)).unwrap();
        }
    }
    record.reread(secret.id, &reading(&secret, reader("2")), at(70)).unwrap();
    let id = reading(&secret, reader("1")).statements[0].id(secret.id, &reader("1"));
    let judgement = Judgement { left: id, right: id, same: true, by: "Ana".into(), reason: "Huitzilopochtli says so".into() };
    record.judge(judgement, at(71)).unwrap();
    for word in ["Quetzalcoatl", "Xochimilco", "Huitzilopochtli", "Zanzibar"] {
        assert!(stands_in_files(folder.path(), word), "{word}");
    }

    let erasure = record.erase(secret.id, "court order 12/2023", at(80)).unwrap();
    assert_eq!((erasure.statements, erasure.traces), (4, Traces::Gone));
    // Word roots too: a full-text index keeps terms apart from their endings.
    for word in ["Quetzalcoatl", "quetz", "Xochimilco", "ochimilc", "Huitzilopochtli", "zilop", "Zanzibar", "zanzi"] {
        assert!(!stands_in_files(folder.path(), word), "{word}");
    }
    let snapshot = record.snapshot(Clocks::default()).unwrap();
    assert!(matches!(snapshot.report(secret.id), Err(RecordError::Erased(_))));
    assert_eq!(snapshot.tombstones().unwrap()[0].reason, "court order 12/2023");
    assert_eq!(snapshot.statements(&Filter { text: Some("quetzalcoatl".into()), ..Filter::default() }).unwrap().count(), 0);
    drop(snapshot);
    assert_eq!(record.add(&secret, &reading(&secret, reader("1")), at(90)).unwrap(), Added::Removed);

    let before = record.views_digest().unwrap();
    record.rebuild_views().unwrap();
    assert_eq!(record.views_digest().unwrap(), before);
}

#[test]
fn a_reader_that_holds_the_former_state_is_named() {
    let (folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    let secret = report("a.txt", "2023-01-01", "Quetzalcoatl visits Xochimilco.");
    record.add(&secret, &reading(&secret, reader("1")), at(1)).unwrap();
    let holder = record.snapshot(Clocks::default()).unwrap();
    assert_eq!(holder.reports().unwrap().len(), 1);
    let erasure = record.erase(secret.id, "asked", at(2)).unwrap();
    assert_eq!(erasure.traces, Traces::HeldByReaders);
    drop(holder);
    assert_eq!(record.scrub().unwrap(), Traces::Gone);
    assert!(!stands_in_files(folder.path(), "Quetzalcoatl"));
}
