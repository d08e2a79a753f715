//! Integer products with AVX-512 VNNI, which multiplies four unsigned by four signed bytes and adds them into 32
//! bits. The weights serve as the unsigned side, moved up by 128 when packed; what that adds, 128 times the sum of
//! the inputs, is where each sum begins from, negated.

use std::arch::x86_64::{
    __m512i, _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_storeu_si512, _mm512_xor_si512,
};

use super::LANES;
use super::matrix::Matrix;

/// Rows of inputs that one pass over the weights serves; with two blocks of weights, 24 registers of sums.
const ROWS: usize = 12;

/// See [`Matrix::multiply`].
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
pub(super) fn multiply(matrix: &Matrix, x: &[i8], y: &mut [i32]) {
    let (inputs, outputs) = (matrix.input_width(), matrix.output_width());
    let count = (x.len() / inputs).min(y.len() / outputs);
    let mut row = 0;
    while row < count {
        let size = (count - row).min(ROWS);
        let (x, y) = (&x[row * inputs..(row + size) * inputs], &mut y[row * outputs..(row + size) * outputs]);
        match size {
            12 => tile::<12>(matrix, x, y),
            8.. => {
                let (first, second) = (size.min(8), size - 8);
                tile::<8>(matrix, &x[..first * inputs], &mut y[..first * outputs]);
                small(matrix, second, &x[first * inputs..], &mut y[first * outputs..]);
            }
            _ => small(matrix, size, x, y),
        }
        row += size;
    }
}

/// Fewer than eight rows.
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn small(matrix: &Matrix, size: usize, x: &[i8], y: &mut [i32]) {
    match size {
        0 => {}
        1 => tile::<1>(matrix, x, y),
        2 => tile::<2>(matrix, x, y),
        3 => tile::<3>(matrix, x, y),
        4 => tile::<4>(matrix, x, y),
        5 => tile::<5>(matrix, x, y),
        6 => tile::<6>(matrix, x, y),
        _ => tile::<7>(matrix, x, y),
    }
}

/// `N` rows of inputs against every block of weights, two blocks at a time.
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
#[inline]
fn tile<const N: usize>(matrix: &Matrix, x: &[i8], y: &mut [i32]) {
    let inputs = matrix.input_width();
    let rows: [&[[i8; 4]]; N] = std::array::from_fn(|row| x[row * inputs..(row + 1) * inputs].as_chunks::<4>().0);
    let starts: [i32; N] = std::array::from_fn(|row| -128 * rows[row].as_flattened().iter().map(|value| i32::from(*value)).sum::<i32>());
    let mut blocks = matrix.blocks();
    let mut number = 0;
    while let Some(first) = blocks.next() {
        match blocks.next() {
            Some(second) => {
                columns::<N, 2>([first, second], &rows, &starts, y, matrix.output_width(), number);
                number += 2;
            }
            None => columns::<N, 1>([first], &rows, &starts, y, matrix.output_width(), number),
        }
    }
}

/// `B` neighbouring blocks of weights; `number` is that of the first.
#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
#[inline]
fn columns<const N: usize, const B: usize>(
    blocks: [&[i8]; B],
    rows: &[&[[i8; 4]]; N],
    starts: &[i32; N],
    y: &mut [i32],
    outputs: usize,
    number: usize,
) {
    let blocks = blocks.map(|block| block.as_chunks::<{ 4 * LANES }>().0);
    let mut sums: [[__m512i; B]; N] = std::array::from_fn(|row| [_mm512_set1_epi32(starts[row]); B]);
    let steps = blocks.iter().map(|block| block.len()).min().unwrap_or(0);
    for step in 0..steps {
        let weights: [__m512i; B] = std::array::from_fn(|block| unsigned(&blocks[block][step]));
        for row in 0..N {
            let four = _mm512_set1_epi32(i32::from_ne_bytes(rows[row][step].map(i8::cast_unsigned)));
            for block in 0..B {
                sums[row][block] = _mm512_dpbusd_epi32(sums[row][block], weights[block], four);
            }
        }
    }
    for (row, sums) in sums.into_iter().enumerate() {
        for (block, sum) in sums.into_iter().enumerate() {
            if let Some(target) = y[row * outputs + (number + block) * LANES..].first_chunk_mut::<LANES>() {
                // SAFETY: `target` is sixteen times 4 bytes, which is what is stored; no alignment is needed.
                unsafe { _mm512_storeu_si512(target.as_mut_ptr().cast(), sum) };
            }
        }
    }
}

/// The weights moved up by 128: the sign bit flipped.
#[target_feature(enable = "avx512f")]
#[inline]
fn unsigned(weights: &[i8; 4 * LANES]) -> __m512i {
    // SAFETY: 64 bytes lie behind the pointer, which is what is loaded; no alignment is needed.
    let signed = unsafe { _mm512_loadu_si512(weights.as_ptr().cast()) };
    _mm512_xor_si512(signed, _mm512_set1_epi32(0x8080_8080_u32.cast_signed()))
}
