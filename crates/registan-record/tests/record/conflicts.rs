//! Who contradicts whom, and what only seems to.

use std::sync::Arc;

use registan_record::{Clocks, Filter, Record, Schema};

use crate::sample::{at, place, reader, reading, report};

#[track_caller]
fn check(reports: &[(&str, &str)], expected: &[&str]) {
    let (_folder, path) = place();
    let mut record = Record::open(&path).unwrap();
    for (second, (published, text)) in (0..).zip(reports) {
        let report = report(&format!("{second}.txt"), published, text);
        record.add(&report, &reading(&report, reader("1")), at(second)).unwrap();
    }
    let snapshot = record.snapshot(Clocks::default()).unwrap().with_schema(Arc::new(Schema::default()));
    let found = snapshot.conflicts(&Filter::default()).unwrap();
    let line = |conflict: &registan_record::Conflict| {
        let explanation = conflict.explanation.map_or("", registan_record::Explanation::name);
        let [one, other] = &conflict.sides;
        format!("{} {}|{} {explanation}", conflict.kind.name(), one.says, other.says).trim().to_owned()
    };
    assert_eq!(found.iter().map(line).collect::<Vec<_>>(), expected);
    assert!(found.iter().all(|conflict| conflict.sides.iter().all(|side| !side.statements.is_empty())));
}

#[test]
fn one_says_it_is_so_and_one_that_it_is_not() {
    check(
        &[("2022-09-13", "CHN keeps RUS rel:sanctions not."), ("2022-09-14", "CHN keeps RUS rel:sanctions.")],
        &["polarity affirmed|denied"],
    );
    check(&[("2023-03-22", "CHN visits RUS 2023-03-20."), ("2023-03-23", "CHN visits RUS 2023-03-20 not.")], &["polarity affirmed|denied"]);
}

#[test]
fn one_voice_that_says_both_is_told_as_such() {
    check(
        &[("2023-03-22", "CHN visits RUS 2023-03-20 by:Tass."), ("2023-03-23", "CHN visits RUS 2023-03-20 not by:Tass.")],
        &["voice affirmed|denied"],
    );
}

#[test]
fn a_plan_that_came_to_nothing_is_explained() {
    check(
        &[("2023-03-18", "CHN visits RUS 2023-03-20 planned."), ("2023-03-23", "CHN visits RUS 2023-03-20 not.")],
        &["polarity affirmed|denied phases"],
    );
}

#[test]
fn amounts_conflict_beyond_rounding() {
    let told = |amount: &str| format!("CHN pays RUS 2022 n:{amount}.");
    let (exact, rounded, other) = (told("146800000000"), told("147000000000"), told("140000000000"));
    check(&[("2022-09-14", &exact), ("2022-09-17", &rounded)], &["value 146800000000 USD|147000000000 USD rounding"]);
    check(&[("2022-09-14", &rounded), ("2022-09-17", &other)], &["value 140000000000 USD|147000000000 USD"]);
}

#[test]
fn another_day_for_the_same_persons_is_shown_and_for_states_is_not() {
    check(
        &[("2023-08-01", "JPN/Kishida visits UKR/Zelensky 2023-07-22."), ("2023-08-01", "JPN/Kishida visits UKR/Zelensky 2023-07-27.")],
        &["time 2023-07-22|2023-07-27"],
    );
    check(&[("2023-08-01", "RUS attacks UKR 2023-07-22."), ("2023-08-01", "RUS attacks UKR 2023-07-27.")], &[]);
}

#[test]
fn another_doer_of_the_same_deed_is_shown() {
    check(&[("2023-08-01", "RUS bombs SYR 2023-07-22 @Idlib."), ("2023-08-01", "USA bombs SYR 2023-07-22 @Idlib.")], &["actor RUS|USA"]);
}

#[test]
fn agreement_is_no_conflict() {
    check(&[("2023-03-22", "CHN visits RUS 2023-03-20 @Moscow."), ("2023-03-23", "CHN visits RUS 2023-03-20 @Moscow.")], &[]);
}
