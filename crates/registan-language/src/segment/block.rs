//! Blocks of a text: stretches that never share a sentence, such as titles, list items and paragraphs.

use std::ops::Range;

use registan_types::Span;

use super::piece::is_bullet;

/// Lines no longer than this, in bytes, can come from a program that wraps lines.
const LONGEST_WRAPPED: usize = 110;
/// Lines no shorter than this look filled.
const SHORTEST_FILLED: usize = 50;

/// The blocks of a text of which only the characters are known. An empty line parts two blocks, and so does
/// every line end, unless the lines look wrapped by a program; list items are blocks of their own.
///
/// ```
/// use registan_language::segment::blocks;
/// let text = "Minister treedt af\n\nDe minister is\nafgetreden. Hij ging.";
/// let found: Vec<&str> = blocks(text).into_iter().map(|block| block.of(text)).collect();
/// assert_eq!(found[0], "Minister treedt af");
/// ```
pub fn blocks(text: &str) -> Vec<Span> {
    let wrapped = is_wrapped(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for line in lines(text) {
        let words = text.get(line.clone()).unwrap_or_default().trim();
        match found.last_mut() {
            _ if words.is_empty() => open = false,
            Some(last) if open && wrapped && !starts_item(words) => last.end = line.end,
            _ => {
                found.push(line);
                open = true;
            }
        }
    }
    found.into_iter().map(|range| Span::new(range.start, range.end)).collect()
}

/// The parts of a given block: it is cut only before list items.
pub(super) fn items(text: &str, block: Range<usize>) -> Vec<Range<usize>> {
    let Some(inside) = text.get(block.clone()) else { return Vec::new() };
    if !inside.contains(['\n', '\r']) {
        return vec![block];
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut blank = false;
    for line in lines(inside) {
        let line = line.start + block.start..line.end + block.start;
        let words = text.get(line.clone()).unwrap_or_default().trim();
        match found.last_mut() {
            Some(last) if !blank && !starts_item(words) => last.end = line.end,
            _ => found.push(line),
        }
        blank = words.is_empty();
    }
    found
}

/// Whether most lines with another behind them look filled up to a margin.
fn is_wrapped(text: &str) -> bool {
    let all: Vec<usize> = lines(text).map(|line| text.get(line).unwrap_or_default().trim().len()).collect();
    // An address on a line of its own cannot be wrapped and says nothing of the others.
    let overlong = lines(text).map(|line| text.get(line).unwrap_or_default().trim());
    let mut overlong = overlong.filter(|line| line.len() > LONGEST_WRAPPED && line.contains(char::is_whitespace));
    let inside = all.windows(2).filter(|pair| matches!(pair, [_, next] if *next > 0)).filter_map(|pair| pair.first());
    let (mut filled, mut short) = (0_usize, 0_usize);
    for length in inside.filter(|length| **length > 0) {
        match *length {
            SHORTEST_FILLED..=LONGEST_WRAPPED => filled += 1,
            _ => short += 1,
        }
    }
    filled > 2 * short && overlong.next().is_none()
}

/// Whether a line begins a list item: a bullet, a dash or a number, then a space.
fn starts_item(line: &str) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some(c) if is_bullet(c) || matches!(c, '-' | '–' | '—') => chars.next().is_some_and(char::is_whitespace),
        Some(c) if c.is_ascii_digit() => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            line.len() - rest.len() < 3 && rest.strip_prefix(['.', ')']).is_some_and(|rest| rest.starts_with(char::is_whitespace))
        }
        _ => false,
    }
}

fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split(['\n', '\r', '\u{2028}', '\u{2029}']).map(move |line| {
        let range = start..start + line.len();
        let behind = text.get(range.end..).and_then(|rest| rest.chars().next());
        start = range.end + behind.map_or(0, char::len_utf8);
        range
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_on_a_line_of_its_own_does_not_undo_wrapping() {
        let line = "The ministers of both countries met again on Tuesday in the capital to talk\n";
        let address = format!("https://example.org/{}\n", "a".repeat(150));
        let text = format!("{}{address}{}about the border.\n", line.repeat(6), line.repeat(6));
        assert_eq!(blocks(&text).len(), 1);
        let long = format!("{}{}\n{}", line.repeat(6), "and so on ".repeat(20), line.repeat(6));
        assert!(blocks(&long).len() > 1);
    }
}
