//! From tables to the compiled form.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{
    fold::{first_run, hash_ending, hash_id, hash_name},
    intern::Interner,
    table::{Problem, Table, alternatives},
    world::{AgentRow, EntityRow, FirstRow, IdRow, NONE, NameRow, NameUse, RawTable, Text, WordRow, World, marks},
};

/// What grows while tables are read.
pub(super) struct Builder {
    pub(super) world: World,
    pub(super) texts: Interner,
    pub(super) entities: HashMap<String, u32>,
    pub(super) titles: HashMap<String, u32>,
    pub(super) offices: HashMap<String, u32>,
    pub(super) problems: Vec<Problem>,
    /// How many entities were known before the first file.
    known: u32,
}

/// Adds files (path and text) to what is known. Rows that cannot stand are left out and named.
pub(crate) fn compile(base: World, files: &[(&str, &str)]) -> (World, Vec<Problem>) {
    let mut builder = Builder::over(base);
    let mut problems = Vec::new();
    let mut files = files.to_vec();
    files.sort_unstable();
    let tables: Vec<Table<'_>> = files.iter().filter_map(|(path, text)| Table::parse(path, text, &mut problems)).collect();
    builder.problems = problems;
    // Later steps point at rows of earlier ones.
    for stage in 0..4 {
        tables.iter().filter(|table| Stage::of(table).order() == stage).for_each(|table| builder.add(table));
    }
    builder.finish()
}

/// What a table holds, told by its columns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Entities,
    Agents,
    Words,
    Titles,
    Capitals,
    Currencies,
    Given,
    Metonyms,
    Offices,
    Members,
    Terms,
    Raw,
}

impl Stage {
    fn of(table: &Table<'_>) -> Self {
        let known: [(&[&str], Self); 11] = [
            (&["person", "office"], Self::Terms),
            (&["organisation", "member"], Self::Members),
            (&["title", "of"], Self::Offices),
            (&["title", "role"], Self::Titles),
            (&["language", "noun", "sector"], Self::Agents),
            (&["language", "word", "class"], Self::Words),
            (&["state", "stands_for_government"], Self::Capitals),
            (&["stands_for"], Self::Metonyms),
            (&["id", "kind", "name"], Self::Entities),
            (&["code", "names_en", "symbols"], Self::Currencies),
            (&["name", "gender"], Self::Given),
        ];
        known.into_iter().find(|(columns, _)| table.has(columns)).map_or(Self::Raw, |(_, stage)| stage)
    }

    fn order(self) -> usize {
        match self {
            Self::Entities | Self::Currencies | Self::Given | Self::Titles | Self::Agents | Self::Words | Self::Raw => 0,
            Self::Capitals => 1,
            Self::Metonyms | Self::Offices | Self::Members => 2,
            Self::Terms => 3,
        }
    }
}

impl Builder {
    fn over(mut world: World) -> Self {
        let texts = Interner::over(std::mem::take(&mut world.pool).into_owned());
        let mut builder = Self {
            texts,
            entities: HashMap::new(),
            titles: HashMap::new(),
            offices: HashMap::new(),
            problems: Vec::new(),
            known: row_of(&world.entities),
            world: World::default(),
        };
        let read = |text: Text| builder.texts.read(text).to_owned();
        let row = |at: usize| u32::try_from(at).unwrap_or(NONE);
        builder.entities = world.entities.iter().enumerate().map(|(at, entity)| (read(entity.id), row(at))).collect();
        builder.titles = world.titles.iter().enumerate().map(|(at, title)| (read(title.slug), row(at))).collect();
        builder.offices = world.offices.iter().enumerate().map(|(at, office)| (read(office.id), row(at))).collect();
        builder.world = world;
        builder
    }

