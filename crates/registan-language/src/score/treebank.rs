//! Scores an analysis against a treebank by the definitions of the CoNLL 2018 shared task: surface tokens,
//! sentences and words by their characters, and tags, lemmas and trees over the words that align.

use std::collections::HashSet;
use std::ops::Range;

use super::Score;
use super::align::align;
use crate::conllu::{Sentence, Word};

/// The measures of one comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TreebankScores {
    /// Surface tokens.
    pub tokens: Score,
    /// Sentences.
    pub sentences: Score,
    /// Syntactic words.
    pub words: Score,
    /// Universal parts of speech.
    pub upos: Score,
    /// The language's own tags.
    pub xpos: Score,
    /// The universal features, all of a word at once.
    pub feats: Score,
    /// Lemmas.
    pub lemmas: Score,
    /// Unlabelled attachment: the head.
    pub uas: Score,
    /// Labelled attachment: the head and the universal relation, subtypes left out.
    pub las: Score,
}

impl TreebankScores {
    /// The measures with their usual names.
    pub fn rows(&self) -> [(&'static str, Score); 9] {
        [
            ("Tokens", self.tokens),
            ("Sentences", self.sentences),
            ("Words", self.words),
            ("UPOS", self.upos),
            ("XPOS", self.xpos),
            ("UFeats", self.feats),
            ("Lemmas", self.lemmas),
            ("UAS", self.uas),
            ("LAS", self.las),
        ]
    }
}

/// Why two files cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScoreError {
    /// The characters differ, white space left out.
    #[error("gold and system differ in their text from character {0} on (white space not counted)")]
    Text(usize),
}

/// Compares `system` with `gold`.
pub fn score(gold: &[Sentence], system: &[Sentence]) -> Result<TreebankScores, ScoreError> {
    let (gold, system) = (Side::new(gold), Side::new(system));
    if gold.characters != system.characters {
        let same = gold.characters.iter().zip(&system.characters).take_while(|(one, other)| one == other).count();
        return Err(ScoreError::Text(same));
    }
    let pairs = align(&gold.words, &system.words);
    let mut to_system = vec![None; gold.words.len()];
    for (of_gold, of_system) in &pairs {
        if let Some(entry) = to_system.get_mut(*of_gold) {
            *entry = Some(*of_system);
        }
    }
    let count = |agrees: &dyn Fn(&Placed<'_>, &Placed<'_>) -> bool| {
        let both = pairs.iter().filter_map(|(of_gold, of_system)| Some((gold.words.get(*of_gold)?, system.words.get(*of_system)?)));
        let correct = both.filter(|(of_gold, of_system)| agrees(of_gold, of_system)).count();
        Score { correct, gold: gold.words.len(), system: system.words.len() }
    };
    let same_head = |one: &Placed<'_>, other: &Placed<'_>| match (one.head, other.head) {
        (Some(one), Some(other)) => to_system.get(one) == Some(&Some(other)),
        (None, None) => one.word.head == Some(0) && other.word.head == Some(0),
        _ => false,
    };
    Ok(TreebankScores {
        tokens: compare_spans(&gold.tokens, &system.tokens),
        sentences: compare_spans(&gold.sentences, &system.sentences),
        words: count(&|_, _| true),
        upos: count(&|one, other| one.word.upos == other.word.upos),
        xpos: count(&|one, other| one.word.xpos == other.word.xpos),
        feats: count(&|one, other| universal_features(&one.word.feats) == universal_features(&other.word.feats)),
        lemmas: count(&|one, other| one.word.lemma == "_" || one.word.lemma == other.word.lemma),
        uas: count(&same_head),
        las: count(&|one, other| same_head(one, other) && base(&one.word.deprel) == base(&other.word.deprel)),
    })
}

/// One of the two files, by its characters without white space.
#[derive(Default)]
struct Side<'s> {
    characters: Vec<char>,
    tokens: Vec<Range<usize>>,
    sentences: Vec<Range<usize>>,
    words: Vec<Placed<'s>>,
}

/// A word with its place among the characters.
pub(super) struct Placed<'s> {
    pub(super) word: &'s Word,
    /// Characters of the word, or of the multiword that it is a part of.
    pub(super) span: Range<usize>,
    pub(super) in_multiword: bool,
    /// Position of the head among all words; none for the root.
    head: Option<usize>,
}

