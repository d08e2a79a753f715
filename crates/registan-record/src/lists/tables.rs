//! The tables of lists, and which moment of which record they are of.

use registan_types::PloverType;
use rusqlite::Connection;

use super::ListForms;
use crate::RecordError;
use crate::events::EventId;
use crate::query::Snapshot;
use crate::storage::Faulty;
use crate::storage::choices::Choice;
use crate::storage::schema::VIEWS;

/// The version of these tables and of how they are filled.
const FORM: &str = "lists-5";

/// Made before anything is filled in. What is looked up in another order than it comes is staged, and goes in sorted.
pub(super) const TABLES: &str = "
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE event (
  founder INTEGER PRIMARY KEY,      -- the number of its founding statement
  id BLOB NOT NULL, day INTEGER NOT NULL, first_day INTEGER, last_day INTEGER, kind INTEGER,
  members BLOB NOT NULL             -- numbers of its statements, the founder first
) STRICT;
-- `whole` stands last, so that pages of a list do not read it.
CREATE TABLE state (id BLOB NOT NULL, rank BLOB NOT NULL, brief BLOB NOT NULL, whole BLOB) STRICT;
CREATE TABLE conflict (id BLOB NOT NULL, rank BLOB NOT NULL, brief BLOB NOT NULL, whole BLOB) STRICT;
CREATE TABLE party (
  place INTEGER PRIMARY KEY, id TEXT, name TEXT NOT NULL, kind INTEGER NOT NULL, country TEXT, sector INTEGER,
  statements INTEGER NOT NULL, events INTEGER NOT NULL
) STRICT;
CREATE TABLE statement (place INTEGER PRIMARY KEY, key INTEGER NOT NULL) STRICT;
-- What those most told are told of, and what they say: told.rs.
CREATE TABLE told (
  party INTEGER NOT NULL, role INTEGER NOT NULL,
  kind INTEGER NOT NULL,            -- of statements of one type; -1 for all
  statements INTEGER NOT NULL, events INTEGER NOT NULL, actor INTEGER NOT NULL, recipient INTEGER NOT NULL,
  latest BLOB,                      -- numbers of the statements published last
  places BLOB NOT NULL              -- of all, in the order of all
) STRICT;
CREATE TABLE partner (
  party INTEGER NOT NULL, rank INTEGER NOT NULL, partner INTEGER NOT NULL, statements INTEGER NOT NULL, score REAL,
  PRIMARY KEY (party, rank)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE staged_member (statement INTEGER, founder INTEGER);
CREATE TEMP TABLE staged_party (
  party INTEGER, day INTEGER, mark INTEGER, founder INTEGER, kind INTEGER, types INTEGER, standing INTEGER, first_day INTEGER, last_day INTEGER
);
CREATE TEMP TABLE staged_state (party INTEGER, state INTEGER, relation INTEGER);
CREATE TEMP TABLE staged_conflict (party INTEGER, conflict INTEGER, explained INTEGER);
";

/// Made when all is filled in.
pub(super) const INDEXES: &str = "
CREATE TABLE member (statement INTEGER PRIMARY KEY, founder INTEGER NOT NULL) STRICT;
INSERT OR IGNORE INTO member SELECT statement, founder FROM staged_member ORDER BY statement, founder;
CREATE TABLE party_event (
  party INTEGER,                    -- the key of a party, or of two
  day INTEGER,                      -- the latest first
  mark INTEGER,                     -- the beginning of the event's identity, in the order of identities
  founder INTEGER, kind INTEGER,    -- the event's own type
  types INTEGER,                    -- those of the statements in which the party takes part, a bit each
  standing INTEGER,                 -- of these statements that which is nearest to being counted: standing.rs
  first_day INTEGER, last_day INTEGER, -- the event's stated time
  PRIMARY KEY (party, day DESC, mark, founder)
) WITHOUT ROWID;
INSERT INTO party_event SELECT * FROM staged_party ORDER BY party, day DESC, mark, founder;
CREATE TABLE party_state (
  party INTEGER, place INTEGER,     -- in the order of all
  state INTEGER, relation INTEGER, PRIMARY KEY (party, place)
) WITHOUT ROWID;
INSERT INTO party_state SELECT t.party, s.place, t.state, t.relation FROM staged_state t
  JOIN (SELECT rowid AS state, row_number() OVER (ORDER BY rank) AS place FROM state) s ON s.state = t.state ORDER BY t.party, s.place;
CREATE TABLE party_conflict (
  party INTEGER, place INTEGER,     -- in the order of all
  conflict INTEGER, explained INTEGER, PRIMARY KEY (party, place)
) WITHOUT ROWID;
INSERT INTO party_conflict SELECT t.party, c.place, t.conflict, t.explained FROM staged_conflict t
  JOIN (SELECT rowid AS conflict, row_number() OVER (ORDER BY rank) AS place FROM conflict) c ON c.conflict = t.conflict ORDER BY t.party, c.place;
DROP TABLE staged_member;
DROP TABLE staged_party;
DROP TABLE staged_state;
DROP TABLE staged_conflict;
CREATE UNIQUE INDEX told_party ON told (party, role, kind);
CREATE INDEX event_order ON event (day DESC, id, kind);
CREATE INDEX state_order ON state (rank);
CREATE INDEX state_id ON state (id);
CREATE INDEX conflict_order ON conflict (rank);
CREATE INDEX conflict_id ON conflict (id);
";

/// What lists must be of to answer for a snapshot: its moment, clocks and schema, and these tables and forms.
pub(super) fn stamp(snapshot: &Snapshot, forms: &ListForms<'_>) -> Result<String, RecordError> {
    let version = snapshot.version()?;
    let at = version.at.map_or(0, |at| at.0.as_nanosecond());
    let schema = blake3::hash(format!("{:?}", snapshot.schema).as_bytes()).to_hex();
    Ok(format!("{FORM} {VIEWS} {} {schema} {} {at} {:?}", forms.version, version.entry, snapshot.clocks))
}

/// The stamp of the lists in a file; empty when they were not finished.
pub(super) fn stored_stamp(db: &Connection) -> Faulty<String> {
    let mut query = db.prepare("SELECT value FROM meta WHERE name = 'stamp'")?;
    let mut rows = query.query([])?;
    Ok(match rows.next()? {
        Some(row) => row.get(0)?,
        None => String::new(),
    })
}

/// The beginning of an event's identity as a number, in the order of identities.
pub(super) fn mark(id: EventId) -> i64 {
    let beginning = id.0.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
    (beginning ^ (1 << 63)).cast_signed()
}

/// The bit of an event type.
pub(super) fn type_bit(kind: PloverType) -> i64 {
    1i64.checked_shl(u32::from(kind.number())).unwrap_or(0)
}
