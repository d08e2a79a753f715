//! `registan demo`: the bundled reports, read into a fresh record, what is worth seeing in it, and its pages.

use std::{collections::BTreeMap, num::NonZeroUsize, path::PathBuf, sync::mpsc, time::Instant};

use anyhow::{Result, ensure};
use registan_record::{Clocks, Event, Filter, Page, Phase, Record, Snapshot};
use registan_types::{EntityKind, Language, Quad};

use super::{
    Exit, Streams, pipeline,
    read::{counted, tell},
    serve,
    statements::{Texts, card},
    views::{conflict_lines, event_lines},
};
use crate::{
    engine::{self, Engine},
    intake::{Intake, IntakeOptions},
    options::DemoOptions,
    terminal::{Progress, width_of},
};

/// How many rows each part shows.
const ROWS: usize = 10;

/// Reads the bundled reports, shows the record's highlights, and serves it.
pub(super) fn run(options: &DemoOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    let folder = tempfile::tempdir()?;
    let kept = options.record.as_deref();
    let path: PathBuf = match kept {
        Some(path) => {
            ensure!(!path.exists(), "{} exists already; name a file that does not, or leave --record out", path.display());
            path.to_owned()
        }
        None => folder.path().join("demo.db"),
    };
    let begun = Instant::now();
    let (engine, _) = Engine::new(&[])?;
    let summary = {
        let mut record = Record::open(&path)?;
        read_examples(&engine, &mut record)?
    };
    let shown = kept.unwrap_or("a record of its own".as_ref());
    tell(&summary, shown, streams)?;
    writeln!(streams.out, "{}", streams.style.faint(&format!("in {:.1} s", begun.elapsed().as_secs_f64())))?;
    let snapshot = Snapshot::open(&path, Clocks::default())?.with_schema(engine::schema());
    let events = snapshot.events(&Filter::default(), Page::default())?;
    reports(&snapshot, streams)?;
    pairs(&events, streams)?;
    timeline(&events, streams)?;
    disagreements(&snapshot, streams)?;
    sentences(&snapshot, &events, streams)?;
    let next = match kept {
        Some(path) => format!("registan statements --record {0}    registan events --record {0}", path.display()),
        None => "registan demo --record demo.db    keeps the record, for `registan statements --record demo.db`".to_owned(),
    };
    writeln!(streams.out, "\n{}", streams.style.faint(&next))?;
    if let Some(listen) = &options.serve {
        writeln!(streams.out)?;
        serve::serve(&path, listen, streams)?;
    }
    Ok(if summary.refused.is_empty() { Exit::Done } else { Exit::Refused })
}

fn read_examples(engine: &Engine, record: &mut Record) -> Result<super::Summary> {
    let jobs = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let mut progress = Progress::new(0);
    std::thread::scope(|scope| {
        let (send, arrivals) = mpsc::sync_channel(64);
        scope.spawn(move || {
            for example in engine::example_reports() {
                let options = IntakeOptions { publisher: example.publisher.map(str::to_owned), ..IntakeOptions::default() };
                Intake::new(options).bytes(&format!("examples/{}", example.file), example.bytes, &mut |arrival| drop(send.send(arrival)));
            }
        });
        let summary = pipeline::run(&arrivals, engine, record, jobs, &mut progress, &|| 0)?;
        progress.finish();
        Ok(summary)
    })
}

fn title(text: &str, streams: &mut Streams<'_>) -> Result<()> {
    let rule = "─".repeat(streams.style.width.saturating_sub(width_of(text) + 1));
    writeln!(streams.out, "\n{} {}\n", streams.style.heading(text), streams.style.faint(&rule))?;
    Ok(())
}

/// Whose reports there are, in which languages and from when to when.
fn reports(snapshot: &Snapshot, streams: &mut Streams<'_>) -> Result<()> {
    title("Reports", streams)?;
    let mut papers: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for info in snapshot.reports()? {
        papers.entry(info.source.publisher.clone().unwrap_or_else(|| "unnamed".to_owned())).or_default().push(info);
    }
    for (paper, reports) in papers {
        let languages: Vec<&str> = Language::ALL
            .into_iter()
            .filter(|language| reports.iter().any(|info| info.language == *language))
            .map(Language::code)
            .collect();
        let dates = || reports.iter().filter_map(|info| info.published.date());
        let span = match (dates().min_by_key(|date| date.first_day()), dates().max_by_key(|date| date.last_day())) {
            (Some(first), Some(last)) => format!("{first} – {last}"),
            _ => "undated".to_owned(),
        };
        let count = counted(reports.len() as u64, "report");
        writeln!(streams.out, "  {paper:22} {:6} {count:12} {}", languages.join(" "), streams.style.faint(&span))?;
    }
    Ok(())
}

