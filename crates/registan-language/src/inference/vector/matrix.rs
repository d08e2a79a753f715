//! A weight matrix of 8-bit integers, packed for the instructions that will multiply by it.

use super::{Instructions, LANES, Set, portable};
#[cfg(target_arch = "x86_64")]
use super::{avx2, avx512};

/// Rows (outputs) by columns (inputs) of weights.
///
/// Packed in blocks of [`LANES`] rows; within a block, groups of `depth` neighbouring columns of each row stand
/// side by side, so that one load brings the weights of all rows of the block for a few inputs:
/// `[block][column / depth][row in block][column % depth]`.
#[derive(Debug)]
pub(crate) struct Matrix {
    instructions: Instructions,
    outputs: usize,
    inputs: usize,
    packed: Vec<i8>,
}

/// Columns are padded with zeros to a multiple of this, for every instruction set.
pub(crate) const INPUT_STEP: usize = 4;

impl Matrix {
    /// Packs `weights`, rows one after the other, each `inputs` long. Missing weights are zero.
    pub(crate) fn new(instructions: Instructions, weights: &[i8], outputs: usize, inputs: usize) -> Matrix {
        let depth = depth(instructions);
        let (blocks, steps) = (outputs.div_ceil(LANES), inputs.next_multiple_of(INPUT_STEP) / depth);
        let mut packed = vec![0; blocks * steps * LANES * depth];
        for (row, weights) in weights.chunks(inputs.max(1)).take(outputs).enumerate() {
            let block = (row / LANES) * steps;
            for (column, weight) in weights.iter().enumerate() {
                let place = ((block + column / depth) * LANES + row % LANES) * depth + column % depth;
                if let Some(entry) = packed.get_mut(place) {
                    *entry = *weight;
                }
            }
        }
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
        if self.packed.is_empty() {
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

    /// The packed weights of one block of rows after the other.
    pub(super) fn blocks(&self) -> std::slice::ChunksExact<'_, i8> {
        self.packed.chunks_exact(self.input_width() * LANES)
    }
}

/// Neighbouring columns that one instruction multiplies and adds up.
fn depth(instructions: Instructions) -> usize {
    match instructions.0 {
        Set::Portable => 2,
        #[cfg(target_arch = "x86_64")]
        Set::Avx2 => 2,
        #[cfg(target_arch = "x86_64")]
        Set::Avx512 => 4,
    }
}
