//! What trees get wrong in ways that the words themselves show, put right before anything is read off them.
//!
//! The tree is evidence, not law: a person is never in apposition to a place. The analysis itself, as `registan parse` shows it, stays what it was,
//! and what comes out is a tree again: an arc that would close a circle is not drawn.

mod clauses;
mod names;

use std::borrow::Cow;

use registan_language::{Analysis, Deprel, Relation, TokenIndex, Upos};

use super::Grammar;

/// How many words back a phrase may begin.
const NEAR: usize = 12;

/// An arc to be drawn instead of the tree's own.
struct Arc {
    token: TokenIndex,
    head: TokenIndex,
    relation: Relation,
}

/// The same analysis with such arcs mended; borrowed where nothing is wrong.
pub fn repaired<'a>(analysis: &'a Analysis, grammar: &Grammar) -> Cow<'a, Analysis> {
    let of_names = analysis.names.iter().flat_map(|name| names::arcs(analysis, name));
    let verbs = analysis.tokens.iter().enumerate().filter(|(_, token)| token.upos == Upos::Verb).map(|(at, _)| TokenIndex::new(at));
    let of_verbs = verbs.filter_map(|verb| clauses::arc(analysis, grammar, verb));
    let arcs: Vec<Arc> = of_names.chain(of_verbs).collect();
    if arcs.is_empty() {
        return Cow::Borrowed(analysis);
    }
    let mut mended = analysis.clone();
    for arc in arcs {
        draw(&mut mended, &arc);
    }
    Cow::Owned(mended)
}

fn draw(analysis: &mut Analysis, arc: &Arc) {
    let circle = arc.head == arc.token || analysis.ancestors(arc.head).any(|above| above == arc.token);
    if let Some(token) = analysis.tokens.get_mut(arc.token.get()).filter(|_| !circle) {
        token.head = Some(arc.head);
        token.deprel = Deprel::new(arc.relation);
        if arc.relation == Relation::Amod {
            token.upos = Upos::Adj;
        }
    }
}
