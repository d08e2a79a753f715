//! Tab-separated tables: comments, a heading, rows.

use std::fmt;

/// Something in a knowledge file that cannot stand as it is. The row is left out, the rest is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as it was named to the compiler.
    pub file: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// A table: heading and rows, cells borrowed from the text.
#[derive(Debug, Clone)]
pub(crate) struct Table<'t> {
    /// The file, as it was named to the compiler.
    pub(crate) path: &'t str,
    /// The heading.
    pub(crate) columns: Vec<&'t str>,
    /// The rows that have as many cells as the heading, or fewer.
    pub(crate) rows: Vec<Row<'t>>,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub(crate) struct Row<'t> {
    /// The line it stands in, from 1.
    pub(crate) line: usize,
    /// As many as the heading has columns.
    pub(crate) cells: Vec<&'t str>,
}

impl<'t> Table<'t> {
    /// Reads a table. Lines that begin with `#` and empty lines are passed over; rows with missing cells at the end
    /// are filled up, rows with too many are refused.
    pub(crate) fn parse(path: &'t str, text: &'t str, problems: &mut Vec<Problem>) -> Option<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let Some((_, heading)) = lines.next() else {
            problems.push(Problem { file: path.to_owned(), line: 0, what: "no heading".to_owned() });
            return None;
        };
        let columns: Vec<&str> = heading.split('\t').map(str::trim).collect();
        let mut table = Self { path, columns, rows: Vec::new() };
        for (number, line) in lines {
            let mut cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            if cells.len() > table.columns.len() && cells.iter().skip(table.columns.len()).any(|cell| !cell.is_empty()) {
                let what = format!("{} cells under {} columns", cells.len(), table.columns.len());
                problems.push(Problem { file: path.to_owned(), line: number + 1, what });
                continue;
            }
            cells.resize(table.columns.len(), "");
            table.rows.push(Row { line: number + 1, cells });
        }
        Some(table)
    }

    /// Whether all these columns are there.
    pub(crate) fn has(&self, columns: &[&str]) -> bool {
        columns.iter().all(|column| self.columns.contains(column))
    }

    /// The column of that name.
    pub(crate) fn column(&self, name: &str) -> Column {
        Column(self.columns.iter().position(|column| *column == name))
    }

    /// A problem in one of its rows.
    pub(crate) fn problem(&self, row: &Row<'_>, what: impl Into<String>) -> Problem {
        Problem { file: self.path.to_owned(), line: row.line, what: what.into() }
    }
}

/// A column of a table; cells of one that is not there are empty.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column(Option<usize>);

impl<'t> Row<'t> {
    /// The cell in a column.
    pub(crate) fn at(&self, column: Column) -> &'t str {
        column.0.and_then(|at| self.cells.get(at)).copied().unwrap_or("")
    }
}

/// The alternatives in a cell, separated by `;`, each with whether it is marked `?`: good only with support from the context.
pub(crate) fn alternatives(cell: &str) -> impl Iterator<Item = (&str, bool)> {
    cell.split(';').map(str::trim).filter(|name| !name.is_empty()).map(|name| match name.strip_suffix('?') {
        Some(name) => (name.trim_end(), true),
        None => (name, false),
    })
}

/// The value of `key=value` in a note.
pub(crate) fn noted<'n>(note: &'n str, key: &str) -> Option<&'n str> {
    note.split(';').filter_map(|part| part.trim().split_once('=')).find(|(name, _)| *name == key).map(|(_, value)| value.trim())
}
