//! What expressions of number and of time are made of: words with their senses, patterns over them, and numerals.
//!
//! A language is data: its words and patterns stand in `knowledge/time/` and `knowledge/amounts/`. A text is cut into
//! atoms (a token or a part of one), and a trie of patterns is walked from each atom that may begin an expression.

mod atom;
mod class;
mod figures;
mod lexicon;
mod numeral;
mod pattern;
mod source;
mod trie;

pub(crate) use atom::{Atom, Atoms};
pub(crate) use class::{Captures, Class};
pub(crate) use lexicon::{Lexicon, Values, number_of};
pub(crate) use numeral::{Numeral, numeral};
pub(crate) use source::{Wording, WordingError};
pub(crate) use trie::{Found, Trie};

use std::collections::BTreeMap;

use pattern::{Step, expand};
use trie::Label;

/// Gathers patterns into a trie.
pub(crate) struct TrieBuilder<'b> {
    lexicon: &'b mut Lexicon,
    macros: &'b BTreeMap<String, String>,
    trie: Trie,
}

impl<'b> TrieBuilder<'b> {
    pub(crate) fn new(lexicon: &'b mut Lexicon, macros: &'b BTreeMap<String, String>) -> Self {
        Self { lexicon, macros, trie: Trie::default() }
    }

    /// Adds a pattern of a rule.
    pub(crate) fn add(&mut self, pattern: &str, rule: usize) -> Result<(), WordingError> {
        for steps in expand(pattern, self.macros)? {
            let mut variants = vec![Vec::new()];
            for step in &steps {
                let next = self.labels(step)?;
                variants =
                    variants.iter().flat_map(|left: &Vec<_>| next.iter().map(move |right| [left.as_slice(), right].concat())).collect();
            }
            for variant in variants {
                self.trie.insert(&variant, rule);
            }
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Trie {
        self.trie.finish();
        self.trie
    }

    /// A step as edges of the trie: a class is itself or one of its phrases.
    fn labels(&mut self, step: &Step) -> Result<Vec<Vec<Edge>>, WordingError> {
        let name = match step {
            Step::Word(word) => return Ok(vec![vec![(Label::Word(self.lexicon.intern(word)), None)]]),
            Step::Class(name) => name,
        };
        let class = Class::named(name).ok_or_else(|| WordingError::Class(name.clone()))?;
        let phrase = |(words, value): &(Vec<u32>, f64)| {
            let last = words.len().saturating_sub(1);
            words.iter().enumerate().map(|(at, &word)| (Label::Word(word), (at == last).then_some((class, *value)))).collect()
        };
        let phrases = self.lexicon.phrases(class).iter().map(phrase);
        Ok(std::iter::once(vec![(Label::Class(class), None)]).chain(phrases).collect())
    }
}

type Edge = (Label, Option<(Class, f64)>);
