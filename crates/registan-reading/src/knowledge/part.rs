//! What the first part of a compound names.

use registan_language::Language;

use super::{Knowledge, Match, NameRow, NameUse, mark, marks, usage};
use crate::mention::Referent;

/// Letters that link the parts of a Dutch compound.
const LINKS: [&str; 4] = ["", "s", "en", "e"];

impl Knowledge {
    /// What the first part of a compound names: a state, body or good ("Taiwan" in "Taiwan-beleid", "wapen" in "wapenaankoop").
    pub fn part(&self, language: Language, part: &str) -> Option<Referent> {
        let part = part.trim_end_matches('-');
        if part.chars().count() < 2 {
            return None;
        }
        let mut stems = LINKS.iter().filter_map(|link| part.strip_suffix(link)).filter(|stem| stem.chars().count() >= 2);
        stems.find_map(|stem| self.part_as_written(language, stem).or_else(|| self.part_as_written(language, &capitalised(stem))))
    }

    fn part_as_written(&self, language: Language, part: &str) -> Option<Referent> {
        let found = self.find(part);
        let upper = part.to_uppercase();
        self.best_part(language, &found).or_else(|| {
            // Callers hand over lower case: "eu", "navo".
            let short = upper.chars().count() <= 5;
            short.then(|| self.find(&upper)).and_then(|found| self.best_part(language, &found))
        })
    }

    fn best_part(&self, language: Language, found: &Match<'_>) -> Option<Referent> {
        let fits = |row: &&NameRow| {
            row.marks & mark(language) != 0
                && row.marks & marks::AMBIGUOUS == 0
                && matches!(usage(row), Some(NameUse::Name | NameUse::Common | NameUse::Part | NameUse::Family))
        };
        let mut rows = found.proper.iter().chain(found.common).filter(fits);
        let first = rows.next()?;
        let entity = self.entity_at(first.target)?;
        // A family name that several persons bear says nobody's name.
        let family = usage(first) == Some(NameUse::Family);
        if family && rows.any(|row| row.target != first.target) {
            return None;
        }
        Some(entity.referent(0.85))
    }
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
