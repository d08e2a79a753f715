//! Negation: whether a clause or noun is denied by its own words, and by which of them.

use std::collections::HashSet;

use registan_language::{Relation, Token, TokenIndex, Upos};

use super::Judge;

impl Judge<'_> {
    /// "Opted not to compete": the word before the infinitive denies it, though it hangs on the verb above.
    pub(super) fn is_negated_by(&self, governor: TokenIndex, infinitive: TokenIndex) -> bool {
        let mark = self.tree.child(infinitive, Relation::Mark).filter(|_| self.is_infinitive(infinitive));
        let before = mark.and_then(|mark| mark.get().checked_sub(1)).map(TokenIndex::new).filter(|&before| before != governor);
        let negates = |token: &Token| token.deprel.is(Relation::Advmod) && self.triggers.negators.contains(&token.form.to_lowercase());
        // Of a governor with an effect the negation counts already: "did not plan to".
        before.is_some_and(|before| {
            self.tree.head(before) == Some(governor)
                && before > governor
                && self.tree.token(before).is_some_and(negates)
                && self.governor_effect(governor, infinitive).is_none()
        })
    }

    /// Whether the clause or noun itself is negated.
    pub(super) fn is_negated(&self, head: TokenIndex) -> bool {
        self.is_negated_beside(head, None)
    }

    /// The same, but for the word `besides`: "has no plans" is negated once, where the plans are.
    pub(super) fn is_negated_beside(&self, head: TokenIndex, besides: Option<TokenIndex>) -> bool {
        let verbs_own = self.negator(head).is_some() || self.predicated_by(head).is_some_and(|verb| self.negator(verb).is_some());
        let determined = self.has_negative_determiner(head);
        let through_argument = self.tree.token(head).is_some_and(|token| matches!(token.upos, Upos::Verb | Upos::Aux))
            && self.tree.child_tokens(head).any(|(child, token)| {
                // "No longer": an adverb negated as a noun is.
                matches!(token.deprel.base(), Relation::Obj | Relation::Nsubj | Relation::Obl | Relation::Advmod)
                    && Some(child) != besides
                    && (self.has_negative_determiner(child)
                        || self.is_never_before(child, token)
                        || self.triggers.negative_determiners.contains(&token.form.to_lowercase())
                        || (token.deprel.is(Relation::Nsubj) && self.is_joined_by_nor(child)))
            });
        verbs_own != (determined || through_argument)
    }

    /// "Hebben het niet nodig": the verb that an adjective is predicated with, whose negation is its own.
    fn predicated_by(&self, adjective: TokenIndex) -> Option<TokenIndex> {
        self.tree.token(adjective).filter(|token| token.upos == Upos::Adj && token.deprel.is(Relation::Xcomp))?.head
    }

    /// The adverb or particle that negates a word.
    fn negator(&self, head: TokenIndex) -> Option<TokenIndex> {
        let negates = |index: TokenIndex, token: &Token| {
            let form = token.form.to_lowercase();
            // "No talks" is negated by its determiner alone.
            let determines = token.deprel.is(Relation::Det) && self.triggers.negative_determiners.contains(&form);
            matches!(token.deprel.base(), Relation::Advmod | Relation::Det | Relation::Cc)
                && self.triggers.negators.contains(&form)
                && !determines
                && !self.has_focus(index)
                && !self.is_other_case(index)
        };
        self.tree.child_tokens(head).find(|(index, token)| negates(*index, token)).map(|(index, _)| index)
    }

    /// "Has not been arrested or charged": a conjunct without auxiliary shares the negation that stands before the first, unless the two are opposed.
    pub(super) fn shares_negation(&self, first: TokenIndex, conjunct: TokenIndex) -> bool {
        let carried = self.tree.child(first, Relation::Aux).is_some();
        let before = self.negator(first).is_some_and(|negator| negator < first);
        let opposed = |(_, token): (TokenIndex, &Token)| {
            token.deprel.is(Relation::Cc) && self.triggers.adversatives.contains(&token.form.to_lowercase())
        };
        carried && before && self.negator(conjunct).is_none() && !self.tree.child_tokens(conjunct).any(opposed)
    }

    /// "Nooit eerder", "never before": an adverb of time that a negation stands with.
    fn is_never_before(&self, adverb: TokenIndex, token: &Token) -> bool {
        let negates = |(_, token): (TokenIndex, &Token)| {
            token.deprel.is(Relation::Advmod) && self.triggers.negators.contains(&token.form.to_lowercase())
        };
        self.triggers.time_adverbs.contains(&token.form.to_lowercase()) && self.tree.child_tokens(adverb).any(negates)
    }

    /// "Kenia noch Oeganda": subjects joined by a negation that needs no other.
    fn is_joined_by_nor(&self, subject: TokenIndex) -> bool {
        let later = self.tree.child_tokens(subject).filter(|(_, token)| token.deprel.is(Relation::Conj));
        let nor = |(_, token): (TokenIndex, &Token)| {
            token.deprel.is(Relation::Cc) && self.triggers.negative_conjunctions.contains(&token.form.to_lowercase())
        };
        later.into_iter().any(|(conjunct, _)| self.tree.child_tokens(conjunct).any(nor))
    }

    pub(super) fn has_negative_determiner(&self, noun: TokenIndex) -> bool {
        self.has_determiner_of(noun, &self.triggers.negative_determiners)
    }

    /// Whether one of these words stands with a noun as its determiner.
    pub(super) fn has_determiner_of(&self, noun: TokenIndex, words: &HashSet<String>) -> bool {
        self.tree.child_tokens(noun).any(|(_, token)| {
            matches!(token.deprel.base(), Relation::Det | Relation::Advmod | Relation::Amod) && words.contains(&token.form.to_lowercase())
        })
    }

    /// "Al dan niet", "whether or not": a negation that stands for the other case.
    fn is_other_case(&self, negator: TokenIndex) -> bool {
        let word = |steps: usize| negator.get().checked_sub(steps).and_then(|at| self.tree.token(TokenIndex::new(at)));
        let before = word(2).zip(word(1)).map(|(first, second)| format!("{} {}", first.form.to_lowercase(), second.form.to_lowercase()));
        before.is_some_and(|before| self.triggers.other_cases.contains(&before))
    }

    /// "niet alleen", "not only": no negation of the doing.
    fn has_focus(&self, negator: TokenIndex) -> bool {
        let next = TokenIndex::new(negator.get() + 1);
        self.tree.token(next).is_some_and(|token| self.triggers.focus_words.contains(&token.form.to_lowercase()))
    }
}
