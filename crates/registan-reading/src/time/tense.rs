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

/// The tense of the clause around `tokens`.
pub(super) fn tense(document: Document<'_>, tree: &Tree<'_>, words: &TenseWords, tokens: &Range<usize>) -> Option<Tense> {
    by_tree(tree, words, tokens).or_else(|| by_forms(document, words, tokens))
}

fn by_tree(tree: &Tree<'_>, words: &TenseWords, tokens: &Range<usize>) -> Option<Tense> {
    let head = tokens.clone().map(TokenIndex::new).find(|&token| tree.head(token).is_none_or(|head| !tokens.contains(&head.get())))?;
    let verbal = |index: &TokenIndex| tree.token(*index).is_some_and(|token| matches!(token.upos, Upos::Verb | Upos::Aux));
    // A verb without tense of its own is told in that of the verb above it.
    let mut above = std::iter::once(head).chain(tree.analysis().ancestors(head));
    above.by_ref().take(40).filter(|index| verbal(index) || has_auxiliary(tree, *index)).find_map(|verb| of_verb(tree, words, verb))
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
