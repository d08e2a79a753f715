//! Integer products with AVX2: pairs of 8-bit weights widened to 16 bits, multiplied by a pair of inputs and added
//! into 32 bits, which is exact.

use std::arch::x86_64::{
    __m256i, _mm_loadu_si128, _mm256_add_epi32, _mm256_add_ps, _mm256_cvtepi8_epi16, _mm256_loadu_ps, _mm256_madd_epi16, _mm256_mul_ps,
    _mm256_set1_epi32, _mm256_set1_ps, _mm256_setzero_ps, _mm256_setzero_si256, _mm256_storeu_ps, _mm256_storeu_si256,
};

use super::float::{FloatMatrix, LANES};
use super::matrix::Matrix;

// No closures here: one that holds vector instructions is compiled apart from what calls it.

/// Neighbouring inputs that one instruction takes.
pub(super) const DEPTH: usize = 2;

/// Rows of inputs that one pass over the weights serves; 12 registers of sums.
const ROWS: usize = 6;

/// See [`Matrix::multiply`].
#[target_feature(enable = "avx2")]
pub(super) fn multiply(matrix: &Matrix, x: &[i8], y: &mut [i32]) {
    let (inputs, outputs) = (matrix.input_width(), matrix.output_width());
    let count = (x.len() / inputs).min(y.len() / outputs);
    let mut pairs = vec![0; ROWS * inputs / DEPTH];
    let mut row = 0;
    while row < count {
        let size = if count - row >= ROWS { ROWS } else { 1 };
        let values = x[row * inputs..(row + size) * inputs].as_chunks::<DEPTH>().0;
        for (pair, [first, second]) in pairs.iter_mut().zip(values) {
            *pair = (i32::from(*first) & 0xffff) | (i32::from(*second) << 16);
        }
        let y = &mut y[row * outputs..(row + size) * outputs];
        if size == ROWS {
            tile::<ROWS>(matrix, &pairs, y)
        } else {
            tile::<1>(matrix, &pairs, y)
        }
        row += size;
    }
}

/// `N` rows of inputs, as pairs of 16 bits, against every block of weights.
#[target_feature(enable = "avx2")]
#[inline]
fn tile<const N: usize>(matrix: &Matrix, pairs: &[i32], y: &mut [i32]) {
    let (steps, outputs) = (matrix.input_width() / DEPTH, matrix.output_width());
    assert!(pairs.len() >= N * steps);
    for (number, block) in matrix.blocks().enumerate() {
        let block = block.as_chunks::<{ DEPTH * LANES }>().0;
        assert!(block.len() == steps);
        let mut sums = [[_mm256_setzero_si256(); 2]; N];
        for (step, weights) in block.iter().enumerate() {
            let [low, high] = widened(weights);
            for row in 0..N {
                // SAFETY: row < N and step < steps, so the index is less than N * steps, as asserted above.
                let pair = _mm256_set1_epi32(*unsafe { pairs.get_unchecked(row * steps + step) });
                sums[row][0] = _mm256_add_epi32(sums[row][0], _mm256_madd_epi16(low, pair));
                sums[row][1] = _mm256_add_epi32(sums[row][1], _mm256_madd_epi16(high, pair));
            }
        }
        for row in 0..N {
            store(&mut y[row * outputs + number * LANES..][..LANES], sums[row]);
        }
    }
}

#[target_feature(enable = "avx2")]
#[inline]
fn widened(weights: &[i8; 2 * LANES]) -> [__m256i; 2] {
    let start = weights.as_ptr();
    // SAFETY: 32 bytes lie behind `start`; two loads of 16 bytes stay inside, and need no alignment.
    let (low, high) = unsafe { (_mm_loadu_si128(start.cast()), _mm_loadu_si128(start.add(LANES).cast())) };
    [_mm256_cvtepi8_epi16(low), _mm256_cvtepi8_epi16(high)]
}

#[target_feature(enable = "avx2")]
#[inline]
fn store(y: &mut [i32], sums: [__m256i; 2]) {
    let [low, high] = sums;
    if let Some(target) = y.first_chunk_mut::<LANES>() {
        // SAFETY: `target` is sixteen times 4 bytes; two stores of 32 bytes stay inside, and need no alignment.
        unsafe {
            _mm256_storeu_si256(target.as_mut_ptr().cast(), low);
            _mm256_storeu_si256(target.as_mut_ptr().add(LANES / 2).cast(), high);
        }
    }
}

/// The f32 product of [`super::multiply`] for any number of rows.
#[target_feature(enable = "avx2")]
pub(super) fn multiply_floats(x: &[f32], m: &FloatMatrix, y: &mut [f32]) {
    let (rows, width) = (m.rows(), m.width());
    let count = (x.len() / rows).min(y.len() / width);
    let mut row = 0;
    while row < count {
        let size = [4, 2, 1].into_iter().find(|size| *size <= count - row).unwrap_or(1);
        let (x, y) = (&x[row * rows..(row + size) * rows], &mut y[row * width..(row + size) * width]);
        for group in 0..width / LANES {
            match size {
                4 => float_tile::<4>(x, m, y, group),
                2 => float_tile::<2>(x, m, y, group),
                _ => float_tile::<1>(x, m, y, group),
            }
        }
        row += size;
    }
}

/// The f32 product of [`super::multiply`] for `N` rows and the group of columns `group`: the same operations in the
/// same order as the plain code, with the sums kept in registers.
#[target_feature(enable = "avx2")]
#[inline]
fn float_tile<const N: usize>(x: &[f32], m: &FloatMatrix, y: &mut [f32], group: usize) {
    let (rows, groups) = (m.rows(), m.width() / LANES);
    assert!(x.len() == N * rows && m.groups().len() == rows * groups && group < groups);
    let mut sums = [[_mm256_setzero_ps(); 2]; N];
    for k in 0..rows {
        // SAFETY: k < rows and group < groups, so the index is less than rows * groups, the length.
        let weights = unsafe { m.groups().get_unchecked(k * groups + group) }.as_ptr();
        // SAFETY: a group is sixteen times 4 bytes; two loads of 32 bytes stay inside, and need no alignment.
        let (low, high) = unsafe { (_mm256_loadu_ps(weights), _mm256_loadu_ps(weights.add(LANES / 2))) };
        for row in 0..N {
            // SAFETY: row < N and k < rows, so the index is less than N * rows, the length of `x`.
            let factor = _mm256_set1_ps(*unsafe { x.get_unchecked(row * rows + k) });
            sums[row][0] = _mm256_add_ps(sums[row][0], _mm256_mul_ps(factor, low));
            sums[row][1] = _mm256_add_ps(sums[row][1], _mm256_mul_ps(factor, high));
        }
    }
    for row in 0..N {
        if let Some(target) = y[(row * groups + group) * LANES..].first_chunk_mut::<LANES>() {
            // SAFETY: `target` is sixteen times 4 bytes; two stores of 32 bytes stay inside, and need no alignment.
            unsafe {
                _mm256_storeu_ps(target.as_mut_ptr(), sums[row][0]);
                _mm256_storeu_ps(target.as_mut_ptr().add(LANES / 2), sums[row][1]);
            }
        }
    }
}
