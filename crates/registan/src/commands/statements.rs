//! `registan statements`: what single sentences say, for people or for scripts.

use std::rc::Rc;

use anyhow::Result;
use registan_record::{Snapshot, StoredStatement};
use registan_types::{Filler, Grounded, Place, Polarity, Quantity, Reality, ReportId, Span, Statement, Unit, Voice};

use super::{Exit, Streams};
use crate::{
    options::StatementsOptions,
    terminal::{Marked, Style, width_of, wrapped},
    wire::{ReportForm, StatementForm, Words},
};

/// Shows the statements that the options want.
pub(super) fn run(options: &StatementsOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    let snapshot = Snapshot::open(&options.record, options.clocks)?;
    let mut texts = Texts::new(&snapshot);
    let mut report = None;
    let mut count = 0_u64;
    for stored in snapshot.statements(&options.filter)? {
        let stored = stored?;
        let text = texts.of(stored.report.id)?;
        if options.json {
            serde_json::to_writer(&mut streams.out, &form(&stored, &text))?;
            writeln!(streams.out)?;
        } else {
            if report.replace(stored.report.id) != Some(stored.report.id) {
                let gap = if count > 0 { "\n" } else { "" };
                writeln!(streams.out, "{gap}{}", heading(&stored, streams.style))?;
            }
            card(&stored.statement, &text, streams.style).iter().try_for_each(|line| writeln!(streams.out, "{line}"))?;
        }
        count += 1;
    }
    if count == 0 && !options.json {
        writeln!(streams.out, "no statements")?;
    }
    Ok(Exit::Done)
}

/// The texts of reports, each fetched once while statements come report by report.
pub(super) struct Texts<'s> {
    snapshot: &'s Snapshot,
    last: Option<(ReportId, Rc<str>)>,
}

impl<'s> Texts<'s> {
    pub(super) fn new(snapshot: &'s Snapshot) -> Self {
        Self { snapshot, last: None }
    }

    pub(super) fn of(&mut self, report: ReportId) -> Result<Rc<str>> {
        if let Some((id, text)) = &self.last
            && *id == report
        {
            return Ok(Rc::clone(text));
        }
        let text: Rc<str> = self.snapshot.report(report)?.report.text.into();
        self.last = Some((report, Rc::clone(&text)));
        Ok(text)
    }
}

/// A statement as the contract has it.
pub(super) fn form(stored: &StoredStatement, text: &str) -> StatementForm {
    let info = &stored.report;
    let report = ReportForm::of(info.id, &info.source, info.published, info.language);
    StatementForm::of(stored.id, &report, &stored.statement, &stored.reader, &Words::new(text))
}

fn heading(stored: &StoredStatement, style: Style) -> String {
    let info = &stored.report;
    let date = info.published.date().map_or_else(|| "date unknown".to_owned(), |date| date.to_string());
    let rest: Vec<&str> = info.source.publisher.as_deref().into_iter().chain([date.as_str(), info.language.code()]).collect();
    format!("{}  {}", style.heading(&info.source.uri), style.faint(&rest.join(" · ")))
}

/// Columns that the frame's name takes.
const FRAME: usize = 16;

/// A statement as people read it: what, who, to whom, when and where in one line; how it is told; and the sentence with the words
/// that say so.
pub(super) fn card(statement: &Statement, text: &str, style: Style) -> Vec<String> {
    let indent = " ".repeat(2 + FRAME + 1);
    let width = style.width.saturating_sub(indent.len());
    let frame = statement.frame.as_str();
    let frame = format!("  {}{}", style.key(frame), " ".repeat((FRAME + 1).saturating_sub(width_of(frame)).max(1)));
    let mut lines = Vec::new();
    for (number, line) in wrapped(&summary(statement), width, &[]).into_iter().enumerate() {
        let line = style.heading(&line);
        lines.push(if number == 0 { format!("{frame}{line}") } else { format!("{indent}{line}") });
    }
    let told = told(statement);
    lines.extend(wrapped(&told, width, &[]).iter().map(|line| format!("{indent}{}", style.faint(line))));
    lines.extend(evidence(statement, text, width, style).into_iter().map(|line| format!("{indent}{line}")));
    lines
}

