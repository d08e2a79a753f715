//! From the door to the record: reports are read side by side and kept in the order in which they came.

use std::{collections::BTreeMap, num::NonZeroUsize, sync::mpsc::Receiver};

use anyhow::{Context, Result};
use rayon::prelude::*;
use registan_reading::{Unread, UnreadReason};
use registan_record::{Added, Reading, Record};
use registan_types::{ReaderVersion, Report};

use crate::{
    clock,
    engine::Engine,
    intake::{Arrival, Refusal},
    terminal::Progress,
};

/// No more text than this, in bytes, is read between two commits.
const BATCH_BYTES: usize = 8 << 20;
/// Nor more reports a core than this.
const BATCH_REPORTS: usize = 16;

/// What came of reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Reports that are new in the record.
    pub new: u64,
    /// Contents that were known from another place.
    pub other_places: u64,
    /// Reports that were known.
    pub known: u64,
    /// Reports that had been removed lawfully, and stay out.
    pub removed: u64,
    /// Of the new ones, those whose date nobody gives.
    pub undated: u64,
    /// Sentences of the new reports.
    pub sentences: u64,
    /// Statements that they make.
    pub statements: u64,
    /// Clauses and nouns of doing that were left unread, by reason.
    pub unread: BTreeMap<&'static str, u64>,
    /// What was not taken in.
    pub refused: Vec<Refusal>,
}

impl Summary {
    /// How many reports came through the door.
    pub fn reports(&self) -> u64 {
        self.new + self.other_places + self.known + self.removed
    }

    fn note(&mut self, added: Added, read: &Read) {
        match added {
            Added::New => {
                self.new += 1;
                self.undated += u64::from(read.report.published.date().is_none());
                self.sentences += u64::from(read.reading.sentences);
                self.statements += read.reading.statements.len() as u64;
                for (reason, count) in read.unread.iter() {
                    *self.unread.entry(name_of(reason)).or_default() += u64::from(count);
                }
            }
            Added::SourceOnly => self.other_places += 1,
            Added::Known => self.known += 1,
            Added::Removed => self.removed += 1,
        }
    }
}

/// Why something was left unread, in words.
pub(super) fn name_of(reason: UnreadReason) -> &'static str {
    match reason {
        UnreadReason::NoUnit => "no frame has the word",
        UnreadReason::NoFit => "the words round it fit no frame",
        UnreadReason::NobodyKnown => "nobody in it is known",
        UnreadReason::Unsaid => "nobody says so",
        UnreadReason::Unsure => "read, but unsure",
        UnreadReason::Game => "told of a game",
        #[allow(unreachable_patterns, reason = "reading may learn further reasons")]
        other => other.name(),
    }
}

struct Read {
    report: Report,
    reading: Reading,
    unread: Unread,
}

/// Reads everything that arrives and adds it to the record. `bytes` tells how much of the input has been taken in.
///
/// # Errors
/// When the record cannot be written, or a model is missing.
pub(super) fn run(
    arrivals: &Receiver<Arrival>,
    engine: &Engine,
    record: &mut Record,
    jobs: NonZeroUsize,
    progress: &mut Progress,
    bytes: &dyn Fn() -> u64,
) -> Result<Summary> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build().context("the threads for reading could not be started")?;
    let mut summary = Summary::default();
    loop {
        let batch = batch(arrivals, jobs.get() * BATCH_REPORTS);
        if batch.is_empty() {
            return Ok(summary);
        }
        let mut reports = Vec::new();
        for arrival in batch {
            match arrival {
                Ok(report) => reports.push(report),
                Err(refusal) => {
                    progress.line(&format!("not read: {refusal}"));
                    summary.refused.push(refusal);
                }
            }
        }
        let unread: Vec<bool> = reports.iter().map(|report| is_unread(record, engine, report)).collect::<Result<_>>()?;
        let work: Vec<(Report, bool)> = reports.into_iter().zip(unread).collect();
        let read: Vec<Read> =
            pool.install(|| work.into_par_iter().map(|(report, unread)| read(engine, report, unread)).collect::<Result<_>>())?;
        let added = record.add_all(read.iter().map(|one| (&one.report, &one.reading)), clock::now())?;
        for (added, one) in added.into_iter().zip(&read) {
            summary.note(added, one);
        }
        progress.show(bytes(), summary.reports(), summary.statements);
    }
}

/// The next arrivals, as many as are read between two commits.
fn batch(arrivals: &Receiver<Arrival>, most: usize) -> Vec<Arrival> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while batch.len() < most
        && bytes < BATCH_BYTES
        && let Ok(arrival) = arrivals.recv()
    {
        bytes += arrival.as_ref().map_or(0, |report| report.text.len());
        batch.push(arrival);
    }
    batch
}

/// Whether the record lacks this reader's reading of the report.
fn is_unread(record: &Record, engine: &Engine, report: &Report) -> Result<bool> {
    let version = engine.version(report.language)?;
    Ok(!record.has_reading(report.id, &version)?)
}

fn read(engine: &Engine, report: Report, unread: bool) -> Result<Read> {
    if unread {
        let (reading, unread) = engine.read(&report)?;
        return Ok(Read { report, reading, unread });
    }
    // Its content is in the record; only the place may be new.
    let reader: ReaderVersion = engine.version(report.language)?;
    let reading = Reading { reader, statements: Vec::new(), sentences: 0, unread: Vec::new() };
    Ok(Read { report, reading, unread: Unread::default() })
}
