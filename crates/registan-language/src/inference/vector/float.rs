//! The floating-point arithmetic, written once over groups of lanes that a compiler can keep in vector registers.
//!
//! Every function here is compiled for several instruction sets and must give the same bits on all: sums run in a
//! fixed order, and nothing calls into a mathematical library.

/// Lanes of a group. Sums over a row run per lane first, then over the lanes in order.
pub(crate) const LANES: usize = 16;

type Group = [f32; LANES];

/// Adding and taking away 1.5 · 2^23 rounds to the nearest whole number, halves to even, for |x| < 2^22.
const ROUNDER: f32 = 12_582_912.0;

/// A matrix of f32 whose rows are padded to whole groups of lanes.
#[derive(Clone, Debug, Default)]
pub(crate) struct FloatMatrix {
    rows: usize,
    columns: usize,
    groups: Vec<Group>,
}

impl FloatMatrix {
    /// A matrix of zeros.
    pub(crate) fn zeros(rows: usize, columns: usize) -> FloatMatrix {
        FloatMatrix { rows, columns, groups: vec![[0.0; LANES]; rows * columns.div_ceil(LANES)] }
    }

    /// Makes this a matrix of zeros of another size, keeping its memory.
    pub(crate) fn reset(&mut self, rows: usize, columns: usize) {
        (self.rows, self.columns) = (rows, columns);
        self.groups.clear();
        self.groups.resize(rows * columns.div_ceil(LANES), [0.0; LANES]);
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// Columns with the padding.
    pub(crate) fn width(&self) -> usize {
        self.columns.div_ceil(LANES) * LANES
    }

    /// All rows, group after group.
    pub(super) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Sets one value; places outside of the matrix are ignored.
    pub(crate) fn set(&mut self, row: usize, column: usize, value: f32) {
        if column < self.columns
            && let Some(group) = self.groups.get_mut(row * self.columns.div_ceil(LANES) + column / LANES)
        {
            group[column % LANES] = value;
        }
    }
}

#[inline(always)]
pub(super) fn quantise(x: &[f32], q: &mut [i8]) -> f32 {
    let (groups, rest) = x.as_chunks::<LANES>();
    let mut peaks = [0.0; LANES];
    for group in groups {
        for lane in 0..LANES {
            let magnitude = group[lane].abs();
            peaks[lane] = if magnitude > peaks[lane] { magnitude } else { peaks[lane] };
        }
    }
    let mut peak = 0.0;
    for magnitude in peaks.into_iter().chain(rest.iter().map(|value| value.abs())) {
        peak = if magnitude > peak { magnitude } else { peak };
    }
    let scale = peak / 127.0;
    let divisor = if scale == 0.0 { 1.0 } else { scale };
    for (value, target) in x.iter().zip(q) {
        *target = to_i8(value / divisor);
    }
    scale
}

/// The nearest whole number, halves to even; `x` is within ±127.
#[inline(always)]
fn to_i8(x: f32) -> i8 {
    ((x + ROUNDER).to_bits() as i32 - ROUNDER.to_bits() as i32) as i8
}

#[inline(always)]
pub(super) fn dequantise(sums: &[i32], scale: f32, weight_scale: &[f32], bias: &[f32], y: &mut [f32]) {
    for (((y, sum), weight), bias) in y.iter_mut().zip(sums).zip(weight_scale).zip(bias) {
        *y = *sum as f32 * scale * weight + bias;
    }
}

#[inline(always)]
pub(super) fn leaky(x: &mut [f32]) {
    for value in x {
        *value = if *value > 0.0 { *value } else { *value * 0.1 };
    }
}

#[inline(always)]
pub(super) fn lstm_step(gates: &[f32], sums: &[i32], scale: &[f32], cell: &mut [f32], hidden: &mut [f32], quantised: &mut [i8]) {
    let blocks = gates.as_chunks::<LANES>().0.as_chunks::<4>().0.iter();
    let blocks = blocks.zip(sums.as_chunks::<LANES>().0.as_chunks::<4>().0).zip(scale.as_chunks::<LANES>().0.as_chunks::<4>().0);
    let state = cell.as_chunks_mut::<LANES>().0.iter_mut();
    let state = state.zip(hidden.as_chunks_mut::<LANES>().0).zip(quantised.as_chunks_mut::<LANES>().0);
    for (((gates, sums), scale), ((cell, hidden), quantised)) in blocks.zip(state) {
        for lane in 0..LANES {
            let gate = |kind: usize| gates[kind][lane] + sums[kind][lane] as f32 * scale[kind][lane];
            let input = exp(-bounded(gate(0)));
            let forget = exp(-bounded(gate(1)));
            let new = exp(-2.0 * bounded(gate(2)));
            let output = exp(-bounded(gate(3)));
            // σ(i) · tanh(g) and σ(o) · tanh(c), each over one denominator.
            let added = (1.0 - new) / ((1.0 + input) * (1.0 + new));
            let kept = cell[lane] / (1.0 + forget) + added;
            let faded = exp(-2.0 * bounded(kept));
            let value = (1.0 - faded) / ((1.0 + output) * (1.0 + faded));
            cell[lane] = kept;
            hidden[lane] = value;
            quantised[lane] = to_i8(value * 127.0);
        }
    }
}

/// Keeps an exponent where neither `exp` nor a product of two of them overflows; the functions that use it have
/// long reached their limits there.
#[inline(always)]
fn bounded(x: f32) -> f32 {
    let x = if x < -20.0 { -20.0 } else { x };
    if x > 20.0 { 20.0 } else { x }
}

/// e to the power of `x`, for |x| ≤ 80, within 2 units in the last place.
#[inline(always)]
fn exp(x: f32) -> f32 {
    const LN2_HIGH: f32 = 0.693_359_4;
    const LN2_LOW: f32 = -2.121_944_4e-4;
    let shifted = x * std::f32::consts::LOG2_E + ROUNDER;
    let whole = shifted - ROUNDER;
    let rest = x - whole * LN2_HIGH - whole * LN2_LOW;
    let series = 1.0 / 720.0;
    let series = series * rest + 1.0 / 120.0;
    let series = series * rest + 1.0 / 24.0;
    let series = series * rest + 1.0 / 6.0;
    let series = series * rest + 0.5;
    let series = (series * rest + 1.0) * rest + 1.0;
    // The low bits of `shifted` are the whole part in two's complement; moved up they are an exponent.
    series * f32::from_bits((shifted.to_bits() << 23).wrapping_add(0x3f80_0000))
}

#[inline(always)]
pub(super) fn add_weighted(x: &[f32], rows: &[f32], y: &mut [f32]) {
    let y = y.as_chunks_mut::<LANES>().0;
    let groups = rows.as_chunks::<LANES>().0;
    for (factor, row) in x.iter().zip(groups.chunks_exact(y.len().max(1))) {
        for (sums, row) in y.iter_mut().zip(row) {
            for lane in 0..LANES {
                sums[lane] += factor * row[lane];
            }
        }
    }
}

/// See [`super::multiply`].
pub(super) fn multiply(x: &[f32], m: &FloatMatrix, y: &mut [f32]) {
    let (rows, groups) = (m.rows, m.width() / LANES);
    for (x, y) in x.chunks_exact(rows).zip(y.chunks_exact_mut(groups * LANES)) {
        let y = y.as_chunks_mut::<LANES>().0;
        y.fill([0.0; LANES]);
        for (factor, weights) in x.iter().zip(m.groups.chunks_exact(groups)) {
            for (sums, weights) in y.iter_mut().zip(weights) {
                for lane in 0..LANES {
                    sums[lane] += factor * weights[lane];
                }
            }
        }
    }
}

#[inline(always)]
pub(super) fn greatest(x: &[f32]) -> Option<(usize, f32)> {
    let (groups, rest) = x.as_chunks::<LANES>();
    let mut peaks = [f32::NEG_INFINITY; LANES];
    for group in groups {
        for lane in 0..LANES {
            peaks[lane] = if group[lane] > peaks[lane] { group[lane] } else { peaks[lane] };
        }
    }
    let mut peak = f32::NEG_INFINITY;
    for value in peaks.iter().chain(rest) {
        peak = if *value > peak { *value } else { peak };
    }
    let place = x.iter().position(|value| *value == peak)?;
    Some((place, peak))
}

#[inline(always)]
pub(super) fn sum_exp(x: &[f32], shift: f32) -> f32 {
    let (groups, rest) = x.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for group in groups {
        for lane in 0..LANES {
            sums[lane] += exp(floored(group[lane] - shift));
        }
    }
    let mut sum = 0.0;
    for lane in sums {
        sum += lane;
    }
    for value in rest {
        sum += exp(floored(value - shift));
    }
    sum
}

#[inline(always)]
fn floored(x: f32) -> f32 {
    if x < -80.0 { -80.0 } else { x }
}

/// `exp` for single values outside of the vector code, with the same bits.
pub(crate) fn scalar_exp(x: f32) -> f32 {
    exp(floored(if x > 80.0 { 80.0 } else { x }))
}
