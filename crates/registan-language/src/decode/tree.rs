//! The best tree: a maximum spanning arborescence with one child of the root, by Chu and Liu's and Edmonds' algorithm.

use crate::inference::ArcScores;

/// Taken off every arc from the root, so that the best tree has as few of them as a tree can have: one. Larger than
/// all differences of scores that a sentence can add up to.
const ROOT_PENALTY: f64 = 1e9;

/// The head of each token of a sentence, counted from 1, with 0 for the root. Exactly one is 0, and all tokens hang
/// below it. Ties go to the first head.
pub(crate) fn best_tree(scores: &ArcScores) -> Vec<usize> {
    let greedy: Vec<usize> = (0..scores.len()).map(|token| first_greatest(scores.row(token))).collect();
    if greedy.iter().filter(|head| **head == 0).count() == 1 && find_circle(&greedy).is_none() {
        return greedy;
    }
    let size = scores.len() + 1;
    let mut square = Square::new(size);
    for dependent in 1..size {
        for (head, score) in scores.row(dependent - 1).iter().enumerate() {
            let penalty = if head == 0 { ROOT_PENALTY } else { 0.0 };
            square.set(dependent, head, f64::from(*score) - penalty);
        }
    }
    arborescence(&square).into_iter().skip(1).collect()
}

fn first_greatest(row: &[f32]) -> usize {
    let better = |best: (usize, f32), (place, score): (usize, &f32)| if *score > best.1 { (place, *score) } else { best };
    row.iter().enumerate().fold((0, f32::NEG_INFINITY), better).0
}

/// A circle among heads, which count tokens from 1; its tokens.
fn find_circle(heads: &[usize]) -> Option<Vec<usize>> {
    // 0 for not seen, else the number of the climb that came by.
    let mut seen = vec![0; heads.len() + 1];
    for start in 1..=heads.len() {
        let mut at = start;
        while at != 0 && seen.get(at) == Some(&0) {
            if let Some(mark) = seen.get_mut(at) {
                *mark = start;
            }
            at = heads.get(at - 1).copied().unwrap_or(0);
        }
        if at != 0 && seen.get(at) == Some(&start) {
            let mut circle = vec![at];
            let mut next = heads.get(at - 1).copied().unwrap_or(at);
            while next != at {
                circle.push(next);
                next = heads.get(next - 1).copied().unwrap_or(at);
            }
            return Some(circle);
        }
    }
    None
}

/// Scores of arcs, a row a dependent; node 0 is the root. What is never set is impossible.
struct Square {
    size: usize,
    scores: Vec<f64>,
}

impl Square {
    fn new(size: usize) -> Square {
        Square { size, scores: vec![f64::NEG_INFINITY; size * size] }
    }

    fn get(&self, dependent: usize, head: usize) -> f64 {
        self.scores.get(dependent * self.size + head).copied().unwrap_or(f64::NEG_INFINITY)
    }

    fn set(&mut self, dependent: usize, head: usize, score: f64) {
        if dependent != head
            && let Some(entry) = self.scores.get_mut(dependent * self.size + head)
        {
            *entry = score;
        }
    }

    /// The best head of a dependent among `heads`, the first of equals.
    fn best(&self, dependent: usize, heads: impl Iterator<Item = usize>) -> usize {
        let mut best = (0, f64::NEG_INFINITY);
        for head in heads {
            let score = self.get(dependent, head);
            if score > best.1 {
                best = (head, score);
            }
        }
        best.0
    }
}

