//! How well a statement fits a group: the score of a merge and its reasons.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::mention::{Gist, Interval, Party, TimeClass};
use super::{Ground, Phase, Reason};
use crate::Schema;
use crate::schema::Kinship;

/// How well a statement fits, with why.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fit {
    pub(crate) score: f64,
    /// What each ground is worth, in the order of [`SHARES`].
    scores: [f64; 5],
}

impl Fit {
    /// Why.
    pub(crate) fn reasons(&self) -> Vec<Reason> {
        SHARES.iter().zip(self.scores).map(|((on, _), score)| Reason { on: *on, score }).collect()
    }
}

/// The share of each ground in the score. They sum to 1 when nothing is left unsaid; what is not said counts half.
const SHARES: [(Ground, f64); 5] =
    [(Ground::Frame, 0.25), (Ground::Parties, 0.32), (Ground::Time, 0.28), (Ground::Place, 0.10), (Ground::Matter, 0.05)];

/// What a ground is worth that one of the two says nothing of.
const UNSAID: f64 = 0.5;

/// What a group looks like to a newcomer.
#[derive(Debug, Clone)]
pub(crate) struct Profile<'m> {
    pub(crate) founder: &'m Gist,
    /// The days on which all members agree.
    pub(crate) time: Interval,
    /// Everybody named so far: actors and recipients.
    pub(crate) actors: Cow<'m, [Party]>,
    pub(crate) recipients: Cow<'m, [Party]>,
    /// A member that tells the place.
    pub(crate) place: Option<&'m Gist>,
}

/// How well `mention` fits a group; `None` when it cannot be the same.
pub(crate) fn fit(schema: &Schema, mention: &Gist, group: &Profile<'_>) -> Option<Fit> {
    // The cheapest first.
    if !may_meet(mention, group) {
        return None;
    }
    let frame = frame_score(schema, mention, group.founder)?;
    let parties = party_score(mention, group)?;
    let time = time_score(mention, group)?;
    let place = place_score(mention, group)?;
    let matter = matter_score(mention, group.founder);
    let thin = is_thin(mention, group, place, matter) && !schema.tells_of_office(&mention.frame);
    if thin || denies_another_phase(mention, group.founder) {
        return None;
    }
    let scores = [frame, parties, time, place, matter];
    Some(Fit { score: weigh(scores), scores })
}

/// The best score that a statement can have in any group.
pub(crate) fn best_score(mention: &Gist) -> f64 {
    let place = if mention.place.is_some() { 1.0 } else { UNSAID };
    let matter = if mention.matter.is_empty() { UNSAID } else { 1.0 };
    weigh([1.0, 1.0, best_time_score(mention.class), place, matter])
}

fn weigh(scores: [f64; 5]) -> f64 {
    SHARES.iter().zip(scores).map(|((_, share), score)| share * score).sum()
}

/// Whether too little is compared: one side only, no stated time, no place, and nothing that it is about. One party refuses,
/// promises and supports many things in a week; two that do something together seldom do, and nobody takes two offices.
fn is_thin(mention: &Gist, group: &Profile<'_>, place: f64, matter: f64) -> bool {
    let timeless = mention.class >= TimeClass::Implied && group.founder.class >= TimeClass::Implied;
    if !timeless || place >= 1.0 || matter >= 1.0 {
        return false;
    }
    let shared = |ours: &[Party], theirs: &[Party]| by_side(ours).filter(|own| of_side(theirs, own).is_some()).count();
    shared(&mention.actors, &group.actors) + shared(&mention.recipients, &group.recipients) < 2
}

/// Whether one says that it did not happen and the other speaks of another phase: that it was not planned denies no deed.
pub(super) fn denies_another_phase(mention: &Gist, founder: &Gist) -> bool {
    let (a, b) = (mention, founder);
    let both_dated = mention.class == TimeClass::Day && founder.class == TimeClass::Day;
    a.polarity != b.polarity && Phase::of(a.reality) != Phase::of(b.reality) && !both_dated
}

pub(super) fn frame_score(schema: &Schema, mention: &Gist, founder: &Gist) -> Option<f64> {
    let (a, b) = (mention, founder);
    let kin = match schema.kinship(&a.frame, &b.frame) {
        Kinship::Same => 1.0,
        Kinship::Line => 0.8,
        Kinship::Siblings => 0.4,
        Kinship::None => return None,
    };
    // What is done together is no kind of what one does to another: a meeting is no visit, though both are told of one day.
    if a.reciprocal != b.reciprocal && a.frame != b.frame {
        return None;
    }
    // Two modes of one type are two kinds of happening: a call is no visit.
    let differ = a.mode.as_ref().zip(b.mode.as_ref()).is_some_and(|(a, b)| a != b);
    Some(if differ { kin * 0.6 } else { kin })
}

