//! Cuts inside words: missing spaces, slashes, hyphens, units and contractions.

use std::ops::Range;

use super::piece::{Piece, PieceKind, is_apostrophe, is_dash};
use super::split::{Splitter, word_of};

/// What may follow a full stop without being a sentence that lacks its space: `Booking.Com`.
const DOMAINS: [&str; 12] = ["com", "net", "org", "nl", "be", "eu", "uk", "de", "js", "tv", "info", "gov"];

impl Splitter<'_> {
    /// Cuts a core, which has neither marks at its ends nor quotation marks inside.
    pub(super) fn inner(&mut self, core: Range<usize>) {
        if self.rules.hyphen_words.contains(self.slice(&core).to_lowercase().as_str()) {
            return self.push(core, PieceKind::Word);
        }
        let mut start = core.start;
        let mut at = core.start;
        let mut previous = None;
        while let Some(c) = self.slice(&(at..core.end)).chars().next() {
            let end = at + c.len_utf8();
            let cut = if c.is_alphanumeric() { None } else { self.cut(&core, start, at..end, c, previous) };
            if let Some(kind) = cut.filter(|_| at > start) {
                self.word(start..at);
                self.push(at..end, kind);
                start = end;
            }
            previous = Some(c);
            at = end;
        }
        if start < core.end {
            self.word(start..core.end);
        }
    }

    /// Whether the mark `c` at `mark` parts two words, and as what; `start` is where the first began.
    fn cut(&self, core: &Range<usize>, start: usize, mark: Range<usize>, c: char, previous: Option<char>) -> Option<PieceKind> {
        let (before, rest) = (previous?, self.slice(&(mark.end..core.end)));
        let after = rest.chars().next()?;
        let digits = before.is_ascii_digit() && after.is_ascii_digit();
        let left = self.slice(&(start..mark.start));
        match c {
            ',' | ';' | ':' => (!digits && after.is_alphanumeric()).then_some(PieceKind::Inner),
            '!' | '?' => after.is_alphanumeric().then_some(PieceKind::MissingSpace),
            '.' => lacks_space(left, rest).then_some(PieceKind::MissingSpace),
            '/' => (self.rules.split_slash && parts_words(left, rest)).then_some(PieceKind::Mark),
            '(' => (!self.slice(core).contains(')')).then_some(PieceKind::Opener),
            ')' => (!self.slice(core).contains('(')).then_some(PieceKind::Closer),
            '*' | '~' | '\\' => (before.is_alphanumeric() && after.is_alphabetic() && self.rules.split_slash).then_some(PieceKind::Mark),
            _ if is_dash(c) => (self.rules.split_hyphens && self.hyphen_parts(core, left, rest, c)).then_some(PieceKind::Mark),
            _ => None,
        }
    }

    /// Whether the hyphen between `left` and `rest` is a word of its own.
    fn hyphen_parts(&self, core: &Range<usize>, left: &str, rest: &str, c: char) -> bool {
        if self.rules.hyphen_prefixes.contains(left.to_lowercase().as_str()) && rest.starts_with(char::is_alphabetic) {
            return false;
        }
        let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
        let right = rest.find(is_dash).and_then(|end| rest.get(..end)).unwrap_or(rest);
        if c != '-' || !is_number(left) || !is_number(right) {
            return true;
        }
        // 15-20 and 1998-2002 are ranges, 555-1234 and 2005-03-09 are not.
        let lone = self.slice(core).chars().filter(|one| is_dash(*one)).count() == 1;
        lone && ((left.len() <= 3 && right.len() <= 3) || (left.len() == 4 && matches!(right.len(), 2 | 4)))
    }

    /// A word without marks to cut: a number with its unit, a contraction, or just a word.
    fn word(&mut self, range: Range<usize>) {
        let word = self.slice(&range);
        let digits = word.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(word.len());
        if digits > 0 && word.get(digits..).is_some_and(|unit| self.rules.units.contains(unit)) {
            self.push(range.start..range.start + digits, PieceKind::Word);
            self.push(range.start + digits..range.end, PieceKind::Word);
            return;
        }
        let cuts = self.contraction(word);
        if cuts.is_empty() {
            return self.push(range, self.word_kind(word));
        }
        let ends: Vec<usize> = cuts.iter().rev().map(|cut| range.start + cut).chain([range.end]).collect();
        let mut start = range.start;
        for end in ends {
            self.pieces.push(Piece { range: start..end, kind: PieceKind::Word, surface: Some(range.clone()) });
            start = end;
        }
    }

    /// Where the word is cut into several syntactic ones, last cut first; bytes from its start.
    fn contraction(&self, word: &str) -> Vec<usize> {
        if self.rules.endings.is_empty() {
            return Vec::new();
        }
        if let Some(cut) = self.rules.contractions.get(word.to_lowercase().as_str()) {
            return if word.is_char_boundary(*cut) { vec![*cut] } else { Vec::new() };
        }
        let mut cuts = Vec::new();
        let mut rest = word;
        while let Some(cut) = self.clitic(rest) {
            cuts.push(cut);
            rest = rest.get(..cut).unwrap_or_default();
        }
        cuts
    }

    /// Where the clitic at the end of `word` begins.
    fn clitic(&self, word: &str) -> Option<usize> {
        if !word.contains(is_apostrophe) {
            return None;
        }
        if let Some(owner) = word.strip_suffix(is_apostrophe) {
            let last = owner.chars().next_back()?;
            return last.to_lowercase().any(|c| self.rules.possessive_after.contains(c)).then_some(owner.len());
        }
        let starts = self.rules.endings.iter().filter_map(|ending| ends_with_clitic(word, ending));
        starts.into_iter().find(|start| *start > 0)
    }

    fn word_kind(&self, word: &str) -> PieceKind {
        let Some(stem) = word.strip_suffix('.') else { return PieceKind::Word };
        let initials = stem.contains('.') || stem.chars().nth(1).is_none();
        match () {
            // B.V. is no b.v.
            () if self.rules.free.contains_as_written(stem) => PieceKind::FreeAbbreviation,
            () if self.rules.binding.contains(stem) => PieceKind::Word,
            () if self.rules.closing.contains(stem) => PieceKind::ClosingAbbreviation,
            () if self.rules.free.contains(stem) || initials => PieceKind::FreeAbbreviation,
            () => PieceKind::Word,
        }
    }
}

