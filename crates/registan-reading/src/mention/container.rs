//! Nouns that stand for what hangs on them: measures ("duizenden Georgiërs", "a group of Russian soldiers") and nouns with a name behind them
//! ("buurland Polen", "bondgenoot Noord-Korea").

use registan_language::{Relation, TokenIndex, Upos};
use registan_types::{EntityKind, Grounded};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::{Location, Mention, MentionForm, Referent, finder::Finder};

/// How sure the measure stands for what it measures.
const KEPT: f32 = 0.95;

impl Finder<'_> {
    /// Gives every number and every noun of measure that heads a phrase the referents of what it measures.
    pub(super) fn find_containers(&mut self) {
        for at in 0..self.document.analysis.tokens.len() {
            let head = TokenIndex::new(at);
            let open = self.found.get(&head).is_none_or(|mention| mention.referents.is_empty());
            if let Some(mention) =
                Some(head).filter(|_| open).and_then(|head| self.measured(head).or_else(|| self.named(head)).or_else(|| self.quarter(head)))
            {
                self.found.insert(head, mention);
            }
        }
    }

    fn measured(&self, head: TokenIndex) -> Option<Mention> {
        let token = self.tree.token(head)?;
        let measures = match token.upos {
            Upos::Num | Upos::Sym => true,
            Upos::Noun => self.word(&token.lemma.to_lowercase(), "measure").is_some(),
            _ => false,
        };
        let mut measured = self.tree.child_tokens(head).filter(|(child, token)| {
            let below = matches!(token.deprel.base(), Relation::Nmod | Relation::Obl | Relation::Appos | Relation::Flat);
            let tied = self.is_bare_or_genitive(*child) || (self.is_of_money(head) && self.is_paid_as(*child));
            measures && below && *child > head && tied
        });
        let (child, _) = measured.next()?;
        let inner = self.found.get(&child).filter(|mention| matches!(mention.form, MentionForm::Description | MentionForm::Name))?;
        let mut referents = inner.referents.clone();
        // Half of a state's territory is no party: only people and bodies are counted out.
        referents.retain(|referent| !matches!(&*referent.class, "state" | "city" | "place"));
        referents.iter_mut().for_each(|referent| referent.confidence *= KEPT);
        let span = token.span.join(inner.span);
        (!referents.is_empty()).then_some(Mention { head, span, form: MentionForm::Description, referents })
    }

    /// "Het noorden van Mali", "the east of Congo": a part of a state by the points of the compass, a place that lies in it.
    fn quarter(&self, head: TokenIndex) -> Option<Mention> {
        let noun = self.tree.token(head).filter(|token| token.upos == Upos::Noun)?;
        self.word(&noun.form.to_lowercase(), "quarter")?;
        let whole = self.tree.child_tokens(head).find(|(child, token)| {
            token.deprel.is(Relation::Nmod) && *child > head && self.is_genitive(*child) && token.upos == Upos::Propn
        });
        let inner = self.found.get(&whole?.0).filter(|mention| mention.form == MentionForm::Name)?;
        let [referent] = inner.referents.as_slice() else { return None };
        let state = match referent.entity.kind {
            EntityKind::State => referent.entity.clone(),
            _ => return None,
        };
        let span = noun.span.join(inner.span);
        let name = self.words(span).to_owned();
        let location = Location { id: None, name: name.clone(), state: Some(state.clone()), coordinates: None };
        let entity = Grounded { id: None, name, kind: EntityKind::Place, country: state.country, sector: None };
        let part = Referent { entity, class: "region".into(), location: Some(location), confidence: referent.confidence * KEPT };
        Some(Mention { head, span, form: MentionForm::Name, referents: vec![part] })
    }

    /// A noun with a name directly behind it that says which one: of a state, body or place, as titles before persons are read elsewhere.
    fn named(&self, head: TokenIndex) -> Option<Mention> {
        let noun = self.tree.token(head).filter(|token| token.upos == Upos::Noun)?;
        let (child, _) = self.tree.child_tokens(head).find(|(child, token)| {
            let tied = matches!(token.deprel.base(), Relation::Appos | Relation::Flat | Relation::Nmod);
            tied && child.get() == head.get() + 1 && token.upos == Upos::Propn && self.tree.child(*child, Relation::Case).is_none()
        })?;
        let name = self.found.get(&child).filter(|mention| mention.form == MentionForm::Name)?;
        let mut referents = name.referents.clone();
        referents.retain(|referent| !matches!(referent.entity.kind, EntityKind::Person | EntityKind::Other));
        referents.iter_mut().for_each(|referent| referent.confidence *= KEPT);
        let span = noun.span.join(name.span);
        (!referents.is_empty()).then_some(Mention { head, span, form: MentionForm::Name, referents })
    }

    /// Whether a sign of money heads the phrase, whatever the tree takes it for.
    fn is_of_money(&self, head: TokenIndex) -> bool {
        let sign = self.tree.token(head).and_then(|token| token.form.chars().next_back());
        sign.is_some_and(|sign| sign.general_category() == GeneralCategory::CurrencySymbol)
    }

    /// "$5 million in aid", "3 miljard aan leningen".
    fn is_paid_as(&self, phrase: TokenIndex) -> bool {
        let marker = self.tree.child(phrase, Relation::Case).and_then(|marker| self.tree.token(marker));
        marker.is_some_and(|marker| self.word(&marker.form.to_lowercase(), "paid-as").is_some())
    }

    fn is_bare_or_genitive(&self, phrase: TokenIndex) -> bool {
        self.tree.child(phrase, Relation::Case).is_none() || self.is_genitive(phrase)
    }
}
