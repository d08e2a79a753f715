//! `registan frames`: what kinds of doing and being are read, and whether their examples are.

use std::path::PathBuf;

use anyhow::{Result, bail};
use registan_language::Language;
use registan_reading::{
    frame::{Frame, FrameSet, Unit, UnitForm},
    knowledge::Problem,
};
use registan_record::Effect;

use super::{
    Exit, Streams,
    read::{counted, flaw_line},
    why,
};
use crate::{
    engine::{Engine, open_packs},
    options::FrameQuestion,
};

/// Answers a question about frames.
pub(super) fn run(question: &FrameQuestion, packs: &[PathBuf], streams: &mut Streams<'_>) -> Result<Exit> {
    let (engine, flaws) = Engine::new(&open_packs(packs)?)?;
    let frames = engine.reader().frames();
    match question {
        FrameQuestion::List => list(frames, streams),
        FrameQuestion::Explain { frame } => explain(frames, frame, streams),
        FrameQuestion::Why(options) => why::run(&engine, options, streams),
        FrameQuestion::Lint => lint(frames, &flaws, streams),
        FrameQuestion::Test { frame } => test(&engine, frame.as_deref(), streams),
    }
}

fn units<'f>(frames: &'f FrameSet, frame: &'f Frame, language: Language) -> impl Iterator<Item = &'f Unit> {
    frames
        .units()
        .iter()
        .filter(move |unit| unit.language == language && frames.frame_of(unit).is_some_and(|owner| owner.name == frame.name))
}

fn code(frame: &Frame) -> String {
    let plover = frame.plover.as_ref().map(|code| code.mode.as_ref().map_or(code.kind.to_string(), |mode| format!("{} {mode}", code.kind)));
    plover.into_iter().chain(frame.relation.map(|relation| relation.to_string())).collect::<Vec<_>>().join(", ")
}

fn list(frames: &FrameSet, streams: &mut Streams<'_>) -> Result<Exit> {
    let Streams { out, style } = streams;
    writeln!(out, "{}", style.heading(&format!("{:18}{:28}{:>9}{:>9}{:>10}", "frame", "code", "Dutch", "English", "examples")))?;
    for frame in frames.frames() {
        let count = |language| units(frames, frame, language).count();
        let examples: usize = Language::ALL
            .into_iter()
            .flat_map(|language| units(frames, frame, language))
            .map(|unit| unit.says.len() + unit.never.len())
            .sum();
        let name = style.key(&format!("{:18}", frame.name.as_str()));
        writeln!(out, "{name}{:28}{:>9}{:>9}{examples:>10}", code(frame), count(Language::Dutch), count(Language::English))?;
    }
    writeln!(out, "{}", style.faint(&counted(frames.frames().len() as u64, "frame")))?;
    Ok(Exit::Done)
}

fn explain(frames: &FrameSet, name: &str, streams: &mut Streams<'_>) -> Result<Exit> {
    let Some(frame) = frames.frame(name) else { bail!("no frame is called {name}; `registan frames list` names them all") };
    let Streams { out, style } = streams;
    let gloss: Vec<String> = frame.gloss.iter().map(|(language, gloss)| format!("{gloss} ({language})")).collect();
    writeln!(out, "{}  {}", style.heading(name), gloss.join(", "))?;
    let facts = [
        ("kind of", frame.parent.as_ref().map(ToString::to_string)),
        ("code", Some(code(frame)).filter(|code| !code.is_empty())),
        ("contexts", frame.plover.as_ref().map(|code| code.contexts.join(", ")).filter(|contexts| !contexts.is_empty())),
        ("CAMEO", frame.cameo.as_ref().map(ToString::to_string)),
        ("done together", frame.reciprocal.then(|| "yes".to_owned())),
        ("effects", Some(frame.effects.join(", ")).filter(|effects| !effects.is_empty())),
    ];
    for (key, value) in facts.iter().filter_map(|(key, value)| value.as_ref().map(|value| (key, value))) {
        writeln!(out, "  {} {value}", style.faint(&format!("{key:14}")))?;
    }
    for language in Language::ALL {
        for unit in units(frames, frame, language) {
            writeln!(out, "\n{language}  {}", style.key(&words(unit)))?;
            unit.says.iter().try_for_each(|example| writeln!(out, "    {}", example.text))?;
            unit.never.iter().try_for_each(|text| writeln!(out, "    {} {text}", style.faint("never:")))?;
        }
    }
    Ok(Exit::Done)
}

pub(super) fn words(unit: &Unit) -> String {
    let lemmas = unit.lemmas.join(", ");
    match &unit.form {
        UnitForm::Verb => format!("verb {lemmas}"),
        UnitForm::Noun => format!("noun {lemmas}"),
        UnitForm::Adjective => format!("adjective {lemmas}"),
        UnitForm::Light { verbs, .. } => format!("{} + {lemmas}", verbs.join(", ")),
    }
}

fn lint(frames: &FrameSet, flaws: &[Problem], streams: &mut Streams<'_>) -> Result<Exit> {
    let mut found: Vec<String> = flaws.iter().map(flaw_line).collect();
    for frame in frames.frames() {
        let wrong = frame.effects.iter().filter_map(|effect| effect.parse::<Effect>().err());
        found.extend(wrong.map(|error| format!("{}: {error}", frame.name)));
        for language in Language::ALL {
            let bare = units(frames, frame, language).filter(|unit| unit.says.is_empty());
            found.extend(bare.map(|unit| format!("{}: no example for {language} {}", frame.name, words(unit))));
            let barred =
                units(frames, frame, language).flat_map(|unit| unit.patterns.iter().map(move |(role, pattern)| (unit, role, pattern)));
            let barred = barred.filter(|(_, role, pattern)| !frame.roles.contains_key(role) && !pattern.says_of_what_kind());
            found.extend(barred.map(|(unit, role, _)| {
                let role = format!("{role:?}").to_lowercase();
                format!(
                    "{}: nothing can be the {role} of {language} {}: say of what kind under [roles] or in brackets",
                    frame.name,
                    words(unit)
                )
            }));
        }
    }
    found.iter().try_for_each(|line| writeln!(streams.out, "{line}"))?;
    writeln!(streams.out, "{} in {}", counted(found.len() as u64, "flaw"), counted(frames.frames().len() as u64, "frame"))?;
    Ok(if found.is_empty() { Exit::Done } else { Exit::Refused })
}

fn test(engine: &Engine, name: Option<&str>, streams: &mut Streams<'_>) -> Result<Exit> {
    if let Some(name) = name.filter(|name| engine.reader().frames().frame(name).is_none()) {
        bail!("no frame is called {name}; `registan frames list` names them all");
    }
    for language in Language::ALL {
        engine.analyser(language)?;
    }
    let wanted = |frame: &Frame| name.is_none_or(|name| frame.name.as_str() == name);
    let outcome = engine.reader().check_examples(wanted, |report| engine.analyse(report).ok());
    let Streams { out, style } = streams;
    for failure in &outcome.failures {
        writeln!(out, "{} {}  {}\n    {}", style.key(&failure.frame), failure.language, failure.text, style.faint(&failure.reason))?;
    }
    let all = outcome.passed + outcome.failures.len();
    writeln!(out, "{} of {} read as they must be", outcome.passed, counted(all as u64, "example"))?;
    Ok(if outcome.failures.is_empty() { Exit::Done } else { Exit::Refused })
}
