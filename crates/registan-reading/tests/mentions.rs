//! Sentences with the mentions that must be found in them: `tests/mentions/*.conllu`.
//!
//! `# expect = WORDS => NAMES, COUNTRIES, FORM` asks for a mention of exactly these words; several names and countries
//! are joined by ` + `, `-` stands for none. `# never = WORDS` asks that no mention has these words and a referent.

use std::{error::Error, fs, path::Path};

use proptest::prelude::*;
use registan_language::{Analysis, Language, TokenIndex};
use registan_reading::{
    Document,
    clause::{Grammar, Tree},
    knowledge::Knowledge,
    mention::{self, Mention, Mentions},
};
use registan_types::{PublishedAt, Report, ReportId, Source};

fn grammar(language: Language) -> Result<Grammar, Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../knowledge/grammar/{language}.toml"));
    Ok(Grammar::parse(language.code(), &fs::read_to_string(path)?)?)
}

fn report(language: Language, published: &str, text: String) -> Report {
    let published = published.parse().map_or(PublishedAt::UNKNOWN, PublishedAt::on);
    let source = Source { uri: "test".to_owned(), publisher: None };
    Report { id: ReportId::of(language, published, &text), source, published, language, text, blocks: Vec::new() }
}

fn find(document: Document<'_>, knowledge: &Knowledge, grammar: &Grammar) -> Mentions {
    mention::find(document, &Tree::new(document.analysis), knowledge, grammar)
}

/// A mention as the expectations write it.
fn written(mention: &Mention) -> String {
    let join = |parts: Vec<String>| if parts.is_empty() { "-".to_owned() } else { parts.join(" + ") };
    let names = mention.referents.iter().map(|referent| referent.entity.name.clone()).collect();
    let country = |referent: &mention::Referent| referent.entity.country.map_or("-".to_owned(), |code| code.to_string());
    let countries = mention.referents.iter().map(country).collect();
    format!("{}, {}, {:?}", join(names), join(countries), mention.form)
}

/// What is wrong with one document's mentions.
fn failures(body: &str, mentions: &Mentions, report: &Report) -> Vec<String> {
    let mut failures = Vec::new();
    let of_words =
        |words: &str| -> Vec<String> { mentions.iter().filter(|mention| mention.span.of(&report.text) == words).map(written).collect() };
    for line in body.lines() {
        if let Some((words, wanted)) = line.strip_prefix("# expect = ").and_then(|line| line.split_once(" => ")) {
            let found = of_words(words);
            if !found.iter().any(|found| found == wanted) {
                failures.push(format!("{words}: wanted {wanted}, found {found:?}"));
            }
        } else if let Some(words) = line.strip_prefix("# never = ") {
            let found = of_words(words);
            if found.iter().any(|found| !found.starts_with("-, ")) {
                failures.push(format!("{words}: wanted nothing, found {found:?}"));
            }
        }
    }
    failures
}

fn check(language: Language) -> Result<(), Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/mentions/{language}.conllu"));
    let conllu = fs::read_to_string(path)?;
    let (knowledge, grammar) = (Knowledge::embedded(), grammar(language)?);
    let mut wrong = Vec::new();
    for part in conllu.split("# newdoc id = ").skip(1) {
        let (heading, body) = part.split_once('\n').unwrap_or_default();
        let (id, date) = heading.split_once(" date = ").unwrap_or((heading, ""));
        let (text, analysis) = Analysis::from_conllu(body)?;
        let report = report(language, date.trim(), text);
        let mentions = find(Document { report: &report, analysis: &analysis }, &knowledge, &grammar);
        wrong.extend(failures(body, &mentions, &report).into_iter().map(|failure| format!("{id}: {failure}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn dutch_mentions() -> Result<(), Box<dyn Error>> {
    check(Language::Dutch)
}

#[test]
fn english_mentions() -> Result<(), Box<dyn Error>> {
    check(Language::English)
}

/// A sentence of any words in any tree.
fn any_sentence() -> impl Strategy<Value = String> {
    let words = [
        "De",
        "president",
        "van",
        "Rusland",
        "Chinees-Russische",
        "Xi",
        "'s",
        "hij",
        "hun",
        "beide",
        "landen",
        "het",
        "leger",
        "Kyiv",
        ",",
        "en",
        "NAVO-troepen",
        "É",
        "’",
        "-",
        "OEKRAÏNE",
        "minister",
        "zijn",
        "Ruslands",
        "\u{301}x",
        "(",
        "SSO",
        ")",
    ];
    let tags = ["NOUN", "PROPN", "PRON", "ADJ", "VERB", "DET", "PUNCT", "ADP", "NUM", "X"];
    let relations = ["nsubj", "obj", "amod", "nmod", "flat", "appos", "conj", "det", "case", "nmod:poss", "obl", "compound"];
    let names = ["_", "NER=B-PER", "NER=B-LOC", "NER=B-ORG", "NER=B-MISC"];
    let token = (
        proptest::sample::select(words.to_vec()),
        proptest::sample::select(tags.to_vec()),
        proptest::sample::select(relations.to_vec()),
        proptest::sample::select(names.to_vec()),
        0..100_usize,
    );
    proptest::collection::vec(token, 1..14).prop_map(|tokens| {
        let mut conllu = String::new();
        for (at, (word, tag, relation, name, head)) in tokens.iter().enumerate() {
            // Any tree whose root is the first word: every other hangs on one before it.
            let (head, relation) = if at == 0 { (0, "root") } else { (head % at + 1, *relation) };
            conllu.push_str(&format!("{}\t{word}\t{word}\t{tag}\t_\t_\t{head}\t{relation}\t_\t{name}\n", at + 1));
        }
        conllu.push('\n');
        conllu
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_tree_panics(sentences in proptest::collection::vec(any_sentence(), 1..4), dutch: bool, dated: bool) {
        let language = if dutch { Language::Dutch } else { Language::English };
        let knowledge = Knowledge::embedded();
        if let (Ok((text, analysis)), Ok(grammar)) = (Analysis::from_conllu(&sentences.concat()), grammar(language)) {
            let report = report(language, if dated { "2023-06-15" } else { "" }, text);
            let mentions = find(Document { report: &report, analysis: &analysis }, &knowledge, &grammar);
            for mention in mentions.iter() {
                prop_assert!(mention.span.end as usize <= report.text.len());
                prop_assert!(mentions.at(mention.head).is_some());
            }
            prop_assert!(mentions.at(TokenIndex::new(usize::MAX)).is_none());
        }
    }
}
