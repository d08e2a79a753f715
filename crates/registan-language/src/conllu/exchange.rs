//! From CoNLL-U to an [`Analysis`] or a [`Segmentation`], and from an [`Analysis`] back.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use registan_types::Span;

use super::{ReadError, Sentence, Surface, Word, read};
use crate::analysis::{self, Analysis, Name, NameKind, Token, TokenIndex};
use crate::segment::{MultiwordRun, Segmentation, Word as Segment};
use crate::tags::{ParseDeprelError, ParseFeatsError, ParseUposError, Relation};

/// Why a CoNLL-U text is no complete analysis.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExchangeError {
    /// A line breaks the format.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// An unknown or open part of speech.
    #[error(transparent)]
    Upos(#[from] ParseUposError),
    /// Malformed features.
    #[error(transparent)]
    Feats(#[from] ParseFeatsError),
    /// An unknown or open relation.
    #[error(transparent)]
    Deprel(#[from] ParseDeprelError),
    /// A sentence is no tree with one root, or a relation disagrees with its head; the number counts from 1.
    #[error("sentence {0} is no tree with one root")]
    NoTree(usize),
}

impl Segmentation<'static> {
    /// The given words and sentences, with the text that they make up.
    pub fn from_conllu(sentences: &[Sentence]) -> (String, Segmentation<'static>) {
        let mut text = String::new();
        let mut all = Segmentation::default();
        for sentence in sentences {
            let new_block = sentence.comments.iter().any(|one| one.starts_with("newdoc") || one.starts_with("newpar"));
            if new_block && !text.is_empty() {
                text.push_str(if text.ends_with(' ') { "\n" } else { "\n\n" });
            }
            let start = all.words.len();
            for token in sentence.surface() {
                push_surface(&mut text, &mut all, sentence, &token);
            }
            all.sentences.push(start..all.words.len());
        }
        (text, all)
    }
}

/// Appends one surface token, its words, and the space behind it.
fn push_surface(text: &mut String, all: &mut Segmentation<'static>, sentence: &Sentence, token: &Surface<'_>) {
    let start = text.len();
    text.push_str(token.form);
    let span = Span::new(start, text.len());
    text.push_str(if token.space_after { " " } else { "" });
    let first = all.words.len();
    let (from, to) = token.words.clone().into_inner();
    let words = sentence.words.get(from - 1..to).unwrap_or_default();
    let spans = part_spans(token.form, span, words);
    for (position, (word, span)) in words.iter().zip(spans).enumerate() {
        let space_after = token.space_after && position + 1 == words.len();
        all.words.push(Segment { span, form: Cow::Owned(word.form.clone()), space_after });
    }
    if words.len() > 1 {
        let words = first..all.words.len();
        all.multiwords.push(MultiwordRun { words, span, form: Cow::Owned(token.form.to_owned()) });
    }
}

/// The stretch of each word in its surface token: exact where the words spell the token, else the whole token.
fn part_spans(surface: &str, whole: Span, words: &[Word]) -> Vec<Span> {
    let spelt: usize = words.iter().map(|word| word.form.len()).sum();
    let exact = spelt == surface.len() && words.iter().map(|word| word.form.as_str()).collect::<String>() == surface;
    let mut at = whole.range().start;
    let part = |word: &Word| {
        if !exact {
            return whole;
        }
        let start = at;
        at += word.form.len();
        Span::new(start, at)
    };
    words.iter().map(part).collect()
}

impl Analysis {
    /// Reads a complete analysis from CoNLL-U, with the text that its words make up. Names come from
    /// `NER=B-PER` and the like in the last column; probabilities are 1.
    pub fn from_conllu(conllu: &str) -> Result<(String, Analysis), ExchangeError> {
        let sentences = read(conllu)?;
        let (text, segmentation) = Segmentation::from_conllu(&sentences);
        let mut analysis = Analysis::default();
        for (number, (sentence, range)) in sentences.iter().zip(&segmentation.sentences).enumerate() {
            let segments = segmentation.words.get(range.clone()).unwrap_or_default();
            for (word, segment) in sentence.words.iter().zip(segments) {
                analysis.tokens.push(token(word, segment, range.start)?);
            }
            let span = segments.iter().map(|segment| segment.span).reduce(Span::join).unwrap_or_default();
            analysis.sentences.push(analysis::Sentence { tokens: range.clone(), span });
            if !is_tree(&analysis, range) {
                return Err(ExchangeError::NoTree(number + 1));
            }
            read_names(&sentence.words, range.start, &mut analysis.names);
        }
        let multiword = |run: MultiwordRun<'_>| analysis::Multiword { tokens: run.words, span: run.span, form: run.form.into_owned() };
        analysis.multiwords = segmentation.multiwords.into_iter().map(multiword).collect();
        Ok((text, analysis))
    }

    /// The analysis in CoNLL-U; `text` is the text that was analysed.
    pub fn to_conllu(&self, text: &str) -> String {
        let mut conllu = String::new();
        for (number, sentence) in self.sentences.iter().enumerate() {
            // Writing to a string cannot fail.
            let _ = write!(conllu, "{}", self.sentence_to_conllu(number, sentence, text));
        }
        conllu
    }

    fn sentence_to_conllu(&self, number: usize, sentence: &analysis::Sentence, text: &str) -> Sentence {
        let start = sentence.tokens.start;
        let within = |run: &Range<usize>| sentence.tokens.start <= run.start && run.end <= sentence.tokens.end;
        let mut words: Vec<Word> = self.tokens_of(sentence).map(|(_, token)| word(token, start)).collect();
        let mut multiwords = Vec::new();
        for one in self.multiwords.iter().filter(|one| within(&one.tokens)) {
            let run = one.tokens.start - start..one.tokens.end - start;
            let parts = words.get_mut(run.clone()).unwrap_or_default();
            let misc = parts.last().map_or("_".to_owned(), |last| last.misc.clone());
            parts.iter_mut().for_each(|part| part.misc = "_".to_owned());
            multiwords.push(super::Multiword { words: run.start + 1..=run.end, form: one.form.clone(), misc });
        }
        for name in self.names.iter().filter(|name| within(&name.tokens)) {
            for (position, word) in words.get_mut(name.tokens.start - start..name.tokens.end - start).into_iter().flatten().enumerate() {
                add_misc(word, &format!("NER={}-{}", if position == 0 { "B" } else { "I" }, name.kind));
            }
        }
        let line: Vec<&str> = sentence.span.of(text).split_whitespace().collect();
        let comments = vec![format!("sent_id = {}", number + 1), format!("text = {}", line.join(" "))];
        Sentence { comments, words, multiwords, empty_nodes: Vec::new() }
    }
}

fn token(word: &Word, segment: &Segment<'_>, start: usize) -> Result<Token, ExchangeError> {
    let open = |column: &str| (column != "_").then(|| column.into());
    Ok(Token {
        span: segment.span,
        form: word.form.clone(),
        lemma: word.lemma.clone(),
        upos: word.upos.parse()?,
        xpos: open(&word.xpos),
        feats: word.feats.parse()?,
        head: word.head.filter(|head| *head > 0).map(|head| TokenIndex::new(start + head - 1)),
        deprel: word.deprel.parse()?,
        head_probability: 1.0,
        label_probability: 1.0,
        second_head: None,
        space_after: segment.space_after,
    })
}

fn word(token: &Token, start: usize) -> Word {
    Word {
        form: token.form.clone(),
        lemma: token.lemma.clone(),
        upos: token.upos.to_string(),
        xpos: token.xpos.as_deref().unwrap_or("_").to_owned(),
        feats: token.feats.to_string(),
        head: Some(token.head.map_or(0, |head| (head.get() + 1).saturating_sub(start))),
        deprel: token.deprel.to_string(),
        deps: "_".to_owned(),
        misc: if token.space_after { "_".to_owned() } else { "SpaceAfter=No".to_owned() },
    }
}

/// Whether exactly one token is the root, all others hang below it, and the relations agree.
fn is_tree(analysis: &Analysis, range: &Range<usize>) -> bool {
    let tokens = analysis.tokens.get(range.clone()).unwrap_or_default();
    let agrees = |token: &Token| token.head.is_none() == token.deprel.is(Relation::Root);
    let mut roots = range.clone().map(TokenIndex::new).filter(|at| analysis.token(*at).is_some_and(|token| token.head.is_none()));
    let (Some(root), None) = (roots.next(), roots.next()) else { return false };
    tokens.iter().all(agrees) && analysis.subtree(root).len() == tokens.len()
}

fn read_names(words: &[Word], start: usize, names: &mut Vec<Name>) {
    let mut open: Option<Name> = None;
    for (at, word) in words.iter().enumerate() {
        let label = word.misc("NER").and_then(|label| label.split_once('-'));
        let label = label.and_then(|(place, kind)| Some((place, kind.parse::<NameKind>().ok()?)));
        match (label, &mut open) {
            (Some(("I", kind)), Some(name)) if name.kind == kind => name.tokens.end = start + at + 1,
            (label, _) => {
                names.extend(open.take());
                open = label.map(|(_, kind)| Name { tokens: start + at..start + at + 1, kind, probability: 1.0 });
            }
        }
    }
    names.extend(open);
}

fn add_misc(word: &mut Word, entry: &str) {
    if word.misc == "_" {
        word.misc.clear();
    } else {
        word.misc.push('|');
    }
    word.misc.push_str(entry);
}
