//! The shape of a form: how its letters, digits and marks are mixed.

use super::characters::{is_digit, is_letter, is_punctuation, is_symbol, is_upper};

/// Number of shapes.
pub(crate) const SHAPES: usize = 12;

/// The shape of a form as written, a row of the table of shapes. The order of the tests is part of the format.
pub(crate) fn shape(form: &str) -> usize {
    let mut letters = form.chars().filter(|c| is_letter(*c));
    let all = |test: fn(char) -> bool| !form.is_empty() && form.chars().all(test);
    let first_upper = form.chars().next().is_some_and(is_upper);
    match () {
        () if all(is_digit) => 5,
        () if all(is_punctuation) => 7,
        () if all(|c| is_punctuation(c) || is_symbol(c)) => 8,
        () if first_upper && form.chars().nth(1).is_none() => 3,
        () if letters.clone().nth(1).is_some() && letters.clone().all(is_upper) => 2,
        () if letters.clone().next().is_some() && all(is_lower_or_joint) => 0,
        () if first_upper && form.chars().skip(1).all(is_lower_or_joint) => 1,
        () if first_upper && has_later_capital(form) => 9,
        () if form.chars().any(is_digit) => 6,
        () if form.chars().any(is_upper) && form.chars().any(char::is_lowercase) => 4,
        () if letters.any(|c| !is_upper(c) && !c.is_lowercase()) => 10,
        () => 11,
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_lower_or_joint(c: char) -> bool {
    c.is_lowercase() || is_hyphen(c) || matches!(c, '\'' | '\u{2018}' | '\u{2019}')
}

/// Whether a capital stands behind a hyphen: `Noord-Korea`.
fn has_later_capital(form: &str) -> bool {
    let behind = form.chars().skip(1).zip(form.chars().skip(2));
    behind.into_iter().any(|(before, c)| is_hyphen(before) && is_upper(c))
}
