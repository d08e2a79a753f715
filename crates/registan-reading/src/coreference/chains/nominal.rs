//! Noun phrases and pronouns of the trees: what may be a mention, with what its words tell of it.

use std::ops::Range;

use registan_language::TokenIndex;

use super::{agreement::Agreement, anaphor::AnaphorKind};

/// A noun phrase or pronoun.
#[derive(Debug, Clone, PartialEq)]
pub struct Nominal {
    /// Its syntactic head.
    pub head: TokenIndex,
    /// The whole phrase: positions in the analysis' tokens.
    pub tokens: Range<usize>,
    /// The phrase without relative clauses behind it.
    pub core: Range<usize>,
    /// What kind of words it is.
    pub form: NominalForm,
    /// The sentence that it stands in.
    pub(super) sentence: usize,
    pub(super) agreement: Agreement,
    pub(super) definiteness: Definiteness,
    pub(super) role: Role,
    /// The tokens of a name, title left out; empty for other phrases.
    pub(super) name: Range<usize>,
    /// What it is, as far as words tell.
    pub(super) sort: Sort,
}

/// What kind of words a nominal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NominalForm {
    /// A pronoun.
    Pronoun(AnaphorKind),
    /// A proper name.
    Name,
    /// A phrase around a common noun.
    Noun,
    /// A noun that only modifies another one: "iodine" in "iodine deficiency".
    Modifier,
    /// A number or date.
    Number,
    /// Several joined by a conjunction.
    Coordination,
}

/// How a phrase begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Definiteness {
    /// The, de.
    Definite,
    /// This, those, die.
    Demonstrative,
    /// His, Ann's.
    Possessive,
    /// A, some, no.
    Indefinite,
    /// Nothing before it.
    Bare,
}

/// Its place in the clause, the most prominent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Subject,
    Object,
    Oblique,
    Possessor,
    Predicate,
    Other,
}

/// What a phrase stands for, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    /// A body or people: it or they.
    Group,
    Place,
    /// A stretch or point of time, which no pronoun stands for.
    Time,
    Thing,
    Unknown,
}

impl Nominal {
    /// Whether it is a pronoun of any kind.
    pub fn is_pronoun(&self) -> bool {
        matches!(self.form, NominalForm::Pronoun(_))
    }

    /// Whether one of the two holds the other.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.tokens.start < other.tokens.end && other.tokens.start < self.tokens.end
    }

    /// Whether the phrase points back by its determiner.
    pub(super) fn points_back(&self) -> bool {
        matches!(self.definiteness, Definiteness::Definite | Definiteness::Demonstrative)
    }
}
