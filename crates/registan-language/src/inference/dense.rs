//! Dense layers: integer products with a scale for each output, and rows of values on their way there.

use std::ops::Range;

use super::vector::{Instructions, LANES, Matrix, dequantise, quantise};
use crate::model::{ModelError, Tensors};

/// Several dense layers with the same input, worked out at once.
#[derive(Debug)]
pub(super) struct Dense {
    instructions: Instructions,
    matrix: Matrix,
    scale: Vec<f32>,
    bias: Vec<f32>,
}

/// Rows of integers, each with the scale that turns them into values.
#[derive(Clone, Debug, Default)]
pub(super) struct QuantisedRows {
    pub(super) values: Vec<i8>,
    pub(super) scales: Vec<f32>,
    width: usize,
}

impl QuantisedRows {
    /// Empties the rows; new ones are `width` long.
    pub(super) fn reset(&mut self, width: usize) {
        self.values.clear();
        self.scales.clear();
        self.width = width;
    }

    /// Appends a row of integers, padded with zeros.
    pub(super) fn push(&mut self, row: &[i8], scale: f32) {
        let start = self.values.len();
        self.values.extend_from_slice(row);
        self.values.resize(start + self.width, 0);
        self.scales.push(scale);
    }

    /// Appends a row of values, quantised and padded with zeros.
    pub(super) fn push_floats(&mut self, instructions: Instructions, row: &[f32]) {
        let start = self.values.len();
        self.values.resize(start + self.width, 0);
        let target = self.values.get_mut(start..).unwrap_or_default();
        self.scales.push(quantise(instructions, row, target));
    }

    /// Replaces all rows by those of `x`, each `length` long.
    pub(super) fn quantise(&mut self, instructions: Instructions, x: &[f32], length: usize, width: usize) {
        self.reset(width);
        self.values.resize(x.len() / length.max(1) * width, 0);
        for (row, target) in x.chunks_exact(length.max(1)).zip(self.values.chunks_exact_mut(width.max(1))) {
            self.scales.push(quantise(instructions, row, target));
        }
    }
}

/// Rows that are multiplied before their sums are turned into values; they stay in the nearest cache.
const TILE: usize = 24;

impl Dense {
    /// The layers named, which all take `inputs`: `NAME.weight`, its scale and `NAME.bias`. Returns where each one's
    /// outputs begin; they begin on whole groups of lanes.
    pub(super) fn read(
        tensors: &Tensors<'_>,
        instructions: Instructions,
        names: &[&str],
        inputs: usize,
    ) -> Result<(Dense, Vec<Range<usize>>), ModelError> {
        let (mut weights, mut scale, mut bias) = (Vec::new(), Vec::new(), Vec::new());
        let mut parts = Vec::new();
        for name in names {
            let weight = format!("{name}.weight");
            let [outputs, _] = tensors.size(&weight)?;
            weights.extend(tensors.integers(&weight, &[outputs, inputs])?);
            scale.extend(tensors.floats(&format!("{weight}.scale"), &[outputs])?);
            bias.extend(tensors.floats(&format!("{name}.bias"), &[outputs])?);
            let start = parts.last().map_or(0, |before: &Range<usize>| before.end.next_multiple_of(LANES));
            parts.push(start..start + outputs);
            let end = (start + outputs).next_multiple_of(LANES);
            weights.resize(end * inputs, 0);
            scale.resize(end, 0.0);
            bias.resize(end, 0.0);
        }
        Ok((Dense::new(instructions, &weights, inputs, scale, bias), parts))
    }

    /// A layer with as many outputs as `scale` and `bias` are long, whole groups of lanes.
    pub(super) fn new(instructions: Instructions, weights: &[i8], inputs: usize, scale: Vec<f32>, bias: Vec<f32>) -> Dense {
        let matrix = Matrix::new(instructions, weights, scale.len(), inputs);
        Dense { instructions, matrix, scale, bias }
    }

    /// A layer without bias whose weights are quantised here, a row of `inputs` for each output; whole groups of lanes.
    pub(super) fn of_floats<'w>(instructions: Instructions, rows: impl Iterator<Item = &'w [f32]>, inputs: usize) -> Dense {
        let (mut weights, mut scale) = (Vec::new(), Vec::new());
        for row in rows {
            let start = weights.len();
            weights.resize(start + inputs, 0);
            scale.push(quantise(instructions, row, weights.get_mut(start..).unwrap_or_default()));
        }
        let bias = vec![0.0; scale.len()];
        Dense::new(instructions, &weights, inputs, scale, bias)
    }

    /// Length of a row of inputs with its padding.
    pub(super) fn input_width(&self) -> usize {
        self.matrix.input_width()
    }

    /// Length of a row of outputs.
    pub(super) fn output_width(&self) -> usize {
        self.matrix.output_width()
    }

    /// A row of outputs for each row of inputs. `sums` is memory to work in.
    pub(super) fn apply(&self, x: &QuantisedRows, y: &mut Vec<f32>, sums: &mut Vec<i32>) {
        let width = self.output_width();
        y.resize(x.scales.len() * width, 0.0);
        sums.resize(TILE * width, 0);
        let tiles = x.values.chunks(TILE * self.input_width()).zip(x.scales.chunks(TILE)).zip(y.chunks_mut(TILE * width));
        for ((values, scales), y) in tiles {
            self.matrix.multiply(values, sums);
            for ((y, sums), scale) in y.chunks_exact_mut(width).zip(sums.chunks_exact(width)).zip(scales) {
                dequantise(self.instructions, sums, *scale, &self.scale, &self.bias, y);
            }
        }
    }
}
