//! Adjectives of states, peoples and blocs, and their inhabitants.

use registan_language::{Relation, Token, TokenIndex, Upos};
use registan_types::{EntityKind, Grounded};

use super::{MentionForm, Referent, finder::Finder, scan::Hit};
use crate::knowledge::{Entity, NameUse, marks, usage};

impl<'d> Finder<'d> {
    /// Finds demonyms and inhabitants.
    pub(super) fn find_demonyms(&mut self) {
        let hits: Vec<Hit<'d>> = self.scan.proper.iter().filter(|hit| is_of_people(hit)).cloned().collect();
        for hit in hits {
            self.add_people(&hit);
        }
        let hyphenated: Vec<usize> = self.hyphenated().collect();
        for at in hyphenated {
            self.add_hyphenated(at);
        }
    }

    fn add_people(&mut self, hit: &Hit<'d>) {
        let head = self.head_of(&hit.tokens);
        let Some(token) = self.tree.token(head) else { return };
        if self.found.contains_key(&head) || self.is_stance(hit.tokens.start) || self.is_family_here(&hit.tokens) {
            return;
        }
        if self.is_modifier(head, token) {
            if let Some(referent) = self.of_use(hit, NameUse::Adjective).or_else(|| self.of_use(hit, NameUse::Inhabitant)) {
                self.add_as(head, hit, MentionForm::Demonym, referent);
            }
            return;
        }
        if token.upos == Upos::Adj && self.is_first_of_row(hit.tokens.end) {
            if let Some(referent) = self.of_use(hit, NameUse::Adjective) {
                self.add_as(head, hit, MentionForm::Demonym, referent);
            }
            return;
        }
        let Some(referent) = self.of_use(hit, NameUse::Inhabitant) else { return };
        if self.is_people(hit, head, token) {
            let referent = self.as_some_of(head, token, Referent { class: "people".into(), location: None, confidence: 0.85, ..referent });
            self.add_as(head, hit, MentionForm::Description, referent);
        }
    }

    /// "Acht Albanezen", "an American": some of a people, who are not their state.
    fn as_some_of(&self, head: TokenIndex, token: &Token, people: Referent) -> Referent {
        let counted = self.tree.child(head, Relation::Nummod).is_some();
        if people.entity.kind != EntityKind::State || !(counted || token.feats.has("Number", "Sing")) {
            return people;
        }
        let Some(words) = self.span(&self.phrase_before(head)).map(|span| self.words(span)) else { return people };
        let kind = if counted { EntityKind::Group } else { EntityKind::Person };
        let entity = Grounded { id: None, name: words.to_owned(), kind, country: people.entity.country, sector: people.entity.sector };
        Referent { entity, ..people }
    }

    fn add_as(&mut self, head: TokenIndex, hit: &Hit<'d>, form: MentionForm, referent: Referent) {
        let tokens = if form == MentionForm::Description { self.phrase_before(head) } else { hit.tokens.clone() };
        if let Some(mention) = self.mention(head, &tokens, form, vec![referent]) {
            self.add(mention);
        }
    }

    /// An adjective before a noun, whatever the tagger calls it.
    fn is_modifier(&self, head: TokenIndex, token: &Token) -> bool {
        let relation = matches!(token.deprel.base(), Relation::Amod | Relation::Compound | Relation::Flat);
        let behind = token.head.is_some_and(|noun| noun > head);
        let coordinated = token.deprel.is(Relation::Conj)
            && token.upos == Upos::Adj
            && token.head.is_some_and(|first| self.tree.is(first, Relation::Amod) || self.tree.is(first, Relation::Compound));
        (relation && behind) || coordinated || (token.upos == Upos::Adj && token.deprel.is(Relation::Amod))
    }

    /// "Indiase en Chinese militairen": the first of a row of adjectives, whatever the tree made of it.
    fn is_first_of_row(&self, next: usize) -> bool {
        let linked = self.token(next).is_some_and(|token| token.upos == Upos::Cconj || token.form == ",");
        let demonym = self.scan.proper(TokenIndex::new(next + 1)).is_some_and(is_of_people);
        linked && demonym && self.token(next + 1).is_some_and(|token| token.upos == Upos::Adj)
    }

    /// "De Chinezen", "Ukrainians": not a language ("in het Russisch") and not a predicate adjective.
    fn is_people(&self, hit: &Hit<'d>, head: TokenIndex, token: &Token) -> bool {
        let plural = token.feats.has("Number", "Plur");
        match token.upos {
            Upos::Noun | Upos::Propn => true,
            Upos::Adj => plural || self.is_definite(head),
            // Where the tagger is lost, a word that is nothing but a people's name.
            _ => {
                let only_people = hit.rows.iter().all(|row| usage(row) == Some(NameUse::Inhabitant));
                only_people && token.form.starts_with(char::is_uppercase) && token.form.chars().count() >= 6
            }
        }
    }

