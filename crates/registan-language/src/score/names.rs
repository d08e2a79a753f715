//! Scores names by the definitions of the CoNLL 2002 shared task: a name counts if its tokens and its kind
//! agree exactly.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::Score;

/// A sentence of a CoNLL 2002 file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelledSentence {
    /// The tokens as written.
    pub tokens: Vec<String>,
    /// One label a token: `O`, `B-PER`, `I-PER` …
    pub labels: Vec<String>,
}

/// The measures over all kinds of names and for each of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameScores {
    /// All names.
    pub overall: Score,
    /// The names of one kind, `PER`.
    pub by_kind: BTreeMap<String, Score>,
}

/// Reads a file with a token a line: the token first, its label last, columns parted by white space, sentences
/// by empty lines; `-DOCSTART-` lines are passed over.
pub fn read(text: &str) -> Vec<LabelledSentence> {
    let mut sentences = Vec::new();
    let mut open = LabelledSentence::default();
    for line in text.lines() {
        let mut columns = line.split_whitespace();
        match (columns.next(), columns.next_back()) {
            (Some(token), Some(label)) if token != "-DOCSTART-" => {
                open.tokens.push(token.to_owned());
                open.labels.push(label.to_owned());
            }
            (Some(_), _) => {}
            (None, _) if !open.tokens.is_empty() => sentences.push(std::mem::take(&mut open)),
            (None, _) => {}
        }
    }
    if !open.tokens.is_empty() {
        sentences.push(open);
    }
    sentences
}

/// The names that labels spell, with their kinds. `I-` begins a name where none of its kind is open, as in the
/// official script.
pub fn names<L: AsRef<str>>(labels: &[L]) -> Vec<(Range<usize>, &str)> {
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        let Some((place, kind)) = label.as_ref().split_once('-') else { continue };
        match found.last_mut() {
            Some((run, open)) if place == "I" && *open == kind && run.end == at => run.end = at + 1,
            _ => found.push((at..at + 1, kind)),
        }
    }
    found
}

/// Compares the labels of the same sentences; sentences that only one side has count against it.
///
/// ```
/// use registan_language::score::names::score;
/// let gold = vec![vec!["B-PER", "I-PER", "O", "B-LOC"]];
/// let system = vec![vec!["B-PER", "I-PER", "O", "B-ORG"]];
/// let scores = score(&gold, &system);
/// assert_eq!(scores.overall.f1(), 0.5);
/// assert_eq!(scores.by_kind["PER"].f1(), 1.0);
/// ```
pub fn score<L: AsRef<str>>(gold: &[Vec<L>], system: &[Vec<L>]) -> NameScores {
    let mut scores = NameScores::default();
    let count = gold.len().max(system.len());
    for number in 0..count {
        let side = |all: &'_ [Vec<L>]| all.get(number).map(Vec::len).unwrap_or_default();
        if side(gold) == 0 && side(system) == 0 {
            continue;
        }
        let (wanted, found) = (sentence_names(gold, number), sentence_names(system, number));
        let known: HashSet<_> = wanted.iter().collect();
        for (_, kind) in &wanted {
            entry(&mut scores, kind).gold += 1;
        }
        for name in &found {
            let score = entry(&mut scores, name.1);
            score.system += 1;
            score.correct += usize::from(known.contains(name));
        }
    }
    scores.overall = scores.by_kind.values().fold(Score::default(), |sum, one| sum + *one);
    scores
}

fn sentence_names<L: AsRef<str>>(all: &[Vec<L>], number: usize) -> Vec<(Range<usize>, &str)> {
    all.get(number).map(|labels| names(labels)).unwrap_or_default()
}

fn entry<'s>(scores: &'s mut NameScores, kind: &str) -> &'s mut Score {
    scores.by_kind.entry(kind.to_owned()).or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_spell_names_as_the_official_script_reads_them() {
        type Case = (&'static [&'static str], &'static [(Range<usize>, &'static str)]);
        let cases: [Case; 4] = [
            (&["B-PER", "B-PER", "I-PER"], &[(0..1, "PER"), (1..3, "PER")]),
            (&["I-PER", "I-LOC", "O", "I-LOC"], &[(0..1, "PER"), (1..2, "LOC"), (3..4, "LOC")]),
            (&["B-LOC", "O", "I-LOC"], &[(0..1, "LOC"), (2..3, "LOC")]),
            (&["O"], &[]),
        ];
        for (labels, wanted) in cases {
            assert_eq!(names(labels), wanted, "{labels:?}");
        }
    }

    #[test]
    fn half_a_name_is_no_name() {
        let gold = vec![vec!["B-PER", "I-PER"], vec!["B-LOC"]];
        let system = vec![vec!["B-PER", "O"], vec!["B-LOC"]];
        let scores = score(&gold, &system);
        assert_eq!(scores.overall, Score { correct: 1, gold: 2, system: 2 });
        assert_eq!(scores.by_kind.get("PER"), Some(&Score { correct: 0, gold: 1, system: 1 }));
    }

    #[test]
    fn files_are_read_by_columns() {
        let read = read("-DOCSTART- -DOCSTART- O\n\nJan N B-PER\nslaapt V O\n\n\nNu Adv O\n");
        assert_eq!(read.len(), 2);
        assert_eq!(read.first().map(|one| one.labels.join(" ")).as_deref(), Some("B-PER O"));
    }
}
