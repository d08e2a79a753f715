//! Which time, place and amounts belong to which predicate: those below it in the tree, else those of the clause
//! that carries it.

use registan_language::{Relation, TokenIndex, Upos};
use registan_types::{Place, Quantity, StatedTime};

use super::assembly::Assembly;
use crate::{
    frame::Candidate,
    time::{TimeExpression, TimeKind},
};

/// How a thing stands to a predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    /// Below the trigger, in no clause between.
    Own(usize),
    /// Below the verb whose object, subject or oblique the trigger is.
    Carrier(usize),
}

impl Assembly<'_> {
    /// The time of a predicate.
    pub(super) fn time(&self, sentence: usize, candidate: &Candidate) -> Option<StatedTime> {
        self.time_tied(sentence, candidate, |_| true)
    }

    /// The time that stands in the predicate's own phrase.
    pub(super) fn own_time(&self, sentence: usize, candidate: &Candidate) -> Option<StatedTime> {
        self.time_tied(sentence, candidate, |tie| matches!(tie, Tie::Own(_)))
    }

    fn time_tied(&self, sentence: usize, candidate: &Candidate, allowed: impl Fn(Tie) -> bool) -> Option<StatedTime> {
        let document = self.matcher.document;
        let tokens = document.analysis.sentences.get(sentence)?.tokens.clone();
        let dates = self.times.within(tokens).filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time));
        let tied = dates.filter_map(|time| Some((self.tie(candidate, self.head_of(time)?)?, time))).filter(|(tie, _)| allowed(*tie));
        let best = tied.min_by_key(|(tie, time)| (*tie, time.edtf.is_none(), time.tokens.start))?.1;
        Some(StatedTime { edtf: best.edtf, span: Some(best.span) })
    }

    /// The token of a time expression that hangs on something outside it.
    fn head_of(&self, time: &TimeExpression) -> Option<TokenIndex> {
        let tree = self.matcher.clauses.tree();
        time.tokens.clone().map(TokenIndex::new).find(|&token| tree.head(token).is_none_or(|head| !time.tokens.contains(&head.get())))
    }

    /// The place of a predicate: a place behind a locative marker, or the one that fills a place or host role.
    pub(super) fn place(&self, candidate: &Candidate) -> Option<Place> {
        let mentions = self.matcher.mentions;
        let tree = self.matcher.clauses.tree();
        let mut found: Option<(Tie, Place)> = None;
        let below = self.scope(candidate);
        for token in below {
            let located = tree.token(token).is_some_and(|token| {
                matches!(token.deprel.base(), Relation::Obl | Relation::Nmod | Relation::Appos | Relation::Root | Relation::Conj)
            });
            let marked =
                self.matcher.clauses.marker(token).is_some_and(|marker| self.matcher.clauses.grammar().place_markers.contains(&*marker));
            if !(located && marked) {
                continue;
            }
            let Some(location) = mentions.at(token).and_then(|mention| {
                mention.referents.iter().find_map(|referent| referent.location.as_ref().map(|place| (mention.span, place)))
            }) else {
                continue;
            };
            let Some(tie) = self.tie(candidate, token) else { continue };
            let place = Place {
                name: location.1.name.clone(),
                id: location.1.id.clone(),
                country: location.1.state.as_ref().and_then(|state| state.country),
                coordinates: location.1.coordinates,
                span: location.0,
            };
            // "In a city, in its country": of places equally near the first, narrower one is kept.
            if found.as_ref().is_none_or(|(best, _)| tie < *best) {
                found = Some((tie, place));
            }
        }
        found.map(|(_, place)| place)
    }

    /// The amounts of a predicate: those below it.
    pub(super) fn quantities(&self, candidate: &Candidate) -> Vec<Quantity> {
        let below = self.scope(candidate);
        let tied = below
            .into_iter()
            .filter(|&token| matches!(self.tie(candidate, token), Some(Tie::Own(_))) || Some(token) == candidate.light_noun);
        tied.filter_map(|token| self.matcher.quantities.at(token)).cloned().collect()
    }

    /// All tokens of the sentence around the trigger; ties decide which of them count.
    fn scope(&self, candidate: &Candidate) -> Vec<TokenIndex> {
        let analysis = self.matcher.document.analysis;
        let sentence = analysis.sentence_of(candidate.predicate.trigger).and_then(|number| analysis.sentences.get(number));
        sentence.map_or_else(Vec::new, |sentence| sentence.tokens.clone().map(TokenIndex::new).collect())
    }

    /// How `token` is tied to the predicate, if it is.
    fn tie(&self, candidate: &Candidate, token: TokenIndex) -> Option<Tie> {
        let trigger = candidate.predicate.trigger;
        if let Some(steps) = self.steps_to(token, trigger).or_else(|| candidate.light_noun.and_then(|noun| self.steps_to(token, noun))) {
            return Some(Tie::Own(steps));
        }
        let carrier = self.carrier(trigger)?;
        self.steps_to(token, carrier).map(Tie::Carrier)
    }

    /// The verb that a noun or non-finite verb is a participant of.
    fn carrier(&self, trigger: TokenIndex) -> Option<TokenIndex> {
        let tree = self.matcher.clauses.tree();
        let first = tree.first_conjunct(trigger);
        let token = tree.token(first)?;
        // The last of those who are named in a caption: what is told hangs on the first.
        let named = || tree.token(trigger).is_some_and(|last| last.upos == Upos::Propn);
        if first != trigger && (token.upos == Upos::Verb || named()) {
            return Some(first);
        }
        let carried = matches!(
            token.deprel.base(),
            Relation::Obj | Relation::Nsubj | Relation::Obl | Relation::Xcomp | Relation::Nmod | Relation::Appos
        );
        token.head.filter(|_| carried)
    }

    /// The number of steps up from `token` to `top`, through no other clause.
    fn steps_to(&self, token: TokenIndex, top: TokenIndex) -> Option<usize> {
        let tree = self.matcher.clauses.tree();
        let mut at = token;
        for steps in 0..6 {
            if at == top {
                return Some(steps);
            }
            let this = tree.token(at)?;
            let clause =
                matches!(this.deprel.base(), Relation::Acl | Relation::Advcl | Relation::Ccomp | Relation::Csubj | Relation::Parataxis)
                    || (this.deprel.is(Relation::Conj) && matches!(this.upos, Upos::Verb));
            if clause && at != token {
                return None;
            }
            at = this.head?;
        }
        None
    }
}
