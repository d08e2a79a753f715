//! Linking: whom the names, demonyms and offices in sentences of news stand for, against `gold/linking/`. What fails yet is listed there.
//!
//! `cargo test -p registan --test gold linking -- --nocapture` shows the accuracy.

use std::{collections::BTreeSet, fs};

use registan_language::{Analyser, Analysis, Model};
use registan_reading::{
    Reader,
    mention::{Mention, MentionForm, Mentions},
};
use registan_types::{Language, PublishedAt, Report, ReportId, Source, Span};

/// A sentence with the mentions in it.
struct Sentence {
    published: String,
    text: String,
    mentions: Vec<Expected>,
}

/// Whom some words must stand for.
struct Expected {
    words: String,
    span: Span,
    entity: String,
    country: Option<String>,
}

#[test]
fn dutch_mentions_are_linked() {
    check(Language::Dutch);
}

#[test]
fn english_mentions_are_linked() {
    check(Language::English);
}

fn check(language: Language) {
    let reader = Reader::bundled().unwrap();
    let model = Model::open(super::gold(&format!("../models/{language}.registan-model"))).unwrap();
    let analyser = Analyser::new(&model).with_gazetteer(reader.knowledge().names(language));
    let sentences = sentences(&fs::read_to_string(super::gold(&format!("linking/{language}.tsv"))).unwrap());
    assert!(sentences.len() >= 100);
    let (mut right, mut all, mut failing) = (0, 0, BTreeSet::new());
    for sentence in &sentences {
        let report = report(language, sentence);
        let analysis = analyser.analyse(&report.text, &[Span::new(0, report.text.len())]);
        let mentions = reader.mentions(&report, &analysis);
        for expected in &sentence.mentions {
            all += 1;
            let found = found(&mentions, &analysis, expected.span);
            match wrong(found, expected) {
                None => right += 1,
                Some(said) => {
                    let country = expected.country.as_deref().unwrap_or("-");
                    failing.insert(format!("{}\t{} {country}\t{said}\t{}", expected.words, expected.entity, sentence.text));
                }
            }
        }
    }
    println!("{language}: {right} of {all} mentions linked rightly: {:.3}", f64::from(right) / f64::from(all));
    super::settle(&format!("linking/{language}.known.tsv"), HEAD, &failing);
}

/// Sentences with their mentions: a row `=`, date, text; then for each mention words, occurrence, entity, country.
fn sentences(table: &str) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells.as_slice() {
            ["=", published, text] => {
                sentences.push(Sentence { published: (*published).to_owned(), text: (*text).to_owned(), mentions: Vec::new() })
            }
            [words, occurrence, entity, country] => {
                let sentence = sentences.last_mut().expect("a sentence before its mentions");
                let nth: usize = occurrence.parse().expect("an occurrence");
                let (start, _) = sentence.text.match_indices(words).nth(nth - 1).expect("the words stand in the text");
                sentence.mentions.push(Expected {
                    words: (*words).to_owned(),
                    span: Span::new(start, start + words.len()),
                    entity: (*entity).to_owned(),
                    country: Some((*country).to_owned()).filter(|country| country != "-"),
                });
            }
            _ => panic!("no row: {line}"),
        }
    }
    sentences
}

fn report(language: Language, sentence: &Sentence) -> Report {
    let published = PublishedAt::on(sentence.published.parse().unwrap());
    let source = Source { uri: "gold".to_owned(), publisher: None };
    let text = sentence.text.clone();
    let blocks = vec![registan_types::Block { kind: registan_types::BlockKind::Paragraph, span: Span::new(0, text.len()), date: None }];
    Report { id: ReportId::of(language, published, &text), source, published, language, text, blocks }
}

/// The mention of some words: of those whose head is one of them, or names that hold them all ("M23 rebels"), the one that covers most of them and least else.
fn found<'m>(mentions: &'m Mentions, analysis: &Analysis, words: Span) -> Option<&'m Mention> {
    let inside = |mention: &&Mention| {
        let headed = analysis.token(mention.head).is_some_and(|head| words.contains(head.span));
        headed || (mention.form == MentionForm::Name && mention.span.contains(words))
    };
    let covered = |mention: &Mention| mention.span.end.min(words.end).saturating_sub(mention.span.start.max(words.start));
    let known = mentions.iter().filter(inside).filter(|mention| !mention.referents.is_empty());
    known.max_by_key(|mention| (covered(mention), std::cmp::Reverse(mention.span.len())))
}

/// What was found instead of what is expected; `None` when it is right.
fn wrong(found: Option<&Mention>, expected: &Expected) -> Option<String> {
    let Some(mention) = found else {
        return (expected.entity != "none").then(|| "nothing".to_owned());
    };
    let describe = || {
        let referents = mention.referents.iter().map(|referent| {
            let id = referent.entity.id.as_ref().map_or("-", |id| id.as_str());
            let id = if id.starts_with("report:") { "local" } else { id };
            format!("{id} {} {}", referent.entity.country.map_or("-".to_owned(), |code| code.to_string()), referent.entity.name)
        });
        referents.collect::<Vec<_>>().join(" + ")
    };
    let [referent] = mention.referents.as_slice() else { return Some(describe()) };
    let id = referent.entity.id.as_ref().map_or("local", |id| if id.as_str().starts_with("report:") { "local" } else { id.as_str() });
    let country = referent.entity.country.map(|code| code.to_string());
    // Where a text does not tell the country of whom only it knows, none is right too.
    let country_right = country == expected.country || (id == "local" && (country.is_none() || expected.country.is_none()));
    let right = match expected.entity.as_str() {
        "none" => id == "local" && country.is_none(),
        entity => id == entity && country_right,
    };
    (!right).then(describe)
}

const HEAD: &str = "# Mentions that are not yet linked rightly: words, expected entity and country, what is found, sentence.\n\
# Written by `REGISTAN_UPDATE_GOLD=1 cargo test -p registan --test gold linking`; it should only ever shrink.\n";
