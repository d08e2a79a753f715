//! The climb from a predicate to the root of its sentence, collecting what each trigger says.

use registan_language::{Relation, Token, TokenIndex, Upos};
use registan_types::Reality;

use super::{Effect, Triggers, Verdict};
use crate::clause::{Grammar, Tree};

/// How far up governors are asked.
/// So many words up the tree a verdict may climb.
pub(super) const REACH: usize = 12;

/// Judges predicates of one document with one language's triggers.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'d> {
    pub(super) tree: &'d Tree<'d>,
    pub(super) triggers: &'d Triggers,
    pub(super) grammar: &'d Grammar,
}

impl<'d> Judge<'d> {
    /// For the trees of one document, all in one language.
    pub fn new(tree: &'d Tree<'d>, triggers: &'d Triggers, grammar: &'d Grammar) -> Self {
        Self { tree, triggers, grammar }
    }

    /// The verdict on what a noun takes for granted: its own words alone, whatever is asked, denied or planned around it ("heeft hij iets aan zijn
    /// lidmaatschap?").
    pub fn judge_alone(&self, noun: TokenIndex) -> Verdict {
        let mut verdict = Verdict::plain();
        if self.is_negated(noun) {
            verdict.flip();
        }
        self.attributes(noun, &mut verdict);
        verdict
    }

    /// The verdict on the predicate that `trigger` carries; `light` is the verb that carries a noun trigger, or the noun of a light verb.
    pub fn judge(&self, trigger: TokenIndex, light_noun: Option<TokenIndex>) -> Verdict {
        let mut verdict = Verdict::plain();
        if self.is_negated(trigger) || light_noun.is_some_and(|noun| self.has_negative_determiner(noun)) {
            verdict.flip();
            verdict.negated_by = Some(trigger).filter(|_| self.has_negative_determiner(trigger));
        }
        self.attributes(trigger, &mut verdict);
        if let Some(noun) = light_noun {
            self.attributes(noun, &mut verdict);
        }
        self.own_words(trigger, &mut verdict);
        self.identified(trigger, &mut verdict);
        self.climb(trigger, &mut verdict);
        verdict
    }

    /// "Their main demand was the ouster of the minister": what is said to be somebody's demand, plan or fear is as real as these are.
    fn identified(&self, noun: TokenIndex, verdict: &mut Verdict) {
        let copular = self.tree.child(noun, Relation::Cop).is_some() && self.tree.token(noun).is_some_and(|token| token.upos == Upos::Noun);
        let Some((subject, token)) =
            self.tree.child(noun, Relation::Nsubj).filter(|_| copular).and_then(|at| Some((at, self.tree.token(at)?)))
        else {
            return;
        };
        let effect = self.triggers.governors.get(&token.lemma.to_lowercase()).filter(|effect| effect.reality.is_some() && !effect.clausal);
        if let Some(effect) = effect.filter(|_| token.upos == Upos::Noun) {
            verdict.apply(effect, subject, false);
        }
    }

