//! Events: the one happening that several statements, from several reports and languages, tell of.
//!
//! **Cells.** Statements can tell of the same happening, deaths aside, only within one cell: the same family of frames, the same set
//! of sides (states, or who acts for itself; three sides and more are one set), the same year (of the stated time,
//! else of publication). A cell is found by index and is told apart as a whole, so that events are a function of the set
//! of statements: any order of arrival gives the same, and nothing needs to be kept but the index.
//!
//! **Within a cell** statements are taken in a fixed order, the most precise in time first. Each joins the best group
//! it fits well enough ([`THRESHOLD`]), unless two groups fit about equally well ([`MARGIN`]): then it stands alone,
//! for what is unsure is not merged. Every joining is a [`Merge`] with its score and reasons.
//!
//! **Without a day.** Statements of which neither the sentence nor the report tells a day are put together by how near their reports are
//! in origin: `story.rs`.
//!
//! **Deaths.** Nobody dies twice: what tells of one person's death is one event across cells too, within a year: `death.rs`.
//!
//! **Persons' judgements** outrank: statements judged the same are united, across cells too; those judged not the same
//! never share a group by machine. Of several judgements on the same two statements the latest counts, and one that is
//! withdrawn does not count at all.

mod death;
mod find;
mod fit;
mod index;
mod likeness;
mod linkage;
mod mention;
mod outlined;
mod resolve;
mod story;
mod walk;

pub use find::Page;
pub(crate) use find::{CellId, standing};
pub(crate) use index::EventRow;

use std::fmt;

use registan_types::{Edtf, FrameName, Grounded, Place, PloverCode, Reality, Relation, StatementId};

use crate::StoredStatement;
use crate::belief::Belief;

/// The operating point: what fits less is not merged.
pub const THRESHOLD: f64 = 0.70;

/// The same for statements of which no day is known: how likely they tell of one happening, on average.
pub const LOOSE_THRESHOLD: f64 = 0.50;

/// Two groups that fit within this of each other are equally good.
pub const MARGIN: f64 = 0.02;

/// An event's identity: that of its founding statement, the most precise in time, marked as an event's. It leads back to the
/// statement, so that an event is found by its identity without an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId(pub [u8; 16]);

/// What tells the identity of an event from that of its founding statement.
const MARK: [u8; 16] = *b"registan-event-1";

impl EventId {
    /// The identity of the event that a statement founds.
    pub fn founded_by(statement: StatementId) -> Self {
        Self(marked(statement.0))
    }

    /// The founding statement.
    pub fn founder(self) -> StatementId {
        StatementId(marked(self.0))
    }
}

/// Sets the mark, or takes it off.
fn marked(mut id: [u8; 16]) -> [u8; 16] {
    id.iter_mut().zip(MARK).for_each(|(byte, mark)| *byte ^= mark);
    id
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// How far a happening has come, by the most real of its statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Only spoken of: possible, wanted, demanded, supposed or asked about.
    Considered,
    /// Arranged, announced or expected.
    Planned,
    /// It happened, or is happening; or that is denied.
    CarriedOut,
}

impl Phase {
    /// The stable name: `considered`, `planned`, `carried_out`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Considered => "considered",
            Self::Planned => "planned",
            Self::CarriedOut => "carried_out",
        }
    }

    /// The phase that a statement speaks of.
    pub fn of(reality: Reality) -> Self {
        match reality {
            Reality::Actual => Self::CarriedOut,
            Reality::Planned | Reality::Expected => Self::Planned,
            _ => Self::Considered,
        }
    }
}

/// A happening.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Identity.
    pub id: EventId,
    /// The most telling frame: that of the founding statement.
    pub frame: FrameName,
    /// Its code.
    pub plover: Option<PloverCode>,
    /// The relation, if the frame has one too.
    pub relation: Option<Relation>,
    /// Whether it is done together.
    pub reciprocal: bool,
    /// Who did it: everybody whom a statement names, each once.
    pub actors: Vec<Grounded>,
    /// To whom.
    pub recipients: Vec<Grounded>,
    /// When, by the most precise statement.
    pub time: Option<Edtf>,
    /// Where, by the first statement that says so.
    pub place: Option<Place>,
    /// How far it has come.
    pub phase: Phase,
    /// How far to believe that it is so, with the origins.
    pub belief: Belief,
    /// What tells of it, in the order of report and place.
    pub statements: Vec<StoredStatement>,
    /// Why these statements are one event.
    pub merges: Vec<Merge>,
}

/// The judgement that a statement tells of the same happening as another.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    /// The statement that joined.
    pub statement: StatementId,
    /// The founding statement of what it joined.
    pub with: StatementId,
    /// Who judged.
    pub by: Judge,
    /// How well it fits, 0 to 1; 1 for a person's judgement.
    pub score: f64,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// Who judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judge {
    /// The rules of this module.
    Rules,
    /// A person: the judgement's number, by which it can be withdrawn.
    Person(i64),
}

/// One thing that speaks for a merge, with how much of its part it is worth, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reason {
    /// What was compared.
    pub on: Ground,
    /// How alike.
    pub score: f64,
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ground {
    /// The frames.
    Frame,
    /// Who takes part.
    Parties,
    /// When.
    Time,
    /// Where.
    Place,
    /// What it is about: topic, goods, office.
    Matter,
    /// How near the reports are in origin.
    Context,
    /// A person said so.
    Judgement,
}

impl Ground {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Frame => "frame",
            Self::Parties => "parties",
            Self::Time => "time",
            Self::Place => "place",
            Self::Matter => "matter",
            Self::Context => "context",
            Self::Judgement => "judgement",
        }
    }
}
