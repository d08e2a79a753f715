//! Who there is in a record, and how often.

use std::collections::HashMap;

use registan_record::{EventIndex, Filter, Snapshot};
use registan_types::Grounded;

use super::problem::Problem;

/// Who there is on one version, as of three clocks.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// The most often named first.
    pub(super) parties: Vec<Counted>,
}

/// Somebody with how often they take part.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    pub(super) party: Grounded,
    pub(super) statements: u64,
    pub(super) events: u64,
}

/// What tells one party from another.
pub(super) fn key(party: &Grounded) -> String {
    party.id.as_ref().map_or_else(|| party.name.to_lowercase(), ToString::to_string)
}

impl Tally {
    /// Counts over all statements.
    pub(super) fn of(snapshot: &Snapshot, index: &EventIndex) -> Result<Self, Problem> {
        let mut counted: HashMap<String, (Counted, Vec<u32>)> = HashMap::new();
        let mut seen: Vec<String> = Vec::new();
        for stored in snapshot.statements(&Filter::default())? {
            let stored = stored?;
            let place = index.place_of_statement(&stored);
            seen.clear();
            for filler in stored.statement.actors.iter().chain(&stored.statement.recipients) {
                let key = key(&filler.entity);
                if seen.contains(&key) {
                    continue;
                }
                let new = || (Counted { party: filler.entity.clone(), statements: 0, events: 0 }, Vec::new());
                let (counted, places) = counted.entry(key.clone()).or_insert_with(new);
                counted.statements += 1;
                places.extend(place);
                seen.push(key);
            }
        }
        let finish = |(counted, mut places): (Counted, Vec<u32>)| {
            places.sort_unstable();
            places.dedup();
            Counted { events: places.len() as u64, ..counted }
        };
        let mut parties: Vec<Counted> = counted.into_values().map(finish).collect();
        parties.sort_by(|a, b| b.statements.cmp(&a.statements).then_with(|| key(&a.party).cmp(&key(&b.party))));
        Ok(Self { parties })
    }
}
