//! What changed in the record, on the wire.

use registan_record::{Change, ChangeKind, EventChange, EventChangeKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::EventForm;

/// One thing that happened to the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChangeForm {
    /// When, in UTC.
    pub at: String,
    /// report_added, source_added, reading_added, report_corrected, report_retracted, report_erased, judgement_made or
    /// judgement_withdrawn.
    pub change: String,
    /// The report's identity, if it is about one.
    pub report: Option<String>,
    /// The later report that took its place.
    pub by: Option<String>,
    /// How many statements a reading made.
    pub statements: Option<u32>,
    /// Why, where a reason was given.
    pub reason: Option<String>,
    /// The two statements that were judged.
    pub judged: Option<[String; 2]>,
    /// Whether they were judged the same happening.
    pub same: Option<bool>,
}

/// How an event changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EventChangeForm {
    /// event_new, event_changed or event_gone.
    pub change: String,
    /// The event as it is; as it was, when it is gone.
    pub event: EventForm,
    /// Statements that tell of it now and did not before.
    pub gained: Vec<String>,
    /// Statements that told of it before and do not now.
    pub lost: Vec<String>,
}

impl ChangeForm {
    /// The form of a change.
    pub fn of(change: &Change) -> Self {
        let plain = |name: &str| Self {
            at: change.at.0.to_string(),
            change: name.to_owned(),
            report: None,
            by: None,
            statements: None,
            reason: None,
            judged: None,
            same: None,
        };
        let about = |name: &str, report: &registan_types::ReportId| Self { report: Some(report.to_string()), ..plain(name) };
        match &change.what {
            ChangeKind::ReportAdded(report) => about("report_added", report),
            ChangeKind::SourceAdded(report) => about("source_added", report),
            ChangeKind::ReadingAdded(report, count) => Self { statements: Some(*count), ..about("reading_added", report) },
            ChangeKind::ReportCorrected { report, by } => Self { by: Some(by.to_string()), ..about("report_corrected", report) },
            ChangeKind::ReportRetracted(report, reason) => Self { reason: Some(reason.clone()), ..about("report_retracted", report) },
            ChangeKind::ReportErased(report, reason) => Self { reason: Some(reason.clone()), ..about("report_erased", report) },
            ChangeKind::JudgementMade(judgement) => Self {
                judged: Some([judgement.left.to_string(), judgement.right.to_string()]),
                same: Some(judgement.same),
                reason: Some(judgement.reason.clone()),
                ..plain("judgement_made")
            },
            ChangeKind::JudgementWithdrawn(_) => plain("judgement_withdrawn"),
        }
    }
}

impl EventChangeForm {
    /// The form of a changed event.
    pub fn of(change: &EventChange) -> Self {
        let name = match change.kind {
            EventChangeKind::New => "event_new",
            EventChangeKind::Changed => "event_changed",
            EventChangeKind::Gone => "event_gone",
        };
        Self {
            change: name.to_owned(),
            event: EventForm::of(&change.event),
            gained: change.gained.iter().map(ToString::to_string).collect(),
            lost: change.lost.iter().map(ToString::to_string).collect(),
        }
    }
}
