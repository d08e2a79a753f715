//! Conflicts on states: who says that it holds and who that it does not, and amounts that differ.

use super::events::{two_sides, values};
use super::{About, Conflict, Subject};
use crate::StoredStatement;
use crate::schema::EffectKind;
use crate::states::{State, Status};

/// Conflicts on one state.
pub(crate) fn within(state: &State) -> Vec<Conflict> {
    let about = About {
        subject: Subject::State(state.outline.id),
        frame: state.outline.frame.clone(),
        plover: state.outline.plover.clone(),
        relation: Some(state.outline.relation),
        actors: vec![state.outline.subject.clone()],
        recipients: state.outline.object.iter().cloned().collect(),
        time: Some(state.outline.valid().0),
    };
    let of = |denies: bool| -> Vec<&StoredStatement> {
        let wanted = state.evidence.iter().filter(|testimony| (testimony.effect == EffectKind::Denies) == denies && !testimony.planned);
        wanted.map(|testimony| &*testimony.stored).collect()
    };
    let mut found = Vec::new();
    if state.outline.status == Status::Contested {
        found.extend(two_sides(&about, of(false), of(true), None, 1.0));
    }
    found.extend(values(&about, &of(false), 0.8));
    found
}
