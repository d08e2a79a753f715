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

#[test]
fn a_copy_is_found_among_thousands_of_other_passages() {
    let (_folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    // Every sentence has voices of its own; the first of each report is printed again in the next, with another ending.
    let sentence = |n: usize, end: &str| {
        format!("CHN/Xi{n} visits RUS/Putin{n} 2023-03-20 @Moscow by:Tass{n} by:Xinhua{n} by:Ana{n} by:Bo{n} by:Cem{n} certain {end}. ")
    };
    let reports: Vec<_> = (0..150)
        .map(|n| {
            let own: String = (0..20).map(|line| sentence(n * 20 + line, "actual")).collect();
            let copied = if n > 0 { sentence(n * 20 - 20, "planned") } else { String::new() };
            report(&format!("https://a.example/{n:03}"), "2023-03-21", &(own + &copied))
        })
        .collect();
    let readings: Vec<_> = reports.iter().map(|report| reading(report, reader("1"))).collect();
    record.add_all(reports.iter().zip(&readings), at(1)).unwrap();
    let snapshot = record.snapshot(Clocks::default()).unwrap();
    let (mut found, mut strange) = (0, 0);
    for n in 0..149 {
        let passages = snapshot.passages_like(&sentence(n * 20, "actual")).unwrap();
        let places: Vec<&str> = passages.iter().map(|passage| passage.report.source.uri.as_str()).collect();
        let wanted = [format!("https://a.example/{n:03}"), format!("https://a.example/{:03}", n + 1)];
        found += usize::from(wanted.iter().all(|place| places.contains(&place.as_str())));
        strange += places.iter().filter(|place| !wanted.iter().any(|wanted| wanted == *place)).count();
    }
    // By chance a copy may seem less like it than it is; nothing else is taken for one.
    assert!(found >= 130, "{found} of 149 copies were found");
    assert_eq!(strange, 0);
}
