//! Indexes whose rows hold many entries, one behind another: what each row holds of an entry, and how new ones are put behind those
//! that are there. Which entries share a row follows from their numbers alone, so that the rows are the same however the log
//! was cut into transactions.

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::Corruption;
use crate::identity::Fingerprint;
use crate::storage::bytes::{Decoder, Encoder};
use crate::storage::{Fault, Faulty};

type Read<T> = Result<T, Corruption>;

/// Rows of one command.
const TOGETHER: usize = 64;

/// Entries of one index that wait for their rows.
#[derive(Debug, Clone)]
pub(super) struct Packed<const COLUMNS: usize> {
    table: &'static str,
    /// The columns that tell a row, with commas.
    columns: &'static str,
    /// Where each goes, and where its bytes begin and end.
    entries: Vec<([i64; COLUMNS], usize, usize)>,
    bytes: Vec<u8>,
}

impl<const COLUMNS: usize> Packed<COLUMNS> {
    pub(super) fn new(table: &'static str, columns: &'static str) -> Self {
        Self { table, columns, entries: Vec::new(), bytes: Vec::new() }
    }

    /// How many bytes wait, with what tells where they go.
    pub(super) fn size(&self) -> usize {
        self.bytes.len() + self.entries.len() * size_of::<([i64; COLUMNS], usize, usize)>()
    }

    /// An entry of a row. Those of one row must come in the order of the log.
    pub(super) fn add(&mut self, row: [i64; COLUMNS], put: impl FnOnce(&mut Encoder)) {
        let begin = self.bytes.len();
        let mut out = Encoder::onto(std::mem::take(&mut self.bytes));
        put(&mut out);
        self.bytes = out.finish();
        self.entries.push((row, begin, self.bytes.len()));
    }

    /// Writes what waits.
    pub(super) fn flush(&mut self, db: &Connection) -> Faulty<()> {
        // Where its bytes begin tells when an entry came.
        self.entries.sort_unstable();
        let mut joined: Vec<u8> = Vec::with_capacity(self.bytes.len());
        let mut rows: Vec<([i64; COLUMNS], std::ops::Range<usize>)> = Vec::new();
        for group in self.entries.chunk_by(|a, b| a.0 == b.0) {
            let Some((row, ..)) = group.first() else { continue };
            let begin = joined.len();
            group.iter().for_each(|(_, from, until)| joined.extend_from_slice(self.bytes.get(*from..*until).unwrap_or_default()));
            rows.push((*row, begin..joined.len()));
        }
        let mut chunks = rows.chunks_exact(TOGETHER);
        for rows in &mut chunks {
            put_rows(db, &self.command(TOGETHER), rows, &joined)?;
        }
        for row in chunks.remainder() {
            put_rows(db, &self.command(1), std::slice::from_ref(row), &joined)?;
        }
        self.entries.clear();
        self.bytes.clear();
        Ok(())
    }

    fn command(&self, rows: usize) -> String {
        format!(
            "{} ON CONFLICT ({}) DO UPDATE SET entries = CAST(entries || excluded.entries AS BLOB)",
            super::postings::command(&format!("INSERT INTO {}", self.table), COLUMNS + 1, rows),
            self.columns
        )
    }
}

fn put_rows<const COLUMNS: usize>(
    db: &Connection,
    command: &str,
    rows: &[([i64; COLUMNS], std::ops::Range<usize>)],
    bytes: &[u8],
) -> Faulty<()> {
    let values = rows.iter().flat_map(|(row, place)| {
        let body = ToSqlOutput::Borrowed(ValueRef::Blob(bytes.get(place.clone()).unwrap_or_default()));
        row.iter().map(|number| ToSqlOutput::from(*number)).chain([body])
    });
    db.prepare_cached(command)?.execute(params_from_iter(values))?;
    Ok(())
}

