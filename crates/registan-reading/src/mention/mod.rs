//! Who and what the words of a text stand for: names, demonyms, titles, descriptions and pronouns, each resolved
//! to an entity or left open.

mod body;
mod container;
mod demonym;
mod description;
mod finder;
mod government;
mod name;
mod owner;
mod possessed;
mod scan;
mod shortened;
mod spans;
mod title;

use std::{collections::HashMap, sync::Arc};

use registan_language::TokenIndex;
use registan_types::{EntityId, Grounded, Span};

use crate::{
    Document,
    clause::{Clauses, Grammar, Tree},
    coreference,
    knowledge::{Gender, Knowledge},
};
use finder::Finder;
pub(crate) use name::is_of_report;
pub(crate) use possessed::{Owner, Possessed};
pub(crate) use title::LOCAL_OFFICE;

/// Finds who and what the words of a document stand for, pronouns and definite descriptions included.
pub fn find(document: Document<'_>, tree: &Tree<'_>, knowledge: &Knowledge, grammar: &Grammar) -> Mentions {
    let mut finder = Finder::new(document, tree, knowledge, grammar);
    finder.find_names();
    finder.find_demonyms();
    finder.find_governments();
    finder.correct_bodies();
    finder.find_titles();
    finder.find_descriptions();
    finder.find_states_of_people();
    finder.find_nouns_before_names();
    finder.find_containers();
    coreference::resolve(document, Clauses::new(tree, grammar), knowledge, finder.into_mentions())
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

/// How a title stands to somebody who does not have it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// He has it no more: "oud-president".
    Former,
    /// He is to have it: "president-elect", "the incoming prime minister".
    Designate,
}

/// All mentions of a document, found by their head.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    /// Sorted by head.
    all: Vec<Mention>,
    /// Titles as offices, by head.
    offices: HashMap<TokenIndex, Referent>,
    /// Titles that stand with a person's name: the title's head and the name's.
    bearers: Vec<(TokenIndex, TokenIndex)>,
    /// Titles that somebody does not have now, by head.
    standings: HashMap<TokenIndex, Standing>,
    /// Genders that the text tells, by entity id.
    genders: HashMap<String, Gender>,
    /// Nouns whose owner a possessive pronoun tells, by head.
    possessed: HashMap<TokenIndex, Possessed>,
}

impl Mentions {
    /// From mentions in any order; of two with one head the longer stays.
    pub fn new(mut all: Vec<Mention>) -> Self {
        all.sort_by_key(|mention| (mention.head, std::cmp::Reverse(mention.span.len())));
        all.dedup_by_key(|mention| mention.head);
        Self { all, ..Self::default() }
    }

    /// The mention whose head is `head`. A title and the name that it stands with are found under both heads.
    pub fn at(&self, head: TokenIndex) -> Option<&Mention> {
        let found = self.all.binary_search_by_key(&head, |mention| mention.head).ok()?;
        self.all.get(found)
    }

    /// All of them, in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = &Mention> {
        self.all.iter()
    }

    /// The office that a title names, whether or not a name stands with it ("premier" in "premier Kishida"): class `office`.
    pub fn office_at(&self, title: TokenIndex) -> Option<&Referent> {
        self.offices.get(&title)
    }

    /// How a title stands to its bearer who does not have it now; `None` for one that he has.
    pub fn standing(&self, title: TokenIndex) -> Option<Standing> {
        self.standings.get(&title).copied()
    }

    /// What "its troops" are, once it is known who "its" is.
    pub(crate) fn possessed_at(&self, head: TokenIndex) -> Option<&Possessed> {
        self.possessed.get(&head)
    }

    /// Titles that stand with a name: the title's head and the name's, in the order of the text.
    pub fn bearers(&self) -> impl Iterator<Item = (TokenIndex, TokenIndex)> {
        self.bearers.iter().copied()
    }

    /// The gender of an entity as this text tells it.
    pub(crate) fn gender(&self, id: &EntityId) -> Option<Gender> {
        self.genders.get(id.as_str()).copied()
    }

    /// Adds a mention, or replaces the one with its head.
    pub(crate) fn put(&mut self, mention: Mention) {
        match self.all.binary_search_by_key(&mention.head, |known| known.head) {
            Ok(at) => {
                if let Some(known) = self.all.get_mut(at) {
                    *known = mention;
                }
            }
            Err(at) => self.all.insert(at, mention),
        }
    }

    /// Adds mentions in any order, replacing those with their heads.
    pub(crate) fn extend(&mut self, more: Vec<Mention>) {
        if more.len() < 4 {
            more.into_iter().for_each(|mention| self.put(mention));
            return;
        }
        let replaced: std::collections::HashSet<TokenIndex> = more.iter().map(|mention| mention.head).collect();
        self.all.retain(|mention| !replaced.contains(&mention.head));
        self.all.extend(more);
        self.all.sort_by_key(|mention| mention.head);
        self.all.dedup_by_key(|mention| mention.head);
    }
}

impl Finder<'_> {
    /// Everything found, with what titles say of local persons told wherever they are named.
    fn into_mentions(self) -> Mentions {
        let mut all: Vec<Mention> = self.found.into_values().collect();
        for referent in all.iter_mut().flat_map(|mention| &mut mention.referents) {
            let facts = referent.entity.id.as_ref().and_then(|id| self.facts.get(id.as_str()));
            if let Some(&(country, sector)) = facts {
                referent.entity.country = referent.entity.country.or(country);
                referent.entity.sector = referent.entity.sector.or(sector);
            }
        }
        let mut mentions = Mentions::new(all);
        mentions.offices = self.offices;
        mentions.standings = self.standings;
        mentions.bearers = self.bearers;
        mentions.genders = self.genders;
        mentions.possessed = self.possessed;
        mentions
    }
}
