//! The only writer.

use std::path::Path;

use registan_types::{PublishedAt, ReaderVersion, RecordedAt, Report, ReportId, Source};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::RecordError;
use crate::lists::Lists;
use crate::log::{self, Entry, Judgement, LoggedStatement, Reading};
use crate::query::{Clocks, Snapshot};
use crate::storage::{Fault, Faulty, Storage};
use crate::views::{self, Carried, Postings};

/// A record opened for writing: the only type that changes one.
///
/// Everything that is added goes to the log first, and in the same transaction to the views; a process that is
/// killed at any moment leaves each report whole or absent. Other processes may read, and write in turns.
///
/// ```
/// use registan_record::{Added, Clocks, Filter, Reading, Record};
/// use registan_types::{Language, PublishedAt, ReaderVersion, RecordedAt, Report, ReportId, Source};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("registan.db");
/// let mut record = Record::open(&path)?;
/// let (text, published) = ("Kishida visited Kyiv.", PublishedAt::on("2023-03-22".parse()?));
/// let report = Report {
///     id: ReportId::of(Language::English, published, text),
///     source: Source { uri: "news/kishida.txt".into(), publisher: None },
///     published,
///     language: Language::English,
///     text: text.into(),
///     blocks: vec![],
/// };
/// let reader = ReaderVersion { version: "0.1.0".into(), model: "en-1".into(), frames: "f".into(), knowledge: "k".into() };
/// let reading = Reading { reader, statements: vec![], sentences: 1, unread: vec![] };
/// let now = RecordedAt("2023-03-23T08:00:00Z".parse()?);
/// assert_eq!(record.add(&report, &reading, now)?, Added::New);
/// assert_eq!(record.add(&report, &reading, now)?, Added::Known);
///
/// let snapshot = record.snapshot(Clocks::default())?;
/// assert_eq!(snapshot.reports()?.len(), 1);
/// assert_eq!(snapshot.statements(&Filter::default())?.count(), 0);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Record {
    storage: Storage,
}

/// What became of a report that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is new, and its statements are in the record.
    New,
    /// Its content was known from another place; that place is noted.
    SourceOnly,
    /// Content and source were known: nothing is added.
    Known,
    /// It was removed from the record lawfully, and stays out.
    Removed,
}

/// What was taken out by a lawful removal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erasure {
    /// How many statements went with it, former readings included.
    pub statements: usize,
    /// Whether the file's bytes are free of it.
    pub traces: Traces,
}

/// Whether a removed text may still stand in the record's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Traces {
    /// It is overwritten everywhere.
    Gone,
    /// Another process is reading a former state, which the write-ahead file keeps for it. Once it is closed,
    /// [`Record::scrub`] ends the matter.
    HeldByReaders,
}

