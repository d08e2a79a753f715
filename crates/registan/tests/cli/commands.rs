//! What each command writes and how it ends. How well is read is not the matter here; numbers of statements are left out.

use super::{REPORT, account, folder};

/// An account without what depends on models, frames and the machine.
fn steady(account: &str) -> String {
    let counts = |line: &str| {
        line.contains(" from ") && line.contains("sentence") || line.contains("left unread") || line.trim_start().starts_with("because")
    };
    account.lines().filter(|line| !counts(line)).map(|line| format!("{line}\n")).collect()
}

#[test]
fn help_and_usage() {
    let place = folder(&[]);
    insta::assert_snapshot!(account(place.path(), &["--help"]));
    insta::assert_snapshot!(account(place.path(), &["read", "--help"]));
    insta::assert_snapshot!(account(place.path(), &["read"]));
    insta::assert_snapshot!(account(place.path(), &["read", "x.txt", "--published", "yesterday"]));
    insta::assert_snapshot!(account(place.path(), &["nonsense"]));
}

#[test]
fn reading_names_what_it_refuses_and_keeps_the_rest() {
    let place = folder(&[("a.txt", REPORT), ("copy.txt", REPORT), ("empty.txt", ""), ("x.png", "\u{0}\u{1}")]);
    let read = account(place.path(), &["read", "a.txt", "copy.txt", "empty.txt", "x.png", "nowhere.txt", "--jobs", "1"]);
    insta::assert_snapshot!(steady(&read));
    insta::assert_snapshot!(steady(&account(place.path(), &["read", "a.txt"])));
}

#[test]
fn the_record_in_the_folder_that_is_read_is_passed_over() {
    let place = folder(&[("a.txt", REPORT)]);
    let read = account(place.path(), &["read", "."]);
    assert!(read.starts_with("$ registan read .\nRead 1 report") && read.ends_with("status 0\n"), "{read}");
}

#[cfg(unix)]
#[test]
fn a_folder_without_rights_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let place = folder(&[("a.txt", REPORT)]);
    let closed = place.path().join("closed");
    std::fs::create_dir(&closed).unwrap();
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Who may do everything is refused nothing.
    if std::fs::read_dir(&closed).is_err() {
        let read = account(place.path(), &["read", "."]);
        assert!(read.contains("closed: no permission to read it") && read.ends_with("status 1\n"), "{read}");
    }
}

#[test]
fn commands_without_a_record_say_so() {
    let place = folder(&[]);
    let asked = [
        vec!["series", "--actor", "AUT", "--actor", "SVK"],
        vec!["changes", "--since", "2024"],
        vec!["sql", "SELECT 1"],
        vec!["sparql", "ASK {}"],
    ];
    let plain = ["statements", "events", "state", "conflicts", "reread"].map(|command| vec![command]);
    for command in plain.into_iter().chain(asked) {
        let account = account(place.path(), &command);
        assert!(account.contains("there is no record at registan.db") && account.ends_with("status 1\n"), "{account}");
    }
}

#[test]
fn erasing_leaves_a_reason_and_nothing_else() {
    let place = folder(&[("a.txt", REPORT)]);
    account(place.path(), &["read", "a.txt"]);
    let erased = account(place.path(), &["erase", "a.txt", "--reason", "asked for"]);
    assert!(erased.contains("Erased report") && erased.ends_with("status 0\n"), "{erased}");
    let record = std::fs::read(place.path().join("registan.db")).unwrap();
    assert!(!record.windows(20).any(|words| words == b"ministers of Austria"), "the text is still in the file");
    insta::assert_snapshot!(steady(&account(place.path(), &["read", "a.txt"])));
    insta::assert_snapshot!(account(place.path(), &["erase", "b.txt", "--reason", "asked for"]));
}

#[test]
fn completions_and_manual_are_written() {
    let place = folder(&[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(account(place.path(), &["completions", shell]).contains("statements"), "{shell}");
    }
    let man = account(place.path(), &["man"]);
    assert!(man.contains(".TH registan") && man.contains("REGISTAN READ"), "{man}");
}

#[test]
fn gold_is_scored() {
    let gold = r#"{"report": "a.txt", "start": 0, "end": 24, "text": "Ministers meet in Vienna", "types": ["CONSULT"], "relations": [], "frames": [], "actors": ["Austria"], "recipients": [], "polarity": ["affirmed"], "reality": ["actual"], "voices": []}"#;
    let said = r#"{"report": {"uri": "x/a.txt"}, "trigger": {"start": 10}, "frame": "meet", "plover": {"type": "CONSULT"}, "actors": [{"name": "Austria", "country": "AUT"}], "recipients": [], "polarity": "affirmed", "reality": "planned", "attribution": [{"voice": "author"}]}"#;
    let place = folder(&[("gold.jsonl", gold), ("said.jsonl", said)]);
    insta::assert_snapshot!(account(place.path(), &["score", "--statements", "gold.jsonl", "--against", "said.jsonl", "--misses"]));
}

#[test]
fn a_record_is_exported_in_triples() {
    let place = folder(&[("a.txt", REPORT)]);
    account(place.path(), &["read", "a.txt"]);
    let export = account(place.path(), &["export", "--format", "nt"]);
    let triples: Vec<&str> = export.lines().filter(|line| line.starts_with('<') || line.starts_with("_:")).collect();
    assert!(triples.len() > 20 && triples.iter().all(|line| line.ends_with(" .")), "{export}");
    assert!(triples.iter().any(|line| line.ends_with("/sem/Event> .")), "{export}");
}
