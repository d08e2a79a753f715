//! An extra pack of names from a Wikidata JSON dump: entities with their names, countries and offices, read one at a time.
//!
//! The dump is a JSON array with one entity a line. It is read once, from its beginning to its end, in constant memory; what cannot be read is counted
//! and named, and the rest goes on.

mod classes;
mod dump;
mod entity;
mod names;
mod pack;
mod rows;

use std::{
    collections::BTreeMap,
    io::{self, Read},
};

use registan_reading::knowledge::Knowledge;
use registan_types::{EntityKind, Language};

pub use classes::{ClassTable, ClassTableError};
pub(crate) use pack::Pack;

use dump::{Line, Lines};
use entity::Item;
use rows::Maker;

/// What of a dump is wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// In which languages names are taken.
    pub languages: Vec<Language>,
    /// Which kinds of entity; all when empty.
    pub kinds: Vec<EntityKind>,
    /// In how many Wikimedia projects an entity must have a page at least.
    pub sitelinks: usize,
}

/// What came of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Entities read.
    pub entities: u64,
    /// Entities that the program does not know, by kind.
    pub new: BTreeMap<EntityKind, u64>,
    /// Entities that the program knows and that got further names.
    pub renamed: u64,
    /// Terms of office.
    pub terms: u64,
    /// Entities left out, by reason.
    pub left_out: BTreeMap<LeftOut, u64>,
    /// Lines that hold no entity, though they should.
    pub malformed: u64,
    /// Why the dump could not be read to its end, if so.
    pub broken: Option<String>,
}

/// Why an entity is not in the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// It is of no class in the table of classes.
    OtherClass,
    /// Of a kind that is not wanted.
    OtherKind,
    /// It has pages in too few projects.
    Obscure,
    /// It has no name that could stand.
    Nameless,
    /// The program knows it with all its names.
    Known,
}

impl LeftOut {
    /// For the summary.
    pub fn reason(self) -> &'static str {
        match self {
            Self::OtherClass => "of other classes",
            Self::OtherKind => "of kinds that are not wanted",
            Self::Obscure => "with too few pages",
            Self::Nameless => "without a usable name",
            Self::Known => "known already",
        }
    }
}

/// Reads a dump whose compression is undone into `pack`. Lines that cannot be read are told to `complain`; `tick` is called now and then.
///
/// # Errors
/// When the pack cannot be written.
pub(crate) fn import(
    stream: impl Read,
    knowledge: &Knowledge,
    classes: &ClassTable,
    wanted: &Wanted,
    pack: &mut Pack,
    watch: &mut dyn Watch,
) -> io::Result<Imported> {
    let maker = Maker::new(knowledge, classes, wanted);
    let mut lines = Lines::new(stream);
    let mut imported = Imported::default();
    loop {
        let (number, line) = match lines.next() {
            Ok(Some(line)) => line,
            Ok(None) => return Ok(imported),
            Err(error) => {
                imported.broken = Some(error.to_string());
                return Ok(imported);
            }
        };
        match read(line) {
            Ok(None) => {}
            Ok(Some(item)) => {
                imported.entities += 1;
                take(&maker, &item, pack, &mut imported)?;
            }
            Err(reason) => {
                imported.malformed += 1;
                watch.malformed(number, &reason);
            }
        }
        if number.is_multiple_of(1024) {
            watch.tick(&imported);
        }
    }
}

/// Who follows an import.
pub(crate) trait Watch {
    /// A line holds no entity.
    fn malformed(&mut self, line: u64, reason: &str);
    /// So far it has come.
    fn tick(&mut self, imported: &Imported);
}

/// The item on a line; none for properties and lexemes.
fn read(line: Line<'_>) -> Result<Option<Item>, String> {
    match line {
        Line::TooLong => Err(format!("longer than {} MB", dump::LONGEST >> 20)),
        Line::Entity(bytes) => {
            let item: Item = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
            Ok(item.is_item().then_some(item))
        }
    }
}

fn take(maker: &Maker<'_>, item: &Item, pack: &mut Pack, imported: &mut Imported) -> io::Result<()> {
    let made = match maker.make(item) {
        Ok(made) => made,
        Err(reason) => {
            *imported.left_out.entry(reason).or_default() += 1;
            return Ok(());
        }
    };
    if let Some(row) = &made.row {
        pack.entity(row)?;
        if made.known {
            imported.renamed += 1;
        } else {
            *imported.new.entry(row.kind).or_default() += 1;
        }
    }
    for term in &made.terms {
        imported.terms += 1;
        pack.term(term)?;
    }
    Ok(())
}
