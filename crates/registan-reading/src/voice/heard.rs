//! Everything that a document passes on of somebody: who, by what word, what.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use registan_language::{Relation, TokenIndex, Upos};
use registan_types::{Span, Stance};

use super::{
    Quotations,
    chain::{Link, Speaker, SpeakerForm, Voices},
    saying::Speaking,
};

/// One attribution of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    /// Who: joint speakers. Empty when nobody is named or described.
    pub sources: Vec<Speaker>,
    /// The word that shows it: a verb or noun of saying, a source behind its marker; `None` for turns and quotations without one.
    pub cue: Option<Span>,
    /// What is passed on, or what is spoken of: stretches in the order of the text, never empty.
    pub content: Vec<Span>,
    /// What the source does with it.
    pub stance: Stance,
    /// Told as the source's word; else he wants it, feels about it or speaks of it.
    pub word: bool,
    /// 1 for what the author passes on himself, one more for each attribution around it.
    pub level: u8,
}

/// An attribution while its content is gathered.
struct Gathered {
    link: Link,
    cue: Option<TokenIndex>,
    word: bool,
    tokens: BTreeSet<usize>,
}

/// All attributions of a document, in the order of their content: of every word of saying, wanting and feeling, whether or not a statement is read in
/// what it passes on.
pub fn heard(voices: &Voices<'_>, quotations: &Quotations) -> Vec<Heard> {
    let mut cued = by_cue(voices);
    let mut gathered = Vec::new();
    for (tokens, link, cue) in quotations.all() {
        match cue.and_then(|cue| cued.get_mut(&cue)) {
            Some(known) => {
                known.word = true;
                known.tokens.extend(tokens);
            }
            None => gathered.push(Gathered { link: link.clone(), cue, word: true, tokens: tokens.collect() }),
        }
    }
    // "I think", "you know" between quotation marks are the speaker's own words, not another's.
    let within = |cue: TokenIndex| quotations.all().any(|(tokens, ..)| tokens.contains(&cue.get()));
    gathered.extend(cued.into_values().filter(|one| !(one.link.is_of_the_talk() && one.cue.is_some_and(within))));
    gathered.sort_by_key(|one| (one.tokens.first().copied(), std::cmp::Reverse(one.tokens.len())));
    let found = gathered.iter().map(|one| Heard {
        sources: sources(voices, one),
        cue: one.cue.and_then(|cue| voices.document.token(cue)).map(|token| token.span),
        content: stretches(voices, &one.tokens),
        stance: one.link.stance,
        word: one.word,
        level: level(one, &gathered),
    });
    found.filter(|heard| !heard.content.is_empty()).collect()
}

/// What each word of saying passes on.
fn by_cue(voices: &Voices<'_>) -> BTreeMap<TokenIndex, Gathered> {
    let analysis = voices.document.analysis;
    let mut found: BTreeMap<TokenIndex, Gathered> = BTreeMap::new();
    for at in (0..analysis.tokens.len()).map(TokenIndex::new) {
        let governor = analysis.token(at).and_then(|token| token.head);
        let below = governor.and_then(|governor| voices.passed_on(governor, at, Speaking::Anybody));
        let beside = voices.sources_of(at, Speaking::Anybody);
        for passed in below.into_iter().chain(beside).filter(|passed| passed.word || !is_purpose(voices, passed.cue)) {
            let mut tokens: BTreeSet<usize> = analysis.subtree(at).into_iter().map(TokenIndex::get).collect();
            if tokens.contains(&passed.cue.get()) {
                for aside in analysis.subtree(passed.cue) {
                    tokens.remove(&aside.get());
                }
            }
            let known = found.entry(passed.cue).or_insert_with(|| Gathered {
                link: passed.link,
                cue: Some(passed.cue),
                word: passed.word,
                tokens: BTreeSet::new(),
            });
            known.word |= passed.word;
            known.tokens.extend(tokens);
        }
    }
    found
}

/// "To defend the plan", "te steunen": nobody does it yet.
fn is_purpose(voices: &Voices<'_>, cue: TokenIndex) -> bool {
    let infinitive = voices.document.token(cue).is_some_and(|token| token.feats.has("VerbForm", "Inf"));
    infinitive && voices.clauses.tree().child(cue, Relation::Mark).is_some()
}

/// The speakers; in a relative clause the words that stand for them there ("who said").
fn sources(voices: &Voices<'_>, one: &Gathered) -> Vec<Speaker> {
    let relative = one.cue.and_then(|cue| {
        let subject = voices.clauses.tree().child_tokens(cue).find(|(_, token)| token.deprel.is(Relation::Nsubj))?;
        (subject.1.upos == Upos::Pron && subject.1.feats.has("PronType", "Rel")).then_some(subject.1.span)
    });
    let named = one.link.speakers.iter().filter(|speaker| speaker.form != SpeakerForm::Unnamed);
    named.map(|speaker| Speaker { span: relative.unwrap_or(speaker.span), ..speaker.clone() }).collect()
}

/// Tokens as stretches of text, without the marks at their ends.
fn stretches(voices: &Voices<'_>, tokens: &BTreeSet<usize>) -> Vec<Span> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for &token in tokens {
        match runs.last_mut() {
            Some(run) if run.end == token => run.end += 1,
            _ => runs.push(token..token + 1),
        }
    }
    runs.into_iter().filter_map(|run| stretch(voices, run)).collect()
}

fn stretch(voices: &Voices<'_>, run: Range<usize>) -> Option<Span> {
    let words: Vec<TokenIndex> = run.map(TokenIndex::new).collect();
    let is_mark = |token: &TokenIndex| voices.document.token(*token).is_none_or(|token| token.upos == Upos::Punct);
    let first = words.iter().position(|token| !is_mark(token))?;
    let last = words.iter().rposition(|token| !is_mark(token))?;
    voices.document.span_of(words.get(first..=last)?)
}

/// One more than the attributions that the cue, or the content where there is none, stands in.
fn level(one: &Gathered, all: &[Gathered]) -> u8 {
    let at = one.cue.map_or_else(|| one.tokens.first().copied(), |cue| Some(cue.get()));
    let around = all.iter().filter(|other| !std::ptr::eq(*other, one) && at.is_some_and(|at| other.tokens.contains(&at)));
    u8::try_from(around.count() + 1).unwrap_or(u8::MAX)
}
