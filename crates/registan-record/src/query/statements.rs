//! Statements as the record gives them out, in a stable order, found by the narrowest index.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use registan_types::{FrameName, ReaderVersion, Statement, StatementId};
use rusqlite::{OptionalExtension, Row, params};

use super::filter::Days;
use super::{Filter, Readings, ReportInfo, STATEMENT_EVER, STATEMENT_IN_FORCE, Snapshot};
use crate::identity::{PartyRef, pair_key};
use crate::log::{LoggedStatement, statement_of};
use crate::storage::by_number::ByNumber;
use crate::storage::{Fault, Faulty};
use crate::views::{FrameEntry, Head, Outline, PartyEntry, Role, entries, part_of};
use crate::{Corruption, RecordError};

/// A statement with where it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredStatement {
    /// Its identity.
    pub id: StatementId,
    /// The report that says it.
    pub report: Arc<ReportInfo>,
    /// What read it.
    pub reader: Arc<ReaderVersion>,
    /// Whether it counts on the snapshot's clocks: the latest reading of a report that is neither corrected nor retracted.
    pub in_force: bool,
    /// What it says.
    pub statement: Statement,
    pub(crate) key: i64,
    pub(crate) report_key: i64,
}

/// Statements one after another; reads a report's at a time.
#[derive(Debug)]
pub struct StatementIter<'s> {
    snapshot: &'s Snapshot,
    filter: Filter,
    /// Readings still to come: their reports in the order of address.
    readings: std::vec::IntoIter<Range>,
    ready: VecDeque<StoredStatement>,
    failed: bool,
}

/// Statements of one reading: numbers that follow each other, or some of them.
#[derive(Debug, Clone)]
enum Range {
    Whole { first: i64, count: i64 },
    Some(Vec<i64>),
}

impl<'s> StatementIter<'s> {
    pub(super) fn new(snapshot: &'s Snapshot, filter: Filter) -> Result<Self, RecordError> {
        let readings = plan(snapshot, &filter).map_err(|fault| match (fault, &filter.text) {
            (Fault::Sql(error), Some(text)) => query_error(error, text).at(&snapshot.storage.path),
            (fault, _) => fault.at(&snapshot.storage.path),
        })?;
        Ok(Self { snapshot, filter, readings: readings.into_iter(), ready: VecDeque::new(), failed: false })
    }

    fn fill(&mut self) -> Result<(), RecordError> {
        while self.ready.is_empty() {
            let Some(range) = self.readings.next() else { return Ok(()) };
            let filter = &self.filter;
            let found = self.snapshot.read(|| match &range {
                Range::Whole { first, count } => {
                    let keys: Vec<i64> = (*first..first + count).collect();
                    self.snapshot.statements_filtered(&keys, filter)
                }
                Range::Some(keys) => self.snapshot.statements_filtered(keys, filter),
            })?;
            self.ready.extend(found);
        }
        Ok(())
    }
}

impl Iterator for StatementIter<'_> {
    type Item = Result<StoredStatement, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        match self.fill() {
            Ok(()) => self.ready.pop_front().map(Ok),
            Err(error) => {
                self.failed = true;
                Some(Err(error))
            }
        }
    }
}

/// A filter, ready to check statements that were found through something else.
#[derive(Debug)]
pub(crate) struct Wanted<'f> {
    pub(crate) filter: &'f Filter,
    text: Option<Vec<i64>>,
    reports: Option<Vec<i64>>,
}

impl Wanted<'_> {
    /// Whether the statement is wanted, its time aside.
    pub(crate) fn admits(&self, stored: &StoredStatement) -> bool {
        self.text.as_ref().is_none_or(|keys| keys.binary_search(&stored.key).is_ok())
            && self.reports.as_ref().is_none_or(|reports| reports.contains(&stored.report_key))
            && self.filter.admits(&stored.statement)
    }

    /// The same of a statement as the index of pairs has it under the key of [`pair_of`] this filter: both parties take part in it.
    pub(crate) fn admits_posting(&self, head: &Head, outline: &Outline, frame: &FrameName) -> bool {
        let filter = self.filter;
        filter.frame.as_ref().is_none_or(|wanted| wanted == frame)
            && filter.plover.is_none_or(|wanted| head.coded.is_some_and(|(kind, _)| kind == wanted))
            && filter.relation.is_none_or(|wanted| outline.relation == Some(wanted))
            && filter.polarity.is_none_or(|wanted| head.polarity == wanted)
            && filter.reality.is_none_or(|wanted| head.reality == wanted)
            && filter.certainty.is_none_or(|least| head.certainty >= least)
    }
}

