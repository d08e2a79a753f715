//! CoNLL-U, the exchange format of Universal Dependencies: read, written, and turned into an
//! [`Analysis`](crate::Analysis) and back.
//!
//! The columns are kept as text, so that files with columns left open (`_`) can be read too.

mod exchange;
mod read;
mod write;

pub use exchange::ExchangeError;
pub use read::{ReadError, ReadProblem, read};

use std::ops::RangeInclusive;

/// One sentence of a CoNLL-U file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// The comment lines without their `#` and the white space behind it: `sent_id = 3`.
    pub comments: Vec<String>,
    /// The syntactic words; word 1 is `words[0]`.
    pub words: Vec<Word>,
    /// Surface words that stand for several syntactic ones, in order.
    pub multiwords: Vec<Multiword>,
    /// Empty nodes of the enhanced graph, kept as they are.
    pub empty_nodes: Vec<EmptyNode>,
}

/// A syntactic word, one line with a whole number as its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word as written.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech, or `_`.
    pub upos: String,
    /// The language's own tag, or `_`.
    pub xpos: String,
    /// Features, or `_`.
    pub feats: String,
    /// Number of the head, counted from 1; 0 for the root, `None` where the column is open.
    pub head: Option<usize>,
    /// Relation to the head, or `_`.
    pub deprel: String,
    /// Enhanced dependencies, or `_`.
    pub deps: String,
    /// Whatever else, `Key=Value` parted by bars, or `_`.
    pub misc: String,
}

/// A surface word that stands for several syntactic ones, a line with an id such as `3-4`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multiword {
    /// First and last word, counted from 1.
    pub words: RangeInclusive<usize>,
    /// The surface word as written.
    pub form: String,
    /// As [`Word::misc`].
    pub misc: String,
}

/// An empty node, a line with an id such as `3.1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmptyNode {
    /// The word it follows, counted from 1; 0 before the first.
    pub after: usize,
    /// The whole line.
    pub line: String,
}

impl Word {
    /// A word of which only the form is known.
    pub fn open(form: &str) -> Word {
        let open = || "_".to_owned();
        Word {
            form: form.to_owned(),
            lemma: open(),
            upos: open(),
            xpos: open(),
            feats: open(),
            head: None,
            deprel: open(),
            deps: open(),
            misc: open(),
        }
    }

    /// The value of `key` in the last column.
    pub fn misc(&self, key: &str) -> Option<&str> {
        misc_value(&self.misc, key)
    }
}

impl Sentence {
    /// The value of a comment `key = value`.
    pub fn comment(&self, key: &str) -> Option<&str> {
        let mut pairs = self.comments.iter().filter_map(|comment| comment.split_once('='));
        pairs.find(|(name, _)| name.trim_end() == key).map(|(_, value)| value.trim())
    }

    /// The multiword that begins at word `number`, counted from 1.
    pub fn multiword_at(&self, number: usize) -> Option<&Multiword> {
        let at = self.multiwords.partition_point(|one| *one.words.start() < number);
        self.multiwords.get(at).filter(|one| *one.words.start() == number)
    }

    /// The surface tokens in order: multiwords, and words outside of them; each with whether white space follows.
    pub fn surface(&self) -> Vec<Surface<'_>> {
        let mut tokens = Vec::with_capacity(self.words.len());
        let mut number = 1;
        while let Some(word) = self.words.get(number - 1) {
            let (form, misc, last) = match self.multiword_at(number) {
                Some(one) => (&one.form, &one.misc, *one.words.end()),
                None => (&word.form, &word.misc, number),
            };
            let space_after = misc_value(misc, "SpaceAfter") != Some("No");
            tokens.push(Surface { form, words: number..=last, space_after });
            number = last.max(number) + 1;
        }
        tokens
    }

    /// The sentence as running text, without white space at its end.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for token in self.surface() {
            text.push_str(token.form);
            text.push_str(if token.space_after { " " } else { "" });
        }
        text.truncate(text.trim_end().len());
        text
    }
}

/// A surface token: what stands between spaces or was cut off from its neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surface<'s> {
    /// The token as written.
    pub form: &'s str,
    /// The syntactic words it stands for, counted from 1.
    pub words: RangeInclusive<usize>,
    /// Whether white space follows.
    pub space_after: bool,
}

fn misc_value<'m>(misc: &'m str, key: &str) -> Option<&'m str> {
    misc.split('|').filter_map(|part| part.split_once('=')).find(|(name, _)| *name == key).map(|(_, value)| value)
}

#[cfg(test)]
mod tests;
