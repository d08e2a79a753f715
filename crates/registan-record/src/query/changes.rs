//! What changed in this record since a moment: entry by entry, and event by event.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use registan_types::{RecordedAt, ReportId, StatementId};

use super::{Clocks, Limits, Snapshot};
use crate::RecordError;
use crate::events::{Event, EventId};
use crate::log::{Entry, Judgement, entry_after};
use crate::storage::Faulty;

/// One thing that happened to the record.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// When.
    pub at: RecordedAt,
    /// What.
    pub what: ChangeKind,
}

/// What happened to the record.
#[derive(Debug, Clone, PartialEq)]
pub enum ChangeKind {
    /// A report came in.
    ReportAdded(ReportId),
    /// A known report was found in another place.
    SourceAdded(ReportId),
    /// A report was read, or read again: how many statements.
    ReadingAdded(ReportId, u32),
    /// A later text took the place of a report.
    ReportCorrected {
        /// The former.
        report: ReportId,
        /// The later.
        by: ReportId,
    },
    /// A report was taken back.
    ReportRetracted(ReportId, String),
    /// A report was removed lawfully.
    ReportErased(ReportId, String),
    /// A person judged.
    JudgementMade(Judgement),
    /// A judgement was taken back.
    JudgementWithdrawn(i64),
}

/// How an event changed.
#[derive(Debug, Clone, PartialEq)]
pub struct EventChange {
    /// The event as it is; as it was, when it is gone.
    pub event: Event,
    /// How.
    pub kind: EventChangeKind,
    /// Statements that tell of it now and did not before.
    pub gained: Vec<StatementId>,
    /// Statements that told of it before and do not now.
    pub lost: Vec<StatementId>,
}

/// How an event changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventChangeKind {
    /// Nothing told of it before.
    New,
    /// Other statements tell of it than before.
    Changed,
    /// Nothing tells of it now.
    Gone,
}

