//! Reading the log.

use registan_types::{Report, Statement, StatementId};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::append::moment_of;
use super::{Entry, Logged};
use crate::Corruption;
use crate::storage::{Fault, Faulty, entry_form, statement_form};

/// The first entry behind a number.
pub(crate) fn entry_after(db: &Connection, seq: i64) -> Faulty<Option<Logged>> {
    let raw = db
        .prepare_cached("SELECT seq, kind, at, body FROM log_entry WHERE seq > ?1 ORDER BY seq LIMIT 1")?
        .query_row([seq], raw_entry)
        .optional()?;
    raw.map(logged).transpose()
}

/// The entry with a number.
pub(crate) fn entry_at(db: &Connection, seq: i64) -> Faulty<Option<Logged>> {
    let raw = db.prepare_cached("SELECT seq, kind, at, body FROM log_entry WHERE seq = ?1")?.query_row([seq], raw_entry).optional()?;
    raw.map(logged).transpose()
}

/// The report that an entry added.
pub(crate) fn report_at(db: &Connection, seq: i64) -> Faulty<Report> {
    match entry_at(db, seq)?.map(|logged| logged.entry) {
        Some(Entry::ReportAdded(report)) => Ok(*report),
        _ => Err(Fault::corrupt("log entry", seq)(Corruption::Missing("the report"))),
    }
}

type RawEntry = (i64, u8, i64, Vec<u8>);

fn raw_entry(row: &Row<'_>) -> rusqlite::Result<RawEntry> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn logged((seq, kind, at, body): RawEntry) -> Faulty<Logged> {
    let entry = entry_form::from_bytes(kind, &body).map_err(Fault::corrupt("log entry", seq))?;
    Ok(Logged { seq, at: moment_of(at), entry })
}

/// A statement with its number and identity.
#[derive(Debug, Clone)]
pub(crate) struct LoggedStatement {
    pub(crate) key: i64,
    pub(crate) id: StatementId,
    pub(crate) statement: Statement,
}

/// The statements with consecutive numbers.
pub(crate) fn statements_from(db: &Connection, first: i64, count: i64) -> Faulty<Vec<LoggedStatement>> {
    let mut query = db.prepare_cached("SELECT key, id, body FROM log_statement WHERE key >= ?1 AND key < ?2 ORDER BY key")?;
    let mut rows = query.query(params![first, first + count])?;
    let mut statements = Vec::new();
    while let Some(row) = rows.next()? {
        statements.push(statement_of(row)?);
    }
    Ok(statements)
}

/// Reads a row of key, id and body.
pub(crate) fn statement_of(row: &Row<'_>) -> Faulty<LoggedStatement> {
    let key: i64 = row.get(0)?;
    let id: [u8; 16] = row.get(1)?;
    let body = row.get_ref(2)?.as_blob().map_err(|error| Fault::Sql(error.into()))?;
    let statement = statement_form::from_bytes(body).map_err(Fault::corrupt("statement", key))?;
    Ok(LoggedStatement { key, id: StatementId(id), statement })
}
