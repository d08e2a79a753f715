//! How well chains agree with gold chains: MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998), CEAF-e (Luo 2005) and their average, as the reference scorer of
//! the CoNLL shared tasks has them (Pradhan et al. 2014). Mentions need not be the same on both sides.

use std::{
    collections::{HashMap, hash_map::Entry},
    hash::Hash,
    ops::AddAssign,
};

/// What one measure counted, ready to be summed over documents.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tally {
    /// What was right, seen from gold, and what gold has.
    pub recall: (f64, f64),
    /// What was right, seen from what was found, and what was found.
    pub precision: (f64, f64),
}

impl Tally {
    /// The share of gold that was found, 0 to 1.
    pub fn recall(&self) -> f64 {
        share(self.recall)
    }

    /// The share of what was found that is right, 0 to 1.
    pub fn precision(&self) -> f64 {
        share(self.precision)
    }

    /// The harmonic mean of both, 0 to 1.
    pub fn f1(&self) -> f64 {
        let (recall, precision) = (self.recall(), self.precision());
        if recall + precision == 0.0 { 0.0 } else { 2.0 * recall * precision / (recall + precision) }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.recall.0 += other.recall.0;
        self.recall.1 += other.recall.1;
        self.precision.0 += other.precision.0;
        self.precision.1 += other.precision.1;
    }
}

fn share((part, whole): (f64, f64)) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

/// The measures of one or more documents.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Scores {
    /// Whether mentions were found at all.
    pub mentions: Tally,
    /// Links.
    pub muc: Tally,
    /// Mentions, each by the chain it stands in.
    pub b_cubed: Tally,
    /// Chains, each with the one it fits best.
    pub ceaf_e: Tally,
}

impl Scores {
    /// The average of the three F1 values, 0 to 1.
    pub fn average(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf_e.f1()) / 3.0
    }
}

impl AddAssign for Scores {
    fn add_assign(&mut self, other: Self) {
        self.mentions += other.mentions;
        self.muc += other.muc;
        self.b_cubed += other.b_cubed;
        self.ceaf_e += other.ceaf_e;
    }
}

/// Compares the chains of one document. A mention belongs to one chain on either side; of a second chain with it that mention is left out.
pub fn score<M: Copy + Eq + Hash>(gold: &[Vec<M>], found: &[Vec<M>]) -> Scores {
    let (gold, found) = (Partition::new(gold), Partition::new(found));
    let shared = gold.of.keys().filter(|mention| found.of.contains_key(mention)).count() as f64;
    let overlaps = overlaps(&gold, &found);
    let (muc_recall, muc_precision) = (links(&gold, &found), links(&found, &gold));
    let mut b_cubed = Tally { recall: (0.0, gold.of.len() as f64), precision: (0.0, found.of.len() as f64) };
    for (&(own, other), &count) in &overlaps {
        b_cubed.recall.0 += count * count / gold.size(own);
        b_cubed.precision.0 += count * count / found.size(other);
    }
    let alike = best_alignment(&gold, &found, &overlaps);
    Scores {
        mentions: Tally { recall: (shared, gold.of.len() as f64), precision: (shared, found.of.len() as f64) },
        muc: Tally { recall: muc_recall, precision: muc_precision },
        b_cubed,
        ceaf_e: Tally { recall: (alike, gold.chains.len() as f64), precision: (alike, found.chains.len() as f64) },
    }
}

/// Chains with the chain of each mention.
struct Partition<M> {
    chains: Vec<Vec<M>>,
    of: HashMap<M, usize>,
}

impl<M: Copy + Eq + Hash> Partition<M> {
    fn new(chains: &[Vec<M>]) -> Self {
        let mut partition = Self { chains: Vec::new(), of: HashMap::new() };
        for chain in chains {
            let number = partition.chains.len();
            let fresh: Vec<M> = chain.iter().copied().filter(|mention| partition.claim(*mention, number)).collect();
            if !fresh.is_empty() {
                partition.chains.push(fresh);
            }
        }
        partition
    }

