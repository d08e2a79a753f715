//! One report together with its analysis: what every step of reading looks at.

use registan_language::{Analysis, Sentence, Token, TokenIndex};
use registan_types::{Block, Report, Span};

/// A report and its analysis.
#[derive(Debug, Clone, Copy)]
pub struct Document<'d> {
    /// The report.
    pub report: &'d Report,
    /// The analysis of its text; spans are byte offsets in `report.text`.
    pub analysis: &'d Analysis,
}

impl<'d> Document<'d> {
    /// The words of a token as they stand in the text.
    pub fn words(&self, token: TokenIndex) -> &'d str {
        self.token(token).map_or("", |token| token.span.of(&self.report.text))
    }

    /// A token, if the index is one of this analysis.
    pub fn token(&self, index: TokenIndex) -> Option<&'d Token> {
        self.analysis.token(index)
    }

    /// The lemma of a token, empty for a foreign index.
    pub fn lemma(&self, index: TokenIndex) -> &'d str {
        self.token(index).map_or("", |token| token.lemma.as_str())
    }

    /// The block that a sentence stands in.
    pub fn block_of(&self, sentence: &Sentence) -> Option<&'d Block> {
        let blocks = &self.report.blocks;
        let behind = blocks.partition_point(|block| block.span.start <= sentence.span.start);
        behind.checked_sub(1).and_then(|at| blocks.get(at)).filter(|block| block.span.overlaps(sentence.span))
    }

    /// The stretch of text from the first to the last of `tokens`.
    pub fn span_of(&self, tokens: &[TokenIndex]) -> Option<Span> {
        let spans = tokens.iter().filter_map(|&token| self.token(token)).map(|token| token.span);
        spans.reduce(Span::join)
    }
}
