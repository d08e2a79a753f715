//! Going over the years in which events of a question may lie: those of two parties from one end, as far as it takes to fill a page.

use std::collections::BTreeMap;

use super::Page;
use super::find::{CellId, years_reached};
use crate::query::{Filter, Snapshot, pair_of};
use crate::storage::Faulty;
use crate::views::NO_DAY;

/// Cells by year, in the order in which they are looked at.
type Years = Vec<(i64, Vec<CellId>)>;

/// How far a question has come.
#[derive(Debug)]
pub(super) struct Walk<'f> {
    filter: &'f Filter,
    latest_first: bool,
    /// What is known to lie in a year beforehand: everything, or what statements without a day tell of.
    known: BTreeMap<i64, Vec<CellId>>,
    /// The pair whose other years are looked up on the way, and years that were not looked at yet.
    pair: Option<i64>,
    rest: Option<(i64, i64)>,
    /// So many years are looked up together: more each time.
    width: i64,
}

impl Snapshot {
    pub(super) fn walk<'f>(&self, filter: &'f Filter, page: Page) -> Faulty<Walk<'f>> {
        let mut walk = Walk { filter, latest_first: page.latest_first, known: BTreeMap::new(), pair: None, rest: None, width: 1 };
        match pair_of(filter).filter(|_| page.limit.is_some()) {
            None => walk.known = self.filed(self.cells_by_year(filter)?)?,
            Some(pair) => {
                let reached = years_reached(filter);
                let loose = self.cells_of_pair(pair, filter, (NO_DAY, NO_DAY))?;
                let by_year = if loose.is_empty() { BTreeMap::new() } else { BTreeMap::from([(NO_DAY, loose.into_iter().collect())]) };
                walk.known = self.filed(by_year)?;
                let meet = |(first, last): (i64, i64)| (first.max(reached.0), last.min(reached.1));
                walk.rest = self.years_of_pair(pair)?.map(meet).filter(|(first, last)| first <= last);
                walk.pair = Some(pair);
            }
        }
        Ok(walk)
    }

    /// The next years; `None` when all were looked at.
    pub(super) fn next_years(&self, walk: &mut Walk<'_>) -> Faulty<Option<Years>> {
        let Some((pair, (first, last))) = walk.pair.zip(walk.rest) else {
            let rest = std::mem::take(&mut walk.known);
            return Ok((!rest.is_empty()).then(|| walk.in_order(rest)));
        };
        let (first, last) = if walk.latest_first {
            let begin = first.max(last - walk.width + 1);
            walk.rest = Some((first, begin - 1)).filter(|(first, last)| first <= last);
            (begin, last)
        } else {
            let end = last.min(first + walk.width - 1);
            walk.rest = Some((end + 1, last)).filter(|(first, last)| first <= last);
            (first, end)
        };
        walk.width = walk.width.saturating_mul(2);
        let mut years: BTreeMap<i64, Vec<CellId>> = BTreeMap::new();
        for cell in self.cells_of_pair(pair, walk.filter, (first, last))? {
            years.entry(cell.year).or_default().push(cell);
        }
        // What lies on the way, and before it.
        let is_next = |year: i64| if walk.latest_first { year >= first } else { year <= last };
        let met: Vec<i64> = walk.known.keys().copied().filter(|year| is_next(*year)).collect();
        for year in met {
            years.entry(year).or_default().extend(walk.known.remove(&year).unwrap_or_default());
        }
        Ok(Some(walk.in_order(years)))
    }
}

impl Walk<'_> {
    fn in_order(&self, years: BTreeMap<i64, Vec<CellId>>) -> Years {
        let mut years: Years = years.into_iter().collect();
        if self.latest_first {
            years.reverse();
        }
        years
    }
}