impl Record {
    /// Opens the record at `path` for writing; makes one when there is none.
    ///
    /// Views of another version are made anew, which takes about as long as adding everything once more.
    ///
    /// # Errors
    /// When the file is no record, is of a newer format, cannot be written, or is locked for longer than ten seconds.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, RecordError> {
        let storage = Storage::open_writer(path.as_ref())?;
        let mut record = Self { storage };
        record.finish_views()?;
        Ok(record)
    }

    /// Adds a report with its reading, whole or not at all.
    ///
    /// # Errors
    /// When the file cannot be written or another process holds it.
    pub fn add(&mut self, report: &Report, reading: &Reading, at: RecordedAt) -> Result<Added, RecordError> {
        self.write(|db, postings| add(db, report, reading, at, postings))
    }

    /// Adds many reports in one transaction, which is faster: all of them, or on an error none.
    ///
    /// # Errors
    /// As [`Record::add`].
    pub fn add_all<'r>(
        &mut self,
        reports: impl IntoIterator<Item = (&'r Report, &'r Reading)>,
        at: RecordedAt,
    ) -> Result<Vec<Added>, RecordError> {
        self.write(|db, postings| reports.into_iter().map(|(report, reading)| add(db, report, reading, at, postings)).collect())
    }

    /// Adds another reader's statements of a report. They count from now on; the former stay reachable.
    ///
    /// Returns false, and adds nothing, when the latest reading is by the same reader.
    ///
    /// # Errors
    /// When the report is not in the record, and as [`Record::add`].
    pub fn reread(&mut self, report: ReportId, reading: &Reading, at: RecordedAt) -> Result<bool, RecordError> {
        self.write(|db, postings| {
            let key = living(db, report)?;
            if latest_reader(db, key)? == Some(log::reader_key(db, &reading.reader)?) {
                return Ok(false);
            }
            let stored = log::report_at(db, key)?;
            add_reading(db, &stored, reading, at, postings)?;
            Ok(true)
        })
    }

    /// Notes that `by` takes the place of `report`: its statements no longer count from the day that `by` was published.
    ///
    /// Versions of one address (`https://…`) found by [`Record::add`] are noted without being told.
    ///
    /// # Errors
    /// When either is not in the record, and as [`Record::add`].
    pub fn correct(&mut self, report: ReportId, by: ReportId, at: RecordedAt) -> Result<(), RecordError> {
        self.write(|db, _| {
            living(db, report)?;
            let known = log::report_at(db, living(db, by)?)?.published;
            apply_plain(db, Entry::ReportCorrected { report, by, known }, at).map(drop)
        })
    }

    /// Notes that a report was taken back by who published it, which was published at `known`.
    ///
    /// # Errors
    /// When the report is not in the record, and as [`Record::add`].
    pub fn retract(&mut self, report: ReportId, known: PublishedAt, reason: &str, at: RecordedAt) -> Result<(), RecordError> {
        self.write(|db, _| {
            living(db, report)?;
            apply_plain(db, Entry::ReportRetracted { report, known, reason: reason.to_owned() }, at).map(drop)
        })
    }

    /// Notes what a person says of two statements. Returns the judgement's number, by which it can be withdrawn.
    ///
    /// # Errors
    /// As [`Record::add`].
    pub fn judge(&mut self, judgement: Judgement, at: RecordedAt) -> Result<i64, RecordError> {
        self.write(|db, _| apply_plain(db, Entry::JudgementMade(judgement), at))
    }

    /// Takes a judgement back.
    ///
    /// # Errors
    /// When there is no such judgement, or it was withdrawn before; and as [`Record::add`].
    pub fn withdraw(&mut self, judgement: i64, at: RecordedAt) -> Result<(), RecordError> {
        self.write(|db, _| {
            let mut query = db.prepare_cached("SELECT 1 FROM view_judgement WHERE key = ?1 AND withdrawn IS NULL")?;
            if !query.exists([judgement])? {
                return Err(RecordError::UnknownJudgement(judgement).into());
            }
            apply_plain(db, Entry::JudgementWithdrawn { judgement }, at).map(drop)
        })
    }

    /// Removes a report lawfully: its text, its sources and its statements are overwritten everywhere in the record,
    /// and judgements on them; its identity, which is a hash, and the reason stay.
    ///
    /// The whole file is written anew, about a minute a gigabyte.
    ///
    /// # Errors
    /// When the report is not in the record, and as [`Record::add`].
    pub fn erase(&mut self, report: ReportId, reason: &str, at: RecordedAt) -> Result<Erasure, RecordError> {
        let statements = self.write(|db, _| erase(db, report, reason, at))?;
        Ok(Erasure { statements, traces: self.scrub()? })
    }

    /// Writes the file anew without what was removed, empties the write-ahead file, and overwrites lists that are kept beside it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn scrub(&mut self) -> Result<Traces, RecordError> {
        let db = &self.storage.db;
        let scrub = || -> Faulty<Traces> {
            db.execute_batch("VACUUM")?;
            let busy: i64 = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            // Lists repeat what is in the record; they are made anew when they are needed.
            let forgotten = Lists::forget(&self.storage.path);
            Ok(if busy == 0 && forgotten { Traces::Gone } else { Traces::HeldByReaders })
        };
        scrub().map_err(|fault| fault.at(&self.storage.path))
    }

    /// Drops every view and makes it anew from the log, part after part. Nobody can read the record meanwhile; stopped
    /// on the way, it goes on where it was when the record is next opened for writing.
    ///
    /// # Errors
    /// When the log is damaged, and as [`Record::add`].
    pub fn rebuild_views(&mut self) -> Result<(), RecordError> {
        self.make_views(true)
    }

    /// Makes views that are not of this program's version, or unfinished; all of them when they are wanted `anew`.
    fn make_views(&mut self, mut anew: bool) -> Result<(), RecordError> {
        let Storage { db, path } = &mut self.storage;
        let mut part = || -> Faulty<bool> {
            let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let finished =
                if std::mem::take(&mut anew) { views::begin_anew(&transaction).map(|()| false) } else { views::go_on(&transaction) };
            let finished = finished?;
            transaction.commit()?;
            Ok(finished)
        };
        let finished = loop {
            match part() {
                Ok(false) => {}
                finished => break finished,
            }
        };
        finished.map(drop).map_err(|fault| fault.at(path))
    }

    /// Finishes views that are unfinished, or of another version.
    fn finish_views(&mut self) -> Result<(), RecordError> {
        match views::are_current(&self.storage.db) {
            Ok(true) => Ok(()),
            Ok(false) => self.make_views(false),
            Err(fault) => Err(fault.at(&self.storage.path)),
        }
    }

    /// A digest of the content of all views. The same log gives the same digest, made step by step or anew.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn views_digest(&self) -> Result<[u8; 32], RecordError> {
        views::digest(&self.storage.db).map_err(|fault| fault.at(&self.storage.path))
    }

    /// Whether this content is in the record and not removed, and whether its latest reading is by `reader`: reading it
    /// again can then be spared.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn has_reading(&self, report: ReportId, reader: &ReaderVersion) -> Result<bool, RecordError> {
        let db = &self.storage.db;
        let look = || -> Faulty<bool> {
            match living(db, report) {
                Ok(key) => Ok(latest_reader(db, key)? == log::find_reader(db, reader)?),
                Err(Fault::Known(RecordError::UnknownReport(_) | RecordError::Erased(_))) => Ok(false),
                Err(fault) => Err(fault),
            }
        };
        look().map_err(|fault| fault.at(&self.storage.path))
    }

    /// The record as it stands on the three clocks, on a connection of its own.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn snapshot(&self, clocks: Clocks) -> Result<Snapshot, RecordError> {
        Snapshot::open(&self.storage.path, clocks)
    }

    /// Runs `work` in a transaction: all of it, or nothing.
    /// Index rows that `work` leaves waiting are written at its end. Views that another process has begun to make anew are finished first.
    fn write<T>(&mut self, work: impl FnOnce(&Connection, &mut Postings) -> Faulty<T>) -> Result<T, RecordError> {
        self.finish_views()?;
        let Storage { db, path } = &mut self.storage;
        let run = || -> Faulty<T> {
            let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            while !views::go_on(&transaction)? {}
            let mut postings = Postings::default();
            let done = work(&transaction, &mut postings)?;
            postings.flush(&transaction)?;
            transaction.commit()?;
            Ok(done)
        };
        run().map_err(|fault| fault.at(path))
    }
}

