//! What knowledge says of those whom reports name.

use std::{collections::HashMap, sync::OnceLock};

use registan_reading::knowledge::{Entity, Knowledge};
use registan_types::{CountryCode, Grounded, Language};

/// Knowledge, as the pages ask it.
pub(super) struct Known {
    knowledge: Knowledge,
    /// Where the seats of states are today.
    capitals: OnceLock<HashMap<CountryCode, (f64, f64)>>,
}

impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Known")
    }
}

impl Default for Known {
    fn default() -> Self {
        Self { knowledge: Knowledge::embedded(), capitals: OnceLock::new() }
    }
}

impl Known {
    /// The entity with an identity.
    pub(super) fn entity(&self, id: &str) -> Option<Entity<'_>> {
        self.knowledge.entity(id)
    }

    /// The Dutch name of somebody, where it is known.
    pub(super) fn dutch(&self, party: &Grounded) -> Option<&str> {
        Some(self.entity(party.id.as_ref()?.as_str())?.name_in(Language::Dutch))
    }

    /// Whom a whole name may stand for, in either language.
    pub(super) fn named(&self, name: &str) -> Vec<Entity<'_>> {
        let mut found: Vec<Entity<'_>> = Vec::new();
        for entity in Language::ALL.into_iter().flat_map(|language| self.knowledge.named(language, name)) {
            if !found.iter().any(|other| other.local_id() == entity.local_id()) {
                found.push(entity);
            }
        }
        found
    }

    /// The state of a country code.
    pub(super) fn state(&self, party: &Grounded) -> Option<Entity<'_>> {
        self.knowledge.country(party.country?)
    }

    /// Where somebody is: their own place, else the capital of the state they are of.
    pub(super) fn place(&self, party: &Grounded) -> Option<(f64, f64)> {
        let own = party.id.as_ref().and_then(|id| self.entity(id.as_str())).and_then(|entity| entity.coordinates());
        own.or_else(|| self.capitals().get(&party.country?).copied())
    }

    fn capitals(&self) -> &HashMap<CountryCode, (f64, f64)> {
        self.capitals.get_or_init(|| {
            let mut capitals = HashMap::new();
            for entity in self.knowledge.entities().filter(|entity| entity.own_class() == "capital") {
                let is_former = entity.valid().is_some_and(|valid| valid.last_day().is_some());
                if let (Some(country), Some(place), false) = (entity.country(), entity.coordinates(), is_former) {
                    // Of several the one whose name stands for the government.
                    if entity.stands_for().is_some() || !capitals.contains_key(&country) {
                        capitals.insert(country, place);
                    }
                }
            }
            capitals
        })
    }

    /// Whether some words are a name of an entity, in either language.
    pub(super) fn is_name_of(&self, words: &str, id: &str) -> bool {
        self.named(words).iter().any(|entity| entity.id().as_str() == id)
    }
}
