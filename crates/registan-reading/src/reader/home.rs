//! Whose people are meant where no state is named: police and protesters belong to the state in which the doing takes place, a minister known by
//! name to the state that he serves.

use registan_language::{Relation as Deprel, TokenIndex};
use registan_types::{CountryCode, EntityKind, Filler, Grounded, Place, PloverType, Relation, Sector};

use super::assembly::Assembly;
use crate::{
    frame::{Candidate, Filled, Frame, Role},
    knowledge::Knowledge,
    mention::{LOCAL_OFFICE, MentionForm, Mentions, Referent},
};

impl Assembly<'_> {
    /// Gives people and bodies without a state the state of the place where they act, else that of the report; how many got one.
    pub(super) fn settle_at(&self, place: Option<&Place>, candidate: &Candidate, sides: [&mut Vec<Filler>; 2]) -> u8 {
        let Some(country) = place.map_or(self.home, |place| place.country) else { return 0 };
        let mut settled = 0;
        for filler in sides.into_iter().flatten() {
            let domestic = candidate.fillers.iter().any(|filled| filled.span == filler.span && is_domestic(filled));
            if domestic && filler.entity.country.is_none() {
                filler.entity.country = Some(country);
                settled += 1;
            }
        }
        settled
    }

    /// "Seventeen Indian fishermen", "an opposition lawmaker in Fiji": unnamed people of a state are given as that state, with a sector of their own,
    /// unless it stands on the other side: "the Congolese army fights Congolese rebels". Rebels and criminals are never their state, nor are those who
    /// fled it; firms and bodies keep their words.
    pub(super) fn give_states(&self, frame: &Frame, candidate: &Candidate, actors: &mut [Filler], recipients: &mut [Filler]) {
        if frame.relation == Some(Relation::HoldsOffice) {
            return;
        }
        let described = |filler: &Filler| {
            let mut heads = candidate.fillers.iter().filter(|filled| filled.span == filler.span).map(|filled| filled.head);
            heads.any(|head| self.matcher.mentions.at(head).is_some_and(|mention| mention.form == MentionForm::Description))
        };
        let state_of = |filler: &Filler, other: &[Filler]| {
            let country = filler.entity.country.filter(|_| is_unnamed_people(&filler.entity) && described(filler))?;
            let opposed = other.iter().any(|other| other.entity.country == Some(country));
            let state = self.knowledge().country(country).filter(|_| !opposed)?;
            Some(Grounded { sector: filler.entity.sector, ..state.plain_referent(1.0).entity })
        };
        let [for_actors, for_recipients] = [(&*actors, &*recipients), (&*recipients, &*actors)]
            .map(|(side, other)| side.iter().map(|filler| state_of(filler, other)).collect::<Vec<_>>());
        for (filler, state) in actors.iter_mut().zip(for_actors).chain(recipients.iter_mut().zip(for_recipients)) {
            filler.entity = state.unwrap_or_else(|| filler.entity.clone());
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

/// Whether a place within a state stands for it: a town of that state.
fn is_place_of(referent: &Referent, filler: &Filler) -> bool {
    let place = referent.location.as_ref().is_some_and(|place| place.id != referent.entity.id && place.id != filler.entity.id);
    place && filler.entity.kind == EntityKind::State
}

/// People whom only the text knows, by words for them, who may stand for their state.
pub(super) fn is_unnamed_people(entity: &Grounded) -> bool {
    let apart = matches!(
        entity.sector,
        Some(Sector::Rebels | Sector::ArmedGroup | Sector::Criminals | Sector::Business | Sector::Media | Sector::Refugees)
    );
    entity.id.is_none() && !apart && matches!(entity.kind, EntityKind::Group | EntityKind::Person)
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

/// The state that a report is about alone: the only one whose people and places it names, one of its towns among them. A report on matters at home may
/// name no state but a foreign one.
pub(super) fn only_state(mentions: &Mentions) -> Option<CountryCode> {
    let referents = || mentions.iter().flat_map(|mention| &mention.referents);
    let mut countries = referents().filter_map(|referent| {
        let located = referent.location.as_ref().and_then(|place| place.state.as_ref()).and_then(|state| state.country);
        referent.entity.country.or(located)
    });
    let only = countries.next()?;
    let town = |referent: &Referent| referent.entity.kind == EntityKind::Place && referent.entity.country == Some(only);
    (countries.all(|other| other == only) && referents().any(town)).then_some(only)
}