    /// Auxiliaries, adverbs and subordinators that hang on a clause's head.
    fn own_words(&self, head: TokenIndex, verdict: &mut Verdict) {
        let perfect = self.has_perfect(head);
        // Adverbs first: "zal waarschijnlijk" is expected, not planned.
        for (child, token) in self.tree.child_tokens(head) {
            let effect = match token.deprel.base() {
                Relation::Advmod | Relation::Obl | Relation::Discourse | Relation::Parataxis => self.adverb(child, token),
                Relation::Advcl => self.adverbial_clause(child, token),
                _ => None,
            };
            // "Volgens het akkoord trok het zich terug": what had been arranged came about.
            let told = effect.and_then(|effect| effect.past.as_deref()).filter(|_| self.is_told_in_past(head));
            let effect = told.or(effect);
            let nearly = |effect: &Effect| effect.reality.as_deref() == Some("counterfactual");
            if let Some(effect) = effect.filter(|effect| !nearly(effect) || !self.is_of_quantity(head, child)) {
                verdict.apply(effect, child, false);
            }
        }
        for (child, token) in self.tree.child_tokens(head) {
            match token.deprel.base() {
                Relation::Aux => {
                    if let Some(effect) = self.auxiliary(token) {
                        if perfect && effect.perfect.is_some() && self.is_conditional(head) {
                            verdict.overrule(Reality::Counterfactual, child);
                            continue;
                        }
                        // "Zou in 2027 kunnen aanvallen" stays possible whatever the day.
                        let alone = || self.tree.child_tokens(head).filter(|(_, token)| self.is_modal(token)).count() < 2;
                        if let Some(dated) = effect.dated.as_deref().filter(|_| !perfect && !self.has_condition(head) && alone()) {
                            verdict.if_dated = verdict.if_dated.or_else(|| dated.reality.as_deref()?.parse().ok());
                        }
                        let effect = match perfect {
                            true => effect.perfect.as_deref(),
                            false => effect.reported.as_deref().filter(|_| self.is_reported(head)),
                        }
                        .unwrap_or(effect);
                        verdict.apply(effect, child, false);
                    }
                }
                Relation::Mark | Relation::Case => self.marker(head, child, token, verdict),
                // "Rather than condemn it": a conjunction to the tree.
                Relation::Cc if self.tree.child(child, Relation::Fixed).is_some() => self.marker(head, child, token, verdict),
                // "Once ratified by both": an adverb to the tree.
                Relation::Advmod if child.get() + 1 == head.get() && self.is_participle(head) => self.marker(head, child, token, verdict),
                _ => {}
            }
        }
        self.arranged(head, verdict);
        self.departing(head, verdict);
        self.fixed_phrase(head, verdict);
        self.question_mark(head, verdict);
        self.inversion(head, verdict);
        self.pending(head, verdict);
        self.free_relative(head, verdict);
        self.concession(head, verdict);
        self.consequence(head, verdict);
    }

    /// Whether a verb or its auxiliary is finite and in the past tense, or is a participle with an auxiliary of the perfect.
    fn is_told_in_past(&self, verb: TokenIndex) -> bool {
        let past = |token: &Token| token.feats.has("Tense", "Past") && token.feats.has("VerbForm", "Fin");
        let participle = self.tree.token(verb).is_some_and(|token| token.feats.has("VerbForm", "Part"));
        let perfect = |token: &Token| {
            participle && token.deprel.subtype().is_none() && token.feats.has("VerbForm", "Fin") && self.auxiliary(token).is_none()
        };
        let auxiliary = self.tree.child_tokens(verb).any(|(_, token)| token.deprel.is(Relation::Aux) && (past(token) || perfect(token)));
        auxiliary || self.tree.token(verb).is_some_and(past) || self.has_perfect(verb)
    }

    /// "Sent home almost his entire cabinet", "bijna veertig doden": an adverb before a number or a word of quantity belongs to that.
    fn is_of_quantity(&self, head: TokenIndex, adverb: TokenIndex) -> bool {
        let mut next =
            (adverb.get() + 1..adverb.get() + 3).map_while(|at| self.tree.token(TokenIndex::new(at)).filter(|_| at != head.get()));
        next.any(|token| {
            let words = &self.triggers.quantity_words;
            token.upos == Upos::Num || words.contains(&token.lemma.to_lowercase()) || words.contains(&token.form.to_lowercase())
        })
    }

    /// "Is to step down", "are to meet": a finite copula before a marked infinitive tells what is arranged.
    fn arranged(&self, head: TokenIndex, verdict: &mut Verdict) {
        let mark = self
            .tree
            .child_tokens(head)
            .find(|(_, token)| token.deprel.is(Relation::Mark) && self.triggers.infinitive_markers.contains(&token.form.to_lowercase()));
        let Some((mark, _)) = mark.filter(|_| self.tree.token(head).is_some_and(|token| token.feats.has("VerbForm", "Inf"))) else {
            return;
        };
        let copula = self.tree.child_tokens(head).find(|(child, token)| {
            let carries = matches!(token.deprel.base(), Relation::Cop | Relation::Aux) && token.feats.has("VerbForm", "Fin");
            carries && *child < mark && self.triggers.passive_auxiliaries.contains(&token.lemma.to_lowercase())
        });
        if let Some((copula, _)) = copula {
            verdict.apply(&Effect { reality: Some("planned".to_owned()), ..Effect::default() }, copula, false);
        }
    }

