//! "Its troops", "whose government", "zijn minister": those who act for somebody whom a possessive pronoun stands for. Who that is comes out later,
//! with the pronouns (`coreference`).

use std::sync::Arc;

use registan_language::{Relation, TokenIndex, Upos};
use registan_types::{EntityKind, Grounded, Sector, Span};

use super::{Referent, description::SECRETARIAT, finder::Finder};
use crate::knowledge::Knowledge;

/// A noun whose owner a possessive pronoun tells.
#[derive(Debug, Clone)]
pub(crate) struct Possessed {
    /// The pronoun.
    pub(crate) owner: Owner,
    /// The whole phrase.
    pub(crate) span: Span,
    /// Its words.
    pub(crate) words: String,
    /// army, government, people …
    pub(crate) class: Arc<str>,
    /// The sector of those whom the noun names.
    pub(crate) sector: Option<Sector>,
    /// Whom they act for.
    pub(crate) serving: Serving,
}

/// How a possessive pronoun finds whom it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// "Its": what is told of before.
    Before(TokenIndex),
    /// "Whose": the noun that the clause around the pronoun describes.
    Described(TokenIndex),
}

/// Whom people with an owner act for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Serving {
    /// Soldiers, ministries, the government: the state of a leader too ("his government").
    State,
    /// Officials: a state or body, but not the state of a person ("his adviser").
    Body,
    /// Farmers, the opposition: not the state they are of, but another body.
    Nobody,
}

impl Finder<'_> {
    /// Notes a noun whose phrase begins with a possessive pronoun.
    pub(super) fn note_possessed(&mut self, head: TokenIndex, class: &str, sector: Option<Sector>, serving: Serving) {
        let Some(owner) = self.pronoun_of(head) else { return };
        let Some(span) = self.span(&self.phrase_before(head)) else { return };
        let words = self.words(span).to_owned();
        self.possessed.insert(head, Possessed { owner, span, words, class: class.into(), sector, serving });
    }

    fn pronoun_of(&self, head: TokenIndex) -> Option<Owner> {
        let before = self.tree.child_tokens(head).filter(|(child, token)| *child < head && matches!(token.upos, Upos::Pron | Upos::Det));
        for (child, token) in before {
            let form = token.form.to_lowercase();
            if self.grammar.relative_possessives.contains(&form) {
                return self.described_noun(head).map(Owner::Described);
            }
            if self.word(&form, "pronoun").is_some_and(|word| word.value.contains("possessive=yes")) {
                return Some(Owner::Before(child));
            }
        }
        // "Syrië, waarvan de troepen": the pronoun hangs on the verb.
        let last = self.phrase_before(head).start.checked_sub(1)?;
        let form = self.token(last)?.form.to_lowercase();
        self.grammar.relative_possessives.contains(&form).then(|| self.described_noun(head)).flatten().map(Owner::Described)
    }

    /// The noun that the relative clause around a token describes.
    fn described_noun(&self, token: TokenIndex) -> Option<TokenIndex> {
        let above = self.document.analysis.ancestors(token).take(6);
        let clause =
            std::iter::once(token).chain(above).find(|&at| self.tree.token(at).is_some_and(|token| token.deprel.is(Relation::Acl)));
        clause.and_then(|clause| self.tree.head(clause)).filter(|&noun| noun < token)
    }
}

impl Possessed {
    /// Who they are, given whom the pronoun stands for.
    pub(crate) fn referent(&self, owner: &Referent, knowledge: &Knowledge) -> Option<Referent> {
        let confidence = owner.confidence * 0.95;
        let state_of = |referent: &Referent| Some(knowledge.country(referent.entity.country?)?.plain_referent(confidence));
        if &*self.class == SECRETARIAT && owner.entity.kind != EntityKind::Person {
            return None;
        }
        let of_people = owner.entity.kind == EntityKind::Group && matches!(&*owner.class, "religion" | "ethnicity" | "people");
        let body = match (owner.entity.kind, self.serving) {
            (EntityKind::State, Serving::Nobody) => None,
            (EntityKind::State, _) => Some(state_of(owner)?),
            // "Chinese citizens criticised their government".
            (EntityKind::Group, Serving::State) if owner.entity.id.is_none() && owner.entity.country.is_some() => Some(state_of(owner)?),
            (EntityKind::Group, _) if of_people => None,
            (EntityKind::Organisation | EntityKind::Group, _) => Some(Referent { confidence, ..owner.clone() }),
            (EntityKind::Person, Serving::State) => Some(state_of(owner)?),
            _ => return None,
        };
        let Some(mut body) = body else {
            let country = owner.entity.country;
            let entity = Grounded { id: None, name: self.words.clone(), kind: EntityKind::Group, country, sector: self.sector };
            return Some(Referent { entity, class: self.class.clone(), location: None, confidence });
        };
        if body.entity.kind == EntityKind::State || body.entity.sector.is_none() {
            body.entity.sector = self.sector.or(body.entity.sector);
            body.class = self.class.clone();
        }
        body.location = None;
        Some(body)
    }
}