    fn add(&mut self, table: &Table<'_>) {
        match Stage::of(table) {
            Stage::Entities => self.add_entities(table),
            Stage::Agents => self.add_agents(table),
            Stage::Words => self.add_words(table),
            Stage::Titles => self.add_titles(table),
            Stage::Capitals => self.add_capitals(table),
            Stage::Currencies => self.add_currencies(table),
            Stage::Given => self.add_given_names(table),
            Stage::Metonyms => self.add_metonyms(table),
            Stage::Offices => self.add_offices(table),
            Stage::Members => self.add_members(table),
            Stage::Terms => self.add_terms(table),
            Stage::Raw => {}
        }
        if !matches!(Stage::of(table), Stage::Entities | Stage::Given | Stage::Terms | Stage::Members) || !self.is_large(table) {
            self.keep_raw(table);
        }
    }

    /// Places and persons are looked up, never listed as a table.
    fn is_large(&self, table: &Table<'_>) -> bool {
        table.rows.len() > 1500 || table.has(&["person", "office"]) || table.has(&["organisation", "member"])
    }

    fn keep_raw(&mut self, table: &Table<'_>) {
        let raw = RawTable {
            path: self.texts.add(table.path),
            columns: u16::try_from(table.columns.len()).unwrap_or(u16::MAX),
            first: row_of(&self.world.cells),
            rows: u32::try_from(table.rows.len()).unwrap_or(u32::MAX),
        };
        self.world.tables.push(raw);
        for cell in table.columns.iter().chain(table.rows.iter().flat_map(|row| &row.cells)) {
            let cell = self.texts.add(cell);
            self.world.cells.push(cell);
        }
    }

    /// The row of an entity, or a problem that names the missing id.
    pub(super) fn entity(&mut self, table: &Table<'_>, row: &super::table::Row<'_>, id: &str) -> Option<u32> {
        let found = self.entities.get(id).copied();
        if found.is_none() {
            self.problems.push(table.problem(row, format!("no entity `{id}`")));
        }
        found
    }

    /// Adds an entity unless its id is taken.
    pub(super) fn insert(&mut self, id: &str, entity: EntityRow) -> Option<u32> {
        if self.entities.contains_key(id) {
            return None;
        }
        let at = row_of(&self.world.entities);
        self.entities.insert(id.to_owned(), at);
        self.world.entities.push(entity);
        Some(at)
    }

    /// The row of an entity that was known before the files that are being added.
    pub(super) fn known_before(&self, id: &str) -> Option<u32> {
        self.entities.get(id).copied().filter(|&at| at < self.known)
    }

    /// Adds the names in a cell. Names without a capital are found in any case.
    pub(super) fn name(&mut self, cell: &str, target: u32, usage: NameUse, language: u8) {
        for (name, doubtful) in alternatives(cell) {
            let small = !name.chars().any(char::is_uppercase) && name.chars().any(char::is_alphabetic);
            let usage = if usage == NameUse::Name && small { NameUse::Common } else { usage };
            // "Koning Charles": what begins small has a capital at the head of a sentence.
            let heads = name.chars().next().filter(|first| usage == NameUse::Name && first.is_lowercase());
            if let Some(first) = heads {
                let headed: String = first.to_uppercase().chain(name.chars().skip(1)).collect();
                self.name(&headed, target, usage, language);
            }
            let hash = hash_name(name);
            let key = if usage.is_common() { hash.lower } else { hash.folded };
            let doubt = if doubtful { marks::AMBIGUOUS } else { 0 };
            self.world.names.push(NameRow { key, exact: hash.exact, target, usage: usage as u8, marks: language | doubt });
            if matches!(usage, NameUse::Title | NameUse::Agent) {
                self.world.endings.extend(hash_ending(name));
            }
            if usage.is_met() {
                self.add_first(name, usage);
            }
        }
    }

    fn add_first(&mut self, name: &str, usage: NameUse) {
        let first = hash_name(first_run(name));
        let key = if usage.is_common() { first.lower } else { first.folded };
        let longest = u16::try_from(name.chars().count() + 4).unwrap_or(u16::MAX);
        self.world.firsts.push(FirstRow { key, longest });
    }

    fn add_agents(&mut self, table: &Table<'_>) {
        let [language, noun, sector, class] = ["language", "noun", "sector", "class"].map(|name| table.column(name));
        for row in &table.rows {
            let Some(language) = self.language(table, row, row.at(language)) else { continue };
            let agent = AgentRow { sector: self.texts.add(empty_dash(row.at(sector))), class: self.texts.add(row.at(class)) };
            let target = row_of(&self.world.agents);
            self.world.agents.push(agent);
            self.name(row.at(noun), target, NameUse::Agent, language);
        }
    }

