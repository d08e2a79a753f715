//! A record as it stands on three clocks.

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

use registan_types::{Language, PublishedAt, ReaderVersion, RecordedAt, Report, ReportId, Source, StatementId};
use rusqlite::{OptionalExtension, Row, params};

use super::{Clocks, Filter, Limits, Readings, StatementIter, StoredStatement, Stretch, blob};
use crate::log::{self, Unread, moment_of};
use crate::storage::by_number::ByNumber;
use crate::storage::choices::Choice;
use crate::storage::{Fault, Faulty, Storage};
use crate::views::{IdEntry, entries, statement_segment};
use crate::{Corruption, RecordError, Schema};

/// The record as of three clocks: it reads, and never changes anything.
///
/// A snapshot sees the record as it was when it was opened, whatever is written meanwhile. It belongs to one thread
/// at a time; open one for each.
#[derive(Debug)]
pub struct Snapshot {
    pub(crate) storage: Storage,
    pub(crate) clocks: Clocks,
    pub(crate) limits: Limits,
    pub(crate) schema: Arc<Schema>,
    /// Reports that were met lately: statements of one matter come from few.
    reports: RefCell<ByNumber<Arc<ReportInfo>>>,
    /// The pair that was asked about last: a question looks at its postings several times.
    pub(super) lately: RefCell<Option<(i64, Arc<[Stretch]>)>>,
}

/// So many reports are remembered, some forty megabytes; then they are forgotten together.
const REMEMBERED: usize = 1 << 17;

/// What identifies a report to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportInfo {
    /// Identity.
    pub id: ReportId,
    /// Of several sources the first in the order of their addresses.
    pub source: Source,
    /// When it was published.
    pub published: PublishedAt,
    /// Its language.
    pub language: Language,
}

/// A report with what the record knows about it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredReport {
    /// The report; its source is the first in the order of addresses.
    pub report: Report,
    /// Everywhere it was found, in the order of addresses.
    pub sources: Vec<Source>,
    /// When it came in.
    pub recorded: RecordedAt,
    /// Its readings, the latest last.
    pub readings: Vec<StoredReading>,
    /// Later versions that took its place.
    pub corrected_by: Vec<ReportId>,
    /// Why it was taken back, if it was.
    pub retracted: Option<String>,
}

/// A reading of a report, without its statements.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredReading {
    /// Who read.
    pub reader: ReaderVersion,
    /// When.
    pub recorded: RecordedAt,
    /// How many statements it made.
    pub statements: u32,
    /// How many sentences there are.
    pub sentences: u32,
    /// What was left alone.
    pub unread: Vec<Unread>,
}

/// What is left of a report that was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tombstone {
    /// Its identity.
    pub report: ReportId,
    /// Why it was removed.
    pub reason: String,
    /// When.
    pub at: RecordedAt,
}

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Overview {
    /// Reports that are in the record.
    pub reports: u64,
    /// Statements in force.
    pub statements: u64,
    /// Reports that were removed.
    pub removed: u64,
}

impl Snapshot {
    /// Opens the record at `path` for reading, as of `clocks`.
    ///
    /// # Errors
    /// When there is no record, it is of a newer format, or its views are of another version.
    pub fn open(path: impl AsRef<Path>, clocks: Clocks) -> Result<Self, RecordError> {
        let path = path.as_ref();
        let storage = Storage::open_reader(path)?;
        let prepare = || -> Faulty<Limits> {
            // From here on this connection sees one state of the file.
            storage.db.execute_batch("BEGIN DEFERRED")?;
            if !crate::views::are_current(&storage.db)? {
                return Err(RecordError::StaleViews { path: path.to_owned() }.into());
            }
            Limits::of(&storage.db, clocks)
        };
        let limits = prepare().map_err(|fault| fault.at(path))?;
        Ok(Self { storage, clocks, limits, schema: Arc::default(), reports: RefCell::default(), lately: RefCell::default() })
    }

    /// The same, going by these frames in telling events, states and conflicts.
    #[must_use]
    pub fn with_schema(self, schema: Arc<Schema>) -> Self {
        Self { schema, ..self }
    }

    /// The clocks it was opened with.
    pub fn clocks(&self) -> Clocks {
        self.clocks
    }