    /// "Gaat naar Kenia": setting out, in the present tense, tells of what is to come.
    fn departing(&self, head: TokenIndex, verdict: &mut Verdict) {
        if self.is_departing(head) {
            verdict.apply(&Effect { reality: Some("planned".to_owned()), ..Effect::default() }, head, false);
        }
    }

    fn is_departing(&self, verb: TokenIndex) -> bool {
        let Some(token) = self.tree.token(verb).filter(|token| token.feats.has("Tense", "Pres") && token.feats.has("VerbForm", "Fin"))
        else {
            return false;
        };
        let marker = self.triggers.departing.get(&token.lemma.to_lowercase());
        let leads = |marker: &String| {
            self.tree.child_tokens(verb).any(|(child, token)| {
                let case = self.tree.child(child, Relation::Case).and_then(|case| self.tree.token(case));
                token.deprel.is(Relation::Obl) && case.is_some_and(|case| case.form.eq_ignore_ascii_case(marker))
            })
        };
        token.upos == Upos::Verb && marker.is_some_and(leads)
    }

    /// "Is (niet) van plan te komen": the phrase hangs on the infinitive and says what the verb above it does, negation and all.
    fn fixed_phrase(&self, head: TokenIndex, verdict: &mut Verdict) {
        // The tree may hang it on the verb above.
        let clausal = self.tree.token(head).filter(|token| matches!(token.deprel.base(), Relation::Ccomp | Relation::Xcomp));
        let beside = clausal.and_then(|token| token.head).into_iter().flat_map(|above| self.tree.child_tokens(above));
        let phrases = self.tree.child_tokens(head).chain(beside).filter(|(child, _)| self.tree.child(*child, Relation::Fixed).is_some());
        let effect = phrases.into_iter().find_map(|(child, token)| {
            let words = self.words_of_marker(child, token);
            self.triggers.adverbs.get(&words).filter(|_| words.contains(' ')).map(|effect| (child, effect))
        });
        let Some((phrase, effect)) = effect else { return };
        let above =
            self.tree.head(head).filter(|above| self.tree.token(*above).is_some_and(|token| matches!(token.upos, Upos::Aux | Upos::Verb)));
        verdict.apply(effect, phrase, false);
        if above.is_some_and(|above| self.is_negated(above)) {
            verdict.flip();
        }
    }

    pub(super) fn ends_sentence(&self, token: TokenIndex) -> bool {
        self.tree.token(token).is_some_and(|token| matches!(token.form.as_str(), "." | "!" | "?" | "\"" | "”" | "’" | ":"))
    }

