//! Scores of heads, bilinear in f32, and of relations, whose many weights are integers.

use std::ops::Range;

use super::dense::{Dense, QuantisedRows};
use super::network::{Network, Work};
use super::vector::{FloatMatrix, Instructions, LANES, add_weighted, greatest, multiply, sum_exp};
use crate::model::{Labels, ModelError, Tensors};

/// Weights that score a head for a dependent.
#[derive(Debug)]
pub(super) struct Arcs {
    bilinear: FloatMatrix,
    bias: Vec<f32>,
    root: Vec<f32>,
}

/// Weights that score a relation between a dependent and its head.
#[derive(Debug)]
pub(super) struct Relations {
    /// From a head to a row for each value of a dependent, a column a label.
    bilinear: Dense,
    /// One row for each value of a dependent, then of a head; a column a label.
    linear: FloatMatrix,
    bias: Vec<f32>,
    root: Vec<f32>,
    /// Position of the label `root`.
    root_label: usize,
}

/// Scores of all heads for all dependents of one sentence, and the memory to work them out.
#[derive(Debug, Default)]
pub(crate) struct ArcScores {
    /// A row a dependent: the root first, then the tokens.
    scores: Vec<f32>,
    width: usize,
    count: usize,
    projected: Vec<f32>,
    heads: FloatMatrix,
    rows: Vec<f32>,
}

/// Relations of the tokens of a batch, and the memory to work them out.
#[derive(Debug, Default)]
pub(crate) struct RelationScores {
    /// The best label of each token and how probable it is.
    pub(crate) best: Vec<(usize, f32)>,
    /// Tokens, those of one head side by side.
    order: Vec<usize>,
    heads: QuantisedRows,
    through: Vec<f32>,
    sums: Vec<i32>,
    ends: Vec<f32>,
    scores: Vec<f32>,
}

/// Heads that are multiplied together; what comes of them stays in the second cache.
const HEADS: usize = 12;

/// A score that no other comes near: a token as its own head.
const IMPOSSIBLE: f32 = -1e4;

impl Arcs {
    pub(super) fn read(tensors: &Tensors<'_>, heads: usize, dependents: usize) -> Result<Arcs, ModelError> {
        let bilinear = tensors.floats("arc.bilinear", &[dependents, heads])?;
        Ok(Arcs {
            bilinear: matrix(&bilinear, dependents, heads),
            bias: tensors.floats("arc.headbias", &[heads])?,
            root: tensors.floats("arc.root", &[heads])?,
        })
    }
}

fn matrix(values: &[f32], rows: usize, columns: usize) -> FloatMatrix {
    let mut matrix = FloatMatrix::zeros(rows, columns);
    for (place, value) in values.iter().enumerate() {
        matrix.set(place / columns, place % columns, *value);
    }
    matrix
}

impl Relations {
    pub(super) fn read(
        tensors: &Tensors<'_>,
        labels: &Labels,
        [heads, dependents]: [usize; 2],
        instructions: Instructions,
    ) -> Result<Relations, ModelError> {
        let count = labels.deprel.len();
        let products = tensors.floats("rel.bilinear", &[count, dependents, heads])?;
        let ends = tensors.floats("rel.linear", &[count, dependents + heads])?;
        let padding = vec![0.0; heads];
        // A dependent's value after the other, and for each all labels, padded to whole groups.
        let places = (0..dependents).flat_map(|value| (0..count.next_multiple_of(LANES)).map(move |label| (value, label)));
        let row = |(value, label): (usize, usize)| {
            let start = (label * dependents + value) * heads;
            products.get(start..start + heads).filter(|_| label < count).unwrap_or(&padding)
        };
        let bilinear = Dense::of_floats(instructions, places.map(row), heads);
        let mut linear = FloatMatrix::zeros(dependents + heads, count);
        for (place, value) in ends.iter().enumerate() {
            linear.set(place % (dependents + heads), place / (dependents + heads), *value);
        }
        let (bias, root) = (tensors.floats("rel.bias", &[count])?, tensors.floats("rel.root", &[heads])?);
        Ok(Relations { bilinear, linear, bias, root, root_label: labels.root })
    }
}

impl Network {
    /// Scores every head for every token of sentence `number` of the batch.
    pub(crate) fn score_arcs(&self, work: &Work, number: usize, found: &mut ArcScores) {
        let run = work.batch.sentence(number);
        let count = run.len();
        found.heads.reset(self.arcs.root.len(), count + 1);
        found.rows.clear();
        let mut bias = vec![0.0; found.heads.width()];
        for place in 0..=count {
            let head = if place == 0 { &self.arcs.root } else { self.arc_head(work, run.start + place - 1) };
            let mut sum = 0.0;
            for (row, (value, weight)) in head.iter().zip(&self.arcs.bias).enumerate() {
                found.heads.set(row, place, *value);
                sum += value * weight;
            }
            if let Some(bias) = bias.get_mut(place) {
                *bias = sum;
            }
        }
        run.for_each(|token| found.rows.extend_from_slice(self.arc_dependent(work, token)));
        found.projected.resize(count * self.arcs.bilinear.width(), 0.0);
        multiply(self.instructions, &found.rows, &self.arcs.bilinear, &mut found.projected);
        keep_columns(&mut found.projected, self.arcs.bilinear.width(), found.heads.rows());
        found.width = found.heads.width();
        found.count = count;
        found.scores.resize(count * found.width, 0.0);
        multiply(self.instructions, &found.projected, &found.heads, &mut found.scores);
        for (token, row) in found.scores.chunks_exact_mut(found.width).enumerate() {
            row.iter_mut().zip(&bias).for_each(|(score, bias)| *score += bias);
            if let Some(own) = row.get_mut(token + 1) {
                *own = IMPOSSIBLE;
            }
        }
    }