    /// How much there is.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn overview(&self) -> Result<Overview, RecordError> {
        self.read(|| {
            let db = &self.storage.db;
            let limits = params![self.limits.seq, self.limits.known];
            let count = |sql: &str| -> Faulty<u64> { Ok(db.query_row(sql, limits, |row| row.get::<_, i64>(0))?.unsigned_abs()) };
            Ok(Overview {
                reports: count("SELECT count(*) FROM view_report WHERE key <= ?1 AND erased IS NULL AND (?2 IS NULL OR known_day <= ?2)")?,
                statements: count(&format!("SELECT count(*) FROM view_statement s WHERE {}", super::STATEMENT_IN_FORCE))?,
                removed: count("SELECT count(*) FROM view_report WHERE erased <= ?1 AND ?2 IS ?2")?,
            })
        })
    }

    /// How many reports there are, and how many were removed.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn report_count(&self) -> Result<(u64, u64), RecordError> {
        self.read(|| {
            let mut query = self.storage.db.prepare_cached(
                "SELECT count(*) FILTER (WHERE key <= ?1 AND erased IS NULL AND (?2 IS NULL OR known_day <= ?2)), count(erased) FILTER (WHERE erased <= ?1)
                 FROM view_report",
            )?;
            let counts = query.query_row(params![self.limits.seq, self.limits.known], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
            Ok((counts.0.unsigned_abs(), counts.1.unsigned_abs()))
        })
    }

    /// Every report, in the order of address and identity; corrected and retracted ones too.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reports(&self) -> Result<Vec<ReportInfo>, RecordError> {
        self.read(|| {
            let mut query = self.storage.db.prepare_cached(
                "SELECT key, id, uri, publisher, published, language FROM view_report
                 WHERE key <= ?1 AND erased IS NULL AND (?2 IS NULL OR known_day <= ?2) ORDER BY uri, id",
            )?;
            let mut rows = query.query(params![self.limits.seq, self.limits.known])?;
            let mut reports = Vec::new();
            while let Some(row) = rows.next()? {
                reports.push(report_info(row)?);
            }
            Ok(reports)
        })
    }

    /// A report with its text, sources and readings.
    ///
    /// # Errors
    /// When it is not in the record or was removed, or the file cannot be read.
    pub fn report(&self, id: ReportId) -> Result<StoredReport, RecordError> {
        self.read(|| {
            let db = &self.storage.db;
            let key = self.report_key(id)?;
            let mut report = log::report_at(db, key)?;
            let sources = self.sources(key)?;
            if let Some(first) = sources.first() {
                report.source.clone_from(first);
            }
            let at: i64 = db.query_row("SELECT at FROM log_entry WHERE seq = ?1", [key], |row| row.get(0))?;
            let (corrected_by, retracted) = self.superseded(key)?;
            Ok(StoredReport { report, sources, recorded: moment_of(at), readings: self.readings(key)?, corrected_by, retracted })
        })
    }

    /// The text of a report.
    ///
    /// # Errors
    /// As [`Snapshot::report`].
    pub fn report_text(&self, id: ReportId) -> Result<String, RecordError> {
        self.read(|| Ok(log::report_at(&self.storage.db, self.report_key(id)?)?.text))
    }

    /// Reports that were removed, in the order of removal.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn tombstones(&self) -> Result<Vec<Tombstone>, RecordError> {
        self.read(|| {
            let mut query = self.storage.db.prepare_cached(
                "SELECT r.id, r.erased_why, e.at FROM view_report r JOIN log_entry e ON e.seq = r.erased WHERE r.erased <= ?1 ORDER BY r.erased",
            )?;
            let rows = query.query_map([self.limits.seq], |row| {
                Ok(Tombstone { report: ReportId::from_bytes(row.get(0)?), reason: row.get(1)?, at: moment_of(row.get(2)?) })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The statements that `filter` wants, in the order of their report's address and identity and their place in it.
    ///
    /// # Errors
    /// When the text query is wrong or the file cannot be read.
    pub fn statements(&self, filter: &Filter) -> Result<StatementIter<'_>, RecordError> {
        StatementIter::new(self, filter.clone())
    }

    /// The statement with an identity; former readings' too.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statement(&self, id: StatementId) -> Result<Option<StoredStatement>, RecordError> {
        self.read(|| match self.key_of(id)? {
            Some(key) => Ok(self.statements_by_key(&[key], Readings::All, None)?.pop()),
            None => Ok(None),
        })
    }

    /// The number of the statement with an identity.
    pub(crate) fn key_of(&self, id: StatementId) -> Faulty<Option<i64>> {
        let mut query = self.storage.db.prepare_cached("SELECT entries FROM view_statement_id WHERE place = ?1")?;
        let mut whole = self.storage.db.prepare_cached("SELECT 1 FROM log_statement WHERE key = ?1 AND id = ?2")?;
        for segment in 0..=self.last_segment()? {
            let place = IdEntry::row(segment, &id.0);
            let mut rows = query.query([place])?;
            let Some(row) = rows.next()? else { continue };
            for entry in entries::<IdEntry>(place, blob(row, 0)?) {
                let entry = entry?;
                // Of one identity the first statement counts.
                if entry.may_be(&id.0) && whole.exists(params![entry.statement, id.0.as_slice()])? {
                    return Ok(Some(entry.statement));
                }
            }
        }
        Ok(None)
    }

    /// The last segment that statements' rows stand in.
    pub(crate) fn last_segment(&self) -> Faulty<i64> {
        Ok(statement_segment(self.last_statement()?))
    }

    /// The number of the last statement.
    pub(crate) fn last_statement(&self) -> Faulty<i64> {
        let mut query = self.storage.db.prepare_cached("SELECT coalesce(max(key), 0) FROM view_statement")?;
        Ok(query.query_row([], |row| row.get(0))?)
    }

    pub(crate) fn read<T>(&self, work: impl FnOnce() -> Faulty<T>) -> Result<T, RecordError> {
        work().map_err(|fault| fault.at(&self.storage.path))
    }

    pub(crate) fn report_key(&self, id: ReportId) -> Faulty<i64> {
        let mut query = self
            .storage
            .db
            .prepare_cached("SELECT key, erased, known_day FROM view_report WHERE id = ?1 AND (key <= ?2 OR erased IS NOT NULL)")?;
        let found: Option<(i64, Option<i64>, Option<i64>)> = query
            .query_row(params![id.bytes().as_slice(), self.limits.seq], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        match found {
            Some((_, Some(_), _)) => Err(RecordError::Erased(id).into()),
            Some((key, None, known)) if self.limits.known.is_none_or(|limit| known.is_some_and(|day| day <= limit)) => Ok(key),
            _ => Err(RecordError::UnknownReport(id).into()),
        }
    }

    pub(crate) fn report_info_of(&self, key: i64) -> Faulty<Arc<ReportInfo>> {
        if let Some(info) = self.reports.borrow().get(&key) {
            return Ok(Arc::clone(info));
        }
        let info = self.look_up_report_info(key)?;
        let mut reports = self.reports.borrow_mut();
        if reports.len() >= REMEMBERED {
            reports.clear();
        }
        reports.insert(key, Arc::clone(&info));
        Ok(info)
    }

    fn look_up_report_info(&self, key: i64) -> Faulty<Arc<ReportInfo>> {
        let mut query = self
            .storage
            .db
            .prepare_cached("SELECT key, id, uri, publisher, published, language FROM view_report WHERE key = ?1 AND erased IS NULL")?;
        let mut rows = query.query([key])?;
        match rows.next()? {
            Some(row) => report_info(row).map(Arc::new),
            None => Err(Fault::corrupt("view of reports", key)(Corruption::Missing("the report"))),
        }
    }

    pub(crate) fn reader_of(&self, key: i64) -> Faulty<Arc<ReaderVersion>> {
        let mut query = self.storage.db.prepare_cached("SELECT version, model, frames, knowledge FROM log_reader WHERE key = ?1")?;
        let reader = query.query_row([key], |row| {
            Ok(ReaderVersion { version: row.get(0)?, model: row.get(1)?, frames: row.get(2)?, knowledge: row.get(3)? })
        });
        reader.optional()?.map(Arc::new).ok_or_else(|| Fault::corrupt("reader", key)(Corruption::Missing("the reader")))
    }

    fn sources(&self, report: i64) -> Faulty<Vec<Source>> {
        let mut query = self
            .storage
            .db
            .prepare_cached("SELECT uri, nullif(publisher, '') FROM view_source WHERE report = ?1 AND seq <= ?2 ORDER BY uri, publisher")?;
        let rows = query.query_map([report, self.limits.seq], |row| Ok(Source { uri: row.get(0)?, publisher: row.get(1)? }))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn readings(&self, report: i64) -> Faulty<Vec<StoredReading>> {
        let db = &self.storage.db;
        let mut query = db.prepare_cached("SELECT key, reader FROM view_reading WHERE report = ?1 AND key <= ?2 ORDER BY key")?;
        let keys: Vec<(i64, i64)> =
            query.query_map([report, self.limits.seq], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        keys.into_iter()
            .map(|(key, reader)| match log::entry_at(db, key)? {
                Some(log::Logged { at, entry: log::Entry::ReadingAdded { count, sentences, unread, .. }, .. }) => Ok(StoredReading {
                    reader: ReaderVersion::clone(&*self.reader_of(reader)?),
                    recorded: at,
                    statements: count,
                    sentences,
                    unread,
                }),
                _ => Err(Fault::corrupt("log entry", key)(Corruption::Missing("the reading"))),
            })
            .collect()
    }

    fn superseded(&self, report: i64) -> Faulty<(Vec<ReportId>, Option<String>)> {
        let mut query = self.storage.db.prepare_cached(
            "SELECT by, reason FROM view_superseded WHERE report = ?1 AND seq <= ?2 AND (?3 IS NULL OR known_day IS NULL OR known_day <= ?3) ORDER BY seq",
        )?;
        let mut rows = query.query(params![report, self.limits.seq, self.limits.known])?;
        let (mut by, mut retracted) = (Vec::new(), None);
        while let Some(row) = rows.next()? {
            by.extend(row.get::<_, Option<[u8; 16]>>(0)?.map(ReportId::from_bytes));
            retracted = retracted.or(row.get(1)?);
        }
        Ok((by, retracted))
    }
}

fn report_info(row: &Row<'_>) -> Faulty<ReportInfo> {
    let key: i64 = row.get(0)?;
    let published: Option<String> = row.get(4)?;
    let date = published.map(|text| text.parse()).transpose();
    let date = date.map_err(|_| Fault::corrupt("view of reports", key)(Corruption::Value("date")))?;
    Ok(ReportInfo {
        id: ReportId::from_bytes(row.get(1)?),
        source: Source { uri: row.get::<_, Option<String>>(2)?.unwrap_or_default(), publisher: row.get(3)? },
        published: date.map_or(PublishedAt::UNKNOWN, PublishedAt::on),
        language: Language::of(row.get(5)?).map_err(Fault::corrupt("view of reports", key))?,
    })
}
