//! The best names of a sentence: Viterbi's algorithm over labels of the IOB2 scheme, and how probable each name is.

use super::gazetteer::Known;
use crate::analysis::Name;
use crate::inference::scalar_exp;
use crate::model::NameLabel;

/// What a known name adds to the scores of its labels.
const KNOWN_BONUS: f32 = 2.0;
/// What is taken off going on with a name where another known one begins.
const SEAM_PENALTY: f32 = 8.0;
/// The score of what the scheme does not allow.
const ILLEGAL: f32 = -1e4;

/// Decodes the names of one sentence after the other; keeps its memory.
#[derive(Debug, Default)]
pub(crate) struct NameDecoder {
    labels: Vec<NameLabel>,
    /// Scores of the labels of neighbours, rows from, columns to; what is illegal is [`ILLEGAL`].
    transitions: Vec<f32>,
    /// Scores of the labels, a row a token.
    emissions: Vec<f32>,
}

impl NameDecoder {
    /// For label sequences scored by `transitions`, rows from, columns to.
    pub(crate) fn new(labels: &[NameLabel], transitions: &[f32]) -> NameDecoder {
        let legal = |place: usize| {
            let before = labels.get(place / labels.len()).copied();
            labels.get(place % labels.len()).is_some_and(|label| label.may_follow(before))
        };
        let scored = transitions.iter().enumerate().map(|(place, score)| if legal(place) { *score } else { ILLEGAL });
        NameDecoder { labels: labels.to_vec(), transitions: scored.collect(), emissions: Vec::new() }
    }

    /// The names of a sentence of which `rows` gives the scores of the labels of each token; positions count from
    /// `start`. `known` leans towards names that are known.
    pub(crate) fn decode<'r>(&mut self, rows: impl Iterator<Item = &'r [f32]>, known: &[Known], start: usize) -> Vec<Name> {
        self.emissions.clear();
        rows.for_each(|row| self.emissions.extend_from_slice(row));
        self.lean(known);
        let path = self.best_path();
        let mut names: Vec<Name> = Vec::new();
        for (token, label) in path.iter().enumerate() {
            match (self.label(*label), names.last_mut()) {
                (NameLabel::Begin(kind), _) => names.push(Name { tokens: token..token + 1, kind, probability: 0.0 }),
                (NameLabel::Inside(_), Some(name)) => name.tokens.end = token + 1,
                _ => {}
            }
        }
        if !names.is_empty() {
            let chain = self.chain();
            for name in &mut names {
                name.probability = chain.probability(self, name, &path);
                name.tokens = name.tokens.start + start..name.tokens.end + start;
            }
        }
        names
    }

    fn count(&self) -> usize {
        self.labels.len()
    }

    fn label(&self, label: usize) -> NameLabel {
        self.labels.get(label).copied().unwrap_or(NameLabel::Outside)
    }

    fn emission(&self, token: usize, label: usize) -> f32 {
        self.emissions.get(token * self.count() + label).copied().unwrap_or(ILLEGAL)
    }

    fn transition(&self, from: usize, to: usize) -> f32 {
        self.transitions.get(from * self.count() + to).copied().unwrap_or(ILLEGAL)
    }

    /// The score of beginning a sentence with a label.
    fn opening(&self, label: usize) -> f32 {
        if self.label(label).may_follow(None) { 0.0 } else { ILLEGAL }
    }

    /// Adds to the scores of known names, and takes off going on where one ends and another begins.
    fn lean(&mut self, known: &[Known]) {
        let count = self.count();
        let mut end = usize::MAX;
        for name in known {
            // One word beside another capital may be part of a longer name: "FC Utrecht".
            let bonus = if name.alone || name.tokens.len() > 1 { KNOWN_BONUS } else { 0.0 };
            for token in name.tokens.clone() {
                let first = token == name.tokens.start;
                let seam = first && token == end;
                for (label, score) in self.labels.iter().zip(self.emissions.iter_mut().skip(token * count)) {
                    *score += match label {
                        NameLabel::Inside(_) if seam => -SEAM_PENALTY,
                        NameLabel::Begin(kind) if first && name.may_be(*kind) => bonus,
                        NameLabel::Inside(kind) if name.may_be(*kind) => bonus,
                        NameLabel::Begin(_) if !first => -bonus,
                        _ => 0.0,
                    };
                }
            }
            end = name.tokens.end;
        }
    }

    /// The best sequence of labels, the first of equals.
    fn best_path(&self) -> Vec<usize> {
        let count = self.count();
        let tokens = self.emissions.len() / count.max(1);
        let mut scores: Vec<f32> = (0..count).map(|label| self.opening(label) + self.emission(0, label)).collect();
        let mut origins: Vec<usize> = Vec::with_capacity(tokens * count);
        for token in 1..tokens {
            let mut next = Vec::with_capacity(count);
            for label in 0..count {
                let arrivals = scores.iter().enumerate().map(|(from, score)| score + self.transition(from, label));
                let (from, score) = greatest(arrivals);
                origins.push(from);
                next.push(score + self.emission(token, label));
            }
            scores = next;
        }
        let mut label = greatest(scores.into_iter()).0;
        let mut path = vec![label; tokens.min(1)];
        for origins in origins.rchunks(count) {
            label = origins.get(label).copied().unwrap_or(0);
            path.push(label);
        }
        path.reverse();
        path
    }

    /// Sums over all sequences, scaled so that they neither vanish nor overflow.
    fn chain(&self) -> Chain {
        let count = self.count();
        let tokens = self.emissions.len() / count.max(1);
        let mut chain = Chain::default();
        for token in 0..tokens {
            let peak = (0..count).map(|label| self.emission(token, label)).fold(f32::NEG_INFINITY, f32::max);
            chain.weights.push((0..count).map(|label| scalar_exp(self.emission(token, label) - peak)).collect());
        }
        chain.links = self.transitions.iter().map(|score| scalar_exp(*score)).collect();
        for token in 0..tokens {
            let arriving = |label: usize| match token.checked_sub(1) {
                None => scalar_exp(self.opening(label)),
                Some(before) => (0..count).map(|from| chain.forward(before, from) * chain.link(from * count + label)).sum(),
            };
            let row: Vec<f32> = (0..count).map(|label| arriving(label) * chain.weight(token, label)).collect();
            let sum = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            chain.forward.push(row.iter().map(|value| value / sum).collect());
            chain.sums.push(sum);
        }
        chain.backward = vec![vec![1.0; count]; tokens];
        for token in (1..tokens).rev() {
            let row = (0..count).map(|from| (0..count).map(|to| chain.leaving(count, token, from, to)).sum()).collect();
            if let Some(entry) = chain.backward.get_mut(token - 1) {
                *entry = row;
            }
        }
        chain
    }
}

