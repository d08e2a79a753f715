//! All patterns of a language as one trie that is walked from an atom.

use super::{
    atom::{Atom, Shape},
    class::{Captures, Class},
    lexicon::Lexicon,
    numeral::numeral,
};

/// An edge of the trie.
#[derive(Debug, Clone)]
struct Edge {
    label: Label,
    to: usize,
    /// What a phrase that ends with this edge says: "day before yesterday" is two days back.
    sets: Option<(Class, f64)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Word(u32),
    Class(Class),
}

#[derive(Debug, Clone, Default)]
struct Node {
    edges: Vec<Edge>,
    rule: Option<usize>,
}

/// Patterns with the rules that they belong to.
#[derive(Debug, Clone)]
pub(crate) struct Trie {
    nodes: Vec<Node>,
    /// Classes that a pattern may begin with.
    first_classes: u64,
    /// Edges from the root by word; the first of each in `nodes[0].edges`, which is sorted by word.
    first_words: Vec<u32>,
}

/// The classes that may begin with a number word.
const SPOKEN: u64 = (1 << Class::Number as u32) | (1 << Class::Year as u32) | (1 << Class::Ordinal as u32) | (1 << Class::Day as u32);

/// Where a pattern matched.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    /// Place of its rule.
    pub(crate) rule: usize,
    /// The atom behind its last.
    pub(crate) end: usize,
    /// What it gathered.
    pub(crate) captures: Captures,
}

impl Default for Trie {
    fn default() -> Self {
        Self { nodes: vec![Node::default()], first_classes: 0, first_words: Vec::new() }
    }
}

impl Trie {
    /// Adds a pattern; of two alike the earlier rule stays.
    pub(super) fn insert(&mut self, steps: &[(Label, Option<(Class, f64)>)], rule: usize) {
        let mut node = 0;
        for &(label, sets) in steps {
            let known = self.nodes.get(node).and_then(|node| node.edges.iter().find(|edge| edge.label == label && edge.sets == sets));
            node = match known {
                Some(edge) => edge.to,
                None => {
                    let to = self.nodes.len();
                    self.nodes.push(Node::default());
                    if let Some(node) = self.nodes.get_mut(node) {
                        node.edges.push(Edge { label, to, sets });
                    }
                    to
                }
            };
        }
        if let Some(node) = self.nodes.get_mut(node)
            && !steps.is_empty()
        {
            node.rule = Some(node.rule.map_or(rule, |known| known.min(rule)));
        }
    }

    /// Prepares the root for quick looks; called once when all patterns are in.
    pub(super) fn finish(&mut self) {
        let Some(root) = self.nodes.first_mut() else { return };
        root.edges.sort_by_key(|edge| match edge.label {
            Label::Word(word) => (0, word),
            Label::Class(class) => (1, class as u32),
        });
        for edge in &root.edges {
            match edge.label {
                Label::Word(word) => self.first_words.push(word),
                Label::Class(class) => self.first_classes |= class.bit(),
            }
        }
    }

    /// The longest match from `at`; of equally long ones that of the earliest rule.
    pub(crate) fn longest(&self, lexicon: &Lexicon, atoms: &[Atom], at: usize, accept: impl Fn(&Found) -> bool) -> Option<Found> {
        let first = atoms.get(at)?;
        if first.is_blank() {
            return None;
        }
        let mut walk = Walk { trie: self, lexicon, atoms, best: None, accept };
        let root = self.nodes.first()?;
        let from = self.first_words.partition_point(|&word| word < first.word);
        let by_word = root.edges.get(from..self.first_words.len()).unwrap_or_default();
        for edge in by_word.iter().take_while(|edge| edge.label == Label::Word(first.word)) {
            walk.follow(edge, at, Captures::default());
        }
        // Number words may also begin a year or an ordinal of several words.
        let spoken = if lexicon.may_begin_number(first.word) { SPOKEN } else { 0 };
        if self.first_classes & (first.mask | spoken) != 0 {
            for edge in root.edges.get(self.first_words.len()..).unwrap_or_default() {
                walk.follow(edge, at, Captures::default());
            }
        }
        walk.best
    }
}

struct Walk<'a, A> {
    trie: &'a Trie,
    lexicon: &'a Lexicon,
    atoms: &'a [Atom],
    best: Option<Found>,
    accept: A,
}