    /// "Naar verluidt", a clause to the tree.
    fn adverbial_clause(&self, child: TokenIndex, token: &Token) -> Option<&'d Effect> {
        let mark = self.tree.child(child, Relation::Mark).and_then(|mark| self.tree.token(mark))?;
        self.triggers.adverbs.get(&format!("{} {}", mark.form.to_lowercase(), token.form.to_lowercase()))
    }

    fn marker(&self, head: TokenIndex, child: TokenIndex, token: &Token, verdict: &mut Verdict) {
        let word = self.words_of_marker(child, token);
        if self.triggers.negative_markers.contains(&word) {
            verdict.flip();
        }
        // "Decides about sending troops", "over het sturen van troepen".
        let unfinished = self.tree.token(head).is_some_and(|token| token.upos == Upos::Verb && !token.feats.has("VerbForm", "Fin"));
        // "On arriving he met him": what opens a sentence is no subject.
        let behind = self.tree.head(head).is_some_and(|above| above < head);
        if self.triggers.subject_markers.contains(&word) && unfinished && behind && verdict.reality == Reality::Actual {
            verdict.overrule(Reality::Possible, child);
        }
        // "Of hij kwam, of dat hij bleef": a later conjunct is as subordinate as the first.
        let subordinate = self.tree.token(self.tree.first_conjunct(head)).map(|token| token.deprel.base());
        // "Matters like (als) the invasion" set no condition; and what opens complements too (als, if) sets one only beside its clause.
        let clause = self.tree.token(head).is_some_and(|token| !matches!(token.upos, Upos::Noun | Upos::Propn))
            || self.tree.child(head, Relation::Nsubj).is_some()
            || self.tree.child(head, Relation::Cop).is_some();
        let either = self.triggers.interrogative_markers.contains(&word) || self.triggers.temporal_markers.contains(&word);
        let beside = subordinate == Some(Relation::Advcl) || (subordinate == Some(Relation::Ccomp) && !either);
        if self.triggers.conditional_markers.contains(&word) && clause && beside {
            verdict.perhaps_when = verdict.reality == Reality::Actual && self.triggers.temporal_markers.contains(&word);
            verdict.overrule(Reality::Hypothetical, child);
        }
        // "Whether Mali votes is not settled": before a governor that asks the tree may take the question for an adverbial clause.
        let complement =
            matches!(subordinate, Some(Relation::Ccomp | Relation::Csubj | Relation::Acl | Relation::Xcomp | Relation::Parataxis))
                || (subordinate == Some(Relation::Advcl) && self.is_asked(head));
        if self.triggers.interrogative_markers.contains(&word) && complement {
            verdict.overrule(Reality::Questioned, child);
        }
    }

    pub(super) fn words_of_marker(&self, marker: TokenIndex, token: &Token) -> String {
        let mut words = token.form.to_lowercase();
        for (_, more) in self.tree.child_tokens(marker).filter(|(_, token)| token.deprel.is(Relation::Fixed)) {
            words.push(' ');
            words.push_str(&more.form.to_lowercase());
        }
        words
    }

    /// A main clause that ends in a question mark asks; an indirect question has a question word and a governor that asks.
    fn question_mark(&self, head: TokenIndex, verdict: &mut Verdict) {
        let Some(token) = self.tree.token(head) else { return };
        if token.head.is_none() {
            let marks =
                self.tree.child_tokens(head).filter(|(_, token)| token.deprel.is(Relation::Punct)).map(|(_, token)| token.form.as_str());
            if marks.last().is_some_and(|mark| mark.starts_with('?')) {
                verdict.overrule(Reality::Questioned, head);
            }
            return;
        }
        let embedded = matches!(token.deprel.base(), Relation::Ccomp | Relation::Csubj | Relation::Acl | Relation::Xcomp);
        let question_word =
            || self.tree.child_tokens(head).any(|(_, token)| self.triggers.question_words.contains(&token.form.to_lowercase()));
        if embedded && question_word() && self.is_asked(head) {
            verdict.overrule(Reality::Questioned, head);
        }
    }

    /// Whether the clause hangs on a word that asks: "the question", "wonder", "unclear".
    fn is_asked(&self, head: TokenIndex) -> bool {
        let asks = |token: &Token| self.triggers.question_governors.contains(&token.lemma.to_lowercase());
        let Some(governor) = self.tree.head(head) else { return false };
        // "Remains unclear".
        let completed = || self.tree.child(governor, Relation::Xcomp).and_then(|complement| self.tree.token(complement)).is_some_and(asks);
        self.tree.token(governor).is_some_and(asks) || completed()
    }

    fn is_modal(&self, token: &Token) -> bool {
        token.deprel.is(Relation::Aux) && self.auxiliary(token).is_some_and(|effect| effect.reality.is_some())
    }

    fn auxiliary(&self, token: &Token) -> Option<&'d Effect> {
        // "Theresa May is": a name is no modal.
        if token.upos == Upos::Propn {
            return None;
        }
        let table = &self.triggers.auxiliaries;
        table.get(&token.form.to_lowercase()).or_else(|| table.get(&token.lemma.to_lowercase()))
    }

    fn adverb(&self, child: TokenIndex, token: &Token) -> Option<&'d Effect> {
        let case = self.tree.child(child, Relation::Case).and_then(|case| self.tree.token(case));
        let table = &self.triggers.adverbs;
        match case {
            // "In a heightened state of alert": what a word of its own describes is no fixed phrase.
            Some(_) if self.tree.child(child, Relation::Amod).is_some() => None,
            Some(case) => table.get(&format!("{} {}", case.form.to_lowercase(), token.lemma.to_lowercase())),
            None => {
                let one = || table.get(&token.lemma.to_lowercase()).or_else(|| table.get(&token.form.to_lowercase()));
                self.with_next(child, token).or_else(one)
            }
        }
    }

    /// "Later this week": an adverb with the word right behind it.
    fn with_next(&self, child: TokenIndex, token: &Token) -> Option<&'d Effect> {
        let next = self.tree.token(TokenIndex::new(child.get() + 1))?;
        self.triggers.adverbs.get(&format!("{} {}", token.form.to_lowercase(), next.form.to_lowercase()))
    }

    fn attributes(&self, noun: TokenIndex, verdict: &mut Verdict) {
        for (child, token) in self.tree.child_tokens(noun) {
            if let Some(effect) = self.attribute(token).filter(|_| token.deprel.is(Relation::Amod)) {
                verdict.apply(effect, child, false);
            }
        }
    }

    /// The effect of an attribute, by its dictionary form; a participle's may be the verb's ("dreigende": dreigen), so also as it stands, without ending.
    fn attribute(&self, token: &Token) -> Option<&'d Effect> {
        let table = &self.triggers.attributes;
        let form = token.form.to_lowercase();
        table.get(&token.lemma.to_lowercase()).or_else(|| table.get(&form)).or_else(|| table.get(form.strip_suffix('e')?))
    }

    /// "Hun ontmoeting wordt de eerste sinds …": becoming, in the present tense, tells of what is to come.
    fn becoming(&self, governor: TokenIndex, verdict: &mut Verdict) {
        // What becomes fiercer is there.
        if self.tree.token(governor).is_some_and(|token| token.feats.has("Degree", "Cmp")) {
            return;
        }
        let copula = self.tree.child_tokens(governor).find(|(_, token)| token.deprel.is(Relation::Cop));
        // "Wordt de eerste", with the verb on top.
        let on_top = || self.tree.child(governor, Relation::Xcomp).and_then(|_| Some((governor, self.tree.token(governor)?)));
        // "Wordt zijn derde", with the subject hung on the complement.
        let above = || {
            let completes = self.tree.token(governor).filter(|token| token.deprel.is(Relation::Xcomp))?;
            completes.head.and_then(|verb| Some((verb, self.tree.token(verb)?)))
        };
        if let Some((copula, token)) = copula.or_else(on_top).or_else(above)
            && self.triggers.becoming.contains(&token.lemma.to_lowercase())
            && token.feats.has("Tense", "Pres")
        {
            verdict.apply(&Effect { reality: Some("planned".to_owned()), ..Effect::default() }, copula, false);
        }
    }

    /// Asks each governor above for its effect on what it governs.
    fn climb(&self, trigger: TokenIndex, verdict: &mut Verdict) {
        let mut at = trigger;
        for _ in 0..REACH {
            let Some(token) = self.tree.token(at) else { return };
            let Some(governor) = token.head else { return };
            let relation = token.deprel.base();
            if relation == Relation::Conj {
                self.shared_words(governor, at, verdict);
                at = governor;
                continue;
            }
            if !matches!(
                relation,
                Relation::Ccomp
                    | Relation::Xcomp
                    | Relation::Csubj
                    | Relation::Obj
                    | Relation::Obl
                    | Relation::Nmod
                    | Relation::Nsubj
                    | Relation::Acl
                    | Relation::Advcl
                    | Relation::Advmod
                    | Relation::Iobj
            ) {
                return;
            }
            // "Required by the resolution": who does what a verb tells is none of it.
            if token.deprel.subtype() == Some("agent") {
                return;
            }
            // A relative clause or adverbial clause tells of its own; only conditions reach down into it, and they are its own words.
            // One that a conjunction opens is a complement, whatever the tree calls it ("no evidence that …").
            let complements = |token: &Token| self.triggers.complementizers.contains(&token.form.to_lowercase());
            let complement = || self.tree.child(at, Relation::Mark).and_then(|mark| self.tree.token(mark)).is_some_and(complements);
            let relative = relation == Relation::Acl && token.deprel.subtype() == Some("relcl") && !complement();
            if relative || (relation == Relation::Advcl && !self.is_infinitive(at) && !self.is_ruled(governor, at)) {
                return;
            }
            // "Ordered guards after the attack", "the families of soldiers killed": what stands so has happened, whatever is ordered.
            let participle = relation == Relation::Acl && token.feats.has("VerbForm", "Part") && !complement();
            if participle || (self.is_granted(at, relation) && self.preposed_effect(governor, at).is_none()) {
                // "After a visit to Kenya he goes to Togo": both are to come.
                if !participle {
                    self.departing(governor, verdict);
                }
                return;
            }
            let told = matches!(relation, Relation::Ccomp | Relation::Csubj) && self.is_told_as_past(at);
            // "Was announced to have died".
            verdict.past |= told || (relation == Relation::Xcomp && self.has_perfect(at));
            self.governed(governor, at, token, relation, verdict);
            at = governor;
        }
    }

    /// A finite clause in the past or perfect, without a modal.
    fn is_told_as_past(&self, clause: TokenIndex) -> bool {
        let finite = |token: &Token| token.feats.has("VerbForm", "Fin");
        let past = |token: &Token| finite(token) && token.feats.has("Tense", "Past");
        let own = self.tree.token(clause).is_some_and(past);
        let perfect = self.tree.token(clause).is_some_and(|token| token.feats.has("VerbForm", "Part"));
        let auxiliaries = || self.tree.child_tokens(clause).filter(|(_, token)| token.deprel.is(Relation::Aux)).map(|(_, token)| token);
        let modal = auxiliaries().any(|token| self.auxiliary(token).is_some());
        let progressive =
            self.tree.token(clause).is_some_and(|token| token.feats.has("VerbForm", "Ger") || token.feats.has("Tense", "Pres"));
        // "Wants it to be said that X is attacked": a passive of the present is no perfect.
        let of_perfect = |token: &Token| finite(token) && !self.triggers.passive_auxiliaries.contains(&token.lemma.to_lowercase());
        !modal && (own || auxiliaries().any(past) || (perfect && !progressive && auxiliaries().any(of_perfect)))
    }

    /// Conjuncts share the auxiliaries and subordinators of the first: "zal aanvallen en bezetten".
    fn shared_words(&self, first: TokenIndex, conjunct: TokenIndex, verdict: &mut Verdict) {
        let own_finite = self.tree.token(conjunct).is_some_and(|token| token.feats.has("VerbForm", "Fin"));
        let has = |relation: Relation| self.tree.child(conjunct, relation).is_some();
        if !own_finite && !has(Relation::Aux) {
            self.own_words(first, verdict);
            if self.shares_negation(first, conjunct) {
                verdict.flip();
            }
        } else if !has(Relation::Nsubj) && !has(Relation::Mark) {
            // "Unless it recognises Israel and disarms": one condition, two things to do.
            self.tree.child_tokens(first).filter(|(_, token)| token.deprel.is(Relation::Mark)).for_each(|(child, token)| {
                self.marker(first, child, token, verdict);
            });
        }
    }

    fn governed(&self, governor: TokenIndex, at: TokenIndex, token: &Token, relation: Relation, verdict: &mut Verdict) {
        if relation == Relation::Nsubj {
            self.becoming(governor, verdict);
        }
        let beside = relation == Relation::Obl && self.is_occasion(at) && self.preposed_effect(governor, at).is_none();
        let effect = self.governor_effect(governor, at).filter(|_| !beside);
        let clausal = matches!(relation, Relation::Ccomp | Relation::Xcomp | Relation::Csubj | Relation::Acl | Relation::Advcl);
        let nominal = matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Pron);
        let passive_subject = relation == Relation::Nsubj && token.deprel.subtype() == Some("pass");
        let in_scope = match relation {
            Relation::Nsubj => passive_subject || effect.is_some_and(|effect| effect.subject),
            _ => true,
        };
        if !in_scope {
            return;
        }
        let counted = verdict.negated_by == Some(at);
        let negated = self.is_negated_beside(governor, Some(at).filter(|_| counted));
        let effect = effect.filter(|effect| (clausal || !effect.clausal) && (!effect.contents || clausal || self.has_contents(at)));
        // "Gaat gebukt onder sancties": with a participle nothing is to come.
        let going = self.triggers.departing.contains_key(&self.lemma(governor)) && relation == Relation::Xcomp && self.is_participle(at);
        let effect = effect.filter(|_| !going);
        let effect = effect.map(|effect| effect.past.as_deref().filter(|_| clausal && self.is_past(governor)).unwrap_or(effect));
        if effect.is_none() && clausal && self.looks_ahead(governor, at) {
            verdict.expect(governor);
        }
        let occasion = relation == Relation::Obl && self.is_occasion(at);
        let taken_for_granted = effect.is_none() && nominal && !occasion && self.is_definite(at) && !self.is_realising(governor);
        let slight = || self.has_determiner_of(governor, &self.triggers.slight_determiners);
        let instead = effect.and_then(|effect| effect.negated.as_deref()).filter(|_| negated || slight());
        if let Some(instead) = instead {
            verdict.apply(instead, governor, false);
            verdict.negated_by = Some(governor);
        } else if let Some(effect) = effect {
            verdict.apply(effect, governor, negated && !effect.factive);
            verdict.negated_by = Some(governor).filter(|_| negated);
        } else if negated && nominal && !clausal && !taken_for_granted && self.carries_noun(relation, passive_subject) {
            // "steun biedt Peking niet": the negation of the verb denies the doing that its object names.
            verdict.flip();
        }
        if clausal && self.is_negated_by(governor, at) {
            verdict.flip();
        }
        if clausal || (nominal && !taken_for_granted) {
            self.own_words(governor, verdict);
        }
    }

    pub(super) fn lemma(&self, token: TokenIndex) -> String {
        self.tree.token(token).map(|token| token.lemma.to_lowercase()).unwrap_or_default()
    }

    /// "Will they condemn the attack?": what is spoken of with an article or an owner is there, whatever becomes of it.
    fn is_definite(&self, noun: TokenIndex) -> bool {
        self.tree.child_tokens(noun).any(|(_, token)| {
            let known = token.feats.has("Definite", "Def") || token.feats.has("PronType", "Dem");
            (token.deprel.is(Relation::Det) && known) || token.deprel.subtype() == Some("poss") || token.feats.has("Poss", "Yes")
        })
    }

    pub(super) fn is_participle(&self, word: TokenIndex) -> bool {
        self.tree.token(word).is_some_and(|token| token.feats.has("VerbForm", "Part"))
    }

    pub(super) fn is_infinitive(&self, clause: TokenIndex) -> bool {
        let marks =
            |token: &Token| token.deprel.is(Relation::Mark) && self.triggers.infinitive_markers.contains(&token.form.to_lowercase());
        // "Admitted to making concessions" is none.
        let gerund = self.tree.token(clause).is_some_and(|token| {
            token.feats.has("VerbForm", "Ger") || (token.feats.has("VerbForm", "Part") && token.feats.has("Tense", "Pres"))
        });
        !gerund && self.tree.child_tokens(clause).any(|(_, token)| marks(token))
    }

    fn carries_noun(&self, relation: Relation, passive_subject: bool) -> bool {
        relation == Relation::Obj || passive_subject
    }

    fn has_perfect(&self, head: TokenIndex) -> bool {
        let past = |token: &Token| token.feats.has("VerbForm", "Part") && !token.feats.has("Tense", "Pres");
        let perfects = |token: &Token| {
            let passive = self.triggers.passive_auxiliaries.contains(&token.lemma.to_lowercase());
            token.deprel.is(Relation::Aux) && token.feats.has("VerbForm", "Inf") && !passive
        };
        self.tree.token(head).is_some_and(past) && self.tree.child_tokens(head).any(|(_, token)| perfects(token))
    }

    /// A clause that somebody says, without a condition of its own.
    fn is_reported(&self, head: TokenIndex) -> bool {
        let said = self.tree.token(self.tree.first_conjunct(head)).is_some_and(|token| token.deprel.is(Relation::Ccomp));
        said && !self.has_condition(head)
    }
}
