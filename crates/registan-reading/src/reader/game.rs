//! Reports of games: "the keeper surrendered", "the visitors bombarded the goal". Where a report has the words of play, its attacks and defeats are none.

use std::collections::HashSet;

use registan_language::Upos;

use crate::{Document, knowledge::Knowledge};

/// So many different words of play make a report one of a game.
const ENOUGH: usize = 3;

/// Whether a report tells of a game.
pub(super) fn is_of_game(document: Document<'_>, knowledge: &Knowledge) -> bool {
    let language = document.report.language;
    let mut found: HashSet<&str> = HashSet::new();
    for token in &document.analysis.tokens {
        let play =
            matches!(token.upos, Upos::Noun | Upos::Propn) && knowledge.word(language, &token.lemma.to_lowercase(), "play").is_some();
        if play && found.insert(&token.lemma) && found.len() >= ENOUGH {
            return true;
        }
    }
    false
}
