//! Reports as a list, a page at a time.

use std::sync::Arc;

use registan_types::{ReportId, Span};
use rusqlite::params;

use super::{ReportInfo, Snapshot};
use crate::RecordError;
use crate::log::{self, Entry};
use crate::storage::Faulty;

/// A passage is indexed by its report's number times this, and its place in it.
const PARTS: i64 = 4096;

/// A report as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportHead {
    /// What identifies it.
    pub info: Arc<ReportInfo>,
    /// Its headline, if it has one.
    pub title: Option<String>,
    /// How many statements its latest reading made.
    pub statements: u32,
    /// How many sentences it has.
    pub sentences: u32,
    /// What its latest reading left alone, by reason.
    pub unread: Vec<log::Unread>,
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportPage {
    /// How many come before it.
    pub offset: usize,
    /// At most so many.
    pub limit: usize,
}

/// Reports in the order of their days; eight bytes each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportList {
    keys: Vec<i64>,
}

impl ReportList {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

impl Snapshot {
    /// Which reports there are, by the day of publication, the latest first and those without one last; of one day by address.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn report_list(&self) -> Result<ReportList, RecordError> {
        self.read(|| {
            let mut query = self.storage.db.prepare_cached(
                "SELECT key FROM view_report WHERE key <= ?1 AND erased IS NULL AND (?2 IS NULL OR known_day <= ?2)
                 ORDER BY known_day DESC, uri, id",
            )?;
            let keys = query.query_map(params![self.limits.seq, self.limits.known], |row| row.get(0))?;
            Ok(ReportList { keys: keys.collect::<Result<_, _>>()? })
        })
    }

    /// The reports of a part of a list. The list must be of this snapshot's record and clocks.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn report_heads_in(&self, list: &ReportList, page: ReportPage) -> Result<Vec<ReportHead>, RecordError> {
        self.read(|| list.keys.iter().skip(page.offset).take(page.limit).map(|key| self.report_head_of(*key)).collect())
    }

    /// A report as a list shows it.
    ///
    /// # Errors
    /// When it is not in the record or was removed, or the file cannot be read.
    pub fn report_head(&self, id: ReportId) -> Result<ReportHead, RecordError> {
        self.read(|| self.report_head_of(self.report_key(id)?))
    }

    /// Passages that a full-text query finds, the best first: reports with the part of the text.
    ///
    /// # Errors
    /// When the text query is wrong or the file cannot be read.
    pub fn passages(&self, text: &str, limit: usize) -> Result<Vec<(ReportId, Span)>, RecordError> {
        let wrong = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::Unknown) => RecordError::Query(format!("`{text}`: {error}")),
            _ => RecordError::of(&self.storage.path, error),
        };
        let find = || -> rusqlite::Result<Vec<i64>> {
            let mut query =
                self.storage.db.prepare_cached("SELECT rowid FROM view_text WHERE view_text MATCH ?1 ORDER BY rank, rowid LIMIT ?2")?;
            query.query_map(params![text, i64::try_from(limit).unwrap_or(i64::MAX)], |row| row.get(0))?.collect()
        };
        let rows = find().map_err(wrong)?;
        self.read(|| {
            let mut found = Vec::new();
            for row in rows {
                let key = row / PARTS;
                let Some(info) = self.counted_report(key)? else { continue };
                let report = log::report_at(&self.storage.db, key)?;
                let part = usize::try_from(row % PARTS).unwrap_or(0);
                found.push((info, report.blocks.get(part).map_or(Span::new(0, report.text.len()), |block| block.span)));
            }
            Ok(found)
        })
    }

    /// The identity of a report that counts on the snapshot's clocks.
    fn counted_report(&self, key: i64) -> Faulty<Option<ReportId>> {
        let mut query = self.storage.db.prepare_cached(
            "SELECT id FROM view_report WHERE key = ?1 AND key <= ?2 AND erased IS NULL AND (?3 IS NULL OR known_day <= ?3)",
        )?;
        let mut rows = query.query(params![key, self.limits.seq, self.limits.known])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?.map(ReportId::from_bytes))
    }

    fn report_head_of(&self, key: i64) -> Faulty<ReportHead> {
        let db = &self.storage.db;
        let report = log::report_at(db, key)?;
        let title = report.blocks.iter().find(|block| block.kind == registan_types::BlockKind::Title);
        let title = title.map(|block| block.span.of(&report.text).trim().to_owned()).filter(|title| !title.is_empty());
        let mut query = db.prepare_cached("SELECT max(key) FROM view_reading WHERE report = ?1 AND key <= ?2")?;
        let reading: Option<i64> = query.query_row([key, self.limits.seq], |row| row.get(0))?;
        let entry = reading.map(|reading| log::entry_at(db, reading)).transpose()?.flatten().map(|logged| logged.entry);
        let (statements, sentences, unread) = match entry {
            Some(Entry::ReadingAdded { count, sentences, unread, .. }) => (count, sentences, unread),
            _ => (0, 0, Vec::new()),
        };
        Ok(ReportHead { info: self.report_info_of(key)?, title, statements, sentences, unread })
    }
}
