//! The shipped models give here what they give in the training code: labels for sentences of our own.
//!
//! Runs where the repository's `models/` and `training/fixtures/` are at hand, which is everywhere but in the crate as
//! published on its own.

use std::path::{Path, PathBuf};

use registan_language::conllu::{Sentence, Word};
use registan_language::{Analyser, Analysis, Model, Segmentation};
use serde_json::Value;

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn strings(value: &Value) -> Vec<String> {
    let text = |one: &Value| one.as_str().map_or_else(|| one.to_string(), str::to_owned);
    value.as_array().into_iter().flatten().map(text).collect()
}

fn analyse(analyser: &Analyser, tokens: &[String]) -> Analysis {
    let words = tokens.iter().map(|token| Word::open(token)).collect();
    let (_, segmentation) = Segmentation::from_conllu(&[Sentence { words, ..Sentence::default() }]);
    analyser.analyse_tokens(segmentation)
}

/// One column of an analysis, as the fixture writes it.
fn column(analysis: &Analysis, name: &str) -> Vec<String> {
    let mut names = vec!["O".to_owned(); analysis.tokens.len()];
    for one in &analysis.names {
        for (place, label) in names[one.tokens.clone()].iter_mut().enumerate() {
            *label = format!("{}-{}", if place == 0 { "B" } else { "I" }, one.kind);
        }
    }
    let of = |token: &registan_language::Token| match name {
        "upos" => token.upos.to_string(),
        "feats" => token.feats.to_string(),
        "lemma" => token.lemma.clone(),
        "head" => token.head.map_or(0, |head| head.get() + 1).to_string(),
        _ => token.deprel.to_string(),
    };
    if name == "ner" { names } else { analysis.tokens.iter().map(of).collect() }
}

#[expect(clippy::expect_used, reason = "a fixture that cannot be read must fail")]
fn check(language: &str) {
    let (model, fixture) =
        (repository(&format!("models/{language}.registan-model")), repository(&format!("training/fixtures/{language}-parity.json")));
    let (Ok(model), Ok(fixture)) = (std::fs::read(model), std::fs::read_to_string(fixture)) else { return };
    let fixture: Value = serde_json::from_str(&fixture).expect("the fixture is JSON");
    let model = Model::from_bytes(model).expect("the model can be read");
    if fixture["digest"].as_str() != Some(&model.description().digest) {
        panic!("training/fixtures/{language}-parity.json is of another model than models/{language}.registan-model");
    }
    let analyser = Analyser::new(&model);
    let (mut all, mut same, mut differences) = (0, 0, String::new());
    for sentence in fixture["sentences"].as_array().into_iter().flatten() {
        let tokens = strings(&sentence["tokens"]);
        let analysis = analyse(&analyser, &tokens);
        for name in ["upos", "feats", "lemma", "head", "deprel", "ner"] {
            for ((token, found), wanted) in tokens.iter().zip(column(&analysis, name)).zip(strings(&sentence[name])) {
                all += 1;
                same += usize::from(found == wanted);
                if found != wanted {
                    differences += &format!("{token}: {name} {found} instead of {wanted}\n");
                }
            }
        }
    }
    // Where two labels are all but equal, other sums of floats may turn the scale.
    assert!(all > 500 && same * 1000 >= all * 998, "{same} of {all} labels agree\n{differences}");
}

#[test]
fn dutch() {
    check("nl");
}

#[test]
fn english() {
    check("en");
}
