//! Where each statement stands in the order of all, kept in memory: a list of a party's many statements is put in order by it, without a look
//! at any of them.

use rusqlite::Connection;

use crate::storage::Faulty;

/// Statements that follow one another, in number as in order: those of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    first: i64,
    count: i64,
    /// How many statements stand before it.
    before: i64,
}

/// The order of all statements in force; sixteen to thirty bytes a report.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Order {
    /// Ascending by the numbers of their statements.
    runs: Vec<Run>,
}

impl Order {
    pub(super) fn read(db: &Connection) -> Faulty<Self> {
        let mut query = db.prepare("SELECT key FROM statement ORDER BY place")?;
        let keys = query.query_map([], |row| row.get(0))?;
        Ok(Self::of(keys.collect::<Result<Vec<i64>, _>>()?))
    }

    pub(super) fn of(keys: impl IntoIterator<Item = i64>) -> Self {
        let mut runs: Vec<Run> = Vec::new();
        for (before, key) in (0..).zip(keys) {
            match runs.last_mut() {
                Some(run) if run.first + run.count == key => run.count += 1,
                _ => runs.push(Run { first: key, count: 1, before }),
            }
        }
        runs.sort_unstable();
        Self { runs }
    }

    fn place(&self, key: i64) -> Option<i64> {
        let run = self.runs.get(self.runs.partition_point(|run| run.first <= key).checked_sub(1)?)?;
        let within = key - run.first;
        (within < run.count).then_some(run.before + within)
    }

    /// Those of the statements that are in force with how many stand before each, each once, in order.
    pub(super) fn placed(&self, keys: Vec<i64>) -> Vec<(i64, i64)> {
        let mut placed: Vec<(i64, i64)> = keys.into_iter().filter_map(|key| Some((self.place(key)?, key))).collect();
        placed.sort_unstable();
        placed.dedup();
        placed
    }

    /// The same without their places.
    pub(super) fn sorted(&self, keys: Vec<i64>) -> Vec<i64> {
        self.placed(keys).into_iter().map(|(_, key)| key).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_stand_where_they_were_read() {
        let order = Order::of([40, 41, 42, 7, 8, 90, 20]);
        assert_eq!(order.runs.len(), 4);
        assert_eq!(order.sorted(vec![7, 8, 8, 20, 41, 42, 43, 9, 91, 1]), [41, 42, 7, 8, 20]);
        assert_eq!(Order::default().sorted(vec![1]), [0_i64; 0]);
    }
}
