//! The views' tables: indexes over the log, kept up to date entry by entry, and made anew from it at will.
//!
//! Every row follows from the log alone, by [`apply`]. Making the views anew is applying every entry again.

mod apply;
mod digest;
mod kin;
mod postings;
mod remove;
mod rows;

pub(crate) use apply::{Carried, apply, find_report};
pub(crate) use digest::digest;
pub(crate) use postings::Postings;
pub(crate) use remove::remove_report;
pub(crate) use rows::{NO_DAY, Role, date_of_day, day_number, participants, voices};

use rusqlite::{Connection, params};

use crate::log::entry_after;
use crate::storage::Faulty;
use crate::storage::schema::{VIEW_DEFINITIONS, VIEW_TABLES, VIEWS};

/// The segment that a report's passages stand in: a thousand reports, each with two entries of the log.
pub(crate) fn passage_segment(report: i64) -> i64 {
    report >> 11
}

/// The segment that a report's beginning stands in. Larger, since every segment is searched for kin of a report without a date.
pub(crate) fn lead_segment(report: i64) -> i64 {
    report >> 13
}

/// The segment that a statement's rows stand in.
pub(crate) fn statement_segment(statement: i64) -> i64 {
    statement >> 16
}

/// Whether the views are of this program's version.
pub(crate) fn are_current(db: &Connection) -> Faulty<bool> {
    let stored: String = db.query_row("SELECT coalesce((SELECT value FROM meta WHERE name = 'views'), '')", [], |row| row.get(0))?;
    Ok(stored == VIEWS)
}

/// Drops every view and makes it anew from the log, inside the caller's transaction.
pub(crate) fn rebuild(db: &Connection) -> Faulty<()> {
    db.flush_prepared_statement_cache();
    for table in VIEW_TABLES.iter().chain(&["view_text"]) {
        db.execute_batch(&format!("DROP TABLE IF EXISTS {table}"))?;
    }
    db.execute_batch(VIEW_DEFINITIONS)?;
    let mut seq = 0;
    let mut postings = Postings::default();
    while let Some(logged) = entry_after(db, seq)? {
        seq = logged.seq;
        apply(db, &logged, Carried::FromLog, &mut postings)?;
    }
    postings.flush(db)?;
    db.execute("INSERT OR REPLACE INTO meta VALUES ('views', ?1)", params![VIEWS])?;
    Ok(())
}
