//! `registan score`: the field's own measures, against gold data.

use std::path::Path;

use anyhow::{Context, Result};
use registan_language::{
    Analysis, Language, Segmentation, conllu,
    score::{Score, names, treebank},
};
use registan_record::{Clocks, Filter, Page, Snapshot};
use serde::de::DeserializeOwned;

use super::{
    Exit, Streams,
    parse::{content, from_text, keep_words, language, plain_text},
    statements::{Texts, form},
};
use crate::{
    engine::{Engine, schema},
    options::ScoreOptions,
    score::{GoldMention, GoldStatement, NameTable, Placed, SaidStatement, clustering, tally},
    wire::Words,
};

/// Measures what the options name.
pub(super) fn run(options: &ScoreOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    match options {
        ScoreOptions::Treebank { gold, against, language, pretokenised } => {
            score_trees(gold, against.as_deref(), *language, *pretokenised, streams)
        }
        ScoreOptions::Names { gold, against, language } => score_names(gold, against.as_deref(), *language, streams),
        ScoreOptions::Statements { gold, against, tables, misses, record } => {
            let said = match against {
                Some(file) => json_lines::<SaidStatement>(file)?,
                None => of_record(record)?,
            };
            // Tables that are given are the whole of it, so that the measure does not move with what the program knows.
            let mut known = if tables.is_empty() { NameTable::known() } else { NameTable::default() };
            for table in tables {
                known.learn(&content(table)?);
            }
            let result = tally(&json_lines::<GoldStatement>(gold)?, &said, &known);
            if *misses {
                result.misses.iter().try_for_each(|miss| writeln!(streams.out, "{miss}"))?;
            }
            write!(streams.out, "{result}")?;
            Ok(Exit::Done)
        }
        ScoreOptions::Events { gold, against, misses, record } => {
            let wanted = mentions(gold)?;
            let mut found = placed(record)?;
            if let Some(file) = against {
                regroup(&mut found, &mentions(file)?);
            }
            let result = clustering(&wanted, &found);
            if *misses {
                result.misses.iter().try_for_each(|miss| writeln!(streams.out, "{miss}"))?;
            }
            write!(streams.out, "{result}")?;
            Ok(Exit::Done)
        }
    }
}

fn score_trees(
    gold: &Path,
    against: Option<&Path>,
    given: Option<Language>,
    pretokenised: bool,
    streams: &mut Streams<'_>,
) -> Result<Exit> {
    let wanted = trees(gold)?;
    let found = match against {
        Some(file) => trees(file)?,
        None => {
            let (engine, _) = Engine::new(&[])?;
            let (text, segmentation) = Segmentation::from_conllu(&wanted);
            let language = language(given, &text)?;
            let (text, analysis) = if pretokenised {
                let analysis = keep_words(&engine, language, &segmentation)?;
                (text, analysis)
            } else {
                let text = plain_text(&wanted);
                let analysis = from_text(&engine, language, &text)?;
                (text, analysis)
            };
            conllu::read(&analysis.to_conllu(&text))?
        }
    };
    let scores = treebank::score(&wanted, &found)?;
    header(streams)?;
    scores.rows().iter().try_for_each(|(name, score)| row(name, *score, streams))?;
    Ok(Exit::Done)
}

fn score_names(gold: &Path, against: Option<&Path>, given: Option<Language>, streams: &mut Streams<'_>) -> Result<Exit> {
    let wanted = names::read(&content(gold)?);
    let labels = |sentences: &[names::LabelledSentence]| sentences.iter().map(|sentence| sentence.labels.clone()).collect::<Vec<_>>();
    let found = match against {
        Some(file) => labels(&names::read(&content(file)?)),
        None => {
            let (engine, _) = Engine::new(&[])?;
            let (text, segmentation) = segmented(&wanted);
            let analysis = keep_words(&engine, language(given, &text)?, &segmentation)?;
            labels_of(&analysis)
        }
    };
    let scores = names::score(&labels(&wanted), &found);
    header(streams)?;
    scores.by_kind.iter().try_for_each(|(kind, score)| row(kind, *score, streams))?;
    row("All", scores.overall, streams)?;
    Ok(Exit::Done)
}

