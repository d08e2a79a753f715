//! The gold sentences: their statements, and the traps that say nothing.

use std::{collections::BTreeSet, fs};

use assert_cmd::Command;
use registan::score::{GoldStatement, NameTable, SaidStatement, tally};
use serde_json::{Value, json};

const HEAD: &str = "# Statements of the gold sentences that are not yet read to the full, by how far they come, and traps that are given a statement.\n\
# Written by `REGISTAN_UPDATE_GOLD=1 cargo test -p registan --test gold`; it should only ever shrink.\n";

#[test]
fn dutch_sentences_say_what_they_say() {
    check("nl");
}

#[test]
fn english_sentences_say_what_they_say() {
    check("en");
}

fn check(language: &str) {
    let text = fs::read_to_string(super::gold(&format!("sentences/{language}-dev.jsonl"))).unwrap();
    let sentences: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let reports: Vec<Value> = sentences
        .iter()
        .map(|one| json!({"url": one["id"], "text": one["text"], "date": one["published"], "language": language}))
        .collect();
    let said = read(&reports);
    let wanted: Vec<GoldStatement> = sentences.iter().flat_map(gold_of).collect();
    let mut names = NameTable::known();
    names.learn(&fs::read_to_string(super::gold("names.tsv")).unwrap());
    let mut failing: BTreeSet<String> = tally(&wanted, &said, &names).misses.into_iter().collect();
    for sentence in sentences.iter().filter(|sentence| sentence["statements"].as_array().unwrap().is_empty()) {
        let id = sentence["id"].as_str().unwrap();
        if said.iter().any(|statement| statement.report.uri.ends_with(id)) {
            failing.insert(format!("trap: {id}"));
        }
    }
    super::settle(&format!("sentences/{language}-dev.known.txt"), HEAD, &failing);
}

/// What the program says of some reports.
pub(super) fn read(reports: &[Value]) -> Vec<SaidStatement> {
    let reports: Vec<String> = reports.iter().map(Value::to_string).collect();
    let folder = tempfile::tempdir().unwrap();
    let program = || {
        let mut command = Command::cargo_bin("registan").unwrap();
        command.current_dir(folder.path()).env_remove("REGISTAN_RECORD").env("NO_COLOR", "1");
        command
    };
    let file = folder.path().join("sentences.jsonl");
    fs::write(&file, reports.join("\n")).unwrap();
    program().args(["read", "sentences.jsonl"]).output().unwrap();
    let statements = program().args(["statements", "--json"]).output().unwrap();
    assert!(statements.status.success(), "{}", String::from_utf8_lossy(&statements.stderr));
    let lines = String::from_utf8(statements.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The gold statements of a sentence, their triggers found in its words.
fn gold_of(sentence: &Value) -> Vec<GoldStatement> {
    let text = sentence["text"].as_str().unwrap();
    let statements = sentence["statements"].as_array().unwrap();
    let of = |statement: &Value| {
        let occurrence = statement["occurrence"].as_u64().unwrap_or(1);
        let trigger = statement["trigger"].as_str().unwrap();
        let (start, end) = stretch(text, trigger, usize::try_from(occurrence).unwrap());
        let mut line = statement.clone();
        line["report"] = sentence["id"].clone();
        (line["start"], line["end"]) = (json!(start), json!(end));
        serde_json::from_value(line).unwrap()
    };
    statements.iter().map(of).collect()
}

/// First and last code point of the nth time that a word stands in the text by itself.
fn stretch(text: &str, word: &str, nth: usize) -> (usize, usize) {
    let lettered = |character: Option<char>| character.is_some_and(|character| character.is_alphanumeric() || character == '_');
    let alone = |at: &usize| !lettered(text[..*at].chars().next_back()) && !lettered(text[at + word.len()..].chars().next());
    let at = text.match_indices(word).map(|(at, _)| at).filter(alone).nth(nth - 1).expect("the trigger stands in the text");
    let start = text[..at].chars().count();
    (start, start + word.chars().count())
}
