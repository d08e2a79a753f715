//! Tables of entities, capitals and names that stand for governments.

use super::{
    compile::{Builder, empty_dash, row_of},
    fold::slug,
    table::{Row, Table, noted},
    world::{EntityRow, NONE, NameUse, Text, marks},
};

/// The columns of an entity table.
const COLUMNS: [&str; 19] = [
    "id",
    "kind",
    "class",
    "country",
    "sector",
    "valid",
    "name",
    "names_en",
    "names_nl",
    "adjectives_en",
    "adjectives_nl",
    "inhabitants_en",
    "inhabitants_nl",
    "wikidata",
    "note",
    "compounds_nl",
    "lat",
    "lon",
    "population",
];

impl Builder {
    pub(super) fn add_entities(&mut self, table: &Table<'_>) {
        let columns = COLUMNS.map(|name| table.column(name));
        for row in &table.rows {
            let [id, kind, class, country, sector, valid, name, _, nl, ..] = columns.map(|column| row.at(column));
            let [.., wikidata, note, _, lat, lon, population] = columns.map(|column| row.at(column));
            if id.is_empty() || kind.is_empty() || name.is_empty() {
                self.problems.push(table.problem(row, "an entity needs id, kind and name"));
                continue;
            }
            let entity = EntityRow {
                kind: self.texts.add(kind),
                class: match id.strip_prefix("goods/") {
                    Some(good) => self.texts.add(&format!("good/{class}/{good}")),
                    None => self.texts.add(class),
                },
                country: self.texts.add(empty_dash(country)),
                sector: self.texts.add(empty_dash(sector)),
                valid: self.texts.add(valid),
                wikidata: self.texts.add(empty_dash(wikidata)),
                note: self.texts.add(note),
                dutch: self.dutch(nl, name),
                latitude: degrees(lat),
                longitude: degrees(lon),
                population: population.parse().unwrap_or(0),
                ..self.blank(id, name)
            };
            // A pack may add names to what is known without it.
            let Some(at) = self.insert(id, entity).or_else(|| self.known_before(id)) else {
                self.problems.push(table.problem(row, format!("`{id}` is there twice")));
                continue;
            };
            self.add_entity_names(&columns.map(|column| row.at(column)), at);
        }
    }

    fn add_entity_names(&mut self, cells: &[&str; 19], at: u32) {
        let [_, kind, _, _, _, _, name, en, nl, adjectives_en, adjectives_nl, inhabitants_en, inhabitants_nl, _, note, parts, ..] = *cells;
        let languages = [(marks::ENGLISH, en, adjectives_en, inhabitants_en), (marks::DUTCH, nl, adjectives_nl, inhabitants_nl)];
        for (language, names, adjectives, inhabitants) in languages {
            self.name(names, at, NameUse::Name, language);
            self.name(adjectives, at, NameUse::Adjective, language);
            self.name(inhabitants, at, NameUse::Inhabitant, language);
        }
        self.name(parts, at, NameUse::Part, marks::DUTCH);
        if en.is_empty() && nl.is_empty() {
            self.name(name, at, NameUse::Name, marks::ENGLISH | marks::DUTCH);
        }
        if kind == "person" {
            let family = noted(note, "family").unwrap_or("");
            self.name(&family.replace(',', ";"), at, NameUse::Family, marks::ENGLISH);
            self.name(&noted(note, "family_nl").unwrap_or(family).replace(',', ";"), at, NameUse::Family, marks::DUTCH);
            let spellings = noted(note, "family_other").unwrap_or("").replace('|', ";");
            self.name(&spellings, at, NameUse::Family, marks::ENGLISH | marks::DUTCH);
        }
    }

    /// The first of the Dutch names, where it is another than the English name.
    fn dutch(&mut self, names: &str, english: &str) -> Text {
        let dutch = names.split(';').next().unwrap_or("").trim().trim_end_matches('?');
        self.texts.add(if dutch == english.trim_end_matches('?') { "" } else { dutch })
    }

    /// Currencies are things with a code.
    pub(super) fn add_currencies(&mut self, table: &Table<'_>) {
        let [code, name, en, nl, country] = ["code", "name", "names_en", "names_nl", "country"].map(|name| table.column(name));
        for row in &table.rows {
            let id = format!("currency/{}", row.at(code));
            let entity = EntityRow {
                kind: self.texts.add("other"),
                class: self.texts.add("currency"),
                country: self.texts.add(row.at(country)),
                dutch: self.dutch(row.at(nl), row.at(name)),
                ..self.blank(&id, row.at(name))
            };
            let Some(at) = self.insert(&id, entity) else {
                self.problems.push(table.problem(row, format!("`{id}` is there twice")));
                continue;
            };
            self.name(row.at(en), at, NameUse::Name, marks::ENGLISH);
            self.name(row.at(nl), at, NameUse::Name, marks::DUTCH);
        }
    }

