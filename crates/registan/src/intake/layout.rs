//! The parts of a plain text: title, captions, crossheads and paragraphs, by how they stand on the page.

use std::ops::Range;

use registan_types::{Block, BlockKind, EdtfDate, Span};

use super::{credit, dateline, dates};

/// The parts of a text, and the date at its head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    /// The parts, in order. What is no part of the report's words (datelines, picture credits, rules) is in none.
    pub(crate) blocks: Vec<Block>,
    /// The date of the dateline, if the text has one.
    pub(crate) date: Option<EdtfDate>,
}

/// A stretch of text that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where it stands, without white space at its ends.
    pub(crate) range: Range<usize>,
    /// What the file's own markup says it is.
    pub(crate) marked: Option<BlockKind>,
}

/// A line this long or longer is running text.
const PARAGRAPH: usize = 160;
/// A title is no longer than this.
const LONGEST_TITLE: usize = 200;
/// Nor a crosshead than this.
const LONGEST_CROSSHEAD: usize = 80;
/// Wrapped text is wrapped at no more than this many characters.
const WIDEST_WRAP: usize = 100;

/// Lays out plain text, from byte `from` on.
pub(crate) fn of_plain(text: &str, from: usize) -> Layout {
    of_pieces(text, pieces(text, from))
}

/// Lays out pieces, marked or not, in order.
pub(crate) fn of_pieces(text: &str, pieces: Vec<Piece>) -> Layout {
    let mut layout = Layout::default();
    let pieces: Vec<Piece> = pieces.into_iter().filter(|piece| words(text, piece).chars().any(char::is_alphanumeric)).collect();
    // A dateline stands at the head: before the second running paragraph.
    let mut paragraphs = 0;
    let mut open = Vec::new();
    for mut piece in pieces {
        if paragraphs == 0
            && let Some(found) = dateline::of_line(words(text, &piece))
        {
            layout.date = layout.date.or(found.date);
            piece.range.start += found.len;
        }
        if !piece.range.is_empty() {
            paragraphs += usize::from(is_running(words(text, &piece)));
            open.push(piece);
        }
    }
    for (at, piece) in open.iter().enumerate() {
        let next = open.get(at + 1);
        layout.blocks.extend(block(text, piece, at == 0, next));
    }
    layout
}

fn block(text: &str, piece: &Piece, first: bool, next: Option<&Piece>) -> Option<Block> {
    let written = words(text, piece);
    let span = Span::new(piece.range.start, piece.range.end);
    let plain = |kind| Some(Block { kind, span, date: None });
    match (piece.marked, credit::of_piece(written)) {
        (Some(kind @ (BlockKind::Title | BlockKind::Crosshead)), _) => plain(kind),
        (_, Some(words)) if words.is_empty() => None,
        (marked, Some(inside)) if marked == Some(BlockKind::Caption) || written.chars().count() < 2 * LONGEST_TITLE => {
            let start = piece.range.start + inside.start;
            let caption = written.get(inside.clone()).unwrap_or("");
            Some(Block { kind: BlockKind::Caption, span: Span::new(start, start + inside.len()), date: dates::last_in(caption) })
        }
        (Some(BlockKind::Caption), _) => Some(Block { kind: BlockKind::Caption, span, date: dates::last_in(written) }),
        (Some(BlockKind::Paragraph), _) => plain(BlockKind::Paragraph),
        (None, _) if first && is_title(written, next.map(|next| words(text, next))) => plain(BlockKind::Title),
        (None, _) if !first && is_crosshead(written, next.map(|next| words(text, next))) => plain(BlockKind::Crosshead),
        (None, _) => plain(BlockKind::Paragraph),
    }
}

fn words<'t>(text: &'t str, piece: &Piece) -> &'t str {
    text.get(piece.range.clone()).unwrap_or("")
}

/// Whether it is a paragraph by its length or its end.
fn is_running(written: &str) -> bool {
    written.chars().count() >= PARAGRAPH || (ends_sentence(written) && written.split_whitespace().count() > 12)
}

fn ends_sentence(written: &str) -> bool {
    written.trim_end_matches(['”', '’', '"', '\'', ')', '»', ' ']).ends_with(['.', '!', '?', '…'])
}

fn is_title(written: &str, next: Option<&str>) -> bool {
    let length = written.chars().count();
    let stops = ends_sentence(written) && !written.ends_with(['?', '!', '”', '’', '"', '\'']);
    let Some(next) = next else { return false };
    !written.contains('\n')
        && length <= LONGEST_TITLE
        && !stops
        && !written.ends_with([',', ';', ':'])
        && (length < next.chars().count() || length <= LONGEST_CROSSHEAD)
}

fn is_crosshead(written: &str, next: Option<&str>) -> bool {
    let listed = written.starts_with(['-', '–', '—', '•', '*', '·']) || written.starts_with(|c: char| c.is_ascii_digit());
    let stops = written.ends_with(['.', ',', ';', ':', '!', '…', '-']);
    let Some(next) = next else { return false };
    !written.contains('\n')
        && written.chars().count() <= LONGEST_CROSSHEAD
        && written.split_whitespace().count() <= 12
        && !stops
        && !listed
        && next.chars().count() > written.chars().count()
        && is_running(next)
}

/// The pieces of a plain text: what blank lines part; lines, where they are paragraphs of their own.
fn pieces(text: &str, from: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Vec<Range<usize>> = Vec::new();
    let mut at = from;
    for line in text.get(from..).unwrap_or("").split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        let end = (at + line.trim_end().len()).max(start);
        at += line.len();
        if start == end {
            close(text, &mut open, &mut pieces);
        } else {
            open.push(start..end);
        }
    }
    close(text, &mut open, &mut pieces);
    pieces
}

/// Ends a run of lines without a blank one between them: one piece when a paragraph was wrapped, else a piece a line.
fn close(text: &str, lines: &mut Vec<Range<usize>>, pieces: &mut Vec<Piece>) {
    let lines = std::mem::take(lines);
    let piece = |range| Piece { range, marked: None };
    // A dateline, a title or a credit may stand right above a wrapped paragraph.
    let written = |range: &Range<usize>| text.get(range.clone()).unwrap_or("");
    let head = lines.iter().take_while(|line| is_apart(written(line))).count();
    let (apart, rest) = lines.split_at(head);
    pieces.extend(apart.iter().cloned().map(piece));
    match (rest.first(), rest.last()) {
        (Some(first), Some(last)) if is_wrapped(text, rest) => pieces.push(piece(first.start..last.end)),
        _ => pieces.extend(rest.iter().cloned().map(piece)),
    }
}

fn is_apart(line: &str) -> bool {
    dateline::of_line(line).is_some_and(|found| found.len == line.len()) || credit::of_piece(line).is_some()
}

/// Whether the lines are one text broken at a margin: all but the last are nearly as long as the longest, which is no longer than
/// a page is wide.
fn is_wrapped(text: &str, lines: &[Range<usize>]) -> bool {
    let lengths: Vec<usize> = lines.iter().map(|line| text.get(line.clone()).unwrap_or("").chars().count()).collect();
    let Some((_, broken)) = lengths.split_last() else { return false };
    let widest = broken.iter().copied().max().unwrap_or(0);
    let inside = lines.iter().take(broken.len()).filter(|line| !ends_sentence(text.get((*line).clone()).unwrap_or(""))).count();
    (40..=WIDEST_WRAP).contains(&widest) && broken.iter().all(|length| length * 10 >= widest * 6) && inside * 2 >= broken.len()
}
