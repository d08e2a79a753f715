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
    /// Scores of the labels of neighbours, rows to, columns from; what is illegal is [`ILLEGAL`].
    arrivals: Vec<f32>,
    /// Their exponentials, rows to, columns from.
    links: Vec<f32>,
    /// Scores of the labels, a row a token.
    emissions: Vec<f32>,
}

impl NameDecoder {
    /// For label sequences scored by `transitions`, rows from, columns to.
    pub(crate) fn new(labels: &[NameLabel], transitions: &[f32]) -> NameDecoder {
        let count = labels.len();
        let score = |from: usize, to: usize| transitions.get(from * count + to).copied().unwrap_or(ILLEGAL);
        let scored = labels.iter().enumerate().flat_map(|(to, label)| {
            let pairs = labels.iter().copied().enumerate();
            pairs.map(move |(from, before)| if label.may_follow(Some(before)) { score(from, to) } else { ILLEGAL })
        });
        let arrivals: Vec<f32> = scored.collect();
        let links = arrivals.iter().map(|score| scalar_exp(*score)).collect();
        NameDecoder { labels: labels.to_vec(), arrivals, links, emissions: Vec::new() }
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
                name.probability = self.probability(&chain, name, &path);
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
            for (label, arrivals) in self.arrivals.chunks_exact(count).enumerate() {
                let (from, score) = greatest(scores.iter().zip(arrivals).map(|(score, arrival)| score + arrival));
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
        let mut chain = Chain::default();
        for emissions in self.emissions.chunks_exact(count.max(1)) {
            let peak = emissions.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let weights: Vec<f32> = emissions.iter().map(|emission| scalar_exp(emission - peak)).collect();
            let row: Vec<f32> = match chain.forward.last() {
                None => weights.iter().enumerate().map(|(label, weight)| scalar_exp(self.opening(label)) * weight).collect(),
                Some(before) => {
                    let arriving =
                        self.links.chunks_exact(count).map(|links| links.iter().zip(before).map(|(link, sum)| link * sum).sum::<f32>());
                    arriving.zip(&weights).map(|(sum, weight)| sum * weight).collect()
                }
            };
            let sum = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            chain.forward.push(row.iter().map(|value| value / sum).collect());
            chain.entering.push(weights.iter().map(|weight| weight / sum).collect());
        }
        let mut after = vec![1.0; count];
        for entering in chain.entering.iter().rev() {
            let leaving: Vec<f32> = entering.iter().zip(&after).map(|(weight, sum)| weight * sum).collect();
            after.fill(0.0);
            for (links, leaving) in self.links.chunks_exact(count).zip(&leaving) {
                after.iter_mut().zip(links).for_each(|(sum, link)| *sum += link * leaving);
            }
            chain.leaving.push(leaving);
        }
        chain.leaving.reverse();
        chain
    }

    fn link(&self, from: usize, to: usize) -> f32 {
        self.links.get(to * self.count() + from).copied().unwrap_or(0.0)
    }

    /// How probable it is that a name has exactly these tokens and this kind.
    fn probability(&self, chain: &Chain, name: &Name, path: &[usize]) -> f32 {
        let label = |token: usize| path.get(token).copied().unwrap_or(0);
        let mut sum = at(&chain.forward, name.tokens.start, label(name.tokens.start));
        for token in name.tokens.clone().skip(1) {
            sum *= self.link(label(token - 1), label(token)) * at(&chain.entering, token, label(token));
        }
        let last = label(name.tokens.end - 1);
        if let Some(leaving) = chain.leaving.get(name.tokens.end) {
            let goes_on = |to: &usize| self.label(*to) == NameLabel::Inside(name.kind);
            let ends = leaving.iter().enumerate().filter(|(to, _)| !goes_on(to));
            sum *= ends.map(|(to, leaving)| self.link(last, to) * leaving).sum::<f32>();
        }
        sum.clamp(0.0, 1.0)
    }
}

/// The greatest of the scores and where it stands, the first of equals.
fn greatest(scores: impl Iterator<Item = f32>) -> (usize, f32) {
    scores.enumerate().fold((0, f32::NEG_INFINITY), |best, (place, score)| if score > best.1 { (place, score) } else { best })
}

/// Forward and backward sums of a linear chain, scaled token by token: a row a token, a column a label.
#[derive(Default)]
struct Chain {
    forward: Vec<Vec<f32>>,
    /// What entering a label at a token multiplies a sum by.
    entering: Vec<Vec<f32>>,
    /// The sums of all sequences that enter a label at a token.
    leaving: Vec<Vec<f32>>,
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
