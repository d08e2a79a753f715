//! Which statements become one event, and that no order of arrival changes it.

use std::sync::Arc;

use proptest::prelude::*;
use registan_record::{
    Clocks, Effect, Event, Filter, Ground, Judge, Judgement, ListForms, Listed, Lists, Page, PartyRef, Phase, Record, Schema, Snapshot,
};
use registan_types::{EntityId, FrameName, Report, Statement, StatementId};

use crate::sample::{at, day, place, reader, reading, report};

fn schema() -> Arc<Schema> {
    let mut schema = Schema::default();
    let effect = |text: &str| text.parse::<Effect>().unwrap();
    let mut add =
        |name: &str, parent: Option<&str>, effects: Vec<Effect>| schema.add(FrameName::new(name), parent.map(FrameName::new), effects);
    add("attacks", None, vec![effect("begins at_war_with")]);
    add("invades", Some("attacks"), vec![effect("begins at_war_with")]);
    add("meets", None, vec![]);
    add("visits", Some("meets"), vec![]);
    Arc::new(schema)
}

/// Adds reports given as (published, text), in that order.
fn fill(path: &std::path::Path, reports: &[(&str, &str)]) -> Record {
    let mut record = Record::open(path).unwrap();
    for (second, (published, text)) in (0..).zip(reports) {
        let report = numbered(second, published, text);
        record.add(&report, &reading(&report, reader("1")), at(second)).unwrap();
    }
    record
}

fn numbered(number: i64, published: &str, text: &str) -> Report {
    report(&format!("{number}.txt"), published, text)
}

fn events(record: &Record, filter: Filter) -> Vec<Event> {
    let snapshot = record.snapshot(Clocks::default()).unwrap().with_schema(schema());
    snapshot.events(&filter, Page::default()).unwrap()
}

/// How many events there are, each as the numbers of the reports that tell of it.
fn told(record: &Record) -> Vec<String> {
    let numbers = |event: &Event| -> String {
        event.statements.iter().map(|stored| stored.report.source.uri.trim_end_matches(".txt")).collect::<Vec<_>>().join("+")
    };
    let mut all: Vec<String> = events(record, Filter::default()).iter().map(numbers).collect();
    all.sort();
    all
}

#[track_caller]
fn check(reports: &[(&str, &str)], expected: &[&str]) {
    let (_folder, path) = place();
    assert_eq!(told(&fill(&path, reports)), expected);
}

#[test]
fn the_same_day_the_same_parties_is_one_event() {
    check(&[("2023-03-22", "JPN/Kishida visits UKR 2023-03-21."), ("2023-03-23", "JPN/Kishida visits UKR 2023-03-21.")], &["0+1"]);
}

#[test]
fn a_state_may_stand_for_its_president_but_no_person_for_another() {
    check(
        &[("2022-09-15", "CHN/Xi+RUS/Putin meets - 2022-09-15 together."), ("2022-09-15", "CHN+RUS meets - 2022-09-15 together.")],
        &["0+1"],
    );
    check(
        &[
            ("2022-09-15", "CHN/Xi+RUS/Putin meets - 2022-09-15 together."),
            ("2022-09-15", "CHN/Li+RUS/Lavrov meets - 2022-09-15 together."),
        ],
        &["0", "1"],
    );
}

#[test]
fn another_day_or_another_direction_is_another_event() {
    check(&[("2023-01-05", "RUS attacks UKR 2023-01-01."), ("2023-01-05", "RUS attacks UKR 2023-01-04.")], &["0", "1"]);
    check(&[("2023-01-05", "RUS attacks UKR 2023-01-01."), ("2023-01-05", "UKR attacks RUS 2023-01-01.")], &["0", "1"]);
}

#[test]
fn frames_of_a_family_may_tell_of_one_event() {
    check(&[("2022-02-25", "RUS invades UKR 2022-02-24."), ("2022-02-25", "RUS attacks UKR 2022-02-24.")], &["0+1"]);
    check(&[("2022-02-25", "RUS praises UKR 2022-02-24."), ("2022-02-25", "RUS attacks UKR 2022-02-24.")], &["0", "1"]);
}

#[test]
fn a_vague_time_joins_the_one_event_it_may_mean_and_none_of_several() {
    check(
        &[("2022-09-14", "CHN/Xi+RUS/Putin meets - 2022-02~ together."), ("2022-09", "CHN/Xi+RUS/Putin meets - 2022-02-04 together.")],
        &["0+1"],
    );
    check(
        &[
            ("2023-02-01", "RUS attacks UKR 2023-01-03."),
            ("2023-02-01", "RUS attacks UKR 2023-01-17."),
            ("2023-02-01", "RUS attacks UKR 2023-01."),
        ],
        &["0", "1", "2"],
    );
}

#[test]
fn a_mention_in_passing_finds_the_one_great_event_of_its_kind() {
    check(&[("2022-09-14", "RUS invades UKR 2022-02-24."), ("2022-09-10", "RUS invades UKR.")], &["0+1"]);
}