/// Logs and applies an entry that brings no statements; returns its number.
fn apply_plain(db: &Connection, entry: Entry, at: RecordedAt) -> Faulty<i64> {
    let logged = log::append(db, entry, at)?;
    views::apply(db, &logged, Carried::FromLog, &mut Postings::default())?;
    Ok(logged.seq)
}

/// The key of a report that is there and was not removed.
fn living(db: &Connection, report: ReportId) -> Faulty<i64> {
    let mut query = db.prepare_cached("SELECT key, erased IS NOT NULL FROM view_report WHERE id = ?1")?;
    match query.query_row([report.bytes().as_slice()], |row| Ok((row.get(0)?, row.get(1)?))).optional()? {
        Some((_, true)) => Err(RecordError::Erased(report).into()),
        Some((key, false)) => Ok(key),
        None => Err(RecordError::UnknownReport(report).into()),
    }
}

fn latest_reader(db: &Connection, report: i64) -> Faulty<Option<i64>> {
    let mut query = db.prepare_cached("SELECT reader FROM view_reading WHERE report = ?1 ORDER BY key DESC LIMIT 1")?;
    Ok(query.query_row([report], |row| row.get(0)).optional()?)
}

fn add(db: &Connection, report: &Report, reading: &Reading, at: RecordedAt, postings: &mut Postings) -> Faulty<Added> {
    let key = match living(db, report.id) {
        Ok(key) => key,
        Err(Fault::Known(RecordError::UnknownReport(_))) => {
            let logged = log::append(db, Entry::ReportAdded(Box::new(report.clone())), at)?;
            views::apply(db, &logged, Carried::FromLog, postings)?;
            add_reading(db, report, reading, at, postings)?;
            note_versions(db, report.id, &report.source, at)?;
            return Ok(Added::New);
        }
        Err(Fault::Known(RecordError::Erased(_))) => return Ok(Added::Removed),
        Err(fault) => return Err(fault),
    };
    let publisher = report.source.publisher.as_deref().unwrap_or("");
    let mut query = db.prepare_cached("SELECT 1 FROM view_source WHERE report = ?1 AND uri = ?2 AND publisher = ?3")?;
    if query.exists(params![key, report.source.uri, publisher])? {
        return Ok(Added::Known);
    }
    apply_plain(db, Entry::SourceAdded { report: report.id, source: report.source.clone() }, at)?;
    note_versions(db, report.id, &report.source, at)?;
    Ok(Added::SourceOnly)
}

