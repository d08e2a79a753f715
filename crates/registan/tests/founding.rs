//! The questions that the project began with, put to the bundled reports on Samarkand, the invasion and the meeting in February.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const REPORTS: [&str; 6] = [
    "2022-02-07-xi-poetin-peking.nl.txt",
    "2022-02-24-invasion.en.txt",
    "2022-02-25-inval.nl.txt",
    "2022-09-13-samarkand-vooruitblik.nl.txt",
    "2022-09-17-samarkand-summit.en.txt",
    "2022-09-19-samarkand-terugblik.nl.md",
];

fn registan(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("registan").unwrap();
    command.current_dir(folder).args(args).env_remove("REGISTAN_RECORD").env("NO_COLOR", "1");
    command
}

/// A folder with a record of the reports.
fn record() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reports");
    for name in REPORTS {
        std::fs::copy(examples.join(name), folder.path().join(name)).unwrap();
    }
    let mut args = vec!["read"];
    args.extend(REPORTS);
    let read = registan(folder.path(), &args).output().unwrap();
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    folder
}

/// The lines that a command writes.
fn ask(folder: &Path, args: &[&str]) -> Vec<Value> {
    let mut all = args.to_vec();
    all.push("--json");
    let output = registan(folder, &all).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn names(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|party| party["name"].as_str().unwrap()).collect()
}

fn told_by(value: &Value) -> Vec<&str> {
    let mut reports: Vec<&str> =
        value["statements"].as_array().unwrap().iter().map(|statement| statement["report"]["uri"].as_str().unwrap()).collect();
    reports.dedup();
    reports
}

#[test]
fn the_last_meeting_before_the_summit_is_found() {
    let folder = record();
    let asked = ["events", "--actor", "Xi Jinping", "--actor", "Vladimir Putin", "--type", "CONSULT", "--until", "2022-09-14"];
    let events = ask(folder.path(), &asked);
    let last = events.last().expect("a meeting");
    assert_eq!(last["time"]["edtf"], "2022-02-04", "{last}");
    assert_eq!(last["place"]["name"], "Beijing");
    assert!(events.iter().all(|event| event["time"]["edtf"].as_str() < Some("2022-09-14")), "{events:?}");
}

#[test]
fn the_invasion_is_one_event_of_several_reports() {
    let folder = record();
    let events = ask(folder.path(), &["events", "--frame", "invade", "--actor", "RUS", "--actor", "UKR"]);
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!(events[0]["time"]["edtf"], "2022-02-24");
    let reports = told_by(&events[0]);
    assert!(reports.contains(&REPORTS[1]) && reports.contains(&REPORTS[2]) && reports.contains(&REPORTS[4]), "{reports:?}");
}

#[test]
fn the_sanctions_are_shown_as_a_conflict_with_both_sides() {
    let folder = record();
    let conflicts = ask(folder.path(), &["conflicts", "--actor", "CHN"]);
    let sanctions: Vec<&Value> =
        conflicts.iter().filter(|conflict| conflict["frame"] == "sanction" || conflict["relation"] == "sanctions").collect();
    let sides = |conflict: &Value| -> Vec<String> {
        let side =
            |side: &Value| side["statements"].as_array().unwrap().iter().map(|one| one["report"]["uri"].to_string()).collect::<String>();
        conflict["sides"].as_array().unwrap().iter().map(side).collect()
    };
    let both = |conflict: &&Value| {
        let sides = sides(conflict);
        sides.iter().any(|side| side.contains("09-13")) && sides.iter().any(|side| side.contains("09-17") || side.contains("09-19"))
    };
    assert!(sanctions.iter().any(both), "{conflicts:?}");
}

#[test]
fn members_of_the_organisation_are_told_by_each_report() {
    let folder = record();
    for (report, wanted) in [
        (REPORTS[3], vec!["China", "India", "Pakistan", "Russia"]),
        (REPORTS[5], vec!["China", "India", "Kazakhstan", "Kyrgyzstan", "Pakistan", "Russia", "Tajikistan", "Uzbekistan"]),
    ] {
        let states = ask(folder.path(), &["state", "--relation", "member_of", "--report", report]);
        let mut members: Vec<&str> = states.iter().flat_map(|state| names(&state["actors"])).collect();
        members.sort_unstable();
        for member in wanted {
            assert!(members.contains(&member), "{report}: {members:?}");
        }
    }
}

#[test]
fn only_what_reports_support_holds_on_a_day() {
    let folder = record();
    let states = ask(folder.path(), &["state", "--as-of", "2022-09-15"]);
    assert!(!states.is_empty());
    for state in &states {
        assert_eq!(state["source"], "reports", "{state}");
        assert!(!state["statements"].as_array().unwrap().is_empty(), "{state}");
        let begin = state["valid"].as_str().unwrap().split('/').next().unwrap().trim_end_matches('~');
        // Of a season the month it begins in: EDTF writes spring as month 21.
        let begin = [("-21", "-03"), ("-22", "-06"), ("-23", "-09"), ("-24", "-12")]
            .into_iter()
            .find_map(|(season, month)| Some(format!("{}{month}", begin.strip_suffix(season).filter(|year| year.len() == 4)?)))
            .unwrap_or_else(|| begin.to_owned());
        assert!(begin == ".." || begin.as_str() <= "2022-09-15", "{state}");
    }
    let known = ask(folder.path(), &["state", "--as-of", "2022-09-15", "--actor", "Xi Jinping", "--with-knowledge"]);
    let offices: Vec<&Value> = known.iter().filter(|state| state["source"] == "knowledge").collect();
    assert!(offices.iter().any(|state| names(&state["recipients"]) == ["China"]), "{known:?}");
    assert!(offices.iter().all(|state| state["belief"].is_null() && state["statements"].as_array().unwrap().is_empty()));
}
