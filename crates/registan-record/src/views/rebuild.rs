//! Making all views anew, part after part.
//!
//! Each part is a transaction of its own, so that the write-ahead file stays small however long the log is. Until the last one is
//! done the views are marked unfinished: nobody reads them, and whoever writes next goes on where it stopped, be it after a crash
//! or beside another process.

use registan_types::{Report, Statement, StatementId};
use rusqlite::{Connection, OptionalExtension, params};

use super::apply::{Carried, apply};
use super::postings::Postings;
use crate::Corruption;
use crate::log::{Entry, Logged, entry_after, statements_from};
use crate::storage::schema::{VIEW_DEFINITIONS, VIEW_TABLES, VIEWS};
use crate::storage::{Fault, Faulty};

/// About so many statements are a part.
const TOGETHER: i64 = 20_000;
/// So many entries of the log are a part, when they hold few statements.
const ENTRIES: usize = 2_000;

/// What the mark of unfinished views begins with; their version and the last entry that they know follow.
const UNFINISHED: &str = "unfinished";

/// Whether the views are of this program's version, and finished.
pub(crate) fn are_current(db: &Connection) -> Faulty<bool> {
    Ok(mark(db)?.as_deref() == Some(VIEWS))
}

fn mark(db: &Connection) -> Faulty<Option<String>> {
    Ok(db.prepare_cached("SELECT value FROM meta WHERE name = 'views'")?.query_row([], |row| row.get(0)).optional()?)
}

fn set_mark(db: &Connection, mark: &str) -> Faulty<()> {
    db.execute("INSERT OR REPLACE INTO meta VALUES ('views', ?1)", params![mark])?;
    Ok(())
}

/// The last entry that unfinished views of this version know.
fn reached(db: &Connection) -> Faulty<Option<i64>> {
    let mark = mark(db)?.unwrap_or_default();
    let mut words = mark.split(' ');
    let ours = words.next() == Some(UNFINISHED) && words.next() == Some(VIEWS);
    Ok(words.next().filter(|_| ours).and_then(|word| word.parse().ok()))
}

/// Drops every view, and marks what is there from now on as unfinished.
pub(crate) fn begin(db: &Connection) -> Faulty<()> {
    db.flush_prepared_statement_cache();
    // Overwriting what is dropped would write the whole file twice. Nothing is lost by leaving it in free pages: it repeats what the
    // log holds, and a lawful removal writes the file anew without any.
    db.pragma_update(None, "secure_delete", false)?;
    let dropped = drop_all(db);
    db.pragma_update(None, "secure_delete", true)?;
    dropped?;
    db.execute_batch(VIEW_DEFINITIONS)?;
    set_mark(db, &format!("{UNFINISHED} {VIEWS} 0"))
}

fn drop_all(db: &Connection) -> Faulty<()> {
    for table in VIEW_TABLES.iter().chain(&["view_text"]) {
        db.execute_batch(&format!("DROP TABLE IF EXISTS {table}"))?;
    }
    Ok(())
}

/// Brings unfinished views a part further, those of another version from the beginning. Returns whether they are finished.
pub(crate) fn go_on(db: &Connection) -> Faulty<bool> {
    if are_current(db)? {
        return Ok(true);
    }
    let Some(mut seq) = reached(db)? else {
        begin(db)?;
        return Ok(false);
    };
    let mut postings = Postings::default();
    let mut lately: Option<Box<Report>> = None;
    let mut room = TOGETHER;
    for _ in 0..ENTRIES {
        let Some(logged) = entry_after(db, seq)? else {
            postings.flush(db)?;
            set_mark(db, VIEWS)?;
            return Ok(true);
        };
        seq = logged.seq;
        room -= apply_logged(db, &logged, lately.as_deref(), &mut postings)?;
        if let Entry::ReportAdded(report) = logged.entry {
            lately = Some(report);
        }
        if room <= 0 {
            break;
        }
    }
    postings.flush(db)?;
    set_mark(db, &format!("{UNFINISHED} {VIEWS} {seq}"))?;
    Ok(false)
}

/// Applies an entry; returns how many statements it brought. A reading mostly follows its report, which is then not read again.
fn apply_logged(db: &Connection, logged: &Logged, lately: Option<&Report>, postings: &mut Postings) -> Faulty<i64> {
    let Entry::ReadingAdded { report, first, count, .. } = &logged.entry else {
        apply(db, logged, Carried::FromLog, postings)?;
        return Ok(0);
    };
    match lately.filter(|lately| lately.id == *report) {
        Some(lately) => {
            let found = statements_from(db, *first, i64::from(*count))?;
            if found.len() as i64 != i64::from(*count) {
                return Err(Fault::corrupt("log entry", logged.seq)(Corruption::Missing("a statement")));
            }
            let (ids, statements): (Vec<StatementId>, Vec<Statement>) = found.into_iter().map(|it| (it.id, it.statement)).unzip();
            apply(db, logged, Carried::Here(lately, &statements, &ids), postings)?;
        }
        None => apply(db, logged, Carried::FromLog, postings)?,
    }
    Ok(i64::from(*count))
}
