//! States: what holds over time, derived from what frames declare they do to relations, never typed in.
//!
//! **Evidence.** A statement whose frame begins, ends, asserts or denies a relation bears on the state between its
//! parties; one that has a relation and whose frame declares nothing asserts it. Denial turns the effect round: what
//! did not begin is a denial, what did not end is an assertion. Only what is told as actual makes a state; what is told as
//! planned or expected makes a planned one; possibilities, wishes and questions make none.
//!
//! **Periods.** Evidence is laid along time. A told beginning gives "since", an assertion "since at least", a told ending
//! "until", and an ending that is only known to have happened by its publication "until at most". Nothing closes a
//! period but evidence that it ended, and unrelated statements never do.
//!
//! **Status.** Evidence for and against on overlapping times makes a state contested: both sides stay.

mod evidence;
mod find;
mod timeline;

pub(crate) use find::state_rank;

use std::fmt;
use std::sync::Arc;

use registan_types::{Edtf, EdtfDate, FrameName, Grounded, PloverCode, Relation, ValidPeriod};

use crate::StoredStatement;
use crate::belief::Belief;
use crate::schema::EffectKind;

/// A state's identity: a hash of the relation, its parties and where its period stands among theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StateId(pub [u8; 16]);

impl fmt::Display for StateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// When a state began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Begin {
    /// Nothing is known of its beginning.
    Unknown,
    /// It held then already: "since at least".
    SinceAtLeast(EdtfDate),
    /// It is told to have begun then: "since".
    Since(EdtfDate),
}

/// When a state ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// Nothing says that it ended.
    Open,
    /// It had ended by then: "until at most".
    UntilAtMost(EdtfDate),
    /// It is told to have ended then: "until".
    Until(EdtfDate),
}

impl Begin {
    /// The date, if there is one.
    pub fn date(self) -> Option<EdtfDate> {
        match self {
            Self::Unknown => None,
            Self::SinceAtLeast(date) | Self::Since(date) => Some(date),
        }
    }
}

impl End {
    /// The date, if there is one.
    pub fn date(self) -> Option<EdtfDate> {
        match self {
            Self::Open => None,
            Self::UntilAtMost(date) | Self::Until(date) => Some(date),
        }
    }
}

/// Whether a state holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Told, and not denied.
    Holds,
    /// Told to come.
    Planned,
    /// Told and denied.
    Contested,
    /// Only denied.
    Denied,
}

impl Status {
    /// The stable name: `holds`, `planned`, `contested`, `denied`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Planned => "planned",
            Self::Contested => "contested",
            Self::Denied => "denied",
        }
    }
}

/// What holds, or is said to, between two parties over a period, with what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// What is told of it.
    pub outline: StateOutline,
    /// How far to believe it, with the origins.
    pub belief: Belief,
    /// What it rests on, in the order of time.
    pub evidence: Vec<Testimony>,
}

/// A state without its evidence: what can be told of it without reading every statement that it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct StateOutline {
    /// Identity.
    pub id: StateId,
    /// What holds.
    pub relation: Relation,
    /// Who: a member, an office holder, a supplier; of relations that are mutual one of the two.
    pub subject: Grounded,
    /// To whom or of what; `None` when no statement says.
    pub object: Option<Grounded>,
    /// The office, goods or currency that it is about.
    pub matter: Option<Grounded>,
    /// The frame of the first statement.
    pub frame: FrameName,
    /// Its code, if it has one.
    pub plover: Option<PloverCode>,
    /// How its beginning is known.
    pub begin: Begin,
    /// How its end is known.
    pub end: End,
    /// Whether it holds.
    pub status: Status,
    /// What it rests on, in the order of time.
    members: Vec<Member>,
}

/// A statement that a state rests on, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Member {
    statement: i64,
    effect: EffectKind,
    planned: bool,
}

impl StateOutline {
    /// How many statements it rests on.
    pub fn statements(&self) -> usize {
        self.members.len()
    }

    /// The period as an EDTF interval; an unknown or open end is `..`.
    pub fn valid(&self) -> ValidPeriod {
        ValidPeriod(Edtf::Interval(self.begin.date(), self.end.date()))
    }
}

/// A statement with what it says about a state.
#[derive(Debug, Clone, PartialEq)]
pub struct Testimony {
    /// The statement; one that bears on several states is shared among them.
    pub stored: Arc<StoredStatement>,
    /// What it does to the state, denial taken into account.
    pub effect: EffectKind,
    /// Whether it tells of something yet to come.
    pub planned: bool,
}