#[test]
fn planned_and_carried_out_are_phases_of_one_event() {
    let (_folder, path) = place();
    let record = fill(&path, &[("2022-09-13", "CHN/Xi visits KAZ planned."), ("2022-09-15", "CHN/Xi visits KAZ 2022-09-14.")]);
    let found = events(&record, Filter::default());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].phase, found[0].statements.len()), (Phase::CarriedOut, 2));
    let merge = &found[0].merges[0];
    assert_eq!(merge.by, Judge::Rules);
    assert!(merge.score >= registan_record::THRESHOLD && merge.reasons.iter().any(|reason| reason.on == Ground::Time));
    let before = Clocks { known: Some(day("2022-09-13")), ..Clocks::default() };
    let then = Snapshot::open(&path, before).unwrap().with_schema(schema()).events(&Filter::default(), Page::default()).unwrap();
    assert_eq!((then.len(), then[0].phase), (1, Phase::Planned));
}

#[test]
fn the_last_event_before_a_day_is_found_from_the_end() {
    let (_folder, path) = place();
    let record = fill(
        &path,
        &[
            ("2019-07-01", "CHN/Xi+RUS/Putin meets - 2019-06-05 together."),
            ("2022-02-05", "CHN/Xi+RUS/Putin meets - 2022-02-04 together."),
            ("2022-09-16", "CHN/Xi+RUS/Putin meets - 2022-09-15 together."),
            ("2022-03-01", "CHN/Xi visits KAZ 2022-02-27."),
        ],
    );
    let party = |name: &str| PartyRef::Entity(EntityId::new(format!("x/{name}")));
    let filter = Filter { parties: vec![party("xi"), party("putin")], until: Some(day("2022-09-14")), ..Filter::default() };
    let snapshot = record.snapshot(Clocks::default()).unwrap().with_schema(schema());
    let last = snapshot.events(&filter, Page { limit: Some(1), latest_first: true }).unwrap();
    assert_eq!(last[0].time.unwrap().to_string(), "2022-02-04");
}

fn statement_of(published: &str, number: i64, text: &str) -> StatementId {
    let report = numbered(number, published, text);
    let statement: &Statement = &reading(&report, reader("1")).statements[0];
    statement.id(report.id, &reader("1"))
}

#[test]
fn a_persons_judgement_outranks_and_can_be_withdrawn() {
    let (_folder, path) = place();
    let reports = [
        ("2023-03-22", "JPN/Kishida visits UKR 2023-03-21."),
        ("2023-03-23", "JPN/Kishida visits UKR 2023-03-21."),
        ("2023-03-23", "JPN aids UKR 2022."),
    ];
    let mut record = fill(&path, &reports);
    let ids: Vec<StatementId> = (0..).zip(reports).map(|(n, (published, text))| statement_of(published, n, text)).collect();
    let judge = |record: &mut Record, a: usize, b: usize, same: bool| {
        let judgement = Judgement { left: ids[a], right: ids[b], same, by: "Ana".into(), reason: "I was there".into() };
        record.judge(judgement, at(100)).unwrap()
    };
    assert_eq!(told(&record), ["0+1", "2"]);
    let apart = judge(&mut record, 0, 1, false);
    assert_eq!(told(&record), ["0", "1", "2"]);
    let united = judge(&mut record, 1, 2, true);
    assert_eq!(told(&record), ["0", "1+2"]);
    let merged = events(&record, Filter::default()).into_iter().find(|event| event.statements.len() == 2).unwrap();
    assert_eq!(merged.merges[0].by, Judge::Person(united));
    record.withdraw(united, at(101)).unwrap();
    assert_eq!(told(&record), ["0", "1", "2"]);
    record.withdraw(apart, at(102)).unwrap();
    assert_eq!(told(&record), ["0+1", "2"]);
    assert!(record.withdraw(apart, at(103)).is_err());
    let then = Clocks { recorded: Some(at(100)), ..Clocks::default() };
    let former = Snapshot::open(&path, then).unwrap().with_schema(schema()).events(&Filter::default(), Page::default()).unwrap();
    assert_eq!(former.len(), 2);
}

#[test]
fn copies_and_quotes_of_one_voice_are_one_origin() {
    let (_folder, path) = place();
    let wire = "JPN/Kishida visits UKR 2023-03-21 @Kyiv certain actual together.";
    let record = fill(
        &path,
        &[
            ("2023-03-22", wire),
            ("2023-03-23", wire),
            ("2023-03-23", "JPN/Kishida visits UKR 2023-03-21 by:Tass."),
            ("2023-03-24", "JPN/Kishida visits UKR 2023-03-21 by:Tass."),
        ],
    );
    let found = events(&record, Filter::default());
    assert_eq!((found.len(), found[0].statements.len()), (1, 4));
    let belief = &found[0].belief;
    assert_eq!(belief.origins.len(), 2, "{:?}", belief.origins);
    assert!(belief.origins.iter().any(|origin| origin.name == "Tass" && origin.statements.len() == 2));
    let weight: f64 = 0.9 * 0.75;
    assert!((belief.value - (1.0 - (1.0 - weight) * (1.0 - weight))).abs() < 1e-6);
}

