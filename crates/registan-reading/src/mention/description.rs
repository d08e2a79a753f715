//! Common nouns for those who act for somebody ("Russian troops", "the government") and for goods.

use registan_language::{Relation, TokenIndex, Upos};
use registan_types::{EntityKind, Grounded};

use super::{MentionForm, Referent, finder::Finder, possessed::Serving, scan::Hit};
use crate::{
    frame::SITE,
    knowledge::{Agent, NameUse, marks, usage},
};

/// The class of the office of an official, which acts for him: "the premier's office".
pub(super) const SECRETARIAT: &str = "secretariat";

impl<'d> Finder<'d> {
    /// Finds agent nouns, goods and other common names.
    pub(super) fn find_descriptions(&mut self) {
        // Sites first: "a court in the Polish city of Lublin" belongs to the state of the site.
        let is_site = |hit: &Hit<'d>| self.agent_of(hit).is_some_and(|agent| agent.class == SITE);
        let (sites, others): (Vec<Hit<'d>>, Vec<Hit<'d>>) = self.scan.common.iter().cloned().partition(is_site);
        // Then what hangs deepest: "four employees of the Sudanese embassy" are whose the embassy is.
        let mut others = others;
        others.sort_by_key(|hit| std::cmp::Reverse(self.document.analysis.ancestors(self.head_of(&hit.tokens)).count()));
        for hit in sites.iter().chain(&others) {
            self.describe(hit);
        }
    }

    /// "Four employees of the Sudanese embassy": people whose owner is itself told by a common noun are of that owner's state.
    pub(super) fn find_states_of_people(&mut self) {
        let unowned = |referent: &Referent| {
            let people = matches!(referent.entity.kind, EntityKind::Group | EntityKind::Person);
            people && referent.entity.id.is_none() && referent.entity.country.is_none()
        };
        let state_of = |head: TokenIndex| {
            let owners = self.owners(head, None);
            let [owner] = owners.as_slice() else { return None };
            owner.entity.country.filter(|_| owner.entity.kind == EntityKind::State)
        };
        let described = self.found.values().filter(|mention| mention.form == MentionForm::Description);
        let open = described.filter(|mention| mention.referents.len() == 1 && mention.referents.iter().all(unowned));
        let found: Vec<_> = open.filter_map(|mention| Some((mention.head, state_of(mention.head)?))).collect();
        for (head, country) in found {
            let referents = self.found.get_mut(&head).map(|mention| &mut mention.referents);
            referents.into_iter().flatten().for_each(|referent| referent.entity.country = Some(country));
        }
    }

    fn describe(&mut self, hit: &Hit<'d>) {
        let head = self.head_of(&hit.tokens);
        let nominal = self.tree.token(head).is_some_and(|token| {
            matches!(token.upos, Upos::Noun | Upos::Propn | Upos::X | Upos::Sym) || (token.upos == Upos::Adj && hit.tokens.len() > 1)
        });
        let covered = self.scan.proper(head).is_some_and(|name| name.tokens.len() > hit.tokens.len());
        if !nominal || covered || self.found.contains_key(&head) {
            return;
        }
        // "Its neighbours Kenya and Mali" are named, whoever it is.
        let of_states = self.agent_of(hit).is_some_and(|agent| agent.class == "states");
        if let Some((name, named)) = of_states.then(|| self.name_behind(hit)).flatten() {
            let start = self.phrase_before(head).start.min(hit.tokens.start);
            return self.describe_as(head, start..name.max(head.get()) + 1, named);
        }
        // "His office said": an office that does something; elsewhere it is a house.
        let acting = |agent: &Agent<'_>| agent.class != SECRETARIAT || self.tree.is(head, Relation::Nsubj);
        if let Some(agent) = self.agent_of(hit).filter(|agent| agent.class != "states" && acting(agent)) {
            let serving = if is_of_state(agent) { Serving::State } else { Serving::Nobody };
            self.note_possessed(head, agent.class, agent.sector, serving);
        }
        let mut referents = self.agents(hit, head);
        let acts = !referents.is_empty();
        if let Some((name, named)) = self.name_behind(hit).filter(|_| acts) {
            let start = self.phrase_before(head).start.min(hit.tokens.start);
            return self.describe_as(head, start..name.max(head.get()) + 1, named);
        }
        if let Some(named) = self.named_in_apposition(head).filter(|_| acts) {
            let start = self.phrase_before(head).start.min(hit.tokens.start);
            return self.describe_as(head, start..hit.tokens.end.max(head.get() + 1), named);
        }
        referents.extend(self.thing(hit));
        if referents.is_empty() {
            return;
        }
        let start = if acts { self.phrase_before(head).start.min(hit.tokens.start) } else { hit.tokens.start };
        self.describe_as(head, start..hit.tokens.end.max(head.get() + 1), referents);
    }

