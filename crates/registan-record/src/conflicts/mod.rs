//! Conflicts: statements on one event or state that cannot both hold, with both sides and their sources.
//!
//! Nothing is ever retired by a conflict. What looks like one and is none (rounding, other moments, a plan that came to
//! nothing, a place within a place) is told from the others and explained: such a pair carries the [`Explanation`] that
//! reconciles it.

mod amounts;
mod events;
mod find;
mod states;

pub(crate) use events::{Alike, alike_in_place, alike_in_time, may_slip, other_doers, slip};
pub(crate) use find::{Contested, rank};
pub(crate) use states::within as within_state;

use std::fmt;

use registan_types::{Edtf, FrameName, Grounded, PloverCode, Relation};

use crate::StoredStatement;
use crate::events::EventId;
use crate::states::StateId;

/// A conflict's identity: a hash of its kind and its statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConflictId(pub [u8; 16]);

impl fmt::Display for ConflictId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// What two sides disagree on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ConflictKind {
    /// Whether it is so.
    Polarity,
    /// How much or how many.
    Value,
    /// When.
    Time,
    /// Where.
    Place,
    /// Who did it.
    Actor,
    /// What one and the same voice says.
    Voice,
}

impl ConflictKind {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Polarity => "polarity",
            Self::Value => "value",
            Self::Time => "time",
            Self::Place => "place",
            Self::Actor => "actor",
            Self::Voice => "voice",
        }
    }
}

/// What reconciles two sides that seem to disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Explanation {
    /// One number is the other, rounded.
    Rounding,
    /// "About" so many: the other lies near.
    Approximation,
    /// Counted at different moments; the later count is the higher.
    Moments,
    /// One speaks of the plan, the other of what became of it.
    Phases,
    /// One speaks of a part of what the other speaks of: a town of a country.
    Scope,
}

impl Explanation {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rounding => "rounding",
            Self::Approximation => "approximation",
            Self::Moments => "moments",
            Self::Phases => "phases",
            Self::Scope => "scope",
        }
    }
}

/// What a conflict is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// One event.
    Event(EventId),
    /// Two events that may be one, told of with different times or doers.
    Events(EventId, EventId),
    /// A state.
    State(StateId),
}

/// One side of a conflict.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// What it says, shortly: `affirmed`, `46`, `2022-07-22`.
    pub says: String,
    /// Its statements, in the order of report and place.
    pub statements: Vec<StoredStatement>,
}

/// Two sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Identity.
    pub id: ConflictId,
    /// What they disagree on.
    pub kind: ConflictKind,
    /// What it is on.
    pub subject: Subject,
    /// The frame of the event or state.
    pub frame: FrameName,
    /// Its code.
    pub plover: Option<PloverCode>,
    /// Its relation.
    pub relation: Option<Relation>,
    /// Who takes part.
    pub actors: Vec<Grounded>,
    /// To whom.
    pub recipients: Vec<Grounded>,
    /// When.
    pub time: Option<Edtf>,
    /// How sure it is that both cannot hold, 0 to 1: the weaker side's belief times how surely both speak of one thing.
    pub score: f64,
    /// What reconciles them; `None` for a contradiction.
    pub explanation: Option<Explanation>,
    /// The sides: who affirms, or says the lesser or earlier, first.
    pub sides: [Side; 2],
}

/// What two sides are about: what an event and a state have in common.
#[derive(Debug, Clone)]
pub(crate) struct About {
    pub(crate) subject: Subject,
    pub(crate) frame: FrameName,
    pub(crate) plover: Option<PloverCode>,
    pub(crate) relation: Option<Relation>,
    pub(crate) actors: Vec<Grounded>,
    pub(crate) recipients: Vec<Grounded>,
    pub(crate) time: Option<Edtf>,
}

impl About {
    /// A conflict on it. `sureness` is how surely both sides speak of one thing.
    pub(crate) fn conflict(&self, kind: ConflictKind, explanation: Option<Explanation>, sureness: f64, sides: [Side; 2]) -> Conflict {
        let weight = |side: &Side| {
            let votes: Vec<_> = side.statements.iter().map(|stored| crate::belief::Vote { stored, print: None, against: false }).collect();
            crate::belief::belief(&votes).support
        };
        let [one, other] = &sides;
        let score = weight(one).min(weight(other)) * sureness;
        Conflict {
            id: id(kind, &sides),
            kind,
            subject: self.subject,
            frame: self.frame.clone(),
            plover: self.plover.clone(),
            relation: self.relation,
            actors: self.actors.clone(),
            recipients: self.recipients.clone(),
            time: self.time,
            score,
            explanation,
            sides,
        }
    }
}

fn id(kind: ConflictKind, sides: &[Side; 2]) -> ConflictId {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"conflict-1");
    hasher.update(kind.name().as_bytes());
    for side in sides {
        hasher.update(&(side.says.len() as u64).to_le_bytes());
        hasher.update(side.says.as_bytes());
        hasher.update(&(side.statements.len() as u64).to_le_bytes());
        side.statements.iter().for_each(|stored| {
            hasher.update(&stored.id.0);
        });
    }
    let mut id = [0; 16];
    hasher.finalize_xof().fill(&mut id);
    ConflictId(id)
}
