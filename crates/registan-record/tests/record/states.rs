//! What holds, since when, and what is contested.

use std::sync::Arc;

use registan_record::{Begin, Clocks, Effect, End, Filter, PartyRef, Record, Schema, Snapshot, Status};
use registan_types::{EntityId, FrameName};

use crate::sample::{at, day, place, reader, reading, report};

fn schema() -> Arc<Schema> {
    let mut schema = Schema::default();
    let mut add = |name: &str, effect: &str| schema.add(FrameName::new(name), None, vec![effect.parse::<Effect>().unwrap()]);
    add("joins", "begins member_of");
    add("leaves", "ends member_of");
    add("invades", "begins at_war_with");
    add("reconciles", "ends at_war_with");
    add("sanctions", "begins sanctions");
    Arc::new(schema)
}

/// The states that reports give, each as one line, as of a day if one is given.
fn lines(reports: &[(&str, &str)], as_of: &str) -> Vec<String> {
    let (_folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    for (second, (published, text)) in (0..).zip(reports) {
        let report = report(&format!("{second}.txt"), published, text);
        record.add(&report, &reading(&report, reader("1")), at(second)).unwrap();
    }
    let clocks = Clocks { as_of: as_of.parse().ok(), ..Clocks::default() };
    let snapshot = record.snapshot(clocks).unwrap().with_schema(schema());
    let states = snapshot.states(&Filter::default()).unwrap();
    states
        .iter()
        .map(|state| {
            let begin = match state.outline.begin {
                Begin::Unknown => String::new(),
                Begin::SinceAtLeast(date) => format!(">={date}"),
                Begin::Since(date) => date.to_string(),
            };
            let end = match state.outline.end {
                End::Open => String::new(),
                End::UntilAtMost(date) => format!("<={date}"),
                End::Until(date) => date.to_string(),
            };
            let object = state.outline.object.as_ref().map_or("-", |entity| &entity.name);
            format!(
                "{} {} {object} {begin}..{end} {} {}",
                state.outline.subject.name,
                state.outline.relation,
                state.outline.status.name(),
                state.evidence.len()
            )
        })
        .collect()
}

#[test]
fn a_told_beginning_and_ending_make_a_period() {
    let reports = [("2004-03-29", "EST joins NATO 2004-03-29."), ("2010-01-01", "EST belongs NATO rel:member_of.")];
    assert_eq!(lines(&reports, ""), ["EST member_of NATO 2004-03-29.. holds 2"]);
    let reports = [("2020-02-01", "GBR leaves EU 2020-01-31."), ("2010-01-01", "GBR belongs EU rel:member_of.")];
    assert_eq!(lines(&reports, ""), ["GBR member_of EU >=2010-01-01..2020-01-31 holds 2"]);
    assert_eq!(lines(&reports, "2021-01-01"), [""; 0]);
    assert_eq!(lines(&reports, "2009-01-01"), [""; 0]);
    assert_eq!(lines(&reports, "2015-01-01").len(), 1);
}

#[test]
fn what_ended_and_began_again_has_two_periods() {
    let reports = [("2000-01-01", "FRA joins NATO 1949. FRA leaves NATO 1966. FRA joins NATO 2009-04.")];
    assert_eq!(lines(&reports, ""), ["FRA member_of NATO 1949..1966 holds 2", "FRA member_of NATO 2009-04.. holds 1"]);
}

#[test]
fn a_denial_makes_a_state_contested_and_removes_nothing() {
    for (affirmed, denied) in [("2022-09-14", "2022-09-13"), ("2022-09-13", "2022-09-14")] {
        let reports = [(denied, "CHN keeps RUS rel:sanctions not."), (affirmed, "CHN keeps RUS rel:sanctions.")];
        assert_eq!(lines(&reports, ""), [format!("CHN sanctions RUS >={affirmed}.. contested 2")]);
    }
}

#[test]
fn a_denial_long_after_shows_that_it_had_ended_and_long_before_that_it_had_not_begun() {
    let reports = [("2010-01-01", "GBR belongs EU rel:member_of."), ("2022-01-01", "GBR belongs EU rel:member_of not.")];
    assert_eq!(lines(&reports, ""), ["GBR member_of EU >=2010-01-01..<=2022-01-01 holds 2"]);
    let reports = [("2001-01-01", "EST belongs NATO rel:member_of not."), ("2010-01-01", "EST belongs NATO rel:member_of.")];
    assert_eq!(lines(&reports, ""), ["EST member_of NATO >=2001-01-01.. denied 1", "EST member_of NATO >=2010-01-01.. holds 1"]);
}

#[test]
fn plans_are_planned_until_something_comes_of_them() {
    let plan = ("2022-05-18", "FIN joins NATO planned.");
    assert_eq!(lines(&[plan], ""), ["FIN member_of NATO .. planned 1"]);
    assert_eq!(lines(&[plan], "2022-05-01"), [""; 0]);
    let done = ("2023-04-05", "FIN joins NATO 2023-04-04.");
    assert_eq!(lines(&[plan, done], "2023-05-01"), ["FIN member_of NATO 2023-04-04.. holds 2"]);
}

#[test]
fn wishes_and_questions_make_no_state() {
    assert_eq!(lines(&[("2022-05-18", "UKR joins NATO desired. GEO joins NATO questioned. MDA joins NATO possible.")], ""), [""; 0]);
}

#[test]
fn relations_of_states_hold_for_those_who_act_for_them() {
    let reports = [("2022-03-01", "RUS/Putin invades UKR 2022-02-24."), ("2022-09-01", "UKR+RUS fights - rel:at_war_with together.")];
    assert_eq!(lines(&reports, ""), ["RUS at_war_with UKR 2022-02-24.. holds 2"]);
}

#[test]
fn all_evidence_on_a_state_is_found_from_one_party() {
    let (_folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    let reports = [
        ("2020-02-01", "GBR leaves EU 2020-01-31."),
        ("2010-01-01", "GBR belongs EU rel:member_of."),
        ("2010-01-01", "FRA belongs EU rel:member_of."),
    ];
    for (second, (published, text)) in (0..).zip(reports) {
        let report = report(&format!("{second}.txt"), published, text);
        record.add(&report, &reading(&report, reader("1")), at(second)).unwrap();
    }
    let snapshot = Snapshot::open(&path, Clocks::default()).unwrap().with_schema(schema());
    let filter = Filter { parties: vec![PartyRef::Entity(EntityId::new("x/gbr"))], until: Some(day("2019-01-01")), ..Filter::default() };
    let states = snapshot.states(&filter).unwrap();
    assert_eq!((states.len(), states[0].evidence.len(), states[0].outline.status), (1, 2, Status::Holds));
    assert_eq!(states[0].outline.valid().0.to_string(), "2010-01-01/2020-01-31");
}
