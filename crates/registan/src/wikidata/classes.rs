//! Which classes of Wikidata become which kinds of entity: `knowledge/import/wikidata-classes.tsv`, and a table of the user's own before it.

use std::collections::HashMap;

use registan_types::{EntityKind, Sector};

/// The table that the program carries.
const BUNDLED: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../knowledge/import/wikidata-classes.tsv"));

/// What the entities of a class are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ClassRow {
    /// Their kind.
    pub(super) kind: EntityKind,
    /// Their class in knowledge.
    pub(super) class: String,
    /// Their sector.
    pub(super) sector: Option<Sector>,
}

/// Classes in the order in which they count.
#[derive(Debug, Clone, Default)]
pub struct ClassTable {
    rows: Vec<ClassRow>,
    by_id: HashMap<String, usize>,
}

/// A row that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the table of classes: {what}")]
pub struct ClassTableError {
    /// From 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

impl ClassTable {
    /// The program's own table, behind the rows of the user's.
    ///
    /// # Errors
    /// When a row has no Wikidata id or no kind.
    pub fn new(own: Option<&str>) -> Result<Self, ClassTableError> {
        let mut table = Self::default();
        own.map_or(Ok(()), |own| table.add(own))?;
        table.add(BUNDLED)?;
        Ok(table)
    }

    fn add(&mut self, text: &str) -> Result<(), ClassTableError> {
        for (at, line) in text.lines().enumerate() {
            let error = |what: String| ClassTableError { line: at + 1, what };
            let mut cells = line.split('\t').map(str::trim);
            let id = cells.next().unwrap_or("");
            if id.is_empty() || id.starts_with('#') || id == "wikidata" {
                continue;
            }
            if !id.starts_with('Q') {
                return Err(error(format!("`{id}` is no Wikidata id")));
            }
            let kind = cells.next().unwrap_or("");
            let kind = kind.parse::<EntityKind>().map_err(|_| error(format!("`{kind}` is no kind of entity")))?;
            let class = cells.next().unwrap_or("").to_owned();
            let sector = cells.next().unwrap_or("").parse().ok();
            self.by_id.entry(id.to_owned()).or_insert(self.rows.len());
            self.rows.push(ClassRow { kind, class, sector });
        }
        Ok(())
    }

    /// What an entity of these classes is: by the first row that has one of them.
    pub(super) fn of(&self, classes: impl Iterator<Item = String>) -> Option<&ClassRow> {
        let first = classes.filter_map(|class| self.by_id.get(&class)).min()?;
        self.rows.get(*first)
    }
}
