//! Amounts: numbers in words and digits with their units, found and normalised.

use registan_language::TokenIndex;
use registan_types::Quantity;

use crate::{Document, clause::Tree, knowledge::Knowledge};

/// The amounts of a document.
#[derive(Debug, Clone, Default)]
pub struct Quantities {
    all: Vec<(TokenIndex, Quantity)>,
}

impl Quantities {
    /// Finds the amounts of a document.
    pub fn find(_document: Document<'_>, _tree: &Tree<'_>, _knowledge: &Knowledge) -> Self {
        Self::default()
    }

    /// The amount that the phrase headed by `head` gives: `head` is its unit, what is counted, or the bare number.
    pub fn at(&self, head: TokenIndex) -> Option<&Quantity> {
        self.all.iter().find(|(at, _)| *at == head).map(|(_, quantity)| quantity)
    }
}
