//! Near-identical passages, by MinHash: wire copy is found though a word was changed.
//!
//! A sentence is taken as the set of its runs of three words, lower case, without punctuation. Sixteen minima
//! under sixteen hash functions estimate how much two such sets share (Broder 1997); four bands of four minima
//! each find candidates without comparing all with all.

/// Sixteen minima of a sentence's runs of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Fingerprint([u32; MINIMA]);

const MINIMA: usize = 16;
const BANDS: usize = 4;
const RUN: usize = 3;
/// A sentence of fewer words says too little to tell copy from chance.
const FEWEST_WORDS: usize = 7;
/// Of sixteen minima; about three quarters of the runs of words are shared.
const ALIKE: usize = 12;

/// The fingerprint of a sentence; `None` when it is too short to have one.
pub(crate) fn fingerprint(sentence: &str) -> Option<Fingerprint> {
    let words: Vec<u64> = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(word_hash).collect();
    if words.len() < FEWEST_WORDS {
        return None;
    }
    let mut minima = [u32::MAX; MINIMA];
    for run in words.windows(RUN) {
        let run = run.iter().fold(0, |hash, word| mix(hash ^ word));
        for (function, minimum) in (0u64..).zip(&mut minima) {
            // The upper half of a well-mixed 64-bit number.
            *minimum = (*minimum).min((mix(run ^ mix(function + 1)) >> 32) as u32);
        }
    }
    Some(Fingerprint(minima))
}

impl Fingerprint {
    /// Whether two sentences are near-identical.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count() >= ALIKE
    }

    /// As stored: little-endian numbers, one after another.
    pub(crate) fn to_bytes(self) -> [u8; 4 * MINIMA] {
        let mut bytes = [0; 4 * MINIMA];
        for (place, minimum) in bytes.chunks_exact_mut(4).zip(self.0) {
            place.copy_from_slice(&minimum.to_le_bytes());
        }
        bytes
    }

    /// From what was stored.
    pub(crate) fn from_bytes(bytes: &[u8; 4 * MINIMA]) -> Self {
        let mut minima = [0; MINIMA];
        for (minimum, place) in minima.iter_mut().zip(bytes.as_chunks::<4>().0) {
            *minimum = u32::from_le_bytes(*place);
        }
        Self(minima)
    }

    /// One number a band; near-identical sentences share at least one with high probability.
    pub(crate) fn bands(&self) -> [i64; BANDS] {
        let mut bands = [0; BANDS];
        for ((number, band), minima) in (0u64..).zip(&mut bands).zip(self.0.chunks(MINIMA / BANDS)) {
            *band = minima.iter().fold(mix(number + 101), |hash, minimum| mix(hash ^ u64::from(*minimum))).cast_signed();
        }
        bands
    }
}

/// FNV-1a over the lower-case letters.
pub(super) fn word_hash(word: &str) -> u64 {
    word.chars()
        .flat_map(char::to_lowercase)
        .fold(0xCBF2_9CE4_8422_2325, |hash, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0000_0100_0000_01B3))
}

/// SplitMix64's finaliser: every bit of the input reaches every bit of the output.
pub(super) fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIRE: &str = "The presidents of the two countries met on the sidelines of the summit on Thursday and agreed to build a second pipeline across the border.";

    fn alike(a: &str, b: &str) -> bool {
        fingerprint(a).zip(fingerprint(b)).is_some_and(|(a, b)| a.is_like(&b))
    }

    #[test]
    fn copies_are_found_though_punctuation_and_a_word_differ() {
        assert!(alike(WIRE, &WIRE.replace(" on Thursday", ", on Thursday,").to_uppercase()));
        assert!(alike(WIRE, &WIRE.replace("the border", "the frontier")));
    }

    #[test]
    fn other_sentences_on_the_same_matter_are_no_copies() {
        let own =
            "On Thursday both leaders sat down together at the summit, where a plan for another pipeline was signed by their ministers.";
        assert!(!alike(WIRE, own));
        assert!(fingerprint("They met on Thursday.").is_none());
    }

    #[test]
    fn copies_share_a_band() {
        let (a, b) = (fingerprint(WIRE), fingerprint(&WIRE.replace("second", "third")));
        let shared = a.zip(b).map(|(a, b)| a.bands().iter().zip(b.bands()).filter(|(a, b)| **a == *b).count());
        assert!(shared.is_some_and(|shared| shared > 0));
    }
}
