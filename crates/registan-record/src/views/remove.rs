//! Taking a removed report out of every view.

use registan_types::Report;
use rusqlite::{Connection, OptionalExtension, params};

use super::apply::{count_press, passages};
use super::rows::{known_day, rows, year_of};
use super::{passage_segment, posting, statement_segment};
use crate::identity::fingerprint;
use crate::log::{FrameKeys, LoggedStatement};
use crate::storage::{Fault, Faulty};

/// Takes a report's rows out of the views. `readings` are numbers of entries, `statements` those of all of them.
pub(crate) fn remove_report(db: &Connection, key: i64, report: &Report, readings: &[i64], statements: &[LoggedStatement]) -> Faulty<()> {
    for (rowid, passage) in passages(key, report) {
        // An index without content must be told what it is to forget.
        db.prepare_cached("INSERT INTO view_text (view_text, rowid, passage) VALUES ('delete', ?1, ?2)")?
            .execute(params![rowid, passage])?;
    }
    for logged in statements {
        remove_statement(db, key, report, logged)?;
    }
    count_press(db, report.published, -1)?;
    super::kin::remove(db, key, report)?;
    for reading in readings {
        db.execute("DELETE FROM view_reading WHERE key = ?1", [reading])?;
        db.execute("DELETE FROM view_reading_end WHERE reading = ?1", [reading])?;
    }
    db.execute("DELETE FROM view_source WHERE report = ?1", [key])?;
    db.execute("DELETE FROM view_superseded WHERE report = ?1", [key])?;
    db.execute("DELETE FROM view_report WHERE key = ?1", [key])?;
    Ok(())
}

/// Takes a statement out of the postings of a pair in a segment.
fn remove_posting(db: &Connection, (segment, pair): (i64, i64), statement: i64) -> Faulty<()> {
    let mut query = db.prepare_cached("SELECT postings FROM view_pair WHERE segment = ?1 AND pair = ?2")?;
    let Some(bytes) = query.query_row([segment, pair], |row| row.get::<_, Vec<u8>>(0)).optional()? else { return Ok(()) };
    let (kept, heads) = posting::without(segment, &bytes, statement).map_err(Fault::corrupt("postings of a pair", pair))?;
    let years = || heads.iter().map(|head| year_of(head.day()));
    match years().min().zip(years().max()) {
        Some((first, last)) => db
            .prepare_cached("UPDATE view_pair SET first_year = ?3, last_year = ?4, postings = ?5 WHERE segment = ?1 AND pair = ?2")?
            .execute(params![segment, pair, first, last, kept])?,
        None => db.prepare_cached("DELETE FROM view_pair WHERE segment = ?1 AND pair = ?2")?.execute([segment, pair])?,
    };
    Ok(())
}

fn remove_statement(db: &Connection, report_key: i64, report: &Report, logged: &LoggedStatement) -> Faulty<()> {
    let key = logged.key;
    let segment = statement_segment(key);
    let rows = rows(&logged.statement, report_key, known_day(report.published));
    let frame = FrameKeys::default().key(db, &logged.statement.frame)?;
    db.execute("DELETE FROM view_statement WHERE key = ?1", [key])?;
    db.execute("DELETE FROM view_print WHERE statement = ?1", [key])?;
    db.execute("DELETE FROM view_statement_id WHERE segment = ?1 AND id = ?2 AND key = ?3", params![segment, logged.id.0.as_slice(), key])?;
    db.execute("DELETE FROM view_frame WHERE frame = ?1 AND statement = ?2", [frame, key])?;
    db.execute(
        "DELETE FROM view_cell WHERE year = ?1 AND parties = ?2 AND frame = ?3 AND statement = ?4",
        [rows.year, rows.sides, frame, key],
    )?;
    for (party, role) in &rows.parties {
        db.prepare_cached("DELETE FROM view_party WHERE segment = ?1 AND party = ?2 AND role = ?3 AND statement = ?4")?
            .execute(params![segment, party, *role as i64, key])?;
    }
    for pair in &rows.pairs {
        remove_posting(db, (segment, *pair), key)?;
    }
    if let Some(print) = fingerprint(logged.statement.evidence.span.of(&report.text)) {
        for band in print.bands() {
            db.prepare_cached("DELETE FROM view_passage WHERE segment = ?1 AND band = ?2 AND report = ?3 AND sentence = ?4")?
                .execute(params![passage_segment(report_key), band, report_key, logged.statement.evidence.sentence])?;
        }
    }
    Ok(())
}