    /// The best relation of every token of the batch to its head, which is another token of the batch or the root.
    pub(crate) fn score_relations(&self, work: &Work, heads: &[Option<usize>], found: &mut RelationScores) {
        let relations = &self.relations;
        let width = relations.linear.width();
        let head_of = |head: Option<usize>| head.map_or(relations.root.as_slice(), |head| self.relation_head(work, head));
        found.ends.clear();
        for (token, head) in heads.iter().enumerate() {
            found.ends.extend_from_slice(self.relation_dependent(work, token));
            found.ends.extend_from_slice(head_of(*head));
        }
        found.scores.resize(heads.len() * width, 0.0);
        multiply(self.instructions, &found.ends, &relations.linear, &mut found.scores);
        let of_token = |token: usize| heads.get(token).copied().flatten();
        found.order.clear();
        found.order.extend(0..heads.len());
        found.order.sort_unstable_by_key(|&token| (of_token(token), token));
        // What a head makes of its dependents is worked out once for all of them.
        let families: Vec<&[usize]> = found.order.chunk_by(|one, other| of_token(*one) == of_token(*other)).collect();
        for families in families.chunks(HEADS) {
            found.heads.reset(relations.bilinear.input_width());
            for family in families {
                let head = family.first().and_then(|&token| of_token(token));
                found.heads.push_floats(self.instructions, head_of(head));
            }
            relations.bilinear.apply(&found.heads, &mut found.through, &mut found.sums);
            for (family, through) in families.iter().zip(found.through.chunks_exact(relations.bilinear.output_width())) {
                for &token in *family {
                    let scores = found.scores.get_mut(token * width..(token + 1) * width).unwrap_or_default();
                    add_weighted(self.instructions, self.relation_dependent(work, token), through, scores);
                }
            }
        }
        found.best.clear();
        for (scores, head) in found.scores.chunks_exact_mut(width).zip(heads) {
            found.best.push(relations.best(self.instructions, scores, head.is_none()));
        }
    }
}

impl Relations {
    /// The best label and its probability; `root` if and only if the head is the root.
    fn best(&self, instructions: Instructions, scores: &mut [f32], root: bool) -> (usize, f32) {
        scores.iter_mut().zip(&self.bias).for_each(|(score, bias)| *score += bias);
        if root {
            return (self.root_label, 1.0);
        }
        if let Some(score) = scores.get_mut(self.root_label) {
            *score = IMPOSSIBLE;
        }
        let scores = scores.get(..self.bias.len()).unwrap_or_default();
        let Some((label, score)) = greatest(instructions, scores) else { return (0, 0.0) };
        (label, 1.0 / sum_exp(instructions, scores, score))
    }
}

impl ArcScores {
    /// The scores of all heads of a token: the root, then the tokens in order.
    /// Rules out that a word of one stretch hangs on a word of the other.
    pub(crate) fn part(&mut self, one: &Range<usize>, other: &Range<usize>) {
        for (token, head) in one.clone().flat_map(|token| other.clone().map(move |head| (token, head))) {
            for (token, head) in [(token, head), (head, token)] {
                // The root stands before the tokens.
                if let Some(score) = self.scores.get_mut(token * self.width + head + 1) {
                    *score = IMPOSSIBLE;
                }
            }
        }
    }

    pub(crate) fn row(&self, token: usize) -> &[f32] {
        self.scores.get(token * self.width..token * self.width + self.count + 1).unwrap_or_default()
    }

    /// Number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// The sum by which exponentials of a token's scores become probabilities, and the shift they need.
    pub(crate) fn normaliser(&self, network: &Network, token: usize) -> (f32, f32) {
        let row = self.row(token);
        let shift = greatest(network.instructions, row).map_or(0.0, |(_, score)| score);
        (sum_exp(network.instructions, row, shift), shift)
    }
}

/// Cuts each row of `width` values down to its first `kept`, in place.
fn keep_columns(rows: &mut Vec<f32>, width: usize, kept: usize) {
    if kept < width {
        let count = rows.len() / width;
        for row in 0..count {
            rows.copy_within(row * width..row * width + kept, row * kept);
        }
        rows.truncate(count * kept);
    }
}

#[cfg(test)]
impl ArcScores {
    /// Scores given row by row.
    pub(crate) fn of_rows(rows: &[Vec<f32>]) -> ArcScores {
        ArcScores { scores: rows.concat(), width: rows.len() + 1, count: rows.len(), ..ArcScores::default() }
    }
}
