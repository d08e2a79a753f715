//! Which mentions are held for one: sets that grow together, with what all their mentions agree on.

use super::agreement::Agreement;

/// Disjoint sets of mentions, each with the agreement of all its members.
#[derive(Debug, Clone, Default)]
pub(super) struct Entities {
    parent: Vec<u32>,
    size: Vec<u32>,
    agreement: Vec<Agreement>,
}

impl Entities {
    /// Every mention alone.
    pub(super) fn new(agreements: impl Iterator<Item = Agreement>) -> Self {
        let agreement: Vec<Agreement> = agreements.collect();
        let count = u32::try_from(agreement.len()).unwrap_or(u32::MAX);
        Self { parent: (0..count).collect(), size: vec![1; agreement.len()], agreement }
    }

    /// The mention that stands for the set.
    pub(super) fn root(&self, mention: usize) -> usize {
        let mut at = mention;
        while let Some(&above) = self.parent.get(at)
            && above as usize != at
        {
            at = above as usize;
        }
        at
    }

    pub(super) fn size(&self, mention: usize) -> u32 {
        self.size.get(self.root(mention)).copied().unwrap_or(0)
    }

    pub(super) fn agreement(&self, mention: usize) -> Agreement {
        self.agreement.get(self.root(mention)).copied().unwrap_or(Agreement::ANY)
    }

    /// Tells of a set what was taken for something else.
    pub(super) fn correct(&mut self, mention: usize, agreement: Agreement) {
        let root = self.root(mention);
        if let Some(known) = self.agreement.get_mut(root) {
            *known = agreement;
        }
    }

    /// Whether two sets can be one.
    pub(super) fn agree(&self, a: usize, b: usize) -> bool {
        self.agreement(a).agrees(self.agreement(b))
    }

    /// Makes two sets one if they agree; says whether they are one now.
    pub(super) fn unite(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return true;
        }
        if !self.agree(a, b) {
            return false;
        }
        let both = self.agreement(a).and(self.agreement(b));
        let (large, small) = if self.size(a) >= self.size(b) { (a, b) } else { (b, a) };
        let sum = self.size(a) + self.size(b);
        if let Some(parent) = self.parent.get_mut(small) {
            *parent = u32::try_from(large).unwrap_or(u32::MAX);
        }
        if let (Some(size), Some(agreement)) = (self.size.get_mut(large), self.agreement.get_mut(large)) {
            (*size, *agreement) = (sum, both);
        }
        true
    }
}
