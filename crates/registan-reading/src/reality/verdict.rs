//! The climb from a predicate to the root of its sentence, collecting what each trigger says.

use registan_language::{Relation, Token, TokenIndex, Upos};
use registan_types::{Certainty, Polarity, Reality};

use super::{Effect, Triggers};
use crate::clause::{Grammar, Tree};

/// How far up governors are asked.
const REACH: usize = 12;

/// What was found about one predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// In what way real.
    pub reality: Reality,
    /// Whether anything made it other than plainly told: tense and time may then not change it.
    pub marked: bool,
    /// A clause told as past or perfect lies between: what is planned, asked or hoped above it has no say ("announced that it has approved").
    pub past: bool,
    /// Hypothetical only by a word that may also mean "when".
    pub perhaps_when: bool,
    /// How sure.
    pub certainty: Certainty,
    /// The word that shows that somebody unnamed says so.
    pub hearsay: Option<TokenIndex>,
    /// The innermost word that decided the reality, for explanations.
    pub decided_by: Option<TokenIndex>,
    /// The noun whose own negation was taken last: what it is the object of is not negated by it once more ("has no plans").
    negated_by: Option<TokenIndex>,
}

/// Judges predicates of one document with one language's triggers.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'d> {
    tree: &'d Tree<'d>,
    triggers: &'d Triggers,
    grammar: &'d Grammar,
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
        self.climb(trigger, &mut verdict);
        verdict
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
            if let Some(effect) = effect {
                verdict.apply(effect, child, false);
            }
        }
        for (child, token) in self.tree.child_tokens(head) {
            match token.deprel.base() {
                Relation::Aux => {
                    if let Some(effect) = self.auxiliary(token) {
                        if perfect && effect.perfect.is_some() && self.has_condition(head) {
                            verdict.overrule(Reality::Counterfactual, child);
                            continue;
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
                // "Once ratified by both": an adverb to the tree.
                Relation::Advmod if child.get() + 1 == head.get() && self.is_participle(head) => self.marker(head, child, token, verdict),
                _ => {}
            }
        }
        self.arranged(head, verdict);
        self.fixed_phrase(head, verdict);
        self.question_mark(head, verdict);
        self.inversion(head, verdict);
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

    /// "Is (niet) van plan te komen": the phrase hangs on the infinitive and says what the verb above it does, negation and all.
    fn fixed_phrase(&self, head: TokenIndex, verdict: &mut Verdict) {
        let phrases = self.tree.child_tokens(head).filter(|(child, _)| self.tree.child(*child, Relation::Fixed).is_some());
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

    /// "Had Kenya left, the war would …": a condition by the order of its words alone: an auxiliary that opens clause and sentence, and another clause
    /// behind it.
    fn inversion(&self, head: TokenIndex, verdict: &mut Verdict) {
        let Some(subject) = self.tree.child(head, Relation::Nsubj) else { return };
        let opens = |index: TokenIndex| index.get().checked_sub(1).is_none_or(|before| self.ends_sentence(TokenIndex::new(before)));
        let auxiliary = self.tree.child_tokens(head).find(|(index, token)| {
            token.deprel.is(Relation::Aux) && *index < subject && token.feats.has("VerbForm", "Fin") && opens(*index)
        });
        let Some((auxiliary, token)) = auxiliary else { return };
        let subordinate = self.tree.token(head).is_some_and(|token| token.deprel.is(Relation::Advcl));
        let followed = self.tree.child_tokens(head).any(|(index, token)| index > head && token.deprel.is(Relation::Parataxis));
        if (subordinate || followed) && verdict.reality == Reality::Actual {
            let past = token.feats.has("Tense", "Past") && self.tree.token(head).is_some_and(|token| token.feats.has("VerbForm", "Part"));
            verdict.overrule(if past { Reality::Counterfactual } else { Reality::Hypothetical }, auxiliary);
        }
    }

    fn ends_sentence(&self, token: TokenIndex) -> bool {
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
        let complement =
            matches!(subordinate, Some(Relation::Ccomp | Relation::Csubj | Relation::Acl | Relation::Xcomp | Relation::Parataxis));
        if self.triggers.interrogative_markers.contains(&word) && complement {
            verdict.overrule(Reality::Questioned, child);
        }
    }

    fn words_of_marker(&self, marker: TokenIndex, token: &Token) -> String {
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
        let asked = || {
            let governor = token.head.and_then(|governor| self.tree.token(governor));
            governor.is_some_and(|governor| self.triggers.question_governors.contains(&governor.lemma.to_lowercase()))
        };
        let question_word =
            || self.tree.child_tokens(head).any(|(_, token)| self.triggers.question_words.contains(&token.form.to_lowercase()));
        if embedded && question_word() && asked() {
            verdict.overrule(Reality::Questioned, head);
        }
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
            Some(case) => table.get(&format!("{} {}", case.form.to_lowercase(), token.lemma.to_lowercase())),
            None => table.get(&token.lemma.to_lowercase()).or_else(|| table.get(&token.form.to_lowercase())),
        }
    }

    fn attributes(&self, noun: TokenIndex, verdict: &mut Verdict) {
        for (child, token) in self.tree.child_tokens(noun) {
            if token.deprel.is(Relation::Amod)
                && let Some(effect) = self.triggers.attributes.get(&token.lemma.to_lowercase())
            {
                verdict.apply(effect, child, false);
            }
        }
    }

    /// "Hun ontmoeting wordt de eerste sinds …": becoming, in the present tense, tells of what is to come.
    fn becoming(&self, governor: TokenIndex, verdict: &mut Verdict) {
        let copula = self.tree.child_tokens(governor).find(|(_, token)| token.deprel.is(Relation::Cop));
        // "Wordt de eerste", with the verb on top.
        let on_top = || self.tree.child(governor, Relation::Xcomp).and_then(|_| Some((governor, self.tree.token(governor)?)));
        if let Some((copula, token)) = copula.or_else(on_top)
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
            // A relative clause or adverbial clause tells of its own; only conditions reach down into it, and they are its own words.
            let relative = relation == Relation::Acl && token.deprel.subtype() == Some("relcl");
            if relative || (relation == Relation::Advcl && !self.is_infinitive(at) && !self.is_ruled(governor, at)) {
                return;
            }
            // "Ordered guards after the attack", "the families of soldiers killed": what stands so has happened, whatever is ordered.
            let participle = relation == Relation::Acl && token.feats.has("VerbForm", "Part");
            if participle || (self.is_granted(at, relation) && self.preposed_effect(governor, at).is_none()) {
                return;
            }
            verdict.past |= matches!(relation, Relation::Ccomp | Relation::Csubj) && self.is_told_as_past(at);
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

    /// What stands as known around a doing: behind "after", or with an article in a phrase beside it ("will he speak about the attack?").
    fn is_granted(&self, phrase: TokenIndex, relation: Relation) -> bool {
        let aside = matches!(relation, Relation::Obl | Relation::Nmod);
        let definite = |(_, token): (TokenIndex, &Token)| {
            token.deprel.is(Relation::Det) && (token.feats.has("Definite", "Def") || token.feats.has("PronType", "Dem"))
        };
        if aside && self.tree.token(phrase).is_some_and(|token| token.upos == Upos::Noun) && self.tree.child_tokens(phrase).any(definite) {
            return true;
        }
        let marker = self.tree.child(phrase, Relation::Case).and_then(|case| Some((case, self.tree.token(case)?)));
        matches!(relation, Relation::Obl | Relation::Nmod)
            && marker.is_some_and(|(case, token)| self.triggers.granting_markers.contains(&self.words_of_marker(case, token)))
    }

    /// "Barred Iran from importing arms": a gerund that its governor decides on, not a clause beside it.
    fn is_ruled(&self, governor: TokenIndex, gerund: TokenIndex) -> bool {
        let marks = |(_, token): (TokenIndex, &Token)| {
            matches!(token.deprel.base(), Relation::Mark | Relation::Case)
                && self.triggers.gerund_markers.contains(&token.form.to_lowercase())
        };
        // "Ruled out attacking", "considers leaving": right behind its governor it needs no preposition.
        let bare = || {
            let ing = |token: &Token| {
                token.feats.has("VerbForm", "Ger") || (token.feats.has("VerbForm", "Part") && token.feats.has("Tense", "Pres"))
            };
            let before = gerund.get().checked_sub(1).map(TokenIndex::new);
            let adjoins =
                before.is_some_and(|before| before == governor || (self.tree.head(before) == Some(governor) && self.is_particle(before)));
            adjoins && self.tree.token(gerund).is_some_and(ing)
        };
        (self.tree.child_tokens(gerund).any(marks) || bare()) && self.governor_effect(governor, gerund).is_some()
    }

    fn is_particle(&self, word: TokenIndex) -> bool {
        self.tree.token(word).is_some_and(|token| token.deprel.subtype() == Some("prt"))
    }

    /// "During a call with Biden, he promised …": when something was promised is not what was promised.
    fn is_occasion(&self, phrase: TokenIndex) -> bool {
        let case = self.tree.child(phrase, Relation::Case).and_then(|case| Some((case, self.tree.token(case)?)));
        case.is_some_and(|(case, token)| self.triggers.occasion_markers.contains(&self.words_of_marker(case, token)))
    }

    /// Conjuncts share the auxiliaries and subordinators of the first: "zal aanvallen en bezetten".
    fn shared_words(&self, first: TokenIndex, conjunct: TokenIndex, verdict: &mut Verdict) {
        let own_finite = self.tree.token(conjunct).is_some_and(|token| token.feats.has("VerbForm", "Fin"));
        let has = |relation: Relation| self.tree.child(conjunct, relation).is_some();
        if !own_finite && !has(Relation::Aux) {
            self.own_words(first, verdict);
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
        let effect = effect.filter(|effect| (clausal || !effect.clausal) && (!effect.contents || self.has_contents(at)));
        let effect = effect.map(|effect| effect.past.as_deref().filter(|_| clausal && self.is_past(governor)).unwrap_or(effect));
        if effect.is_none() && clausal && self.looks_ahead(governor, at) {
            verdict.expect(governor);
        }
        let occasion = relation == Relation::Obl && self.is_occasion(at);
        let taken_for_granted = effect.is_none() && nominal && !occasion && self.is_definite(at) && !self.is_realising(governor);
        if let Some(effect) = effect {
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

    /// "Opted not to compete": the word before the infinitive denies it, though it hangs on the verb above.
    fn is_negated_by(&self, governor: TokenIndex, infinitive: TokenIndex) -> bool {
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

    /// "Will they condemn the attack?": what is spoken of with an article or an owner is there, whatever becomes of it.
    fn is_definite(&self, noun: TokenIndex) -> bool {
        self.tree.child_tokens(noun).any(|(_, token)| {
            let known = token.feats.has("Definite", "Def") || token.feats.has("PronType", "Dem");
            (token.deprel.is(Relation::Det) && known) || token.deprel.subtype() == Some("poss") || token.feats.has("Poss", "Yes")
        })
    }

    fn is_realising(&self, governor: TokenIndex) -> bool {
        self.tree.token(governor).is_some_and(|token| self.triggers.realising.contains(&token.lemma.to_lowercase()))
    }

    /// Told in the past tense, by the word itself or its copula.
    fn is_past(&self, governor: TokenIndex) -> bool {
        let past = |token: &Token| token.feats.has("VerbForm", "Fin") && token.feats.has("Tense", "Past");
        let copula = |token: &Token| matches!(token.deprel.base(), Relation::Cop | Relation::Aux) && past(token);
        self.tree.token(governor).is_some_and(past) || self.tree.child_tokens(governor).any(|(_, token)| copula(token))
    }

    /// Whether a clause says what the noun holds: "reports that …".
    fn has_contents(&self, noun: TokenIndex) -> bool {
        let clause = |(_, token): (TokenIndex, &Token)| {
            let content = matches!(token.deprel.base(), Relation::Acl | Relation::Ccomp) && token.deprel.subtype() != Some("relcl");
            content && token.upos == Upos::Verb
        };
        self.tree.child_tokens(noun).any(clause)
    }

    /// "Sent ships to attack", "the right to veto": the infinitive of a governor that does not bring it about is yet to come.
    fn looks_ahead(&self, governor: TokenIndex, infinitive: TokenIndex) -> bool {
        let Some(token) = self.tree.token(governor).filter(|_| self.is_infinitive(infinitive)) else { return false };
        if self.is_of_manner(infinitive) {
            return false;
        }
        let ranked = self
            .tree
            .child_tokens(governor)
            .any(|(_, child)| child.feats.has("NumType", "Ord") || self.triggers.superlatives.contains(&child.lemma.to_lowercase()));
        let own = self.triggers.superlatives.contains(&token.lemma.to_lowercase()) || token.feats.has("NumType", "Ord");
        !ranked && !own && !self.triggers.realising.contains(&token.lemma.to_lowercase())
    }

    /// "Door het plan te steunen", "zonder iets te zeggen": how or after what something was done was done as well, or was not.
    fn is_of_manner(&self, infinitive: TokenIndex) -> bool {
        let marks = |token: &Token| {
            matches!(token.deprel.base(), Relation::Mark | Relation::Case)
                && self.triggers.manner_markers.contains(&token.form.to_lowercase())
        };
        self.tree.child_tokens(infinitive).any(|(_, token)| marks(token))
    }

    fn is_participle(&self, word: TokenIndex) -> bool {
        self.tree.token(word).is_some_and(|token| token.feats.has("VerbForm", "Part"))
    }

    fn is_infinitive(&self, clause: TokenIndex) -> bool {
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

    /// The effect of a governor on `at`, by its lemma with the preposition of `at` ("call for"), with its particle ("call off"), with an adverb
    /// ("stop short", "have yet"), or alone; else that of its object ("issued a call to …").
    fn governor_effect(&self, governor: TokenIndex, at: TokenIndex) -> Option<&'d Effect> {
        let token = self.tree.token(governor)?;
        let lemma = token.lemma.to_lowercase();
        let table = &self.triggers.governors;
        if let Some(effect) = self.preposed_effect(governor, at) {
            return Some(effect);
        }
        if let Some((_, particle)) = self.tree.child_tokens(governor).find(|(_, token)| token.deprel.subtype() == Some("prt")) {
            let particle = particle.form.to_lowercase();
            // "Ging niet door": the lemma may have its particle already.
            if let Some(effect) = table.get(&lemma).filter(|_| lemma.starts_with(&particle)) {
                return Some(effect);
            }
            return table.get(&format!("{particle}{lemma}")).or_else(|| table.get(&format!("{lemma} {particle}")));
        }
        let beside = |(_, child): (TokenIndex, &Token)| {
            let adverbial =
                matches!(child.deprel.base(), Relation::Advmod | Relation::Xcomp) && matches!(child.upos, Upos::Adv | Upos::Adj);
            adverbial.then(|| table.get(&format!("{lemma} {}", child.form.to_lowercase()))).flatten()
        };
        let adverbial = self.tree.child_tokens(governor).find_map(beside);
        adverbial.or_else(|| table.get(&lemma)).or_else(|| self.guessed_effect(token)).or_else(|| self.object_effect(governor, at))
    }

    /// The effect of a word whose lemma the tagger got wrong: by what its ending allows.
    fn guessed_effect(&self, token: &Token) -> Option<&'d Effect> {
        let form = token.form.to_lowercase();
        let effect = |base: String| self.triggers.governors.get(&base);
        match token.upos {
            Upos::Verb => self.grammar.verb_bases(&form).find_map(effect),
            Upos::Noun => self.grammar.noun_bases(&form).find_map(effect),
            _ => None,
        }
    }

    /// The effect of a governor together with the preposition of what it governs.
    fn preposed_effect(&self, governor: TokenIndex, at: TokenIndex) -> Option<&'d Effect> {
        let marker = self.tree.child_tokens(at).find(|(_, token)| matches!(token.deprel.base(), Relation::Case | Relation::Mark));
        let (case, token) = marker?;
        let lemma = self.full_lemma(governor)?;
        self.triggers.governors.get(&format!("{lemma} {}", self.words_of_marker(case, token)))
    }

    /// A verb's lemma with its separated particle.
    fn full_lemma(&self, governor: TokenIndex) -> Option<String> {
        let lemma = self.tree.token(governor)?.lemma.to_lowercase();
        let particle = self.tree.child_tokens(governor).find(|(_, token)| token.deprel.subtype() == Some("prt"));
        let particle = particle.map(|(_, token)| token.form.to_lowercase()).filter(|particle| !lemma.starts_with(particle.as_str()));
        Some(particle.map_or_else(|| lemma.clone(), |particle| format!("{particle}{lemma}")))
    }

    /// "Took the decision to leave": an infinitive that the tree hung on the verb and not on its object.
    fn object_effect(&self, governor: TokenIndex, at: TokenIndex) -> Option<&'d Effect> {
        let object = self.tree.child(governor, Relation::Obj).filter(|&object| object < at && self.is_infinitive(at))?;
        let noun = self.tree.token(object).filter(|token| token.upos == Upos::Noun)?;
        self.triggers.governors.get(&noun.lemma.to_lowercase())
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

    /// Whether a clause of condition hangs on the clause: "if …".
    fn has_condition(&self, head: TokenIndex) -> bool {
        let conditional = |clause: TokenIndex| {
            let mark = self.tree.child(clause, Relation::Mark).and_then(|mark| Some((mark, self.tree.token(mark)?)));
            mark.is_some_and(|(mark, token)| self.triggers.conditional_markers.contains(&self.words_of_marker(mark, token)))
        };
        self.tree.child_tokens(head).any(|(child, token)| token.deprel.is(Relation::Advcl) && conditional(child))
    }

    /// Whether the clause or noun itself is negated.
    fn is_negated(&self, head: TokenIndex) -> bool {
        self.is_negated_beside(head, None)
    }

    /// The same, but for the word `besides`: "has no plans" is negated once, where the plans are.
    fn is_negated_beside(&self, head: TokenIndex, besides: Option<TokenIndex>) -> bool {
        let adverb = |(index, token): (TokenIndex, &Token)| {
            let form = token.form.to_lowercase();
            // "No talks" is negated by its determiner alone.
            let determines = token.deprel.is(Relation::Det) && self.triggers.negative_determiners.contains(&form);
            matches!(token.deprel.base(), Relation::Advmod | Relation::Det | Relation::Cc)
                && self.triggers.negators.contains(&form)
                && !determines
                && !self.has_focus(index)
        };
        let verbs_own = self.tree.child_tokens(head).any(adverb);
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

    fn has_negative_determiner(&self, noun: TokenIndex) -> bool {
        self.tree.child_tokens(noun).any(|(_, token)| {
            matches!(token.deprel.base(), Relation::Det | Relation::Advmod | Relation::Amod)
                && self.triggers.negative_determiners.contains(&token.form.to_lowercase())
        })
    }

    /// "niet alleen", "not only": no negation of the doing.
    fn has_focus(&self, negator: TokenIndex) -> bool {
        let next = TokenIndex::new(negator.get() + 1);
        self.tree.token(next).is_some_and(|token| self.triggers.focus_words.contains(&token.form.to_lowercase()))
    }
}

impl Verdict {
    /// Told as plain fact.
    fn plain() -> Self {
        Self {
            polarity: Polarity::Affirmed,
            reality: Reality::Actual,
            marked: false,
            past: false,
            perhaps_when: false,
            certainty: Certainty::Certain,
            hearsay: None,
            decided_by: None,
            negated_by: None,
        }
    }

    fn flip(&mut self) {
        self.polarity = match self.polarity {
            Polarity::Affirmed => Polarity::Denied,
            Polarity::Denied => Polarity::Affirmed,
        };
    }

    /// The innermost word decides; conditions and questions around it overrule (see [`Verdict::overrule`]).
    fn apply(&mut self, effect: &Effect, word: TokenIndex, negated: bool) {
        let denies = effect.polarity.as_deref() == Some("denied");
        if denies != negated {
            self.flip();
        }
        let reality = effect.reality.as_deref().and_then(|reality| reality.parse().ok());
        if let Some(reality) = reality.filter(|reality| !(self.past && lies_ahead(*reality)))
            && self.reality == Reality::Actual
        {
            self.reality = reality;
            self.decided_by = Some(word);
        }
        if let Some(certainty) = effect.certainty.as_deref().and_then(|certainty| certainty.parse().ok()) {
            self.certainty = self.certainty.min(certainty);
        }
        if effect.hearsay {
            self.hearsay = self.hearsay.or(Some(word));
        }
        self.marked |= reality.is_some_and(|reality| !(self.past && lies_ahead(reality)));
    }

    /// Not yet done, unless something nearer says how it stands.
    fn expect(&mut self, word: TokenIndex) {
        if self.reality == Reality::Actual && !self.past {
            self.reality = Reality::Planned;
            self.marked = true;
            self.decided_by = Some(word);
        }
    }

    fn overrule(&mut self, reality: Reality, word: TokenIndex) {
        self.reality = reality;
        self.marked = true;
        self.decided_by = Some(word);
    }
}

/// What is not there yet.
fn lies_ahead(reality: Reality) -> bool {
    matches!(reality, Reality::Planned | Reality::Expected | Reality::Desired | Reality::Demanded)
}
