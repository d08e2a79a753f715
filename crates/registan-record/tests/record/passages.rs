//! Where else a passage stands.

use registan_record::{Clocks, Record};

use crate::sample::{at, day, place, reader, reading, report};

#[test]
fn copies_of_a_passage_are_found_wherever_they_stand() {
    let (_folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    let wire = "CHN/Xi visits RUS/Putin 2023-03-20 @Moscow by:Tass certain actual.";
    let reports = [
        ("https://a.example/1", "2023-03-21", format!("{wire} RUS attacks UKR 2023-03-19.")),
        ("https://b.example/1", "2023-03-22", format!("RUS attacks UKR 2023-03-20. {wire}")),
        ("https://c.example/1", "2023-03-22", "CHN/Xi visits KAZ/Tokayev 2022-09-14 @Astana by:Kazinform certain actual.".to_owned()),
    ];
    for (second, (uri, published, text)) in (0..).zip(&reports) {
        let report = report(uri, published, text);
        record.add(&report, &reading(&report, reader("1")), at(second)).unwrap();
    }
    let found = record.snapshot(Clocks::default()).unwrap().passages_like(wire).unwrap();
    let places: Vec<(&str, u32)> = found.iter().map(|passage| (passage.report.source.uri.as_str(), passage.sentence)).collect();
    assert_eq!(places, [("https://a.example/1", 0), ("https://b.example/1", 1)]);
    assert!(found.iter().all(|passage| passage.text.trim() == wire && passage.statements.len() == 1));
    let then = record.snapshot(Clocks { known: Some(day("2023-03-21")), ..Clocks::default() }).unwrap();
    assert_eq!(then.passages_like(wire).unwrap().len(), 1);
    assert!(then.passages_like("too short").unwrap().is_empty());
}
