//! Bringing the views up to date with one entry of the log.

use registan_types::{PublishedAt, Report, ReportId, Source, Statement, StatementId};
use rusqlite::{Connection, OptionalExtension, params};

use super::posting::{Head, put_outline};
use super::postings::Postings;
use super::rows::{Rows, known_day, rows};
use crate::Corruption;
use crate::identity::fingerprint;
use crate::log::{Entry, Logged, report_at, statements_from};
use crate::storage::choices::Choice;
use crate::storage::{Fault, Faulty};

/// Where the report and the statements that an entry speaks of are to be had.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Carried<'a> {
    /// In the log.
    FromLog,
    /// In the caller's hands, just logged.
    Here(&'a Report, &'a [Statement], &'a [StatementId]),
}

/// Applies one entry; rows of the large indexes wait in `postings`.
pub(crate) fn apply(db: &Connection, logged: &Logged, carried: Carried<'_>, postings: &mut Postings) -> Faulty<()> {
    let seq = logged.seq;
    match &logged.entry {
        Entry::Blank => Ok(()),
        Entry::ReportAdded(report) => {
            add_report(db, seq, report, postings)?;
            super::kin::add(db, seq, report, postings)
        }
        Entry::SourceAdded { report, source } => add_source(db, report_key(db, *report)?, seq, source),
        Entry::ReadingAdded { report, reader, first, count, .. } => {
            let key = report_key(db, *report)?;
            add_reading(db, &Added { seq, report: key, reader: *reader, first: *first, count: i64::from(*count) }, carried, postings)
        }
        Entry::JudgementMade(judgement) => {
            db.prepare_cached("INSERT INTO view_judgement (key, left, right, same) VALUES (?1, ?2, ?3, ?4)")?.execute(params![
                seq,
                judgement.left.0.as_slice(),
                judgement.right.0.as_slice(),
                judgement.same
            ])?;
            Ok(())
        }
        Entry::JudgementWithdrawn { judgement } => {
            db.prepare_cached("UPDATE view_judgement SET withdrawn = ?1 WHERE key = ?2")?.execute([seq, *judgement])?;
            Ok(())
        }
        Entry::ReportCorrected { report, by, known } => {
            supersede(db, report_key(db, *report)?, seq, superseded_day(*known), Some(*by), None)
        }
        Entry::ReportRetracted { report, known, reason } => {
            supersede(db, report_key(db, *report)?, seq, superseded_day(*known), None, Some(reason))
        }
        Entry::ReportErased { report, reason } => add_tombstone(db, seq, *report, reason),
    }
}

/// A correction or retraction counts from the first day that it may have been published on: in doubt it is heeded.
fn superseded_day(known: PublishedAt) -> Option<i64> {
    known.date().map(|date| super::day_number(date.first_day()))
}

/// The key of a report that must be there.
pub(crate) fn report_key(db: &Connection, report: ReportId) -> Faulty<i64> {
    find_report(db, report)?.ok_or_else(|| Fault::Known(crate::RecordError::UnknownReport(report)))
}

/// The key of a report, if it is there.
pub(crate) fn find_report(db: &Connection, report: ReportId) -> Faulty<Option<i64>> {
    let mut query = db.prepare_cached("SELECT key FROM view_report WHERE id = ?1")?;
    Ok(query.query_row([report.bytes().as_slice()], |row| row.get(0)).optional()?)
}

fn add_report(db: &Connection, seq: i64, report: &Report, postings: &mut Postings) -> Faulty<()> {
    db.prepare_cached("INSERT INTO view_report (key, id, published, known_day, language) VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(
        params![
            seq,
            report.id.bytes().as_slice(),
            report.published.date().map(|date| date.to_string()),
            known_day(report.published),
            report.language.number()
        ],
    )?;
    count_press(db, report.published, 1)?;
    postings.add_texts(passages(seq, report));
    add_source(db, seq, seq, &report.source)
}

/// A date with its day, and without doubt, is so long: `2022-09-15`.
const DAY: usize = 10;

/// Counts a report among those of its day, or takes it off again; one whose day is not known is not counted.
pub(super) fn count_press(db: &Connection, published: PublishedAt, change: i64) -> Faulty<()> {
    let Some(date) = published.date().filter(|date| date.to_string().len() == DAY) else { return Ok(()) };
    let day = super::day_number(date.last_day());
    db.prepare_cached("INSERT INTO view_press VALUES (?1, ?2) ON CONFLICT (day) DO UPDATE SET reports = reports + ?2")?
        .execute([day, change])?;
    if change < 0 {
        db.prepare_cached("DELETE FROM view_press WHERE day = ?1 AND reports = 0")?.execute([day])?;
    }
    Ok(())
}

/// The parts of a report that full text search finds, with their numbers: the report's times 4096 and the part's.
pub(crate) fn passages(report_key: i64, report: &Report) -> impl Iterator<Item = (i64, &str)> {
    const MOST_PARTS: usize = 4095;
    let whole = report.blocks.is_empty().then_some(report.text.as_str());
    // What lies behind the last number is found with the last part.
    let parts = report.blocks.iter().enumerate().map(move |(place, block)| match place {
        MOST_PARTS => report.text.get(block.span.start as usize..).unwrap_or(""),
        _ => block.span.of(&report.text),
    });
    (report_key * 4096..).zip(whole.into_iter().chain(parts.take(MOST_PARTS + 1)))
}

