//! The tense of the clause that a time stands in: from the tree where it is tagged, else from the verb forms nearby.

use std::ops::Range;

use registan_language::{Token, TokenIndex, Upos};

use super::grammar::TenseWords;
use crate::{Document, clause::Tree};

/// When the clause says that something happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
}

/// A tense, and how much it weighs against nearness: a date this many times nearer in the other direction is meant all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) tense: Tense,
    pub(super) weight: i32,
}

/// What the tense of a tagged clause weighs.
const WEIGHT: i32 = 5;

/// The tense of the clause around `tokens`.
pub(super) fn tense(document: Document<'_>, tree: &Tree<'_>, words: &TenseWords, tokens: &Range<usize>) -> Option<Told> {
    let before = tokens.start.checked_sub(1).and_then(|at| document.analysis.tokens.get(at));
    if before.is_some_and(|token| words.openers.contains(&token.form.to_lowercase())) {
        return Some(Told { tense: Tense::Future, weight: 2 });
    }
    if before.is_some_and(|token| words.past_openers.contains(&token.form.to_lowercase())) {
        return Some(Told { tense: Tense::Past, weight: WEIGHT });
    }
    let tagged = by_tree(tree, words, tokens).map(|tense| Told { tense, weight: WEIGHT });
    tagged.or_else(|| by_forms(document, words, tokens).map(|tense| Told { tense, weight: 4 }))
}

fn by_tree(tree: &Tree<'_>, words: &TenseWords, tokens: &Range<usize>) -> Option<Tense> {
    let head = tokens.clone().map(TokenIndex::new).find(|&token| tree.head(token).is_none_or(|head| !tokens.contains(&head.get())))?;
    let verbal = |index: &TokenIndex| tree.token(*index).is_some_and(|token| matches!(token.upos, Upos::Verb | Upos::Aux));
    let mut above = std::iter::once(head).chain(tree.analysis().ancestors(head)).take(40);
    let first = above.by_ref().find(|index| verbal(index) || has_auxiliary(tree, *index))?;
    // What is to be done lies ahead of who says so: "plans to leave on Friday".
    if is_purpose(tree, words, first) {
        return Some(Tense::Future);
    }
    // A verb without tense of its own is told in that of the verb above it.
    let mut verbs = std::iter::once(first).chain(above.filter(|index| verbal(index) || has_auxiliary(tree, *index)));
    verbs.find_map(|verb| of_verb(tree, words, verb))
}

/// An infinitive with its marker: "to leave", "te vertrekken".
fn is_purpose(tree: &Tree<'_>, words: &TenseWords, verb: TokenIndex) -> bool {
    let infinitive = tree.token(verb).is_some_and(|token| token.feats.has("VerbForm", "Inf"));
    let marked = || tree.child_tokens(verb).any(|(_, child)| words.infinitive_markers.contains(child.form.as_str()));
    let auxiliary = || tree.child_tokens(verb).any(|(_, child)| child.upos == Upos::Aux);
    infinitive && marked() && !auxiliary()
}

fn has_auxiliary(tree: &Tree<'_>, index: TokenIndex) -> bool {
    tree.child_tokens(index).any(|(_, child)| child.upos == Upos::Aux)
}

fn of_verb(tree: &Tree<'_>, words: &TenseWords, verb: TokenIndex) -> Option<Tense> {
    let own = tree.token(verb)?;
    let auxiliaries = tree.child_tokens(verb).map(|(_, child)| child).filter(|child| child.upos == Upos::Aux);
    let group: Vec<&Token> = std::iter::once(own).chain(auxiliaries).collect();
    let finite = |token: &&&Token| token.feats.has("VerbForm", "Fin") || (token.feats.get("VerbForm").is_none() && token.upos == Upos::Aux);
    let participle = own.feats.has("VerbForm", "Part") && own.feats.has("Tense", "Past") || own.feats.has("VerbForm", "Part");
    let finites: Vec<&&Token> = group.iter().filter(finite).collect();
    let has = |list: &std::collections::HashSet<String>| finites.iter().any(|token| list.contains(&token.lemma.to_lowercase()));
    if finites.is_empty() {
        return None;
    }
    let past = finites.iter().any(|token| token.feats.has("Tense", "Past"));
    if has(&words.future_auxiliaries) {
        return if past { None } else { Some(Tense::Future) };
    }
    let perfect = participle && finites.iter().any(|token| words.perfect_auxiliaries.contains(&token.lemma.to_lowercase()));
    Some(if past || perfect { Tense::Past } else { Tense::Present })
}

/// The tense of the verb form that stands nearest, at most twelve words away.
fn by_forms(document: Document<'_>, words: &TenseWords, tokens: &Range<usize>) -> Option<Tense> {
    let sentence = document.analysis.sentence_of(TokenIndex::new(tokens.start))?;
    let bounds = document.analysis.sentences.get(sentence)?.tokens.clone();
    // Behind an auxiliary of the future a participle says nothing of the past: "will be delivered".
    let ahead = tokens.start.saturating_sub(5).max(bounds.start)..tokens.start;
    let forms = document.analysis.tokens.get(ahead).unwrap_or_default();
    if forms.iter().any(|token| words.future_forms.contains(&token.form.to_lowercase())) {
        return Some(Tense::Future);
    }
    let form = |at: usize| document.analysis.tokens.get(at).and_then(|token| of_form(words, &token.form));
    (1..=12_usize).find_map(|away| {
        let before = tokens.start.checked_sub(away).filter(|at| bounds.contains(at));
        let after = Some(tokens.end + away - 1).filter(|at| bounds.contains(at));
        before.and_then(form).or_else(|| after.and_then(form))
    })
}

fn of_form(words: &TenseWords, form: &str) -> Option<Tense> {
    let lower = form.to_lowercase();
    if words.future_forms.contains(&lower) {
        Some(Tense::Future)
    } else if words.past_forms.contains(&lower) {
        Some(Tense::Past)
    } else if words.present_forms.contains(&lower) {
        Some(Tense::Present)
    } else {
        let past = lower.len() > 4 && words.past_endings.iter().any(|ending| lower.ends_with(ending.as_str()));
        past.then_some(Tense::Past)
    }
}
