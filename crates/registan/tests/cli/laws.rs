//! Laws of the whole way: spans slice exactly, and the same reports give the same bytes, whatever the number of jobs.

use std::{fs, path::Path};

use serde_json::Value;

use super::{folder, registan};

fn examples() -> &'static str {
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/reports")
}

/// The statements of the bundled reports, read into a record of their own.
fn statements(folder: &Path, jobs: &str) -> String {
    let record = format!("{jobs}.db");
    let output = registan(folder, &["read", "reports", "--jobs", jobs, "--record", &record]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let output = registan(folder, &["statements", "--json", "--record", &record]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A folder with the plain texts among the bundled reports: those whose file is their text.
fn plain_examples() -> tempfile::TempDir {
    let place = folder(&[]);
    let reports = place.path().join("reports");
    fs::create_dir(&reports).unwrap();
    let mut names: Vec<_> = fs::read_dir(examples()).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    names.sort();
    for path in names.iter().step_by(3) {
        fs::copy(path, reports.join(path.file_name().unwrap())).unwrap();
    }
    place
}

#[test]
fn spans_slice_exactly_and_jobs_change_nothing() {
    let place = plain_examples();
    let one = statements(place.path(), "1");
    assert!(one.lines().count() > 10, "hardly anything was read");
    assert_eq!(one, statements(place.path(), "3"), "the number of jobs changed what was read");
    for line in one.lines() {
        let statement: Value = serde_json::from_str(line).unwrap();
        let uri = statement["report"]["uri"].as_str().unwrap();
        let text: Vec<char> = fs::read_to_string(place.path().join(uri)).unwrap().chars().collect();
        check_spans(&statement, &text);
    }
}

/// Wherever a form has `text`, `start` and `end`, they agree.
fn check_spans(value: &Value, text: &[char]) {
    match value {
        Value::Object(fields) => {
            if let (Some(words), Some(start), Some(end)) = (value["text"].as_str(), value["start"].as_u64(), value["end"].as_u64()) {
                let slice: String = text[start as usize..end as usize].iter().collect();
                assert_eq!(slice, words, "{value}");
            }
            fields.values().for_each(|field| check_spans(field, text));
        }
        Value::Array(items) => items.iter().for_each(|item| check_spans(item, text)),
        _ => {}
    }
}

#[test]
fn the_demo_shows_a_record() {
    let place = folder(&[]);
    let output = registan(place.path(), &["demo", "--print"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    for part in ["Reports", "Who has to do with whom", "What happened"] {
        assert!(text.contains(part), "{text}");
    }
}
