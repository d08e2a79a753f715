//! Names that are known beforehand, handed in as data.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use registan_types::Language;

use crate::analysis::NameKind;
use crate::segment::Segmenter;

/// Known names with what bears them.
///
/// The recogniser leans towards names that it finds here, and cuts between two that stand side by side: of "vorig
/// jaar versloeg Lula Bolsonaro" it makes two names if both are known and "Lula Bolsonaro" is not.
///
/// ```
/// use registan_language::{Gazetteer, Language, NameKind};
/// let names = [("Lula", NameKind::Person), ("Jair Bolsonaro", NameKind::Person), ("Bolsonaro", NameKind::Person)];
/// let gazetteer = Gazetteer::new(Language::Dutch, names);
/// assert_eq!(gazetteer.len(), 3);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    /// Tokens joined by spaces.
    names: HashMap<Box<str>, NameKinds>,
    /// First tokens to the length of the longest name that begins so, in tokens.
    longest: HashMap<Box<str>, usize>,
}

/// Who knows names beforehand: a [`Gazetteer`], or a store of knowledge that looks them up in its own way.
pub trait KnownNames: fmt::Debug + Send + Sync {
    /// The longest name that begins with the first of these tokens: its number of tokens, and what may bear it.
    fn longest_at(&self, forms: &[&str]) -> Option<(usize, NameKinds)>;
}

/// A set of kinds of names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameKinds(u8);

impl NameKinds {
    /// Whether the kind is in it.
    pub fn contains(self, kind: NameKind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Puts a kind in.
    pub fn insert(&mut self, kind: NameKind) {
        self.0 |= 1 << kind as u8;
    }
}

/// A known name in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// Positions in the sentence.
    pub(crate) tokens: Range<usize>,
    /// No other word with a capital stands beside it, so that it is hardly a part of a longer name.
    pub(crate) alone: bool,
    kinds: NameKinds,
}

impl Known {
    pub(crate) fn may_be(&self, kind: NameKind) -> bool {
        self.kinds.contains(kind)
    }
}

impl Gazetteer {
    /// Takes names as they are written; they are cut into tokens as text of `language` is.
    pub fn new<'n>(language: Language, names: impl IntoIterator<Item = (&'n str, NameKind)>) -> Gazetteer {
        let segmenter = Segmenter::new(language);
        let mut gazetteer = Gazetteer::default();
        for (name, kind) in names {
            let words = segmenter.segment(name, &[]).words;
            let tokens: Vec<&str> = words.iter().map(|word| &*word.form).collect();
            gazetteer.add(&tokens, kind);
        }
        gazetteer
    }

    /// Adds a name that is cut into tokens already.
    pub fn add(&mut self, tokens: &[&str], kind: NameKind) {
        let Some(first) = tokens.first() else { return };
        self.names.entry(tokens.join(" ").into()).or_default().insert(kind);
        let longest = self.longest.entry((*first).into()).or_default();
        *longest = tokens.len().max(*longest);
    }

    /// Number of names, each counted once whatever its kinds.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether no name is known.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

impl KnownNames for Gazetteer {
    fn longest_at(&self, forms: &[&str]) -> Option<(usize, NameKinds)> {
        let longest = *self.longest.get(*forms.first()?)?;
        let lengths = (1..=longest.min(forms.len())).rev();
        lengths.into_iter().find_map(|length| {
            let name = forms.get(..length)?.join(" ");
            Some((length, *self.names.get(name.as_str())?))
        })
    }
}

/// The known names among the tokens: the longest from the left, without overlap.
pub(crate) fn known_among(names: &dyn KnownNames, forms: &[&str]) -> Vec<Known> {
    let capital = |place: usize| forms.get(place).is_some_and(|form| form.starts_with(char::is_uppercase));
    let mut found = Vec::new();
    let mut at = 0;
    while at < forms.len() {
        let known = names.longest_at(forms.get(at..).unwrap_or_default()).filter(|(length, _)| *length > 0);
        let (length, kinds) = known.unwrap_or((1, NameKinds::default()));
        if known.is_some() {
            let alone = !at.checked_sub(1).is_some_and(capital) && !capital(at + length);
            found.push(Known { tokens: at..at + length, alone, kinds });
        }
        at += length;
    }
    found
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "the runs of tokens that are wanted")]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_from_the_left_is_found() {
        let names = [
            ("New York", NameKind::Location),
            ("New York Times", NameKind::Organisation),
            ("Times", NameKind::Organisation),
            ("Xi's", NameKind::Person),
        ];
        let gazetteer = Gazetteer::new(Language::English, names);
        let find = |text: &str| {
            let forms: Vec<&str> = text.split(' ').collect();
            known_among(&gazetteer, &forms).into_iter().map(|known| known.tokens).collect::<Vec<_>>()
        };
        assert_eq!(find("The New York Times of New York"), [1..4, 5..7]);
        assert_eq!(find("Times New"), [0..1]);
        assert_eq!(find("Xi 's"), [0..2]);
    }

    #[test]
    fn a_name_beside_another_capital_is_not_alone() {
        let gazetteer = Gazetteer::new(Language::Dutch, [("Utrecht", NameKind::Location)]);
        let alone = |text: &str| {
            let forms: Vec<&str> = text.split(' ').collect();
            known_among(&gazetteer, &forms).into_iter().map(|known| known.alone).collect::<Vec<_>>()
        };
        assert_eq!(alone("zij wonen in Utrecht , niet ver"), [true]);
        assert_eq!(alone("de wedstrijd van FC Utrecht"), [false]);
        assert_eq!(alone("het Utrecht Centraal van nu"), [false]);
    }

    #[test]
    fn a_name_may_have_several_kinds() {
        let gazetteer = Gazetteer::new(Language::Dutch, [("Washington", NameKind::Location), ("Washington", NameKind::Person)]);
        let found = known_among(&gazetteer, &["Washington"]);
        let kinds: Vec<_> = NameKind::ALL.into_iter().filter(|kind| found.iter().any(|known| known.may_be(*kind))).collect();
        assert_eq!(kinds, [NameKind::Person, NameKind::Location]);
    }
}
