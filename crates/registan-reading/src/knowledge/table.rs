//! Tables of knowledge kept as they came: units, currencies, goods and whatever else code reads row by row.

use super::{
    Knowledge,
    compiled::world::{RawTable, World},
};

/// A table of knowledge.
#[derive(Debug, Clone, Copy)]
pub struct Table<'k> {
    world: &'k World,
    table: &'k RawTable,
}

/// A row of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub struct Record<'k> {
    table: Table<'k>,
    row: u32,
}

impl Knowledge {
    /// The tables kept as they came. Large ones (places, terms, memberships) are not among them.
    pub fn tables(&self) -> impl Iterator<Item = Table<'_>> {
        self.world.tables.iter().map(|table| Table { world: &self.world, table })
    }

    /// The table of a file, by its path below `knowledge/`: `goods/units.tsv`.
    pub fn table(&self, path: &str) -> Option<Table<'_>> {
        self.tables().find(|table| table.path() == path)
    }
}

impl<'k> Table<'k> {
    /// Its file's path below `knowledge/`.
    pub fn path(&self) -> &'k str {
        self.world.text(self.table.path)
    }

    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        (0..usize::from(self.table.columns)).find(|&column| self.cell(0, column) == name)
    }

    /// Its rows, without the heading.
    pub fn records(self) -> impl Iterator<Item = Record<'k>> {
        (1..=self.table.rows).map(move |row| Record { table: self, row })
    }

    fn cell(&self, row: u32, column: usize) -> &'k str {
        let at = self.table.first as usize + row as usize * usize::from(self.table.columns) + column;
        self.world.cells.get(at).map_or("", |&cell| self.world.text(cell))
    }
}

impl<'k> Record<'k> {
    /// The cell in a column; empty when there is no such column.
    pub fn get(&self, column: &str) -> &'k str {
        self.table.column(column).map_or("", |column| self.table.cell(self.row, column))
    }
}
