//! The tables of one language that the segmenter works by, read from the data files of the crate.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use registan_types::Language;
use serde::Deserialize;

/// Tables of a language, ready for look-up.
#[derive(Debug, Default)]
pub(super) struct Rules {
    /// Abbreviations that bind what follows, without the last full stop.
    pub(super) binding: Lexicon,
    /// Abbreviations only before a number.
    pub(super) numbered: Lexicon,
    /// Abbreviations that may end a sentence, or have a name behind them.
    pub(super) free: Lexicon,
    /// Abbreviations that may end a sentence and have no name behind them.
    pub(super) closing: Lexicon,
    /// Words that begin sentences rather than names, as written.
    pub(super) starters: HashSet<Box<str>>,
    /// What may follow an apostrophe at the beginning of a word, lower case.
    pub(super) apostrophe_words: HashSet<Box<str>>,
    /// Clitics at the end of a word, with `'` for every apostrophe; longest first.
    pub(super) endings: Vec<Box<str>>,
    /// Letters behind which a lone apostrophe is a possessive.
    pub(super) possessive_after: Box<str>,
    /// Words that are two: lower-case form to the byte where it is cut.
    pub(super) contractions: HashMap<Box<str>, usize>,
    /// Hyphens between letters are words of their own.
    pub(super) split_hyphens: bool,
    /// First parts of words that keep their hyphen, lower case.
    pub(super) hyphen_prefixes: HashSet<Box<str>>,
    /// Words that keep their hyphens, lower case.
    pub(super) hyphen_words: HashSet<Box<str>>,
    /// A per cent sign is a word of its own.
    pub(super) split_percent: bool,
    /// A slash between words is a word of its own.
    pub(super) split_slash: bool,
    /// Units cut off from the number before them, as written.
    pub(super) units: HashSet<Box<str>>,
    /// Smileys, as written.
    pub(super) emoticons: HashSet<Box<str>>,
}

impl Rules {
    /// The tables of `language`.
    pub(super) fn of(language: Language) -> &'static Rules {
        static DUTCH: LazyLock<Rules> = LazyLock::new(|| Rules::read(include_str!("../../data/nl.toml")));
        static ENGLISH: LazyLock<Rules> = LazyLock::new(|| Rules::read(include_str!("../../data/en.toml")));
        match language {
            Language::Dutch => &DUTCH,
            Language::English => &ENGLISH,
        }
    }

    /// Reads a data file. A test reads both files, so that what is bundled cannot be malformed.
    fn read(data: &str) -> Rules {
        toml::from_str(data).map(Rules::from_tables).unwrap_or_default()
    }

    fn from_tables(tables: Tables) -> Rules {
        let mut endings: Vec<Box<str>> = list(&tables.contractions.endings).collect();
        endings.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
        let halves = tables.contractions.words.split_whitespace().filter_map(|word| word.split_once('|'));
        Rules {
            binding: Lexicon::new(&tables.abbreviations.binding),
            numbered: Lexicon::new(&tables.abbreviations.numbered),
            free: Lexicon::new(&tables.abbreviations.free),
            closing: Lexicon::new(&tables.abbreviations.closing),
            starters: list(&tables.sentences.starters).collect(),
            apostrophe_words: list(&tables.apostrophes.initial).collect(),
            endings,
            possessive_after: tables.contractions.possessive_after.into(),
            contractions: halves.map(|(first, second)| (format!("{first}{second}").into(), first.len())).collect(),
            split_hyphens: tables.hyphens.split,
            hyphen_prefixes: list(&tables.hyphens.prefixes).collect(),
            hyphen_words: list(&tables.hyphens.words).collect(),
            split_percent: tables.marks.percent,
            split_slash: tables.marks.slash,
            units: list(&tables.marks.units).collect(),
            emoticons: list(&tables.emoticons.list).collect(),
        }
    }
}

/// Words of which those listed in lower case match in any case, the others as written.
#[derive(Debug, Default)]
pub(super) struct Lexicon(HashSet<Box<str>>);

impl Lexicon {
    fn new(words: &str) -> Lexicon {
        Lexicon(list(words).collect())
    }

    /// Whether `word` is listed just so.
    pub(super) fn contains_as_written(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// Whether `word` is listed.
    pub(super) fn contains(&self, word: &str) -> bool {
        self.0.contains(word) || (word.chars().any(char::is_uppercase) && self.0.contains(word.to_lowercase().as_str()))
    }
}

fn list(words: &str) -> impl Iterator<Item = Box<str>> {
    words.split_whitespace().map(Box::from)
}

/// A data file as it stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    abbreviations: AbbreviationTable,
    sentences: SentenceTable,
    #[serde(default)]
    apostrophes: ApostropheTable,
    #[serde(default)]
    contractions: ContractionTable,
    #[serde(default)]
    hyphens: HyphenTable,
    #[serde(default)]
    marks: MarkTable,
    #[serde(default)]
    emoticons: EmoticonTable,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AbbreviationTable {
    binding: String,
    numbered: String,
    free: String,
    closing: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentenceTable {
    starters: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct ApostropheTable {
    initial: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct ContractionTable {
    endings: String,
    possessive_after: String,
    words: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct HyphenTable {
    split: bool,
    prefixes: String,
    words: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct MarkTable {
    percent: bool,
    slash: bool,
    units: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct EmoticonTable {
    list: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_tables_are_well_formed() {
        for data in [include_str!("../../data/nl.toml"), include_str!("../../data/en.toml")] {
            assert_eq!(toml::from_str::<Tables>(data).err().map(|error| error.to_string()), None);
        }
        assert!(Rules::of(Language::Dutch).binding.contains("Mr"));
        assert!(Rules::of(Language::English).split_hyphens);
    }
}
