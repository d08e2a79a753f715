//! Measures a model on a treebank, on the treebank's own tokens and from raw text, or on names in CoNLL 2002 columns:
//! `cargo run --release --example measure -- MODEL FILE.conllu` or `… MODEL --names FILE.conll [KNOWN.tsv]`, where the table
//! lists known names with their kinds (PER, LOC, ORG, MISC).

use std::io::Write;

use registan_language::conllu;
use registan_language::score::{names, treebank};
use registan_language::{Analyser, Analysis, Gazetteer, Model, NameKind, Segmentation};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let usage = "usage: measure MODEL FILE | measure MODEL --names FILE [KNOWN.tsv]";
    let mut arguments = std::env::args().skip(1);
    let model = Model::open(arguments.next().ok_or(usage)?)?;
    let analyser = Analyser::new(&model);
    let report = match arguments.next().ok_or(usage)?.as_str() {
        "--names" => {
            let gold = std::fs::read_to_string(arguments.next().ok_or(usage)?)?;
            let known = arguments.next().map(std::fs::read_to_string).transpose()?;
            let analyser = analyser.with_gazetteer(gazetteer(&model, known.as_deref().unwrap_or_default()));
            measure_names(&analyser, &gold)
        }
        path => measure_treebank(&analyser, &std::fs::read_to_string(path)?)?,
    };
    std::io::stdout().write_all(report.as_bytes())?;
    Ok(())
}

fn measure_treebank(analyser: &Analyser, file: &str) -> Result<String, Box<dyn std::error::Error>> {
    let gold = conllu::read(file)?;
    let (text, segmentation) = Segmentation::from_conllu(&gold);
    let given = conllu::read(&analyser.analyse_tokens(segmentation).to_conllu(&text))?;
    let raw = conllu::read(&analyser.analyse(&text, &[]).to_conllu(&text))?;
    let (given, raw) = (treebank::score(&gold, &given)?, treebank::score(&gold, &raw)?);
    let mut report = "measure\tgiven tokens\traw text\n".to_owned();
    for ((name, given), (_, raw)) in given.rows().into_iter().zip(raw.rows()) {
        report += &format!("{name}\t{:.2}\t{:.2}\n", 100.0 * given.f1(), 100.0 * raw.f1());
    }
    Ok(report)
}

/// The names of a table with a name and its kind in each line; lines of another shape are passed over.
fn gazetteer(model: &Model, table: &str) -> Gazetteer {
    let rows = table.lines().filter_map(|line| line.split_once('\t'));
    let kind = |written: &str| NameKind::ALL.into_iter().find(|kind| kind.as_str() == written);
    Gazetteer::new(model.language(), rows.filter_map(|(name, written)| Some((name, kind(written)?))))
}

fn measure_names(analyser: &Analyser, file: &str) -> String {
    let gold = names::read(file);
    let labels: Vec<Vec<String>> = gold.iter().map(|sentence| sentence.labels.clone()).collect();
    let found: Vec<Vec<String>> = gold.iter().map(|sentence| find_names(analyser, &sentence.tokens)).collect();
    let scores = names::score(&labels, &found);
    let rows = scores.by_kind.iter().map(|(kind, score)| (kind.as_str(), *score)).chain([("all", scores.overall)]);
    rows.map(|(kind, score)| {
        format!("{kind}\t{:.2}\t{:.2}\t{:.2}\n", 100.0 * score.precision(), 100.0 * score.recall(), 100.0 * score.f1())
    })
    .collect()
}

fn find_names(analyser: &Analyser, tokens: &[String]) -> Vec<String> {
    let sentence = conllu::Sentence { words: tokens.iter().map(|token| conllu::Word::open(token)).collect(), ..Default::default() };
    let analysis: Analysis = analyser.analyse_tokens(Segmentation::from_conllu(&[sentence]).1);
    let mut labels = vec!["O".to_owned(); tokens.len()];
    for name in &analysis.names {
        for (place, label) in labels[name.tokens.clone()].iter_mut().enumerate() {
            *label = format!("{}-{}", if place == 0 { "B" } else { "I" }, name.kind);
        }
    }
    labels
}
