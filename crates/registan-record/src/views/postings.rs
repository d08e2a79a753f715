//! Index rows that wait for the end of their transaction, and go in sorted: neighbours of an index are then written
//! together, many to a command.

use std::borrow::Cow;

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, params, params_from_iter};

use super::posting::{self, Head};
use crate::log::FrameKeys;
use crate::storage::Faulty;

/// Rows of one command.
const TOGETHER: usize = 64;
/// More rows than this are not kept waiting.
const MOST: usize = 1 << 18;
/// More bytes of text than this are not kept waiting.
const MOST_TEXT: usize = 1 << 25;

/// A posting of a pair: where it goes, and where its bytes are.
#[derive(Debug, Clone)]
struct PairRow {
    segment: i64,
    pair: i64,
    statement: i64,
    year: i64,
    bytes: std::ops::Range<usize>,
}

/// Rows of the indexes by what statements hold. Nothing else that writes reads these, so they may wait.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    /// Of `view_frame`: frame, statement.
    pub(super) frames: Vec<[i64; 2]>,
    /// Of `view_cell`: year, parties, frame, statement, and the days of its time.
    pub(super) cells: Vec<([i64; 4], [Option<i64>; 2])>,
    /// Of `view_party`: segment, party, role, statement, frame.
    pub(super) parties: Vec<[i64; 5]>,
    /// Of `view_pair`.
    pairs: Vec<PairRow>,
    /// The bytes of `pairs`, one behind another.
    pair_bytes: Vec<u8>,
    scratch: Vec<u8>,
    /// Of `view_passage`: segment, band, report, sentence.
    pub(super) bands: Vec<[i64; 4]>,
    /// Of `view_lead`: whether dated, segment, band, report.
    pub(super) leads: Vec<[i64; 4]>,
    /// Of `view_text`: number and passage. Any other change of more than one row makes the full-text index write what it has gathered, so they go in together.
    texts: Vec<(i64, String)>,
    text_bytes: usize,
    /// Of `view_statement_id`.
    pub(super) ids: Vec<(i64, [u8; 16], i64)>,
    /// Numbers of frames' names, as far as this transaction has met them.
    pub(crate) names: FrameKeys,
}

impl Postings {
    /// Passages for full-text search, with their numbers.
    pub(super) fn add_texts<'t>(&mut self, passages: impl Iterator<Item = (i64, &'t str)>) {
        for (number, passage) in passages {
            self.text_bytes += passage.len();
            self.texts.push((number, passage.to_owned()));
        }
    }

    /// A posting of a pair: a head, and its outline when there is one.
    pub(super) fn add_pair(&mut self, pair: i64, year: i64, head: &Head, outline: &[u8]) {
        let begin = self.pair_bytes.len();
        posting::put(&mut self.pair_bytes, &mut self.scratch, head, outline);
        let segment = super::statement_segment(head.statement);
        self.pairs.push(PairRow { segment, pair, statement: head.statement, year, bytes: begin..self.pair_bytes.len() });
    }

    /// Puts postings behind those that their pairs have in a segment.
    fn flush_pairs(&mut self, db: &Connection) -> Faulty<()> {
        self.pairs.sort_unstable_by_key(|row| (row.segment, row.pair, row.statement));
        let groups: Vec<&[PairRow]> = self.pairs.chunk_by(|a, b| (a.segment, a.pair) == (b.segment, b.pair)).collect();
        let mut chunks = groups.chunks_exact(TOGETHER);
        for groups in &mut chunks {
            insert_pairs(db, &pair_command(TOGETHER), groups, &self.pair_bytes)?;
        }
        for group in chunks.remainder() {
            insert_pairs(db, &pair_command(1), &[group], &self.pair_bytes)?;
        }
        self.pairs.clear();
        self.pair_bytes.clear();
        Ok(())
    }

    /// Writes what waits when it is much.
    pub(crate) fn relieve(&mut self, db: &Connection) -> Faulty<()> {
        if self.parties.len() + self.bands.len() > MOST || self.text_bytes + self.pair_bytes.len() > MOST_TEXT {
            self.flush(db)
        } else {
            Ok(())
        }
    }

    /// Writes what waits of reports' beginnings.
    pub(super) fn flush_leads(&mut self, db: &Connection) -> Faulty<()> {
        insert(db, "INSERT OR FAIL INTO view_lead", &mut self.leads)
    }

    fn flush_cells(&mut self, db: &Connection) -> Faulty<()> {
        let into = "INSERT OR FAIL INTO view_cell";
        self.cells.sort_unstable();
        let mut chunks = self.cells.chunks_exact(TOGETHER);
        for rows in &mut chunks {
            insert_cells(db, &command(into, 6, TOGETHER), rows)?;
        }
        for row in chunks.remainder() {
            insert_cells(db, &command(into, 6, 1), std::slice::from_ref(row))?;
        }
        self.cells.clear();
        Ok(())
    }

    /// Writes all that waits. Must be called before its transaction ends.
    pub(crate) fn flush(&mut self, db: &Connection) -> Faulty<()> {
        insert(db, "INSERT OR FAIL INTO view_frame", &mut self.frames)?;
        self.flush_cells(db)?;
        insert(db, "INSERT OR FAIL INTO view_party", &mut self.parties)?;
        self.flush_pairs(db)?;
        insert(db, "INSERT OR IGNORE INTO view_passage", &mut self.bands)?;
        self.flush_leads(db)?;
        // Of one identity the first statement counts.
        self.ids.sort_unstable();
        let mut chunks = self.ids.chunks_exact(TOGETHER);
        let into = "INSERT OR IGNORE INTO view_statement_id";
        for rows in &mut chunks {
            insert_ids(db, &command(into, 3, TOGETHER), rows)?;
        }
        for row in chunks.remainder() {
            insert_ids(db, &command(into, 3, 1), std::slice::from_ref(row))?;
        }
        self.ids.clear();
        for (number, passage) in self.texts.drain(..) {
            db.prepare_cached("INSERT INTO view_text (rowid, passage) VALUES (?1, ?2)")?.execute(params![number, passage])?;
        }
        self.text_bytes = 0;
        Ok(())
    }
}

