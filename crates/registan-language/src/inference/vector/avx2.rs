//! Integer products with AVX2: pairs of 8-bit weights widened to 16 bits, multiplied by a pair of inputs and added
//! into 32 bits, which is exact.

use std::arch::x86_64::{
    __m256i, _mm_loadu_si128, _mm256_add_epi32, _mm256_cvtepi8_epi16, _mm256_madd_epi16, _mm256_set1_epi32, _mm256_setzero_si256,
    _mm256_storeu_si256,
};

use super::LANES;
use super::matrix::Matrix;

/// See [`Matrix::multiply`].
#[target_feature(enable = "avx2")]
pub(super) fn multiply(matrix: &Matrix, x: &[i8], y: &mut [i32]) {
    let (inputs, outputs) = (matrix.input_width(), matrix.output_width());
    let count = (x.len() / inputs).min(y.len() / outputs);
    let (mut row, width) = (0, 4);
    while row + width <= count {
        tile::<4>(matrix, &x[row * inputs..(row + 4) * inputs], &mut y[row * outputs..(row + 4) * outputs]);
        row += width;
    }
    while row < count {
        tile::<1>(matrix, &x[row * inputs..(row + 1) * inputs], &mut y[row * outputs..(row + 1) * outputs]);
        row += 1;
    }
}

/// `N` rows of inputs against every block of weights.
#[target_feature(enable = "avx2")]
#[inline]
fn tile<const N: usize>(matrix: &Matrix, x: &[i8], y: &mut [i32]) {
    let (inputs, outputs) = (matrix.input_width(), matrix.output_width());
    let rows: [&[[i8; 2]]; N] = std::array::from_fn(|row| x[row * inputs..(row + 1) * inputs].as_chunks::<2>().0);
    for (number, block) in matrix.blocks().enumerate() {
        let mut sums = [[_mm256_setzero_si256(); 2]; N];
        for (step, weights) in block.as_chunks::<{ 2 * LANES }>().0.iter().enumerate() {
            let [low, high] = widened(weights);
            for row in 0..N {
                let pair = rows[row][step];
                let pair = _mm256_set1_epi32(i32::from(u16::from_ne_bytes(i16::from(pair[0]).to_ne_bytes())) | (i32::from(pair[1]) << 16));
                sums[row][0] = _mm256_add_epi32(sums[row][0], _mm256_madd_epi16(low, pair));
                sums[row][1] = _mm256_add_epi32(sums[row][1], _mm256_madd_epi16(high, pair));
            }
        }
        for (row, sums) in sums.into_iter().enumerate() {
            store(&mut y[row * outputs + number * LANES..][..LANES], sums);
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
    let (low, high) = y.split_at_mut(LANES / 2);
    for (half, sum) in [low, high].into_iter().zip(sums) {
        if let Some(half) = half.first_chunk_mut::<{ LANES / 2 }>() {
            // SAFETY: `half` is eight times 4 bytes, which is what is stored; no alignment is needed.
            unsafe { _mm256_storeu_si256(half.as_mut_ptr().cast(), sum) };
        }
    }
}
