//! Bodies whose bare name newspapers use for one state's, said of another: "Peru's Congress", "the Supreme Court of Brazil".

use registan_language::TokenIndex;
use registan_types::EntityKind;

use super::{Mention, MentionForm, Referent, finder::Finder};

impl Finder<'_> {
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
        let of_state =
            matches!(&*body.class, "parliament" | "court" | "ministry" | "government" | "army" | "police" | "bank" | "security-service");
        if body.entity.kind != EntityKind::Organisation || !of_state || mention.form != MentionForm::Name {
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
}
