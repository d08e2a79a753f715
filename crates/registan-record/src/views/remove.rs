//! Taking a removed report out of every view.

use registan_types::Report;
use rusqlite::{Connection, OptionalExtension, params};

use super::apply::{count_press, passages};
use super::packed::{CellEntry, FrameEntry, IdEntry, PartyEntry, PassageEntry, PrintEntry, part_of, take_out};
use super::rows::{known_day, rows, year_of};
use super::{posting, statement_segment};
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
    let print = PrintEntry::row(key);
    take_out(db, ("view_print", "place = ?1", &[print]), print, |entry: &PrintEntry| entry.statement == key)?;
    let id = IdEntry::row(segment, &logged.id.0);
    take_out(db, ("view_statement_id", "place = ?1", &[id]), id, |entry: &IdEntry| entry.statement == key)?;
    let part = part_of(key);
    let of_frame = FrameEntry::row(frame, part);
    take_out(db, ("view_frame", "place = ?1", &[of_frame]), of_frame, |entry: &FrameEntry| entry.0 == key)?;
    let cell = ("view_cell", "year = ?1 AND parties = ?2 AND part = ?3", &[rows.year, rows.sides, part][..]);
    take_out(db, cell, part, |entry: &CellEntry| entry.statement == key)?;
    for (party, role) in &rows.parties {
        let of_party = ("view_party", "part = ?1 AND party = ?2 AND role = ?3", &[part, *party, *role as i64][..]);
        take_out(db, of_party, part, |entry: &PartyEntry| entry.statement == key)?;
    }
    for pair in &rows.pairs {
        remove_posting(db, (segment, *pair), key)?;
    }
    if let Some(print) = fingerprint(logged.statement.evidence.span.of(&report.text)) {
        for band in print.bands() {
            let row = PassageEntry::row(PassageEntry::segment(report_key), band);
            take_out(db, ("view_passage", "place = ?1", &[row]), row, |entry: &PassageEntry| entry.report == report_key)?;
        }
    }
    Ok(())
}
