//! The strict look at knowledge files: what compiling lets pass, people should still mend.

use std::collections::HashSet;

use registan_types::{CountryCode, Edtf, EntityKind, Sector};

use super::{
    Knowledge, Problem,
    compiled::table::{Row, Table, alternatives},
};

/// Columns whose cells are dates.
const DATES: [&str; 4] = ["valid", "from", "until", "date"];

/// Columns whose cells are alternatives separated by `;`.
const ALTERNATIVES: [&str; 11] = [
    "names_en",
    "names_nl",
    "adjectives_en",
    "adjectives_nl",
    "inhabitants_en",
    "inhabitants_nl",
    "plural_en",
    "plural_nl",
    "compounds_nl",
    "noun",
    "symbols",
];

/// Everything that is wrong with tables, each given as its path and its text: what compiling leaves out, and kinds, sectors, countries, dates, ids and
/// names that are malformed.
pub fn check(files: &[(&str, &str)]) -> Vec<Problem> {
    let (knowledge, mut problems) = Knowledge::compile(files);
    let mut unread = Vec::new();
    for (path, text) in files {
        let Some(table) = Table::parse(path, text, &mut unread) else { continue };
        Checker { table: &table, knowledge: &knowledge, problems: &mut problems }.check();
    }
    problems.sort();
    problems.dedup();
    problems
}

struct Checker<'c, 't> {
    table: &'c Table<'t>,
    knowledge: &'c Knowledge,
    problems: &'c mut Vec<Problem>,
}

impl Checker<'_, '_> {
    fn check(&mut self) {
        let mut seen = HashSet::new();
        for row in &self.table.rows {
            if !seen.insert(row.cells.clone()) {
                self.say(row, "the row is there twice");
            }
            self.check_vocabulary(row);
            self.check_dates(row);
            self.check_names(row);
            self.check_place(row);
        }
    }

    fn say(&mut self, row: &Row<'_>, what: impl Into<String>) {
        self.problems.push(self.table.problem(row, what));
    }

    fn cell<'t>(&self, row: &Row<'t>, column: &str) -> &'t str {
        row.at(self.table.column(column))
    }

    fn check_vocabulary(&mut self, row: &Row<'_>) {
        let kind = self.cell(row, "kind");
        if self.table.has(&["id", "kind"]) && kind.parse::<EntityKind>().is_err() {
            self.say(row, format!("`{kind}` is no kind of entity"));
        }
        let sector = self.cell(row, "sector");
        if !matches!(sector, "" | "-") && sector.parse::<Sector>().is_err() {
            self.say(row, format!("`{sector}` is no sector"));
        }
        let country = self.cell(row, "country");
        let known = country.parse::<CountryCode>().is_ok_and(|code| self.knowledge.country(code).is_some());
        if !matches!(country, "" | "-") && !known {
            self.say(row, format!("`{country}` is the code of no state"));
        }
        let wikidata = self.cell(row, "wikidata");
        let digits =
            wikidata.strip_prefix('Q').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
        if !wikidata.is_empty() && !digits {
            self.say(row, format!("`{wikidata}` is no Wikidata id"));
        }
    }

    fn check_dates(&mut self, row: &Row<'_>) {
        for column in DATES {
            let cell = self.cell(row, column);
            if !cell.is_empty() && cell.parse::<Edtf>().is_err() {
                self.say(row, format!("`{cell}` under `{column}` is no date in EDTF"));
            }
        }
        let day = |column: &str| self.cell(row, column).parse::<Edtf>().ok();
        let (from, until) = (day("from").and_then(|from| from.first_day()), day("until").and_then(|until| until.last_day()));
        if let (Some(from), Some(until)) = (from, until)
            && from > until
        {
            self.say(row, "ends before it begins");
        }
    }

    fn check_names(&mut self, row: &Row<'_>) {
        for column in ALTERNATIVES {
            let cell = self.cell(row, column);
            let mut seen = HashSet::new();
            for (name, _) in alternatives(cell) {
                if name.contains("  ") || name.contains('?') || name.starts_with(',') {
                    self.say(row, format!("`{name}` under `{column}` is malformed"));
                }
                if !seen.insert(name) {
                    self.say(row, format!("`{name}` stands twice under `{column}`"));
                }
            }
            if cell.starts_with(';') || cell.ends_with(';') || cell.contains(";;") {
                self.say(row, format!("an empty name under `{column}`"));
            }
        }
    }

    fn check_place(&mut self, row: &Row<'_>) {
        for (column, limit) in [("lat", 90.0), ("lon", 180.0)] {
            let cell = self.cell(row, column);
            if !cell.is_empty() && !cell.parse::<f64>().is_ok_and(|degrees| degrees.abs() <= limit) {
                self.say(row, format!("`{cell}` under `{column}` is no angle in degrees"));
            }
        }
    }
}
