//! Names made comparable: one hash for the name as written, one without diacritics, one in lower case.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Hashes a name character by character, so that every prefix of a text can be looked up on the way.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NameHasher {
    exact: u64,
    folded: u64,
    lower: u64,
    pending_space: bool,
    length: usize,
}

/// The hashes of one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NameHash {
    /// Of the name as written; apostrophes and hyphens unified.
    pub(crate) exact: u32,
    /// Without diacritics.
    pub(crate) folded: u64,
    /// Without diacritics, in lower case.
    pub(crate) lower: u64,
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

impl NameHasher {
    /// Nothing read yet.
    pub(crate) fn new() -> Self {
        Self { exact: OFFSET, folded: OFFSET, lower: OFFSET, pending_space: false, length: 0 }
    }

    /// Reads more of the name. Runs of white space count as one space, at the ends as none.
    pub(crate) fn push(&mut self, text: &str) {
        for character in text.chars() {
            if character.is_ascii_alphanumeric() {
                self.settle_space();
                self.feed(character, character);
            } else if character.is_whitespace() {
                self.pending_space = self.length > 0;
            } else {
                self.settle_space();
                self.push_other(character);
            }
        }
    }

    fn settle_space(&mut self) {
        if std::mem::take(&mut self.pending_space) {
            self.feed(' ', ' ');
        }
    }

    fn push_other(&mut self, character: char) {
        let character = unified(character);
        if let Some(plain) = plain_letters(character) {
            self.exact = step(self.exact, character);
            plain.chars().for_each(|plain| self.feed_folded(plain));
            return;
        }
        if character.is_ascii() {
            self.feed(character, character);
            return;
        }
        if is_combining_mark(character) {
            return;
        }
        self.exact = step(self.exact, character);
        let mut folded = [None; 4];
        let mut count = 0;
        decompose_canonical(character, |part| {
            if let Some(place) = folded.get_mut(count).filter(|_| !is_combining_mark(part)) {
                *place = Some(part);
                count += 1;
            }
        });
        folded.into_iter().flatten().for_each(|part| self.feed_folded(part));
    }

    fn feed(&mut self, exact: char, folded: char) {
        self.exact = step(self.exact, exact);
        self.feed_folded(folded);
    }

    fn feed_folded(&mut self, folded: char) {
        self.length += 1;
        self.folded = step(self.folded, folded);
        if folded.is_ascii() {
            self.lower = step(self.lower, folded.to_ascii_lowercase());
        } else {
            self.lower = folded.to_lowercase().fold(self.lower, step);
        }
    }

    /// The hashes of what was read so far.
    pub(crate) fn hash(&self) -> NameHash {
        let exact = mix(self.exact);
        NameHash { exact: (exact >> 32) as u32 ^ exact as u32, folded: mix(self.folded), lower: mix(self.lower) }
    }

    /// Characters read so far, folded.
    pub(crate) fn length(&self) -> usize {
        self.length
    }
}

/// The hashes of a whole name.
pub(crate) fn hash_name(name: &str) -> NameHash {
    let mut hasher = NameHasher::new();
    hasher.push(name);
    hasher.hash()
}

/// The hash of an identifier.
pub(crate) fn hash_id(id: &str) -> u64 {
    mix(id.bytes().fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME)))
}

/// The number of letters that tell whether a word may end in a known noun.
const ENDING: usize = 4;

/// The hash of the last letters of a word, in lower case; `None` for shorter words.
pub(crate) fn hash_ending(word: &str) -> Option<u64> {
    let (start, _) = word.char_indices().rev().nth(ENDING - 1)?;
    Some(hash_name(word.get(start..)?).lower)
}

/// The first run of letters and digits in a name: what a search for names begins with.
pub(crate) fn first_run(name: &str) -> &str {
    let start = name.find(char::is_alphanumeric).unwrap_or(name.len());
    let rest = name.get(start..).unwrap_or("");
    let end = rest.find(|character: char| !character.is_alphanumeric() && !is_combining_mark(character)).unwrap_or(rest.len());
    rest.get(..end).unwrap_or("")
}

fn step(hash: u64, character: char) -> u64 {
    (hash ^ u64::from(u32::from(character))).wrapping_mul(PRIME)
}

/// Spreads the bits, so that the top ones can pick a bucket.
fn mix(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

fn unified(character: char) -> char {
    match character {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{02bb}' | '`' | '\u{00b4}' => '\'',
        '\u{2010}'..='\u{2013}' => '-',
        other => other,
    }
}

/// Letters that decomposition leaves alone.
fn plain_letters(character: char) -> Option<&'static str> {
    Some(match character {
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ə' => "e",
        'Ə' => "E",
        'ħ' => "h",
        'Ħ' => "H",
        'þ' => "th",
        'Þ' => "Th",
        _ => return None,
    })
}

/// A name as part of an id: lower-case letters, digits and hyphens.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for character in name.chars().flat_map(char::to_lowercase) {
        let mut plain = None;
        decompose_canonical(character, |part| plain = plain.or(Some(part)));
        match plain.filter(|plain| plain.is_alphanumeric()) {
            Some(plain) => slug.push(plain),
            None if !slug.ends_with('-') && !slug.is_empty() => slug.push('-'),
            None => {}
        }
    }
    slug.trim_end_matches('-').to_owned()
}
