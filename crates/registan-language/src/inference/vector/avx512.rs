//! Integer products with AVX-512 VNNI, which multiplies four unsigned by four signed bytes and adds them into 32
//! bits. The weights serve as the unsigned side, moved up by 128 when packed; what that adds, 128 times the sum of
//! the inputs, is where each sum begins from, negated.

use std::arch::x86_64::{
    _mm512_add_ps, _mm512_dpbusd_epi32, _mm512_loadu_ps, _mm512_loadu_si512, _mm512_mul_ps, _mm512_set1_epi32, _mm512_set1_ps,
    _mm512_setzero_ps, _mm512_setzero_si512, _mm512_storeu_ps, _mm512_storeu_si512, _mm512_xor_si512,
};

use super::float::{FloatMatrix, LANES};
use super::matrix::Matrix;

// No closures here: one that holds vector instructions is compiled apart from what calls it.

/// Neighbouring inputs that one instruction takes.
pub(super) const DEPTH: usize = 4;

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
    let mut rows: [&[[i8; 4]]; N] = [&[]; N];
    let mut starts = [0; N];
    for row in 0..N {
        let values = &x[row * inputs..(row + 1) * inputs];
        rows[row] = values.as_chunks::<4>().0;
        starts[row] = -128 * sum(values);
    }
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
    let steps = rows[0].len();
    assert!(blocks.iter().all(|block| block.len() == 4 * LANES * steps) && rows.iter().all(|row| row.len() == steps));
    let mut sums = [[_mm512_setzero_si512(); B]; N];
    for row in 0..N {
        sums[row] = [_mm512_set1_epi32(starts[row]); B];
    }
    for step in 0..steps {
        let mut weights = [_mm512_setzero_si512(); B];
        for block in 0..B {
            // SAFETY: `step` is less than `steps`, so that 64 bytes from there on lie in the block, as asserted above;
            // no alignment is needed.
            let signed = unsafe { _mm512_loadu_si512(blocks[block].as_ptr().add(4 * LANES * step).cast()) };
            // The weights moved up by 128: the sign bit flipped.
            weights[block] = _mm512_xor_si512(signed, _mm512_set1_epi32(0x8080_8080_u32.cast_signed()));
        }
        for row in 0..N {
            // SAFETY: `step` is less than the length of every row, as asserted above.
            let [a, b, c, d] = *unsafe { rows[row].get_unchecked(step) };
            let four = i32::from_ne_bytes([a.cast_unsigned(), b.cast_unsigned(), c.cast_unsigned(), d.cast_unsigned()]);
            let four = _mm512_set1_epi32(four);
            for block in 0..B {
                sums[row][block] = _mm512_dpbusd_epi32(sums[row][block], weights[block], four);
            }
        }
    }
    for row in 0..N {
        for block in 0..B {
            if let Some(target) = y[row * outputs + (number + block) * LANES..].first_chunk_mut::<LANES>() {
                // SAFETY: `target` is sixteen times 4 bytes, which is what is stored; no alignment is needed.
                unsafe { _mm512_storeu_si512(target.as_mut_ptr().cast(), sums[row][block]) };
            }
        }
    }
}

#[target_feature(enable = "avx512f,avx512bw")]
#[inline]
fn sum(values: &[i8]) -> i32 {
    let mut sum = 0;
    for value in values {
        sum += i32::from(*value);
    }
    sum
}

/// The f32 product of [`super::multiply`] for any number of rows.
#[target_feature(enable = "avx512f")]
pub(super) fn multiply_floats(x: &[f32], m: &FloatMatrix, y: &mut [f32]) {
    let (rows, width) = (m.rows(), m.width());
    let count = (x.len() / rows).min(y.len() / width);
    let mut row = 0;
    while row < count {
        let size = [8, 4, 2, 1].into_iter().find(|size| *size <= count - row).unwrap_or(1);
        let (x, y) = (&x[row * rows..(row + size) * rows], &mut y[row * width..(row + size) * width]);
        match size {
            8 => float_rows::<8>(x, m, y),
            4 => float_rows::<4>(x, m, y),
            2 => float_rows::<2>(x, m, y),
            _ => float_rows::<1>(x, m, y),
        }
        row += size;
    }
}

/// `N` rows against all columns, three groups of them at a time.
#[target_feature(enable = "avx512f")]
#[inline]
fn float_rows<const N: usize>(x: &[f32], m: &FloatMatrix, y: &mut [f32]) {
    let groups = m.width() / LANES;
    let mut group = 0;
    while group < groups {
        if group + 3 <= groups {
            float_tile::<N, 3>(x, m, y, group);
            group += 3;
        } else {
            float_tile::<N, 1>(x, m, y, group);
            group += 1;
        }
    }
}

/// The f32 product of [`super::multiply`] for `N` rows and `G` groups of columns from `group` on: the same
/// operations in the same order as the plain code, with the sums kept in registers.
#[target_feature(enable = "avx512f")]
#[inline]
fn float_tile<const N: usize, const G: usize>(x: &[f32], m: &FloatMatrix, y: &mut [f32], group: usize) {
    let (rows, groups) = (m.rows(), m.width() / LANES);
    assert!(x.len() == N * rows && m.groups().len() == rows * groups && group + G <= groups);
    let mut sums = [[_mm512_setzero_ps(); G]; N];
    for k in 0..rows {
        let mut weights = [_mm512_setzero_ps(); G];
        for column in 0..G {
            // SAFETY: k < rows and group + column < groups, so the index is less than rows * groups, the length.
            let group = unsafe { m.groups().get_unchecked(k * groups + group + column) };
            // SAFETY: a group is sixteen times 4 bytes, which is what is loaded; no alignment is needed.
            weights[column] = unsafe { _mm512_loadu_ps(group.as_ptr()) };
        }
        for row in 0..N {
            // SAFETY: row < N and k < rows, so the index is less than N * rows, the length of `x`.
            let factor = _mm512_set1_ps(*unsafe { x.get_unchecked(row * rows + k) });
            for column in 0..G {
                sums[row][column] = _mm512_add_ps(sums[row][column], _mm512_mul_ps(factor, weights[column]));
            }
        }
    }
    for row in 0..N {
        for column in 0..G {
            if let Some(target) = y[(row * groups + group + column) * LANES..].first_chunk_mut::<LANES>() {
                // SAFETY: `target` is sixteen times 4 bytes, which is what is stored; no alignment is needed.
                unsafe { _mm512_storeu_ps(target.as_mut_ptr(), sums[row][column]) };
            }
        }
    }
}
