//! Bodies by the words of their names: those that newspapers use bare for one state's, said of another ("Peru's Congress"), and unknown ones that
//! say themselves what they are ("the Finnish Foreign Ministry", "Coastal Fishers Union").

use registan_language::TokenIndex;
use registan_types::EntityKind;

use super::{Mention, MentionForm, Referent, finder::Finder, is_of_report, scan::Hit};
use crate::knowledge::{Agent, Entity, NameUse, marks, usage};

impl<'d> Finder<'d> {
    /// Gives bodies of state that are said to be another state's to that state.
    pub(super) fn correct_bodies(&mut self) {
        let wrong: Vec<(TokenIndex, Referent)> =
            self.found.values().filter_map(|mention| Some((mention.head, self.owner_of_body(mention)?))).collect();
        for (head, owner) in wrong {
            if let Some(mention) = self.found.get_mut(&head) {
                mention.referents = vec![owner];
                mention.form = MentionForm::Description;
            }
        }
    }

    fn owner_of_body(&self, mention: &Mention) -> Option<Referent> {
        let [body] = mention.referents.as_slice() else { return None };
        if mention.form != MentionForm::Name {
            return None;
        }
        if body.entity.country.is_none() && body.entity.id.as_ref().is_none_or(is_of_report) {
            return self.owner_of_local_body(mention, body);
        }
        if body.entity.kind != EntityKind::Organisation || !is_body_of_state(&body.class) {
            return None;
        }
        let country = body.entity.country?;
        let owners = self.owners(mention.head, None);
        let [owner] = owners.as_slice() else { return None };
        let other = owner.entity.kind == EntityKind::State && owner.entity.country.is_some_and(|owner| owner != country);
        let mut state = owner.clone();
        state.entity.sector = body.entity.sector;
        state.class = body.class.clone();
        state.location = None;
        state.confidence *= 0.95;
        other.then_some(state)
    }

    /// "The Kenyan Senate", "het Hooggerechtshof van Kenia": a body that only the report knows, by a noun with a capital that says which kind, is the
    /// state's whose it is said to be.
    fn owner_of_local_body(&self, mention: &Mention, body: &Referent) -> Option<Referent> {
        let named = self.agent_of_word(&body.entity.name).or_else(|| self.body_of_words(&body.entity.name));
        let agent = named.filter(|agent| is_body_of_state(agent.class))?;
        let mut owners = self.owners(mention.head, None);
        if owners.is_empty() {
            owners.extend(self.state_behind(mention));
        }
        let [owner] = owners.as_slice() else { return None };
        let mut state = owner.clone();
        state.entity.sector = agent.sector;
        state.class = agent.class.into();
        state.location = None;
        state.confidence *= 0.95;
        (owner.entity.kind == EntityKind::State).then_some(state)
    }

    /// "Nationale Vergadering van Venezuela", which the tree takes for one name: the state right behind a genitive marker.
    fn state_behind(&self, mention: &Mention) -> Option<Referent> {
        let end = self.document.analysis.tokens.iter().position(|token| token.span.start >= mention.span.end)?;
        let marked = self.token(end).is_some_and(|token| self.word(&token.form, "genitive").is_some());
        let name = self.found.get(&TokenIndex::new(end + 1)).filter(|_| marked)?;
        let [state] = name.referents.as_slice() else { return None };
        (state.entity.kind == EntityKind::State).then(|| state.clone())
    }

    fn agent_of_word(&self, word: &str) -> Option<Agent<'d>> {
        let rows = self.knowledge.find(&word.to_lowercase()).common;
        let mut agents = rows.iter().filter(|row| usage(row) == Some(NameUse::Agent) && row.marks & self.mark() != 0);
        agents.find_map(|row| self.knowledge.agent_at(row.target).filter(|agent| agent.sector.is_some()))
    }

    /// "The Ministry of Finance", "Coastal Fishers Union": what kind of body it is by the first word of its name that says so.
    pub(super) fn body_of_words(&self, name: &str) -> Option<Agent<'d>> {
        let several = name.contains(' ');
        name.split(' ').filter(|_| several).find_map(|word| self.agent_of_word(word))
    }

    /// Whether the name is that of a state's own body: its ministry or police, whose kind stands first or last; of armies only the plainest names,
    /// for rebels call themselves an army of the state too.
    pub(super) fn is_arm_of_state(&self, name: &str, body: Agent<'_>) -> bool {
        let words: Vec<&str> = name.split(' ').filter(|word| self.word(word, "definite").is_none()).collect();
        let outer = |word: Option<&&str>| word.is_some_and(|word| self.body_of_words(&format!("{word} ")).is_some());
        match body.class {
            "government" | "ministry" | "police" | "security-service" => outer(words.first()) || outer(words.get(1)) || outer(words.last()),
            "army" => words.len() == 2,
            _ => false,
        }
    }

    /// "The Finnish Foreign Ministry", "Government of Slovakia": the one state that a name of several words has inside it.
    pub(super) fn state_inside(&self, tokens: &std::ops::Range<usize>) -> Option<Entity<'d>> {
        let inside = tokens.clone().filter_map(|at| self.scan.proper(TokenIndex::new(at)));
        let whole = |hit: &&Hit<'d>| tokens.start <= hit.tokens.start && hit.tokens.end <= tokens.end && hit.tokens.len() < tokens.len();
        let of_state = |hit: &Hit<'d>| {
            let plain = |use_of: Option<NameUse>| matches!(use_of, Some(NameUse::Name | NameUse::Adjective));
            let rows = hit.rows.iter().filter(|row| plain(usage(row)) && row.marks & marks::AMBIGUOUS == 0);
            rows.filter_map(|row| self.knowledge.entity_at(row.target)).find(|entity| entity.kind() == EntityKind::State)
        };
        let mut states = inside.filter(whole).filter_map(of_state);
        let first = states.next()?;
        states.all(|other| other == first).then_some(first)
    }
}

fn is_body_of_state(class: &str) -> bool {
    matches!(class, "parliament" | "court" | "ministry" | "government" | "army" | "police" | "bank" | "security-service")
}
