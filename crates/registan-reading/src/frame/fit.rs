//! How well a unit fits a predicate, and which of several fits best. How sure the statement is that comes of it, [`crate::confidence`] weighs.

use registan_types::{EntityKind, Grounded};

use super::{Candidate, Filled, Role, Unit};
use crate::mention::Referent;

/// More roles filled, then a surer reading. Bare words count half, what had to be looked for elsewhere less.
pub(super) fn rank(candidate: &Candidate) -> f32 {
    let weight = |filled: &Filled| match (&filled.referent, filled.displaced) {
        // Somebody who has a name is a party rather than a topic.
        (Some(referent), _) if filled.role == Role::Topic && is_person(referent) => 0.6,
        (Some(referent), _) if !is_grounded(&referent.entity) => 0.6,
        (Some(_), false) => 1.0,
        (Some(_), true) => 0.7,
        (None, _) => 0.5,
    };
    let roles: f32 =
        [Role::Actor, Role::Recipient, Role::Body, Role::Goods, Role::Topic, Role::Office, Role::Currency, Role::Killed, Role::Injured]
            .into_iter()
            .map(|role| candidate.of(role).map(weight).fold(0.0, f32::max))
            .sum();
    let light = if candidate.light_noun.is_some() { 0.5 } else { 0.0 };
    roles + light + candidate.score
}

/// The unit's own confidence lowered by doubts about who its parties are. Beside a party that is known, one told by words alone costs little; where nobody is
/// known, much.
pub(super) fn fit(unit: &Unit, fillers: &[Filled]) -> f32 {
    let grounded = |filled: &Filled| filled.referent.as_ref().is_some_and(|referent| is_grounded(&referent.entity));
    let parties = || fillers.iter().filter(|filled| filled.role.is_party());
    let by_words = if parties().any(grounded) { BESIDE_KNOWN } else { NOBODY_KNOWN };
    let sure = |filled: &Filled| {
        let place = if filled.displaced { 0.85 } else { 1.0 };
        place
            * match &filled.referent {
                Some(_) if !grounded(filled) => by_words,
                Some(referent) => referent.confidence,
                None => 0.9,
            }
    };
    // A list is as sure as its weakest member, not less sure the longer it is.
    let of_role = |role: Role| parties().filter(|filled| filled.role == role).map(sure).fold(1.0, f32::min);
    [Role::Actor, Role::Recipient, Role::Body].into_iter().fold(unit.confidence, |total, role| total * of_role(role))
}

/// Whether it is known who is meant, or whose.
pub(super) fn is_grounded(entity: &Grounded) -> bool {
    entity.id.is_some() || entity.country.is_some()
}

/// What a party that only words tell leaves of the fit beside one that is known.
const BESIDE_KNOWN: f32 = 0.8;

/// … and where no party is known.
const NOBODY_KNOWN: f32 = 0.35;

/// Whether a person is meant who has a name in the text.
fn is_person(referent: &Referent) -> bool {
    referent.entity.kind == EntityKind::Person && referent.entity.id.is_some()
}
