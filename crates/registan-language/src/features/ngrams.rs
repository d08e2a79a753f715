//! Character n-grams of a normalised form, hashed into buckets.

use crate::model::fnv1a;

/// Only so many code points of a form count.
const FORM_LIMIT: usize = 32;
const LENGTHS: [usize; 3] = [3, 4, 5];

/// The buckets of the n-grams of `<` + form + `>`, in order of their length, then of their place; as many as there
/// are n-grams.
pub(crate) fn ngram_buckets(normalised: &str, buckets: usize, found: &mut Vec<usize>) {
    found.clear();
    let end = normalised.char_indices().nth(FORM_LIMIT).map_or(normalised.len(), |(byte, _)| byte);
    let padded = ["<", normalised.get(..end).unwrap_or_default(), ">"].concat();
    let bounds: Vec<usize> = padded.char_indices().map(|(byte, _)| byte).chain([padded.len()]).collect();
    for length in LENGTHS {
        for window in bounds.windows(length + 1) {
            let [start, .., end] = window else { continue };
            let gram = padded.as_bytes().get(*start..*end).unwrap_or_default();
            found.push((fnv1a(gram) % buckets.max(1) as u64) as usize);
        }
    }
}
