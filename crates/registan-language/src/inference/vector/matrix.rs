//! A weight matrix of 8-bit integers, packed for the instructions that will multiply by it.

use super::{Instructions, LANES, Set, portable};
#[cfg(target_arch = "x86_64")]
use super::{avx2, avx512};

/// Rows (outputs) by columns (inputs) of weights.
#[derive(Debug)]
pub(crate) struct Matrix {
    instructions: Instructions,
    outputs: usize,
    inputs: usize,
    packed: Packed,
}

/// The weights in the order that the instructions want.
#[derive(Debug)]
enum Packed {
    /// Row after row, widened to 16 bits.
    Rows(Vec<i16>),
    /// Blocks of [`LANES`] rows; within a block, groups of `depth` neighbouring columns of each row stand side by
    /// side, so that one load brings the weights of all rows of the block for a few inputs:
    /// `[block][column / depth][row in block][column % depth]`.
    #[cfg_attr(not(target_arch = "x86_64"), expect(dead_code, reason = "only vector instructions want blocks"))]
    Blocks(Vec<i8>),
}

/// Columns are padded with zeros to a multiple of this, for every instruction set.
pub(crate) const INPUT_STEP: usize = 4;

impl Matrix {
    /// Packs `weights`, rows one after the other, each `inputs` long. Missing weights are zero.
    pub(crate) fn new(instructions: Instructions, weights: &[i8], outputs: usize, inputs: usize) -> Matrix {
        let width = inputs.next_multiple_of(INPUT_STEP);
        let rows = weights.chunks(inputs.max(1)).take(outputs);
        let packed = match instructions.0 {
            Set::Portable => Packed::Rows(widened(rows, outputs, width)),
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => Packed::Blocks(blocks(rows, outputs, width, avx2::DEPTH)),
            #[cfg(target_arch = "x86_64")]
            Set::Avx512 => Packed::Blocks(blocks(rows, outputs, width, avx512::DEPTH)),
        };
        Matrix { instructions, outputs, inputs, packed }
    }

    /// Length of a row of inputs with its padding, a multiple of four.
    pub(crate) fn input_width(&self) -> usize {
        self.inputs.next_multiple_of(INPUT_STEP)
    }

    /// Length of a row of outputs with its padding, whole groups of lanes.
    pub(crate) fn output_width(&self) -> usize {
        self.outputs.div_ceil(LANES) * LANES
    }

    /// Multiplies each row of `x` by the matrix. Rows of `x` are [`Self::input_width`] long, rows of `y`
    /// [`Self::output_width`]; rows that only one of them has are left alone. No input may be -128.
    pub(crate) fn multiply(&self, x: &[i8], y: &mut [i32]) {
        if self.outputs == 0 || self.inputs == 0 {
            return y.fill(0);
        }
        match self.instructions.0 {
            Set::Portable => portable::multiply(self, x, y),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: an `Instructions` with this set exists only where the machine has it.
            Set::Avx2 => unsafe { avx2::multiply(self, x, y) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Set::Avx512 => unsafe { avx512::multiply(self, x, y) },
        }
    }

    /// The packed weights of one block of rows after the other; none if they are not in blocks.
    #[cfg(target_arch = "x86_64")]
    pub(super) fn blocks(&self) -> std::slice::ChunksExact<'_, i8> {
        let blocks = if let Packed::Blocks(blocks) = &self.packed { blocks.as_slice() } else { &[] };
        blocks.chunks_exact(self.input_width() * LANES)
    }

    /// The widened weights of one row after the other, padding rows included; none if they are in blocks.
    pub(super) fn rows(&self) -> std::slice::ChunksExact<'_, i16> {
        let rows = if let Packed::Rows(rows) = &self.packed { rows.as_slice() } else { &[] };
        rows.chunks_exact(self.input_width())
    }
}

fn widened<'w>(rows: impl Iterator<Item = &'w [i8]>, outputs: usize, width: usize) -> Vec<i16> {
    let mut packed = vec![0; outputs.next_multiple_of(LANES) * width];
    for (row, target) in rows.zip(packed.chunks_exact_mut(width.max(1))) {
        target.iter_mut().zip(row).for_each(|(target, weight)| *target = i16::from(*weight));
    }
    packed
}

#[cfg(target_arch = "x86_64")]
fn blocks<'w>(rows: impl Iterator<Item = &'w [i8]>, outputs: usize, width: usize, depth: usize) -> Vec<i8> {
    let steps = width / depth;
    let mut packed = vec![0; outputs.next_multiple_of(LANES) * width];
    for (number, row) in rows.enumerate() {
        let block = (number / LANES) * steps;
        for (column, weight) in row.iter().enumerate() {
            let place = ((block + column / depth) * LANES + number % LANES) * depth + column % depth;
            if let Some(entry) = packed.get_mut(place) {
                *entry = *weight;
            }
        }
    }
    packed
}
