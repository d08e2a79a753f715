//! The field's measures: treebanks as the CoNLL 2018 shared task scores them, names as CoNLL 2002 does.

mod align;
pub mod names;
pub mod treebank;

/// How many items were found, were to be found, and agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Items that agree.
    pub correct: usize,
    /// Items in the gold standard.
    pub gold: usize,
    /// Items that the system found.
    pub system: usize,
}

impl Score {
    /// The share of what was found that is right, from 0 to 1.
    pub fn precision(&self) -> f64 {
        ratio(self.correct, self.system)
    }

    /// The share of what was to be found that was, from 0 to 1.
    pub fn recall(&self) -> f64 {
        ratio(self.correct, self.gold)
    }

    /// The harmonic mean of precision and recall, from 0 to 1.
    pub fn f1(&self) -> f64 {
        ratio(2 * self.correct, self.gold + self.system)
    }
}

impl std::ops::Add for Score {
    type Output = Score;

    fn add(self, other: Score) -> Score {
        Score { correct: self.correct + other.correct, gold: self.gold + other.gold, system: self.system + other.system }
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
