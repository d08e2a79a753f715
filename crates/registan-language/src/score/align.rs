//! Pairs the words of two segmentations of one text: by their characters, and inside multiwords by the longest
//! common subsequence of their forms.

use std::ops::Range;

use super::treebank::Placed;

/// The pairs of words, (gold, system), in order.
pub(super) fn align(gold: &[Placed<'_>], system: &[Placed<'_>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::with_capacity(gold.len());
    let (mut at_gold, mut at_system) = (0, 0);
    while let (Some(one), Some(other)) = (gold.get(at_gold), system.get(at_system)) {
        if one.in_multiword || other.in_multiword {
            let (of_gold, of_system) = stretch(gold, system, at_gold, at_system);
            align_forms(gold, system, &of_gold, &of_system, &mut pairs);
            (at_gold, at_system) = (of_gold.end, of_system.end);
        } else if one.span == other.span {
            pairs.push((at_gold, at_system));
            at_gold += 1;
            at_system += 1;
        } else if one.span.start <= other.span.start {
            at_gold += 1;
        } else {
            at_system += 1;
        }
    }
    pairs
}

/// The least runs of words from here on that cover the same multiwords on both sides.
fn stretch(gold: &[Placed<'_>], system: &[Placed<'_>], mut at_gold: usize, mut at_system: usize) -> (Range<usize>, Range<usize>) {
    let start_of = |side: &[Placed<'_>], at: usize| side.get(at).map_or(usize::MAX, |word| word.span.start);
    let multiword = |side: &[Placed<'_>], at: usize| side.get(at).is_some_and(|word| word.in_multiword);
    let mut end;
    if multiword(gold, at_gold) {
        end = gold.get(at_gold).map_or(0, |word| word.span.end);
        // A plain word that begins earlier is no part of the multiword.
        at_system += usize::from(!multiword(system, at_system) && start_of(system, at_system) < start_of(gold, at_gold));
    } else {
        end = system.get(at_system).map_or(0, |word| word.span.end);
        at_gold += usize::from(start_of(gold, at_gold) < start_of(system, at_system));
    }
    let (from_gold, from_system) = (at_gold, at_system);
    while inside(gold, at_gold, end) || inside(system, at_system, end) {
        let (side, at) = if start_of(gold, at_gold) <= start_of(system, at_system) && at_gold < gold.len() {
            (gold, &mut at_gold)
        } else {
            (system, &mut at_system)
        };
        if let Some(word) = side.get(*at).filter(|word| word.in_multiword) {
            end = end.max(word.span.end);
        }
        *at += 1;
    }
    (from_gold..at_gold, from_system..at_system)
}

fn inside(side: &[Placed<'_>], at: usize, end: usize) -> bool {
    side.get(at).is_some_and(|word| if word.in_multiword { word.span.start < end } else { word.span.end <= end })
}

/// Pairs words of equal form, in order, as many as possible.
fn align_forms(
    gold: &[Placed<'_>],
    system: &[Placed<'_>],
    of_gold: &Range<usize>,
    of_system: &Range<usize>,
    pairs: &mut Vec<(usize, usize)>,
) {
    let forms = |side: &[Placed<'_>], run: &Range<usize>| -> Vec<String> {
        side.get(run.clone()).unwrap_or_default().iter().map(|word| word.word.form.to_lowercase()).collect()
    };
    let (one, other) = (forms(gold, of_gold), forms(system, of_system));
    let lengths = common_lengths(&one, &other);
    let length = |at: usize, to: usize| lengths.get(at).and_then(|row| row.get(to)).copied().unwrap_or(0);
    let (mut at, mut to) = (0, 0);
    while at < one.len() && to < other.len() {
        if one.get(at) == other.get(to) {
            pairs.push((of_gold.start + at, of_system.start + to));
            at += 1;
            to += 1;
        } else if length(at, to) == length(at + 1, to) {
            at += 1;
        } else {
            to += 1;
        }
    }
}

/// Length of the longest common subsequence of each pair of tails.
fn common_lengths(one: &[String], other: &[String]) -> Vec<Vec<usize>> {
    let mut rows = vec![vec![0; other.len() + 1]];
    for form in one.iter().rev() {
        let mut row = vec![0; other.len() + 1];
        let below = rows.last().cloned().unwrap_or_default();
        for (at, against) in other.iter().enumerate().rev() {
            let value = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(0);
            let best = if form == against { value(&below, at + 1) + 1 } else { value(&below, at).max(value(&row, at + 1)) };
            if let Some(entry) = row.get_mut(at) {
                *entry = best;
            }
        }
        rows.push(row);
    }
    rows.reverse();
    rows
}
