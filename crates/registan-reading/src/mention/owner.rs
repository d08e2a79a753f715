//! Whose: the state or body that a noun's adjective, possessor, genitive or compound part names.

use registan_language::{Relation, TokenIndex, Upos};
use registan_types::EntityKind;

use super::{Mention, MentionForm, Referent, finder::Finder, scan::Hit};
use crate::{
    frame::SITE,
    knowledge::{NameUse, usage},
};

impl Finder<'_> {
    /// The states and bodies that the noun at `head` belongs to, the nearest expression first: possessor, adjective, compound part, genitive.
    pub(super) fn owners(&self, head: TokenIndex, first_part: Option<&str>) -> Vec<Referent> {
        let prefix = self.tree.token(head).and_then(|token| token.form.split_once('-')).map(|(prefix, _)| prefix);
        // "PvdA-leider" is as it is written: the Belgian party is the PVDA.
        let written = prefix.filter(|prefix| first_part.is_some_and(|part| part.trim_end_matches('-').eq_ignore_ascii_case(prefix)));
        // A "veemarkt" is no market of the cattle.
        let owning = |owner: &Referent| owner.entity.kind != EntityKind::Other;
        if let Some(owner) = written.or(first_part).and_then(|part| self.knowledge.part(self.language, part)).filter(owning) {
            return vec![owner];
        }
        // "Vice-president" is one word, whatever else its first part may name.
        let title = |hit: &Hit<'_>| hit.first_part.is_none() && hit.rows.iter().any(|row| usage(row) == Some(NameUse::Title));
        let parted = first_part.is_none() && !self.scan.common(head).is_some_and(title);
        if let Some(owner) = prefix.filter(|_| parted).and_then(|part| self.knowledge.part(self.language, part)) {
            return vec![owner];
        }
        let mut owners = Vec::new();
        let form = |child: TokenIndex| self.found.get(&child).map(|mention| mention.form);
        let compounds = || self.tree.child_tokens(head).filter(|(child, token)| token.deprel.is(Relation::Compound) && *child < head);
        let named = compounds().any(|(child, _)| form(child) == Some(MentionForm::Name));
        for (child, token) in self.tree.child_tokens(head) {
            let own = match token.deprel.base() {
                // "The opposition Labour party": the name, not the noun before it.
                Relation::Compound if named && form(child) == Some(MentionForm::Description) => false,
                Relation::Amod | Relation::Compound => child < head,
                Relation::Nmod | Relation::Obl if token.deprel.subtype() == Some("poss") => true,
                // "Ruslands leger", tagged as a plain modifier before the noun.
                Relation::Nmod | Relation::Flat | Relation::Appos if child < head => self.tree.child(child, Relation::Case).is_none(),
                // "Het Mexicaanse ministerie van Buitenlandse Zaken": behind an adjective that says whose, a genitive says of what.
                Relation::Nmod | Relation::Obl => owners.is_empty() && self.is_genitive(child),
                _ => false,
            };
            if own {
                self.tree.conjuncts(child).into_iter().for_each(|one| self.owner(one, &mut owners));
            }
            if own && !owners.is_empty() && !token.deprel.is(Relation::Amod) {
                break;
            }
        }
        if !owners.is_empty() {
            self.coordinated_before(head, &mut owners);
        }
        if owners.is_empty() {
            owners = self.shared_owners(head);
        }
        if owners.is_empty() {
            owners = self.headline_owner(head);
        }
        owners
    }

    /// "Politie Ecuador valt binnen": in headlines the state stands right behind the bare noun.
    fn headline_owner(&self, head: TokenIndex) -> Vec<Referent> {
        let bare = self.tree.children(head).iter().all(|&child| child > head);
        let name = TokenIndex::new(head.get() + 1);
        let hangs = self.tree.token(name).is_some_and(|token| {
            token.head == Some(head) && matches!(token.deprel.base(), Relation::Appos | Relation::Nmod | Relation::Flat)
        });
        let opens = self.document.analysis.sentence_of(head).and_then(|number| self.document.analysis.sentences.get(number));
        let opens = opens.is_some_and(|sentence| sentence.tokens.start == head.get());
        let mention = self.found.get(&name).filter(|mention| bare && hangs && opens && mention.form == MentionForm::Name);
        let states = mention.into_iter().flat_map(|mention| &mention.referents);
        states.filter(|referent| referent.entity.kind == EntityKind::State).cloned().collect()
    }

    /// "American, French and Japanese bases": adjectives that stand in one row with the noun's own, whatever the tree made of them.
    fn coordinated_before(&self, head: TokenIndex, owners: &mut Vec<Referent>) {
        let mut linked = false;
        for at in (0..head.get()).rev().take(12).map(TokenIndex::new) {
            let Some(token) = self.tree.token(at) else { return };
            let demonym = self.found.get(&at).is_some_and(|mention| mention.form == MentionForm::Demonym);
            match token.upos {
                Upos::Cconj => linked = true,
                Upos::Punct if token.form == "," => linked = true,
                _ if demonym && (linked || self.tree.head(at) == Some(head)) => self.owner(at, owners),
                Upos::Adj if !linked => {}
                _ => return,
            }
        }
    }

    /// "Russische tanks en soldaten": the adjective of the first of a coordination serves the others, unless a determiner sets them apart.
    fn shared_owners(&self, head: TokenIndex) -> Vec<Referent> {
        let first = self.tree.first_conjunct(head);
        let apart =
            self.tree.child_tokens(head).any(|(_, token)| matches!(token.deprel.base(), Relation::Det | Relation::Amod | Relation::Case));
        if first == head || apart {
            return Vec::new();
        }
        let mut owners = Vec::new();
        for (child, token) in self.tree.child_tokens(first) {
            let demonym = self.found.get(&child).is_some_and(|mention| mention.form == MentionForm::Demonym);
            if (token.deprel.is(Relation::Amod) || demonym && token.deprel.is(Relation::Compound)) && child < first {
                self.owner(child, &mut owners);
            }
        }
        owners
    }

    /// "A spokesman for the ministry", "a spokeswoman for the army in Sudan": whom somebody speaks for.
    pub(super) fn owners_spoken_for(&self, speaker: TokenIndex) -> Vec<Referent> {
        let spoken_for = |phrase: TokenIndex| {
            let mut children = self.tree.child_tokens(phrase);
            children.any(|(_, token)| token.deprel.is(Relation::Case) && self.word(&token.form, "spoken-for").is_some())
        };
        let mut phrases = self.tree.child_tokens(speaker);
        let body = phrases.find(|(child, token)| {
            matches!(token.deprel.base(), Relation::Nmod | Relation::Obl) && (spoken_for(*child) || self.is_genitive(*child))
        });
        let Some((body, _)) = body else { return Vec::new() };
        let mut owners = Vec::new();
        self.owner(body, &mut owners);
        if owners.is_empty() {
            owners = self.owners(body, None);
        }
        if owners.is_empty() {
            owners = self.located_owners(body);
        }
        owners
    }

    /// "The police arrested twelve men in Sweden": the state where a clause is placed, for the subject of its verb.
    pub(super) fn owners_by_place(&self, subject: TokenIndex) -> Vec<Referent> {
        let verb = self.tree.token(subject).filter(|token| token.deprel.is(Relation::Nsubj)).and_then(|token| token.head);
        verb.filter(|&verb| self.tree.token(verb).is_some_and(|token| token.upos == Upos::Verb))
            .map_or_else(Vec::new, |verb| self.located_owners(verb))
    }

    /// "Attacked a police station in Samar": the state of a town right behind what is attacked, which the tree hangs on the verb. Whose the buses are that
    /// protesters burn at home goes without saying.
    pub(super) fn owners_beside(&self, site: TokenIndex) -> Vec<Referent> {
        let token = self.tree.token(site).filter(|token| matches!(token.deprel.base(), Relation::Obj | Relation::Obl));
        let Some(verb) = token.and_then(|token| token.head).filter(|&verb| verb < site) else { return Vec::new() };
        let mut phrases = self.tree.child_tokens(verb).filter(|(child, token)| *child > site && token.deprel.is(Relation::Obl));
        let next = phrases.next().filter(|(child, _)| self.phrase_before(*child).start.saturating_sub(2) <= site.get());
        let subject = self.tree.child(verb, Relation::Nsubj).and_then(|subject| self.scan.common(subject));
        let people =
            subject.is_some_and(|hit| hit.rows.iter().any(|row| usage(row) == Some(NameUse::Agent) && self.is_of_people(row.target)));
        let place = next.filter(|_| !people).and_then(|(child, _)| self.found.get(&child).filter(|_| self.is_located(child)));
        let place = place.filter(|place| place.referents.iter().all(|referent| referent.entity.kind == EntityKind::Place));
        let located = place.into_iter().flat_map(|place| &place.referents).filter_map(|referent| {
            let state = referent.location.as_ref()?.state.clone()?;
            Some(Referent { entity: state, confidence: referent.confidence * 0.85, ..referent.clone() })
        });
        located.collect()
    }

    fn is_of_people(&self, noun: u32) -> bool {
        self.knowledge.agent_at(noun).is_some_and(|agent| matches!(agent.class, "protesters" | "people"))
    }

    /// The state in which what a noun tells of lies: "een dorp in Sagaing".
    pub(super) fn located_owners(&self, head: TokenIndex) -> Vec<Referent> {
        let below = self.tree.child_tokens(head).filter(|(child, token)| {
            matches!(token.deprel.base(), Relation::Nmod | Relation::Obl | Relation::Appos) && self.is_located(*child)
        });
        let Some((first, _)) = below.into_iter().find(|(child, _)| self.found.contains_key(child)) else { return Vec::new() };
        // "Lawmakers in Kenya and Togo" are of both.
        let places = self.tree.conjuncts(first).into_iter().filter_map(|place| self.found.get(&place));
        let states = places.filter_map(|mention| mention.referents.first()).filter_map(|referent| {
            // "A court in the Polish city of Lublin": a site is told as part of its state.
            let site = (&*referent.class == SITE).then(|| referent.entity.clone());
            let state = referent.location.as_ref().map_or(site, |place| place.state.clone())?;
            Some(Referent { entity: state, confidence: referent.confidence * 0.9, ..referent.clone() })
        });
        states.collect()
    }

    /// Whether a preposition that marks whose (of, van) stands before the phrase.
    pub(super) fn is_genitive(&self, phrase: TokenIndex) -> bool {
        self.tree.child_tokens(phrase).any(|(_, token)| token.deprel.is(Relation::Case) && self.word(&token.form, "genitive").is_some())
    }

    fn owner(&self, token: TokenIndex, owners: &mut Vec<Referent>) {
        // Anti-French groups are not France's.
        if self.tree.token(token).is_some_and(|token| self.grammar.opposed(&token.form).is_some()) {
            return;
        }
        let Some(mention) = self.found.get(&token) else { return };
        for referent in &mention.referents {
            if let Some(body) = self.body_of(mention, referent)
                && !owners.iter().any(|known| known.entity == body.entity)
            {
                owners.push(body);
            }
        }
    }

    /// The state or body that a possessor is or acts for: a person's is his state's, a city's the state it lies in when it is its capital.
    fn body_of(&self, mention: &Mention, referent: &Referent) -> Option<Referent> {
        let state_of = |referent: &Referent| {
            let state = referent.entity.country.and_then(|code| self.knowledge.country(code))?;
            Some(state.plain_referent(referent.confidence * 0.95))
        };
        match referent.entity.kind {
            EntityKind::State | EntityKind::Group | EntityKind::Organisation => {
                let entity = referent.entity.id.as_ref().and_then(|id| self.knowledge.entity(id.as_str()));
                let plain =
                    entity.filter(|_| referent.entity.kind == EntityKind::State).map(|entity| entity.plain_referent(referent.confidence));
                Some(plain.unwrap_or_else(|| referent.clone()))
            }
            EntityKind::Person if mention.form != MentionForm::Pronoun => state_of(referent),
            // People of a city are people of its state, but its mayor is not the state's president.
            EntityKind::Place => state_of(referent).map(|state| Referent { confidence: state.confidence * 0.7, ..state }),
            _ => None,
        }
    }
}