/// Labelled sentences as text with given words.
fn segmented(sentences: &[names::LabelledSentence]) -> (String, Segmentation<'static>) {
    let word = |token: &String| conllu::Word::open(token);
    let sentence =
        |one: &names::LabelledSentence| conllu::Sentence { words: one.tokens.iter().map(word).collect(), ..conllu::Sentence::default() };
    Segmentation::from_conllu(&sentences.iter().map(sentence).collect::<Vec<_>>())
}

/// The labels of an analysis, a list a sentence.
fn labels_of(analysis: &Analysis) -> Vec<Vec<String>> {
    let mut labels: Vec<String> = vec!["O".to_owned(); analysis.tokens.len()];
    for name in &analysis.names {
        for (number, label) in labels.get_mut(name.tokens.clone()).into_iter().flatten().enumerate() {
            *label = format!("{}-{}", if number == 0 { "B" } else { "I" }, name.kind);
        }
    }
    analysis.sentences.iter().map(|sentence| labels.get(sentence.tokens.clone()).unwrap_or_default().to_vec()).collect()
}

fn trees(file: &Path) -> Result<Vec<conllu::Sentence>> {
    conllu::read(&content(file)?).with_context(|| format!("{} is no CoNLL-U", file.display()))
}

fn json_lines<T: DeserializeOwned>(file: &Path) -> Result<Vec<T>> {
    let text = content(file)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| serde_json::from_str(line).with_context(|| format!("{}, line {}", file.display(), number + 1))).collect()
}

fn of_record(record: &Path) -> Result<Vec<SaidStatement>> {
    let snapshot = Snapshot::open(record, Clocks::default())?;
    let mut texts = Texts::new(&snapshot);
    let mut said = Vec::new();
    for stored in snapshot.statements(&Filter::default())? {
        let stored = stored?;
        let text = texts.of(stored.report.id)?;
        said.push(serde_json::from_value(serde_json::to_value(form(&stored, &text))?)?);
    }
    Ok(said)
}

fn mentions(file: &Path) -> Result<Vec<GoldMention>> {
    GoldMention::parse(&content(file)?).with_context(|| format!("{} is no table of mentions", file.display()))
}

/// The statements of a record with the events that they tell of.
fn placed(record: &Path) -> Result<Vec<Placed>> {
    let snapshot = Snapshot::open(record, Clocks::default())?.with_schema(schema());
    let mut texts = Texts::new(&snapshot);
    let mut placed = Vec::new();
    for event in snapshot.events(&Filter::default(), Page::default())? {
        for stored in &event.statements {
            let text = texts.of(stored.report.id)?;
            placed.push(Placed {
                report: stored.report.source.uri.clone(),
                language: stored.report.language.code().to_owned(),
                start: Words::new(&text).of(stored.statement.trigger.span).start,
                event: event.id.to_string(),
            });
        }
    }
    Ok(placed)
}

/// Puts statements into the groups of a table instead, by report and start; those it does not name each into one of their own.
fn regroup(placed: &mut [Placed], table: &[GoldMention]) {
    for (number, one) in placed.iter_mut().enumerate() {
        let row = table.iter().find(|row| row.start == one.start && row.report == one.report);
        one.event = row.and_then(|row| row.event.clone()).unwrap_or_else(|| format!("alone {number}"));
    }
}

fn header(streams: &mut Streams<'_>) -> Result<()> {
    writeln!(streams.out, "{}", streams.style.heading("Measure     Precision  Recall      F1    correct     gold   system"))?;
    Ok(())
}

fn row(name: &str, score: Score, streams: &mut Streams<'_>) -> Result<()> {
    let percent = |share: f64| format!("{:.2}", share * 100.0);
    let (precision, recall, f1) = (percent(score.precision()), percent(score.recall()), percent(score.f1()));
    writeln!(streams.out, "{name:11} {precision:>9} {recall:>7} {f1:>7} {:>10} {:>8} {:>8}", score.correct, score.gold, score.system)?;
    Ok(())
}
