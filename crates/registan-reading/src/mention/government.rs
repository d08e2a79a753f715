//! Governments named after whoever leads them.

use registan_language::TokenIndex;
use registan_types::{EntityKind, Sector};

use super::{MentionForm, Referent, finder::Finder};
use crate::knowledge::Entity;

impl<'d> Finder<'d> {
    /// "De regering-Lula", "het kabinet-Balkenende": the state that whoever gives the government its name then governs.
    pub(super) fn find_governments(&mut self) {
        let hyphenated: Vec<usize> = self.hyphenated().collect();
        for at in hyphenated {
            let Some(token) = self.token(at) else { continue };
            let Some((body, name)) = token.form.split_once('-') else { continue };
            let named = self.word(body, "government").is_some() && name.starts_with(char::is_uppercase);
            let head = TokenIndex::new(at);
            if let Some(state) = named.then(|| self.governed_by(name)).flatten().filter(|_| !self.found.contains_key(&head)) {
                let phrase = self.phrase_before(head);
                if let Some(mention) = self.mention(head, &phrase, MentionForm::Description, vec![state]) {
                    self.add(mention);
                }
            }
        }
    }

    /// The one state in whose government somebody of that family name sits when the report is published.
    fn governed_by(&self, family: &str) -> Option<Referent> {
        let day = self.published()?.last_day()?;
        let persons = self.knowledge.find(family).proper.iter().filter_map(|row| self.knowledge.entity_at(row.target));
        let governs = |person: &Entity<'d>| {
            let offices = self.knowledge.offices_held(*person, day);
            let of_government = |sector| sector == Sector::Government;
            person.kind() == EntityKind::Person && offices.into_iter().filter_map(|office| office.title()?.sector()).any(of_government)
        };
        let mut countries: Vec<_> = persons.filter(governs).filter_map(|person| person.country()).collect();
        countries.sort_unstable();
        countries.dedup();
        let [country] = countries.as_slice() else { return None };
        let mut state = self.knowledge.country(*country)?.plain_referent(0.85);
        state.class = "government".into();
        state.entity.sector = Some(Sector::Government);
        state.location = None;
        Some(state)
    }
}
