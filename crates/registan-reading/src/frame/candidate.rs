//! A predicate read as a unit: roles, who fills them, and why a unit did not fit.

use registan_language::TokenIndex;
use registan_types::Span;

use super::UnitId;
use crate::{clause::Predicate, mention::Referent};

/// A role of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Who does it.
    Actor,
    /// To whom.
    Recipient,
    /// The event or organisation taken part in; becomes the recipient.
    Body,
    /// What it is about.
    Topic,
    /// What changes hands.
    Goods,
    /// The office.
    Office,
    /// What is paid in.
    Currency,
    /// Where.
    Place,
    /// The dead.
    Killed,
    /// The wounded.
    Injured,
    /// The missing.
    Missing,
    /// Those driven from home.
    Displaced,
}

impl std::str::FromStr for Role {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(match text {
            "actor" => Self::Actor,
            "recipient" => Self::Recipient,
            "body" => Self::Body,
            "topic" => Self::Topic,
            "goods" => Self::Goods,
            "office" => Self::Office,
            "currency" => Self::Currency,
            "place" => Self::Place,
            "killed" => Self::Killed,
            "injured" => Self::Injured,
            "missing" => Self::Missing,
            "displaced" => Self::Displaced,
            _ => return Err(()),
        })
    }
}

impl Role {
    /// Whether the role names a party to the doing.
    pub(crate) fn is_party(self) -> bool {
        matches!(self, Self::Actor | Self::Recipient | Self::Body)
    }
}

/// One filler of one role.
#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    /// The role.
    pub role: Role,
    /// Head of the words.
    pub head: TokenIndex,
    /// The words.
    pub span: Span,
    /// What they stand for; none for what is only words ("kernbelangen").
    pub referent: Option<Referent>,
    /// Nothing stands in the clause itself.
    pub implicit: bool,
    /// Stands where the unit does not look first: the reading is less sure.
    pub displaced: bool,
}

/// A predicate read as a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The unit.
    pub unit: UnitId,
    /// The predicate.
    pub predicate: Predicate,
    /// The noun of a light-verb unit.
    pub light_noun: Option<TokenIndex>,
    /// Who fills which role.
    pub fillers: Vec<Filled>,
    /// How sure, 0 to 1.
    pub score: f32,
}

impl Candidate {
    /// The fillers of one role.
    pub fn of(&self, role: Role) -> impl Iterator<Item = &Filled> {
        self.fillers.iter().filter(move |filled| filled.role == role)
    }

    /// Whether some party is known.
    pub(super) fn has_known_party(&self) -> bool {
        self.fillers.iter().any(|filled| filled.role.is_party() && filled.referent.is_some())
    }
}

/// Why a unit that has the word was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Misfit {
    /// It wants the other voice, or a reflexive pronoun.
    Form,
    /// Nothing that it allows fills a role it requires, or somebody stands there whom it does not allow.
    Unfilled(Role),
    /// It is done by several, and there is one.
    NotSeveral,
    /// Nobody in its roles is known.
    NobodyKnown,
    /// The verb and a noun beside it are together a word of another unit, which could not be read.
    Idiom,
}

/// A unit tried on a predicate, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// The unit.
    pub unit: UnitId,
    /// How it was read, or why not.
    pub outcome: Result<Candidate, Misfit>,
}
