//! Nobody dies twice: what tells of one person's death is one event.

use std::sync::Arc;

use proptest::prelude::*;
use registan_record::{
    Clocks, ConflictKind, DeathOf, Event, Filter, Judge, Judgement, ListForms, Listed, Lists, Page, PartyRef, Record, Schema, Snapshot,
};
use registan_types::{EntityId, FrameName, Report, StatementId};

use crate::sample::{at, day, place, reader, reading, report};

/// Killing and dying are of different families.
pub(crate) fn schema() -> Arc<Schema> {
    let mut schema = Schema::default();
    for (name, of) in [("kills", DeathOf::Recipient), ("dies", DeathOf::Actor)] {
        schema.add(FrameName::new(name), None, vec![]);
        schema.tells_of_death(&FrameName::new(name), of);
    }
    Arc::new(schema)
}

/// Two words make no statement: they only say what a report is about.
const RAID: &str = "Raid Abbottabad. Compound Hideout. Admiral McRaven. Helicopter Blackhawk. President Whitehouse. Analysts Langley.";
const OTHER: &str = "Harbour Rotterdam. Cargo Antwerpen. Customs Vandenberg. Cocaine Guayaquil. Shipping Maersk. Containers Terneuzen.";

fn written(reports: &[(&str, String)]) -> Vec<Report> {
    (0..).zip(reports).map(|(number, (published, text)): (i64, _)| report(&format!("{number}.txt"), published, text)).collect()
}

fn fill(path: &std::path::Path, reports: &[Report]) -> Record {
    let mut record = Record::open(path).unwrap();
    for (second, report) in (0..).zip(reports) {
        record.add(report, &reading(report, reader("1")), at(second)).unwrap();
    }
    record
}

fn snapshot(record: &Record) -> Snapshot {
    record.snapshot(Clocks::default()).unwrap().with_schema(schema())
}

fn events(record: &Record) -> Vec<Event> {
    snapshot(record).events(&Filter::default(), Page::default()).unwrap()
}

/// Each event as the numbers of the reports that tell of it.
fn told(record: &Record) -> Vec<String> {
    let numbers = |event: &Event| -> String {
        event.statements.iter().map(|stored| stored.report.source.uri.trim_end_matches(".txt")).collect::<Vec<_>>().join("+")
    };
    let mut all: Vec<String> = events(record).iter().map(numbers).collect();
    all.sort();
    all
}

#[track_caller]
fn check(reports: &[(&str, &str)], expected: &[&str]) {
    let (_folder, path) = place();
    let reports: Vec<_> = reports.iter().map(|(published, text)| (*published, (*text).to_owned())).collect();
    assert_eq!(told(&fill(&path, &written(&reports))), expected);
}

#[test]
fn killing_and_dying_are_one_event() {
    let killed = [
        ("2011-05-02", "USA kills Laden 2011-05-02."),
        ("2011-05-03", "Laden dies -."),
        ("2011-05-09", "USA/Commandos kills Laden."),
        ("", "Laden dies -."),
    ];
    check(&killed, &["0+1+2+3"]);
    // Another person, another day, or nothing that happened.
    check(&[killed[0], ("2011-05-03", "Zawahiri dies -.")], &["0", "1"]);
    check(&[killed[0], ("2011-05-03", "Laden dies - 2011-05-01.")], &["0", "1"]);
    check(&[killed[0], ("2011-05-01", "Laden dies -.")], &["0", "1"]);
    check(&[killed[0], ("2011-05-03", "Laden dies - not.")], &["0", "1"]);
    check(&[killed[0], ("2011-05-03", "Laden dies - planned.")], &["0", "1"]);
    check(&[killed[0], ("2011-05-03", "Courier+Laden dies -.")], &["0", "1"]);
    // Years are filed apart, and a state dies as often as it likes.
    check(&[killed[0], ("2013-05-03", "Laden dies - 2013.")], &["0", "1"]);
    check(&[("2011-05-02", "USA kills RUS."), ("2011-05-02", "IRN kills RUS.")], &["0", "1"]);
}

#[test]
fn two_who_are_said_to_have_killed_one_are_a_conflict_within_the_event() {
    let (_folder, path) = place();
    let texts = ["USA kills Laden 2011-05-02.", "USA/Seals kills Laden.", "Laden dies -.", "IRN kills Laden."];
    let record = fill(&path, &written(&texts.map(|text| ("2011-05-03", text.to_owned()))));
    assert_eq!(told(&record), ["0+1+2+3"]);
    let conflicts = events(&record)[0].conflicts();
    let sides: Vec<&str> = conflicts[0].sides.iter().map(|side| side.says.as_str()).collect();
    assert_eq!((conflicts.len(), conflicts[0].kind, sides), (1, ConflictKind::Actor, vec!["IRN", "Seals"]));
}

