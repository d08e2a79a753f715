//! `registan changes`: what came into the record since a moment, and which events are other than before.

use std::collections::HashMap;

use anyhow::Result;
use registan_record::{ChangeKind, Clocks, EventChangeKind, Snapshot};
use registan_types::ReportId;

use super::{Exit, Streams, read::counted, views::event_lines};
use crate::{
    engine,
    options::ChangesOptions,
    wire::{ChangeForm, EventChangeForm},
};

/// Shows the changes.
pub(super) fn run(options: &ChangesOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    let snapshot = Snapshot::open(&options.record, Clocks::default())?.with_schema(engine::schema());
    let changes = snapshot.changes_since(options.since)?;
    let events = snapshot.event_changes_since(options.since)?;
    if options.json {
        for change in &changes {
            serde_json::to_writer(&mut streams.out, &ChangeForm::of(change))?;
            writeln!(streams.out)?;
        }
        for change in &events {
            serde_json::to_writer(&mut streams.out, &EventChangeForm::of(change))?;
            writeln!(streams.out)?;
        }
        return Ok(Exit::Done);
    }
    let addresses: HashMap<ReportId, String> = snapshot.reports()?.into_iter().map(|info| (info.id, info.source.uri)).collect();
    for change in &changes {
        let moment = change.at.0.strftime("%Y-%m-%d %H:%M").to_string();
        writeln!(streams.out, "{}  {}", streams.style.faint(&moment), words(&change.what, &addresses))?;
    }
    for change in &events {
        let how = match change.kind {
            EventChangeKind::New => "new event".to_owned(),
            EventChangeKind::Changed => format!("event changed: {} more, {} fewer", change.gained.len(), change.lost.len()),
            EventChangeKind::Gone => "event gone".to_owned(),
        };
        writeln!(streams.out, "\n{}", streams.style.heading(&how))?;
        event_lines(&change.event, streams.style).iter().try_for_each(|line| writeln!(streams.out, "{line}"))?;
    }
    if changes.is_empty() && events.is_empty() {
        writeln!(streams.out, "nothing has changed")?;
    }
    Ok(Exit::Done)
}

fn words(what: &ChangeKind, addresses: &HashMap<ReportId, String>) -> String {
    let name = |report: &ReportId| addresses.get(report).cloned().unwrap_or_else(|| report.to_string());
    match what {
        ChangeKind::ReportAdded(report) => format!("report added     {}", name(report)),
        ChangeKind::SourceAdded(report) => format!("found elsewhere  {}", name(report)),
        ChangeKind::ReadingAdded(report, count) => {
            format!("read             {}, {}", name(report), counted(u64::from(*count), "statement"))
        }
        ChangeKind::ReportCorrected { report, by } => format!("corrected        {} by {}", name(report), name(by)),
        ChangeKind::ReportRetracted(report, reason) => format!("retracted        {}: {reason}", name(report)),
        ChangeKind::ReportErased(report, reason) => format!("erased           {report}: {reason}"),
        ChangeKind::JudgementMade(judgement) => {
            let verdict = if judgement.same { "the same" } else { "not the same" };
            format!("judged           {} and {}: {verdict}", judgement.left, judgement.right)
        }
        ChangeKind::JudgementWithdrawn(number) => format!("judgement {number} withdrawn"),
    }
}