    fn add_words(&mut self, table: &Table<'_>) {
        let [language, word, class, value] = ["language", "word", "class", "value"].map(|name| table.column(name));
        for row in &table.rows {
            let Some(language) = self.language(table, row, row.at(language)) else { continue };
            let known = WordRow { class: self.texts.add(row.at(class)), value: self.texts.add(row.at(value)) };
            let target = row_of(&self.world.words);
            self.world.words.push(known);
            self.name(row.at(word), target, NameUse::Word, language);
        }
    }

    fn add_given_names(&mut self, table: &Table<'_>) {
        let [name, gender] = ["name", "gender"].map(|name| table.column(name));
        for row in &table.rows {
            let gender = match row.at(gender) {
                "m" => 0,
                "f" => 1,
                _ => 2,
            };
            self.name(row.at(name), gender, NameUse::Given, marks::ENGLISH | marks::DUTCH);
        }
    }

    fn language(&mut self, table: &Table<'_>, row: &super::table::Row<'_>, code: &str) -> Option<u8> {
        let language = match code {
            "en" => Some(marks::ENGLISH),
            "nl" => Some(marks::DUTCH),
            "*" => Some(marks::ENGLISH | marks::DUTCH),
            _ => None,
        };
        if language.is_none() {
            self.problems.push(table.problem(row, format!("`{code}` is no language that is read")));
        }
        language
    }

    fn finish(self) -> (World, Vec<Problem>) {
        let Self { mut world, texts, mut problems, .. } = self;
        world.pool = Cow::Owned(texts.into_pool());
        world.ids = id_rows(&world);
        world.names.sort_unstable_by_key(|name| (name.key, name.usage, name.target, name.exact, name.marks));
        merge_languages(&mut world.names);
        world.firsts.sort_unstable_by_key(|first| (first.key, std::cmp::Reverse(first.longest)));
        world.firsts.dedup_by_key(|first| first.key);
        world.endings.sort_unstable();
        world.endings.dedup();
        world.terms.sort_by_key(|term| term.office);
        world.members.sort_by_key(|member| member.organisation);
        let mut by_person: Vec<u32> = (0..row_of(&world.terms)).collect();
        by_person.sort_by_key(|&at| world.terms.get(at as usize).map(|term| term.person));
        world.terms_by_person = by_person;
        let mut by_body: Vec<u32> = (0..row_of(&world.offices)).collect();
        by_body.sort_by_key(|&at| world.offices.get(at as usize).map(|office| office.of));
        world.offices_by_body = by_body;
        problems.sort();
        (world, problems)
    }
}

/// The number of the next row.
pub(super) fn row_of<T>(rows: &[T]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(NONE)
}

/// A cell that says `-` for nothing.
pub(super) fn empty_dash(cell: &str) -> &str {
    if cell == "-" { "" } else { cell }
}

/// One row for a name that both languages have.
fn merge_languages(names: &mut Vec<NameRow>) {
    names.dedup_by(|later, earlier| {
        let doubt = |name: &NameRow| name.marks & !(marks::ENGLISH | marks::DUTCH);
        let same = (later.key, later.usage, later.target, later.exact, doubt(later))
            == (earlier.key, earlier.usage, earlier.target, earlier.exact, doubt(earlier));
        if same {
            earlier.marks |= later.marks;
        }
        same
    });
}

fn id_rows(world: &World) -> Vec<IdRow> {
    let mut ids = Vec::with_capacity(world.entities.len() * 2);
    for (at, entity) in world.entities.iter().enumerate() {
        let row = u32::try_from(at).unwrap_or(NONE);
        for id in [entity.id, entity.wikidata] {
            if id.length > 0 {
                ids.push(IdRow { key: hash_id(world.text(id)), entity: row });
            }
        }
    }
    ids.sort_unstable_by_key(|id| (id.key, id.entity));
    ids
}
