//! Names that are known beforehand, handed in as data.

use std::collections::HashMap;
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
    names: HashMap<Box<str>, Kinds>,
    /// First tokens to the length of the longest name that begins so, in tokens.
    longest: HashMap<Box<str>, usize>,
}

/// A set of kinds, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Kinds(u8);

impl Kinds {
    fn contains(self, kind: NameKind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }
}

/// A known name in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// Positions in the sentence.
    pub(crate) tokens: Range<usize>,
    kinds: Kinds,
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
        self.names.entry(tokens.join(" ").into()).or_default().0 |= 1 << kind as u8;
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

    /// The known names among the tokens: the longest from the left, without overlap.
    pub(crate) fn find(&self, forms: &[&str]) -> Vec<Known> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < forms.len() {
            let known = self.longest_at(forms.get(at..).unwrap_or_default());
            let (length, kinds) = known.unwrap_or((1, Kinds::default()));
            if known.is_some() {
                found.push(Known { tokens: at..at + length, kinds });
            }
            at += length;
        }
        found
    }

    fn longest_at(&self, forms: &[&str]) -> Option<(usize, Kinds)> {
        let longest = *self.longest.get(*forms.first()?)?;
        let lengths = (1..=longest.min(forms.len())).rev();
        lengths.into_iter().find_map(|length| {
            let name = forms.get(..length)?.join(" ");
            Some((length, *self.names.get(name.as_str())?))
        })
    }
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
            gazetteer.find(&forms).into_iter().map(|known| known.tokens).collect::<Vec<_>>()
        };
        assert_eq!(find("The New York Times of New York"), [1..4, 5..7]);
        assert_eq!(find("Times New"), [0..1]);
        assert_eq!(find("Xi 's"), [0..2]);
    }

    #[test]
    fn a_name_may_have_several_kinds() {
        let gazetteer = Gazetteer::new(Language::Dutch, [("Washington", NameKind::Location), ("Washington", NameKind::Person)]);
        let found = gazetteer.find(&["Washington"]);
        let kinds: Vec<_> = NameKind::ALL.into_iter().filter(|kind| found.iter().any(|known| known.may_be(*kind))).collect();
        assert_eq!(kinds, [NameKind::Person, NameKind::Location]);
    }
}
