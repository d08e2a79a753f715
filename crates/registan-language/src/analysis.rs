//! What the engine finds in a text: sentences, words with their tags and tree, and names.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use registan_types::Span;

use crate::segment::{Segmentation, Word};
use crate::tags::{Deprel, Feats, Relation, Upos};

/// The linguistic analysis of one text. Spans are byte offsets in that text.
///
/// Every sentence is a tree: one root, every other token below it. Sentences, tokens and names stand
/// in the order of the text, and a token belongs to exactly one sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// The sentences, each a run of `tokens`.
    pub sentences: Vec<Sentence>,
    /// The syntactic words of all sentences.
    pub tokens: Vec<Token>,
    /// Surface words that stand for several tokens: `don't` for `do` and `n't`.
    pub multiwords: Vec<Multiword>,
    /// Names of persons, places and the like; they never overlap.
    pub names: Vec<Name>,
}

/// A sentence: a run of tokens and the stretch of text that they cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Positions in [`Analysis::tokens`]. Never empty.
    pub tokens: Range<usize>,
    /// From the first token's first byte to behind the last token's last byte.
    pub span: Span,
}

/// A syntactic word.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Where the word stands in the text. A part of a multiword has the stretch of its own.
    pub span: Span,
    /// The word as the analysis has it; the text of `span`, unless a treebank says otherwise.
    pub form: String,
    /// The dictionary form.
    pub lemma: String,
    /// Part of speech.
    pub upos: Upos,
    /// Tag of the language's own scheme, where the model has one.
    pub xpos: Option<Arc<str>>,
    /// Morphological features.
    pub feats: Feats,
    /// The token this one depends on; `None` for the root of its sentence.
    pub head: Option<TokenIndex>,
    /// The relation to the head; `root` if and only if there is none.
    pub deprel: Deprel,
    /// How probable the head is, from 0 to 1.
    pub head_probability: f32,
    /// How probable the relation is, given the head, from 0 to 1.
    pub label_probability: f32,
    /// The next most probable head, if the sentence has another candidate.
    pub second_head: Option<SecondHead>,
    /// Whether white space follows in the text (or the text ends).
    pub space_after: bool,
}

/// The head that a token would have if it had not the one it has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SecondHead {
    /// The other candidate; `None` for being the root.
    pub head: Option<TokenIndex>,
    /// How probable it is, from 0 to 1.
    pub probability: f32,
}

/// Position of a token in [`Analysis::tokens`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenIndex(u32);

impl TokenIndex {
    /// The position `index`; positions beyond `u32::MAX` are cut to it and belong to no token.
    pub fn new(index: usize) -> TokenIndex {
        TokenIndex(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The position as an index.
    pub const fn get(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Debug for TokenIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// A surface word that stands for several syntactic ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multiword {
    /// Positions in [`Analysis::tokens`], two or more of one sentence.
    pub tokens: Range<usize>,
    /// The whole surface word.
    pub span: Span,
    /// The surface word as written.
    pub form: String,
}

/// A name: a run of tokens of one sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// Positions in [`Analysis::tokens`]. Never empty.
    pub tokens: Range<usize>,
    /// What bears the name.
    pub kind: NameKind,
    /// How probable it is that these tokens are a name of this kind, from 0 to 1.
    pub probability: f32,
}

/// What bears a name, in the four classes of CoNLL-2002.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A person or family, `PER`.
    Person,
    /// A country, town, river and the like, `LOC`.
    Location,
    /// A company, body, party or team, `ORG`.
    Organisation,
    /// Anything else with a name: works, events, languages, demonyms, `MISC`.
    Miscellaneous,
}

impl NameKind {
    /// All kinds, in the order of their declaration.
    pub const ALL: [NameKind; 4] = [NameKind::Person, NameKind::Location, NameKind::Organisation, NameKind::Miscellaneous];

    /// The kind as CoNLL-2002 writes it, `PER`.
    pub const fn as_str(self) -> &'static str {
        match self {
            NameKind::Person => "PER",
            NameKind::Location => "LOC",
            NameKind::Organisation => "ORG",
            NameKind::Miscellaneous => "MISC",
        }
    }
}

impl fmt::Display for NameKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is not one of `PER`, `LOC`, `ORG`, `MISC`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown kind of name {0:?}")]
pub struct ParseNameKindError(String);

impl FromStr for NameKind {
    type Err = ParseNameKindError;