/// The key of two parties where the index of pairs knows them: both by identity, or both by state.
fn indexed_pair(a: &PartyRef, b: &PartyRef) -> Option<i64> {
    let named = matches!((a, b), (PartyRef::Named(_), _) | (_, PartyRef::Named(_)));
    (!named && a != b && a.is_country() == b.is_country()).then(|| pair_key(a.key(), b.key()))
}

/// The key under which the index of pairs has all that a filter wants, when it names two parties and nothing that fewer statements are
/// found by.
pub(crate) fn pair_of(filter: &Filter) -> Option<i64> {
    let [a, b] = filter.parties.as_slice() else { return None };
    let narrower =
        filter.text.is_some() || filter.report.is_some() || filter.uri.is_some() || filter.voice.is_some() || filter.place.is_some();
    (!narrower).then(|| indexed_pair(a, b)).flatten()
}

/// An error that comes from the words of a text query rather than from the file.
fn query_error(error: rusqlite::Error, text: &str) -> Fault {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::Unknown) => RecordError::Query(format!("`{text}`: {error}")).into(),
        _ => Fault::Sql(error),
    }
}

/// The readings to look through, in order.
fn plan(snapshot: &Snapshot, filter: &Filter) -> Faulty<Vec<Range>> {
    match snapshot.keys_by_index(filter)? {
        Some(keys) => snapshot.arrange(filter, &keys),
        None => snapshot.all_readings(filter),
    }
}

impl Snapshot {
    /// Statements that the narrowest indexes offer for a filter, ascending; `None` when no index helps. What is offered
    /// must still be checked.
    pub(crate) fn keys_by_index(&self, filter: &Filter) -> Faulty<Option<Vec<i64>>> {
        self.keys_by_index_among(filter, None)
    }

    /// The same, without statements whose frame is none of `frames` where an index tells.
    pub(crate) fn keys_by_index_among(&self, filter: &Filter, frames: Option<&BTreeSet<i64>>) -> Faulty<Option<Vec<i64>>> {
        let mut keys: Option<Vec<i64>> = None;
        let mut narrow = |found: Vec<i64>| {
            let merged = match keys.take() {
                Some(former) => former.into_iter().filter(|key| found.binary_search(key).is_ok()).collect(),
                None => found,
            };
            keys = Some(merged);
        };
        if let Some(text) = &filter.text {
            narrow(self.keys_by_text(text)?);
        }
        let mut alone: Vec<&PartyRef> = filter.parties.iter().collect();
        if let [a, b] = filter.parties.as_slice()
            && let Some(pair) = indexed_pair(a, b)
        {
            narrow(self.keys_of_pair(pair, frames)?);
            alone.clear();
        }
        for party in alone {
            narrow(self.keys_of_party(party.key(), Role::Party, frames)?);
        }
        if let Some(voice) = &filter.voice {
            narrow(self.keys_of_party(voice.key(), Role::Voice, frames)?);
        }
        if let Some(place) = &filter.place {
            narrow(self.keys_of_party(place.key(), Role::Place, frames)?);
        }
        let one_report = filter.report.is_some() || filter.uri.is_some();
        if let (None, Some(frame), false) = (&keys, &filter.frame, one_report) {
            keys = Some(self.keys_by_frame(frame.as_str())?);
        }
        Ok(keys)
    }

