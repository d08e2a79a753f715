//! The segmenter: runs the rules over the blocks of a text.

use std::borrow::Cow;
use std::ops::Range;

use registan_types::{Language, Span};

use super::block::{blocks, items};
use super::piece::{Piece, is_space};
use super::rules::Rules;
use super::segmentation::{MultiwordRun, Segmentation, Word};
use super::sentence::sentences;
use super::split::Splitter;

/// Cuts the text of one language into sentences and words.
///
/// ```
/// use registan_language::{Language, segment::Segmenter};
/// let text = "Volgens dr. J.P. Balkenende kost het 4.300 euro. Hij liet Xi's foto's zien.";
/// let found = Segmenter::new(Language::Dutch).segment(text, &[]);
/// assert_eq!(found.sentences.len(), 2);
/// let words: Vec<&str> = found.words.iter().map(|word| &*word.form).collect();
/// assert_eq!(words[..4], ["Volgens", "dr.", "J.P.", "Balkenende"]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Segmenter {
    rules: &'static Rules,
}

impl Segmenter {
    /// The segmenter of `language`.
    pub fn new(language: Language) -> Segmenter {
        Segmenter { rules: Rules::of(language) }
    }

    /// The sentences and words of `text` in `given`, stretches in order that share no sentence. Without any, the
    /// text's own empty lines and list items part them. Stretches that are none of this text are left out.
    pub fn segment<'t>(&self, text: &'t str, given: &[Span]) -> Segmentation<'t> {
        let mut found = Segmentation::default();
        let own = if given.is_empty() { blocks(text) } else { Vec::new() };
        let mut reached = 0;
        for block in given.iter().chain(&own).map(|span| span.range()) {
            if block.start < reached || text.get(block.clone()).is_none() {
                continue;
            }
            reached = block.end;
            for item in items(text, block) {
                self.block(text, item, &mut found);
            }
        }
        found
    }

    fn block<'t>(&self, text: &'t str, block: Range<usize>, found: &mut Segmentation<'t>) {
        let mut splitter = Splitter::new(text, self.rules);
        let mut waiting = None;
        for chunk in chunks(text, block) {
            if let Some(last) = waiting.replace(chunk.clone()) {
                splitter.chunk(last, text.get(chunk).unwrap_or_default());
            }
        }
        if let Some(last) = waiting {
            splitter.chunk(last, "");
        }
        let pieces = splitter.pieces;
        for run in sentences(text, &pieces, self.rules) {
            let start = found.words.len();
            push_words(text, pieces.get(run).unwrap_or_default(), found);
            found.sentences.push(start..found.words.len());
        }
    }
}

/// The stretches between spaces.
fn chunks(text: &str, block: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = block.start;
    std::iter::from_fn(move || {
        let rest = text.get(at..block.end)?;
        let start = at + rest.find(|c| !is_space(c))?;
        let length = text.get(start..block.end)?.find(is_space);
        at = length.map_or(block.end, |length| start + length);
        Some(start..at)
    })
}

fn push_words<'t>(text: &'t str, pieces: &[Piece], found: &mut Segmentation<'t>) {
    for piece in pieces {
        let Some(form) = text.get(piece.range.clone()) else { continue };
        let number = found.words.len();
        let next = text.get(piece.range.end..).and_then(|rest| rest.chars().next());
        let span = Span::new(piece.range.start, piece.range.end);
        found.words.push(Word { span, form: Cow::Borrowed(form), space_after: next.is_none_or(is_space) });
        let Some(surface) = &piece.surface else { continue };
        let span = Span::new(surface.start, surface.end);
        match found.multiwords.last_mut() {
            Some(last) if last.span == span => last.words.end = number + 1,
            _ => found.multiwords.push(MultiwordRun { words: number..number + 1, span, form: Cow::Borrowed(span.of(text)) }),
        }
    }
}