/// The greatest of the scores and where it stands, the first of equals.
fn greatest(scores: impl Iterator<Item = f32>) -> (usize, f32) {
    scores.enumerate().fold((0, f32::NEG_INFINITY), |best, (place, score)| if score > best.1 { (place, score) } else { best })
}

/// Forward and backward sums of a linear chain, scaled token by token.
#[derive(Default)]
struct Chain {
    weights: Vec<Vec<f32>>,
    links: Vec<f32>,
    forward: Vec<Vec<f32>>,
    backward: Vec<Vec<f32>>,
    sums: Vec<f32>,
}

impl Chain {
    fn weight(&self, token: usize, label: usize) -> f32 {
        at(&self.weights, token, label)
    }

    fn link(&self, place: usize) -> f32 {
        self.links.get(place).copied().unwrap_or(0.0)
    }

    fn forward(&self, token: usize, label: usize) -> f32 {
        at(&self.forward, token, label)
    }

    /// The scaled sum of all sequences from label `to` of `token` on, when `from` stands before it.
    fn leaving(&self, count: usize, token: usize, from: usize, to: usize) -> f32 {
        let sum = self.sums.get(token).copied().unwrap_or(1.0);
        self.link(from * count + to) * self.weight(token, to) * at(&self.backward, token, to) / sum
    }

    /// How probable it is that a name has exactly these tokens and this kind.
    fn probability(&self, decoder: &NameDecoder, name: &Name, path: &[usize]) -> f32 {
        let count = decoder.count();
        let label = |token: usize| path.get(token).copied().unwrap_or(0);
        let mut sum = self.forward(name.tokens.start, label(name.tokens.start));
        for token in name.tokens.clone().skip(1) {
            let scale = self.sums.get(token).copied().unwrap_or(1.0);
            sum *= self.link(label(token - 1) * count + label(token)) * self.weight(token, label(token)) / scale;
        }
        let last = label(name.tokens.end - 1);
        if name.tokens.end < self.sums.len() {
            let goes_on = |to: &usize| decoder.label(*to) == NameLabel::Inside(name.kind);
            sum *= (0..count).filter(|to| !goes_on(to)).map(|to| self.leaving(count, name.tokens.end, last, to)).sum::<f32>();
        }
        sum.clamp(0.0, 1.0)
    }
}

