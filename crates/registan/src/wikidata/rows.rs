//! From an item of the dump to rows of a pack.

use std::collections::HashMap;

use registan_reading::knowledge::{Entity, Knowledge};
use registan_types::{EntityKind, Language, Sector};

use super::{
    LeftOut, Wanted,
    classes::{ClassRow, ClassTable},
    entity::{Claim, Item},
    names::{is_known, names_of, plain},
};

/// A row of the table of entities.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EntityRow {
    pub(super) id: String,
    pub(super) kind: EntityKind,
    pub(super) class: String,
    pub(super) country: String,
    pub(super) sector: Option<Sector>,
    pub(super) valid: String,
    pub(super) name: String,
    pub(super) names_en: Vec<String>,
    pub(super) names_nl: Vec<String>,
    pub(super) wikidata: String,
    pub(super) note: String,
    pub(super) coordinates: Option<(f64, f64)>,
    pub(super) population: Option<u32>,
}

/// A row of the table of terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TermRow {
    pub(super) person: String,
    pub(super) office: String,
    pub(super) from: String,
    pub(super) until: String,
}

/// What an item gives.
pub(super) struct Made {
    /// The entity, if it is new or has names that are.
    pub(super) row: Option<EntityRow>,
    /// Whether the program knows it already.
    pub(super) known: bool,
    /// Offices that the program knows and it held.
    pub(super) terms: Vec<TermRow>,
}

/// Makes rows.
pub(super) struct Maker<'k> {
    knowledge: &'k Knowledge,
    classes: &'k ClassTable,
    wanted: &'k Wanted,
    /// Ids of offices by the Wikidata id of the position.
    offices: HashMap<String, String>,
}

impl<'k> Maker<'k> {
    pub(super) fn new(knowledge: &'k Knowledge, classes: &'k ClassTable, wanted: &'k Wanted) -> Self {
        Self { knowledge, classes, wanted, offices: offices(knowledge) }
    }

    /// The rows of an item, or why it has none.
    pub(super) fn make(&self, item: &Item) -> Result<Made, LeftOut> {
        let classes = Claim::best(&item.claims.instance_of).filter_map(Claim::item);
        let class = self.classes.of(classes).ok_or(LeftOut::OtherClass)?;
        if !self.wanted.kinds.is_empty() && !self.wanted.kinds.contains(&class.kind) {
            return Err(LeftOut::OtherKind);
        }
        if item.sitelinks.0 < self.wanted.sitelinks {
            return Err(LeftOut::Obscure);
        }
        let by_id = self.knowledge.entity(&item.id);
        let fresh = if by_id.is_none() { Some(self.new_row(item, class).ok_or(LeftOut::Nameless)?) } else { None };
        let known = by_id.or_else(|| self.twin(fresh.as_ref()?));
        let row = match known {
            Some(entity) => self.further_names(item, entity),
            None => fresh,
        };
        let id = known.map_or_else(|| local_id(item), |entity| entity.local_id().to_owned());
        let terms = if class.kind == EntityKind::Person { self.terms(item, &id, known) } else { Vec::new() };
        if row.is_none() && terms.is_empty() {
            return Err(LeftOut::Known);
        }
        Ok(Made { row, known: known.is_some(), terms })
    }

    fn new_row(&self, item: &Item, class: &ClassRow) -> Option<EntityRow> {
        let (names_en, names_nl) = (self.names(item, Language::English, class.kind), self.names(item, Language::Dutch, class.kind));
        let name = names_en.first().or_else(|| names_nl.first()).map(|name| plain(name).to_owned())?;
        let person = class.kind == EntityKind::Person;
        let politician = person && holds_positions(item);
        Some(EntityRow {
            id: local_id(item),
            kind: class.kind,
            class: if politician { "politician".to_owned() } else { class.class.clone() },
            country: self.country(item, person),
            sector: class.sector,
            valid: if person { String::new() } else { lifetime(item) },
            name,
            names_en,
            names_nl,
            wikidata: item.id.clone(),
            note: if person { gender(item).map_or_else(String::new, |letter| format!("gender={letter}")) } else { String::new() },
            coordinates: Claim::best(&item.claims.coordinates).find_map(Claim::coordinates).filter(|_| class.kind == EntityKind::Place),
            population: Claim::best(&item.claims.population).find_map(Claim::amount).filter(|_| class.kind == EntityKind::Place),
        })
    }

