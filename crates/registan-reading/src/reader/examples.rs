//! The lexicon's own test: every example sentence of every unit is read, and must give the statement that stands beside it.

use registan_language::{Analysis, Language};
use registan_types::{Block, BlockKind, EdtfDate, Filler, PublishedAt, Report, ReportId, Source, Span, Statement, Unit as Measured, Voice};

use super::Reader;
use crate::frame::{Expected, Frame, Unit};

/// The day on which example texts are published.
pub const EXAMPLES_PUBLISHED: &str = "2023-06-15";

/// An example that is not read as it must be.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// The frame.
    pub frame: String,
    /// Language of the example.
    pub language: Language,
    /// The text.
    pub text: String,
    /// What was expected, and what was read instead.
    pub reason: String,
}

/// How the examples fared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Outcome {
    /// Examples read as they must be.
    pub passed: usize,
    /// The others.
    pub failures: Vec<Failure>,
}

/// A report of one paragraph with this text, published on [`EXAMPLES_PUBLISHED`].
pub fn example_report(language: Language, text: &str) -> Report {
    let published = EXAMPLES_PUBLISHED.parse::<EdtfDate>().map_or(PublishedAt::UNKNOWN, PublishedAt::on);
    Report {
        id: ReportId::of(language, published, text),
        source: Source { uri: "example".to_owned(), publisher: None },
        published,
        language,
        text: text.to_owned(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), date: None }],
    }
}

impl Reader {
    /// Reads the examples of all frames that `wanted` keeps; `analyse` is the language engine.
    pub fn check_examples(&self, wanted: impl Fn(&Frame) -> bool, analyse: impl Fn(&Report) -> Option<Analysis>) -> Outcome {
        let mut outcome = Outcome::default();
        for unit in self.frames().units() {
            let Some(frame) = self.frames().frame_of(unit).filter(|frame| wanted(frame)) else { continue };
            let mut settle = |text: &str, reason: Option<String>| match reason {
                None => outcome.passed += 1,
                Some(reason) => {
                    outcome.failures.push(Failure { frame: frame.name.to_string(), language: unit.language, text: text.to_owned(), reason })
                }
            };
            for (text, reason) in self.judge_unit(unit, frame, &analyse) {
                settle(&text, reason);
            }
        }
        outcome
    }

    fn judge_unit(&self, unit: &Unit, frame: &Frame, analyse: &impl Fn(&Report) -> Option<Analysis>) -> Vec<(String, Option<String>)> {
        let read = |text: &str| {
            let report = example_report(unit.language, text);
            let analysis = analyse(&report)?;
            Some((self.read(&report, &analysis).statements, report))
        };
        let mut judged = Vec::new();
        for example in &unit.says {
            let Some((statements, report)) = read(&example.text) else { continue };
            let of_frame: Vec<&Statement> = statements.iter().filter(|statement| statement.frame == frame.name).collect();
            let matched = of_frame.iter().any(|statement| differences(&example.expected, statement, &report).is_empty());
            let reason = (!matched).then(|| explain(&example.expected, &of_frame, &statements, &report));
            judged.push((example.text.clone(), reason));
        }
        for text in &unit.never {
            let Some((statements, _)) = read(text) else { continue };
            let read_so = statements.iter().any(|statement| statement.frame == frame.name);
            judged.push((text.clone(), read_so.then(|| "must not be read as this frame".to_owned())));
        }
        judged
    }
}

fn explain(expected: &Expected, of_frame: &[&Statement], all: &[Statement], report: &Report) -> String {
    match of_frame.first() {
        Some(statement) => differences(expected, statement, report).join("; "),
        None if all.is_empty() => "nothing was read".to_owned(),
        None => {
            let frames: Vec<_> = all.iter().map(|statement| statement.frame.as_str()).collect();
            format!("read only as {}", frames.join(", "))
        }
    }
}

/// Where a statement differs from what is expected; empty when it fits.
fn differences(expected: &Expected, statement: &Statement, report: &Report) -> Vec<String> {
    let mut found = Vec::new();
    let mut compare = |what: &str, wanted: String, got: String| {
        if wanted != got {
            found.push(format!("{what}: expected {wanted}, read {got}"));
        }
    };
    compare("actors", sorted(expected.actors.clone()), parties(&expected.actors, &statement.actors, report));
    compare("recipients", sorted(expected.recipients.clone()), parties(&expected.recipients, &statement.recipients, report));
    for (key, value) in &expected.fields {
        compare(key, value.clone(), field(key, value, statement, report));
    }
    found
}

fn sorted(mut names: Vec<String>) -> String {
    names.sort_unstable();
    names.join(" + ")
}

fn names(fillers: &[Filler]) -> String {
    sorted(fillers.iter().map(|filler| filler.entity.name.clone()).collect())
}

/// The names of parties; an example may also write unnamed people by their words.
fn parties(expected: &[String], fillers: &[Filler], report: &Report) -> String {
    let name = |filler: &Filler| {
        let words = filler.span.of(&report.text);
        if expected.iter().any(|one| one == words) { words.to_owned() } else { filler.entity.name.clone() }
    };
    sorted(fillers.iter().map(name).collect())
}

/// The field of a statement as an example writes it.
fn field(key: &str, wanted: &str, statement: &Statement, report: &Report) -> String {
    let words = |fillers: &[Filler]| {
        let named = fillers.iter().any(|filler| filler.entity.name == wanted || filler.span.of(&report.text) == wanted);
        if named { wanted.to_owned() } else { names(fillers) }
    };
    match key {
        "polarity" => statement.polarity.to_string(),
        "reality" => statement.reality.to_string(),
        "certainty" => statement.certainty.to_string(),
        "mode" => statement.plover.as_ref().and_then(|code| code.mode.as_deref()).unwrap_or("").to_owned(),
        "time" => statement.time.as_ref().and_then(|time| time.edtf).map_or_else(String::new, |edtf| edtf.to_string()),
        "place" => statement.place.as_ref().map_or_else(String::new, |place| place.name.clone()),
        "goods" => words(&statement.roles.goods),
        "office" => words(&statement.roles.office),
        "currency" => words(&statement.roles.currency),
        "topic" => words(&statement.roles.topic),
        "voice" => voices(statement),
        "quantity" => quantities(wanted, statement),
        "killed" | "injured" | "missing" | "displaced" => casualties(key, statement),
        _ => String::new(),
    }
}

fn voices(statement: &Statement) -> String {
    let sources = statement.attribution.iter().filter_map(|link| match &link.voice {
        Voice::Author => None,
        Voice::Source { entity, .. } => Some(entity.as_ref().map_or("unnamed".to_owned(), |entity| entity.name.clone())),
    });
    sources.collect::<Vec<_>>().join(" + ")
}

fn quantities(wanted: &str, statement: &Statement) -> String {
    let all: Vec<String> = statement
        .quantities
        .iter()
        .map(|quantity| match &quantity.unit {
            Measured::Symbol(unit) | Measured::Counted(unit) => format!("{} {unit}", quantity.value),
            Measured::None => quantity.value.to_string(),
        })
        .collect();
    if all.iter().any(|one| one == wanted) { wanted.to_owned() } else { all.join(", ") }
}

fn casualties(key: &str, statement: &Statement) -> String {
    let casualties = &statement.roles.casualties;
    let amount = match key {
        "killed" => &casualties.killed,
        "injured" => &casualties.injured,
        "missing" => &casualties.missing,
        _ => &casualties.displaced,
    };
    amount.as_ref().map_or_else(String::new, |amount| amount.value.to_string())
}
