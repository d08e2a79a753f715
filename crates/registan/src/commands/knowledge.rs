//! `registan knowledge`: packs of names from elsewhere.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use anyhow::{Context, Result};
use registan_reading::knowledge::Knowledge;

use super::{Exit, Streams, read::counted};
use crate::{
    intake::{Meter, open_stream},
    options::ImportOptions,
    terminal::Progress,
    wikidata::{self, ClassTable, Imported, Pack, Watch},
};

/// How many malformed lines are named; the others are only counted.
const NAMED: u64 = 20;

/// Makes a pack from a Wikidata dump.
pub(super) fn import(options: &ImportOptions, streams: &mut Streams<'_>) -> Result<Exit> {
    let read = |path: &Path| fs::read_to_string(path).with_context(|| format!("the table of classes {} cannot be read", path.display()));
    let own = options.classes.as_deref().map(read).transpose()?;
    let classes = ClassTable::new(own.as_deref())?;
    let bytes = Arc::new(AtomicU64::new(0));
    let raw = Meter::new(Arc::clone(&bytes)).of(source(&options.dump)?);
    let dump = open_stream(raw).with_context(|| format!("the dump {}", options.dump.display()))?;
    let unwritable = || format!("the pack {} cannot be written", options.out.display());
    let mut pack = Pack::create(&options.out).with_context(unwritable)?;
    let mut shown = Shown { progress: Progress::new(size(&options.dump)), bytes, malformed: 0 };
    let imported =
        wikidata::import(dump, &Knowledge::embedded(), &classes, &options.wanted, &mut pack, &mut shown).with_context(unwritable)?;
    shown.progress.finish();
    let written = pack.finish().with_context(unwritable)?;
    tell(&imported, streams)?;
    for path in &written {
        writeln!(streams.out, "{} {}", streams.style.heading("Written"), path.display())?;
    }
    Ok(if imported.malformed == 0 && imported.broken.is_none() { Exit::Done } else { Exit::Refused })
}

fn source(path: &Path) -> Result<Box<dyn Read>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(File::open(path).with_context(|| format!("the dump {} cannot be opened", path.display()))?))
}

/// How many bytes there are; 0 for a stream.
fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |file| if file.is_file() { file.len() } else { 0 })
}

/// The import as it is seen.
struct Shown {
    progress: Progress,
    bytes: Arc<AtomicU64>,
    malformed: u64,
}

impl Watch for Shown {
    fn malformed(&mut self, line: u64, reason: &str) {
        self.malformed += 1;
        if self.malformed <= NAMED {
            self.progress.line(&format!("line {line}: no entity: {reason}"));
        }
    }

    fn tick(&mut self, imported: &Imported) {
        let kept: u64 = imported.new.values().sum();
        self.progress.tell(self.bytes.load(Ordering::Relaxed), || format!("{} entities, {kept} kept", imported.entities));
    }
}

/// Writes the summary.
fn tell(imported: &Imported, streams: &mut Streams<'_>) -> Result<()> {
    let Streams { out, style } = streams;
    let kinds: Vec<String> = imported.new.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    let new: u64 = imported.new.values().sum();
    let kinds = if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) };
    let entities = if imported.entities == 1 { "1 entity".to_owned() } else { format!("{} entities", imported.entities) };
    writeln!(
        out,
        "{} {entities}: {new} new{kinds}, {} known with further names, {}",
        style.heading("Read"),
        imported.renamed,
        if imported.terms == 1 { "1 term of office".to_owned() } else { format!("{} terms of office", imported.terms) }
    )?;
    if !imported.left_out.is_empty() {
        let left: Vec<String> = imported.left_out.iter().map(|(reason, count)| format!("{count} {}", reason.reason())).collect();
        writeln!(out, "{}", style.faint(&format!("Left out: {}", left.join(", "))))?;
    }
    if imported.malformed > 0 {
        writeln!(out, "{}", style.alarm(&format!("{} malformed", counted(imported.malformed, "line"))))?;
    }
    if let Some(reason) = &imported.broken {
        writeln!(out, "{}: {reason}; what stood before it is in the pack", style.alarm("The dump breaks off"))?;
    }
    Ok(())
}
