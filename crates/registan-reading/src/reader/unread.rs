//! What was left alone, where and why: the honest counterpart of what was read.

use std::collections::BTreeMap;

use registan_language::{Relation, TokenIndex, Upos};
use registan_types::Span;

use crate::frame::Matcher;

/// Why a clause or coded noun gave no statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnreadReason {
    /// No unit of the lexicon has its verb.
    NoUnit,
    /// Units have the word, but none fits what stands round it.
    NoFit,
    /// A unit fits, but nobody in its roles is known.
    NobodyKnown,
    /// Somebody is said not to say so.
    Unsaid,
    /// Read, but below the threshold of confidence.
    Unsure,
    /// Read, but the report tells of a game.
    Game,
}

impl UnreadReason {
    /// A stable name: `no-unit`, `no-fit`, `nobody-known`, `unsaid`, `unsure`, `game`.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoUnit => "no-unit",
            Self::NoFit => "no-fit",
            Self::NobodyKnown => "nobody-known",
            Self::Unsaid => "unsaid",
            Self::Unsure => "unsure",
            Self::Game => "game",
        }
    }
}

/// Which clauses and coded nouns were left unread, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unread {
    counts: BTreeMap<UnreadReason, u32>,
    places: Vec<(Span, UnreadReason)>,
}

impl Unread {
    /// One more for this reason: the verb or noun at `span`.
    pub(crate) fn note(&mut self, span: Span, reason: UnreadReason) {
        *self.counts.entry(reason).or_default() += 1;
        self.places.push((span, reason));
    }

    /// The verbs and nouns that were left alone, in bytes of the report's text, sentence by sentence.
    pub fn places(&self) -> &[(Span, UnreadReason)] {
        &self.places
    }

    /// The counts, in the order of the reasons.
    pub fn iter(&self) -> impl Iterator<Item = (UnreadReason, u32)> {
        self.counts.iter().map(|(&reason, &count)| (reason, count))
    }

    /// All together.
    pub fn total(&self) -> u32 {
        self.counts.values().sum()
    }
}

/// Why `token` gave nothing; `None` when nobody would expect it to.
pub(super) fn reason(matcher: &Matcher<'_>, token: TokenIndex) -> Option<UnreadReason> {
    let word = matcher.document.token(token)?;
    let coded = matcher.is_coded(token);
    match word.upos {
        Upos::Verb if coded => Some(UnreadReason::NoFit),
        Upos::Verb if is_finite_clause(matcher, token) => Some(UnreadReason::NoUnit),
        Upos::Noun if coded => Some(UnreadReason::NoFit),
        _ => None,
    }
}

fn is_finite_clause(matcher: &Matcher<'_>, verb: TokenIndex) -> bool {
    let finite = |token: &registan_language::Token| token.feats.has("VerbForm", "Fin");
    let tree = matcher.clauses.tree();
    tree.token(verb).is_some_and(finite) || tree.child_tokens(verb).any(|(_, token)| token.deprel.is(Relation::Aux) && finite(token))
}