/// Sides must stand in the same roles. Persons of one side must not be others; a state may stand for its president.
fn party_score(mention: &Gist, group: &Profile<'_>) -> Option<f64> {
    let together = |m: &Gist| m.reciprocal;
    if together(mention) || together(group.founder) {
        let mut all: SmallVec<[Party; 4]> = group.actors.iter().chain(&*group.recipients).copied().collect();
        all.sort_unstable();
        all.dedup();
        return role_score(&mention.everybody(), &all);
    }
    let actors = role_score(&mention.actors, &group.actors);
    let recipients = role_score(&mention.recipients, &group.recipients);
    match (mention.actors.is_empty() || group.actors.is_empty(), mention.recipients.is_empty() || group.recipients.is_empty()) {
        (false, false) => Some(f64::midpoint(actors?, recipients?)),
        (false, true) => Some(0.9 * actors?),
        (true, false) => Some(0.9 * recipients?),
        (true, true) => None,
    }
}

/// Parties one side after another, as they are sorted.
fn by_side(parties: &[Party]) -> impl Iterator<Item = &[Party]> {
    parties.chunk_by(|a, b| a.side == b.side)
}

/// Of some parties those of the side that others are of.
fn of_side<'p>(parties: &'p [Party], others: &[Party]) -> Option<&'p [Party]> {
    by_side(parties).find(|own| own.first().map(|party| party.side) == others.first().map(|party| party.side))
}

/// How alike two lists of parties are: sides by what they share, and within a shared side whether the persons agree.
fn role_score(mention: &[Party], group: &[Party]) -> Option<f64> {
    // Mostly both are one side, of which all is there.
    if let Some((ours, theirs)) = only_side(mention).zip(only_side(group)) {
        return if ours == theirs { agent_score(mention, group) } else { None };
    }
    let (ours, theirs) = (by_side(mention).count(), by_side(group).count());
    let (mut shared, mut total) = (0, 0.0);
    for own in by_side(mention) {
        if let Some(other) = of_side(group, own) {
            shared += 1;
            total += agent_score(own, other)?;
        }
    }
    if shared == 0 {
        return None;
    }
    // Of the shorter list all should be there; the longer may be fuller.
    let overlap = f64::from(shared) / ours.min(theirs).max(1) as f64;
    let fullness = f64::from(shared) / ours.max(theirs).max(1) as f64;
    Some(total / f64::from(shared) * overlap * (0.6 + 0.4 * fullness))
}

/// The side that all of some parties are of, as they are sorted.
fn only_side(parties: &[Party]) -> Option<i64> {
    let (first, last) = parties.first().zip(parties.last())?;
    (first.side == last.side).then_some(first.side)
}

fn agent_score(ours: &[Party], theirs: &[Party]) -> Option<f64> {
    let agents = |parties: &[Party]| parties.iter().any(|party| party.agent.is_some());
    let same = |one: &Party| one.agent.is_some() && theirs.iter().any(|other| other.agent == one.agent);
    match (agents(ours), agents(theirs)) {
        (false, false) => Some(1.0),
        (false, true) | (true, false) => Some(0.8),
        (true, true) if ours.iter().any(same) => Some(1.0),
        (true, true) => None,
    }
}

/// Whether [`time_score`] may be any.
fn may_meet(mention: &Gist, group: &Profile<'_>) -> bool {
    mention.time.overlaps(group.time) || looks_back(mention, group) || heads(mention, group)
}

/// Two days must be one; longer times must overlap. Something told without a time, that was carried out, may also lie
/// further back than news does, at a price.
fn time_score(mention: &Gist, group: &Profile<'_>) -> Option<f64> {
    use TimeClass::{Day, Implied, Month, Vague, Year};
    if !mention.time.overlaps(group.time) {
        return if looks_back(mention, group) { Some(0.35) } else { heads(mention, group).then_some(0.5) };
    }
    match (mention.class, group.founder.class) {
        (Day, Day) => Some(if mention.time == group.time { 1.0 } else { 0.8 }),
        (Day, Month) | (Month, Day) => Some(0.8),
        (Month, Month) => Some(if mention.time == group.time { 0.85 } else { 0.75 }),
        (Day | Month, Year) | (Year, Day | Month) | (Year, Year) => Some(0.5),
        (Implied, Day | Month) | (Day | Month, Implied) => (!is_supposed(mention, group.founder)).then_some(0.65),
        (Implied, Implied) => implied_score(mention, group.founder),
        (Implied, Year) | (Year, Implied) => Some(0.4),
        // Nothing but the report they share ties what has no time at all.
        (Vague, _) | (_, Vague) => same_report(mention, group.founder).then_some(0.6),
    }
}

