//! The pieces that a text falls into before sentences are told apart, and the kinds of characters that decide it.

use std::ops::Range;

/// A future token with what the sentence rules need to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    pub(super) kind: PieceKind,
    /// Bytes of the surface word that this piece is a part of, if it is not a word of its own.
    pub(super) surface: Option<Range<usize>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    Word,
    /// An abbreviation that may end a sentence, and a name may follow it.
    FreeAbbreviation,
    /// An abbreviation that may end a sentence, and no name follows it.
    ClosingAbbreviation,
    /// `.`, `!`, `?` or several of them.
    Terminal,
    /// A full stop between two sentences that lack the space between them.
    MissingSpace,
    /// An opening quotation mark or bracket.
    Opener,
    /// A closing quotation mark or bracket.
    Closer,
    /// `,`, `;`, `:`, which no sentence begins with.
    Inner,
    /// Dashes, bullets and other marks.
    Mark,
}

impl Piece {
    pub(super) fn new(range: Range<usize>, kind: PieceKind) -> Piece {
        Piece { range, kind, surface: None }
    }
}

/// Whether the character parts words as a space does.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

/// An apostrophe in any of its shapes, or a single quotation mark that may be one.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | 'ʼ' | '´')
}

pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '‐' | '‑' | '−')
}

pub(super) fn is_currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₽' | '₹' | '₺' | '₴')
}

pub(super) fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '·' | '▪' | '●' | '○' | '◦' | '■' | '*' | '►' | '▶' | '➤')
}

pub(super) fn is_terminal(c: char) -> bool {
    matches!(c, '.' | '!' | '?')
}