    /// Statements in which a party stands in a role, those with one of `frames` where any are given; ascending.
    pub(crate) fn keys_of_party(&self, party: i64, role: Role, frames: Option<&BTreeSet<i64>>) -> Faulty<Vec<i64>> {
        let mut query = self.storage.db.prepare_cached("SELECT entries FROM view_party WHERE part = ?1 AND party = ?2 AND role = ?3")?;
        let mut keys = Vec::new();
        for part in 0..=part_of(self.last_statement()?) {
            let mut rows = query.query([part, party, role as i64])?;
            let Some(row) = rows.next()? else { continue };
            for entry in entries::<PartyEntry>(part, blob(row, 0)?) {
                let entry = entry?;
                if frames.is_none_or(|frames| frames.contains(&entry.frame)) {
                    keys.push(entry.statement);
                }
            }
        }
        Ok(keys)
    }

    /// Statements by number that the filter wants, in the order of `keys`.
    pub(crate) fn statements_filtered(&self, keys: &[i64], filter: &Filter) -> Faulty<Vec<StoredStatement>> {
        let mut found = self.statements_by_key_where(keys, filter.readings, self.limits.as_of, |days| filter.admits_time(days))?;
        found.retain(|stored| filter.admits(&stored.statement));
        Ok(found)
    }

    /// Statements by number, in the order of `keys`; those that do not count on the snapshot's clocks are left out, and
    /// those that tell of a time behind `as_of`.
    pub(crate) fn statements_by_key(&self, keys: &[i64], readings: Readings, as_of: Option<i64>) -> Faulty<Vec<StoredStatement>> {
        self.statements_by_key_where(keys, readings, as_of, |_| true)
    }

    fn statements_by_key_where(
        &self,
        keys: &[i64],
        readings: Readings,
        as_of: Option<i64>,
        wanted: impl Fn(Days) -> bool,
    ) -> Faulty<Vec<StoredStatement>> {
        let (admitted, in_force) = match readings {
            Readings::InForce => (STATEMENT_IN_FORCE, "1"),
            Readings::All => (STATEMENT_EVER, STATEMENT_IN_FORCE),
        };
        let sql = format!(
            "SELECT l.key, l.id, l.body, s.report, s.reader, {in_force}, s.first_day, s.last_day
             FROM view_statement s JOIN log_statement l ON l.key = s.key
             WHERE s.key = ?3 AND {admitted} AND (?4 IS NULL OR s.first_day IS NULL OR s.first_day <= ?4)"
        );
        let mut query = self.storage.db.prepare_cached(&sql)?;
        let mut readers: ByNumber<Arc<ReaderVersion>> = ByNumber::default();
        let mut found = Vec::new();
        for key in keys {
            let mut rows = query.query(params![self.limits.seq, self.limits.known, key, as_of])?;
            let Some(row) = rows.next()? else { continue };
            if !wanted(Days { first: row.get(6)?, last: row.get(7)? }) {
                continue;
            }
            let LoggedStatement { key, id, statement } = statement_of(row)?;
            let report_key = row.get(3)?;
            let report = self.report_info_of(report_key)?;
            let reader = shared(&mut readers, row.get(4)?, |key| self.reader_of(key))?;
            found.push(StoredStatement { id, report, reader, in_force: row.get(5)?, statement, key, report_key });
        }
        Ok(found)
    }

    /// Statements in force by what the index of pairs holds of them, in its order.
    pub(crate) fn statements_of(&self, heads: &[Head]) -> Faulty<Vec<StoredStatement>> {
        let mut query = self.storage.db.prepare_cached("SELECT key, id, body FROM log_statement WHERE key = ?1")?;
        let mut readers: ByNumber<Arc<ReaderVersion>> = ByNumber::default();
        let mut found = Vec::with_capacity(heads.len());
        for head in heads {
            let mut rows = query.query([head.statement])?;
            let row = rows.next()?.ok_or_else(|| Fault::corrupt("statement", head.statement)(Corruption::Missing("the statement")))?;
            let LoggedStatement { key, id, statement } = statement_of(row)?;
            let report = self.report_info_of(head.report)?;
            let reader = shared(&mut readers, head.reader, |key| self.reader_of(key))?;
            found.push(StoredStatement { id, report, reader, in_force: true, statement, key, report_key: head.report });
        }
        Ok(found)
    }