    /// Gives a mention to a chain unless another has it.
    fn claim(&mut self, mention: M, chain: usize) -> bool {
        let place = self.of.entry(mention);
        let free = matches!(place, Entry::Vacant(_));
        place.or_insert(chain);
        free
    }

    fn size(&self, chain: usize) -> f64 {
        self.chains.get(chain).map_or(1.0, |chain| chain.len() as f64)
    }
}

/// How many mentions a chain of one side shares with a chain of the other, where it shares any.
fn overlaps<M: Copy + Eq + Hash>(gold: &Partition<M>, found: &Partition<M>) -> HashMap<(usize, usize), f64> {
    let mut overlaps = HashMap::new();
    for (mention, &own) in &gold.of {
        if let Some(&other) = found.of.get(mention) {
            *overlaps.entry((own, other)).or_insert(0.0) += 1.0;
        }
    }
    overlaps
}

/// Of the links that the chains of `of` need, those that `by` has too.
fn links<M: Copy + Eq + Hash>(of: &Partition<M>, by: &Partition<M>) -> (f64, f64) {
    let (mut kept, mut all) = (0.0, 0.0);
    for chain in &of.chains {
        let mut parts: Vec<usize> = chain.iter().filter_map(|mention| by.of.get(mention).copied()).collect();
        let missing = chain.len() - parts.len();
        parts.sort_unstable();
        parts.dedup();
        kept += (chain.len() - parts.len() - missing) as f64;
        all += (chain.len() - 1) as f64;
    }
    (kept, all)
}

/// The greatest sum of likeness (twice what two chains share by what both hold) that pairs of chains can reach, each chain in one pair.
fn best_alignment<M: Copy + Eq + Hash>(gold: &Partition<M>, found: &Partition<M>, overlaps: &HashMap<(usize, usize), f64>) -> f64 {
    let flipped = gold.chains.len() > found.chains.len();
    let (rows, columns) = if flipped { (found.chains.len(), gold.chains.len()) } else { (gold.chains.len(), found.chains.len()) };
    let mut likeness = vec![vec![0.0; columns]; rows];
    for (&(own, other), &count) in overlaps {
        let value = 2.0 * count / (gold.size(own) + found.size(other));
        let (row, column) = if flipped { (other, own) } else { (own, other) };
        if let Some(cell) = likeness.get_mut(row).and_then(|row: &mut Vec<f64>| row.get_mut(column)) {
            *cell = value;
        }
    }
    assignment(&likeness, columns)
}

