//! The views' tables: indexes over the log, kept up to date entry by entry, and made anew from it at will.
//!
//! Every row follows from the log alone, by [`apply`]. Making the views anew is applying every entry again: `rebuild.rs`.

mod apply;
mod digest;
mod kin;
mod packed;
mod posting;
mod postings;
mod rebuild;
mod remove;
mod rows;

pub(crate) use apply::{Carried, apply, find_report};
pub(crate) use digest::digest;
pub(crate) use packed::{CellEntry, FrameEntry, IdEntry, PartyEntry, PassageEntry, PrintEntry, entries, part_of};
pub(crate) use posting::{Head, Matter, Matters, Outline, Parties, Party, Place, Postings as PairPostings, outline_of};
pub(crate) use postings::Postings;
pub(crate) use rebuild::{are_current, begin as begin_anew, go_on};
pub(crate) use remove::remove_report;
pub(crate) use rows::{NO_DAY, Role, date_of_day, day_number, known_day, participants, party_and_pair_keys, voices, year_of};

/// The segment that a statement's rows stand in.
pub(crate) fn statement_segment(statement: i64) -> i64 {
    statement >> 16
}