/// An entry that can be read back.
pub(crate) trait Entry: Sized {
    /// The index it is of.
    const INDEX: &'static str;
    /// Appends it.
    fn put(&self, out: &mut Encoder);
    /// Reads the next of a row.
    fn get(row: i64, from: &mut Decoder<'_>) -> Read<Self>;
}

/// The entries of a row; `row` is the part of its place that their numbers begin with.
pub(crate) fn entries<E: Entry>(row: i64, bytes: &[u8]) -> impl Iterator<Item = Faulty<E>> {
    let mut from = Decoder::new(bytes);
    std::iter::from_fn(move || {
        (!from.rest().is_empty()).then(|| {
            let read = E::get(row, &mut from);
            if read.is_err() {
                // Behind damage nothing can be told.
                from = Decoder::new(&[]);
            }
            read.map_err(Fault::corrupt(E::INDEX, row))
        })
    })
}

/// Takes entries out of a row: those that `goes` tells.
pub(super) fn take_out<E: Entry>(
    db: &Connection,
    (table, condition, place): (&str, &str, &[i64]),
    row: i64,
    goes: impl Fn(&E) -> bool,
) -> Faulty<()> {
    let mut query = db.prepare_cached(&format!("SELECT entries FROM {table} WHERE {condition}"))?;
    let Some(bytes) = query.query_row(params_from_iter(place), |row| row.get::<_, Vec<u8>>(0)).optional()? else { return Ok(()) };
    let mut kept = Encoder::default();
    for entry in entries::<E>(row, &bytes) {
        let entry = entry?;
        if !goes(&entry) {
            entry.put(&mut kept);
        }
    }
    let kept = kept.finish();
    if kept.is_empty() {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE {condition}"))?.execute(params_from_iter(place))?;
    } else if kept.len() < bytes.len() {
        let values = place.iter().map(|number| ToSqlOutput::from(*number)).chain([ToSqlOutput::Borrowed(ValueRef::Blob(&kept))]);
        let body = place.len() + 1;
        db.prepare_cached(&format!("UPDATE {table} SET entries = ?{body} WHERE {condition}"))?.execute(params_from_iter(values))?;
    }
    Ok(())
}

/// So many low bits of a statement's number tell its place among those of a row.
const PART_BITS: u32 = 13;

/// The part of the record that a statement's entries stand in, in the indexes of parties, frames and cells.
pub(crate) fn part_of(statement: i64) -> i64 {
    statement >> PART_BITS
}

fn put_place(out: &mut Encoder, statement: i64, bits: u32) {
    out.raw(&((statement & ((1 << bits) - 1)) as u16).to_le_bytes());
}

fn get_place(part: i64, bits: u32, from: &mut Decoder<'_>) -> Read<i64> {
    Ok((part << bits).wrapping_add(i64::from(u16::from_le_bytes(from.array()?))))
}

/// A statement in which somebody stands in a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PartyEntry {
    pub(crate) statement: i64,
    pub(crate) frame: i64,
}

impl Entry for PartyEntry {
    const INDEX: &'static str = "index of parties";

    fn put(&self, out: &mut Encoder) {
        put_place(out, self.statement, PART_BITS);
        out.number(self.frame.cast_unsigned());
    }

    fn get(part: i64, from: &mut Decoder<'_>) -> Read<Self> {
        Ok(Self { statement: get_place(part, PART_BITS, from)?, frame: from.number()?.cast_signed() })
    }
}

/// A statement with a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FrameEntry(pub(crate) i64);

impl FrameEntry {
    /// The row of a frame and a part.
    pub(crate) fn row(frame: i64, part: i64) -> i64 {
        frame << 32 | part
    }
}

impl Entry for FrameEntry {
    const INDEX: &'static str = "index of frames";

    fn put(&self, out: &mut Encoder) {
        put_place(out, self.0, PART_BITS);
    }

    fn get(row: i64, from: &mut Decoder<'_>) -> Read<Self> {
        get_place(row & 0xFFFF_FFFF, PART_BITS, from).map(Self)
    }
}

/// A statement in the cell of its year and parties, with the days of its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CellEntry {
    pub(crate) statement: i64,
    pub(crate) frame: i64,
    pub(crate) first_day: Option<i64>,
    pub(crate) last_day: Option<i64>,
}

impl Entry for CellEntry {
    const INDEX: &'static str = "index of cells";

    fn put(&self, out: &mut Encoder) {
        put_place(out, self.statement, PART_BITS);
        out.number(self.frame.cast_unsigned());
        out.byte(u8::from(self.first_day.is_some()) | u8::from(self.last_day.is_some()) << 1);
        let mut near = 0;
        for day in [self.first_day, self.last_day].into_iter().flatten() {
            out.folded(day - near);
            near = day;
        }
    }

