//! Whose people are meant where no state is named: police and protesters belong to the state in which the doing takes place, a minister known by
//! name to the state that he serves.

use std::collections::{HashMap, HashSet};

use registan_language::{Relation as Deprel, TokenIndex};
use registan_types::{CountryCode, EntityKind, Filler, Grounded, Place, PloverType, Relation, Sector};

use super::assembly::Assembly;
use crate::{
    clause::{Argument, Slot},
    frame::{Candidate, Filled, Frame, Role},
    knowledge::Knowledge,
    mention::{LOCAL_OFFICE, MentionForm, Mentions, Referent},
};

impl Assembly<'_> {
    /// Gives people and bodies without a state the state of the place where they act, else that of the report, else that of the bodies of state named
    /// before; how many got one.
    pub(super) fn settle_at(&self, frame: &Frame, place: Option<&Place>, candidate: &Candidate, sides: [&mut Vec<Filler>; 2]) -> u8 {
        // "Rebels from Oromia met the government in Tanzania": where people meet and agree is nobody's home.
        let venue =
            frame.plover.as_ref().is_some_and(|code| matches!(code.kind, PloverType::Consult | PloverType::Agree | PloverType::Cooperate));
        let home = place.filter(|_| !venue).map_or(self.home, |place| place.country);
        let mut settled = 0;
        for filler in sides.into_iter().flatten().filter(|filler| filler.entity.country.is_none()) {
            let mut words = candidate.fillers.iter().filter(|filled| filled.span == filler.span);
            // An army may fight abroad, but is that of the ministry that speaks.
            let country = words.find_map(|filled| home.filter(|_| is_domestic(filled)).or_else(|| self.state_of_bodies_before(filled)));
            settled += u8::from(country.is_some());
            filler.entity.country = country;
        }
        settled
    }

    /// "Niger's government … the oil ministry": a body of state with an article is that of the only state whose bodies the report named before.
    fn state_of_bodies_before(&self, body: &Filled) -> Option<CountryCode> {
        let tree = self.matcher.clauses.tree();
        let definite = tree.child(body.head, Deprel::Det).and_then(|article| tree.token(article));
        let own = body.referent.as_ref().filter(|referent| is_body(referent));
        own.filter(|_| definite.is_some_and(|article| article.feats.has("Definite", "Def")))?;
        let before = self.matcher.mentions.iter().filter(|mention| mention.span.end <= body.span.start);
        let mut named = before.flat_map(|mention| &mention.referents).filter(|referent| is_body(referent));
        let first = named.find_map(|referent| referent.entity.country)?;
        named.all(|referent| referent.entity.country.is_none_or(|country| country == first)).then_some(first)
    }

    /// "Seventeen Indian fishermen", "an opposition lawmaker in Fiji": unnamed people of a state are given as that state, with a sector of their own, also
    /// where its police arrest them. Rebels and criminals are never their state, nor are those who fled it; firms and bodies keep their words.
    pub(super) fn give_states(&self, frame: &Frame, candidate: &Candidate, actors: &mut [Filler], recipients: &mut [Filler]) {
        if frame.relation == Some(Relation::HoldsOffice) {
            return;
        }
        let described = |filler: &Filler| {
            let mut heads = candidate.fillers.iter().filter(|filled| filled.span == filler.span).map(|filled| filled.head);
            heads.any(|head| self.matcher.mentions.at(head).is_some_and(|mention| mention.form == MentionForm::Description))
        };
        for filler in actors.iter_mut().chain(recipients) {
            let country = filler.entity.country.filter(|_| is_unnamed_people(&filler.entity) && described(filler));
            let state = country.and_then(|country| self.knowledge().country(country));
            if let Some(state) = state {
                filler.entity = Grounded { sector: filler.entity.sector, ..state.plain_referent(1.0).entity };
            }
        }
    }

    /// "Vertegenwoordigers van beide landen", "officials from the two countries": whose people they are, where words that stand for states say so.
    pub(super) fn states_spoken_of(&self, filled: &Filled) -> Vec<Filler> {
        let people = filled.referent.as_ref().is_some_and(|people| people.entity.country.is_none() && is_unnamed_people(&people.entity));
        if !people {
            return Vec::new();
        }
        let clauses = self.matcher.clauses;
        let of_owner = |at: TokenIndex| clauses.marker(at).is_some_and(|marker| clauses.grammar().owner_markers.contains(&*marker));
        let owners = clauses.tree().child_tokens(filled.head).filter(|(child, token)| token.deprel.is(Deprel::Nmod) && of_owner(*child));
        let meant = owners.filter_map(|(child, _)| self.matcher.mentions.at(child).filter(|owner| owner.form == MentionForm::Description));
        let states = meant.flat_map(|owner| &owner.referents).filter(|referent| referent.entity.kind == EntityKind::State);
        states.map(|state| Filler { span: filled.span, entity: state.entity.clone(), implicit: filled.implicit }).collect()
    }

    /// "Minister Hoekstra", "de Franse minister Barrot": the state of a title, by the words around it or because knowledge knows whom the official serves.
    pub(super) fn state_of_official(&self, frame: &Frame, candidate: &Candidate, actors: &[Filler]) -> Option<Filler> {
        let [official] = actors else { return None };
        let title = candidate
            .of(Role::Office)
            .find_map(|office| office.referent.as_ref())
            .filter(|title| is_of_state(&title.entity) && &*title.class != LOCAL_OFFICE)?;
        let known = official.entity.id.is_some() && official.entity.kind == EntityKind::Person;
        // "De Europese president": the title of something else than his state.
        let elsewhere = |argument: &Argument| {
            let adjective = self.matcher.mentions.at(argument.head).filter(|adjective| adjective.form == MentionForm::Demonym);
            adjective.is_some_and(|adjective| adjective.referents.iter().all(|referent| referent.entity.country.is_none()))
        };
        if candidate.predicate.at(&Slot::Demonym).any(elsewhere) {
            return None;
        }
        let country = title.entity.country.or(official.entity.country.filter(|_| known))?;
        let state = self.knowledge().country(country).filter(|_| frame.relation == Some(Relation::HoldsOffice))?;
        Some(Filler { span: official.span, entity: state.plain_referent(1.0).entity, implicit: true })
    }

    /// A journey within one's own country has no host: a place within it that stands for it is none.
    pub(super) fn is_home(&self, frame: &Frame, candidate: &Candidate, actors: &[Filler], recipient: &Filler) -> bool {
        let travels = frame.plover.as_ref().is_some_and(|code| matches!(code.kind, PloverType::Consult | PloverType::Reject));
        let own = |actor: &Filler| {
            let official = matches!(actor.entity.kind, EntityKind::Person | EntityKind::State);
            official && actor.entity.country.is_some() && actor.entity.country == recipient.entity.country
        };
        let mut hosts = candidate.of(Role::Recipient).filter(|filled| filled.span == recipient.span);
        let within = hosts.any(|filled| filled.referent.as_ref().is_some_and(|referent| is_place_of(referent, recipient)));
        travels && within && !actors.is_empty() && actors.iter().all(own)
    }

    fn knowledge(&self) -> &Knowledge {
        self.matcher.knowledge
    }
}

