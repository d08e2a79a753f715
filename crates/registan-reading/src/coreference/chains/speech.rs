//! Direct speech: which words stand between quotation marks, so that "I" within is not the "I" without.

use std::ops::Range;

use registan_language::Upos;

use crate::Document;

/// For each token the number of the quotation that it stands in; 0 outside of any.
#[derive(Debug, Clone, Default)]
pub(super) struct Speech {
    quotation: Vec<u32>,
    /// The words of each quotation, marks left out.
    ranges: Vec<Range<usize>>,
}

/// Marks that open, close or do either.
const OPENING: &str = "“„«‘";
const CLOSING: &str = "”»";
const EITHER: &str = "\"";

impl Speech {
    /// Follows the quotation marks of a document; a paragraph's end closes what was left open.
    pub(super) fn find(document: Document<'_>) -> Self {
        let mut speech = Self { quotation: Vec::with_capacity(document.analysis.tokens.len()), ranges: Vec::new() };
        let mut open = false;
        let mut block = None;
        for sentence in &document.analysis.sentences {
            let own = document.block_of(sentence).map(|block| block.span.start);
            if own != block {
                (open, block) = (false, own);
            }
            for token in document.analysis.tokens.get(sentence.tokens.clone()).unwrap_or_default() {
                let mark = if matches!(token.upos, Upos::Punct | Upos::Sym) { token.form.as_str() } else { "" };
                let is = |marks: &str| {
                    !mark.is_empty() && mark.chars().all(|letter| marks.contains(letter))
                        || (mark == "''" || mark == "``") && marks == EITHER
                };
                if is(OPENING) || (is(EITHER) && !open) {
                    open = true;
                    let start = speech.quotation.len() + 1;
                    speech.ranges.push(start..start);
                } else if is(CLOSING) || is(EITHER) {
                    open = false;
                }
                speech.push(open);
            }
        }
        speech
    }

    /// The quotation that a token stands in, 0 outside of any.
    pub(super) fn at(&self, token: usize) -> u32 {
        self.quotation.get(token).copied().unwrap_or(0)
    }

    /// The words of all quotations, in the order of the text; they are counted from 1.
    pub(super) fn ranges(&self) -> &[Range<usize>] {
        &self.ranges
    }

    /// Goes on by a token, within the last quotation or outside of any.
    fn push(&mut self, within: bool) {
        let number = if within { u32::try_from(self.ranges.len()).unwrap_or(0) } else { 0 };
        self.quotation.push(number);
        if let Some(range) = self.ranges.last_mut().filter(|_| within) {
            range.end = range.end.max(self.quotation.len());
        }
    }
}