    /// Capitals are cities that stand for their state.
    pub(super) fn add_capitals(&mut self, table: &Table<'_>) {
        let [state, en, nl, place, lat, lon, stands, wikidata, valid] =
            ["state", "names_en", "names_nl", "place", "lat", "lon", "stands_for_government", "wikidata", "valid"]
                .map(|name| table.column(name));
        for row in &table.rows {
            let Some(of) = self.entity(table, row, row.at(state)) else { continue };
            let Some(at) = self.place_of(row.at(place), row.at(en), row.at(wikidata), (row.at(lat), row.at(lon)), of) else { continue };
            let english = row.at(en).split(';').next().unwrap_or("").trim_end_matches('?');
            let dutch = self.dutch(row.at(nl), english);
            if let Some(city) = self.world.entities.get_mut(at as usize) {
                city.dutch = dutch;
            }
            // A city that was the capital of another state before stands for the state of today.
            let lasts = row.at(valid).is_empty() || row.at(valid).ends_with("..") || row.at(valid).ends_with('/');
            let free = self.world.entities.get(at as usize).is_some_and(|city| city.stands_for == NONE);
            if row.at(stands) == "yes" && (lasts || free) {
                let sector = self.texts.add("GOV");
                self.stand_for(at, of, sector);
            }
            self.name(row.at(en), at, NameUse::Name, marks::ENGLISH);
            self.name(row.at(nl), at, NameUse::Name, marks::DUTCH);
        }
    }

    /// The row of a city, made when no table of places has it.
    fn place_of(&mut self, place: &str, names: &str, wikidata: &str, (lat, lon): (&str, &str), state: u32) -> Option<u32> {
        let name = names.split(';').next().unwrap_or("").trim_end_matches('?');
        let id = if place.is_empty() { format!("place/{}", slug(name)) } else { place.to_owned() };
        if let Some(&at) = self.entities.get(&id) {
            return Some(at);
        }
        let country = self.world.entities.get(state as usize).map(|state| state.country)?;
        let entity = EntityRow {
            kind: self.texts.add("place"),
            class: self.texts.add("city"),
            country,
            wikidata: self.texts.add(wikidata),
            latitude: degrees(lat),
            longitude: degrees(lon),
            ..self.blank(&id, name)
        };
        self.insert(&id, entity)
    }

    /// Palaces, streets and ministries that stand for a body.
    pub(super) fn add_metonyms(&mut self, table: &Table<'_>) {
        let [name, en, nl, stands_for, sector, class] =
            ["name", "names_en", "names_nl", "stands_for", "sector", "class"].map(|name| table.column(name));
        for row in &table.rows {
            let Some(of) = self.entity(table, row, row.at(stands_for)) else { continue };
            let sector = self.texts.add(empty_dash(row.at(sector)));
            let at = match self.capital(row, row.at(class), of) {
                Some(at) => at,
                None => {
                    let Some(at) = self.insert_metonym(row.at(name), row.at(class), of) else {
                        self.problems.push(table.problem(row, format!("`{}` is there twice", row.at(name))));
                        continue;
                    };
                    at
                }
            };
            self.stand_for(at, of, sector);
            self.name(row.at(en), at, NameUse::Name, marks::ENGLISH);
            self.name(row.at(nl), at, NameUse::Name, marks::DUTCH);
        }
    }

    /// A capital that is in the table of capitals already: the same place, not another.
    fn capital(&self, row: &Row<'_>, class: &str, state: u32) -> Option<u32> {
        let name = row.cells.first().filter(|_| class == "capital")?;
        let same = |entity: &EntityRow| entity.stands_for == state && self.texts.read(entity.name) == *name;
        self.world.entities.iter().rposition(same).and_then(|at| u32::try_from(at).ok())
    }

    fn insert_metonym(&mut self, name: &str, class: &str, of: u32) -> Option<u32> {
        let country = self.world.entities.get(of as usize).map(|body| body.country)?;
        let mut id = format!("metonym/{}", slug(name));
        if self.entities.contains_key(&id) {
            id = format!("{id}-{of}");
        }
        let entity = EntityRow { kind: self.texts.add("place"), class: self.texts.add(class), country, ..self.blank(&id, name) };
        self.insert(&id, entity)
    }

    fn stand_for(&mut self, place: u32, body: u32, sector: Text) {
        if let Some(entity) = self.world.entities.get_mut(place as usize) {
            entity.stands_for = body;
            entity.stands_sector = sector;
        }
    }

    fn blank(&mut self, id: &str, name: &str) -> EntityRow {
        let empty = self.texts.add("");
        debug_assert!(row_of(&self.world.entities) != NONE, "entities are counted in 32 bits");
        EntityRow {
            id: self.texts.add(id),
            kind: empty,
            class: empty,
            country: empty,
            sector: empty,
            valid: empty,
            name: self.texts.add(name.trim_end_matches('?')),
            dutch: empty,
            wikidata: empty,
            note: empty,
            stands_for: NONE,
            stands_sector: empty,
            latitude: f32::NAN,
            longitude: f32::NAN,
            population: 0,
        }
    }
}

fn degrees(cell: &str) -> f32 {
    cell.parse().unwrap_or(f32::NAN)
}