#[test]
fn a_name_that_reports_alone_know_needs_reports_that_are_near() {
    let reports = |second: &str, about: &str| {
        let (_folder, path) = place();
        let reports =
            [("2011-05-02", format!("Police kills 0~Jane_Roe 2011-05-02. {RAID}")), ("2011-05-03", format!("{second} dies -. {about}"))];
        told(&fill(&path, &written(&reports)))
    };
    assert_eq!(reports("1~Jane_Roe", RAID), ["0+1"]);
    assert_eq!(reports("1~Jane_Roe", OTHER), ["0", "1"]);
    assert_eq!(reports("1~John_Roe", RAID), ["0", "1"]);
    assert_eq!(reports("1~Roe", RAID), ["0", "1"]);
}

/// Of two families and four cells, with and without days; some on others.
fn mixed() -> Vec<Report> {
    written(&[
        ("2011-05-02", format!("USA kills 0~Jane_Roe 2011-05-02. {RAID}")),
        ("2011-05-03", format!("1~Jane_Roe dies -. {RAID}")),
        ("", format!("Commandos kills 2~Jane_Roe. {RAID}")),
        ("", format!("3~Jane_Roe dies -. {RAID}")),
        ("2011-05-04", format!("USA kills Laden. {OTHER}")),
        ("2011-05-05", "Laden dies - 2011-05-03. Laden dies - 2011-05-04.".to_owned()),
        ("", format!("Laden dies -. {OTHER}")),
        ("2012-01-03", "USA kills Laden. USA/Seals kills Laden 2011-05-03.".to_owned()),
    ])
}

fn statement(report: &Report) -> StatementId {
    reading(report, reader("1")).statements[0].id(report.id, &reader("1"))
}

#[test]
fn every_way_to_ask_gives_the_same_event() {
    let (_folder, path) = place();
    let record = fill(&path, &mixed());
    let snapshot = snapshot(&record);
    let all = events(&record);
    assert!(all.iter().any(|event| event.statements.len() == 4 && event.merges.len() == 3), "{:?}", told(&record));
    for event in &all {
        for stored in &event.statements {
            assert_eq!(&snapshot.event_of(stored.id).unwrap().unwrap(), event);
        }
    }
    let named = |name: &str| PartyRef::Entity(EntityId::new(name.to_owned()));
    let forms = ListForms { version: "none", state: &|_| Listed::default(), conflict: &|_| Listed::default() };
    let lists = Lists::make(&snapshot, None, &forms).unwrap();
    let filters = [
        Filter::default(),
        Filter { parties: vec![named("x/laden")], ..Filter::default() },
        Filter { parties: vec![named("x/commandos")], ..Filter::default() },
        Filter { parties: vec![named("report:3/jane_roe")], from: Some(day("2011-05-01")), ..Filter::default() },
        Filter {
            parties: vec![PartyRef::Country("USA".parse().unwrap()), named("x/laden")],
            until: Some(day("2011-05-03")),
            ..Filter::default()
        },
    ];
    for filter in filters {
        let mut asked = snapshot.events(&filter, Page::default()).unwrap();
        let places = lists.all_events(&snapshot, &filter).unwrap();
        let mut found: Vec<Event> = places.iter().map(|place| lists.event(&snapshot, *place).unwrap()).collect();
        asked.sort_by_key(|event| event.id);
        found.sort_by_key(|event| event.id);
        assert!(asked.iter().all(|event| all.contains(event)) && !asked.is_empty(), "{filter:?}");
        asked.iter_mut().for_each(|event| event.merges.clear());
        assert_eq!(asked, found, "{filter:?}");
    }
}

#[test]
fn a_persons_judgement_keeps_deaths_apart() {
    let (_folder, path) = place();
    let reports = &mixed()[..2];
    let mut record = fill(&path, reports);
    assert_eq!(told(&record), ["0+1"]);
    assert!(events(&record)[0].merges.iter().all(|merge| merge.by == Judge::Rules && merge.score < 1.0));
    let [left, right] = [&reports[0], &reports[1]].map(statement);
    let apart = Judgement { left, right, same: false, by: "Ana".into(), reason: "two women".into() };
    let judged = record.judge(apart, at(10)).unwrap();
    assert_eq!(told(&record), ["0", "1"]);
    record.withdraw(judged, at(11)).unwrap();
    assert_eq!(told(&record), ["0+1"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn no_order_changes_whose_death_is_told(order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle()) {
        let key = |event: &Event| (event.id, event.statements.iter().map(|stored| stored.id).collect::<Vec<_>>(), format!("{:?}", event.merges));
        let (_folder, path) = place();
        let reports = mixed();
        let straight: Vec<_> = events(&fill(&path, &reports)).iter().map(key).collect();
        let (_other, path) = place();
        let shuffled: Vec<Report> = order.iter().map(|number| reports[*number].clone()).collect();
        let other: Vec<_> = events(&fill(&path, &shuffled)).iter().map(key).collect();
        prop_assert_eq!(straight, other);
    }
}