    fn get(part: i64, from: &mut Decoder<'_>) -> Read<Self> {
        let statement = get_place(part, PART_BITS, from)?;
        let frame = from.number()?.cast_signed();
        let flags = from.byte()?;
        let mut days = [None; 2];
        let mut near = 0i64;
        for (day, flag) in days.iter_mut().zip([1, 2]) {
            if flags & flag != 0 {
                near = near.wrapping_add(from.folded()?);
                *day = Some(near);
            }
        }
        let [first_day, last_day] = days;
        Ok(Self { statement, frame, first_day, last_day })
    }
}

/// A statement by the beginning of its identity: who finds it must look whether it is the one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IdEntry {
    pub(crate) statement: i64,
    mark: [u8; 4],
}

/// Statements by whose identity one row is shared, beside the first byte of it.
const ID_BITS: u32 = 16;

impl IdEntry {
    /// Of a statement with an identity.
    pub(crate) fn of(statement: i64, id: &[u8; 16]) -> Self {
        let mut mark = [0; 4];
        mark.iter_mut().zip(id.iter().skip(1)).for_each(|(to, from)| *to = *from);
        Self { statement, mark }
    }

    /// The row of a segment of statements and an identity.
    pub(crate) fn row(segment: i64, id: &[u8; 16]) -> i64 {
        segment << 8 | id.first().map_or(0, |byte| i64::from(*byte))
    }

    /// Whether it may be of an identity.
    pub(crate) fn may_be(&self, id: &[u8; 16]) -> bool {
        self.mark == Self::of(0, id).mark
    }
}

impl Entry for IdEntry {
    const INDEX: &'static str = "index of identities";

    fn put(&self, out: &mut Encoder) {
        put_place(out, self.statement, ID_BITS);
        out.raw(&self.mark);
    }

    fn get(row: i64, from: &mut Decoder<'_>) -> Read<Self> {
        Ok(Self { statement: get_place(row >> 8, ID_BITS, from)?, mark: from.array()? })
    }
}

/// The fingerprint of a statement's sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PrintEntry {
    pub(crate) statement: i64,
    pub(crate) print: Fingerprint,
}

/// So many low bits of a statement's number tell its place among the fingerprints of a row.
const PRINT_BITS: u32 = 5;

impl PrintEntry {
    /// The row of a statement.
    pub(crate) fn row(statement: i64) -> i64 {
        statement >> PRINT_BITS
    }
}

impl Entry for PrintEntry {
    const INDEX: &'static str = "fingerprints";

    fn put(&self, out: &mut Encoder) {
        out.byte((self.statement & ((1 << PRINT_BITS) - 1)) as u8);
        out.raw(&self.print.to_bytes());
    }

    fn get(row: i64, from: &mut Decoder<'_>) -> Read<Self> {
        let statement = (row << PRINT_BITS).wrapping_add(i64::from(from.byte()?));
        Ok(Self { statement, print: Fingerprint::from_bytes(&from.array()?) })
    }
}

/// A sentence by a band of its fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PassageEntry {
    band: u32,
    pub(crate) report: i64,
    pub(crate) sentence: u32,
}

/// So many low bits of a report's number tell its place among those of a row: a thousand reports, each with two entries of the log.
const PASSAGE_BITS: u32 = 11;

impl PassageEntry {
    pub(crate) fn of(band: i64, report: i64, sentence: u32) -> Self {
        Self { band: band as u32, report, sentence }
    }

    /// The segment that a report's passages stand in.
    pub(crate) fn segment(report: i64) -> i64 {
        report >> PASSAGE_BITS
    }

    /// The row of a segment and a band.
    pub(crate) fn row(segment: i64, band: i64) -> i64 {
        segment << 8 | band >> 56 & 0xFF
    }

    /// Whether it stands under a band.
    pub(crate) fn has(&self, band: i64) -> bool {
        self.band == band as u32
    }
}

impl Entry for PassageEntry {
    const INDEX: &'static str = "index of passages";