    /// "The rebel group M23", "oliemaatschappij Shell": who bears the name right behind the noun, and where the name ends.
    fn name_behind(&self, hit: &Hit<'d>) -> Option<(usize, Vec<Referent>)> {
        let start = self.token(hit.tokens.end)?.span.start;
        let head = (hit.tokens.end..hit.tokens.end + 4)
            .map(TokenIndex::new)
            .find(|head| self.found.get(head).is_some_and(|mention| mention.form == MentionForm::Name && mention.span.start == start))?;
        let hangs = self.tree.token(head).is_some_and(|token| {
            matches!(token.deprel.base(), Relation::Appos | Relation::Flat | Relation::Nmod | Relation::Compound)
                && token.head.is_some_and(|above| hit.tokens.contains(&above.get()))
                && token.deprel.subtype() != Some("poss")
        });
        let mention = self.found.get(&head).filter(|_| hangs)?;
        // "Bondgenoot Noord-Korea", "neighbour Mali": nouns for states have the name of one behind them.
        let of_states = self.agent_of(hit).is_some_and(|agent| agent.class == "states");
        let body = |referent: &Referent| match referent.entity.kind {
            EntityKind::Organisation | EntityKind::Group | EntityKind::Person => true,
            EntityKind::State => of_states,
            _ => false,
        };
        // "The neighbours Kenya, Uganda and Mali": a noun in the plural is all of them.
        let several = if self.is_plural(self.head_of(&hit.tokens)) { self.tree.conjuncts(head) } else { Vec::new() };
        let others = several.into_iter().filter(|one| *one != head).filter_map(|one| self.found.get(&one));
        let all = std::iter::once(mention).chain(others.filter(|other| other.form == MentionForm::Name));
        let named: Vec<Referent> = all.flat_map(|mention| &mention.referents).filter(|referent| body(referent)).cloned().collect();
        let end = self.document.analysis.tokens.iter().enumerate().skip(hit.tokens.end);
        let last = end.take_while(|(_, token)| token.span.end <= mention.span.end).map(|(at, _)| at).last()?;
        (!named.is_empty()).then_some((last, named))
    }

    /// "The largest opposition party, the BNP,": the body that a noun in the singular is said to be.
    fn named_in_apposition(&self, head: TokenIndex) -> Option<Vec<Referent>> {
        if self.is_plural(head) {
            return None;
        }
        let appositions = self.tree.child_tokens(head).filter(|(child, token)| token.deprel.is(Relation::Appos) && *child > head);
        let comma = |child: TokenIndex| (head.get()..child.get()).any(|at| self.token(at).is_some_and(|token| token.form == ","));
        let mut named = appositions.filter(|(child, _)| comma(*child)).filter_map(|(child, _)| self.found.get(&child));
        let body = |referent: &&Referent| {
            matches!(referent.entity.kind, EntityKind::Organisation | EntityKind::Group) && referent.entity.id.is_some()
        };
        let mention = named.find(|mention| mention.form == MentionForm::Name)?;
        let bodies: Vec<Referent> = mention.referents.iter().filter(body).cloned().collect();
        (bodies.len() == 1).then_some(bodies)
    }

    fn describe_as(&mut self, head: TokenIndex, tokens: std::ops::Range<usize>, referents: Vec<Referent>) {
        if let Some(mention) = self.mention(head, &tokens, MentionForm::Description, referents) {
            self.add(mention);
        }
    }

