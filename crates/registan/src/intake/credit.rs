//! Picture credits: the words at the end of a caption that say whose picture it is.

use std::ops::Range;

/// Words that a credit begins with.
const MARKS: &[&str] = &[
    "Beeld",
    "Foto",
    "Foto's",
    "Fotografie",
    "Illustratie",
    "Infographic",
    "Still",
    "Video",
    "Bron",
    "Photo",
    "Photos",
    "Photograph",
    "Photography",
    "Picture",
    "Image",
    "Illustration",
    "Credit",
    "Source",
    "©",
];

/// Of those, the ones that also stand before a caption: `Foto: een tank bij Kyiv`.
const LABELS: &[&str] = &["Beeld", "Foto", "Photo", "Picture", "Image", "Caption", "Onderschrift", "Bijschrift", "Fotobijschrift"];

/// A credit has no more words than this.
const LONGEST: usize = 7;

/// The words of a caption in `written`, as a range of bytes: what stands before a credit or behind a label. Empty when there is only
/// a credit; `None` when it has neither.
pub(crate) fn of_piece(written: &str) -> Option<Range<usize>> {
    let start = label(written);
    let end = credit(written, start.unwrap_or(0));
    match (start, end) {
        // "Foto: ANP" has nothing but the maker's name.
        (Some(start), None) if written.get(start..)?.split_whitespace().count() < 5 => Some(0..0),
        (Some(start), None) => Some(start..written.len()),
        (start, Some(end)) => {
            let start = start.unwrap_or(0);
            let words = written.get(start..end)?.trim_end();
            Some(if words.is_empty() { 0..0 } else { start..start + words.len() })
        }
        (None, None) => None,
    }
}

/// Where the words begin behind `Foto:`.
fn label(written: &str) -> Option<usize> {
    LABELS.iter().find_map(|label| {
        let rest = written.strip_prefix(label)?.strip_prefix(':')?;
        Some(written.len() - rest.trim_start().len())
    })
}

/// Where the credit at the end begins.
fn credit(written: &str, from: usize) -> Option<usize> {
    let body = written.get(from..)?;
    let begins = |at: usize| {
        let before = body.get(..at).unwrap_or("").trim_end();
        before.is_empty() || before.ends_with(['.', '!', '?', ')', '”', '’', '"', '|', '/', '…', '–', '—', '-', '['])
    };
    let bracketed = || {
        let open = body.trim_end().strip_suffix(')')?.rfind('(')?;
        let inside = body.get(open + 1..)?;
        let marked = MARKS.iter().any(|mark| inside.split([' ', ':', '/', ')']).any(|word| word == *mark));
        (marked && inside.split_whitespace().count() <= LONGEST).then_some(open)
    };
    let found = MARKS.iter().flat_map(|mark| body.match_indices(mark).map(move |(at, _)| (at, mark.len()))).filter(|&(at, len)| {
        let rest = body.get(at + len..).unwrap_or("");
        let parted = rest.starts_with([':', ' ', '\u{a0}']) || body.get(at..).is_some_and(|mark| mark.starts_with('©'));
        parted && begins(at) && is_maker(rest)
    });
    let at = found.map(|(at, _)| at).min().or_else(bracketed)?;
    let before = body.get(..at)?.trim_end_matches([' ', '|', '/', '–', '—', '-', '[', '\u{a0}']);
    Some(from + before.len())
}

/// Whether this names who made a picture: few words, the first in capitals, no sentence.
fn is_maker(rest: &str) -> bool {
    let rest = rest.trim_start_matches([':', ' ', '\u{a0}', '©']);
    let rest = ["by ", "door ", "van "].iter().find_map(|by| rest.strip_prefix(by)).unwrap_or(rest);
    let words = rest.split_whitespace().count();
    let short = (1..=LONGEST).contains(&words);
    let sentence = rest.trim_end_matches(['.', ')', ']']).contains(". ") || rest.ends_with(['?', '!']);
    short && !sentence && rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !(rest.ends_with('.') && words > 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(written: &str, words: Option<&str>) {
        assert_eq!(of_piece(written).map(|range| &written[range]), words, "{written}");
    }

    #[test]
    fn captions_end_before_their_credit() {
        check("Een tank bij Kyiv, april 2022. Beeld Getty Images", Some("Een tank bij Kyiv, april 2022."));
        check("A tank near Kyiv. Photograph: Jane Doe/Reuters", Some("A tank near Kyiv."));
        check("A tank near Kyiv. Photo by Jane Doe", Some("A tank near Kyiv."));
        check("A tank near Kyiv (AP Photo/Jane Doe)", Some("A tank near Kyiv"));
        check("Een tank bij Kyiv. © ANP", Some("Een tank bij Kyiv."));
        check("Foto: de envoyés van beide landen in Beijing", Some("de envoyés van beide landen in Beijing"));
        check("Foto: ANP", Some(""));
        check("Beeld Getty Images", Some(""));
    }

    #[test]
    fn sentences_have_no_credit() {
        for written in [
            "Het beeld van Europa verandert.",
            "Hij zag de beelden. Beeld na beeld kwam voorbij, urenlang, tot diep in de nacht.",
            "A photo of the two was published.",
            "",
        ] {
            check(written, None);
        }
    }
}
