//! Scores of heads and relations: bilinear in f32.

use std::ops::Range;

use super::network::{Network, Work};
use super::vector::{FloatMatrix, Instructions, greatest, multiply, outer_product, sum_exp};
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
    /// One row for each product of a dependent's and a head's value, then for each value of either; a column a label.
    weights: FloatMatrix,
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
    products: Vec<f32>,
    scores: Vec<f32>,
}

/// Tokens whose relations are worked out together.
const RELATION_TOKENS: usize = 8;

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
    pub(super) fn read(tensors: &Tensors<'_>, labels: &Labels, [heads, dependents]: [usize; 2]) -> Result<Relations, ModelError> {
        let count = labels.deprel.len();
        let products = dependents * heads;
        let bilinear = tensors.floats("rel.bilinear", &[count, dependents, heads])?;
        let linear = tensors.floats("rel.linear", &[count, dependents + heads])?;
        let mut weights = FloatMatrix::zeros(products + dependents + heads, count);
        for (place, value) in bilinear.iter().enumerate() {
            weights.set(place % products, place / products, *value);
        }
        for (place, value) in linear.iter().enumerate() {
            weights.set(products + place % (dependents + heads), place / (dependents + heads), *value);
        }
        let (bias, root) = (tensors.floats("rel.bias", &[count])?, tensors.floats("rel.root", &[heads])?);
        Ok(Relations { weights, bias, root, root_label: labels.root })
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
        let (length, width) = (relations.weights.rows(), relations.weights.width());
        found.best.clear();
        // A few tokens at a time, so that their products stay near.
        for (chunk, heads) in heads.chunks(RELATION_TOKENS).enumerate() {
            found.products.resize(heads.len() * length, 0.0);
            let tokens = (RELATION_TOKENS * chunk..).zip(heads).zip(found.products.chunks_exact_mut(length));
            for ((token, head), row) in tokens {
                let dependent = self.relation_dependent(work, token);
                let head = head.map_or(relations.root.as_slice(), |head| self.relation_head(work, head));
                let (products, linear) = row.split_at_mut(length - dependent.len() - head.len());
                outer_product(self.instructions, dependent, head, products);
                linear.iter_mut().zip(dependent.iter().chain(head)).for_each(|(target, value)| *target = *value);
            }
            found.scores.resize(heads.len() * width, 0.0);
            multiply(self.instructions, &found.products, &relations.weights, &mut found.scores);
            for (scores, head) in found.scores.chunks_exact_mut(width).zip(heads) {
                let best = relations.best(self.instructions, scores, head.is_none());
                found.best.push(best);
            }
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
