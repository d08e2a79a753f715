//! Captions: "President Macron and Chancellor Merz in Berlin in May". No word tells of a doing; that they are seen in one place does.

use registan_language::{Relation, TokenIndex, Upos};
use registan_types::{CountryCode, EntityKind};

use super::matching::Matcher;
use crate::clause::{Argument, Predicate, Slot};

/// In a frame file, the noun that stands for people of several states who are named side by side, with a place and without a verb.
pub(super) const PICTURE: &str = "<picture>";

impl Matcher<'_> {
    /// What the last of several named people tells who are seen together: a predicate with all of them as bearers, and the phrases behind them.
    pub(super) fn picture(&self, last: TokenIndex) -> Option<Predicate> {
        let tree = self.clauses.tree();
        let token = self.document.token(last).filter(|token| token.upos == Upos::Propn && token.deprel.is(Relation::Conj))?;
        let first = tree.first_conjunct(last);
        let people = tree.conjuncts(first);
        if token.head.is_none() || tree.head(first).is_some() || people.last() != Some(&last) || self.has_verb(last) {
            return None;
        }
        let states: Vec<CountryCode> = people.iter().map(|&one| self.state_of_person(one)).collect::<Option<_>>()?;
        if states.iter().all(|state| Some(state) == states.first()) {
            return None;
        }
        let argument = |slot: Slot, head: TokenIndex| Argument { slot, head, part: None, inherited: false, fallback: None };
        let mut predicate = self.clauses.predicate(last)?;
        predicate.arguments = people.iter().map(|&one| argument(Slot::Bearer, one)).collect();
        let phrases = people.iter().filter_map(|&one| self.clauses.predicate(one)).flat_map(|predicate| predicate.arguments);
        predicate.arguments.extend(phrases.filter(|argument| matches!(argument.slot, Slot::Marked(_))));
        Some(predicate)
    }

    fn has_verb(&self, token: TokenIndex) -> bool {
        let analysis = self.document.analysis;
        let sentence = analysis.sentence_of(token).and_then(|number| analysis.sentences.get(number));
        let verb = |at: usize| self.document.token(TokenIndex::new(at)).is_some_and(|token| matches!(token.upos, Upos::Verb | Upos::Aux));
        sentence.is_none_or(|sentence| sentence.tokens.clone().any(verb))
    }

    fn state_of_person(&self, name: TokenIndex) -> Option<CountryCode> {
        let [person] = self.mentions.at(name)?.referents.as_slice() else { return None };
        person.entity.country.filter(|_| person.entity.kind == EntityKind::Person)
    }
}