fn at(rows: &[Vec<f32>], row: usize, column: usize) -> f32 {
    rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0.0)
}

#[cfg(test)]
#[expect(clippy::single_range_in_vec_init, reason = "the runs of tokens that are wanted")]
mod tests {
    use proptest::prelude::*;
    use registan_types::Language;

    use super::*;
    use crate::analysis::NameKind;
    use crate::decode::{Gazetteer, known_among};

    const LABELS: [NameLabel; 5] = [
        NameLabel::Outside,
        NameLabel::Begin(NameKind::Person),
        NameLabel::Inside(NameKind::Person),
        NameLabel::Begin(NameKind::Location),
        NameLabel::Inside(NameKind::Location),
    ];

    fn decode(rows: &[[f32; 5]], known: &[Known]) -> Vec<Name> {
        NameDecoder::new(&LABELS, &[0.0; 25]).decode(rows.iter().map(<[f32; 5]>::as_slice), known, 0)
    }

    /// Probability of a name by adding up all legal sequences.
    fn by_trial(rows: &[[f32; 5]], name: &Name) -> f64 {
        let (mut all, mut with) = (0.0, 0.0);
        for code in 0..5_usize.pow(rows.len() as u32) {
            let path: Vec<usize> = (0..rows.len()).map(|token| code / 5_usize.pow(token as u32) % 5).collect();
            let before = |token: usize| token.checked_sub(1).map(|before| LABELS[path[before]]);
            if !(0..rows.len()).all(|token| LABELS[path[token]].may_follow(before(token))) {
                continue;
            }
            let weight = path.iter().zip(rows).map(|(label, row)| f64::from(row[*label])).sum::<f64>().exp();
            all += weight;
            let inside = name.tokens.clone().skip(1).all(|token| LABELS[path[token]] == NameLabel::Inside(name.kind));
            let ends = path.get(name.tokens.end).is_none_or(|label| LABELS[*label] != NameLabel::Inside(name.kind));
            if LABELS[path[name.tokens.start]] == NameLabel::Begin(name.kind) && inside && ends {
                with += weight;
            }
        }
        with / all
    }

    proptest! {
        #[test]
        fn probabilities_are_those_of_the_chain(rows in proptest::collection::vec(proptest::array::uniform5(-4.0_f32..4.0), 1..5)) {
            for name in decode(&rows, &[]) {
                let wanted = by_trial(&rows, &name);
                prop_assert!((f64::from(name.probability) - wanted).abs() < 1e-4, "{} {}", name.probability, wanted);
            }
        }
    }

    #[test]
    fn a_name_never_begins_inside() {
        let names = decode(&[[0.0, 0.0, 9.0, 0.0, 0.0], [0.0, 0.0, 9.0, 0.0, 0.0]], &[]);
        let found: Vec<_> = names.iter().map(|name| (name.tokens.clone(), name.kind)).collect();
        assert_eq!(found, [(0..2, NameKind::Person)]);
    }

    #[test]
    fn known_neighbours_are_two_names() {
        let rows = [[0.0, 3.0, 0.0, 0.0, 0.0], [0.0, 1.0, 3.0, 0.0, 0.0]];
        let tokens = |known: &[Known]| decode(&rows, known).into_iter().map(|name| name.tokens).collect::<Vec<_>>();
        let people = |names: &[&'static str]| names.iter().map(|name| (*name, NameKind::Person)).collect::<Vec<_>>();
        let find = |names: &[&'static str]| known_among(&Gazetteer::new(Language::Dutch, people(names)), &["Lula", "Bolsonaro"]);
        assert_eq!(tokens(&[]), [0..2]);
        assert_eq!(tokens(&find(&["Lula", "Bolsonaro"])), [0..1, 1..2]);
        assert_eq!(tokens(&find(&["Lula", "Bolsonaro", "Lula Bolsonaro"])), [0..2]);
        // A known surname alone does not cut a name in two.
        assert_eq!(tokens(&find(&["Bolsonaro"])), [0..2]);
    }
}
