//! Integer products with what every machine has: 16-bit products, which compilers know to multiply and add in pairs.

use super::matrix::Matrix;

/// See [`Matrix::multiply`].
pub(super) fn multiply(matrix: &Matrix, x: &[i8], y: &mut [i32]) {
    let mut inputs = vec![0_i16; matrix.input_width()];
    for (x, y) in x.chunks_exact(matrix.input_width()).zip(y.chunks_exact_mut(matrix.output_width())) {
        inputs.iter_mut().zip(x).for_each(|(target, value)| *target = i16::from(*value));
        for (sum, weights) in y.iter_mut().zip(matrix.rows()) {
            *sum = weights.iter().zip(&inputs).map(|(weight, value)| i32::from(*weight) * i32::from(*value)).sum();
        }
    }
}