fn add_reading(db: &Connection, report: &Report, reading: &Reading, at: RecordedAt, postings: &mut Postings) -> Faulty<()> {
    let (logged, ids) = log::append_reading(db, report.id, reading, at, &mut postings.names)?;
    views::apply(db, &logged, Carried::Here(report, &reading.statements, &ids), postings)
}

/// Notes which of the versions found at one web address takes the place of which: the one published later; of the
/// same day or an unknown one, the one that came into the record later. File names are not addresses in this sense:
/// they are used for one thing after another.
fn note_versions(db: &Connection, report: ReportId, source: &Source, at: RecordedAt) -> Faulty<()> {
    if !source.uri.contains("://") {
        return Ok(());
    }
    let mut query = db.prepare_cached(
        "SELECT DISTINCT r.key FROM view_source s JOIN view_report r ON r.key = s.report
         WHERE s.uri = ?1 AND r.id <> ?2 AND r.erased IS NULL ORDER BY r.key",
    )?;
    let others: Vec<i64> = query.query_map(params![source.uri, report.bytes().as_slice()], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let Some(own) = (if others.is_empty() { None } else { views::find_report(db, report)? }) else { return Ok(()) };
    let this = log::report_at(db, own)?;
    for other in others {
        let other = log::report_at(db, other)?;
        let day = |report: &Report| report.published.date().map(registan_types::EdtfDate::last_day);
        let other_is_later = matches!((day(&other), day(&this)), (Some(other), Some(this)) if other > this);
        let (old, new) = if other_is_later { (&this, &other) } else { (&other, &this) };
        apply_plain(db, Entry::ReportCorrected { report: old.id, by: new.id, known: new.published }, at)?;
    }
    Ok(())
}

fn erase(db: &Connection, id: ReportId, reason: &str, at: RecordedAt) -> Faulty<usize> {
    let key = living(db, id)?;
    let report = log::report_at(db, key)?;
    let numbers = |sql: &str| -> Faulty<Vec<i64>> {
        let found = db.prepare_cached(sql)?.query_map([key], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(found)
    };
    let readings: Vec<(i64, i64, i64)> = db
        .prepare_cached("SELECT key, first, count FROM view_reading WHERE report = ?1 ORDER BY key")?
        .query_map([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<Result<_, _>>()?;
    let mut statements = Vec::new();
    for (_, first, count) in &readings {
        statements.extend(log::statements_from(db, *first, *count)?);
    }
    let mut entries = vec![key];
    entries.extend(numbers("SELECT DISTINCT seq FROM view_source WHERE report = ?1")?);
    entries.extend(numbers("SELECT seq FROM view_superseded WHERE report = ?1")?);
    entries.extend(readings.iter().map(|(reading, ..)| *reading));
    entries.extend(forget_judgements(db, &statements)?);
    let readings_only: Vec<i64> = readings.iter().map(|(reading, ..)| *reading).collect();
    views::remove_report(db, key, &report, &readings_only, &statements)?;
    let ranges: Vec<(i64, i64)> = readings.iter().map(|(_, first, count)| (*first, *count)).collect();
    log::blank_report(db, &entries, &ranges)?;
    apply_plain(db, Entry::ReportErased { report: id, reason: reason.to_owned() }, at)?;
    Ok(statements.len())
}

/// Takes judgements on removed statements out of the views; returns the entries that made and withdrew them.
fn forget_judgements(db: &Connection, statements: &[LoggedStatement]) -> Faulty<Vec<i64>> {
    let mut entries = Vec::new();
    for logged in statements {
        let mut query = db.prepare_cached("DELETE FROM view_judgement WHERE left = ?1 OR right = ?1 RETURNING key, withdrawn")?;
        let found = query.query_map([logged.id.0.as_slice()], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?)))?;
        for row in found {
            let (made, withdrawn) = row?;
            entries.push(made);
            entries.extend(withdrawn);
        }
    }
    Ok(entries)
}
