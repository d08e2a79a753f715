//! What is known, as names for the recogniser of names to lean on.

use registan_language::{KnownNames, Language, NameKind, NameKinds};
use registan_types::EntityKind;

use super::{Knowledge, NameUse, mark, marks, usage};

/// The longest name in tokens that is looked for.
const LONGEST: usize = 8;

/// Family names shorter than this many characters are words too often.
const SHORTEST_FAMILY: usize = 4;

/// The names of one language. Those that need support from the context are left out.
#[derive(Debug, Clone)]
pub struct Names {
    pub(super) knowledge: Knowledge,
    pub(super) language: Language,
}

impl KnownNames for Names {
    fn longest_at(&self, forms: &[&str]) -> Option<(usize, NameKinds)> {
        let first = forms.first().filter(|form| form.starts_with(char::is_uppercase))?;
        let mut walk = self.knowledge.walk(first)?;
        let mut longest = None;
        for (at, form) in forms.iter().take(LONGEST).enumerate() {
            if at > 0 {
                walk.pass(" ");
            }
            let Some(found) = walk.step(form) else { break };
            let mut kinds = NameKinds::default();
            // "Mohamed Fahmy" is one person, though either word is somebody's family name.
            let given = found.proper.iter().any(|row| usage(row) == Some(NameUse::Given));
            for row in found.proper.iter().filter(|row| row.marks & mark(self.language) != 0 && row.marks & marks::AMBIGUOUS == 0) {
                let family = usage(row) == Some(NameUse::Family) && !given && (at > 0 || form.chars().count() >= SHORTEST_FAMILY);
                if usage(row) == Some(NameUse::Name) || family {
                    kinds_of(&self.knowledge, row.target).into_iter().for_each(|kind| kinds.insert(kind));
                }
            }
            if !kinds.is_empty() {
                longest = Some((at + 1, kinds));
            }
        }
        longest
    }
}

fn kinds_of(knowledge: &Knowledge, row: u32) -> Option<NameKind> {
    match knowledge.entity_at(row)?.kind() {
        EntityKind::Person => Some(NameKind::Person),
        EntityKind::State | EntityKind::Place => Some(NameKind::Location),
        EntityKind::Organisation => Some(NameKind::Organisation),
        EntityKind::Group | EntityKind::Other => Some(NameKind::Miscellaneous),
    }
}
