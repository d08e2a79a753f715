//! Vector arithmetic with the best instructions of the machine at hand, chosen when a model is loaded.
//!
//! The one module with `unsafe` code. Its safe interface has one contract: **every instruction set gives the
//! same bits**. Integer products are exact, so the order of their sums does not matter. Floating-point code is
//! written once, over fixed groups of lanes ([`float`]), and only compiled several times; Rust neither reorders
//! floating-point operations nor fuses a product with a sum.
//!
//! What is unsafe is of two kinds, each with its reason where it stands: calling a function compiled for
//! instructions that [`Instructions`] has found on this machine, and loads through pointers that are bounded by
//! the slice they come from.

#![allow(unsafe_code, reason = "vector instructions need it; see the module's documentation")]
#![allow(clippy::needless_range_loop, reason = "lanes run over several arrays at once, and closures would not be inlined")]

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod float;
mod matrix;
mod portable;

pub(crate) use float::{FloatMatrix, LANES, scalar_exp};
pub(crate) use matrix::Matrix;

use float as body;

/// A set of vector instructions that the engine has code for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instructions(Set);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Set {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Instructions {
    /// What every machine can do.
    pub const PORTABLE: Instructions = Instructions(Set::Portable);

    /// All that this machine can do, the fastest last. The only source of anything but
    /// [`Instructions::PORTABLE`], so that holding one proves that the machine has the instructions.
    pub fn available() -> Vec<Instructions> {
        let mut found = vec![Instructions::PORTABLE];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                found.push(Instructions(Set::Avx2));
            }
            let wide = is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw");
            if wide
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni")
            {
                found.push(Instructions(Set::Avx512));
            }
        }
        found
    }

    /// The fastest that this machine has.
    pub fn best() -> Instructions {
        Instructions::available().pop().unwrap_or(Instructions::PORTABLE)
    }

    /// `portable`, `avx2` or `avx512-vnni`.
    pub fn name(self) -> &'static str {
        match self.0 {
            Set::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Set::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Set::Avx512 => "avx512-vnni",
        }
    }
}

/// Compiles each function of [`float`] named here for every instruction set, and dispatches to the right one.
macro_rules! for_all_instructions {
    ($($(#[$doc:meta])* fn $name:ident($($argument:ident: $type:ty),* $(,)?) $(-> $result:ty)?;)*) => {
        $(
            $(#[$doc])*
            pub(crate) fn $name(instructions: Instructions, $($argument: $type),*) $(-> $result)? {
                match instructions.0 {
                    Set::Portable => body::$name($($argument),*),
                    #[cfg(target_arch = "x86_64")]
                    // SAFETY: an `Instructions` with this set exists only where the machine has it.
                    Set::Avx2 => unsafe { for_avx2::$name($($argument),*) },
                    #[cfg(target_arch = "x86_64")]
                    // SAFETY: an `Instructions` with this set exists only where the machine has it.
                    Set::Avx512 => unsafe { for_avx512::$name($($argument),*) },
                }
            }
        )*

        #[cfg(target_arch = "x86_64")]
        mod for_avx2 {
            use super::*;
            $(
                #[target_feature(enable = "avx2")]
                pub(super) fn $name($($argument: $type),*) $(-> $result)? {
                    body::$name($($argument),*)
                }
            )*
        }

        #[cfg(target_arch = "x86_64")]
        mod for_avx512 {
            use super::*;
            $(
                #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
                pub(super) fn $name($($argument: $type),*) $(-> $result)? {
                    body::$name($($argument),*)
                }
            )*
        }
    };
}

for_all_instructions! {
    /// Quantises `x` to integers of at most 127 and returns the scale that they stand for; `q` is as long as `x`
    /// or longer, and the rest of it is left alone.
    fn quantise(x: &[f32], q: &mut [i8]) -> f32;
    /// Turns integer sums into values: `sum · scale · weight_scale + bias`, a row of outputs.
    fn dequantise(sums: &[i32], scale: f32, weight_scale: &[f32], bias: &[f32], y: &mut [f32]);
    /// Leaky rectifier with slope 0.1, in place.
    fn leaky(x: &mut [f32]);
    /// One step of an LSTM for one sentence. `gates` come from the input and `sums` from the hidden state, both
    /// in blocks of [`LANES`] units: input, forget, cell and output gate of a block side by side. Updates `cell`,
    /// writes the hidden state as values to `hidden` and quantised to `quantised`.
    fn lstm_step(gates: &[f32], sums: &[i32], scale: &[f32], cell: &mut [f32], hidden: &mut [f32], quantised: &mut [i8]);
    /// Adds to `y` the rows, each as long as `y`, times the values of `x`, in their order; `y` is whole groups of [`LANES`].
    fn add_weighted(x: &[f32], rows: &[f32], y: &mut [f32]);
    /// The greatest value and the first place where it stands; nothing for an empty row.
    fn greatest(x: &[f32]) -> Option<(usize, f32)>;
    /// Sum of `exp(x - shift)`.
    fn sum_exp(x: &[f32], shift: f32) -> f32;
}

/// `y = x · m`, rows of `x` one after the other: row `i` of `y` is the sum over `k` of `x[i][k] · m[k]`, added up in
/// the order of `k`. Rows of `y` are as long as the matrix is wide, padding included.
pub(crate) fn multiply(instructions: Instructions, x: &[f32], m: &FloatMatrix, y: &mut [f32]) {
    if m.rows() == 0 || m.width() == 0 {
        return y.fill(0.0);
    }
    match instructions.0 {
        Set::Portable => float::multiply(x, m, y),
        #[cfg(target_arch = "x86_64")]
        // SAFETY: an `Instructions` with this set exists only where the machine has it.
        Set::Avx2 => unsafe { avx2::multiply_floats(x, m, y) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above.
        Set::Avx512 => unsafe { avx512::multiply_floats(x, m, y) },
    }
}

#[cfg(test)]
mod tests;