    fn from_str(kind: &str) -> Result<Self, Self::Err> {
        NameKind::ALL.into_iter().find(|one| one.as_str() == kind).ok_or_else(|| ParseNameKindError(kind.to_owned()))
    }
}

impl Analysis {
    /// Words and sentences alone, as a segmenter finds them: without tags, trees or names, every word a root of its own.
    pub fn of_words(found: &Segmentation<'_>) -> Analysis {
        let token = |word: &Word<'_>| Token {
            span: word.span,
            form: word.form.to_string(),
            lemma: word.form.to_lowercase(),
            upos: Upos::X,
            xpos: None,
            feats: Feats::EMPTY,
            head: None,
            deprel: Deprel::new(Relation::Root),
            head_probability: 1.0,
            label_probability: 1.0,
            second_head: None,
            space_after: word.space_after,
        };
        let tokens: Vec<Token> = found.words.iter().map(token).collect();
        let span = |run: &Range<usize>| {
            let run = tokens.get(run.clone()).unwrap_or_default();
            run.iter().map(|token| token.span).reduce(Span::join).unwrap_or_default()
        };
        let sentences = found.sentences.iter().map(|run| Sentence { tokens: run.clone(), span: span(run) }).collect();
        Analysis { sentences, tokens, ..Analysis::default() }
    }

    /// The token at `index`, unless the index belongs to another analysis.
    pub fn token(&self, index: TokenIndex) -> Option<&Token> {
        self.tokens.get(index.get())
    }

    /// The tokens of `sentence` with their positions, in order.
    pub fn tokens_of(&self, sentence: &Sentence) -> impl DoubleEndedIterator<Item = (TokenIndex, &Token)> {
        let start = sentence.tokens.start;
        let run = self.tokens.get(sentence.tokens.clone()).unwrap_or_default();
        run.iter().enumerate().map(move |(offset, token)| (TokenIndex::new(start + offset), token))
    }

    /// The number of the sentence that holds the token.
    pub fn sentence_of(&self, token: TokenIndex) -> Option<usize> {
        let number = self.sentences.partition_point(|one| one.tokens.end <= token.get());
        self.sentences.get(number).filter(|one| one.tokens.contains(&token.get())).map(|_| number)
    }

    /// The tokens whose head is `token`, in order. Looks through the sentence once.
    pub fn children(&self, token: TokenIndex) -> impl DoubleEndedIterator<Item = (TokenIndex, &Token)> {
        let sentence = self.sentence_of(token).and_then(|number| self.sentences.get(number));
        sentence.into_iter().flat_map(|sentence| self.tokens_of(sentence)).filter(move |(_, child)| child.head == Some(token))
    }

    /// The children of `token` by the universal relation `relation`, with whatever subtype.
    pub fn children_by(&self, token: TokenIndex, relation: Relation) -> impl DoubleEndedIterator<Item = (TokenIndex, &Token)> {
        self.children(token).filter(move |(_, child)| child.deprel.is(relation))
    }

    /// `token` and all tokens below it, in the order of the text.
    pub fn subtree(&self, token: TokenIndex) -> Vec<TokenIndex> {
        let Some(sentence) = self.sentence_of(token).and_then(|number| self.sentences.get(number)) else {
            return Vec::new();
        };
        let below = self.marks_below(sentence, token);
        let start = sentence.tokens.start;
        let marked = below.iter().enumerate().filter(|(_, mark)| **mark == Place::Below);
        marked.map(|(offset, _)| TokenIndex::new(start + offset)).collect()
    }

    /// The heads above `token`, nearest first, the root last.
    pub fn ancestors(&self, token: TokenIndex) -> impl Iterator<Item = TokenIndex> {
        // No chain of a tree is longer than the text; the bound stops at malformed input.
        let next = |index: &TokenIndex| self.token(*index).and_then(|one| one.head);
        std::iter::successors(self.token(token).and_then(|one| one.head), next).take(self.tokens.len())
    }

    /// The root of the sentence.
    pub fn root_of(&self, sentence: &Sentence) -> Option<TokenIndex> {
        self.tokens_of(sentence).find(|(_, token)| token.head.is_none()).map(|(index, _)| index)
    }

    /// The token of a run that the rest of the run hangs on: the first whose head stands outside, punctuation and articles passed over unless there is
    /// nothing else ("The Times" in "the The Times newspaper"). `None` for an empty run.
    pub fn head_of_run(&self, run: &Range<usize>) -> Option<TokenIndex> {
        let outside = |at: &TokenIndex| self.token(*at).is_some_and(|token| token.head.is_none_or(|head| !run.contains(&head.get())));
        let mut heads = run.clone().map(TokenIndex::new).filter(outside);
        // Punctuation in a name hangs anywhere, an article on the noun behind the name.
        let word = heads.clone().find(|&at| self.token(at).is_some_and(|token| !matches!(token.upos, Upos::Punct | Upos::Det)));
        word.or_else(|| heads.next())
    }

    /// The name that covers the token, if one does.
    pub fn name_of(&self, token: TokenIndex) -> Option<&Name> {
        let number = self.names.partition_point(|name| name.tokens.end <= token.get());
        self.names.get(number).filter(|name| name.tokens.contains(&token.get()))
    }

    /// For each token of the sentence whether it is at or below `top`. Each token is settled once: a
    /// climb stops at the first token known and settles all it passed.
    fn marks_below(&self, sentence: &Sentence, top: TokenIndex) -> Vec<Place> {
        let start = sentence.tokens.start;
        let mut places = vec![Place::Unknown; sentence.tokens.len()];
        if let Some(place) = top.get().checked_sub(start).and_then(|offset| places.get_mut(offset)) {
            *place = Place::Below;
        }
        let mut passed = Vec::new();
        for offset in 0..places.len() {
            let mut at = Some(offset);
            let found = loop {
                let Some(place) = at.and_then(|at| places.get_mut(at)) else { break Place::Elsewhere };
                match place {
                    // Met again on the same climb, a malformed circle counts as elsewhere.
                    Place::Climbing => break Place::Elsewhere,
                    Place::Unknown => *place = Place::Climbing,
                    known => break *known,
                }
                passed.extend(at);
                let head = at.and_then(|at| self.tokens.get(start + at)).and_then(|token| token.head);
                at = head.and_then(|head| head.get().checked_sub(start));
            };
            for at in passed.drain(..) {
                if let Some(place) = places.get_mut(at) {
                    *place = found;
                }
            }
        }
        places
    }
}

