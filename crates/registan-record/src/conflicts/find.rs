//! Finding conflicts: over the events and states that a question touches.

use super::{Conflict, events, states};
use crate::RecordError;
use crate::events::{Event, Page};
use crate::query::{Filter, Snapshot};

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
        let happenings = self.events(filter, Page::default())?;
        let told = |conflict: &Conflict| of_states.iter().any(|known| known.kind == conflict.kind && is_part(conflict, known));
        let mut found: Vec<Conflict> = happenings.iter().flat_map(events::within).filter(|conflict| !told(conflict)).collect();
        found.extend(events::between(&happenings));
        found.extend(of_states);
        found.sort_by(|a, b| {
            let order = a.explanation.is_some().cmp(&b.explanation.is_some());
            order.then(b.score.total_cmp(&a.score)).then(a.kind.cmp(&b.kind)).then(a.id.cmp(&b.id))
        });
        Ok(found)
    }
}

impl Event {
    /// The conflicts among its own statements.
    pub fn conflicts(&self) -> Vec<Conflict> {
        events::within(self)
    }
}

/// Whether every statement of one conflict stands on the same side of another.
fn is_part(conflict: &Conflict, whole: &Conflict) -> bool {
    conflict
        .sides
        .iter()
        .zip(&whole.sides)
        .all(|(part, whole)| part.statements.iter().all(|stored| whole.statements.iter().any(|other| other.id == stored.id)))
}
