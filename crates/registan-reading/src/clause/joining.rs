//! Those who do it too: additions, companions, members of lists, and names that the tree hung elsewhere.

use registan_language::{Relation, Token, TokenIndex, Upos};

use super::{
    Clauses, Predicate, Slot,
    subject::{SurfaceSubject, other_subjects},
};

impl Clauses<'_> {
    /// "Net zoals India koopt China olie", "naast Rusland neemt ook India deel": those who do it too. A second subject without such a marker is
    /// an object that the tree mistook.
    pub(super) fn add_joining_subjects(&self, predicate: &mut Predicate) {
        let verb = predicate.trigger;
        let slot = if predicate.passive { Slot::Object } else { Slot::Subject };
        let additive = |phrase| self.opener(phrase).is_some_and(|marker| self.grammar.additive_markers.contains(&marker));
        for head in other_subjects(self.tree, verb) {
            let object_free = self.tree.child(verb, Relation::Obj).is_none() && !predicate.passive;
            let own = SurfaceSubject { head, inherited: false };
            if additive(head) {
                self.add(predicate, slot.clone(), own);
            } else if object_free {
                self.add(predicate, Slot::Object, own);
            }
        }
        let joining: Vec<TokenIndex> = self
            .tree
            .child_tokens(verb)
            .filter(|(child, token)| matches!(token.deprel.base(), Relation::Obl | Relation::Advcl) && additive(*child))
            .map(|(child, _)| child)
            .collect();
        let subjects: Vec<TokenIndex> =
            predicate.arguments.iter().filter(|argument| argument.slot == slot).map(|argument| argument.head).collect();
        if !subjects.is_empty() {
            for head in joining.into_iter().chain(self.companions(predicate, &subjects)) {
                self.add(predicate, slot.clone(), SurfaceSubject { head, inherited: false });
            }
        }
    }

    /// "Kenya, together with Uganda, attacked": whoever does it too, on the subject, the verb or the adverb. What is done to somebody is so shared
    /// only where the phrase stands beside him.
    fn companions(&self, predicate: &Predicate, subjects: &[TokenIndex]) -> Vec<TokenIndex> {
        let verb = predicate.trigger;
        let adverbs =
            self.tree.child_tokens(verb).filter(|(_, token)| token.deprel.is(Relation::Advmod) || token.deprel.subtype() == Some("prt"));
        let of_verb = std::iter::once(verb).chain(adverbs.map(|(adverb, _)| adverb)).filter(|_| !predicate.passive);
        let heads: Vec<TokenIndex> = of_verb.chain(subjects.iter().copied()).collect();
        let phrases = heads.into_iter().flat_map(|head| self.tree.child_tokens(head));
        let beside = phrases.filter(|(child, token)| {
            matches!(token.deprel.base(), Relation::Obl | Relation::Nmod | Relation::Advcl) && self.is_companion(*child)
        });
        beside.map(|(child, _)| child).collect()
    }

    /// Whether "along with" or the like opens the phrase, however the tree divides the words.
    fn is_companion(&self, phrase: TokenIndex) -> bool {
        let form = |at: usize| self.tree.token(TokenIndex::new(at)).map(|token| token.form.to_lowercase());
        let adverb = |at: usize| form(at).is_some_and(|form| self.grammar.companion_adverbs.contains(&form));
        let with = |at: usize| form(at).is_some_and(|form| self.grammar.comitative_markers.contains(&form));
        let opener = self.tree.child_tokens(phrase).find(|(_, token)| token.deprel.is(Relation::Case)).map(|(case, _)| case.get());
        opener.is_some_and(|at| (adverb(at) && with(at + 1)) || (with(at) && at.checked_sub(1).is_some_and(adverb)))
    }

    /// The word that opens a phrase, be it preposition or subordinator.
    pub(super) fn opener(&self, phrase: TokenIndex) -> Option<String> {
        let words = self
            .tree
            .child_tokens(phrase)
            .filter(|(index, token)| *index < phrase && matches!(token.deprel.base(), Relation::Case | Relation::Mark));
        let words: Vec<(TokenIndex, &Token)> = words.collect();
        let (first, token) = *words.first()?;
        let mut marker = token.form.to_lowercase();
        for (_, more) in self.tree.child_tokens(first).filter(|(_, token)| token.deprel.is(Relation::Fixed)) {
            marker.push('_');
            marker.push_str(&more.form.to_lowercase());
        }
        Some(marker)
    }

    /// "Viel donderdag Oekraïne binnen": a name right behind a day of the week, which the tree hung on the day.
    pub(super) fn add_behind_days(&self, predicate: &mut Predicate) {
        let is_day = |token: &Token| self.grammar.days.contains(&token.form.to_lowercase());
        let mut behind = Vec::new();
        for (day, _) in self.tree.child_tokens(predicate.trigger).filter(|(_, token)| is_day(token)) {
            let names = self.tree.child_tokens(day).filter(|(child, token)| {
                let hung = matches!(token.deprel.base(), Relation::Nmod | Relation::Flat | Relation::Appos);
                hung && token.upos == Upos::Propn && child.get() == day.get() + 1 && !is_day(token)
            });
            behind.extend(names.map(|(name, _)| name));
        }
        for head in behind.into_iter().filter(|&name| self.tree.child(name, Relation::Case).is_none()) {
            let has = |slot: &Slot| predicate.arguments.iter().any(|argument| argument.slot == *slot && !argument.inherited);
            let slot = if predicate.passive || has(&Slot::Subject) { Slot::Object } else { Slot::Subject };
            if !has(&slot) {
                self.add(predicate, slot, SurfaceSubject { head, inherited: false });
            }
        }
    }

    /// "landen zoals India en Pakistan", "states including Mali": the members that a list names.
    pub(super) fn listed_members(&self, noun: TokenIndex) -> Vec<TokenIndex> {
        let lists = self.tree.child_tokens(noun).filter(|(child, token)| {
            matches!(token.deprel.base(), Relation::Nmod | Relation::Appos | Relation::Obl | Relation::Advcl | Relation::Acl)
                && self.opener(*child).is_some_and(|marker| self.grammar.list_openers.contains(&marker))
        });
        lists.flat_map(|(child, _)| self.tree.conjuncts(child)).collect()
    }
}
