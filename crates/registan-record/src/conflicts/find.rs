//! Finding conflicts: over the events and states that a question touches.

use std::collections::HashMap;

use super::{Conflict, ConflictKind, events, states};
use crate::RecordError;
use crate::events::{Event, Page};
use crate::query::{Filter, Snapshot, StoredStatement};

impl Snapshot {
    /// The conflicts on the events and states that `filter` wants, the surest first; those that are explained stand behind
    /// the contradictions.
    ///
    /// A denial that is both an event's and a state's is told once, on the state.
    ///
    /// # Errors
    /// When the text query is wrong or the file cannot be read.
    pub fn conflicts(&self, filter: &Filter) -> Result<Vec<Conflict>, RecordError> {
        let of_states: Vec<Conflict> = self.states(filter)?.iter().flat_map(states::within).collect();
        let mut contested = Contested::default();
        of_states.iter().for_each(|conflict| contested.note(conflict));
        let happenings = self.events(filter, Page::default())?;
        let mut found: Vec<Conflict> = happenings.iter().flat_map(events::within).filter(|conflict| !contested.tells(conflict)).collect();
        found.extend(events::between(&happenings));
        found.extend(of_states);
        found.sort_by_cached_key(rank);
        Ok(found)
    }
}

impl Event {
    /// The conflicts among its own statements.
    pub fn conflicts(&self) -> Vec<Conflict> {
        events::within(self)
    }
}

/// The order of conflicts, as bytes: contradictions before what something reconciles, the surest first.
pub(crate) fn rank(conflict: &Conflict) -> Vec<u8> {
    // The order of numbers as that of their bits, turned round.
    let bits = conflict.score.to_bits();
    let ascending = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
    let mut rank = vec![u8::from(conflict.explanation.is_some())];
    rank.extend((!ascending).to_be_bytes());
    rank.push(conflict.kind as u8);
    rank.extend(conflict.id.0);
    rank
}

/// Who contradicts whom on states, to tell what is said there already.
#[derive(Debug, Default)]
pub(crate) struct Contested {
    kinds: Vec<ConflictKind>,
    /// Conflicts with the side that a statement stands on, by the statement's number.
    sides: HashMap<i64, Vec<(u32, u8)>>,
}

impl Contested {
    /// Takes a conflict on a state in.
    pub(crate) fn note(&mut self, conflict: &Conflict) {
        let number = u32::try_from(self.kinds.len()).unwrap_or(u32::MAX);
        self.kinds.push(conflict.kind);
        for (side, stored) in places(conflict) {
            self.sides.entry(stored.key).or_default().push((number, side));
        }
    }

    /// Whether every statement of a conflict stands on the same side of one of these.
    pub(crate) fn tells(&self, conflict: &Conflict) -> bool {
        let of = |stored: &StoredStatement| self.sides.get(&stored.key).map_or(&[][..], Vec::as_slice);
        let Some((first_side, first)) = places(conflict).next() else { return false };
        of(first).iter().filter(|(_, side)| *side == first_side).any(|(number, _)| {
            self.kinds.get(*number as usize) == Some(&conflict.kind)
                && places(conflict).all(|(side, stored)| of(stored).contains(&(*number, side)))
        })
    }
}

/// The statements of a conflict, each with its side.
fn places(conflict: &Conflict) -> impl Iterator<Item = (u8, &StoredStatement)> {
    (0u8..).zip(&conflict.sides).flat_map(|(number, side)| side.statements.iter().map(move |stored| (number, stored)))
}
