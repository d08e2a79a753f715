//! Integer products with what every machine has.

use super::LANES;
use super::matrix::Matrix;

/// See [`Matrix::multiply`]. Pairs of columns, as packed for this set.
pub(super) fn multiply(matrix: &Matrix, x: &[i8], y: &mut [i32]) {
    let rows = x.chunks_exact(matrix.input_width()).zip(y.chunks_exact_mut(matrix.output_width()));
    for (x, y) in rows {
        for (block, target) in matrix.blocks().zip(y.as_chunks_mut::<LANES>().0) {
            let mut sums = [0_i32; LANES];
            let steps = block.as_chunks::<2>().0.as_chunks::<LANES>().0.iter();
            for (weights, [first, second]) in steps.zip(x.as_chunks::<2>().0) {
                for lane in 0..LANES {
                    sums[lane] += i32::from(weights[lane][0]) * i32::from(*first) + i32::from(weights[lane][1]) * i32::from(*second);
                }
            }
            *target = sums;
        }
    }
}
