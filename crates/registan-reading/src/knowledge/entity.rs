//! One entity of knowledge, seen with its facts.

use std::sync::Arc;

use registan_language::Language;
use registan_types::{CountryCode, Edtf, EntityId, EntityKind, Grounded, Sector};

use super::{
    Knowledge,
    compiled::{
        table::noted,
        world::{EntityRow, NONE, Text},
    },
};
use crate::mention::{Location, Referent};

/// Grammatical gender of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// He.
    Masculine,
    /// She.
    Feminine,
}

impl Gender {
    /// From `m` or `f`.
    pub fn from_letter(letter: &str) -> Option<Self> {
        match letter {
            "m" => Some(Self::Masculine),
            "f" => Some(Self::Feminine),
            _ => None,
        }
    }
}

/// Somebody or something that knowledge has.
#[derive(Clone, Copy)]
pub struct Entity<'k> {
    pub(super) knowledge: &'k Knowledge,
    pub(super) row: u32,
    pub(super) data: &'k EntityRow,
}

impl<'k> Entity<'k> {
    fn text(&self, text: Text) -> &'k str {
        self.knowledge.world.text(text)
    }

    /// The id within knowledge: `state/RUS`, `org/un`.
    pub fn local_id(&self) -> &'k str {
        self.text(self.data.id)
    }

    /// The id for statements: of Wikidata where known, else the local one.
    pub fn id(&self) -> EntityId {
        let wikidata = self.text(self.data.wikidata);
        EntityId::new(if wikidata.is_empty() { self.local_id() } else { wikidata })
    }

    /// The English name.
    pub fn name(&self) -> &'k str {
        self.text(self.data.name)
    }

    /// The name in a language: the first that the tables have, in Dutch the English one where they have no other.
    pub fn name_in(&self, language: Language) -> &'k str {
        let dutch = self.text(self.data.dutch);
        if language == Language::Dutch && !dutch.is_empty() { dutch } else { self.name() }
    }

    /// The kind.
    pub fn kind(&self) -> EntityKind {
        self.text(self.data.kind).parse().unwrap_or(EntityKind::Other)
    }

    /// Finer class: `state`, `bloc`, `igo`, `company`, `city`, `good/arms` …; the kind's name where none is given.
    pub fn class(&self) -> &'k str {
        let class = self.text(self.data.class);
        match (class, self.kind()) {
            ("territory" | "disputed" | "historical-state" | "", EntityKind::State) => "state",
            (_, EntityKind::Person) => "person",
            ("capital", EntityKind::Place) => "city",
            ("", kind) => kind.name(),
            (class, _) => class,
        }
    }

    /// The class as the file has it: `territory`, `historical-state`, `politician`.
    pub fn own_class(&self) -> &'k str {
        self.text(self.data.class)
    }

    /// The state it is or belongs to.
    pub fn country(&self) -> Option<CountryCode> {
        self.text(self.data.country).parse().ok()
    }

    /// Its sector.
    pub fn sector(&self) -> Option<Sector> {
        self.text(self.data.sector).parse().ok()
    }

    /// When it exists or existed, or took place; `None` where the file says nothing.
    pub fn valid(&self) -> Option<Edtf> {
        self.text(self.data.valid).parse().ok()
    }

    /// A further fact from the note, such as `gender` or `parent`.
    pub fn fact(&self, key: &str) -> Option<&'k str> {
        noted(self.text(self.data.note), key)
    }

    /// The gender of a person.
    pub fn gender(&self) -> Option<Gender> {
        self.fact("gender").and_then(Gender::from_letter)
    }

    /// Latitude and longitude, degrees.
    pub fn coordinates(&self) -> Option<(f64, f64)> {
        let (latitude, longitude) = (self.data.latitude, self.data.longitude);
        (latitude.is_finite() && longitude.is_finite()).then(|| (round(latitude), round(longitude)))
    }

    /// Inhabitants of a place; 0 when unknown.
    pub fn population(&self) -> u32 {
        self.data.population
    }

    /// Whom the name stands for when it acts: Peking for China. With the sector meant.
    pub fn stands_for(&self) -> Option<(Entity<'k>, Option<Sector>)> {
        (self.data.stands_for != NONE).then_some(())?;
        let body = self.knowledge.entity_at(self.data.stands_for)?;
        Some((body, self.text(self.data.stands_sector).parse().ok()))
    }

    /// As statements know it.
    pub fn grounded(&self) -> Grounded {
        Grounded { id: Some(self.id()), name: self.name().to_owned(), kind: self.kind(), country: self.country(), sector: self.sector() }
    }

    /// As what words stand for, read as a doer: a capital is its state, with the city as location.
    pub fn referent(&self, confidence: f32) -> Referent {
        match self.stands_for() {
            Some((body, sector)) => {
                let mut entity = body.grounded();
                entity.sector = sector.or(entity.sector);
                Referent { entity, class: body.class().into(), location: self.location(), confidence }
            }
            None => self.plain_referent(confidence),
        }
    }

    /// As what words stand for, read as itself: a capital is a city.
    pub fn plain_referent(&self, confidence: f32) -> Referent {
        let class: Arc<str> = self.class().into();
        Referent { entity: self.grounded(), class, location: self.location(), confidence }
    }

    /// The place that its name names, for states and places.
    pub fn location(&self) -> Option<Location> {
        let kind = self.kind();
        let region = kind == EntityKind::Group && self.class() == "region";
        if !matches!(kind, EntityKind::State | EntityKind::Place) && !region {
            return None;
        }
        let state = match kind {
            EntityKind::State => Some(*self),
            _ => self.country().and_then(|code| self.knowledge.country(code)),
        };
        Some(Location {
            id: Some(self.id()),
            name: self.name().to_owned(),
            state: state.map(|state| state.grounded()),
            coordinates: self.coordinates(),
        })
    }
}

impl PartialEq for Entity<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.row == other.row && std::ptr::eq(self.knowledge, other.knowledge)
    }
}

impl Eq for Entity<'_> {}

impl std::fmt::Debug for Entity<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Entity({})", self.local_id())
    }
}

/// Degrees as the file gave them: five decimals, about a metre.
fn round(degrees: f32) -> f64 {
    (f64::from(degrees) * 1e5).round() / 1e5
}
