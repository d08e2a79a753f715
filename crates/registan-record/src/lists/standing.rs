//! How far what is told of a happening is from being counted in a series.

use registan_types::{Polarity, Reality};

use rusqlite::params;

use crate::query::{Days, STATEMENT_IN_FORCE, Snapshot, StoredStatement};
use crate::storage::Faulty;
use crate::storage::choices::Choice;
use crate::views::{day_number, known_day};

/// How far a statement is from being counted in a series of two parties, the nearest first: what a series leaves out, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// Counted, with a PLOVER type.
    Coded,
    /// Counted, but neither for nor against: it has no PLOVER type.
    Uncoded,
    /// Of a time longer than a month, or open at one end: it belongs to no one stretch.
    Vague,
    /// Without a day, in a report without a date.
    Undated,
    /// Denied, or something else than actual.
    Unreal,
}

/// Times longer than this, in days, belong to no stretch.
const LONGEST: i64 = 31;

impl Choice for Standing {
    const STORED: &'static [Self] = &[Self::Coded, Self::Uncoded, Self::Vague, Self::Undated, Self::Unreal];
    const WHAT: &'static str = "standing";
}

/// What of a statement tells how far it is from being counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Countable {
    pub(super) is_fact: bool,
    pub(super) is_coded: bool,
    pub(super) days: Days,
    pub(super) known_day: Option<i64>,
}

impl Countable {
    pub(super) fn of(stored: &StoredStatement) -> Self {
        let statement = &stored.statement;
        let time = statement.time.as_ref().and_then(|time| time.edtf);
        let (first, last) = (time.and_then(|time| time.first_day()), time.and_then(|time| time.last_day()));
        Self {
            is_fact: statement.polarity == Polarity::Affirmed && statement.reality == Reality::Actual,
            is_coded: statement.plover.is_some(),
            days: Days { first: first.map(day_number), last: last.map(day_number) },
            known_day: known_day(stored.report.published),
        }
    }

    pub(super) fn standing(self) -> Standing {
        match (self.days.first, self.days.last) {
            _ if !self.is_fact => Standing::Unreal,
            (Some(first), Some(last)) if last - first > LONGEST => Standing::Vague,
            (Some(_), None) | (None, Some(_)) => Standing::Vague,
            (None, None) if self.known_day.is_none() => Standing::Undated,
            _ if self.is_coded => Standing::Coded,
            _ => Standing::Uncoded,
        }
    }
}

impl Snapshot {
    /// Statements by number, of those in force, with how far each is from being counted.
    pub(super) fn countable(&self, keys: &[i64]) -> Faulty<Vec<(i64, Standing)>> {
        let sql = format!(
            "SELECT s.polarity, s.reality, s.plover IS NOT NULL, s.first_day, s.last_day, s.known_day FROM view_statement s
             WHERE s.key = ?3 AND {STATEMENT_IN_FORCE}"
        );
        let mut query = self.storage.db.prepare_cached(&sql)?;
        let mut found = Vec::with_capacity(keys.len());
        for key in keys {
            let mut rows = query.query(params![self.limits.seq, self.limits.known, key])?;
            let Some(row) = rows.next()? else { continue };
            let is_fact = row.get::<_, u8>(0)? == Polarity::Affirmed.number() && row.get::<_, u8>(1)? == Reality::Actual.number();
            let days = Days { first: row.get(3)?, last: row.get(4)? };
            found.push((*key, Countable { is_fact, is_coded: row.get(2)?, days, known_day: row.get(5)? }.standing()));
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_reason_that_holds_counts() {
        let counted = Countable { is_fact: true, is_coded: true, days: Days { first: Some(0), last: Some(31) }, known_day: None };
        let timed = |first, last| Countable { days: Days { first, last }, ..counted }.standing();
        assert_eq!(counted.standing(), Standing::Coded);
        assert_eq!(Countable { is_coded: false, ..counted }.standing(), Standing::Uncoded);
        assert_eq!(Countable { is_fact: false, ..counted }.standing(), Standing::Unreal);
        assert_eq!(
            (timed(Some(0), Some(32)), timed(Some(0), None), timed(None, None)),
            (Standing::Vague, Standing::Vague, Standing::Undated)
        );
    }
}
