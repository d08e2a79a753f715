//! Conditions: what is only supposed, by a subordinator or by the order of words, and what follows from it.

use registan_language::{Relation, Token, TokenIndex, Upos};
use registan_types::Reality;

use super::{Judge, Verdict, judge::REACH};

impl Judge<'_> {
    /// "If Kenya leaves, Somalia stays": what follows from a condition is no more than supposed. In the past it tells what used to be.
    pub(super) fn consequence(&self, head: TokenIndex, verdict: &mut Verdict) {
        let present = |token: &Token| token.feats.has("VerbForm", "Fin") && token.feats.has("Tense", "Pres");
        let own = self.tree.token(head).is_some_and(present);
        // "Will" and "would" have no tense of their own.
        let untold = |token: &Token| token.feats.has("VerbForm", "Fin") && token.feats.get("Tense").is_none_or(|tense| tense == "Pres");
        let carries = |token: &Token| matches!(token.deprel.base(), Relation::Aux | Relation::Cop) && untold(token);
        let carried = || self.tree.child_tokens(head).any(|(_, token)| carries(token));
        let perfect = self.is_participle(head);
        let open = matches!(verdict.reality, Reality::Actual | Reality::Planned | Reality::Expected);
        if open && (own || carried() && !perfect) && self.has_clause_of_condition(head) {
            verdict.overrule(Reality::Hypothetical, head);
        }
        // "Had Kenya left, (dan) had Mali stayed".
        let unreal = |child: TokenIndex| self.inverted(child).is_some_and(|(_, supposed)| supposed == Reality::Counterfactual);
        if open && perfect && self.tree.child_tokens(head).any(|(child, token)| token.deprel.is(Relation::Advcl) && unreal(child)) {
            verdict.overrule(Reality::Counterfactual, head);
        }
    }

    /// "Ook al steunt China het plan": a condition of two adverbs that opens the clause, with its finite verb right behind.
    pub(super) fn concession(&self, head: TokenIndex, verdict: &mut Verdict) {
        let finite = |at: TokenIndex| self.tree.token(at).is_some_and(|token| token.feats.has("VerbForm", "Fin"));
        let joined = self.tree.child_tokens(head).filter(|(_, token)| token.deprel.is(Relation::Advmod)).find(|(first, token)| {
            let next = |steps: usize| TokenIndex::new(first.get() + steps);
            let words = self.tree.token(next(1)).map(|second| format!("{} {}", token.form.to_lowercase(), second.form.to_lowercase()));
            let opens = first.get().checked_sub(1).and_then(|before| self.tree.token(TokenIndex::new(before)));
            let opens = opens.is_none_or(|before| before.upos == Upos::Punct);
            opens && finite(next(2)) && words.is_some_and(|words| self.triggers.conditional_markers.contains(&words))
        });
        if let Some((adverb, _)) = joined {
            verdict.overrule(Reality::Hypothetical, adverb);
        }
    }

    /// "Had Kenya left, the war would …": a condition by the order of its words alone.
    pub(super) fn inversion(&self, head: TokenIndex, verdict: &mut Verdict) {
        let Some((auxiliary, supposed)) = self.inverted(head) else { return };
        if matches!(verdict.reality, Reality::Actual | Reality::Possible) {
            verdict.overrule(supposed, auxiliary);
        }
    }

    /// "Strikes until he resigns": what the present tense tells behind a word of waiting has not happened.
    pub(super) fn pending(&self, head: TokenIndex, verdict: &mut Verdict) {
        let waits = |(child, token): &(TokenIndex, &Token)| {
            token.deprel.is(Relation::Mark) && self.triggers.pending_markers.contains(&self.words_of_marker(*child, token))
        };
        let Some((marker, _)) = self.tree.child_tokens(head).find(waits) else { return };
        let present = |token: &Token| token.feats.has("VerbForm", "Fin") && token.feats.has("Tense", "Pres");
        let carried = || self.tree.child_tokens(head).any(|(_, token)| token.deprel.is(Relation::Aux) && present(token));
        if verdict.reality == Reality::Actual && (self.tree.token(head).is_some_and(present) || carried()) {
            verdict.overrule(Reality::Hypothetical, marker);
        }
    }

    /// "Wie Rusland aanvalt, valt ons aan": what whoever may do is supposed, and what is said of him with it.
    pub(super) fn free_relative(&self, head: TokenIndex, verdict: &mut Verdict) {
        let is_free = |clause: TokenIndex| {
            let relates = self.tree.token(clause).is_some_and(|token| matches!(token.deprel.base(), Relation::Csubj | Relation::Advcl));
            let opener = self.tree.child(clause, Relation::Nsubj).filter(|&subject| subject < clause);
            let form = opener.and_then(|subject| self.tree.token(subject)).map(|token| token.form.to_lowercase());
            relates && form.is_some_and(|form| self.triggers.free_relatives.contains(&form))
        };
        let opened = self.tree.child_tokens(head).find(|(child, _)| *child < head && is_free(*child)).map(|(child, _)| child);
        let Some(supposed) = is_free(head).then_some(head).or(opened) else { return };
        let present = self.tree.token(supposed).is_some_and(|token| token.feats.has("Tense", "Pres"));
        if verdict.reality == Reality::Actual && present {
            verdict.overrule(Reality::Hypothetical, supposed);
        }
    }

    /// The auxiliary that opens clause and sentence, with another clause behind it, and what it makes of its own.
    fn inverted(&self, head: TokenIndex) -> Option<(TokenIndex, Reality)> {
        let subject = self.tree.child(head, Relation::Nsubj)?;
        let opens = |index: TokenIndex| index.get().checked_sub(1).is_none_or(|before| self.ends_sentence(TokenIndex::new(before)));
        let clause = self.tree.token(head)?;
        // "Should Kenya leave, others will": the tree may give both auxiliaries to the later verb.
        let main = clause.head.filter(|_| clause.deprel.is(Relation::Advcl));
        let words = || self.tree.child_tokens(head).chain(main.into_iter().flat_map(|main| self.tree.child_tokens(main)));
        let (auxiliary, token) = words().find(|(index, token)| {
            token.deprel.is(Relation::Aux) && *index < subject && token.feats.has("VerbForm", "Fin") && opens(*index)
        })?;
        let apart = |(index, token): (TokenIndex, &Token)| match token.deprel.base() {
            Relation::Parataxis => index > head,
            // "…, dan had Mali …": as a conjunct without conjunction.
            Relation::Conj => index > head && token.upos == Upos::Verb && self.tree.child(index, Relation::Cc).is_none(),
            // "…, the war would …": behind its comma, for what the first clause tells.
            Relation::Ccomp => index > head && self.tree.child_tokens(index).any(|(comma, token)| comma < index && token.form == ","),
            _ => false,
        };
        let followed = || self.tree.child_tokens(head).any(apart);
        // "Mocht X aanvallen, dan …": hung on what follows, as whatever the tree takes it for.
        let loose = matches!(clause.deprel.base(), Relation::Parataxis | Relation::Obj | Relation::Obl | Relation::Dep);
        let precedes = loose && clause.head.is_some_and(|main| main > head);
        let past = token.feats.has("Tense", "Past") && !clause.feats.has("VerbForm", "Inf");
        let supposed = if past { Reality::Counterfactual } else { Reality::Hypothetical };
        (clause.deprel.is(Relation::Advcl) || precedes || followed()).then_some((auxiliary, supposed))
    }

    /// Whether a condition stands anywhere in the sentence around a clause: the tree may have hung it on another word.
    pub(super) fn is_conditional(&self, clause: TokenIndex) -> bool {
        let mut root = clause;
        for _ in 0..REACH {
            root = self.tree.head(root).unwrap_or(root);
        }
        let mut to_do = vec![root];
        while let Some(at) = to_do.pop() {
            for (child, token) in self.tree.child_tokens(at) {
                if token.deprel.is(Relation::Mark) && self.triggers.conditional_markers.contains(&self.words_of_marker(child, token)) {
                    return true;
                }
                to_do.push(child);
            }
        }
        false
    }

    /// … one with a subject: "as president (als voorzitter) she visits Kenya" sets none; nor does it reach into an aside between dashes.
    fn has_clause_of_condition(&self, head: TokenIndex) -> bool {
        let dash = |at: usize| self.tree.token(TokenIndex::new(at)).is_some_and(|token| matches!(token.form.as_str(), "–" | "—"));
        let apart = |clause: TokenIndex| (clause.get().min(head.get())..clause.get().max(head.get())).any(dash);
        let full = |clause: TokenIndex| self.supposes(clause) && self.tree.child(clause, Relation::Nsubj).is_some() && !apart(clause);
        // "Does not recognise it as long as …", "promises that, as long as …": it does, or does not, now.
        let lasts = |clause: TokenIndex| {
            let mark = self.tree.child(clause, Relation::Mark).and_then(|mark| Some((mark, self.tree.token(mark)?)));
            mark.is_some_and(|(mark, token)| self.triggers.lasting_markers.contains(&self.words_of_marker(mark, token)))
        };
        let full = |clause: TokenIndex| full(clause) && !lasts(clause);
        let beside =
            |child: TokenIndex, token: &Token| token.deprel.is(Relation::Advcl) || (child < head && self.inverted(child).is_some());
        self.tree.child_tokens(head).any(|(child, token)| beside(child, token) && full(child))
    }

    /// Whether a clause of condition hangs on the clause: "if …".
    pub(super) fn has_condition(&self, head: TokenIndex) -> bool {
        self.tree.child_tokens(head).any(|(child, token)| token.deprel.is(Relation::Advcl) && self.supposes(child))
    }

    /// Whether a word of condition opens the clause.
    fn supposes(&self, clause: TokenIndex) -> bool {
        let mark = self.tree.child(clause, Relation::Mark).and_then(|mark| Some((mark, self.tree.token(mark)?)));
        let marked = mark.is_some_and(|(mark, token)| self.triggers.conditional_markers.contains(&self.words_of_marker(mark, token)));
        marked || self.inverted(clause).is_some()
    }
}