fn pair_command(rows: usize) -> String {
    format!(
        "{} ON CONFLICT (segment, pair) DO UPDATE SET first_year = min(first_year, excluded.first_year),
         last_year = max(last_year, excluded.last_year), postings = CAST(postings || excluded.postings AS BLOB)",
        command("INSERT INTO view_pair", 5, rows)
    )
}

fn insert_pairs(db: &Connection, command: &str, groups: &[&[PairRow]], bytes: &[u8]) -> Faulty<()> {
    // Most pairs come once.
    let of = |row: &PairRow| bytes.get(row.bytes.clone()).unwrap_or_default();
    let body = |group: &[PairRow]| match group {
        [one] => Cow::Borrowed(of(one)),
        several => Cow::Owned(several.iter().flat_map(of).copied().collect::<Vec<u8>>()),
    };
    let bodies: Vec<Cow<'_, [u8]>> = groups.iter().map(|group| body(group)).collect();
    let mut values: Vec<ToSqlOutput<'_>> = Vec::with_capacity(groups.len() * 5);
    for (group, body) in groups.iter().zip(&bodies) {
        let Some(first) = group.first() else { continue };
        let years = || group.iter().map(|row| row.year);
        let numbers = [first.segment, first.pair, years().min().unwrap_or(first.year), years().max().unwrap_or(first.year)];
        values.extend(numbers.map(ToSqlOutput::from));
        values.push(ToSqlOutput::Borrowed(ValueRef::Blob(body)));
    }
    db.prepare_cached(command)?.execute(params_from_iter(values))?;
    Ok(())
}

fn insert_cells(db: &Connection, command: &str, rows: &[([i64; 4], [Option<i64>; 2])]) -> Faulty<()> {
    let values = rows.iter().flat_map(|(place, days)| place.iter().copied().map(Some).chain(days.iter().copied()));
    db.prepare_cached(command)?.execute(params_from_iter(values))?;
    Ok(())
}

fn insert_ids(db: &Connection, command: &str, rows: &[(i64, [u8; 16], i64)]) -> Faulty<()> {
    let values = rows.iter().flat_map(|(segment, id, key)| [Value::Integer(*segment), Value::Blob(id.to_vec()), Value::Integer(*key)]);
    db.prepare_cached(command)?.execute(params_from_iter(values))?;
    Ok(())
}

fn insert<const COLUMNS: usize>(db: &Connection, into: &str, rows: &mut Vec<[i64; COLUMNS]>) -> Faulty<()> {
    rows.sort_unstable();
    let whole = command(into, COLUMNS, TOGETHER);
    let mut chunks = rows.chunks_exact(TOGETHER);
    for chunk in &mut chunks {
        db.prepare_cached(&whole)?.execute(params_from_iter(chunk.iter().flatten()))?;
    }
    let single = command(into, COLUMNS, 1);
    for row in chunks.remainder() {
        db.prepare_cached(&single)?.execute(params_from_iter(row.iter()))?;
    }
    rows.clear();
    Ok(())
}

/// `INSERT … VALUES (?, ?), (?, ?)`.
fn command(into: &str, columns: usize, rows: usize) -> String {
    let row = format!("({})", vec!["?"; columns].join(","));
    format!("{into} VALUES {}", vec![row; rows].join(","))
}