    /// The only entity that the hit names in that use.
    fn of_use(&self, hit: &Hit<'d>, wanted: NameUse) -> Option<Referent> {
        let rows = hit.rows.iter().filter(|row| usage(row) == Some(wanted) && row.marks & self.mark() != 0);
        let entities: Vec<(Entity<'d>, bool)> =
            rows.filter_map(|row| Some((self.knowledge.entity_at(row.target)?, row.marks & marks::AMBIGUOUS != 0))).collect();
        let sure: Vec<Entity<'d>> =
            entities.iter().filter(|(entity, doubtful)| !doubtful || self.speaks_of(*entity)).map(|(entity, _)| *entity).collect();
        let entity = self.one_at_the_time(&sure)?;
        let confidence = if sure.len() > 1 { 0.8 } else { 0.93 };
        Some(entity.plain_referent(confidence))
    }

    /// Of a state and its predecessors ("Servisch", "Chinees") the one that exists when the report is published.
    pub(super) fn one_at_the_time(&self, entities: &[Entity<'d>]) -> Option<Entity<'d>> {
        if let [only] = entities {
            return Some(*only);
        }
        let exists = |entity: &&Entity<'d>| match (entity.valid(), self.published()) {
            (Some(valid), Some(published)) => valid.overlaps(&published),
            (Some(valid), None) => valid.last_day().is_none(),
            (None, _) => true,
        };
        let sovereign = |entity: &&Entity<'d>| entity.own_class() == "state";
        let living: Vec<Entity<'d>> = entities.iter().filter(exists).copied().collect();
        let mut states = living.iter().filter(sovereign);
        match (living.as_slice(), states.next(), states.next()) {
            ([only], ..) => Some(*only),
            (_, Some(only), None) => Some(*only),
            (living, ..) => {
                let mut spoken = living.iter().filter(|entity| self.speaks_of(**entity));
                spoken.next().copied().filter(|_| spoken.next().is_none())
            }
        }
    }

    /// "pro-Russian" split in three tokens: a stance before the adjective.
    fn is_stance(&self, at: usize) -> bool {
        let before = |back: usize| at.checked_sub(back).and_then(|at| self.token(at));
        let Some(hyphen) = before(1).filter(|token| token.form == "-" && !token.space_after) else {
            return before(1).is_some_and(|token| !token.space_after && token.form.ends_with('-') && self.has_stance(&token.form));
        };
        before(2).is_some_and(|token| token.span.end == hyphen.span.start && self.has_stance(&token.form))
    }

    fn has_stance(&self, prefix: &str) -> bool {
        self.word(prefix.trim_end_matches('-'), "stance-prefix").is_some()
    }

    /// Tokens with a hyphen that knowledge has no name for.
    pub(super) fn hyphenated(&self) -> impl Iterator<Item = usize> {
        let tokens = self.document.analysis.tokens.iter().enumerate();
        let unknown = |at: usize| self.scan.proper(TokenIndex::new(at)).is_none();
        tokens.filter(move |(at, token)| token.form.contains('-') && token.form.len() > 5 && unknown(*at)).map(|(at, _)| at)
    }

    /// "Chinees-Russische": every part names a state. "Anti-Chinese" names whom something is against; "pro-Chinese" names none.
    fn add_hyphenated(&mut self, at: usize) {
        let Some(token) = self.token(at) else { return };
        let head = TokenIndex::new(at);
        if self.found.contains_key(&head) || !self.is_modifier(head, token) {
            return;
        }
        let mut referents = Vec::new();
        let names = self.grammar.opposed(&token.form).map_or(token.form.as_str(), |(_, rest)| rest);
        for part in names.split('-') {
            match self.adjective(part) {
                Some(referent) => referents.push(referent),
                None => return,
            }
        }
        if let Some(mention) = self.mention(head, &(at..at + 1), MentionForm::Demonym, referents) {
            self.add(mention);
        }
    }

    fn adjective(&self, word: &str) -> Option<Referent> {
        let found = self.knowledge.find(word);
        let rows: Vec<_> = found.proper.iter().filter(|row| matches!(usage(row), Some(NameUse::Adjective | NameUse::Name))).collect();
        let adjectives = rows.iter().any(|row| usage(row) == Some(NameUse::Adjective));
        let kept = if adjectives { NameUse::Adjective } else { NameUse::Name };
        let entities: Vec<Entity<'d>> = rows
            .into_iter()
            .filter(|row| usage(row) == Some(kept) && row.marks & self.mark() != 0 && row.marks & marks::AMBIGUOUS == 0)
            .filter_map(|row| self.knowledge.entity_at(row.target))
            .filter(|entity| matches!(entity.kind(), EntityKind::State | EntityKind::Group | EntityKind::Organisation))
            .collect();
        Some(self.one_at_the_time(&entities)?.plain_referent(0.85))
    }
}

fn is_of_people(hit: &Hit<'_>) -> bool {
    hit.rows.iter().any(|row| matches!(usage(row), Some(NameUse::Adjective | NameUse::Inhabitant)))
}
