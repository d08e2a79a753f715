//! Amounts: numbers in words and digits with their units, found and normalised.
//!
//! Units and currencies are those of `knowledge/goods/`, the words of a language those of `knowledge/amounts/`. What an expression of time
//! covers is no amount. Indefinite numbers ("dozens", "tientallen") have the value of one of what they name and are approximate.

mod counted;
mod finder;
pub(crate) mod grammar;
pub(crate) mod wording;

use registan_language::TokenIndex;
use registan_types::Quantity;

use crate::{Document, clause::Tree, knowledge::Knowledge};

/// The amounts of a document.
#[derive(Debug, Clone, Default)]
pub struct Quantities {
    /// Each under one token, in the order of these tokens.
    all: Vec<(TokenIndex, Quantity)>,
}

impl Quantities {
    /// Finds the amounts of a document.
    pub fn find(document: Document<'_>, tree: &Tree<'_>, _knowledge: &Knowledge) -> Self {
        let mut all = finder::find(document, tree);
        all.sort_by_key(|(at, _)| *at);
        all.dedup_by_key(|(at, _)| *at);
        Self { all }
    }

    /// The amount that the phrase headed by `head` gives: `head` is its unit, what is counted, or the bare number, whichever stands highest in
    /// the tree.
    pub fn at(&self, head: TokenIndex) -> Option<&Quantity> {
        let place = self.all.binary_search_by_key(&head, |(at, _)| *at).ok()?;
        self.all.get(place).map(|(_, quantity)| quantity)
    }

    /// All of them with their heads, in the order of these.
    pub fn iter(&self) -> impl Iterator<Item = (TokenIndex, &Quantity)> {
        self.all.iter().map(|(at, quantity)| (*at, quantity))
    }
}