    /// A filter with its text and reports looked up, to check statements that come from elsewhere.
    pub(crate) fn wanted<'f>(&self, filter: &'f Filter) -> Faulty<Wanted<'f>> {
        let text = filter.text.as_ref().map(|text| self.keys_by_text(text)).transpose()?;
        Ok(Wanted { filter, text, reports: self.report_keys(filter)? })
    }

    /// Every statement of the reports that the filter names, all readings.
    pub(crate) fn keys_of_reports(&self, filter: &Filter) -> Faulty<Vec<i64>> {
        let mut query = self.storage.db.prepare_cached("SELECT first, count FROM view_reading WHERE report = ?1 ORDER BY key")?;
        let mut keys = Vec::new();
        for report in self.report_keys(filter)?.unwrap_or_default() {
            let mut rows = query.query([report])?;
            while let Some(row) = rows.next()? {
                let (first, count): (i64, i64) = (row.get(0)?, row.get(1)?);
                keys.extend(first..first + count);
            }
        }
        Ok(keys)
    }

    /// Numbers of statements in passages that a full-text query finds, ascending.
    fn keys_by_text(&self, text: &str) -> Faulty<Vec<i64>> {
        let db = &self.storage.db;
        let mut query = db.prepare_cached("SELECT rowid FROM view_text WHERE view_text MATCH ?1 ORDER BY rowid")?;
        let found = query.query_map([text], |row| row.get(0)).and_then(Iterator::collect);
        let rowids: Vec<i64> = found.map_err(|error| query_error(error, text))?;
        let mut keys = Vec::new();
        for hits in rowids.chunk_by(|a, b| a / 4096 == b / 4096) {
            let Some(report_key) = hits.first().map(|rowid| rowid / 4096) else { continue };
            let report = crate::log::report_at(db, report_key)?;
            let spans: Vec<registan_types::Span> = hits
                .iter()
                .map(|rowid| usize::try_from(rowid % 4096).unwrap_or(0))
                .map(|part| report.blocks.get(part).map_or(registan_types::Span::new(0, report.text.len()), |block| block.span))
                .collect();
            let mut readings = db.prepare_cached("SELECT first, count FROM view_reading WHERE report = ?1 ORDER BY key")?;
            let ranges: Vec<(i64, i64)> =
                readings.query_map([report_key], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
            for (first, count) in ranges {
                let statements = crate::log::statements_from(db, first, count)?;
                let hit = |logged: &LoggedStatement| spans.iter().any(|span| span.overlaps(logged.statement.evidence.span));
                keys.extend(statements.iter().filter(|logged| hit(logged)).map(|logged| logged.key));
            }
        }
        keys.sort_unstable();
        Ok(keys)
    }

    fn keys_by_frame(&self, frame: &str) -> Faulty<Vec<i64>> {
        let mut query = self.storage.db.prepare_cached("SELECT key FROM log_frame WHERE name = ?1")?;
        match query.query_row([frame], |row| row.get(0)).optional()? {
            Some(frame) => self.keys_of_frame(frame),
            None => Ok(Vec::new()),
        }
    }

    /// Statements with a frame, by its number; ascending.
    pub(crate) fn keys_of_frame(&self, frame: i64) -> Faulty<Vec<i64>> {
        let mut query =
            self.storage.db.prepare_cached("SELECT place, entries FROM view_frame WHERE place >= ?1 AND place < ?2 ORDER BY place")?;
        let mut rows = query.query([FrameEntry::row(frame, 0), FrameEntry::row(frame + 1, 0)])?;
        let mut keys = Vec::new();
        while let Some(row) = rows.next()? {
            for entry in entries::<FrameEntry>(row.get(0)?, blob(row, 1)?) {
                keys.push(entry?.0);
            }
        }
        Ok(keys)
    }

    /// Statements by number in the order of report and place.
    fn arrange(&self, filter: &Filter, keys: &[i64]) -> Faulty<Vec<Range>> {
        let db = &self.storage.db;
        let only = self.report_keys(filter)?;
        let mut query = db.prepare_cached(
            "SELECT r.uri, r.id, s.reading, r.key FROM view_statement s JOIN view_report r ON r.key = s.report WHERE s.key = ?1",
        )?;
        let mut placed: Vec<(Standing, i64)> = Vec::new();
        for key in keys {
            let place = query.query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).optional()?;
            placed.extend(place.map(|place| (place, *key)));
        }
        placed.retain(|((.., report), _)| only.as_ref().is_none_or(|only| only.contains(report)));
        placed.sort();
        let same_report = |a: &(Standing, i64), b: &(Standing, i64)| a.0.1 == b.0.1;
        Ok(placed.chunk_by(same_report).map(|group| Range::Some(group.iter().map(|(_, key)| *key).collect())).collect())
    }

    /// Every reading in the order of its report's address.
    fn all_readings(&self, filter: &Filter) -> Faulty<Vec<Range>> {
        let limits = params![self.limits.seq, self.limits.known];
        let whole = |first, count| Range::Whole { first, count };
        let Some(only) = self.report_keys(filter)? else {
            let mut query = self.storage.db.prepare_cached(
                "SELECT d.first, d.count FROM view_report r JOIN view_reading d ON d.report = r.key
                 WHERE d.key <= ?1 AND (?2 IS NULL OR r.known_day <= ?2) ORDER BY r.uri, r.id, d.key",
            )?;
            let rows = query.query_map(limits, |row| Ok(whole(row.get(0)?, row.get(1)?)))?;
            return Ok(rows.collect::<Result<_, _>>()?);
        };
        let mut query = self.storage.db.prepare_cached(
            "SELECT r.uri, r.id, d.key, d.first, d.count FROM view_report r JOIN view_reading d ON d.report = r.key
             WHERE r.key = ?3 AND d.key <= ?1 AND (?2 IS NULL OR r.known_day <= ?2)",
        )?;
        let mut placed: Vec<(ReadingPlace, Range)> = Vec::new();
        for report in only {
            let mut rows = query.query(params![self.limits.seq, self.limits.known, report])?;
            while let Some(row) = rows.next()? {
                placed.push(((row.get(0)?, row.get(1)?, row.get(2)?), whole(row.get(3)?, row.get(4)?)));
            }
        }
        placed.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(placed.into_iter().map(|(_, range)| range).collect())
    }

    /// The reports that the filter names, if it names any.
    fn report_keys(&self, filter: &Filter) -> Faulty<Option<Vec<i64>>> {
        let db = &self.storage.db;
        let mut keys: Option<Vec<i64>> = None;
        if let Some(id) = filter.report {
            let mut query = db.prepare_cached("SELECT key FROM view_report WHERE id = ?1 AND erased IS NULL")?;
            keys = Some(query.query_map([id.bytes().as_slice()], |row| row.get(0))?.collect::<Result<_, _>>()?);
        }
        if let Some(uri) = &filter.uri {
            let mut query = db.prepare_cached("SELECT DISTINCT report FROM view_source WHERE uri = ?1 OR substr(uri, -length(?2)) = ?2")?;
            let tail = format!("/{uri}");
            let found: Vec<i64> = query.query_map([uri, &tail], |row| row.get(0))?.collect::<Result<_, _>>()?;
            keys = Some(match keys {
                Some(former) => former.into_iter().filter(|key| found.contains(key)).collect(),
                None => found,
            });
        }
        Ok(keys)
    }
}

/// The bytes in a column.
pub(crate) fn blob<'r>(row: &'r Row<'_>, column: usize) -> Faulty<&'r [u8]> {
    row.get_ref(column)?.as_blob().map_err(|error| Fault::Sql(error.into()))
}

/// Where a reading stands in the order of all: address, report and entry.
type ReadingPlace = (String, [u8; 16], i64);

/// Where a statement stands in the order of all: address, report, reading, and the report's number.
type Standing = (String, [u8; 16], i64, i64);

/// What was looked up before, or looks it up.
fn shared<T>(known: &mut ByNumber<Arc<T>>, key: i64, look: impl FnOnce(i64) -> Faulty<Arc<T>>) -> Faulty<Arc<T>> {
    if let Some(value) = known.get(&key) {
        return Ok(Arc::clone(value));
    }
    let value = look(key)?;
    known.insert(key, Arc::clone(&value));
    Ok(value)
}