/// What is known of a token while a subtree is gathered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Unknown,
    Climbing,
    Below,
    Elsewhere,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(heads: &[Option<usize>]) -> Analysis {
        let token = |head: &Option<usize>| Token {
            span: Span::new(0, 0),
            form: String::new(),
            lemma: String::new(),
            upos: Upos::X,
            xpos: None,
            feats: Feats::EMPTY,
            head: head.map(TokenIndex::new),
            deprel: Deprel::new(if head.is_some() { Relation::Dep } else { Relation::Root }),
            head_probability: 1.0,
            label_probability: 1.0,
            second_head: None,
            space_after: true,
        };
        Analysis {
            sentences: vec![Sentence { tokens: 0..heads.len(), span: Span::new(0, 0) }],
            tokens: heads.iter().map(token).collect(),
            ..Analysis::default()
        }
    }

    fn positions(tokens: &[TokenIndex]) -> Vec<usize> {
        tokens.iter().map(|token| token.get()).collect()
    }

    #[test]
    fn subtrees_and_children_follow_the_heads() {
        let analysis = sentence(&[Some(1), None, Some(4), Some(2), Some(1)]);
        let below = |at| positions(&analysis.subtree(TokenIndex::new(at)));
        assert_eq!(below(4), [2, 3, 4]);
        assert_eq!(below(1), [0, 1, 2, 3, 4]);
        assert_eq!(below(3), [3]);
        let children: Vec<_> = analysis.children(TokenIndex::new(1)).map(|(at, _)| at.get()).collect();
        assert_eq!(children, [0, 4]);
        let above: Vec<_> = analysis.ancestors(TokenIndex::new(3)).collect();
        assert_eq!(positions(&above), [2, 4, 1]);
    }

    #[test]
    fn circles_and_strangers_do_no_harm() {
        let analysis = sentence(&[Some(1), Some(0), None]);
        assert_eq!(positions(&analysis.subtree(TokenIndex::new(2))), [2]);
        assert!(analysis.subtree(TokenIndex::new(9)).is_empty());
        assert_eq!(analysis.children(TokenIndex::new(9)).count(), 0);
        assert!(analysis.ancestors(TokenIndex::new(0)).count() <= 3);
    }
}