/// Who does what to whom, when and where.
pub(super) fn summary(statement: &Statement) -> String {
    let side = |fillers: &[Filler]| fillers.iter().map(|filler| who(&filler.entity)).collect::<Vec<_>>().join(", ");
    let (actors, recipients) = (side(&statement.actors), side(&statement.recipients));
    let mut parts = vec![match (actors.is_empty(), recipients.is_empty()) {
        (false, false) => format!("{actors} → {recipients}"),
        (false, true) => actors,
        (true, false) => format!("→ {recipients}"),
        (true, true) => "nobody named".to_owned(),
    }];
    let roles = &statement.roles;
    for (name, fillers) in [("topic", &roles.topic), ("office", &roles.office), ("goods", &roles.goods), ("in", &roles.currency)] {
        parts.extend((!fillers.is_empty()).then(|| format!("{name}: {}", side(fillers))));
    }
    let harm = &roles.casualties;
    for (name, quantity) in
        [("killed", &harm.killed), ("injured", &harm.injured), ("missing", &harm.missing), ("displaced", &harm.displaced)]
    {
        parts.extend(quantity.as_ref().map(|quantity| format!("{} {name}", amount(quantity))));
    }
    parts.extend((!statement.quantities.is_empty()).then(|| statement.quantities.iter().map(amount).collect::<Vec<_>>().join(", ")));
    parts.extend(statement.time.as_ref().and_then(|time| time.edtf).map(|time| time.to_string()));
    parts.extend(statement.place.as_ref().map(place));
    parts.join("  ·  ")
}

/// A name with the state it acts for, unless it is that state.
pub(super) fn who(entity: &Grounded) -> String {
    match entity.country {
        Some(code) if entity.kind != registan_types::EntityKind::State => format!("{} ({code})", entity.name),
        _ => entity.name.clone(),
    }
}

fn place(place: &Place) -> String {
    match place.country {
        Some(code) if place.name != code.as_str() => format!("{}, {code}", place.name),
        _ => place.name.clone(),
    }
}

fn amount(quantity: &Quantity) -> String {
    let number = |value: f64| {
        let (value, scale) = match value.abs() {
            v if v >= 1e12 => (value / 1e12, " trillion"),
            v if v >= 1e9 => (value / 1e9, " billion"),
            v if v >= 1e6 => (value / 1e6, " million"),
            _ => (value, ""),
        };
        format!("{}{scale}", (value * 100.0).round() / 100.0)
    };
    let unit = match &quantity.unit {
        Unit::Symbol(unit) | Unit::Counted(unit) => format!(" {unit}"),
        Unit::None => String::new(),
    };
    let upper = quantity.value_max.map_or(String::new(), |max| format!("–{}", number(max)));
    let per = quantity.per.as_ref().map_or(String::new(), |per| format!(" a {per}"));
    let about = if quantity.approximate { "about " } else { "" };
    format!("{about}{}{upper}{unit}{per}", number(quantity.value))
}

/// In what way it is told: denied, planned, unsure, on whose word. Empty when it is told plainly.
fn told(statement: &Statement) -> String {
    let mut parts = Vec::new();
    if statement.polarity == Polarity::Denied {
        parts.push("not so".to_owned());
    }
    if statement.reality != Reality::Actual {
        parts.push(statement.reality.to_string());
    }
    if statement.certainty != registan_types::Certainty::Certain {
        parts.push(statement.certainty.to_string());
    }
    let voices = statement.attribution.iter().filter_map(|link| match &link.voice {
        Voice::Author => None,
        Voice::Source { entity, .. } => {
            let name = entity.as_ref().map_or("an unnamed source", |entity| entity.name.as_str());
            Some(format!("{name} {}", link.stance.name()))
        }
    });
    parts.extend(voices);
    parts.join(" · ")
}

/// The sentence with its telling words marked.
fn evidence(statement: &Statement, text: &str, width: usize, style: Style) -> Vec<String> {
    let sentence = statement.evidence.span;
    let trigger = |words: &str| style.trigger(words);
    let role = |words: &str| style.role(words);
    let mut marks: Vec<(Span, bool)> = vec![(statement.trigger.span, true)];
    marks.extend(statement.trigger.parts.iter().map(|part| (*part, true)));
    marks.extend(statement.actors.iter().chain(&statement.recipients).map(|filler| (filler.span, false)));
    // Where words fill a role and hold the trigger, the trigger is shown.
    marks.retain(|(span, _)| sentence.contains(*span));
    let triggers: Vec<Span> = marks.iter().filter(|(_, main)| *main).map(|(span, _)| *span).collect();
    marks.retain(|(span, main)| *main || !triggers.iter().any(|trigger| trigger.overlaps(*span)));
    marks.sort_by_key(|(span, _)| (span.start, span.end));
    marks.dedup_by(|next, former| former.0.overlaps(next.0));
    let base = sentence.start as usize;
    let marked: Vec<Marked<'_>> = marks
        .iter()
        .map(|(span, main)| Marked {
            range: span.start as usize - base..span.end as usize - base,
            show: if *main { &trigger as &dyn Fn(&str) -> String } else { &role },
        })
        .collect();
    wrapped(sentence.of(text), width, &marked)
}
