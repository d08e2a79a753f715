//! The tables: the log, which is the only ground state, and the views made from it.

/// Marks a SQLite file as a record of Registan ("RGST").
pub(super) const APPLICATION: i32 = 0x5247_5354;

/// The format of the log that this program writes, in `PRAGMA user_version`. An older one is read too.
pub(super) const FORMAT: u32 = 1;

/// The version of the views. Another version found means: make them anew from the log.
pub(crate) const VIEWS: &str = "7";

/// What is never dropped.
pub(super) const LOG: &str = "
CREATE TABLE IF NOT EXISTS log_entry (
  seq INTEGER PRIMARY KEY,          -- the order in which this record learnt things; no gaps
  kind INTEGER NOT NULL,            -- storage/entry_form.rs
  at INTEGER NOT NULL,              -- nanoseconds since 1970 UTC; never falls from one entry to the next
  body BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS log_statement (
  key INTEGER PRIMARY KEY,          -- consecutive within a reading
  id BLOB NOT NULL,                 -- 16 bytes
  body BLOB NOT NULL                -- storage/statement_form.rs
) STRICT;
CREATE TABLE IF NOT EXISTS log_frame (
  key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
  relational INTEGER NOT NULL DEFAULT 0 -- whether a statement with it ever had a relation
) STRICT;
CREATE TABLE IF NOT EXISTS log_reader (
  key INTEGER PRIMARY KEY, version TEXT NOT NULL, model TEXT NOT NULL, frames TEXT NOT NULL, knowledge TEXT NOT NULL,
  UNIQUE (version, model, frames, knowledge)
) STRICT;
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
";

/// The views' tables, in the order of their definition below.
pub(crate) const VIEW_TABLES: &[&str] = &[
    "view_report",
    "view_press",
    "view_source",
    "view_superseded",
    "view_reading",
    "view_reading_end",
    "view_judgement",
    "view_statement",
    "view_statement_id",
    "view_print",
    "view_frame",
    "view_party",
    "view_pair",
    "view_cell",
    "view_passage",
    "view_lead",
    "view_kin",
];

/// What can be dropped and made anew from the log.
///
/// `known_day` and other days count from 1970-01-01. `segment` and `part` keep together what came at about the same time, in
/// indexes whose order is another: new rows then touch few pages, however large the record, and a search looks into each
/// of them. `entries` are many in a row, in the order of the log: views/packed.rs.
pub(crate) const VIEW_DEFINITIONS: &str = "
CREATE TABLE view_report (
  key INTEGER PRIMARY KEY,          -- the entry that added it
  id BLOB NOT NULL UNIQUE,
  uri TEXT, publisher TEXT,         -- of the first of its sources in the order of their addresses; null when removed
  published TEXT, known_day INTEGER,-- the last day it may have been published on
  language INTEGER,
  erased INTEGER, erased_why TEXT   -- the entry that removed it
) STRICT;
CREATE INDEX view_report_uri ON view_report (uri, id);
CREATE INDEX view_report_day ON view_report (known_day);
CREATE TABLE view_press (day INTEGER PRIMARY KEY, reports INTEGER NOT NULL) STRICT; -- reports published on a day that is known to the day
CREATE TABLE view_source (
  report INTEGER NOT NULL, uri TEXT NOT NULL, publisher TEXT NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY (report, uri, publisher)
) STRICT, WITHOUT ROWID;
CREATE INDEX view_source_uri ON view_source (uri);
CREATE TABLE view_superseded (
  report INTEGER NOT NULL, seq INTEGER NOT NULL, known_day INTEGER, by BLOB, reason TEXT,
  PRIMARY KEY (report, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE view_reading (
  key INTEGER PRIMARY KEY, report INTEGER NOT NULL, reader INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL
) STRICT;
CREATE INDEX view_reading_report ON view_reading (report);
CREATE TABLE view_reading_end (reading INTEGER PRIMARY KEY, seq INTEGER NOT NULL) STRICT;
CREATE TABLE view_judgement (
  key INTEGER PRIMARY KEY, left BLOB NOT NULL, right BLOB NOT NULL, same INTEGER NOT NULL, withdrawn INTEGER
) STRICT;
CREATE INDEX view_judgement_left ON view_judgement (left);
CREATE INDEX view_judgement_right ON view_judgement (right);
CREATE TABLE view_statement (
  key INTEGER PRIMARY KEY, report INTEGER NOT NULL, reading INTEGER NOT NULL, reader INTEGER NOT NULL, known_day INTEGER,
  frame INTEGER NOT NULL, plover INTEGER, relation INTEGER, score INTEGER,
  polarity INTEGER NOT NULL, reality INTEGER NOT NULL, certainty INTEGER NOT NULL,
  first_day INTEGER, last_day INTEGER,
  parties INTEGER NOT NULL, year INTEGER NOT NULL -- its cell: events/mod.rs; the report's key where no day is known
) STRICT;
CREATE TABLE view_statement_id (
  place INTEGER PRIMARY KEY,        -- segment and first byte of the identity
  entries BLOB NOT NULL
) STRICT;
CREATE TABLE view_print (
  place INTEGER PRIMARY KEY,        -- 32 statements
  entries BLOB NOT NULL             -- of their sentences: identity/passage.rs; none when they are too short
) STRICT;
CREATE TABLE view_frame (place INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT; -- frame and part
CREATE TABLE view_party (
  part INTEGER NOT NULL, party INTEGER NOT NULL, role INTEGER NOT NULL, entries BLOB NOT NULL,
  PRIMARY KEY (part, party, role)
) STRICT, WITHOUT ROWID;
CREATE TABLE view_pair (
  -- Not a table without rowid: looking a row up there reads others whole on the way, and these are long.
  segment INTEGER NOT NULL, pair INTEGER NOT NULL,
  first_year INTEGER NOT NULL, last_year INTEGER NOT NULL, -- of the cells below
  postings BLOB NOT NULL,           -- of its statements, in their order: views/posting.rs
  UNIQUE (segment, pair)
) STRICT;
CREATE TABLE view_cell (
  year INTEGER NOT NULL, parties INTEGER NOT NULL, part INTEGER NOT NULL,
  entries BLOB NOT NULL,            -- with the days of the stated time
  PRIMARY KEY (year, parties, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE view_passage (place INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT; -- segment of reports and first byte of the band
CREATE TABLE view_lead (
  place INTEGER PRIMARY KEY,        -- whether dated, segment of reports and first byte of the band: of reports' beginnings, identity/lead.rs
  entries BLOB NOT NULL
) STRICT;
CREATE TABLE view_kin (
  report INTEGER NOT NULL, other INTEGER NOT NULL, -- both ways; at least one of them without a known date
  alike INTEGER NOT NULL,           -- thousandths
  PRIMARY KEY (report, other)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE view_text USING fts5 (passage, content='', tokenize='unicode61 remove_diacritics 2');
INSERT INTO view_text (view_text, rank) VALUES ('secure-delete', 1);
";