/// Heads of all nodes; that of the root is itself. Contracts one circle after the other and opens them again.
fn arborescence(scores: &Square) -> Vec<usize> {
    let mut heads: Vec<usize> = (1..scores.size).map(|node| scores.best(node, 0..scores.size)).collect();
    let Some(circle) = find_circle(&heads) else {
        heads.insert(0, 0);
        return heads;
    };
    heads.insert(0, 0);
    let mut inside = vec![false; scores.size];
    circle.iter().for_each(|node| inside[*node] = true);
    let rest: Vec<usize> = (0..scores.size).filter(|node| !inside[*node]).collect();
    let (contracted, entries, exits) = contract(scores, &heads, &circle, &rest);
    let solved = arborescence(&contracted);
    let new = rest.len();
    for (place, node) in rest.iter().enumerate().skip(1) {
        let head = solved[place];
        heads[*node] = if head == new { exits[place] } else { rest[head] };
    }
    // Where the circle is entered, it opens.
    let from = solved[new];
    heads[entries[from]] = rest[from];
    heads
}

/// The graph with the circle as one node, the last; for each node of the rest, which node of the circle it would
/// enter at, and which node of the circle would be its head.
fn contract(scores: &Square, heads: &[usize], circle: &[usize], rest: &[usize]) -> (Square, Vec<usize>, Vec<usize>) {
    let new = rest.len();
    let mut small = Square::new(new + 1);
    let (mut entries, mut exits) = (vec![0; new], vec![0; new]);
    for (place, node) in rest.iter().enumerate() {
        for (other, head) in rest.iter().enumerate() {
            small.set(place, other, scores.get(*node, *head));
        }
        let mut best = (circle[0], f64::NEG_INFINITY);
        for member in circle {
            let gain = scores.get(*member, *node) - scores.get(*member, heads[*member]);
            if gain > best.1 {
                best = (*member, gain);
            }
        }
        entries[place] = best.0;
        small.set(new, place, best.1);
        exits[place] = scores.best(*node, circle.iter().copied());
        if place > 0 {
            small.set(place, new, scores.get(*node, exits[place]));
        }
    }
    (small, entries, exits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tree(scores: &[Vec<f32>]) -> Vec<usize> {
        best_tree(&ArcScores::of_rows(scores))
    }

    fn total(scores: &[Vec<f32>], heads: &[usize]) -> f64 {
        scores.iter().zip(heads).map(|(row, head)| f64::from(row[*head])).sum()
    }

    /// All trees with one root, by trying every choice of heads.
    fn best_by_trial(scores: &[Vec<f32>]) -> f64 {
        let count = scores.len();
        let mut best = f64::NEG_INFINITY;
        for mut code in 0..(count + 1).pow(count as u32) {
            let heads: Vec<usize> = (0..count)
                .map(|_| {
                    let head = code % (count + 1);
                    code /= count + 1;
                    head
                })
                .collect();
            let own = heads.iter().enumerate().any(|(token, head)| token + 1 == *head);
            if !own && heads.iter().filter(|head| **head == 0).count() == 1 && find_circle(&heads).is_none() {
                best = best.max(total(scores, &heads));
            }
        }
        best
    }

    fn sentences(longest: usize) -> impl Strategy<Value = Vec<Vec<f32>>> {
        (1..=longest).prop_flat_map(|count| {
            let row = proptest::collection::vec((-40_i8..40).prop_map(|score| f32::from(score) / 4.0), count + 1);
            proptest::collection::vec(row, count).prop_map(|mut rows| {
                rows.iter_mut().enumerate().for_each(|(token, row)| row[token + 1] = -1e4);
                rows
            })
        })
    }

    proptest! {
        #[test]
        fn no_tree_is_better(scores in sentences(5)) {
            let heads = tree(&scores);
            prop_assert!((total(&scores, &heads) - best_by_trial(&scores)).abs() < 1e-3, "{:?}", heads);
        }

        #[test]
        fn every_tree_is_well_formed(scores in sentences(60)) {
            let heads = tree(&scores);
            prop_assert_eq!(heads.iter().filter(|head| **head == 0).count(), 1);
            prop_assert!(find_circle(&heads).is_none());
        }
    }

    #[test]
    fn one_token_is_its_own_tree() {
        assert_eq!(tree(&[vec![-3.0, -1e4]]), [0]);
        assert!(tree(&[]).is_empty());
    }
}