impl<A: Fn(&Found) -> bool> Walk<'_, A> {
    fn follow(&mut self, edge: &Edge, at: usize, mut captures: Captures) {
        let next = match edge.label {
            Label::Word(word) => self.atoms.get(at).filter(|atom| atom.word == word).map(|_| at + 1),
            Label::Class(class) => capture(class, self.lexicon, self.atoms, at, &mut captures),
        };
        let Some(next) = next else { return };
        if let Some((class, value)) = edge.sets {
            captures.set(class, value);
        }
        let Some(node) = self.trie.nodes.get(edge.to) else { return };
        if let Some(rule) = node.rule {
            let found = Found { rule, end: next, captures };
            let better = self.best.is_none_or(|best| (best.end, std::cmp::Reverse(best.rule)) < (next, std::cmp::Reverse(rule)));
            if better && (self.accept)(&found) {
                self.best = Some(found);
            }
        }
        for edge in &node.edges {
            self.follow(edge, next, captures);
        }
    }
}

/// Takes a class at an atom; the atom behind it.
fn capture(class: Class, lexicon: &Lexicon, atoms: &[Atom], at: usize, captures: &mut Captures) -> Option<usize> {
    let atom = atoms.get(at)?;
    match class {
        Class::Number => {
            if !atom.is(Class::Number) && !lexicon.may_begin_number(atom.word) {
                return None;
            }
            let number = numeral(atoms, at, lexicon)?;
            // Of a range the lower end counts.
            captures.count = captures.count.or(Some(number.value));
            captures.vague |= number.indefinite;
            return Some(number.end);
        }
        Class::Year if !atom.is(Class::Year) => {
            let (year, end) = spoken_year(lexicon, atoms, at)?;
            captures.set(class, f64::from(year));
            return Some(end);
        }
        Class::Ordinal | Class::Day if !atom.is(class) => {
            let (value, end) = spoken_ordinal(lexicon, atoms, at)?;
            captures.set(class, f64::from(value));
            return (class == Class::Ordinal || value <= 31).then_some(end);
        }
        _ => {}
    }
    if !atom.is(class) {
        return None;
    }
    captures.take(class, atom, lexicon.sense(atom.word, class).unwrap_or(0.0));
    Some(at + 1)
}

/// "nineteen ninety-seven", "two thousand and five".
fn spoken_year(lexicon: &Lexicon, atoms: &[Atom], at: usize) -> Option<(i32, usize)> {
    let word = |at: usize| atoms.get(at).and_then(|atom| lexicon.sense(atom.word, Class::Cardinal));
    let first = word(at)?;
    if (10.0..=20.0).contains(&first) && word(at + 1).is_some_and(|second| (10.0..100.0).contains(&second)) {
        let rest = numeral(atoms, at + 1, lexicon).filter(|rest| rest.value < 100.0)?;
        return Some(((first * 100.0 + rest.value) as i32, rest.end));
    }
    let whole = numeral(atoms, at, lexicon)?;
    let modern = !whole.figures && (2000.0..2100.0).contains(&whole.value) && whole.value.fract() == 0.0;
    modern.then_some((whole.value as i32, whole.end))
}

/// "twenty-first".
fn spoken_ordinal(lexicon: &Lexicon, atoms: &[Atom], at: usize) -> Option<(u32, usize)> {
    let tens = lexicon.sense(atoms.get(at)?.word, Class::Cardinal).filter(|tens| *tens >= 20.0 && tens % 10.0 == 0.0)?;
    let joined = atoms.get(at + 1).is_some_and(|atom| lexicon.is_hyphen(atom.word));
    let last = atoms.get(at + 1 + usize::from(joined))?;
    let ones = lexicon.sense(last.word, Class::Ordinal).filter(|ones| *ones < 10.0)?;
    Some(((tens + ones) as u32, at + 2 + usize::from(joined)))
}

impl Captures {
    /// Notes what an atom says as a member of a class.
    fn take(&mut self, class: Class, atom: &Atom, sense: f64) {
        match (class, atom.shape) {
            (Class::Year, Shape::Number(value, _)) => self.set(class, value),
            (Class::ShortYear, Shape::ShortYear(value)) => self.set(class, f64::from(super::figures::full_year(value))),
            (Class::Day | Class::Small | Class::OrdinalSmall, Shape::Number(value, _)) => self.set(class, value),
            (Class::Day | Class::Ordinal, Shape::Ordinal(value)) => self.set(class, f64::from(value)),
            (Class::Date, Shape::Date(year, month, day)) => self.date = Some((year, month, day)),
            (Class::Decade, Shape::Decade(year)) => self.set(class, f64::from(year)),
            (Class::Clock | Class::PointClock, _) => self.clock = atom.clock,
            _ => self.set(class, sense),
        }
    }
}
