//! Normalised forms and the classes of characters that shapes are made of.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// NFC, lower case, every decimal digit as 0, curly apostrophes straight.
pub(crate) fn normalise(form: &str) -> String {
    if form.is_ascii() {
        return form.bytes().map(|b| if b.is_ascii_digit() { '0' } else { char::from(b.to_ascii_lowercase()) }).collect();
    }
    let lower = form.nfc().collect::<String>().to_lowercase();
    let normal = |c: char| match c {
        '\u{2018}' | '\u{2019}' => '\'',
        _ if is_digit(c) => '0',
        _ => c,
    };
    lower.chars().map(normal).collect()
}

/// A decimal digit of any script.
pub(super) fn is_digit(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { c.general_category() == GeneralCategory::DecimalNumber }
}

pub(super) fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { c.general_category_group() == GeneralCategoryGroup::Letter }
}

pub(super) fn is_punctuation(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Punctuation
}

pub(super) fn is_symbol(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Symbol
}

/// Upper or title case.
pub(super) fn is_upper(c: char) -> bool {
    c.is_uppercase() || (!c.is_ascii() && c.general_category() == GeneralCategory::TitlecaseLetter)
}
