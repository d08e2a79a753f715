//! Words of measure that stand for what they measure: "duizenden Georgiërs", "a group of Russian soldiers".

use registan_language::{Relation, TokenIndex, Upos};

use super::{Mention, MentionForm, finder::Finder};

/// How sure the measure stands for what it measures.
const KEPT: f32 = 0.95;

impl Finder<'_> {
    /// Gives every number and every noun of measure that heads a phrase the referents of what it measures.
    pub(super) fn find_containers(&mut self) {
        for at in 0..self.document.analysis.tokens.len() {
            let head = TokenIndex::new(at);
            if !self.found.contains_key(&head)
                && let Some(mention) = self.measured(head)
            {
                self.found.insert(head, mention);
            }
        }
    }

    fn measured(&self, head: TokenIndex) -> Option<Mention> {
        let token = self.tree.token(head)?;
        let measures = match token.upos {
            Upos::Num => true,
            Upos::Noun => self.word(&token.lemma.to_lowercase(), "measure").is_some(),
            _ => false,
        };
        let mut measured = self.tree.child_tokens(head).filter(|(child, token)| {
            let below = matches!(token.deprel.base(), Relation::Nmod | Relation::Obl | Relation::Appos | Relation::Flat);
            measures && below && *child > head && self.is_bare_or_genitive(*child)
        });
        let (child, _) = measured.next()?;
        let inner = self.found.get(&child).filter(|mention| matches!(mention.form, MentionForm::Description | MentionForm::Name))?;
        let mut referents = inner.referents.clone();
        // Half of a state's territory is no party: only people and bodies are counted out.
        referents.retain(|referent| !matches!(&*referent.class, "state" | "city" | "place") && !referent.class.starts_with("good"));
        referents.iter_mut().for_each(|referent| referent.confidence *= KEPT);
        let span = token.span.join(inner.span);
        (!referents.is_empty()).then_some(Mention { head, span, form: MentionForm::Description, referents })
    }

    fn is_bare_or_genitive(&self, phrase: TokenIndex) -> bool {
        self.tree.child(phrase, Relation::Case).is_none() || self.is_genitive(phrase)
    }
}
