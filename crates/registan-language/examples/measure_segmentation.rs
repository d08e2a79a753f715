//! Measures the segmenter on a CoNLL-U file: its text is made up from the words, cut again, and compared.
//!
//! `cargo run --release --example measure_segmentation -- nl nl_alpino-ud-dev.conllu [--errors]`

use registan_language::conllu::{self, Multiword, Sentence, Word};
use registan_language::score::treebank;
use registan_language::segment::Segmenter;
use registan_language::{Language, Segmentation};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: measure_segmentation LANGUAGE FILE [--errors]";
    let language = arguments.next().and_then(|tag| Language::from_tag(&tag)).ok_or(usage)?;
    let gold = conllu::read(&std::fs::read_to_string(arguments.next().ok_or(usage)?)?)?;
    let (text, _) = Segmentation::from_conllu(&gold);
    let found = Segmenter::new(language).segment(&text, &[]);
    let system = to_sentences(&found);
    let scores = treebank::score(&gold, &system)?;
    let mut report = String::new();
    for (name, score) in scores.rows().iter().take(3) {
        report += &format!("{name}\t{:.2}\t{:.2}\t{:.2}\n", 100.0 * score.precision(), 100.0 * score.recall(), 100.0 * score.f1());
    }
    if arguments.next().is_some() {
        report += &differences(&gold, &system);
    }
    std::io::Write::write_all(&mut std::io::stdout(), report.as_bytes())?;
    Ok(())
}

fn to_sentences(found: &Segmentation<'_>) -> Vec<Sentence> {
    let sentence = |run: &std::ops::Range<usize>| Sentence {
        words: found.words[run.clone()].iter().map(|word| Word::open(&word.form)).collect(),
        multiwords: found
            .multiwords
            .iter()
            .filter(|one| run.start <= one.words.start && one.words.end <= run.end)
            .map(|one| Multiword {
                words: one.words.start - run.start + 1..=one.words.end - run.start,
                form: one.form.to_string(),
                misc: "_".to_owned(),
            })
            .collect(),
        ..Sentence::default()
    };
    found.sentences.iter().map(sentence).collect()
}

/// The two segmentations as lines, a token between bars, for a diff.
fn differences(gold: &[Sentence], system: &[Sentence]) -> String {
    let line = |sentence: &Sentence| sentence.surface().iter().map(|token| token.form).collect::<Vec<_>>().join(" ");
    let known: std::collections::HashSet<String> = gold.iter().map(line).collect();
    let found: std::collections::HashSet<String> = system.iter().map(line).collect();
    let missed = gold.iter().map(line).filter(|one| !found.contains(one)).map(|one| format!("- {one}\n"));
    let wrong = system.iter().map(line).filter(|one| !known.contains(one)).map(|one| format!("+ {one}\n"));
    missed.chain(wrong).collect()
}