    fn put(&self, out: &mut Encoder) {
        out.raw(&self.band.to_le_bytes());
        put_place(out, self.report, PASSAGE_BITS);
        out.number(u64::from(self.sentence));
    }

    fn get(row: i64, from: &mut Decoder<'_>) -> Read<Self> {
        let band = u32::from_le_bytes(from.array()?);
        Ok(Self { band, report: get_place(row >> 8, PASSAGE_BITS, from)?, sentence: from.small()? })
    }
}

/// A report by a band of its beginning, which has 31 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LeadEntry {
    band: [u8; 3],
    pub(crate) report: i64,
}

/// As [`PASSAGE_BITS`]. More, since every segment is searched for kin of a report without a date.
const LEAD_BITS: u32 = 13;
/// The lower bits of a band, which its entries hold.
const LEAD_BAND_BITS: u32 = 23;

impl LeadEntry {
    pub(crate) fn of(band: i64, report: i64) -> Self {
        let [a, b, c, _] = ((band & ((1 << LEAD_BAND_BITS) - 1)) as u32).to_le_bytes();
        Self { band: [a, b, c], report }
    }

    /// The segment that a report's beginning stands in.
    pub(crate) fn segment(report: i64) -> i64 {
        report >> LEAD_BITS
    }

    /// The row of a segment and a band, of reports with a date or without one.
    pub(crate) fn row(dated: bool, segment: i64, band: i64) -> i64 {
        i64::from(dated) << 60 | segment << 8 | band >> LEAD_BAND_BITS & 0xFF
    }

    /// Whether it stands under a band.
    pub(crate) fn has(&self, band: i64) -> bool {
        self.band == Self::of(band, 0).band
    }
}

impl Entry for LeadEntry {
    const INDEX: &'static str = "index of beginnings";

    fn put(&self, out: &mut Encoder) {
        out.raw(&self.band);
        put_place(out, self.report, LEAD_BITS);
    }

    fn get(row: i64, from: &mut Decoder<'_>) -> Read<Self> {
        let segment = (row & ((1 << 60) - 1)) >> 8;
        Ok(Self { band: from.array()?, report: get_place(segment, LEAD_BITS, from)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn back<E: Entry>(row: i64, entry: &E) -> E {
        let mut out = Encoder::default();
        entry.put(&mut out);
        entries(row, &out.finish()).next().unwrap().unwrap()
    }

    proptest! {
        #[test]
        fn entries_are_read_as_they_were_put(
            statement in 1i64..1 << 40, frame in 0i64..100_000, days: [Option<i32>; 2], id: [u8; 16], band: i64, sentence: u32,
        ) {
            let party = PartyEntry { statement, frame };
            prop_assert_eq!(back(part_of(statement), &party), party);
            prop_assert_eq!(back(FrameEntry::row(frame, part_of(statement)), &FrameEntry(statement)), FrameEntry(statement));
            let [first_day, last_day] = days.map(|day| day.map(i64::from));
            let cell = CellEntry { statement, frame, first_day, last_day };
            prop_assert_eq!(back(part_of(statement), &cell), cell);
            let entry = IdEntry::of(statement, &id);
            let found: IdEntry = back(IdEntry::row(statement >> ID_BITS, &id), &entry);
            prop_assert!(found == entry && found.may_be(&id));
            let entry = PassageEntry::of(band, statement, sentence);
            let found = back(PassageEntry::row(PassageEntry::segment(statement), band), &entry);
            prop_assert!(found == entry && found.has(band));
            let band = band & 0x7FFF_FFFF;
            let entry = LeadEntry::of(band, statement);
            let found = back(LeadEntry::row(true, LeadEntry::segment(statement), band), &entry);
            prop_assert!(found == entry && found.has(band));
        }

        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), row: i64) {
            let _ = entries::<PartyEntry>(row, &bytes).count();
            let _ = entries::<FrameEntry>(row, &bytes).count();
            let _ = entries::<CellEntry>(row, &bytes).count();
            let _ = entries::<IdEntry>(row, &bytes).count();
            let _ = entries::<PrintEntry>(row, &bytes).count();
            let _ = entries::<PassageEntry>(row, &bytes).count();
            let _ = entries::<LeadEntry>(row, &bytes).count();
        }
    }
}