    /// The entity of the program, known to it without a Wikidata id, that must be the same: of one name, kind and country, and for places near.
    fn twin(&self, row: &EntityRow) -> Option<Entity<'k>> {
        let names = [(Language::English, row.names_en.first()), (Language::Dutch, row.names_nl.first())];
        let mut alike: Vec<Entity<'k>> = Vec::new();
        for (language, name) in names {
            let bearers = self.knowledge.named(language, plain(name.map_or(row.name.as_str(), String::as_str)));
            for entity in bearers.into_iter().filter(|entity| is_twin(row, *entity)) {
                if !alike.contains(&entity) {
                    alike.push(entity);
                }
            }
        }
        // A city, its district and its province are one place to the reader.
        alike.sort_by_key(|entity| std::cmp::Reverse(entity.population()));
        let one = alike.len() == 1 || row.kind == EntityKind::Place;
        alike.first().copied().filter(|_| one)
    }

    /// A row under the id that the program knows, which adds names and changes nothing else.
    fn further_names(&self, item: &Item, entity: Entity<'_>) -> Option<EntityRow> {
        let further = |language| {
            let mut names = self.names(item, language, entity.kind());
            names.retain(|name| !is_known(self.knowledge, language, name, entity));
            names
        };
        let (names_en, names_nl) = (further(Language::English), further(Language::Dutch));
        (!names_en.is_empty() || !names_nl.is_empty()).then(|| EntityRow {
            id: entity.local_id().to_owned(),
            kind: entity.kind(),
            class: entity.own_class().to_owned(),
            country: entity.country().map_or_else(String::new, |code| code.to_string()),
            sector: entity.sector(),
            valid: String::new(),
            name: entity.name().to_owned(),
            names_en,
            names_nl,
            wikidata: item.id.clone(),
            note: String::new(),
            coordinates: None,
            population: None,
        })
    }

    fn names(&self, item: &Item, language: Language, kind: EntityKind) -> Vec<String> {
        let wanted = self.wanted.languages.contains(&language);
        if wanted { names_of(item, language, kind, self.knowledge) } else { Vec::new() }
    }

    /// The state that it is of, when there is one that lasts; of a person the only one.
    fn country(&self, item: &Item, person: bool) -> String {
        let claims = if person { &item.claims.citizenship } else { &item.claims.country };
        let ids = Claim::best(claims).filter(|claim| !claim.has_ended()).filter_map(Claim::item);
        let mut states: Vec<Entity<'_>> =
            ids.filter_map(|id| self.knowledge.entity(&id)).filter(|state| state.kind() == EntityKind::State).collect();
        if states.len() > 1 {
            states.retain(|state| state.own_class() != "historical-state");
        }
        match states.as_slice() {
            [only] => only.country().map_or_else(String::new, |code| code.to_string()),
            _ => String::new(),
        }
    }

    /// Terms in offices that the program knows, with a day, month or year of their beginning; those that it knows too are left out.
    fn terms(&self, item: &Item, id: &str, known: Option<Entity<'_>>) -> Vec<TermRow> {
        let held: Vec<&str> = known
            .map(|person| self.knowledge.terms_of(person).filter_map(|term| term.office()).map(|office| office.id()).collect())
            .unwrap_or_default();
        let term = |claim: &Claim| {
            let office = self.offices.get(&claim.item()?)?;
            let until = claim.end();
            // A term that has ended at an unknown time would be read as lasting.
            let told = claim.has_ended() == until.is_some() && !held.contains(&office.as_str());
            let from = claim.start().filter(|_| told)?;
            Some(TermRow { person: id.to_owned(), office: office.clone(), from, until: until.unwrap_or_default() })
        };
        Claim::standing(&item.claims.position).filter_map(term).collect()
    }
}

/// How far apart, in degrees, a place may lie by two sources.
const NEAR: f64 = 0.2;

fn is_twin(row: &EntityRow, entity: Entity<'_>) -> bool {
    let country = entity.country().map_or_else(String::new, |code| code.to_string());
    let unnumbered = entity.id().as_str() == entity.local_id();
    let near = match (row.coordinates, entity.coordinates()) {
        (Some((lat, lon)), Some((own_lat, own_lon))) => (lat - own_lat).abs() < NEAR && (lon - own_lon).abs() < NEAR,
        _ => row.kind != EntityKind::Place,
    };
    unnumbered && near && entity.kind() == row.kind && country == row.country
}

/// The id of an entity that only a dump gives.
fn local_id(item: &Item) -> String {
    format!("wikidata/{}", item.id)
}

fn holds_positions(item: &Item) -> bool {
    const POLITICIAN: &str = "Q82955";
    let politician = Claim::standing(&item.claims.occupation).filter_map(Claim::item).any(|occupation| occupation == POLITICIAN);
    politician || Claim::standing(&item.claims.position).next().is_some()
}

/// `m` or `f`, where one is given.
fn gender(item: &Item) -> Option<char> {
    match Claim::best(&item.claims.gender).find_map(Claim::item)?.as_str() {
        "Q6581097" | "Q2449503" => Some('m'),
        "Q6581072" | "Q1052281" => Some('f'),
        _ => None,
    }
}

/// When a body or state existed, where it has ended; empty where it lasts.
fn lifetime(item: &Item) -> String {
    let Some(until) = Claim::best(&item.claims.dissolved).find_map(Claim::date) else { return String::new() };
    let from = Claim::best(&item.claims.inception).find_map(Claim::date);
    let from = from.filter(|from| from.get(..4) <= until.get(..4));
    format!("{}/{until}", from.as_deref().unwrap_or(".."))
}

/// Offices of the program by the Wikidata id of their position; ids that several offices bear are nobody's.
fn offices(knowledge: &Knowledge) -> HashMap<String, String> {
    let mut by_position: HashMap<String, Option<String>> = HashMap::new();
    for row in knowledge.table("offices/offices.tsv").into_iter().flat_map(|table| table.records()) {
        let position = row.get("wikidata");
        if !position.is_empty() {
            let twice = by_position.contains_key(position);
            by_position.insert(position.to_owned(), (!twice).then(|| row.get("id").to_owned()));
        }
    }
    by_position.into_iter().filter_map(|(position, office)| Some((position, office?))).collect()
}
