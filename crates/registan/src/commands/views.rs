//! `registan events`, `state` and `conflicts`: what the record makes of its statements.

use anyhow::Result;
use registan_reading::knowledge::Knowledge;
use registan_record::{Begin, Conflict, End, Event, Page, Phase, Snapshot, State, Status};
use registan_types::{Grounded, Relation};

use super::{
    Exit, Streams,
    read::counted,
    statements::{Texts, who},
};
use crate::{
    engine::{self, KnownState},
    options::ViewOptions,
    terminal::{Style, wrapped},
    wire::{ConflictForm, EventForm, StateForm},
};

/// Shows events.
pub(super) fn events(options: &ViewOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    let snapshot = Snapshot::open(&options.record, options.clocks)?.with_schema(engine::schema());
    let events = snapshot.events(&options.filter, Page::default())?;
    for event in &events {
        if options.json {
            serde_json::to_writer(&mut streams.out, &EventForm::of(event))?;
            writeln!(streams.out)?;
        } else {
            event_lines(event, streams.style).iter().try_for_each(|line| writeln!(streams.out, "{line}"))?;
        }
    }
    if events.is_empty() && !options.json {
        writeln!(streams.out, "no events")?;
    }
    Ok(Exit::Done)
}

/// Shows states; with `with_knowledge` also what the program's own tables hold, named as such.
pub(super) fn states(with_knowledge: bool, options: &ViewOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    let snapshot = Snapshot::open(&options.record, options.clocks)?.with_schema(engine::schema());
    let states = snapshot.states(&options.filter)?;
    for state in &states {
        if options.json {
            serde_json::to_writer(&mut streams.out, &StateForm::of(state))?;
            writeln!(streams.out)?;
        } else {
            state_lines(state, streams.style).iter().try_for_each(|line| writeln!(streams.out, "{line}"))?;
        }
    }
    let known = if with_knowledge { engine::known_states(&Knowledge::embedded(), &options.filter, options.clocks) } else { Vec::new() };
    for state in &known {
        if options.json {
            serde_json::to_writer(&mut streams.out, &StateForm::of_known(state))?;
            writeln!(streams.out)?;
        } else {
            known_lines(state, streams.style).iter().try_for_each(|line| writeln!(streams.out, "{line}"))?;
        }
    }
    if states.is_empty() && known.is_empty() && !options.json {
        writeln!(streams.out, "no states")?;
    }
    Ok(Exit::Done)
}

/// Shows conflicts; with `explained` also pairs that something reconciles.
pub(super) fn conflicts(explained: bool, options: &ViewOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    let snapshot = Snapshot::open(&options.record, options.clocks)?.with_schema(engine::schema());
    let mut conflicts = snapshot.conflicts(&options.filter)?;
    conflicts.retain(|conflict| explained || conflict.explanation.is_none());
    for (number, conflict) in conflicts.iter().enumerate() {
        if options.json {
            serde_json::to_writer(&mut streams.out, &ConflictForm::of(conflict))?;
            writeln!(streams.out)?;
        } else {
            if number > 0 {
                writeln!(streams.out)?;
            }
            conflict_lines(conflict, &snapshot, streams.style)?.iter().try_for_each(|line| writeln!(streams.out, "{line}"))?;
        }
    }
    if conflicts.is_empty() && !options.json {
        writeln!(streams.out, "no conflicts")?;
    }
    Ok(Exit::Done)
}

/// Columns that a time takes.
const TIME: usize = 22;

/// An event as people read it.
pub(super) fn event_lines(event: &Event, style: Style) -> Vec<String> {
    let time = event.time.map_or_else(|| "undated".to_owned(), |time| time.to_string());
    let side = |parties: &[Grounded]| parties.iter().map(who).collect::<Vec<_>>().join(", ");
    let (actors, recipients) = (side(&event.actors), side(&event.recipients));
    let parties = if recipients.is_empty() { actors } else { format!("{actors} → {recipients}") };
    let place = event.place.as_ref().map_or_else(String::new, |place| format!("  ·  {}", place.name));
    let phase = if event.phase == Phase::CarriedOut { String::new() } else { format!("  ·  {}", event.phase.name()) };
    let told = counted(event.statements.len() as u64, "statement");
    let text = format!("{}  {parties}{place}{phase}", event.frame);
    let width = style.width.saturating_sub(TIME + 2);
    let mut lines: Vec<String> = wrapped(&text, width, &[])
        .into_iter()
        .enumerate()
        .map(
            |(number, line)| {
                if number == 0 { format!("{}  {line}", style.key(&format!("{time:<TIME$}"))) } else { format!("{:TIME$}  {line}", "") }
            },
        )
        .collect();
    let belief =
        format!("{:TIME$}  believed {:.2}, {told}, {}", "", event.belief.value, counted(event.belief.origins.len() as u64, "origin"));
    lines.push(style.faint(&belief));
    lines
}

