//! Person, number and gender, as far as words tell them, and whether two of them can be one.

use crate::knowledge::Gender;

/// The genders that something may have: a set of he, she and it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Genders(u8);

impl Genders {
    pub(super) const MASCULINE: Self = Self(1);
    pub(super) const FEMININE: Self = Self(2);
    pub(super) const NEUTER: Self = Self(4);
    /// Some person.
    pub(super) const PERSON: Self = Self(3);
    pub(super) const ANY: Self = Self(7);

    /// From the letters m, f and n; any where there is none.
    pub(super) fn parse(letters: &str) -> Self {
        let bit = |letter: char, of: Self| if letters.contains(letter) { of.0 } else { 0 };
        let set = bit('m', Self::MASCULINE) | bit('f', Self::FEMININE) | bit('n', Self::NEUTER);
        if set == 0 { Self::ANY } else { Self(set) }
    }

    /// That of a person whose gender is known or not.
    pub(super) fn of(gender: Option<Gender>) -> Self {
        match gender {
            Some(Gender::Masculine) => Self::MASCULINE,
            Some(Gender::Feminine) => Self::FEMININE,
            None => Self::PERSON,
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether it can only be a person.
    pub(super) fn is_person(self) -> bool {
        self.0 != 0 && self.0 & Self::NEUTER.0 == 0
    }
}

/// The numbers that something may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Numbers(u8);

impl Numbers {
    pub(super) const SINGULAR: Self = Self(1);
    pub(super) const PLURAL: Self = Self(2);
    pub(super) const ANY: Self = Self(3);

    /// From the letters s and p; any where there is none.
    pub(super) fn parse(letters: &str) -> Self {
        match (letters.contains('s'), letters.contains('p')) {
            (true, false) => Self::SINGULAR,
            (false, true) => Self::PLURAL,
            _ => Self::ANY,
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// What must agree before two mentions can be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Agreement {
    pub(super) genders: Genders,
    pub(super) numbers: Numbers,
}

impl Agreement {
    pub(super) const ANY: Self = Self { genders: Genders::ANY, numbers: Numbers::ANY };

    pub(super) fn new(genders: Genders, numbers: Numbers) -> Self {
        Self { genders, numbers }
    }

    /// What both allow. Several of any gender are they, so that gender tells nothing of plurals.
    pub(super) fn and(self, other: Self) -> Self {
        let numbers = self.numbers.and(other.numbers);
        let both = self.genders.and(other.genders);
        let genders = if numbers == Numbers::PLURAL && both.is_empty() { self.genders.or(other.genders) } else { both };
        Self { genders, numbers }
    }

    /// Whether something can have both.
    pub(super) fn agrees(self, other: Self) -> bool {
        let both = self.and(other);
        !both.genders.is_empty() && !both.numbers.is_empty()
    }
}
