//! What a number counts: the noun that it stands with.

use registan_language::{Relation, TokenIndex, Upos};

use super::{grammar::AmountGrammar, wording::Atom};
use crate::{Document, clause::Tree};

/// Where to look for what is counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) document: Document<'p>,
    pub(super) tree: &'p Tree<'p>,
    pub(super) grammar: &'p AmountGrammar,
    pub(super) atoms: &'p [Atom],
    /// The number's first atom.
    pub(super) number: usize,
    /// The atom behind the number.
    pub(super) from: usize,
    /// Definite articles.
    pub(super) articles: &'p std::collections::HashSet<u32>,
    /// The number is one.
    pub(super) single: bool,
}

impl Place<'_> {
    /// The noun that the number counts: its head in the tree, else the end of the noun phrase that follows.
    pub(super) fn noun(&self) -> Option<TokenIndex> {
        self.head().or_else(|| self.following())
    }

    fn token(&self, at: usize) -> Option<TokenIndex> {
        self.atoms.get(at).map(|atom| TokenIndex::new(atom.token as usize))
    }

    fn head(&self) -> Option<TokenIndex> {
        let last = self.token(self.from.checked_sub(1)?)?;
        let within = |index: TokenIndex| self.token(self.number).is_some_and(|first| first <= index && index <= last);
        let end = self.token(self.atoms.len().checked_sub(1)?)?;
        let numbers = (self.number..self.from).filter_map(|at| self.token(at));
        numbers.filter(|&number| self.tree.is(number, Relation::Nummod)).find_map(|number| {
            let head = self.tree.head(number).filter(|&head| !within(head) && head > last && head <= end)?;
            let near = head.get() - last.get() <= 8;
            let noun = self.tree.token(head).is_some_and(|token| matches!(token.upos, Upos::Noun | Upos::Adj | Upos::Sym));
            (near && noun).then_some(head)
        })
    }

    /// The last noun of the run that follows; adjectives before it are passed over.
    fn following(&self) -> Option<TokenIndex> {
        let linked = self.atoms.get(self.from).is_some_and(|atom| self.grammar.words.of.contains(&atom.word));
        let (mut found, mut names, mut modifier) = (None, 0, None);
        let first = self.token(self.from + usize::from(linked))?;
        for offset in 0..7 {
            let index = TokenIndex::new(first.get() + offset);
            let Some(token) = self.document.token(index).filter(|_| Some(index) <= self.token(self.atoms.len() - 1)) else { break };
            match token.upos {
                Upos::Noun => (found, names) = (Some(index), 0),
                Upos::Propn if token.form.chars().next().is_some_and(char::is_uppercase) => (found, names) = (Some(index), names + 1),
                Upos::Adj if found.is_none() => modifier = Some(index),
                Upos::Adv | Upos::Num if found.is_none() => {}
                Upos::Det if linked && offset == 0 => {}
                Upos::Verb if found.is_none() && token.feats.has("VerbForm", "Part") => modifier = Some(index),
                Upos::Punct if matches!(token.form.as_str(), "-" | "–") => {}
                Upos::X => return self.untagged(index, self.single),
                _ => break,
            }
        }
        // "10 Downing Street" counts no streets.
        // "eight wounded": where no noun follows, the modifier stands for those it is said of.
        found.filter(|_| names < 2).or_else(|| modifier.filter(|&index| names == 0 && self.is_plural(self.document.words(index))))
    }

    fn is_plural(&self, form: &str) -> bool {
        form.len() >= 3 && self.grammar.plural_endings.iter().any(|ending| form.ends_with(ending.as_str()))
    }

    /// Without tags: a word of a plural ending, over at most three others that are no function words.
    fn untagged(&self, from: TokenIndex, single: bool) -> Option<TokenIndex> {
        let atoms = self.atoms.iter().skip_while(|atom| (atom.token as usize) < from.get());
        // "four of the soldiers".
        let linked = self.atoms.get(self.from).is_some_and(|atom| self.grammar.words.of.contains(&atom.word));
        for atom in atoms.skip_while(|atom| linked && self.articles.contains(&atom.word)).take(5) {
            let index = TokenIndex::new(atom.token as usize);
            let form = self.document.words(index);
            if self.grammar.words.stops.contains(&atom.word)
                || (!form.chars().all(char::is_alphabetic) && form != "-" && !form.contains('-'))
            {
                return None;
            }
            if single || self.is_plural(form) {
                return Some(index);
            }
        }
        None
    }
}
