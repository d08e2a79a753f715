//! `registan read`: files, folders and records into the record.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
};

use anyhow::Result;
use registan_reading::knowledge::Problem;
use registan_record::Record;

use super::{Exit, Streams, Summary, pipeline};
use crate::{
    engine::{Engine, open_packs},
    intake::{Intake, Meter},
    options::ReadOptions,
    terminal::{Progress, Style, wrapped},
};

/// Arrivals that may wait to be read.
const WAITING: usize = 64;

/// Reads everything that the options name.
pub(super) fn run(options: &ReadOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    let (engine, flaws) = Engine::new(&open_packs(&options.packs)?)?;
    let mut record = Record::open(&options.record)?;
    let mut progress = Progress::new(options.paths.iter().map(|path| size(path)).sum());
    flaws.iter().for_each(|flaw| progress.line(&flaw_line(flaw)));
    let counted = Arc::new(AtomicU64::new(0));
    let intake = Intake::new(options.intake.clone()).metered(Meter::new(Arc::clone(&counted)));
    let summary = std::thread::scope(|scope| {
        let (send, arrivals) = mpsc::sync_channel(WAITING);
        let stop = intake.meter().clone();
        scope.spawn(move || {
            for path in &options.paths {
                // Nobody listens any more when the record failed; the rest of the input is then passed over.
                intake.path(path, &mut |arrival| drop(send.send(arrival).inspect_err(|_| stop.stop())));
            }
        });
        pipeline::run(&arrivals, &engine, &mut record, options.jobs, &mut progress, &|| counted.load(Ordering::Relaxed))
    })?;
    progress.finish();
    tell(&summary, &options.record, streams)?;
    Ok(if summary.refused.is_empty() && flaws.is_empty() { Exit::Done } else { Exit::Refused })
}

/// What is wrong in a pack, as a line.
pub(super) fn flaw_line(problem: &Problem) -> String {
    format!("left out: {problem}")
}

/// How many bytes there are below a path; for the bar alone.
fn size(path: &Path) -> u64 {
    let Ok(kind) = fs::symlink_metadata(path) else { return 0 };
    if kind.is_dir() {
        fs::read_dir(path).into_iter().flatten().flatten().map(|entry| size(&entry.path())).sum()
    } else {
        fs::metadata(path).map_or(0, |file| file.len())
    }
}

/// Writes the summary.
pub(super) fn tell(summary: &Summary, record: &Path, streams: &mut Streams<'_>) -> Result<()> {
    let Streams { out, style } = streams;
    let mut parts = vec![format!("{} new", summary.new)];
    let mut part = |count: u64, words: &str| parts.extend((count > 0).then(|| format!("{count} {words}")));
    part(summary.known, "known already");
    part(summary.other_places, "known from another place");
    part(summary.removed, "removed earlier, and left out");
    part(summary.undated, "of the new ones without a date");
    let reports = summary.reports();
    writeln!(out, "{} {} into {}: {}", style.heading("Read"), counted(reports, "report"), record.display(), parts.join(", "))?;
    if summary.new > 0 {
        writeln!(out, "{} from {}", style.heading(&counted(summary.statements, "statement")), counted(summary.sentences, "sentence"))?;
        unread_lines(summary, *style).iter().try_for_each(|line| writeln!(out, "{line}"))?;
    }
    if !summary.refused.is_empty() {
        let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
        for refusal in &summary.refused {
            *kinds.entry(refusal.reason.kind()).or_default() += 1;
        }
        let kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        writeln!(out, "{}: {}", style.alarm(&format!("{} not read", summary.refused.len())), kinds.join(", "))?;
    }
    Ok(())
}

fn unread_lines(summary: &Summary, style: Style) -> Vec<String> {
    let total: u64 = summary.unread.values().sum();
    if total == 0 {
        return Vec::new();
    }
    let mut reasons: Vec<(&str, u64)> = summary.unread.iter().map(|(reason, count)| (*reason, *count)).collect();
    reasons.sort_by_key(|(reason, count)| (std::cmp::Reverse(*count), *reason));
    let reasons: Vec<String> = reasons.iter().map(|(reason, count)| format!("{count} because {reason}")).collect();
    let text = format!("{} left unread: {}", counted(total, "doing"), reasons.join(", "));
    wrapped(&text, style.width, &[]).iter().map(|line| style.faint(line)).collect()
}

/// `1 report`, `2 reports`.
pub(super) fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