/// A state as people read it.
fn state_lines(state: &State, style: Style) -> Vec<String> {
    let object = state.outline.object.as_ref().map_or_else(String::new, |object| format!(" → {}", who(object)));
    let matter = state.outline.matter.as_ref().map_or_else(String::new, |matter| format!("  ·  {}", matter.name));
    let status = if state.outline.status == Status::Holds { String::new() } else { format!("  ·  {}", state.outline.status.name()) };
    let text = format!("{}{object}{matter}  ·  {}{status}", who(&state.outline.subject), period(state.outline.begin, state.outline.end));
    let told = counted(state.evidence.len() as u64, "statement");
    let origins = counted(state.belief.origins.len() as u64, "origin");
    labelled(state.outline.relation, &text, &format!("believed {:.2}, {told}, {origins}", state.belief.value), style)
}

/// What the program's own tables hold, as people read it.
fn known_lines(state: &KnownState, style: Style) -> Vec<String> {
    let matter = state.matter.as_ref().map_or_else(String::new, |matter| format!("  ·  {}", matter.name));
    let times = period(state.begin.map_or(Begin::Unknown, Begin::Since), state.end.map_or(End::Open, End::Until));
    let text = format!("{} → {}{matter}  ·  {times}", who(&state.subject), who(&state.object));
    labelled(state.relation, &text, "from the program's knowledge, not from a report", style)
}

/// A relation, what is to be said of it, and what that rests on.
fn labelled(relation: Relation, text: &str, basis: &str, style: Style) -> Vec<String> {
    let relation = format!("{:<TIME$}", relation.name());
    let indent = format!("{:TIME$}  ", "");
    let mut lines: Vec<String> = wrapped(text, style.width.saturating_sub(TIME + 2), &[])
        .into_iter()
        .enumerate()
        .map(|(number, line)| if number == 0 { format!("{}  {line}", style.key(&relation)) } else { format!("{indent}{line}") })
        .collect();
    lines.push(style.faint(&format!("{indent}{basis}")));
    lines
}

fn period(begin: Begin, end: End) -> String {
    let begin = match begin {
        Begin::Unknown => None,
        Begin::SinceAtLeast(date) => Some(format!("since {date} at least")),
        Begin::Since(date) => Some(format!("since {date}")),
    };
    let end = match end {
        End::Open => None,
        End::UntilAtMost(date) => Some(format!("until {date} at most")),
        End::Until(date) => Some(format!("until {date}")),
    };
    let parts: Vec<String> = begin.into_iter().chain(end).collect();
    if parts.is_empty() { "at a time unknown".to_owned() } else { parts.join(", ") }
}

/// A conflict as people read it: what it is on, and each side's sentences.
pub(super) fn conflict_lines(conflict: &Conflict, snapshot: &Snapshot, style: Style) -> Result<Vec<String>> {
    let side = |parties: &[Grounded]| parties.iter().map(who).collect::<Vec<_>>().join(", ");
    let (actors, recipients) = (side(&conflict.actors), side(&conflict.recipients));
    let parties = if recipients.is_empty() { actors } else { format!("{actors} → {recipients}") };
    let time = conflict.time.map_or_else(String::new, |time| format!("  ·  {time}"));
    let explained = conflict.explanation.map_or_else(String::new, |by| format!("  ·  reconciled by {}", by.name()));
    let head = format!("{}  {parties}{time}{explained}", conflict.frame);
    let mut lines = vec![format!("{}  {}", style.alarm(conflict.kind.name()), style.heading(&head))];
    let mut texts = Texts::new(snapshot);
    for side in &conflict.sides {
        for (number, stored) in side.statements.iter().take(SENTENCES).enumerate() {
            let says = if number == 0 { side.says.as_str() } else { "" };
            let paper = stored.report.source.publisher.as_deref().unwrap_or(&stored.report.source.uri);
            let date = stored.report.published.date().map_or_else(String::new, |date| format!(", {date}"));
            lines.push(format!("  {}  {}", style.key(&format!("{says:<SAYS$}")), style.faint(&format!("{paper}{date}"))));
            let text = texts.of(stored.report.id)?;
            let sentence = wrapped(stored.statement.evidence.span.of(&text), style.width.saturating_sub(SAYS + 4), &[]);
            lines.extend(sentence.into_iter().map(|line| format!("  {:SAYS$}  {line}", "")));
        }
    }
    Ok(lines)
}

/// Columns that what a side says takes.
const SAYS: usize = 14;
/// How many sentences of a side are shown.
const SENTENCES: usize = 3;
