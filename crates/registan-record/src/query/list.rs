//! Statements as a list that can be entered anywhere: first which there are, by the indexes alone, then those of a page in full.

use rusqlite::{OptionalExtension, params};

use super::{Days, Filter, Readings, STATEMENT_IN_FORCE, Snapshot, StoredStatement};
use crate::RecordError;
use crate::storage::Faulty;

/// Statements in force that a filter wants, in the order of their report's address and identity and their place in it: the same as
/// [`Snapshot::statements`] gives. Eight bytes each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatementList {
    keys: Vec<i64>,
}

impl StatementList {
    /// Statements by their numbers, in order.
    pub(crate) fn of(keys: Vec<i64>) -> Self {
        Self { keys }
    }

    /// Their numbers, in order.
    pub(crate) fn keys(&self) -> &[i64] {
        &self.keys
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

/// Where a report stands in the order of all: address and identity.
type Place = (String, [u8; 16]);

/// A statement by the numbers of its report and reading, and its own.
type Found = (i64, i64, i64);

impl Snapshot {
    /// Which statements a filter wants; only those in force.
    ///
    /// # Errors
    /// When the text query is wrong or the file cannot be read.
    pub fn statement_list(&self, filter: &Filter) -> Result<StatementList, RecordError> {
        self.read(|| {
            let keys = match self.wanted_keys(filter)? {
                Some(keys) => self.ordered(filter, &keys)?,
                None => self.all_in_order(filter)?,
            };
            Ok(StatementList { keys })
        })
    }

    /// The statements of a part of a list. The list must be of this snapshot's record and clocks.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn statements_in(&self, list: &StatementList, offset: usize, limit: usize) -> Result<Vec<StoredStatement>, RecordError> {
        let keys: Vec<i64> = list.keys.iter().skip(offset).take(limit).copied().collect();
        self.read(|| self.statements_by_key(&keys, Readings::InForce, self.limits.as_of))
    }

    fn ordered(&self, filter: &Filter, keys: &[i64]) -> Faulty<Vec<i64>> {
        let mut query = self.storage.db.prepare_cached(&format!(
            "SELECT s.report, s.reading, s.first_day, s.last_day FROM view_statement s
             WHERE s.key = ?3 AND {STATEMENT_IN_FORCE} AND (?4 IS NULL OR s.first_day IS NULL OR s.first_day <= ?4)"
        ))?;
        let mut found: Vec<Found> = Vec::new();
        for key in keys {
            let mut rows = query.query(params![self.limits.seq, self.limits.known, key, self.limits.as_of])?;
            if let Some(row) = rows.next()?
                && filter.admits_time(Days { first: row.get(2)?, last: row.get(3)? })
            {
                found.push((row.get(0)?, row.get(1)?, *key));
            }
        }
        found.sort_unstable();
        found.dedup();
        // Each report's place is looked up once.
        let mut reports: Vec<(Place, &[Found])> = Vec::new();
        let mut query = self.storage.db.prepare_cached("SELECT uri, id FROM view_report WHERE key = ?1")?;
        for statements in found.chunk_by(|a, b| a.0 == b.0) {
            let Some((report, ..)) = statements.first() else { continue };
            let place: Option<Place> = query.query_row([report], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            reports.extend(place.map(|place| (place, statements)));
        }
        reports.sort_unstable();
        Ok(reports.into_iter().flat_map(|(_, statements)| statements.iter().map(|(.., key)| *key)).collect())
    }

    pub(crate) fn all_in_order(&self, filter: &Filter) -> Faulty<Vec<i64>> {
        let mut query = self.storage.db.prepare_cached(&format!(
            "SELECT s.key, s.first_day, s.last_day FROM view_report r JOIN view_reading d ON d.report = r.key
             JOIN view_statement s ON s.key >= d.first AND s.key < d.first + d.count
             WHERE {STATEMENT_IN_FORCE} AND (?3 IS NULL OR s.first_day IS NULL OR s.first_day <= ?3)
             ORDER BY r.uri, r.id, d.key, s.key"
        ))?;
        let mut rows = query.query(params![self.limits.seq, self.limits.known, self.limits.as_of])?;
        let mut keys = Vec::new();
        while let Some(row) = rows.next()? {
            if filter.admits_time(Days { first: row.get(1)?, last: row.get(2)? }) {
                keys.push(row.get(0)?);
            }
        }
        Ok(keys)
    }
}
