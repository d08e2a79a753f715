//! On whose word: the short reports of `gold/voices.md`.

use std::fs;

use registan::score::SaidStatement;
use serde_json::{Value, json};

/// A report of the file and the voices that its triggers must have.
struct Case {
    id: String,
    language: String,
    date: String,
    text: String,
    expected: Vec<(String, Vec<String>)>,
}

#[test]
fn every_statement_has_the_voices_of_its_words() {
    let cases = cases(&fs::read_to_string(super::gold("voices.md")).unwrap());
    assert!(cases.len() >= 4);
    let reports: Vec<Value> =
        cases.iter().map(|case| json!({"url": case.id, "text": case.text, "date": case.date, "language": case.language})).collect();
    let said = super::sentences::read(&reports);
    let mut wrong = String::new();
    for case in &cases {
        for (trigger, voices) in &case.expected {
            let found = said.iter().find(|statement| statement.report.uri.ends_with(&case.id) && stands_at(&case.text, statement, trigger));
            let heard = found.map(voices_of);
            if heard.as_ref() != Some(voices) {
                wrong += &format!("{} {trigger}: {voices:?} expected, {heard:?} read\n", case.id);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Whether the trigger stands at the word; offsets count code points.
fn stands_at(text: &str, statement: &SaidStatement, word: &str) -> bool {
    let behind: String = text.chars().skip(statement.trigger.start).collect();
    behind.starts_with(word)
}

fn voices_of(statement: &SaidStatement) -> Vec<String> {
    let voices = statement.attribution.iter().flatten().skip(1);
    voices.map(|voice| voice.name.clone().unwrap_or_else(|| "?".to_owned())).collect()
}

fn cases(text: &str) -> Vec<Case> {
    let sections = text.split("\n## ").skip(1).enumerate();
    sections
        .map(|(number, section)| {
            let (head, body) = section.split_once('\n').unwrap();
            let (language, date) = head.split_once(' ').unwrap();
            let (text, expected) = body.split_once("\n- ").unwrap();
            let expected = expected.lines().map(|line| line.trim_start_matches("- ")).filter(|line| !line.is_empty());
            let expected = expected.map(|line| {
                let (trigger, voices) = line.split_once(':').unwrap();
                (trigger.to_owned(), voices.split('>').map(str::trim).filter(|voice| !voice.is_empty()).map(str::to_owned).collect())
            });
            Case {
                id: format!("voices-{number}"),
                language: language.to_owned(),
                date: date.to_owned(),
                text: text.trim().to_owned(),
                expected: expected.collect(),
            }
        })
        .collect()
}
