//! Splits a stretch of text without spaces into pieces: words, punctuation marks, addresses.

use std::ops::Range;

use super::address::find_address;
use super::piece::{Piece, PieceKind, is_apostrophe, is_bullet, is_currency, is_dash, is_terminal};
use super::quotes::{Facing, Quotes};
use super::rules::Rules;

/// Longest stretch in which brackets are matched; beyond it brackets are words of their own.
const BRACKET_REACH: usize = 80;

/// Splits the chunks of one block, in order.
pub(super) struct Splitter<'t> {
    pub(super) text: &'t str,
    pub(super) rules: &'t Rules,
    pub(super) quotes: Quotes,
    pub(super) pieces: Vec<Piece>,
    /// The chunk at hand.
    chunk: Range<usize>,
    /// The chunk that follows it, empty at the end of the block.
    next: &'t str,
}

impl<'t> Splitter<'t> {
    pub(super) fn new(text: &'t str, rules: &'t Rules) -> Splitter<'t> {
        Splitter { text, rules, quotes: Quotes::default(), pieces: Vec::new(), chunk: 0..0, next: "" }
    }

    /// Splits the chunk at `range`, a stretch without spaces; `next` is the chunk behind it.
    pub(super) fn chunk(&mut self, range: Range<usize>, next: &'t str) {
        self.chunk = range.clone();
        self.next = next;
        if self.is_plain(&range) {
            self.push(range, PieceKind::Word);
        } else if self.rules.emoticons.contains(self.slice(&range)) {
            self.push(range, PieceKind::Mark);
        } else {
            self.addresses(range);
        }
    }

    pub(super) fn slice(&self, range: &Range<usize>) -> &'t str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    pub(super) fn push(&mut self, range: Range<usize>, kind: PieceKind) {
        if !range.is_empty() {
            self.pieces.push(Piece::new(range, kind));
        }
    }

    /// Most chunks are letters alone, and need no rule but the table of contractions.
    fn is_plain(&self, range: &Range<usize>) -> bool {
        let word = self.slice(range);
        let letters = word.bytes().all(|b| b.is_ascii_alphabetic());
        letters && (self.rules.contractions.is_empty() || word.len() > 7)
    }

    fn addresses(&mut self, range: Range<usize>) {
        let mut rest = range;
        while let Some(address) = find_address(self.slice(&rest)) {
            let (from, to) = (rest.start + address.start, rest.start + address.end);
            if from == to {
                break;
            }
            self.hard_marks(rest.start..from);
            self.push(from..to, PieceKind::Word);
            rest.start = to;
        }
        self.hard_marks(rest);
    }

    /// Cuts at the marks that are never part of a word.
    fn hard_marks(&mut self, range: Range<usize>) {
        let mut start = range.start;
        let mut at = range.start;
        while let Some(c) = self.slice(&(at..range.end)).chars().next() {
            let length = self.hard_mark(at..range.end, c);
            if length == 0 {
                at += c.len_utf8();
                continue;
            }
            self.soft(start..at);
            self.push_hard(at..at + length, c);
            at += length;
            start = at;
        }
        self.soft(start..range.end);
    }

    /// Length of the mark at the start of `range` that is always cut off, 0 if there is none.
    fn hard_mark(&self, range: Range<usize>, c: char) -> usize {
        if c.is_ascii_alphanumeric() {
            return 0;
        }
        let rest = self.slice(&range);
        let run = |accept: fn(char) -> bool| rest.find(|one| !accept(one)).unwrap_or(rest.len());
        match c {
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '<' | '>' | '[' | ']' | '{' | '}' | '|' => c.len_utf8(),
            '—' | '―' => run(|one| matches!(one, '—' | '―')),
            '…' => run(|one| matches!(one, '…' | '.' | '!' | '?')),
            '-' if rest.starts_with("--") => run(|one| one == '-'),
            '\'' if rest.starts_with("''") => 2,
            '`' if rest.starts_with("``") => 2,
            ',' if rest.starts_with(",,") && !rest.starts_with(",,,") => 2,
            '.' | '!' | '?' => Some(run(is_terminal_or_ellipsis)).filter(|length| *length > 1).unwrap_or(0),
            _ if is_currency(c) => run(is_currency),
            _ => 0,
        }
    }

    fn push_hard(&mut self, range: Range<usize>, c: char) {
        let kind = match c {
            '[' | '{' => PieceKind::Opener,
            ']' | '}' => PieceKind::Closer,
            '.' | '!' | '?' | '…' => PieceKind::Terminal,
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '\'' | '`' | ',' => {
                let before = self.slice(&(self.chunk.start..range.start)).chars().next_back();
                let after = self.slice(&(range.end..self.chunk.end)).chars().next();
                let opens = |c: char| matches!(c, '(' | '[' | '-' | '—' | '–' | ':');
                let closes = |c: char| matches!(c, ')' | ']' | ',' | ';' | ':' | '.' | '!' | '?' | '…');
                match self.quotes.double(self.slice(&range), before.is_none_or(opens), after.is_none_or(closes)) {
                    Facing::Opening => PieceKind::Opener,
                    Facing::Closing => PieceKind::Closer,
                }
            }
            _ => PieceKind::Mark,
        };
        self.push(range, kind);
    }

    /// Peels marks off both ends and hands on what is left.
    fn soft(&mut self, range: Range<usize>) {
        let mut core = range;
        while let Some((length, kind)) = self.leading(&core) {
            self.push(core.start..core.start + length, kind);
            core.start += length;
        }
        let mut tail = Vec::new();
        while let Some((length, kind)) = self.trailing(&core, !tail.is_empty()) {
            tail.push(Piece::new(core.end - length..core.end, kind));
            core.end -= length;
        }
        if !core.is_empty() {
            self.inner(core);
        }
        self.pieces.extend(tail.into_iter().rev());
    }

    /// The mark to cut off at the start, if any.
    fn leading(&mut self, core: &Range<usize>) -> Option<(usize, PieceKind)> {
        let text = self.slice(core);
        let mut chars = text.chars();
        let c = chars.next()?;
        if c.is_alphanumeric() {
            return None;
        }
        let rest = chars.as_str();
        let after = chars.next();
        let digit_follows = after.is_some_and(|one| one.is_ascii_digit());
        let kind = match c {
            '(' if bracket_inside_word(text, c.len_utf8()) => return None,
            '(' => PieceKind::Opener,
            ')' => PieceKind::Closer,
            ',' | ';' | ':' => PieceKind::Inner,
            '!' | '?' => PieceKind::Terminal,
            '.' if after.is_some_and(char::is_alphanumeric) => return None,
            '.' => PieceKind::Terminal,
            _ if is_apostrophe(c) => return self.leading_apostrophe(c, rest),
            _ if is_dash(c) && after.is_none() => PieceKind::Mark,
            _ if is_dash(c) => {
                let joined = !self.rules.split_hyphens && (digit_follows || after.is_some_and(char::is_lowercase));
                if joined {
                    return None;
                }
                PieceKind::Mark
            }
            '#' if after.is_some_and(char::is_alphabetic) => return None,
            '+' if digit_follows => return None,
            '#' | '+' | '/' | '\\' | '^' | '%' | '&' => PieceKind::Mark,
            _ if is_ornament(c) => return Some((text.find(|one| one != c).unwrap_or(text.len()), PieceKind::Mark)),
            _ => return None,
        };
        Some((c.len_utf8(), kind))
    }

    fn leading_apostrophe(&mut self, c: char, rest: &str) -> Option<(usize, PieceKind)> {
        let word = rest.find(|one: char| !one.is_alphanumeric()).and_then(|end| rest.get(..end)).unwrap_or(rest);
        let behind = rest.get(word.len()..).and_then(|more| more.chars().next());
        let elided = self.rules.apostrophe_words.contains(word.to_lowercase().as_str());
        let years = word.len() > 1 && word.bytes().take(2).all(|b| b.is_ascii_digit());
        if (elided || years) && !behind.is_some_and(is_apostrophe) {
            return None;
        }
        // Alone between spaces, it closes what is open.
        let kind = match () {
            () if rest.is_empty() && self.quotes.close_single() => PieceKind::Closer,
            () => {
                self.quotes.open_single();
                PieceKind::Opener
            }
        };
        Some((c.len_utf8(), kind))
    }

    /// The mark to cut off at the end, if any; `more` says whether something was cut off behind it already.
    fn trailing(&mut self, core: &Range<usize>, more: bool) -> Option<(usize, PieceKind)> {
        let text = self.slice(core);
        let c = text.chars().next_back()?;
        if c.is_alphanumeric() {
            return None;
        }
        let before = text.get(..text.len() - c.len_utf8()).unwrap_or_default();
        let split = self.rules.split_hyphens;
        let kind = match c {
            ')' if bracket_in_word_end(text) => return None,
            ')' => PieceKind::Closer,
            '(' => PieceKind::Opener,
            ',' | ';' | ':' => PieceKind::Inner,
            '!' | '?' => PieceKind::Terminal,
            '.' if self.keeps_full_stop(before, more) => return None,
            '.' => PieceKind::Terminal,
            _ if is_apostrophe(c) => return self.trailing_apostrophe(c, before),
            '%' | '‰' => (self.rules.split_percent && !before.is_empty()).then_some(PieceKind::Mark)?,
            '/' if self.rules.hyphen_words.contains(text.to_lowercase().as_str()) => return None,
            '-' | '–' | '+' | '/' | '#' if before.is_empty() || split => PieceKind::Mark,
            _ if is_ornament(c) => return Some((text.len() - text.trim_end_matches(c).len(), PieceKind::Mark)),
            '\\' | '®' | '™' | '©' | '†' => PieceKind::Mark,
            _ => return None,
        };
        Some((c.len_utf8(), kind))
    }

    fn trailing_apostrophe(&mut self, c: char, before: &str) -> Option<(usize, PieceKind)> {
        let possessive = before.ends_with(['s', 'S', 'x', 'X', 'z', 'Z']);
        // l' art, d' Hondt
        let article = before.chars().nth(1).is_none() && before.starts_with(char::is_alphabetic);
        if self.quotes.close_single() || !(possessive || article) {
            return Some((c.len_utf8(), PieceKind::Closer));
        }
        None
    }

    /// Whether the full stop behind `word` belongs to it.
    fn keeps_full_stop(&self, word: &str, more: bool) -> bool {
        if word.is_empty() {
            return false;
        }
        let next = self.next.trim_start_matches(['(', '"', '“', '‘', '\'', '„', '[', '«']);
        let next_char = next.chars().next();
        let number_follows = next_char.is_some_and(|c| c.is_ascii_digit());
        if is_dotted(word) || [&self.rules.binding, &self.rules.free, &self.rules.closing].iter().any(|list| list.contains(word)) {
            return true;
        }
        if self.rules.numbered.contains(word) && number_follows {
            return true;
        }
        let mut chars = word.chars();
        match (chars.next(), chars.next()) {
            // An initial: a name follows, or another initial.
            (Some(c), None) if c.is_alphabetic() => {
                let name_follows = next_char.is_some_and(char::is_uppercase) && !self.rules.starters.contains(word_of(next));
                more || name_follows
                    || (c.is_lowercase() && number_follows)
                    || next_char.is_some_and(char::is_lowercase) && c.is_uppercase()
            }
            // The number of a list item.
            (Some(c), _) if c.is_ascii_digit() => {
                let opens_block = self.pieces.is_empty() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
                opens_block && !more && next_char.is_some()
            }
            _ => false,
        }
    }
}

