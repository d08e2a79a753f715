//! The nouns that every layer of Registan speaks: reports and their spans, entities, statements with
//! their voices, quantities, and the three kinds of time.
//!
//! Nothing here reads text or stores anything, and nothing here knows a wire format: conversions to
//! JSON live in the program, conversions to SQL in the record. A type stands here only when two
//! crates use it. Modules stand in reading order.

mod language;
mod span;

mod edtf;
mod time;

mod report;

mod entity;
mod plover;
mod quantity;

mod identity;
mod statement;

pub use edtf::{Edtf, EdtfDate, EdtfError, Qualifier};
pub use entity::{CountryCode, EntityId, EntityKind, Grounded, Sector};
pub use language::Language;
pub use plover::{CONTEXTS, Cameo, PloverCode, PloverType, Quad};
pub use quantity::{Measure, Quantity, Unit};
pub use report::{Block, BlockKind, Report, ReportId, Source};
pub use span::{CodePoints, Span};
pub use statement::{
    Attribution, Casualties, Certainty, Evidence, Filler, FrameName, Place, Polarity, ReaderVersion, Reality, Relation, Roles, Stance,
    StatedTime, Statement, StatementId, Trigger, Voice,
};
pub use time::{PublishedAt, RecordedAt, ValidPeriod};
