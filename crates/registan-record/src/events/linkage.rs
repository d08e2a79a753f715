//! Average-link clustering: what belongs together by how alike pairs are on average (Sokal and Michener 1958).

/// A symmetric table of how alike things are, 0 to 1. Some pairs may never share a cluster.
#[derive(Debug, Clone)]
pub(super) struct Table {
    size: usize,
    alike: Vec<f64>,
    apart: Vec<bool>,
    /// How many things each place stands for.
    weights: Vec<f64>,
}

impl Table {
    /// All unlike, and each place one thing.
    pub(super) fn new(size: usize) -> Self {
        Self { size, alike: vec![0.0; size * size], apart: vec![false; size * size], weights: vec![1.0; size] }
    }

    /// How many things a place stands for.
    pub(super) fn weigh(&mut self, place: usize, things: usize) {
        if let Some(weight) = self.weights.get_mut(place) {
            *weight = things.max(1) as f64;
        }
    }

    pub(super) fn set(&mut self, a: usize, b: usize, alike: f64) {
        for place in [a * self.size + b, b * self.size + a] {
            if let Some(cell) = self.alike.get_mut(place) {
                *cell = alike;
            }
        }
    }

    /// These must never share a cluster.
    pub(super) fn keep_apart(&mut self, a: usize, b: usize) {
        for place in [a * self.size + b, b * self.size + a] {
            if let Some(cell) = self.apart.get_mut(place) {
                *cell = true;
            }
        }
    }

    pub(super) fn alike(&self, a: usize, b: usize) -> f64 {
        self.alike.get(a * self.size + b).copied().unwrap_or(0.0)
    }

    fn is_apart(&self, a: usize, b: usize) -> bool {
        self.apart.get(a * self.size + b).copied().unwrap_or(false)
    }

    /// The clusters, each in the order of places: the two most alike are united as long as they are so by `least` on average. Of equals
    /// the first in the order of places.
    pub(super) fn clusters(mut self, least: f64) -> Vec<Vec<usize>> {
        let mut clusters: Vec<Vec<usize>> = (0..self.size).map(|place| vec![place]).collect();
        while let Some((a, b)) = self.closest(&clusters, least) {
            let taken = clusters.get_mut(b).map(std::mem::take).unwrap_or_default();
            if let Some(cluster) = clusters.get_mut(a) {
                cluster.extend(taken);
                cluster.sort_unstable();
            }
            self.unite(a, b);
        }
        clusters.retain(|cluster| !cluster.is_empty());
        clusters
    }

    fn closest(&self, clusters: &[Vec<usize>], least: f64) -> Option<(usize, usize)> {
        let living: Vec<usize> = (0..self.size).filter(|place| clusters.get(*place).is_some_and(|it| !it.is_empty())).collect();
        let mut best: Option<(f64, (usize, usize))> = None;
        for (number, a) in living.iter().enumerate() {
            for b in living.iter().skip(number + 1) {
                let alike = self.alike(*a, *b);
                if alike >= least && !self.is_apart(*a, *b) && best.is_none_or(|(most, _)| alike > most) {
                    best = Some((alike, (*a, *b)));
                }
            }
        }
        best.map(|(_, pair)| pair)
    }

    /// Puts what `b` stands for into `a`.
    fn unite(&mut self, a: usize, b: usize) {
        let weight = |place: usize| self.weights.get(place).copied().unwrap_or(1.0);
        let (ours, theirs) = (weight(a), weight(b));
        for other in 0..self.size {
            let mean = (self.alike(a, other) * ours + self.alike(b, other) * theirs) / (ours + theirs);
            let apart = self.is_apart(a, other) || self.is_apart(b, other);
            self.set(a, other, mean);
            if apart {
                self.keep_apart(a, other);
            }
        }
        if let Some(weight) = self.weights.get_mut(a) {
            *weight = ours + theirs;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_average_decides_not_the_nearest() {
        let mut table = Table::new(4);
        table.set(0, 1, 0.9);
        table.set(1, 2, 0.8);
        table.set(0, 2, 0.1);
        table.set(2, 3, 0.7);
        assert_eq!(table.clone().clusters(0.5), [vec![0, 1], vec![2, 3]]);
        assert_eq!(table.clusters(0.4), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn what_is_kept_apart_stays_apart_through_others() {
        let mut table = Table::new(3);
        table.set(0, 1, 0.9);
        table.set(1, 2, 0.9);
        table.set(0, 2, 0.9);
        table.keep_apart(0, 2);
        assert_eq!(table.clusters(0.5), [vec![0, 1], vec![2]]);
        assert!(Table::new(0).clusters(0.5).is_empty());
    }
}
