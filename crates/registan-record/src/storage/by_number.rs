//! Maps by the record's own numbers: of frames, reports, readings and statements.
//!
//! The record gives these numbers out itself, one after another, so that nobody can choose them to collide: they need no hash
//! that withstands an attacker, and a search looks up several of them for every statement that it passes.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map by numbers that the record gave out.
pub(crate) type ByNumber<T> = HashMap<i64, T, HashNumbers>;

/// Hashes such numbers, also several together.
pub(crate) type HashNumbers = BuildHasherDefault<NumberHasher>;

/// Spreads a number over all bits (Knuth's multiplicative hash).
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct NumberHasher(u64);

/// 2^64 divided by the golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        // The table takes its places from the lowest bits, the product has spread the highest.
        self.0 = (self.0 ^ number).wrapping_mul(SPREAD).rotate_left(26);
    }

    fn write_i64(&mut self, number: i64) {
        self.write_u64(number.cast_unsigned());
    }
}