/// The most that [`time_score`] gives.
fn best_time_score(class: TimeClass) -> f64 {
    match class {
        TimeClass::Day => 1.0,
        TimeClass::Month => 0.85,
        TimeClass::Implied => 0.7,
        TimeClass::Year | TimeClass::Vague => 0.6,
    }
}

/// Whether one of two, in another report than the other's, is only supposed, and without a time: "if they attack" tells of no attack on a certain day.
fn is_supposed(a: &Gist, b: &Gist) -> bool {
    let supposed = |m: &Gist| m.class == TimeClass::Implied && Phase::of(m.reality) == Phase::Considered;
    !same_report(a, b) && (supposed(a) || supposed(b))
}

/// Whether a happening of the past is mentioned in passing: "the invasion", told months later.
pub(crate) fn may_look_back(mention: &Gist) -> bool {
    mention.class == TimeClass::Implied && Phase::of(mention.reality) == Phase::CarriedOut
}

fn looks_back(mention: &Gist, group: &Profile<'_>) -> bool {
    let earlier = group.time.last.zip(mention.time.first).is_some_and(|(theirs, ours)| theirs < ours);
    may_look_back(mention) && earlier && group.founder.class <= TimeClass::Month
}

/// Whether a headline tells without a time, as if it were done, what its own report says is planned for a day to come.
fn heads(mention: &Gist, group: &Profile<'_>) -> bool {
    let later = group.time.first.zip(mention.time.last).is_some_and(|(theirs, ours)| theirs > ours);
    let planned = Phase::of(group.founder.reality) == Phase::Planned;
    mention.class == TimeClass::Implied && later && planned && same_report(mention, group.founder)
}

/// Two statements without a time: the closer their publication, the likelier that they mean the same. What is planned is
/// told over weeks; what happens is news for days.
fn implied_score(mention: &Gist, founder: &Gist) -> Option<f64> {
    if same_report(mention, founder) {
        return Some(0.7);
    }
    let middle = |m: &Gist| m.time.first.zip(m.time.last).map_or(0, |(first, last)| i64::midpoint(first, last));
    let happened = |m: &Gist| Phase::of(m.reality) == Phase::CarriedOut;
    let apart = (middle(mention) - middle(founder)).abs();
    let considered = |m: &Gist| Phase::of(m.reality) == Phase::Considered;
    if considered(mention) && considered(founder) {
        // Two papers that wonder about something without a time wonder about whatever it may be.
        return None;
    }
    match (happened(mention) && happened(founder), apart) {
        (_, 0..=2) => Some(0.6),
        (true, 3..=7) => Some(0.3),
        (true, _) => None,
        (false, 3..=14) => Some(0.5),
        (false, 15..=60) => Some(0.3),
        (false, _) => None,
    }
}

fn same_report(a: &Gist, b: &Gist) -> bool {
    a.report == b.report
}

/// Places in two states exclude each other; the same place speaks for, an unsaid one neither way.
fn place_score(mention: &Gist, group: &Profile<'_>) -> Option<f64> {
    let ours = mention.place.as_ref();
    let theirs = group.place.and_then(|member| member.place.as_ref());
    let Some((ours, theirs)) = ours.zip(theirs) else { return Some(UNSAID) };
    let same_id = ours.id.is_some() && ours.id == theirs.id;
    if same_id || ours.name == theirs.name {
        return Some(1.0);
    }
    match ours.country.zip(theirs.country) {
        Some((ours, theirs)) if ours != theirs => None,
        Some(_) => Some(0.4),
        None => Some(0.2),
    }
}

fn matter_score(mention: &Gist, founder: &Gist) -> f64 {
    match (mention.matter.is_empty(), founder.matter.is_empty()) {
        (true, _) | (_, true) => UNSAID,
        _ if mention.matter.iter().any(|key| founder.matter.binary_search(key).is_ok()) => 1.0,
        _ => 0.0,
    }
}
