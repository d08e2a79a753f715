//! What the index of pairs tells of statements without reading them.

use std::collections::BTreeSet;
use std::sync::Arc;

use rusqlite::OptionalExtension;

use super::{Snapshot, blob};
use crate::Corruption;
use crate::storage::by_number::ByNumber;
use crate::storage::{Fault, Faulty};
use crate::views::{Head, PairPostings};

/// Every year.
pub(crate) const EVER: (i64, i64) = (i64::MIN, i64::MAX);

impl Snapshot {
    /// Goes over the postings of a pair in the order of statements, each with the bytes of its outline. Segments without any cell between two
    /// years, both included, are passed over; what stands in the others must still be checked.
    pub(crate) fn each_posting(&self, pair: i64, years: (i64, i64), take: impl FnMut(Head, &[u8]) -> Faulty<()>) -> Faulty<()> {
        self.each_posting_with(pair, years, |_| true, take)
    }

    /// The same, of statements whose frame is wanted.
    pub(crate) fn each_posting_with(
        &self,
        pair: i64,
        years: (i64, i64),
        wanted: impl Fn(i64) -> bool,
        mut take: impl FnMut(Head, &[u8]) -> Faulty<()>,
    ) -> Faulty<()> {
        let mut query = self.storage.db.prepare_cached("SELECT postings FROM view_pair WHERE rowid = ?1")?;
        let stretches = self.stretches(pair)?;
        for stretch in stretches.iter().filter(|stretch| stretch.last_year >= years.0 && stretch.first_year <= years.1) {
            let mut rows = query.query([stretch.row])?;
            let Some(row) = rows.next()? else { continue };
            let mut postings = PairPostings::new(stretch.segment, blob(row, 0)?);
            while let Some(posting) = postings.next_with(&wanted) {
                let (head, outline) = posting.map_err(damaged(pair))?;
                take(head, outline)?;
            }
        }
        Ok(())
    }

    /// Where the postings of a pair stand, and what years they are of; of the pair that was asked about last they are remembered.
    pub(crate) fn stretches(&self, pair: i64) -> Faulty<Arc<[Stretch]>> {
        if let Some((_, stretches)) = self.lately.borrow().as_ref().filter(|(lately, _)| *lately == pair) {
            return Ok(Arc::clone(stretches));
        }
        let mut query =
            self.storage.db.prepare_cached("SELECT rowid, first_year, last_year FROM view_pair WHERE segment = ?1 AND pair = ?2")?;
        let mut found = Vec::new();
        for segment in 0..=self.last_segment()? {
            let mut rows = query.query([segment, pair])?;
            if let Some(row) = rows.next()? {
                found.push(Stretch { segment, row: row.get(0)?, first_year: row.get(1)?, last_year: row.get(2)? });
            }
        }
        let stretches: Arc<[Stretch]> = found.into();
        self.lately.replace(Some((pair, Arc::clone(&stretches))));
        Ok(stretches)
    }

    /// Statements that the index of pairs has under a key, those with one of `frames` where any are given; ascending.
    pub(crate) fn keys_of_pair(&self, pair: i64, frames: Option<&BTreeSet<i64>>) -> Faulty<Vec<i64>> {
        let mut keys = Vec::new();
        let wanted = |frame: i64| frames.is_none_or(|frames| frames.contains(&frame));
        self.each_posting_with(pair, EVER, wanted, |head, _| {
            keys.push(head.statement);
            Ok(())
        })?;
        Ok(keys)
    }

    /// What tells of postings whether they count on the snapshot's clocks.
    pub(crate) fn force(&self) -> Faulty<Force<'_>> {
        let any = |sql: &str| -> Faulty<bool> { Ok(self.storage.db.prepare_cached(sql)?.exists([])?) };
        Ok(Force {
            snapshot: self,
            any_ended: any("SELECT 1 FROM view_reading_end LIMIT 1")?,
            any_superseded: any("SELECT 1 FROM view_superseded LIMIT 1")?,
            readings: ByNumber::default(),
        })
    }
}

/// The postings of a pair in one segment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    segment: i64,
    /// Its row in the index.
    row: i64,
    /// The first and the last year of their cells.
    pub(crate) first_year: i64,
    pub(crate) last_year: i64,
}

/// Damage to the postings of a pair.
pub(crate) fn damaged(pair: i64) -> impl FnOnce(Corruption) -> Fault {
    Fault::corrupt("postings of a pair", pair)
}

/// Tells which postings count, by what [`super::STATEMENT_IN_FORCE`] says of statements.
pub(crate) struct Force<'s> {
    snapshot: &'s Snapshot,
    any_ended: bool,
    any_superseded: bool,
    /// Whether readings count that were met.
    readings: ByNumber<bool>,
}

impl Force<'_> {
    /// Whether a statement is in force.
    pub(crate) fn admits(&mut self, head: &Head) -> Faulty<bool> {
        let limits = self.snapshot.limits;
        if head.reading > limits.seq || limits.known.is_some_and(|known| head.known_day.is_none_or(|day| day > known)) {
            return Ok(false);
        }
        if !self.any_ended && !self.any_superseded {
            return Ok(true);
        }
        if let Some(counts) = self.readings.get(&head.reading) {
            return Ok(*counts);
        }
        let counts = self.counts(head)?;
        self.readings.insert(head.reading, counts);
        Ok(counts)
    }

    fn counts(&self, head: &Head) -> Faulty<bool> {
        let (db, limits) = (&self.snapshot.storage.db, self.snapshot.limits);
        let mut ended = db.prepare_cached("SELECT 1 FROM view_reading_end WHERE reading = ?1 AND seq <= ?2")?;
        if ended.query_row([head.reading, limits.seq], |_| Ok(())).optional()?.is_some() {
            return Ok(false);
        }
        let mut superseded = db.prepare_cached(
            "SELECT 1 FROM view_superseded WHERE report = ?1 AND seq <= ?2 AND (?3 IS NULL OR known_day IS NULL OR known_day <= ?3)",
        )?;
        Ok(!superseded.exists(rusqlite::params![head.report, limits.seq, limits.known])?)
    }
}