/// Where `clitic` begins in `word`, if the word ends with it in any case and with any apostrophe.
fn ends_with_clitic(word: &str, clitic: &str) -> Option<usize> {
    let mut rest = word.char_indices().rev();
    let mut start = None;
    for wanted in clitic.chars().rev() {
        let (at, c) = rest.next()?;
        let same = if wanted == '\'' { is_apostrophe(c) } else { c.to_ascii_lowercase() == wanted };
        if !same {
            return None;
        }
        start = Some(at);
    }
    start
}

/// Whether a full stop ends a sentence although no space follows: `welkom.Een`.
fn lacks_space(left: &str, rest: &str) -> bool {
    let mut following = rest.chars();
    let capital = following.next().is_some_and(char::is_uppercase) && following.next().is_some_and(char::is_lowercase);
    if !capital || DOMAINS.contains(&word_of(rest).to_lowercase().as_str()) {
        return false;
    }
    let lower = left.chars().rev().take_while(|c| c.is_lowercase()).count();
    let letters = left.chars().all(|c| c.is_alphabetic() || is_dash(c) || is_apostrophe(c));
    (letters && lower > 2) || (left.len() > 1 && left.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a slash stands between two words rather than in a date, a fraction or a path.
fn parts_words(left: &str, rest: &str) -> bool {
    let numeric = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'/' | b','));
    rest.starts_with(char::is_alphanumeric) && !(numeric(left) && numeric(rest))
}
