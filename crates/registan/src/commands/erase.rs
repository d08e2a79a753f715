//! `registan erase`: the lawful removal of a report.

use anyhow::{Result, bail};
use registan_record::{Clocks, Record, Snapshot, Traces};
use registan_types::ReportId;

use super::{Exit, Streams, read::counted};
use crate::{clock, options::EraseOptions};

/// Removes the report that the options name.
pub(super) fn run(options: &EraseOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    let report = find(options)?;
    let mut record = Record::open(&options.record)?;
    let erasure = record.erase(report, &options.reason, clock::now())?;
    let statements = counted(erasure.statements as u64, "statement");
    writeln!(streams.out, "{} report {report} with {statements}", streams.style.heading("Erased"))?;
    match erasure.traces {
        Traces::Gone => Ok(Exit::Done),
        Traces::HeldByReaders => {
            writeln!(
                streams.out,
                "another process is reading a former state of the record, which still holds the text; close it, and the next command that writes clears it"
            )?;
            Ok(Exit::Refused)
        }
    }
}

/// The report of an identity or an address.
fn find(options: &EraseOptions) -> Result<ReportId> {
    if let Ok(id) = options.report.parse() {
        return Ok(id);
    }
    let snapshot = Snapshot::open(&options.record, Clocks::default())?;
    let mut found = Vec::new();
    for info in snapshot.reports()? {
        let stored = snapshot.report(info.id)?;
        if stored.sources.iter().any(|source| source.uri == options.report) {
            found.push(info.id);
        }
    }
    match found.as_slice() {
        [one] => Ok(*one),
        [] => bail!("no report in {} has the identity or address {}", options.record.display(), options.report),
        many => {
            let ids: Vec<String> = many.iter().map(ToString::to_string).collect();
            bail!("several reports have the address {}; give the identity of one: {}", options.report, ids.join(", "))
        }
    }
}
