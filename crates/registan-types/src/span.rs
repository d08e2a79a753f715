//! Stretches of a text, in bytes inside the program and in Unicode code points on the wire.

use std::ops::Range;

/// A stretch of a text: byte offsets, half open, always on character boundaries of the text it was
/// made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// The stretch from `start` to `end`, in bytes; an end before its start gives an empty stretch at `start`.
    ///
    /// Offsets beyond `u32::MAX` are cut to it: reports that long are refused at the door.
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Self { start, end: end.max(start) }
    }

    /// The words of `text` that this span marks; empty when the span was made for another text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// As a range of byte offsets.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing is marked.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Translates byte offsets of one text to code point offsets and back.
///
/// Built once a text; each look-up is a binary search over checkpoints and a count of at most 64
/// characters.
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Byte offset of every 64th code point.
    checkpoints: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    const STEP: usize = 64;

    /// Measures `text`.
    pub fn new(text: &'t str) -> Self {
        let checkpoints = text.char_indices().step_by(Self::STEP).map(|(byte, _)| u32::try_from(byte).unwrap_or(u32::MAX)).collect();
        Self { text, checkpoints }
    }

    /// The code point offset of a byte offset; offsets past the end give the length of the text.
    pub fn of_byte(&self, byte: u32) -> usize {
        let byte = (byte as usize).min(self.text.len());
        let block = self.checkpoints.partition_point(|&start| start as usize <= byte).saturating_sub(1);
        let Some(&start) = self.checkpoints.get(block) else { return 0 };
        let between = self.text.as_bytes().get(start as usize..byte).unwrap_or_default();
        // A code point begins at every byte that is no continuation byte.
        block * Self::STEP + between.iter().filter(|&&b| b & 0xC0 != 0x80).count()
    }

    /// The byte offset of a code point offset; offsets past the end give the length of the text.
    pub fn to_byte(&self, code_point: usize) -> usize {
        let block = code_point / Self::STEP;
        let Some(&start) = self.checkpoints.get(block) else { return self.text.len() };
        self.text
            .get(start as usize..)
            .unwrap_or("")
            .char_indices()
            .nth(code_point % Self::STEP)
            .map_or(self.text.len(), |(byte, _)| start as usize + byte)
    }

    /// A span's start and end in code points.
    pub fn of_span(&self, span: Span) -> (usize, usize) {
        (self.of_byte(span.start), self.of_byte(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_agree_with_counting(text in "\\PC{0,300}", at in 0usize..300) {
            let points = CodePoints::new(&text);
            let byte = text.char_indices().nth(at).map_or(text.len(), |(b, _)| b);
            prop_assert_eq!(points.of_byte(byte as u32), text[..byte].chars().count());
            prop_assert_eq!(points.to_byte(at), byte);
        }
    }

    #[test]
    fn a_span_of_another_text_marks_nothing() {
        assert_eq!(Span::new(1, 2).of("é"), "");
    }
}