impl Snapshot {
    /// What happened to the record after `since`, up to the snapshot's own moment, in order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn changes_since(&self, since: RecordedAt) -> Result<Vec<Change>, RecordError> {
        self.read(|| {
            let mut seq = self.seq_at(since)?;
            let mut changes = Vec::new();
            while let Some(logged) = entry_after(&self.storage.db, seq)?.filter(|logged| logged.seq <= self.limits.seq) {
                seq = logged.seq;
                changes.extend(kind(logged.entry).map(|what| Change { at: logged.at, what }));
            }
            Ok(changes)
        })
    }

    /// Events that are new, changed or gone since `since`, in the order of time. Only events near what changed are looked at.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn event_changes_since(&self, since: RecordedAt) -> Result<Vec<EventChange>, RecordError> {
        let mut former = Self::open(&self.storage.path, Clocks { recorded: Some(since), ..self.clocks })?;
        former.schema = std::sync::Arc::clone(&self.schema);
        self.read(|| {
            let touched = self.touched(former.limits.seq)?;
            // What no day is known of may have come to, or left, an event elsewhere.
            let mut near = touched.clone();
            for event in former.events_at(&touched)?.values().chain(self.events_at(&touched)?.values()) {
                near.extend(event.statements.iter().map(|stored| stored.key));
            }
            Ok(compare(former.events_at(&near)?, self.events_at(&near)?))
        })
    }

    fn seq_at(&self, moment: RecordedAt) -> Faulty<i64> {
        Ok(Limits::of(&self.storage.db, Clocks { recorded: Some(moment), ..Clocks::default() })?.seq)
    }

    /// Statements that came, went or were judged after an entry.
    fn touched(&self, mut seq: i64) -> Faulty<BTreeSet<i64>> {
        let db = &self.storage.db;
        let mut keys = BTreeSet::new();
        while let Some(logged) = entry_after(db, seq)?.filter(|logged| logged.seq <= self.limits.seq) {
            seq = logged.seq;
            match logged.entry {
                Entry::ReadingAdded { report, .. } | Entry::ReportCorrected { report, .. } | Entry::ReportRetracted { report, .. } => {
                    let filter = super::Filter { report: Some(report), ..super::Filter::default() };
                    keys.extend(self.keys_of_reports(&filter)?);
                }
                Entry::JudgementMade(judgement) => {
                    for id in [judgement.left, judgement.right] {
                        keys.extend(self.key_of(id)?);
                    }
                }
                Entry::JudgementWithdrawn { judgement } => {
                    if let Some(Entry::JudgementMade(judgement)) = crate::log::entry_at(db, judgement)?.map(|logged| logged.entry) {
                        for id in [judgement.left, judgement.right] {
                            keys.extend(self.key_of(id)?);
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(keys)
    }

    fn events_at(&self, statements: &BTreeSet<i64>) -> Faulty<BTreeMap<EventId, Event>> {
        let mut cells = BTreeSet::new();
        for key in statements {
            cells.extend(self.cell_of(*key)?);
        }
        let groups = self.resolve_cells(cells.into_iter().collect())?;
        groups.into_iter().map(|group| self.event(group).map(|event| (event.id, event))).collect()
    }
}

fn kind(entry: Entry) -> Option<ChangeKind> {
    Some(match entry {
        Entry::Blank => return None,
        Entry::ReportAdded(report) => ChangeKind::ReportAdded(report.id),
        Entry::SourceAdded { report, .. } => ChangeKind::SourceAdded(report),
        Entry::ReadingAdded { report, count, .. } => ChangeKind::ReadingAdded(report, count),
        Entry::JudgementMade(judgement) => ChangeKind::JudgementMade(judgement),
        Entry::JudgementWithdrawn { judgement } => ChangeKind::JudgementWithdrawn(judgement),
        Entry::ReportCorrected { report, by, .. } => ChangeKind::ReportCorrected { report, by },
        Entry::ReportRetracted { report, reason, .. } => ChangeKind::ReportRetracted(report, reason),
        Entry::ReportErased { report, reason } => ChangeKind::ReportErased(report, reason),
    })
}

/// Sets the events of two moments side by side. An event is followed by its statements, since a more precise one may
/// have taken over its identity.
fn compare(before: BTreeMap<EventId, Event>, after: BTreeMap<EventId, Event>) -> Vec<EventChange> {
    let mut told_by: HashMap<StatementId, EventId> = HashMap::new();
    for event in before.values() {
        told_by.extend(event.statements.iter().map(|stored| (stored.id, event.id)));
    }
    let mut followed = BTreeSet::new();
    let mut changes = Vec::new();
    for event in after.into_values() {
        let ids: BTreeSet<StatementId> = event.statements.iter().map(|stored| stored.id).collect();
        let was = event.statements.iter().find_map(|stored| told_by.get(&stored.id)).and_then(|id| before.get(id));
        let former: BTreeSet<StatementId> = was.map(|was| was.statements.iter().map(|stored| stored.id).collect()).unwrap_or_default();
        followed.extend(was.map(|was| was.id));
        let gained: Vec<StatementId> = ids.difference(&former).copied().collect();
        let lost: Vec<StatementId> = former.difference(&ids).copied().collect();
        let kind = if was.is_some() { EventChangeKind::Changed } else { EventChangeKind::New };
        if !(gained.is_empty() && lost.is_empty()) {
            changes.push(EventChange { event, kind, gained, lost });
        }
    }
    for (id, event) in before {
        if !followed.contains(&id) {
            let lost = event.statements.iter().map(|stored| stored.id).collect();
            changes.push(EventChange { event, kind: EventChangeKind::Gone, gained: Vec::new(), lost });
        }
    }
    changes.sort_by_cached_key(|change| (change.event.time.and_then(|time| time.first_day()), change.event.id, change.kind));
    changes
}