fn add_source(db: &Connection, report: i64, seq: i64, source: &Source) -> Faulty<()> {
    let publisher = source.publisher.as_deref().unwrap_or("");
    db.prepare_cached("INSERT OR IGNORE INTO view_source (report, uri, publisher, seq) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![report, source.uri, publisher, seq])?;
    // The first in the order of addresses, not of arrival: the same record in any order.
    db.prepare_cached(
        "UPDATE view_report SET (uri, publisher) =
           (SELECT uri, nullif(publisher, '') FROM view_source WHERE report = ?1 ORDER BY uri, publisher LIMIT 1) WHERE key = ?1",
    )?
    .execute([report])?;
    Ok(())
}

/// A reading as the views need it.
struct Added {
    seq: i64,
    report: i64,
    reader: i64,
    first: i64,
    count: i64,
}

fn add_reading(db: &Connection, added: &Added, carried: Carried<'_>, postings: &mut Postings) -> Faulty<()> {
    // The latest reading is the one that counts; the former stays, with the entry that ended it.
    db.prepare_cached(
        "INSERT INTO view_reading_end (reading, seq)
         SELECT max(key), ?2 FROM view_reading WHERE report = ?1 HAVING max(key) IS NOT NULL",
    )?
    .execute([added.report, added.seq])?;
    db.prepare_cached("INSERT INTO view_reading (key, report, reader, first, count) VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
        added.seq,
        added.report,
        added.reader,
        added.first,
        added.count
    ])?;
    match carried {
        Carried::Here(report, statements, ids) => {
            let numbered = (added.first..).zip(ids).zip(statements);
            add_statements(db, added, report, numbered.map(|((key, id), statement)| (key, *id, statement)), postings)
        }
        Carried::FromLog => {
            let report = report_at(db, added.report)?;
            let statements = statements_from(db, added.first, added.count)?;
            if statements.len() as i64 != added.count {
                return Err(Fault::corrupt("log entry", added.seq)(Corruption::Missing("a statement")));
            }
            let numbered = statements.iter().map(|logged| (logged.key, logged.id, &logged.statement));
            add_statements(db, added, &report, numbered, postings)
        }
    }
}

fn add_statements<'s>(
    db: &Connection,
    added: &Added,
    report: &Report,
    statements: impl Iterator<Item = (i64, StatementId, &'s Statement)>,
    postings: &mut Postings,
) -> Faulty<()> {
    let known_day = known_day(report.published);
    let mut lately = None;
    for (key, id, statement) in statements {
        let frame = postings.names.key(db, &statement.frame)?;
        let rows = rows(statement, added.report, known_day);
        postings.add_statement([
            Some(key),
            Some(added.report),
            Some(added.seq),
            Some(added.reader),
            known_day,
            Some(frame),
            statement.plover.as_ref().map(|code| i64::from(code.kind.number())),
            statement.relation.map(|relation| i64::from(relation.number())),
            rows.score,
            Some(i64::from(statement.polarity.number())),
            Some(i64::from(statement.reality.number())),
            Some(i64::from(statement.certainty.number())),
            rows.first_day,
            rows.last_day,
            Some(rows.sides),
            Some(rows.year),
        ]);
        postings.add_rows((key, &id.0), frame, &rows);
        add_pairs(added, report, (key, frame, statement), &rows, postings);
        if let Some(print) = fingerprint(statement.evidence.span.of(&report.text)) {
            postings.add_print(key, print);
            // Several statements may be made of one sentence.
            let evidence = Some(statement.evidence);
            if lately != evidence {
                lately = evidence;
                postings.add_passage(added.report, statement.evidence.sentence, &print);
            }
        }
    }
    postings.relieve(db)
}

fn add_pairs(added: &Added, report: &Report, (key, frame, statement): (i64, i64, &Statement), rows: &Rows, postings: &mut Postings) {
    let mut head = Head {
        statement: key,
        frame,
        report: added.report,
        reading: added.seq,
        reader: added.reader,
        polarity: statement.polarity,
        reality: statement.reality,
        certainty: statement.certainty,
        reciprocal: statement.reciprocal,
        coded: statement.plover.as_ref().map(|code| code.kind).zip(rows.score),
        known_day: known_day(report.published),
        first_day: rows.first_day,
        last_day: rows.last_day,
        sides: None,
    };
    let mut outline = Vec::new();
    for pair in &rows.pairs {
        let is_cell = *pair == rows.sides;
        head.sides = (!is_cell).then_some(rows.sides);
        outline.clear();
        if is_cell {
            put_outline(&mut outline, report, statement, &rows.participants);
        }
        postings.add_pair(*pair, rows.year, &head, &outline);
    }
}

fn supersede(db: &Connection, report: i64, seq: i64, known: Option<i64>, by: Option<ReportId>, reason: Option<&str>) -> Faulty<()> {
    let by = by.map(|id| *id.bytes());
    db.prepare_cached("INSERT INTO view_superseded (report, seq, known_day, by, reason) VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(params![
        report,
        seq,
        known,
        by.as_ref().map(|id| id.as_slice()),
        reason
    ])?;
    Ok(())
}

fn add_tombstone(db: &Connection, seq: i64, report: ReportId, reason: &str) -> Faulty<()> {
    db.prepare_cached("INSERT INTO view_report (key, id, erased, erased_why) VALUES (?1, ?2, ?1, ?3)")?.execute(params![
        seq,
        report.bytes().as_slice(),
        reason
    ])?;
    Ok(())
}