impl<'s> Side<'s> {
    fn new(sentences: &'s [Sentence]) -> Side<'s> {
        let mut side = Side::default();
        for sentence in sentences {
            let (from, first) = (side.characters.len(), side.words.len());
            for surface in sentence.surface() {
                let start = side.characters.len();
                side.characters.extend(surface.form.chars().filter(|c| !c.is_whitespace()));
                let span = start..side.characters.len();
                side.tokens.push(span.clone());
                let in_multiword = surface.words.start() != surface.words.end();
                for number in surface.words {
                    let Some(word) = number.checked_sub(1).and_then(|at| sentence.words.get(at)) else { continue };
                    let head = word.head.and_then(|head| head.checked_sub(1)).map(|head| first + head);
                    side.words.push(Placed { word, span: span.clone(), in_multiword, head });
                }
            }
            side.sentences.push(from..side.characters.len());
        }
        side
    }
}

fn compare_spans(gold: &[Range<usize>], system: &[Range<usize>]) -> Score {
    let wanted: HashSet<&Range<usize>> = gold.iter().collect();
    let correct = system.iter().filter(|span| wanted.contains(span)).count();
    Score { correct, gold: gold.len(), system: system.len() }
}

fn base(deprel: &str) -> &str {
    deprel.split(':').next().unwrap_or(deprel)
}

/// The features that the task compares, sorted.
fn universal_features(feats: &str) -> Vec<&str> {
    const UNIVERSAL: [&str; 21] = [
        "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case", "Definite", "Degree",
        "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity", "Person", "Polite",
    ];
    let mut kept: Vec<&str> = feats.split('|').filter(|one| one.split('=').next().is_some_and(|name| UNIVERSAL.contains(&name))).collect();
    kept.sort_unstable();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu::{ReadError, read};

    /// One sentence a string: words as `form/UPOS/head/deprel`, multiwords as `[surface part part]`; `_` glues.
    fn sentences(lines: &[&str]) -> Result<Vec<Sentence>, ReadError> {
        let mut text = String::new();
        for line in lines {
            for (number, word) in (1..).zip(line.split(' ')) {
                let mut parts = word.split('/');
                let mut next = || parts.next().unwrap_or("_");
                let (form, upos, head, deprel) = (next(), next(), next(), next());
                if let Some((surface, last)) = next().split_once('-') {
                    text += &format!("{number}-{last}\t{surface}\t_\t_\t_\t_\t_\t_\t_\t_\n");
                }
                text += &format!("{number}\t{form}\t{form}\t{upos}\t_\tNumber=Sing|Other=x\t{head}\t{deprel}\t_\t_\n");
            }
            text += "\n";
        }
        read(&text)
    }

    fn scores(gold: &[&str], system: &[&str]) -> Result<TreebankScores, Box<dyn std::error::Error>> {
        Ok(score(&sentences(gold)?, &sentences(system)?)?)
    }

    #[test]
    fn a_file_agrees_with_itself() -> Result<(), Box<dyn std::error::Error>> {
        let gold = ["Zij/PRON/2/nsubj slaapt/VERB/0/root ./PUNCT/2/punct", "Ja/INTJ/0/root"];
        for (name, score) in scores(&gold, &gold)?.rows() {
            assert_eq!((score.correct, score.gold), (score.system, score.system), "{name}");
        }
        Ok(())
    }

    #[test]
    fn heads_and_relations_count_apart() -> Result<(), Box<dyn std::error::Error>> {
        let gold = ["Zij/PRON/2/nsubj slaapt/VERB/0/root nu/ADV/2/advmod:x"];
        let system = ["Zij/DET/3/nsubj slaapt/VERB/0/root nu/ADV/2/advmod"];
        let found = scores(&gold, &system)?;
        assert_eq!((found.upos.correct, found.uas.correct, found.las.correct), (2, 2, 2));
        let system = ["Zij/DET/2/obj slaapt/VERB/0/root nu/ADV/2/advmod"];
        let found = scores(&gold, &system)?;
        assert_eq!((found.uas.correct, found.las.correct), (3, 2));
        Ok(())
    }

    #[test]
    fn other_tokens_align_by_characters() -> Result<(), Box<dyn std::error::Error>> {
        let gold = ["a/X/0/root bc/X/1/dep d/X/1/dep", "e/X/0/root"];
        let system = ["a/X/0/root b/X/1/dep c/X/1/dep d/X/1/dep e/X/1/dep"];
        let found = scores(&gold, &system)?;
        assert_eq!(found.tokens, Score { correct: 3, gold: 4, system: 5 });
        assert_eq!(found.sentences, Score { correct: 0, gold: 2, system: 1 });
        // `e` is a root in one and none in the other; `d` hangs on the aligned `a` in both.
        assert_eq!(found.las, Score { correct: 2, gold: 4, system: 5 });
        Ok(())
    }

    #[test]
    fn multiwords_align_by_their_parts() -> Result<(), Box<dyn std::error::Error>> {
        let gold = ["do/AUX/3/aux/don't-2 n't/PART/3/advmod go/VERB/0/root"];
        let system = ["Do/AUX/2/aux/don't-2 nt/PART/0/root go/VERB/2/dep"];
        let found = scores(&gold, &system)?;
        assert_eq!(found.tokens.correct, 2);
        assert_eq!(found.words, Score { correct: 2, gold: 3, system: 3 });
        let whole = ["don't/AUX/2/aux go/VERB/0/root"];
        let found = scores(&gold, &whole)?;
        assert_eq!((found.tokens.correct, found.words.correct), (2, 1));
        Ok(())
    }

    #[test]
    fn another_text_cannot_be_compared() -> Result<(), ReadError> {
        let found = score(&sentences(&["ab/X/0/root"])?, &sentences(&["ac/X/0/root"])?);
        assert_eq!(found, Err(ScoreError::Text(1)));
        Ok(())
    }
}
