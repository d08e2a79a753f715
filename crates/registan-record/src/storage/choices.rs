//! The numbers that stand for named values in stored bodies.
//!
//! A value's number is its place in its list here. Lists only ever grow at their end: a number that has been
//! written keeps its meaning for good, in whatever order the types declare their values.

use registan_types::{
    BlockKind, Certainty, EntityKind, Language, Measure, PloverType, Polarity, Qualifier, Reality, Relation, Sector, Stance,
};

use crate::Corruption;

/// A type of named values that is stored as a number.
pub(crate) trait Choice: Copy + PartialEq + 'static {
    /// Every value, in the order of its numbers.
    const STORED: &'static [Self];
    /// What the type is called in an error.
    const WHAT: &'static str;

    fn number(self) -> u8 {
        // The lists are complete (tested) and far shorter than 256.
        Self::STORED.iter().position(|value| *value == self).map_or(u8::MAX, |place| place as u8)
    }

    fn of(number: u8) -> Result<Self, Corruption> {
        Self::STORED.get(usize::from(number)).copied().ok_or(Corruption::Value(Self::WHAT))
    }
}

macro_rules! choices {
    ($($type:ident $what:literal [$($variant:ident)+])+) => {
        $(impl Choice for $type {
            const STORED: &'static [Self] = &[$(Self::$variant),+];
            const WHAT: &'static str = $what;
        })+
    };
}

choices! {
    Language "language" [Dutch English]
    BlockKind "part of a report" [Title Caption Crosshead Paragraph]
    Qualifier "date" [Exact Approximate Uncertain]
    EntityKind "kind of entity" [Person State Group Organisation Place Other]
    Sector "sector" [
        Government Military Police Intelligence Judiciary Legislature Party Opposition Rebels ArmedGroup Criminals
        Civilians Labour Education Business Media Ngo Igo Religious Refugees Elites Social
    ]
    PloverType "event type" [
        Agree Consult Support Concede Cooperate Aid Retreat Request Accuse Reject Threaten Protest Sanction Mobilize Coerce Assault
    ]
    Relation "relation" [
        MemberOf HoldsOffice AllyOf PartnerOf FounderOf ParticipatesIn TradesWith Supplies SettlesIn Borders AtWarWith Sanctions Recognises
    ]
    Polarity "polarity" [Affirmed Denied]
    Reality "reality" [Actual Planned Expected Possible Desired Demanded Hypothetical Questioned Counterfactual]
    Certainty "certainty" [Doubtful Possible Probable Certain]
    Stance "stance" [Asserts Reports Doubts Denies]
    Measure "measure" [Length Area Volume Mass Duration Money Temperature Energy Power Speed Ratio Count]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_a_number() {
        fn check<T: Choice + std::fmt::Debug>(all: &[T]) {
            for value in all {
                assert_eq!(T::of(value.number()), Ok(*value));
            }
        }
        check(&Language::ALL);
        check(EntityKind::ALL);
        check(Sector::ALL);
        check(PloverType::ALL);
        check(Relation::ALL);
        check(Polarity::ALL);
        check(Reality::ALL);
        check(Certainty::ALL);
        check(Stance::ALL);
        check(Measure::ALL);
    }
}