    fn agent_of(&self, hit: &Hit<'d>) -> Option<Agent<'d>> {
        let row = hit.rows.iter().find(|row| usage(row) == Some(NameUse::Agent))?;
        self.knowledge.agent_at(row.target)
    }

    /// Whom people or a body act for, with the sector of the noun; without owner some are a group of their own.
    fn agents(&self, hit: &Hit<'d>, head: TokenIndex) -> Vec<Referent> {
        let row = hit.rows.iter().find(|row| usage(row) == Some(NameUse::Agent));
        let Some((row, agent)) = row.and_then(|row| Some((row, self.knowledge.agent_at(row.target)?))) else { return Vec::new() };
        let mut owners = self.owners(head, hit.first_part.as_deref());
        for at in hit.tokens.clone().filter(|&at| at != head.get()) {
            if owners.is_empty() {
                owners = self.owners(TokenIndex::new(at), None);
            }
        }
        // "Het ministerie van Buitenlandse Zaken in Peking": what a ministry is of, when nobody knows it, is what it is for.
        if agent.class == "ministry" {
            owners.retain(|owner| !super::name::is_local(owner));
        }
        // "The government in La Paz": bodies of state are those of where they sit.
        let sits = matches!(
            agent.class,
            "government" | "parliament" | "ministry" | "court" | "army" | "police" | "officials" | "security-service"
        );
        // Lawmakers and protesters in Kenya are Kenya's; troops in Mali may be anybody's.
        let moves = matches!(agent.sector, Some(registan_types::Sector::Military | registan_types::Sector::Intelligence))
            || agent.class == "states";
        // An office opened in Kenya is not Kenya's, and "its office" is a house.
        let serves = agent.class == SECRETARIAT;
        if owners.is_empty() && (sits || agent.class == SITE || !moves) && !serves {
            owners = self.located_owners(head);
        }
        if owners.is_empty() && agent.class == SITE {
            owners = self.owners_beside(head);
        }
        if owners.is_empty() && matches!(agent.class, "police" | "court") {
            owners = self.owners_by_place(head);
        }
        // "An aide of the senator" is not the senator.
        let employed = matches!(agent.class, "officials" | "people") && owners.iter().all(|owner| owner.entity.kind == EntityKind::Person);
        if let Some(employer) = owners.first().filter(|_| employed) {
            let country = employer.entity.country;
            let own = |mut one: Referent| {
                one.entity.country = one.entity.country.or(country);
                one
            };
            return self.group_of_words(head, agent).map(own).into_iter().collect();
        }
        if owners.is_empty() {
            let alone = row.marks & marks::AMBIGUOUS == 0 && stands_alone(agent);
            return alone.then(|| self.group_of_words(head, agent)).flatten().into_iter().collect();
        }
        // "NAVO-bondgenoten" are the NATO; a bondgenoot of Russia is not Russia.
        if agent.class == "states" {
            // "Four South American states" are not South America.
            let counted = self.tree.child_tokens(head).any(|(_, token)| token.deprel.is(Relation::Nummod));
            let part = |owner: &Referent| counted && &*owner.class == "region";
            let several = self.is_plural(head);
            owners.retain(|owner| several && !part(owner) && matches!(owner.entity.kind, EntityKind::Group | EntityKind::Organisation));
        }
        let acting = |mut owner: Referent| {
            let of_people = owner.entity.kind == EntityKind::Group && matches!(&*owner.class, "religion" | "ethnicity" | "people");
            if (owner.entity.kind == EntityKind::State && !is_of_state(agent)) || of_people {
                return self.people_of(&owner, head, agent).unwrap_or(owner);
            }
            // A body keeps its own sector: a convoy of the Red Cross is no army.
            if owner.entity.kind == EntityKind::State || owner.entity.sector.is_none() {
                owner.entity.sector = agent.sector.or(owner.entity.sector);
                owner.class = agent.class.into();
            }
            if agent.class == SITE {
                owner.class = SITE.into();
            }
            owner.confidence *= 0.95;
            owner
        };
        owners.into_iter().map(acting).collect()
    }

    /// "Turkish farmers", "een Braziliaanse bisschop": people of a state, who are not the state.
    fn people_of(&self, state: &Referent, head: TokenIndex, agent: Agent<'_>) -> Option<Referent> {
        let mut people = self.group_of_words(head, agent)?;
        people.entity.country = state.entity.country;
        people.confidence = state.confidence;
        Some(people)
    }

    fn group_of_words(&self, head: TokenIndex, agent: Agent<'_>) -> Option<Referent> {
        let words = self.words(self.span(&self.phrase_before(head))?);
        let kind = match agent.class {
            "company" | "media" | "court" | "parliament" | "ministry" | "organisation" | "party" | "bank" => EntityKind::Organisation,
            _ => EntityKind::Group,
        };
        if agent.class == SITE {
            return None;
        }
        let entity = Grounded { id: None, name: words.to_owned(), kind, country: None, sector: agent.sector };
        Some(Referent { entity, class: agent.class.into(), location: None, confidence: 0.5 })
    }

    /// A good, currency, group or other thing with a common name.
    fn thing(&self, hit: &Hit<'d>) -> Option<Referent> {
        let rows = hit.rows.iter().filter(|row| usage(row) == Some(NameUse::Common) && row.marks & self.mark() != 0);
        let mut sure = rows.filter(|row| row.marks & marks::AMBIGUOUS == 0).filter_map(|row| self.knowledge.entity_at(row.target));
        sure.next().map(|entity| entity.referent(0.9))
    }
}

/// Whether those whom the noun names act for their state.
fn is_of_state(agent: Agent<'_>) -> bool {
    use registan_types::Sector;
    let sector = matches!(
        agent.sector,
        Some(Sector::Government | Sector::Military | Sector::Police | Sector::Intelligence | Sector::Judiciary | Sector::Legislature)
    );
    sector
        || agent.class == SITE
        || matches!(agent.class, "states" | "government" | "parliament" | "ministry" | "army" | "officials" | "equipment")
}

/// Whether the noun names a party to doings without saying whose: rebels do, an embassy does not.
fn stands_alone(agent: Agent<'_>) -> bool {
    use registan_types::Sector;
    let acting = matches!(
        agent.sector,
        Some(
            Sector::Government
                | Sector::Military
                | Sector::Police
                | Sector::Intelligence
                | Sector::Judiciary
                | Sector::Legislature
                | Sector::Opposition
                | Sector::Rebels
                | Sector::ArmedGroup
                | Sector::Criminals
                | Sector::Business
        )
    );
    let people = matches!(agent.class, "people" | "protesters" | "refugees");
    (acting && agent.class != "equipment") || people
}
