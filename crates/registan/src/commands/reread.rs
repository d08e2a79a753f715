//! `registan reread`: the reports of the record, with today's reader.

use anyhow::{Context, Result};
use rayon::prelude::*;
use registan_record::{Clocks, Reading, Record};
use registan_types::{Report, ReportId};

use super::{
    Exit, Streams,
    read::{counted, flaw_line},
};
use crate::{
    clock,
    engine::{Engine, open_packs},
    options::RereadOptions,
    terminal::Progress,
};

/// Reads all reports again that another reader read last.
pub(super) fn run(options: &RereadOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    let (engine, flaws) = Engine::new(&open_packs(&options.packs)?)?;
    anyhow::ensure!(options.record.exists(), "there is no record at {}; read some reports first", options.record.display());
    let mut record = Record::open(&options.record)?;
    let mut progress = Progress::new(0);
    flaws.iter().for_each(|flaw| progress.line(&flaw_line(flaw)));
    let pool =
        rayon::ThreadPoolBuilder::new().num_threads(options.jobs.get()).build().context("the threads for reading could not be started")?;
    let snapshot = record.snapshot(Clocks::default())?;
    let reports = snapshot.reports()?;
    let (mut read, mut statements, mut left) = (0_u64, 0_u64, 0_u64);
    for batch in reports.chunks(options.jobs.get() * 16) {
        let mut work: Vec<Report> = Vec::new();
        for info in batch {
            if record.has_reading(info.id, &engine.version(info.language)?)? {
                left += 1;
            } else {
                work.push(snapshot.report(info.id)?.report);
            }
        }
        let readings: Vec<(ReportId, Reading)> =
            pool.install(|| work.par_iter().map(|report| Ok((report.id, engine.read(report)?.0))).collect::<Result<_>>())?;
        for (report, reading) in &readings {
            read += u64::from(record.reread(*report, reading, clock::now())?);
            statements += reading.statements.len() as u64;
        }
        progress.show(0, read, statements);
    }
    progress.finish();
    let Streams { out, style } = streams;
    writeln!(out, "{} {} again: {}", style.heading("Read"), counted(read, "report"), counted(statements, "statement"))?;
    if left > 0 {
        writeln!(out, "{}", style.faint(&format!("{} read by this reader already", counted(left, "report"))))?;
    }
    Ok(if flaws.is_empty() { Exit::Done } else { Exit::Refused })
}
