//! Where else a passage stands: near-identical sentences of other reports, found by their fingerprints.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use registan_types::StatementId;

use super::{Readings, ReportInfo, Snapshot, blob};
use crate::RecordError;
use crate::identity::{Fingerprint, fingerprint};
use crate::log;
use crate::storage::Faulty;
use crate::views::{PassageEntry, entries};

/// A sentence that says something, and is near-identical to what was asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Where it stands.
    pub report: Arc<ReportInfo>,
    /// The sentence's number in the report.
    pub sentence: u32,
    /// The sentence.
    pub text: String,
    /// What is read in it.
    pub statements: Vec<StatementId>,
}

impl Snapshot {
    /// The sentences in the record that are near-identical to `text`, in the order of address and place; the sentence itself, if it
    /// is in the record, among them. Only sentences with statements in force are known, and of seven words or more.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn passages_like(&self, text: &str) -> Result<Vec<Passage>, RecordError> {
        let Some(print) = fingerprint(text) else { return Ok(Vec::new()) };
        self.read(|| {
            let mut found = Vec::new();
            for (report, sentences) in self.candidates(&print)? {
                self.add_alike(report, &sentences, &print, &mut found)?;
            }
            found.sort_by(|a, b| (&a.report.source.uri, a.report.id, a.sentence).cmp(&(&b.report.source.uri, b.report.id, b.sentence)));
            Ok(found)
        })
    }

    /// Sentences that share a band, by report.
    fn candidates(&self, print: &Fingerprint) -> Faulty<BTreeMap<i64, BTreeSet<u32>>> {
        let mut query = self.storage.db.prepare_cached("SELECT entries FROM view_passage WHERE place = ?1")?;
        let mut candidates: BTreeMap<i64, BTreeSet<u32>> = BTreeMap::new();
        for segment in 0..=PassageEntry::segment(self.limits.seq) {
            for band in print.bands() {
                let place = PassageEntry::row(segment, band);
                let mut rows = query.query([place])?;
                let Some(row) = rows.next()? else { continue };
                for entry in entries::<PassageEntry>(place, blob(row, 0)?) {
                    let entry = entry?;
                    if entry.has(band) {
                        candidates.entry(entry.report).or_default().insert(entry.sentence);
                    }
                }
            }
        }
        Ok(candidates)
    }

    fn add_alike(&self, report: i64, sentences: &BTreeSet<u32>, print: &Fingerprint, found: &mut Vec<Passage>) -> Faulty<()> {
        let mut keys: Vec<i64> = Vec::new();
        let mut query = self.storage.db.prepare_cached("SELECT first, count FROM view_reading WHERE report = ?1 ORDER BY key")?;
        let mut rows = query.query([report])?;
        while let Some(row) = rows.next()? {
            let (first, count): (i64, i64) = (row.get(0)?, row.get(1)?);
            keys.extend(first..first + count);
        }
        let stored = self.statements_by_key(&keys, Readings::InForce, None)?;
        if stored.is_empty() {
            return Ok(());
        }
        let text = log::report_at(&self.storage.db, report)?.text;
        for sentence in sentences {
            let told: Vec<_> = stored.iter().filter(|stored| stored.statement.evidence.sentence == *sentence).collect();
            let Some(first) = told.first() else { continue };
            let words = first.statement.evidence.span.of(&text);
            if fingerprint(words).is_some_and(|other| other.is_like(print)) {
                let statements = told.iter().map(|stored| stored.id).collect();
                found.push(Passage { report: Arc::clone(&first.report), sentence: *sentence, text: words.to_owned(), statements });
            }
        }
        Ok(())
    }
}
