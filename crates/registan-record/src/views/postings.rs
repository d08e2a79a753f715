//! Index rows that wait for the end of their transaction, and go in sorted: neighbours of an index are then written
//! together, many to a command.

use std::borrow::Cow;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, params, params_from_iter};

use super::packed::{CellEntry, Entry, FrameEntry, IdEntry, LeadEntry, Packed, PartyEntry, PassageEntry, PrintEntry, part_of};
use super::posting::{self, Head};
use super::rows::Rows;
use super::statement_segment;
use crate::identity::Fingerprint;
use crate::log::FrameKeys;
use crate::storage::Faulty;

/// Rows of one command.
const TOGETHER: usize = 64;
/// More bytes than this are not kept waiting.
const MOST: usize = 1 << 25;
/// The columns of `view_statement`.
const COLUMNS: usize = 16;

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
#[derive(Debug)]
pub(crate) struct Postings {
    /// Of `view_statement`.
    statements: Vec<[Option<i64>; COLUMNS]>,
    ids: Packed<1>,
    prints: Packed<1>,
    frames: Packed<1>,
    parties: Packed<3>,
    cells: Packed<3>,
    passages: Packed<1>,
    leads: Packed<1>,
    /// Of `view_pair`.
    pairs: Vec<PairRow>,
    /// The bytes of `pairs`, one behind another.
    pair_bytes: Vec<u8>,
    scratch: Vec<u8>,
    /// Of `view_text`: number and passage. Any other change of more than one row makes the full-text index write what it has gathered, so they go in together.
    texts: Vec<(i64, String)>,
    text_bytes: usize,
    /// Numbers of frames' names, as far as this transaction has met them.
    pub(crate) names: FrameKeys,
}

impl Default for Postings {
    fn default() -> Self {
        let (statements, pairs, pair_bytes, scratch, texts, text_bytes, names) = Default::default();
        Self {
            statements,
            ids: Packed::new("view_statement_id", "place"),
            prints: Packed::new("view_print", "place"),
            frames: Packed::new("view_frame", "place"),
            parties: Packed::new("view_party", "part, party, role"),
            cells: Packed::new("view_cell", "year, parties, part"),
            passages: Packed::new("view_passage", "place"),
            leads: Packed::new("view_lead", "place"),
            pairs,
            pair_bytes,
            scratch,
            texts,
            text_bytes,
            names,
        }
    }
}

impl Postings {
    /// A row of `view_statement`.
    pub(super) fn add_statement(&mut self, row: [Option<i64>; COLUMNS]) {
        self.statements.push(row);
    }

    /// What finds a statement by its identity, its frame, its cell and its parties.
    pub(super) fn add_rows(&mut self, (statement, id): (i64, &[u8; 16]), frame: i64, rows: &Rows) {
        let part = part_of(statement);
        self.ids.add([IdEntry::row(statement_segment(statement), id)], |out| IdEntry::of(statement, id).put(out));
        self.frames.add([FrameEntry::row(frame, part)], |out| FrameEntry(statement).put(out));
        let cell = CellEntry { statement, frame, first_day: rows.first_day, last_day: rows.last_day };
        self.cells.add([rows.year, rows.sides, part], |out| cell.put(out));
        for (party, role) in &rows.parties {
            self.parties.add([part, *party, *role as i64], |out| PartyEntry { statement, frame }.put(out));
        }
    }

    /// The fingerprint of a statement's sentence.
    pub(super) fn add_print(&mut self, statement: i64, print: Fingerprint) {
        self.prints.add([PrintEntry::row(statement)], |out| PrintEntry { statement, print }.put(out));
    }

    /// A sentence by its fingerprint.
    pub(super) fn add_passage(&mut self, report: i64, sentence: u32, print: &Fingerprint) {
        for band in print.bands() {
            let row = PassageEntry::row(PassageEntry::segment(report), band);
            self.passages.add([row], |out| PassageEntry::of(band, report, sentence).put(out));
        }
    }

    /// A report by a band of its beginning.
    pub(super) fn add_lead(&mut self, dated: bool, report: i64, band: i64) {
        let row = LeadEntry::row(dated, LeadEntry::segment(report), band);
        self.leads.add([row], |out| LeadEntry::of(band, report).put(out));
    }

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
        let segment = statement_segment(head.statement);
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
        let indexes = self.parties.size() + self.passages.size() + self.leads.size() + self.cells.size() + self.prints.size();
        if indexes + self.text_bytes + self.pair_bytes.len() > MOST { self.flush(db) } else { Ok(()) }
    }

    /// Writes what waits of reports' beginnings.
    pub(super) fn flush_leads(&mut self, db: &Connection) -> Faulty<()> {
        self.leads.flush(db)
    }

    fn flush_statements(&mut self, db: &Connection) -> Faulty<()> {
        let whole = command("INSERT INTO view_statement", COLUMNS, TOGETHER);
        let mut chunks = self.statements.chunks_exact(TOGETHER);
        for rows in &mut chunks {
            db.prepare_cached(&whole)?.execute(params_from_iter(rows.iter().flatten()))?;
        }
        let single = command("INSERT INTO view_statement", COLUMNS, 1);
        for row in chunks.remainder() {
            db.prepare_cached(&single)?.execute(params_from_iter(row))?;
        }
        self.statements.clear();
        Ok(())
    }

    /// Writes all that waits. Must be called before its transaction ends.
    pub(crate) fn flush(&mut self, db: &Connection) -> Faulty<()> {
        self.flush_statements(db)?;
        self.ids.flush(db)?;
        self.prints.flush(db)?;
        self.frames.flush(db)?;
        self.parties.flush(db)?;
        self.cells.flush(db)?;
        self.flush_pairs(db)?;
        self.passages.flush(db)?;
        self.leads.flush(db)?;
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

/// `INSERT … VALUES (?, ?), (?, ?)`.
pub(super) fn command(into: &str, columns: usize, rows: usize) -> String {
    let row = format!("({})", vec!["?"; columns].join(","));
    format!("{into} VALUES {}", vec![row; rows].join(","))
}