/// The pairs of states that most events bring together, with how.
fn pairs(events: &[Event], streams: &mut Streams<'_>) -> Result<()> {
    let mut pairs: BTreeMap<(String, String), [u64; 4]> = BTreeMap::new();
    for event in events {
        let Some(quad) = event.plover.as_ref().map(|code| code.kind.quad()) else { continue };
        let mut states: Vec<String> = event.actors.iter().chain(&event.recipients).filter_map(state).collect();
        states.sort();
        states.dedup();
        for (at, one) in states.iter().enumerate() {
            for other in states.iter().skip(at + 1) {
                let counts = pairs.entry((one.clone(), other.clone())).or_default();
                if let Some(count) = counts.get_mut(usize::from(Quad::number(quad)).saturating_sub(1)) {
                    *count += 1;
                }
            }
        }
    }
    let mut pairs: Vec<_> = pairs.into_iter().map(|(pair, counts)| (counts.iter().sum::<u64>(), pair, counts)).collect();
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    if pairs.is_empty() {
        return Ok(());
    }
    title("Who has to do with whom", streams)?;
    let head = format!("  {:34}{:>7}{:>12}{:>12}{:>12}{:>12}", "", "events", "words for", "deeds for", "words ag.", "deeds ag.");
    writeln!(streams.out, "{}", streams.style.faint(&head))?;
    for (all, (one, other), [a, b, c, d]) in pairs.into_iter().take(ROWS) {
        let pair = format!("{one} – {other}");
        writeln!(streams.out, "  {}{all:>7}{a:>12}{b:>12}{c:>12}{d:>12}", streams.style.key(&format!("{pair:34}")))?;
    }
    Ok(())
}

/// The state that an entity is or acts for, by name or code.
fn state(entity: &registan_types::Grounded) -> Option<String> {
    match entity.kind {
        EntityKind::State => Some(entity.name.clone()),
        _ => {
            let code = entity.country?;
            let knowledge = registan_reading::knowledge::Knowledge::embedded();
            Some(knowledge.country(code).map_or_else(|| code.to_string(), |state| state.name().to_owned()))
        }
    }
}

/// The events that most reports tell of, in the order of their time.
fn timeline(events: &[Event], streams: &mut Streams<'_>) -> Result<()> {
    let told_by = |event: &Event| {
        let mut reports: Vec<_> = event.statements.iter().map(|stored| stored.report.id).collect();
        reports.sort();
        reports.dedup();
        reports.len()
    };
    let several = |event: &Event| event.actors.len() + event.recipients.len() > 1;
    let happened =
        events.iter().filter(|event| event.phase == Phase::CarriedOut && event.time.is_some() && event.plover.is_some() && several(event));
    let mut chosen: Vec<&Event> = happened.collect();
    chosen.sort_by(|a, b| told_by(b).cmp(&told_by(a)).then(b.belief.value.total_cmp(&a.belief.value)).then(a.id.cmp(&b.id)));
    chosen.truncate(ROWS + 4);
    chosen.sort_by_key(|event| (event.time.and_then(|time| time.first_day()), event.id));
    if chosen.is_empty() {
        return Ok(());
    }
    title("What happened", streams)?;
    for event in chosen {
        event_lines(event, streams.style).iter().try_for_each(|line| writeln!(streams.out, "  {line}"))?;
    }
    Ok(())
}

/// Where papers cannot all be right, the surest first.
fn disagreements(snapshot: &Snapshot, streams: &mut Streams<'_>) -> Result<()> {
    let mut conflicts = snapshot.conflicts(&Filter::default())?;
    conflicts.retain(|conflict| conflict.explanation.is_none());
    conflicts.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.id.cmp(&b.id)));
    if conflicts.is_empty() {
        return Ok(());
    }
    title("Where they disagree", streams)?;
    for conflict in conflicts.iter().take(ROWS / 2) {
        conflict_lines(conflict, snapshot, streams.style)?.iter().try_for_each(|line| writeln!(streams.out, "  {line}"))?;
        writeln!(streams.out)?;
    }
    Ok(())
}

/// The sentences behind the event that most statements tell of.
fn sentences(snapshot: &Snapshot, events: &[Event], streams: &mut Streams<'_>) -> Result<()> {
    let told = events.iter().filter(|event| event.statements.len() > 1);
    let Some(event) = told.max_by_key(|event| (event.statements.len(), std::cmp::Reverse(event.id))) else { return Ok(()) };
    title("The sentences behind one event", streams)?;
    let mut texts = Texts::new(snapshot);
    for stored in event.statements.iter().take(ROWS / 2) {
        let text = texts.of(stored.report.id)?;
        writeln!(streams.out, "  {}", streams.style.heading(&stored.report.source.uri))?;
        card(&stored.statement, &text, streams.style).iter().try_for_each(|line| writeln!(streams.out, "{line}"))?;
    }
    Ok(())
}
