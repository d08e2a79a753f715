//! The slots of a predicate and what stands in them.

use std::{fmt, sync::Arc};

use registan_language::TokenIndex;

/// How a word is tied to a predicate, whatever the language (`knowledge/frames/README.md`, "Slots").
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// Subject of the active; agent of the passive.
    Subject,
    /// Subject of the clause that a noun of time or occasion stands in: "na een bezoek aan", "after talks with".
    ClauseSubject,
    /// Object of the active; subject of the passive.
    Object,
    /// Indirect object without preposition.
    Indirect,
    /// Complement clause or infinitive.
    Clause,
    /// Oblique or modifier with this marker, several words joined by `_`.
    Marked(Arc<str>),
    /// Genitive or possessive pronoun.
    Possessive,
    /// Adjective of a state or people.
    Demonym,
    /// First part of a compound.
    Compound,
    /// Who or what a noun describes.
    Bearer,
    /// The noun itself.
    Head,
    /// Any slot of those below for somebody whom the doing concerns, the nearest first; only at the end of a path (`clause.within`).
    Within,
}

impl Slot {
    /// The slot of a name in frame files; any word that is none of the fixed names is a marker.
    pub fn from_name(name: &str) -> Self {
        match name {
            "subject" => Self::Subject,
            "clause_subject" => Self::ClauseSubject,
            "object" => Self::Object,
            "indirect" => Self::Indirect,
            "clause" => Self::Clause,
            "possessive" => Self::Possessive,
            "demonym" => Self::Demonym,
            "compound" => Self::Compound,
            "bearer" => Self::Bearer,
            "head" => Self::Head,
            "within" => Self::Within,
            marker => Self::Marked(marker.into()),
        }
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Subject => "subject",
            Self::ClauseSubject => "clause_subject",
            Self::Object => "object",
            Self::Indirect => "indirect",
            Self::Clause => "clause",
            Self::Marked(marker) => marker,
            Self::Possessive => "possessive",
            Self::Demonym => "demonym",
            Self::Compound => "compound",
            Self::Bearer => "bearer",
            Self::Head => "head",
            Self::Within => "within",
        })
    }
}

/// One word or phrase in a slot of a predicate. Coordinated members are separate arguments of one slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The slot.
    pub slot: Slot,
    /// The syntactic head of the phrase. For a Dutch compound, the compound's own token.
    pub head: TokenIndex,
    /// For a compound written as one word: the first part, as text in lower case.
    pub part: Option<String>,
    /// It stands in another clause and is understood here (control, conjunction, relative clause).
    pub inherited: bool,
    /// Who else may be meant, where the one at `head` cannot fill the role.
    pub fallback: Option<TokenIndex>,
}