const MIXED: [(&str, &str); 12] = [
    ("2022-09-14", "CHN/Xi+RUS/Putin meets - 2022-02~ together. RUS invades UKR."),
    ("2022-09", "CHN/Xi+RUS/Putin meets - planned together @Samarkand. RUS invades UKR 2022-02-24."),
    ("2022-09-16", "CHN/Xi+RUS/Putin meets - 2022-09-15 together @Samarkand."),
    ("2022-09-17", "CHN+RUS meets - 2022-09-15/2022-09-16 together."),
    ("2022-02-25", "RUS attacks UKR 2022-02-24. UKR attacks RUS."),
    ("2022-02-26", "RUS/Putin attacks UKR 2022-02-24."),
    ("2022-03-02", "RUS attacks UKR 2022-03-01."),
    ("2022-03-03", "RUS attacks UKR 2022-03."),
    ("2022-09-10", "CHN/Xi visits KAZ expected."),
    ("2022-09-14", "CHN/Xi visits KAZ planned."),
    ("", "CHN/Xi visits KAZ. CHN praises RUS."),
    ("2022-10-01", "CHN/Xi visits KAZ 2022-09-14 not."),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, ..ProptestConfig::default() })]

    #[test]
    fn any_order_and_any_batches_give_the_same_events(order in Just((0..MIXED.len()).collect::<Vec<_>>()).prop_shuffle(), cut in 0..MIXED.len()) {
        let key = |event: &Event| (event.id, event.phase, event.statements.iter().map(|stored| stored.id).collect::<Vec<_>>(), format!("{:?}{:?}", event.belief, event.merges));
        let reports: Vec<Report> = (0..).zip(MIXED).map(|(n, (published, text))| numbered(n, published, text)).collect();
        let readings: Vec<_> = reports.iter().map(|report| reading(report, reader("1"))).collect();
        let (_folder, path) = place();
        let straight: Vec<_> = events(&fill(&path, &MIXED), Filter::default()).iter().map(key).collect();
        let (_other, path) = place();
        let mut record = Record::open(&path).unwrap();
        for batch in [&order[..cut], &order[cut..]] {
            record.add_all(batch.iter().map(|n| (&reports[*n], &readings[*n])), at(1)).unwrap();
        }
        let shuffled: Vec<_> = events(&record, Filter::default()).iter().map(key).collect();
        prop_assert_eq!(straight, shuffled);
    }
}

#[test]
fn lists_of_events_and_of_statements_have_the_same_as_a_question() {
    let (_folder, path) = place();
    let record = fill(
        &path,
        &[
            ("2023-03-21", "CHN/Xi visits RUS 2023-03-20. RUS attacks UKR 2022-02-24. FRA meets DEU 2023-02 together."),
            ("2023-03-22", "CHN visits RUS 2023-03-20 by:Tass. RUS attacks UKR 2022-02-24 not. IRN visits CHN planned."),
            ("2023-04-05", "CHN calls RUS 2023-04-04. CHN warns RUS 2023-04-04 not possible."),
        ],
    );
    let snapshot = record.snapshot(Clocks::default()).unwrap().with_schema(schema());
    let forms = ListForms { version: "none", state: &|_| Listed::default(), conflict: &|_| Listed::default() };
    let lists = Lists::make(&snapshot, None, &forms).unwrap();
    let china = PartyRef::Country("CHN".parse().unwrap());
    let russia = PartyRef::Country("RUS".parse().unwrap());
    let filters = [
        Filter::default(),
        Filter { parties: vec![china.clone()], ..Filter::default() },
        Filter { parties: vec![china, russia], from: Some(day("2023-03-01")), ..Filter::default() },
        Filter { polarity: Some(registan_types::Polarity::Denied), ..Filter::default() },
        Filter { frame: Some(FrameName::new("visits")), reality: Some(registan_types::Reality::Actual), ..Filter::default() },
        Filter { certainty: Some(registan_types::Certainty::Certain), uri: Some("1.txt".into()), ..Filter::default() },
        Filter { until: Some(day("2022-12-31")), ..Filter::default() },
        Filter { text: Some("attacks".into()), ..Filter::default() },
    ];
    for filter in filters {
        let mut asked = snapshot.events(&filter, Page::default()).unwrap();
        let places = lists.all_events(&snapshot, &filter).unwrap();
        let mut found: Vec<Event> = places.iter().map(|place| lists.event(&snapshot, *place).unwrap()).collect();
        asked.sort_by_key(|event| event.id);
        found.sort_by_key(|event| event.id);
        asked.iter_mut().for_each(|event| event.merges.clear());
        assert!(!asked.is_empty(), "{filter:?}");
        assert_eq!(asked, found, "{filter:?}");
        let told: Vec<_> = snapshot.statements(&filter).unwrap().map(|stored| stored.unwrap().id).collect();
        let list = snapshot.statement_list(&filter).unwrap();
        let mut listed: Vec<_> = snapshot.statements_in(&list, 0, 2).unwrap();
        listed.extend(snapshot.statements_in(&list, 2, 100).unwrap());
        assert_eq!(told, listed.iter().map(|stored| stored.id).collect::<Vec<_>>(), "{filter:?}");
    }
}