/// The Hungarian method with potentials, for at most as many rows as columns; returns the greatest sum.
fn assignment(likeness: &[Vec<f64>], columns: usize) -> f64 {
    let rows = likeness.len();
    let cost = |row: usize, column: usize| -likeness.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0.0);
    let (mut by_row, mut by_column) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    // Row of each column, both counted from 1; 0 is none.
    let mut owner = vec![0_usize; columns + 1];
    for row in 1..=rows {
        owner[0] = row;
        let (mut least, mut way, mut used) = (vec![f64::INFINITY; columns + 1], vec![0_usize; columns + 1], vec![false; columns + 1]);
        let mut at = 0;
        while owner[at] != 0 {
            used[at] = true;
            let (current, mut delta, mut next) = (owner[at], f64::INFINITY, 0);
            for column in 1..=columns {
                if used[column] {
                    continue;
                }
                let reduced = cost(current - 1, column - 1) - by_row[current] - by_column[column];
                if reduced < least[column] {
                    (least[column], way[column]) = (reduced, at);
                }
                if least[column] < delta {
                    (delta, next) = (least[column], column);
                }
            }
            for column in 0..=columns {
                if used[column] {
                    by_row[owner[column]] += delta;
                    by_column[column] -= delta;
                } else {
                    least[column] -= delta;
                }
            }
            at = next;
        }
        while at != 0 {
            owner[at] = owner[way[at]];
            at = way[at];
        }
    }
    (1..=columns).filter(|&column| owner[column] != 0).map(|column| -cost(owner[column] - 1, column - 1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains(written: &[&str]) -> Vec<Vec<char>> {
        written.iter().map(|chain| chain.chars().collect()).collect()
    }

    fn close(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 5e-3, "{found} for {wanted}");
    }

    #[test]
    fn the_example_of_the_reference_scorer() {
        let scores = score(&chains(&["abc", "defg"]), &chains(&["ab", "cd", "fghi"]));
        close(scores.mentions.recall(), 6.0 / 7.0);
        close(scores.mentions.precision(), 6.0 / 8.0);
        close(scores.muc.recall(), 0.40);
        close(scores.muc.precision(), 0.40);
        close(scores.b_cubed.recall(), 35.0 / 84.0);
        close(scores.b_cubed.precision(), 0.50);
        close(scores.b_cubed.f1(), 5.0 / 11.0);
        close(scores.ceaf_e.recall(), 0.65);
        close(scores.ceaf_e.precision(), 0.43);
        close(scores.ceaf_e.f1(), 0.52);
    }

    #[test]
    fn the_examples_of_bagga_and_baldwin() {
        let gold = chains(&["12345", "67", "89ABC"]);
        let first = score(&gold, &chains(&["12345", "6789ABC"]));
        close(first.muc.precision(), 0.9);
        close(first.muc.recall(), 1.0);
        close(first.b_cubed.precision(), 0.76);
        close(first.b_cubed.recall(), 1.0);
        let second = score(&gold, &chains(&["1234589ABC", "67"]));
        close(second.muc.precision(), 0.9);
        close(second.b_cubed.precision(), 0.58);
        close(second.b_cubed.recall(), 1.0);
    }

    #[test]
    fn the_examples_of_vilain() {
        let recall = |gold: &[&str], found: &[&str]| score(&chains(gold), &chains(found)).muc.recall();
        close(recall(&["ABCD"], &["AB", "CD"]), 2.0 / 3.0);
        close(recall(&["AB", "CD"], &["ABCD"]), 1.0);
        close(recall(&["ABCD"], &["AB", "C"]), 1.0 / 3.0);
    }

    #[test]
    fn the_example_of_luo() {
        // Everything in one chain, and everything alone: CEAF-e tells them apart where others do not.
        let gold = chains(&["12345", "67", "89ABC"]);
        close(score(&gold, &chains(&["123456789ABC"])).ceaf_e.recall(), 0.196);
        close(score(&gold, &chains(&["123456789ABC"])).ceaf_e.precision(), 0.588);
        let alone = chains(&["1", "2", "3", "4", "5", "6", "7", "8", "9", "A", "B", "C"]);
        close(score(&gold, &alone).ceaf_e.recall(), 0.444);
        close(score(&gold, &alone).ceaf_e.precision(), 0.111);
    }

    #[test]
    fn the_best_alignment_is_not_the_greedy_one() {
        close(assignment(&[vec![0.9, 0.8], vec![0.8, 0.1]], 2), 1.6);
        close(assignment(&[vec![0.5, 0.6, 0.9]], 3), 0.9);
        close(assignment(&[], 0), 0.0);
    }

    #[test]
    fn nothing_scores_nothing_and_all_scores_all() {
        assert_eq!(score(&chains(&["ab"]), &chains(&[])).average(), 0.0);
        close(score(&chains(&["ab", "cd"]), &chains(&["cd", "ab"])).average(), 1.0);
    }

    #[test]
    fn a_mention_in_two_chains_counts_once() {
        let scores = score(&chains(&["ab", "cd"]), &chains(&["ab", "bcd"]));
        close(scores.average(), 1.0);
    }
}
