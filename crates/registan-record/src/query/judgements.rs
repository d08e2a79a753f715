//! What persons have judged, with who and why.

use registan_types::{RecordedAt, StatementId};

use super::Snapshot;
use crate::log::{Entry, Judgement, Logged, entry_at};
use crate::storage::Fault;
use crate::{Corruption, RecordError};

/// A judgement in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredJudgement {
    /// Its number, by which it can be withdrawn.
    pub number: i64,
    /// When it was made.
    pub at: RecordedAt,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// What was judged.
    pub judgement: Judgement,
}

impl Snapshot {
    /// The judgements on any of these statements, in the order in which they were made; withdrawn ones too.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn judgements_on(&self, statements: &[StatementId]) -> Result<Vec<StoredJudgement>, RecordError> {
        self.read(|| {
            let db = &self.storage.db;
            let mut query = db.prepare_cached(
                "SELECT key, withdrawn <= ?2 FROM view_judgement WHERE (left = ?1 OR right = ?1) AND key <= ?2 ORDER BY key",
            )?;
            let mut found: Vec<(i64, bool)> = Vec::new();
            for id in statements {
                let mut rows = query.query((id.0.as_slice(), self.limits.seq))?;
                while let Some(row) = rows.next()? {
                    found.push((row.get(0)?, row.get::<_, Option<bool>>(1)?.unwrap_or(false)));
                }
            }
            found.sort_unstable();
            found.dedup();
            found
                .into_iter()
                .map(|(number, withdrawn)| match entry_at(db, number)? {
                    Some(Logged { at, entry: Entry::JudgementMade(judgement), .. }) => {
                        Ok(StoredJudgement { number, at, withdrawn, judgement })
                    }
                    _ => Err(Fault::corrupt("log entry", number)(Corruption::Missing("the judgement"))),
                })
                .collect()
        })
    }
}
