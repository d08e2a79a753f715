//! Appending to the log. Every function here runs inside a transaction of its caller.

use std::collections::{HashMap, HashSet};

use registan_types::{FrameName, ReaderVersion, RecordedAt, ReportId, Statement, StatementId};
use rusqlite::{Connection, OptionalExtension, params};

use super::{Entry, Logged, Reading};
use crate::storage::{Faulty, entry_form, statement_form};

/// Appends an entry.
///
/// The record's time never runs backwards: an earlier moment than the last entry's is taken for that one, so that
/// what was known at a moment is always a beginning of the log.
pub(crate) fn append(db: &Connection, entry: Entry, at: RecordedAt) -> Faulty<Logged> {
    let last: Option<(i64, i64)> = db
        .prepare_cached("SELECT seq, at FROM log_entry ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (seq, earliest) = last.map_or((1, i64::MIN), |(seq, at)| (seq + 1, at));
    let moment = nanoseconds(at).max(earliest);
    db.prepare_cached("INSERT INTO log_entry (seq, kind, at, body) VALUES (?1, ?2, ?3, ?4)")?.execute(params![
        seq,
        entry_form::kind(&entry),
        moment,
        entry_form::to_bytes(&entry)
    ])?;
    Ok(Logged { seq, at: moment_of(moment), entry })
}

/// Appends a reading with its statements, and returns the identities they got.
pub(crate) fn append_reading(
    db: &Connection,
    report: ReportId,
    reading: &Reading,
    at: RecordedAt,
    names: &mut FrameKeys,
) -> Faulty<(Logged, Vec<StatementId>)> {
    let last: Option<i64> = db.prepare_cached("SELECT max(key) FROM log_statement")?.query_row([], |row| row.get(0))?;
    let first = last.unwrap_or(0) + 1;
    let mut ids = Vec::with_capacity(reading.statements.len());
    for (key, statement) in (first..).zip(&reading.statements) {
        let id = statement.id(report, &reading.reader);
        append_statement(db, key, id, statement, names)?;
        ids.push(id);
    }
    let entry = Entry::ReadingAdded {
        report,
        reader: reader_key(db, &reading.reader)?,
        first,
        count: u32::try_from(reading.statements.len()).unwrap_or(u32::MAX),
        sentences: reading.sentences,
        unread: reading.unread.clone(),
    };
    Ok((append(db, entry, at)?, ids))
}

fn append_statement(db: &Connection, key: i64, id: StatementId, statement: &Statement, names: &mut FrameKeys) -> Faulty<()> {
    let frame = names.key(db, &statement.frame)?;
    if statement.relation.is_some() {
        names.note_relation(db, frame)?;
    }
    db.prepare_cached("INSERT INTO log_statement (key, id, body) VALUES (?1, ?2, ?3)")?.execute(params![
        key,
        id.0.as_slice(),
        statement_form::to_bytes(statement)
    ])?;
    Ok(())
}

/// Numbers of frames' names, looked up once. Good for one transaction: what it gives out is undone with it.
#[derive(Debug, Default)]
pub(crate) struct FrameKeys {
    keys: HashMap<FrameName, i64>,
    relational: HashSet<i64>,
}

impl FrameKeys {
    /// The number of a frame's name, given out at first use.
    pub(crate) fn key(&mut self, db: &Connection, frame: &FrameName) -> Faulty<i64> {
        if let Some(key) = self.keys.get(frame) {
            return Ok(*key);
        }
        let key = frame_key(db, frame.as_str())?;
        self.keys.insert(frame.clone(), key);
        Ok(key)
    }

    /// Notes that a statement with the frame had a relation.
    fn note_relation(&mut self, db: &Connection, frame: i64) -> Faulty<()> {
        if self.relational.insert(frame) {
            db.prepare_cached("UPDATE log_frame SET relational = 1 WHERE key = ?1 AND relational = 0")?.execute([frame])?;
        }
        Ok(())
    }
}

fn frame_key(db: &Connection, name: &str) -> Faulty<i64> {
    let known = db.prepare_cached("SELECT key FROM log_frame WHERE name = ?1")?.query_row([name], |row| row.get(0)).optional()?;
    if let Some(key) = known {
        return Ok(key);
    }
    db.prepare_cached("INSERT INTO log_frame (name) VALUES (?1)")?.execute([name])?;
    Ok(db.last_insert_rowid())
}

/// The number of a reader's version, given out at first use.
pub(crate) fn reader_key(db: &Connection, reader: &ReaderVersion) -> Faulty<i64> {
    if let Some(key) = find_reader(db, reader)? {
        return Ok(key);
    }
    let fields = params![reader.version, reader.model, reader.frames, reader.knowledge];
    db.prepare_cached("INSERT INTO log_reader (version, model, frames, knowledge) VALUES (?1, ?2, ?3, ?4)")?.execute(fields)?;
    Ok(db.last_insert_rowid())
}

/// The number of a reader's version, if it has one.
pub(crate) fn find_reader(db: &Connection, reader: &ReaderVersion) -> Faulty<Option<i64>> {
    let mut query = db.prepare_cached("SELECT key FROM log_reader WHERE version = ?1 AND model = ?2 AND frames = ?3 AND knowledge = ?4")?;
    Ok(query.query_row(params![reader.version, reader.model, reader.frames, reader.knowledge], |row| row.get(0)).optional()?)
}

/// Takes a removed report's text and statements out of the log. Their entries stay, blank.
pub(crate) fn blank_report(db: &Connection, entries: &[i64], statements: &[(i64, i64)]) -> Faulty<()> {
    for entry in entries {
        db.prepare_cached("UPDATE log_entry SET kind = ?1, body = x'' WHERE seq = ?2")?.execute(params![entry_form::BLANK, entry])?;
    }
    for (first, count) in statements {
        db.prepare_cached("DELETE FROM log_statement WHERE key >= ?1 AND key < ?2")?.execute(params![first, first + count])?;
    }
    Ok(())
}

fn nanoseconds(at: RecordedAt) -> i64 {
    i64::try_from(at.0.as_nanosecond()).unwrap_or(if at.0.as_nanosecond() < 0 { i64::MIN } else { i64::MAX })
}

/// The moment of a stored number.
pub(crate) fn moment_of(nanoseconds: i64) -> RecordedAt {
    // Every i64 of nanoseconds lies within what a timestamp can hold (years 1677 to 2262).
    RecordedAt(jiff::Timestamp::from_nanosecond(i128::from(nanoseconds)).unwrap_or(jiff::Timestamp::UNIX_EPOCH))
}

/// The number of a moment, as stored.
pub(crate) fn number_of(at: RecordedAt) -> i64 {
    nanoseconds(at)
}
