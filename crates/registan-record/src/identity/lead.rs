//! What a report is about, by the telling words of its beginning: news says first who and what it is about.
//!
//! Telling are names (a capital inside a sentence), numbers and long words. How many of them two reports share (Jaccard) says
//! how near they are in origin, without any count over the record: it depends on nothing but the two of them. On ECB+ two
//! reports on one matter share a sixth of them, reports on different matters hardly ever a tenth.

use super::passage::{mix, word_hash};

/// How far the beginning of a report reaches, in characters.
const BEGINNING: usize = 600;
/// A word of so many letters is telling though it is no name.
const LONG: usize = 6;
/// The same within one sentence, which has fewer words to tell by.
const LONG_IN_SENTENCE: usize = 5;
/// Of fewer words nothing is said.
const FEWEST: usize = 6;
/// Bands of two minima each: two reports that share a sixth of their words meet in one of them three times out of four.
const BANDS: usize = 48;

/// The telling words of a text, as a sorted set of hashes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Telling(Vec<u32>);

impl Telling {
    /// Of a report's beginning.
    pub(crate) fn of_report(text: &str) -> Self {
        let end = text.char_indices().nth(BEGINNING).map_or(text.len(), |(end, _)| end);
        Self::of(text.get(..end).unwrap_or(text), LONG, false)
    }

    /// Of a sentence.
    pub(crate) fn of_sentence(sentence: &str) -> Self {
        Self::of(sentence, LONG_IN_SENTENCE, true)
    }

    fn of(text: &str, long: usize, first_too: bool) -> Self {
        let mut words = Vec::new();
        let mut last_end = 0;
        for (start, word) in words_of(text) {
            let between = text.get(last_end..start).unwrap_or("");
            let first = last_end == 0 || between.contains(['.', '!', '?', '\n']);
            last_end = start + word.len();
            if is_telling(word, long, first_too || !first) {
                words.push((word_hash(word) >> 32) as u32);
            }
        }
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// The share of words that two texts have in common, 0 to 1.
    pub(crate) fn likeness(&self, other: &Self) -> f64 {
        let shared = self.0.iter().filter(|word| other.0.binary_search(word).is_ok()).count();
        let all = self.0.len() + other.0.len() - shared;
        if all == 0 { 0.0 } else { shared as f64 / all as f64 }
    }

    /// One number a band; texts that share many words share at least one. None when there are too few words.
    pub(crate) fn bands(&self) -> Vec<i64> {
        if self.0.len() < FEWEST {
            return Vec::new();
        }
        let minimum = |function: u64| self.0.iter().map(|word| mix(u64::from(*word) ^ mix(function + 1_009))).min().unwrap_or(0);
        let band = |number: u64| mix(minimum(2 * number) ^ minimum(2 * number + 1).rotate_left(17) ^ mix(number));
        // Half of the number is enough to tell bands apart, and takes half the room.
        let mut bands: Vec<i64> = (0..BANDS as u64).map(|number| i64::from((band(number) >> 33) as u32)).collect();
        bands.sort_unstable();
        bands.dedup();
        bands
    }
}

fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(move |word| (word.as_ptr() as usize - start, word))
}

fn is_telling(word: &str, long: usize, may_be_name: bool) -> bool {
    let mut letters = word.chars();
    let (first, second) = (letters.next(), letters.next());
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let count = word.chars().count();
    let is_name = may_be_name && count > 2 && first.is_some_and(char::is_uppercase);
    (is_digit(first) && is_digit(second)) || is_name || count >= long
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str =
        "The navy of India has captured 23 pirates in the Gulf of Aden. The ship INS Mysore answered a call of the merchant vessel Gibe.";
    const OTHER: &str =
        "Twenty-three (23) suspects were taken in the Gulf of Aden on Saturday. INS Mysore, a warship of India, came when Gibe called.";
    const ELSE: &str =
        "Parliament adopted the budget on Thursday. The minister of finance spoke of a difficult compromise between three parties.";

    #[test]
    fn reports_on_one_matter_share_names_and_numbers() {
        let [one, other, other_matter] = [ONE, OTHER, ELSE].map(Telling::of_report);
        assert!(one.likeness(&other) > 0.25, "{}", one.likeness(&other));
        assert!(one.likeness(&other_matter) < 0.05, "{}", one.likeness(&other_matter));
        assert!((one.likeness(&one) - 1.0).abs() < 1e-9);
        assert!(one.bands().iter().any(|band| other.bands().contains(band)));
    }

    #[test]
    fn what_says_nothing_has_no_bands() {
        assert!(Telling::of_report("They met.").bands().is_empty());
        assert!(Telling::of_report("").likeness(&Telling::of_report("")) < 1e-9);
    }
}
