//! Whether, and by whom, something is done, where a word, a construction or another party decides it, against `gold/reality/`. The confidence has no say here: what
//! the reader could read counts. What fails yet is listed there.
//!
//! `cargo test -p registan --test gold reality -- --nocapture` shows how many are right.

use std::{collections::BTreeSet, fs};

use registan_language::{Analyser, Model};
use registan_reading::{Reader, example_report};
use registan_types::{Filler, Language, Span, Statement};

#[test]
fn dutch_doings_are_real_or_not() {
    check(Language::Dutch);
}

#[test]
fn english_doings_are_real_or_not() {
    check(Language::English);
}

fn check(language: Language) {
    let reader = Reader::bundled().unwrap();
    let model = Model::open(super::gold(&format!("../models/{language}.registan-model"))).unwrap();
    let analyser = Analyser::new(&model).with_gazetteer(reader.knowledge().names(language));
    let table = fs::read_to_string(super::gold(&format!("reality/{language}.tsv"))).unwrap();
    let rows: Vec<Vec<&str>> =
        table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() >= 40);
    let mut failing = BTreeSet::new();
    for row in &rows {
        let [text, trigger, actors, recipients, polarity, reality] = row.as_slice() else { panic!("no row: {row:?}") };
        let report = example_report(language, text);
        let analysis = analyser.analyse(text, &[Span::new(0, text.len())]);
        let wanted = format!("{actors} -> {recipients}, {polarity}, {reality}");
        let weighed = reader.weighed(&report, &analysis);
        let said: Vec<String> = weighed
            .iter()
            .filter(|(statement, _)| statement.trigger.span.of(text) == *trigger)
            .map(|(statement, _)| told(statement))
            .collect();
        if !said.contains(&wanted) {
            let said = if said.is_empty() { "nothing".to_owned() } else { said.join("; ") };
            failing.insert(format!("{trigger}\t{wanted}\t{said}\t{text}"));
        }
    }
    println!("{language}: {} of {} are right", rows.len() - failing.len(), rows.len());
    super::settle(&format!("reality/{language}.known.tsv"), HEAD, &failing);
}

fn told(statement: &Statement) -> String {
    let side = |fillers: &[Filler]| fillers.iter().map(|filler| filler.entity.name.as_str()).collect::<Vec<_>>().join(" + ");
    format!("{} -> {}, {}, {}", side(&statement.actors), side(&statement.recipients), statement.polarity, statement.reality)
}

const HEAD: &str = "# Doings that are not yet read rightly: trigger, what must be read, what is read, sentence.\n\
# Written by `REGISTAN_UPDATE_GOLD=1 cargo test -p registan --test gold reality`; it should only ever shrink.\n";
