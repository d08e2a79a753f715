//! Which labels and aliases may stand as names, and which of them only with support from the context.

use registan_reading::knowledge::{Entity, Knowledge};
use registan_types::{EntityKind, Language};

use super::entity::Item;

/// A name of more characters than this is a description.
const LONGEST: usize = 70;

/// The names of an entity in one language, the label first.
pub(super) fn names_of(item: &Item, language: Language, kind: EntityKind, knowledge: &Knowledge) -> Vec<String> {
    let (own, other) = match language {
        Language::English => (&item.labels.en, &item.labels.nl),
        Language::Dutch => (&item.labels.nl, &item.labels.en),
    };
    let aliases = match language {
        Language::English => &item.aliases.en,
        Language::Dutch => &item.aliases.nl,
    };
    let label = own.as_ref().or(item.labels.mul.as_ref()).or(other.as_ref());
    let labels = label.into_iter().filter_map(|text| written(&text.value, kind, true, language, knowledge));
    let aliases = aliases.iter().chain(&item.aliases.mul).filter_map(|text| written(&text.value, kind, false, language, knowledge));
    let mut names: Vec<String> = Vec::new();
    for name in labels.chain(aliases) {
        if !names.iter().any(|known| plain(known) == plain(&name)) {
            names.push(name);
        }
    }
    names
}

/// A name as a table has it; none when it cannot stand. With `?` when it is dangerous by itself.
fn written(value: &str, kind: EntityKind, label: bool, language: Language, knowledge: &Knowledge) -> Option<String> {
    let name = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = name.chars().count();
    let telling = name.starts_with(char::is_alphanumeric) && name.chars().any(char::is_uppercase);
    if !telling || !(2..=LONGEST).contains(&length) || name.contains([';', '?', '(', '|', '=']) || name.chars().any(char::is_control) {
        return None;
    }
    let single = !name.contains(' ');
    let nickname = single && !label && kind == EntityKind::Person;
    let word = single && (knowledge.title(language, &name).is_some() || knowledge.gender_of_given_name(&name).is_some());
    let dangerous = nickname || word || length <= 2;
    Some(if dangerous { format!("{name}?") } else { name })
}

/// A name without its mark.
pub(super) fn plain(name: &str) -> &str {
    name.trim_end_matches('?')
}

/// Whether knowledge has this name for this entity.
pub(super) fn is_known(knowledge: &Knowledge, language: Language, name: &str, entity: Entity<'_>) -> bool {
    knowledge.named(language, plain(name)).contains(&entity)
}
