//! Who and what the words of a text stand for: names, demonyms, titles, descriptions and pronouns, each resolved
//! to an entity or left open.

use std::sync::Arc;

use registan_language::TokenIndex;
use registan_types::{EntityId, Grounded, Span};

use crate::{
    Document,
    clause::{Grammar, Tree},
    knowledge::Knowledge,
};

/// Finds who and what the words of a document stand for, pronouns and definite descriptions included.
pub fn find(_document: Document<'_>, _tree: &Tree<'_>, _knowledge: &Knowledge, _grammar: &Grammar) -> Mentions {
    Mentions::default()
}

/// A nominal that stands for somebody or something.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The syntactic head: the noun, name or pronoun that the clause attaches.
    pub head: TokenIndex,
    /// The whole phrase, title and name included ("de Japanse premier Fumio Kishida").
    pub span: Span,
    /// What kind of words they are.
    pub form: MentionForm,
    /// Who is meant: one for most, several for "de twee leiders", "they"; none when unresolved.
    pub referents: Vec<Referent>,
}

/// What kind of words a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionForm {
    /// A proper name, perhaps with title or apposition.
    Name,
    /// An adjective of a state, people or bloc ("Turkse", "Westers"): a modifier, not a phrase.
    Demonym,
    /// A common noun that stands for somebody: "de president", "Russische troepen", "het land".
    Description,
    /// A pronoun, possessive pronouns included.
    Pronoun,
}

/// One entity that a mention stands for, with what the reader knows beyond its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Referent {
    /// Who or what acts or is acted on: for a capital that stands for its government, the state.
    pub entity: Grounded,
    /// Finer class in knowledge: `state`, `igo`, `armed-group`, `company`, `city`, `good`, `happening`, `people` …
    pub class: Arc<str>,
    /// The place that the words name, when they name one: "Peking" is both the state that decides and the city.
    pub location: Option<Location>,
    /// How sure the resolution is, 0 to 1.
    pub confidence: f32,
}

/// A place that words name.
#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    /// Identity in knowledge, if it has one.
    pub id: Option<EntityId>,
    /// The English name.
    pub name: String,
    /// The state that it lies in (itself, for a state).
    pub state: Option<Grounded>,
    /// Latitude and longitude, degrees.
    pub coordinates: Option<(f64, f64)>,
}

/// All mentions of a document, found by their head.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    /// Sorted by head.
    all: Vec<Mention>,
}

impl Mentions {
    /// From mentions in any order; of two with one head the longer stays.
    pub fn new(mut all: Vec<Mention>) -> Self {
        all.sort_by_key(|mention| (mention.head, std::cmp::Reverse(mention.span.len())));
        all.dedup_by_key(|mention| mention.head);
        Self { all }
    }

    /// The mention whose head is `head`.
    pub fn at(&self, head: TokenIndex) -> Option<&Mention> {
        let found = self.all.binary_search_by_key(&head, |mention| mention.head).ok()?;
        self.all.get(found)
    }

    /// All of them, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = &Mention> {
        self.all.iter()
    }
}
