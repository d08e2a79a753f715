//! Tells sentences apart in a row of pieces.

use std::ops::Range;

use super::piece::{Piece, PieceKind};
use super::rules::Rules;
use super::split::word_of;

/// The sentences of one block, as runs of its pieces.
pub(super) fn sentences(text: &str, pieces: &[Piece], rules: &Rules) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        at += 1;
        if matches!(piece.kind, PieceKind::Word | PieceKind::Opener | PieceKind::Closer | PieceKind::Inner | PieceKind::Mark) {
            continue;
        }
        let end = behind_closers(text, pieces, at);
        if ends_sentence(text, piece, pieces.get(end..).unwrap_or_default(), rules) {
            runs.push(start..end);
            start = end;
            at = end;
        }
    }
    if start < pieces.len() {
        runs.push(start..pieces.len());
    }
    runs
}

/// The first piece behind the closing marks and note numbers that belong to a full stop.
fn behind_closers(text: &str, pieces: &[Piece], mut at: usize) -> usize {
    while let Some([before, piece]) = at.checked_sub(1).and_then(|last| pieces.get(last..=at)) {
        let glued = before.range.end == piece.range.start;
        match piece.kind {
            PieceKind::Closer => at += 1,
            PieceKind::Terminal if glued => at += 1,
            PieceKind::Opener if is_note(text, pieces.get(at..at + 3).unwrap_or_default()) => at += 3,
            _ => break,
        }
    }
    at
}

/// Whether the pieces are the number of a note: `[12]`.
fn is_note(text: &str, pieces: &[Piece]) -> bool {
    let [open, number, close] = pieces else { return false };
    let of = |piece: &Piece| text.get(piece.range.clone()).unwrap_or_default();
    of(open) == "[" && of(close) == "]" && of(number).bytes().all(|b| b.is_ascii_digit())
}

/// Whether a sentence ends with `stop`, when `rest` follows its closing marks.
fn ends_sentence(text: &str, stop: &Piece, rest: &[Piece], rules: &Rules) -> bool {
    let Some(first) = rest.first() else { return true };
    if matches!(first.kind, PieceKind::Inner | PieceKind::Closer) {
        return false;
    }
    let word =
        rest.iter().find(|piece| matches!(piece.kind, PieceKind::Word | PieceKind::FreeAbbreviation | PieceKind::ClosingAbbreviation));
    let word = word.and_then(|piece| text.get(piece.range.clone())).unwrap_or_default();
    let initial = word.chars().find(|c| c.is_alphanumeric());
    let mark = text.get(stop.range.clone()).unwrap_or_default();
    match stop.kind {
        PieceKind::MissingSpace => true,
        PieceKind::FreeAbbreviation => rules.starters.contains(word_of(word)),
        PieceKind::ClosingAbbreviation => initial.is_some_and(char::is_uppercase),
        _ if mark.starts_with('…') || (mark.len() > 1 && mark.bytes().all(|b| b == b'.')) => initial.is_some_and(char::is_uppercase),
        _ => !initial.is_some_and(char::is_lowercase),
    }
}
