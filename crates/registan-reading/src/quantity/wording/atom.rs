//! Tokens and parts of tokens, each with what it may be: a word of the lexicon, a figure, a date.

use registan_language::{Sentence, Token};

use super::{
    class::{Class, Clock},
    lexicon::{Lexicon, NO_WORD},
};
use crate::Document;

/// What the figures of an atom form.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) enum Shape {
    /// No figures.
    #[default]
    Plain,
    /// A number, with the count of its figures if it is written with nothing else.
    Number(f64, Option<u8>),
    /// An ordinal: 19th, 3e.
    Ordinal(u32),
    /// Year, month, day; day 0 where only a month is given.
    Date(i32, u8, u8),
    /// First year of a decade: 1990s; below 100 without its century.
    Decade(i32),
    /// A year without its century: '98.
    ShortYear(i32),
}

/// A token, or a part of one that is cut at hyphens and between figures and letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Atom {
    /// Position of the token in the analysis.
    pub(crate) token: u32,
    /// First byte in the report's text.
    pub(crate) start: u32,
    /// Byte behind the last.
    pub(crate) end: u32,
    /// The word in the lexicon, or [`NO_WORD`].
    pub(crate) word: u32,
    /// The classes it may be of.
    pub(crate) mask: u64,
    /// What its figures form.
    pub(crate) shape: Shape,
    /// Hours and minutes, if its figures may be read so.
    pub(crate) clock: Option<Clock>,
}

impl Atom {
    /// Whether it may be of the class.
    pub(crate) fn is(&self, class: Class) -> bool {
        self.mask & class.bit() != 0
    }

    /// Whether nothing is known of it.
    pub(crate) fn is_blank(&self) -> bool {
        self.word == NO_WORD && self.shape == Shape::Plain
    }
}

/// The atoms of one sentence.
#[derive(Debug, Default)]
pub(crate) struct Atoms {
    all: Vec<Atom>,
    scratch: String,
}

impl Atoms {
    /// Cuts a sentence into atoms, in the room that the last one took.
    pub(crate) fn read(&mut self, document: Document<'_>, sentence: &Sentence, lexicon: &Lexicon) {
        self.all.clear();
        let run = document.analysis.tokens.get(sentence.tokens.clone()).unwrap_or_default();
        for (offset, token) in run.iter().enumerate() {
            self.push(u32::try_from(sentence.tokens.start + offset).unwrap_or(u32::MAX), token, lexicon);
        }
    }

    /// The atoms in order.
    pub(crate) fn all(&self) -> &[Atom] {
        &self.all
    }

    fn push(&mut self, number: u32, token: &Token, lexicon: &Lexicon) {
        let whole = self.atom(number, &token.form, token.span.start, token.span.end, lexicon);
        let parted = whole.is_blank() && token.form.len() == token.span.len() && token.form.len() < 48;
        if !(parted && token.form.bytes().any(is_seam)) {
            self.all.push(whole);
            return;
        }
        let (mark, mut known) = (self.all.len(), false);
        let mut from = 0;
        for until in seams(&token.form) {
            let part = token.form.get(from..until).unwrap_or_default();
            let (start, end) = (token.span.start + length(from), token.span.start + length(until));
            let atom = self.atom(number, part, start, end, lexicon);
            known |= !atom.is_blank() && part.chars().any(char::is_alphanumeric);
            self.all.push(atom);
            from = until;
        }
        if !known {
            self.all.truncate(mark);
            self.all.push(whole);
        }
    }

    fn atom(&mut self, token: u32, form: &str, start: u32, end: u32, lexicon: &Lexicon) -> Atom {
        let mut atom = Atom { token, start, end, word: NO_WORD, mask: 0, shape: Shape::Plain, clock: None };
        let first = form.bytes().next().unwrap_or(0);
        if first.is_ascii_digit() || matches!(first, b'\'' | 0xE2 | 0xC2) {
            lexicon.figures().read(form, &mut atom);
        }
        // Short figures are words of phrases too: "jaren 80".
        if atom.shape == Shape::Plain || form.len() <= 4 {
            lower(form, &mut self.scratch);
            atom.word = lexicon.word(&self.scratch);
            atom.mask |= lexicon.mask(atom.word);
        }
        atom
    }
}

fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// In lower case, with plain apostrophes.
fn lower(form: &str, into: &mut String) {
    into.clear();
    if form.is_ascii() {
        into.push_str(form);
        into.make_ascii_lowercase();
        return;
    }
    for c in form.chars() {
        match c {
            '’' | '‘' | 'ʼ' => into.push('\''),
            c => into.extend(c.to_lowercase()),
        }
    }
}

/// Bytes that a token may be cut at; the first byte of a dash is enough to look closer.
fn is_seam(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'-' | b'/' | b'%' | 0xE2)
}

/// Ends of the parts of a token: around dashes, slashes and per cent signs, and between figures and letters.
fn seams(form: &str) -> impl Iterator<Item = usize> {
    let kind = |c: char| match c {
        c if c.is_ascii_digit() || matches!(c, '.' | ',' | ':' | '½' | '¼' | '¾') => 0_u8,
        '-' | '–' | '—' | '‑' | '−' => 1,
        '/' => 2,
        '%' => 3,
        _ => 4,
    };
    let mut rest = form.char_indices().peekable();
    std::iter::from_fn(move || {
        let (_, first) = rest.next()?;
        while let Some(&(at, next)) = rest.peek() {
            if kind(next) != kind(first) || matches!(kind(first), 1..=3) {
                return Some(at);
            }
            rest.next();
        }
        Some(form.len())
    })
}
