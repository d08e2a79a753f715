//! A text cut into sentences and words, not yet analysed.

use std::borrow::Cow;
use std::ops::Range;

use registan_types::Span;

/// Sentences and words of a text, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segmentation<'t> {
    /// Each sentence as a run of `words`, never empty.
    pub sentences: Vec<Range<usize>>,
    /// The syntactic words of all sentences.
    pub words: Vec<Word<'t>>,
    /// Surface words that stand for several syntactic ones.
    pub multiwords: Vec<MultiwordRun<'t>>,
}

/// A syntactic word and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// Stretch of the text, in bytes.
    pub span: Span,
    /// The word; the text of `span`, unless the words were given from elsewhere.
    pub form: Cow<'t, str>,
    /// Whether white space follows, or the text ends.
    pub space_after: bool,
}

/// A surface word that stands for several syntactic ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MultiwordRun<'t> {
    /// Positions in [`Segmentation::words`], two or more.
    pub words: Range<usize>,
    /// Stretch of the text, in bytes.
    pub span: Span,
    /// The surface word.
    pub form: Cow<'t, str>,
}