/// Marks that are repeated to draw lines.
fn is_ornament(c: char) -> bool {
    is_bullet(c) || matches!(c, '=' | '_' | '~')
}

fn is_terminal_or_ellipsis(c: char) -> bool {
    is_terminal(c) || c == '…'
}

/// The letters and digits that `text` begins with.
pub(super) fn word_of(text: &str) -> &str {
    text.find(|c: char| !c.is_alphanumeric()).and_then(|end| text.get(..end)).unwrap_or(text)
}

/// Letters with full stops between them: `U.S`, `d.w.z`, `Ph.D`.
fn is_dotted(word: &str) -> bool {
    let mut parts = 0;
    for part in word.split('.') {
        let letters = part.chars().count();
        if letters == 0 || letters > if parts == 0 { 2 } else { 3 } || !part.chars().all(char::is_alphabetic) {
            return false;
        }
        parts += 1;
    }
    parts > 1
}

/// Whether a bracket at the start is closed inside the same word: `(tbs-)behandeling`.
fn bracket_inside_word(text: &str, open: usize) -> bool {
    if text.len() > BRACKET_REACH {
        return false;
    }
    let close = text.find(')');
    let behind = close.and_then(|at| text.get(at + 1..)).and_then(|rest| rest.chars().next());
    close.is_some_and(|at| at > open) && behind.is_some_and(char::is_alphanumeric)
}

/// Whether a bracket at the end was opened inside the same word: `friend(s)`.
fn bracket_in_word_end(text: &str) -> bool {
    if text.len() > BRACKET_REACH || text.matches(')').count() > text.matches('(').count() {
        return false;
    }
    let before = text.find('(').and_then(|at| text.get(..at)).and_then(|start| start.chars().next_back());
    before.is_some_and(char::is_alphanumeric)
}
