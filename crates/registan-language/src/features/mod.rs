//! What the network sees of a token: its normalised form, its character n-grams, its shape and its place
//! (`docs/model-format.md`, "From a token to its input vector").

mod characters;
mod ngrams;
mod shape;

pub(crate) use characters::normalise;
pub(crate) use ngrams::ngram_buckets;
pub(crate) use shape::{SHAPES, shape};

/// Where a token stands; a row of the table of positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    First = 0,
    Later = 1,
    /// Anywhere in a sentence without lower-case letters.
    Capitals = 2,
}

impl Position {
    pub(crate) const COUNT: usize = 3;

    /// The positions of the tokens of a sentence.
    pub(crate) fn of_sentence<'f>(forms: impl Iterator<Item = &'f str> + Clone) -> impl Iterator<Item = Position> {
        let capitals = !forms.clone().any(|form| form.chars().any(char::is_lowercase));
        forms.enumerate().map(move |(number, _)| match number {
            _ if capitals => Position::Capitals,
            0 => Position::First,
            _ => Position::Later,
        })
    }
}

#[cfg(test)]
mod tests;