/// Government, ministry, army, police and the like.
fn is_body(referent: &Referent) -> bool {
    matches!(&*referent.class, "government" | "ministry" | "army" | "police" | "court" | "parliament" | "security-service")
}

/// Whether a place within a state stands for it: a town of that state.
fn is_place_of(referent: &Referent, filler: &Filler) -> bool {
    let place = referent.location.as_ref().is_some_and(|place| place.id != referent.entity.id && place.id != filler.entity.id);
    place && filler.entity.kind == EntityKind::State
}

/// People and bodies of state whom only the text knows, by words for them, who may stand for their state.
pub(super) fn is_unnamed_people(entity: &Grounded) -> bool {
    let apart = matches!(
        entity.sector,
        Some(Sector::Rebels | Sector::ArmedGroup | Sector::Criminals | Sector::Business | Sector::Media | Sector::Refugees)
    );
    let body = || {
        let of_state =
            matches!(entity.sector, Some(Sector::Government | Sector::Military | Sector::Police | Sector::Judiciary | Sector::Legislature));
        // "The oil ministry": by its own name, in capitals, a body keeps that.
        entity.kind == EntityKind::Organisation
            && of_state
            && !entity.name.split(' ').skip(1).any(|word| word.starts_with(char::is_uppercase))
    };
    entity.id.is_none() && !apart && (matches!(entity.kind, EntityKind::Group | EntityKind::Person) || body())
}

fn is_of_state(entity: &Grounded) -> bool {
    matches!(entity.sector, Some(Sector::Government | Sector::Military))
}

/// People and bodies that are those of the state they act in unless something else is said.
fn is_domestic(filled: &Filled) -> bool {
    filled.referent.as_ref().is_some_and(|referent| {
        let sector = matches!(
            referent.entity.sector,
            Some(
                Sector::Government
                    | Sector::Police
                    | Sector::Judiciary
                    | Sector::Legislature
                    | Sector::Opposition
                    | Sector::Civilians
                    | Sector::Rebels
                    | Sector::ArmedGroup
                    | Sector::Criminals
            )
        );
        referent.entity.id.is_none() && (sector || &*referent.class == "protesters")
    })
}

/// How many times as often as any other a report must speak of the state that it plays in, and how often at least.
const RULING: usize = 3;

/// The state that a report plays in: one of its towns is named, and its people and places are spoken of alone or far more often than those of any other.
/// A report on matters at home may name no state but a foreign one.
pub(super) fn home_state(mentions: &Mentions) -> Option<CountryCode> {
    let mut spoken_of: HashMap<CountryCode, usize> = HashMap::new();
    let mut towns = HashSet::new();
    for referent in mentions.iter().flat_map(|mention| &mention.referents) {
        let located = referent.location.as_ref().and_then(|place| place.state.as_ref()).and_then(|state| state.country);
        let Some(country) = referent.entity.country.or(located) else { continue };
        *spoken_of.entry(country).or_default() += 1;
        // A capital that stands for its state may be spoken of from afar.
        if referent.entity.kind == EntityKind::Place {
            towns.insert(country);
        }
    }
    let (&home, &times) = spoken_of.iter().max_by_key(|(country, times)| (**times, **country))?;
    let others = spoken_of.iter().filter(|(country, _)| **country != home).map(|(_, times)| *times).max().unwrap_or(0);
    (towns.contains(&home) && (others == 0 || times >= RULING * others.max(1) && times > RULING)).then_some(home)
}
