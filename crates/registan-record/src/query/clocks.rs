//! The three clocks of a question, each its own type so that none can stand in for another.

use jiff::civil::Date;
use registan_types::RecordedAt;
use rusqlite::{Connection, params};

use crate::log::number_of;
use crate::storage::Faulty;
use crate::views::day_number;

/// As of when a question is asked. `None` means: no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clocks {
    /// A day of the world: what holds on it, and what had happened by then.
    pub as_of: Option<Date>,
    /// What was published by the end of this day. Reports whose date is unknown, or may be later, do not count.
    pub known: Option<Date>,
    /// What this record had learnt by this moment.
    pub recorded: Option<RecordedAt>,
}

/// The clocks as the tables know them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// The last entry of the log that counts.
    pub(crate) seq: i64,
    /// The last day of publication that counts.
    pub(crate) known: Option<i64>,
    /// The last day of the world that counts.
    pub(crate) as_of: Option<i64>,
}

impl Limits {
    pub(crate) fn of(db: &Connection, clocks: Clocks) -> Faulty<Self> {
        let moment = clocks.recorded.map_or(i64::MAX, number_of);
        // Moments never fall along the log, so what was known at one is a beginning of it.
        let seq = db.query_row("SELECT coalesce(max(seq), 0) FROM log_entry WHERE at <= ?1", params![moment], |row| row.get(0))?;
        Ok(Self { seq, known: clocks.known.map(day_number), as_of: clocks.as_of.map(day_number) })
    }
}

/// Whether a row `s` of `view_statement` is in force: `?1` is the last entry, `?2` the last day of publication or null.
pub(crate) const STATEMENT_IN_FORCE: &str = "s.reading <= ?1
  AND (?2 IS NULL OR s.known_day <= ?2)
  AND NOT EXISTS (SELECT 1 FROM view_reading_end e WHERE e.reading = s.reading AND e.seq <= ?1)
  AND NOT EXISTS (SELECT 1 FROM view_superseded x WHERE x.report = s.report AND x.seq <= ?1
                  AND (?2 IS NULL OR x.known_day IS NULL OR x.known_day <= ?2))";

/// The same for a row `s`, former readings and superseded reports included.
pub(crate) const STATEMENT_EVER: &str = "s.reading <= ?1 AND (?2 IS NULL OR s.known_day <= ?2)";
