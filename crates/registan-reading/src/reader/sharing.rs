//! Whom a clause aims at without saying so: "China did not turn against Russia, and takes no part in the sanctions", "met his colleague to discuss
//! trade".

use registan_language::Relation;
use registan_types::{EntityKind, PloverType, Quad};

use super::assembly::Assembly;
use crate::frame::{Candidate, Filled, Role};

/// Gives a doing that names no target that of the clause it is joined to, where one party does both, both are hostile or both help, and the target is a
/// state, a body or a person.
pub(super) fn share_targets(assembly: &Assembly<'_>, candidates: &mut [Candidate]) {
    let targets: Vec<Vec<Filled>> = candidates
        .iter()
        .map(|candidate| {
            let mut targets = shared(assembly, candidate, candidates);
            targets.extend(partners(assembly, candidate, candidates));
            targets
        })
        .collect();
    for (candidate, targets) in candidates.iter_mut().zip(targets) {
        candidate.fillers.extend(targets);
    }
}

fn shared(assembly: &Assembly<'_>, candidate: &Candidate, candidates: &[Candidate]) -> Vec<Filled> {
    let tree = assembly.matcher.clauses.tree();
    let trigger = candidate.predicate.trigger;
    let first = tree.first_conjunct(trigger);
    let open = candidate.of(Role::Recipient).next().is_none() && candidate.of(Role::Body).next().is_none();
    let wants = |unit: &crate::frame::Unit| unit.patterns.iter().any(|(role, _)| *role == Role::Recipient);
    if first == trigger || !open || !assembly.matcher.frames.unit(candidate.unit).is_some_and(wants) {
        return Vec::new();
    }
    let joined = candidates.iter().find(|other| other.predicate.trigger == first);
    let alike = |other: &&Candidate| kind(assembly, other).zip(kind(assembly, candidate)).is_some_and(|(one, two)| may_share(one, two));
    let Some(other) = joined.filter(alike).filter(|other| have_one_actor(other, candidate)) else { return Vec::new() };
    let target = |filled: &&Filled| {
        let known = |kind| matches!(kind, EntityKind::State | EntityKind::Organisation | EntityKind::Person);
        filled.referent.as_ref().is_some_and(|referent| known(referent.entity.kind) && referent.entity.id.is_some())
    };
    other.of(Role::Recipient).filter(target).map(|filled| Filled { implicit: true, ..filled.clone() }).collect()
}

/// "Met his colleague to discuss trade": of what is done together for the sake of which others meet, all of them.
fn partners(assembly: &Assembly<'_>, candidate: &Candidate, candidates: &[Candidate]) -> Vec<Filled> {
    let tree = assembly.matcher.clauses.tree();
    let together = |candidate: &Candidate| {
        let unit = assembly.matcher.frames.unit(candidate.unit);
        unit.and_then(|unit| assembly.matcher.frames.frame_of(unit)).is_some_and(|frame| frame.reciprocal)
    };
    let doers =
        |candidate: &Candidate| -> Vec<Filled> { candidate.fillers.iter().filter(|filled| filled.role.is_party()).cloned().collect() };
    let trigger = candidate.predicate.trigger;
    let purpose = tree.token(trigger).filter(|token| token.deprel.is(Relation::Advcl) && token.feats.has("VerbForm", "Inf"));
    let own = doers(candidate);
    let [only] = own.as_slice() else { return Vec::new() };
    let governor = purpose.and_then(|token| token.head).filter(|_| together(candidate));
    let Some(meeting) = candidates.iter().find(|other| Some(other.predicate.trigger) == governor && together(other)) else {
        return Vec::new();
    };
    let all = doers(meeting);
    let among = all.iter().any(|filled| filled.head == only.head);
    let others = all.into_iter().filter(|filled| among && filled.head != only.head);
    others.map(|filled| Filled { role: Role::Actor, implicit: true, ..filled }).collect()
}

fn kind(assembly: &Assembly<'_>, candidate: &Candidate) -> Option<PloverType> {
    let unit = assembly.matcher.frames.unit(candidate.unit)?;
    let frame = assembly.matcher.frames.frame_of(unit)?;
    unit.plover.as_ref().or(frame.plover.as_ref()).map(|code| code.kind)
}

/// Whether who suffers or enjoys the first is whom the second is for too.
fn may_share(first: PloverType, second: PloverType) -> bool {
    let hostile = |kind: PloverType| matches!(kind.quad(), Quad::VerbalConflict | Quad::MaterialConflict);
    let helps = |kind| matches!(kind, PloverType::Support | PloverType::Aid);
    match second {
        PloverType::Sanction | PloverType::Threaten => hostile(first),
        PloverType::Aid => helps(first),
        _ => false,
    }
}

fn have_one_actor(one: &Candidate, other: &Candidate) -> bool {
    let actors = |candidate: &Candidate| -> Vec<_> {
        let referents = candidate.of(Role::Actor).filter_map(|filled| filled.referent.as_ref());
        referents.filter_map(|referent| referent.entity.id.clone()).collect()
    };
    let (one, other) = (actors(one), actors(other));
    !one.is_empty() && one == other
}
