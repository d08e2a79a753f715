//! A set of triples in memory, found by any of their parts.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Bound,
};

use oxrdf::{Term, Triple};

/// The number of a term.
pub(super) type Id = u32;

/// Terms with their numbers, and triples of numbers in three orders.
#[derive(Debug, Default)]
pub(super) struct Graph {
    terms: Vec<Term>,
    ids: HashMap<Term, Id>,
    /// Subject, predicate, object.
    spo: BTreeSet<[Id; 3]>,
    /// Predicate, object, subject.
    pos: BTreeSet<[Id; 3]>,
    /// Object, subject, predicate.
    osp: BTreeSet<[Id; 3]>,
}

impl Graph {
    /// The number of a term, given out at first use.
    pub(super) fn id(&mut self, term: Term) -> Id {
        if let Some(id) = self.ids.get(&term) {
            return *id;
        }
        let id = Id::try_from(self.terms.len()).unwrap_or(Id::MAX);
        self.terms.push(term.clone());
        self.ids.insert(term, id);
        id
    }

    pub(super) fn term(&self, id: Id) -> Option<&Term> {
        self.terms.get(id as usize)
    }

    pub(super) fn insert(&mut self, triple: Triple) {
        let s = self.id(triple.subject.into());
        let p = self.id(triple.predicate.into());
        let o = self.id(triple.object);
        if self.spo.insert([s, p, o]) {
            self.pos.insert([p, o, s]);
            self.osp.insert([o, s, p]);
        }
    }

    /// Whether anything is told of a subject.
    pub(super) fn tells_of(&self, subject: Id) -> bool {
        range(&self.spo, subject, None).next().is_some()
    }

    /// The triples that have these parts.
    pub(super) fn find(&self, subject: Option<Id>, predicate: Option<Id>, object: Option<Id>) -> Vec<[Id; 3]> {
        match (subject, predicate, object) {
            (Some(s), Some(p), Some(o)) => self.spo.get(&[s, p, o]).into_iter().copied().collect(),
            (Some(s), p, None) => range(&self.spo, s, p).copied().collect(),
            (None, Some(p), o) => range(&self.pos, p, o).map(|[p, o, s]| [*s, *p, *o]).collect(),
            (s, None, Some(o)) => range(&self.osp, o, s).map(|[o, s, p]| [*s, *p, *o]).collect(),
            (None, None, None) => self.spo.iter().copied().collect(),
        }
    }
}

/// The entries that begin with one number, or with two.
fn range(set: &BTreeSet<[Id; 3]>, first: Id, second: Option<Id>) -> impl Iterator<Item = &[Id; 3]> {
    let (low, high) = (second.unwrap_or(0), second.unwrap_or(Id::MAX));
    set.range((Bound::Included([first, low, 0]), Bound::Included([first, high, Id::MAX])))
}
