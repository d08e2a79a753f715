//! The record: what reports said, kept for good, and what follows from it.
//!
//! One SQLite file holds an append-only log, the only ground state. Indexes, events, states and conflicts are views
//! of it: they can be dropped and made anew, and come out the same. [`Record`] is the only writer; [`Snapshot`] reads
//! the record as of three clocks: a day of the world, a day of publication, and a moment of this record.
//!
//! Modules stand in reading order.

mod error;

mod storage;

mod log;

mod identity;
mod views;

mod record;

mod query;

mod schema;

mod belief;
mod events;
mod states;

mod conflicts;

mod lists;

pub use belief::{Belief, Origin, OriginKind};
pub use conflicts::{Conflict, ConflictId, ConflictKind, Explanation, Side, Subject};
pub use error::{Corruption, RecordError};
pub use events::{Event, EventId, Ground, Judge, LOOSE_THRESHOLD, MARGIN, Merge, Page, Phase, Reason, THRESHOLD};
pub use identity::PartyRef;
pub use lists::{EventPlace, EventTally, ListCounts, ListForms, ListPart, Listed, Lists, PartnerCount, PartyCount, Says, Standing, ToldOf};
pub use log::{Judgement, Reading, Unread};
pub use query::{
    Cell, Change, ChangeKind, Clocks, EventChange, EventChangeKind, Filter, Overview, PairPoint, Passage, PressPoint, Readings, ReportHead,
    ReportInfo, ReportList, ReportPage, Snapshot, SqlLimits, StatementIter, StatementList, Step, StoredJudgement, StoredReading,
    StoredReport, StoredStatement, Table, Tombstone, Version, Watch,
};
pub use record::{Added, Erasure, Record, Traces};
pub use schema::{DeathOf, Effect, EffectError, EffectKind, Schema};
pub use states::{Begin, End, State, StateId, StateOutline, Status, Testimony};
