//! Taking a removed report out of every view.

use registan_types::Report;
use rusqlite::{Connection, params};

use super::apply::{count_press, passages};
use super::rows::{known_day, rows};
use super::{segment, statement_segment};
use crate::identity::fingerprint;
use crate::log::{LoggedStatement, frame_key};
use crate::storage::Faulty;

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

fn remove_statement(db: &Connection, report_key: i64, report: &Report, logged: &LoggedStatement) -> Faulty<()> {
    let key = logged.key;
    let rows = rows(&logged.statement, report_key, known_day(report.published));
    let frame = frame_key(db, logged.statement.frame.as_str())?;
    db.execute("DELETE FROM view_statement WHERE key = ?1", [key])?;
    db.execute(
        "DELETE FROM view_statement_id WHERE segment = ?1 AND id = ?2 AND key = ?3",
        params![statement_segment(key), logged.id.0.as_slice(), key],
    )?;
    db.execute(
        "DELETE FROM view_frame WHERE frame = ?1 AND coarse = ?2 AND day = ?3 AND statement = ?4",
        params![frame, rows.coarse, rows.day, key],
    )?;
    db.execute(
        "DELETE FROM view_cell WHERE parties = ?1 AND year = ?2 AND frame = ?3 AND statement = ?4",
        [rows.sides, rows.year, frame, key],
    )?;
    for (party, role) in &rows.parties {
        db.prepare_cached(
            "DELETE FROM view_party WHERE party = ?1 AND role = ?2 AND frame = ?3 AND coarse = ?4 AND day = ?5 AND statement = ?6",
        )?
        .execute(params![party, *role as i64, frame, rows.coarse, rows.day, key])?;
    }
    for pair in &rows.pairs {
        db.prepare_cached("DELETE FROM view_pair WHERE pair = ?1 AND frame = ?2 AND coarse = ?3 AND day = ?4 AND statement = ?5")?
            .execute(params![pair, frame, rows.coarse, rows.day, key])?;
    }
    if let Some(print) = fingerprint(logged.statement.evidence.span.of(&report.text)) {
        for band in print.bands() {
            db.prepare_cached("DELETE FROM view_passage WHERE segment = ?1 AND band = ?2 AND report = ?3 AND sentence = ?4")?
                .execute(params![segment(report_key), band, report_key, logged.statement.evidence.sentence])?;
        }
    }
    Ok(())
}
