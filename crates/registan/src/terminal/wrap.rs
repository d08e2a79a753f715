//! Breaks text into lines no wider than the window, keeping what is marked in it marked.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

/// A stretch of a text and how it is shown.
pub struct Marked<'f> {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// How its words are written.
    pub show: &'f dyn Fn(&str) -> String,
}

/// How many columns a text takes.
pub fn width_of(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The lines of `text`, each at most `width` columns wide where its words allow; `marks` stand in order and do not overlap.
pub fn wrapped(text: &str, width: usize, marks: &[Marked<'_>]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut taken = 0;
    for word in words(text) {
        let wide = width_of(text.get(word.clone()).unwrap_or(""));
        if taken > 0 && taken + 1 + wide > width {
            lines.push(std::mem::take(&mut line));
            taken = 0;
        }
        if taken > 0 {
            line.push(' ');
            taken += 1;
        }
        line.push_str(&shown(text, word, marks));
        taken += wide;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let start = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| {
        let at = word.as_ptr() as usize - start;
        at..at + word.len()
    })
}

/// A word with its marked parts shown as they are to be.
fn shown(text: &str, word: Range<usize>, marks: &[Marked<'_>]) -> String {
    let part = |range: Range<usize>| text.get(range).unwrap_or("");
    let mut out = String::new();
    let mut at = word.start;
    for mark in marks.iter().filter(|mark| mark.range.start < word.end && word.start < mark.range.end) {
        let (from, until) = (mark.range.start.max(at), mark.range.end.min(word.end));
        if from < until {
            out.push_str(part(at..from));
            out.push_str(&(mark.show)(part(from..until)));
            at = until;
        }
    }
    out.push_str(part(at..word.end));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_width_and_marks() {
        let show = |words: &str| format!("<{words}>");
        let marks = [Marked { range: 4..11, show: &show }];
        assert_eq!(wrapped("een twee drie vier", 9, &marks), ["een <twee>", "<dr>ie vier"]);
        assert_eq!(wrapped("", 9, &[]), Vec::<String>::new());
        assert_eq!(wrapped("een-heel-lang-woord ja", 9, &[]), ["een-heel-lang-woord", "ja"]);
    }
}
