//! The segmenter against written cases, and laws that hold of any text.

use proptest::prelude::*;
use registan_language::segment::{Segmenter, blocks};
use registan_language::{Language, Segmentation, Span};

/// Sentences as the case files write them.
fn lines(found: &Segmentation<'_>) -> Vec<String> {
    let sentence = |run: &std::ops::Range<usize>| {
        let mut line = String::new();
        for at in run.clone() {
            let inside = found.multiwords.iter().any(|one| one.words.contains(&at) && one.words.start != at);
            line.push_str(if at == run.start {
                ""
            } else if inside {
                "·"
            } else {
                " "
            });
            line.push_str(&found.words[at].form);
        }
        line
    };
    found.sentences.iter().map(sentence).collect()
}

fn check(language: Language, cases: &str) {
    let mut failures = String::new();
    for case in cases.split("\n\n").map(|case| case.lines().filter(|line| !line.starts_with("# ")).collect::<Vec<_>>()) {
        let Some((text, wanted)) = case.split_first().and_then(|(first, rest)| Some((first.strip_prefix("> ")?, rest))) else { continue };
        let text = text.replace("\\n", "\n");
        let found = lines(&Segmenter::new(language).segment(&text, &[]));
        if found != wanted {
            failures += &format!("{text}\n  wanted {wanted:#?}\n  found {found:#?}\n");
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn dutch_cases() {
    check(Language::Dutch, include_str!("data/segmentation-nl.txt"));
}

#[test]
fn english_cases() {
    check(Language::English, include_str!("data/segmentation-en.txt"));
}

#[test]
fn given_blocks_part_sentences_and_bound_the_text() {
    let text = "Een titel Een alinea. Nog een zin. Weg hiermee";
    let blocks = [Span::new(0, 9), Span::new(10, 34)];
    let found = Segmenter::new(Language::Dutch).segment(text, &blocks);
    assert_eq!(lines(&found), ["Een titel", "Een alinea .", "Nog een zin ."]);
    // Stretches of another text, or out of order, are left out.
    let strange = [Span::new(3, 5000), Span::new(10, 34), Span::new(0, 9)];
    assert_eq!(lines(&Segmenter::new(Language::Dutch).segment(text, &strange)).len(), 2);
}

#[test]
fn wrapped_lines_are_one_block() {
    let text = "Dit is een alinea waarvan de regels door een programma zijn\nafgebroken omdat zij anders te lang zouden zijn geworden, wat\nniemand prettig vindt. Daarom gebeurt dat.\n\nTitel";
    assert_eq!(blocks(text).len(), 2);
    assert_eq!(blocks("Titel\nOndertitel\nTekst.").len(), 3);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_are_the_text_without_its_spaces(text in "([a-zA-Z]{1,5}|[0-9]{1,3}|[ .,:;!?'’‘“”\"()/@%€$-]|\\n|\\PC){0,60}", english: bool) {
        let language = if english { Language::English } else { Language::Dutch };
        let found = Segmenter::new(language).segment(&text, &[]);
        let mut reached = 0;
        for word in &found.words {
            prop_assert_eq!(word.span.of(&text), &*word.form);
            let between = text.get(reached..word.span.range().start);
            let is_space = |c: char| c.is_whitespace() || c.is_control() || ['\u{200b}', '\u{feff}', '\u{2060}'].contains(&c);
            let only_spaces = between.is_some_and(|between| between.chars().all(is_space));
            prop_assert!(only_spaces);
            prop_assert!(!word.form.is_empty());
            reached = word.span.range().end;
        }
        let joined: Vec<usize> = found.sentences.iter().flat_map(|run| run.clone()).collect();
        prop_assert_eq!(joined, (0..found.words.len()).collect::<Vec<_>>());
    }
}
