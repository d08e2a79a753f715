//! Numbers by which indexes know entities: hashes of what they are, so that they are the same in every record
//! and in every order of arrival, and so that removing a report leaves no name behind in a dictionary.

use registan_types::{CountryCode, EntityId, Grounded, Place};

/// Somebody, as a question names them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PartyRef {
    /// The entity with that identity.
    Entity(EntityId),
    /// Every entity of that English name; letter case does not count.
    Named(String),
    /// The state and everybody who acts for it.
    Country(CountryCode),
}

impl PartyRef {
    /// The index key.
    pub(crate) fn key(&self) -> i64 {
        match self {
            Self::Entity(id) => hash("entity", id.as_str()),
            Self::Named(name) => hash("name", &name.to_lowercase()),
            Self::Country(code) => hash("country", code.as_str()),
        }
    }

    pub(crate) fn is_country(&self) -> bool {
        matches!(self, Self::Country(_))
    }

    /// Whether this names `entity`.
    pub fn names(&self, entity: &Grounded) -> bool {
        match self {
            Self::Entity(id) => entity.id.as_ref() == Some(id),
            Self::Named(name) => entity.name.to_lowercase() == name.to_lowercase(),
            Self::Country(code) => entity.country == Some(*code),
        }
    }

    /// Whether this names `place`, or for a country the state it lies in.
    pub fn names_place(&self, place: &Place) -> bool {
        match self {
            Self::Entity(id) => place.id.as_ref() == Some(id),
            Self::Named(name) => place.name.to_lowercase() == name.to_lowercase(),
            Self::Country(code) => place.country == Some(*code),
        }
    }
}

/// The keys of an entity.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EntityKeys {
    id: Option<i64>,
    name: i64,
    /// Of the state it is or acts for.
    pub(crate) country: Option<i64>,
    acts_for_state: bool,
}

impl EntityKeys {
    /// Of an entity.
    pub(crate) fn of(entity: &Grounded) -> Self {
        Self {
            id: entity.id.as_ref().map(|id| hash("entity", id.as_str())),
            name: name_key(entity),
            country: entity.country.map(|code| hash("country", code.as_str())),
            acts_for_state: acts_for_state(entity),
        }
    }

    /// As [`entity_key`].
    pub(crate) fn entity(&self) -> i64 {
        self.id.unwrap_or(self.name)
    }

    /// As [`side_key`].
    pub(crate) fn side(&self) -> i64 {
        self.country.filter(|_| self.acts_for_state).unwrap_or_else(|| self.entity())
    }

    /// Every key that finds it.
    pub(crate) fn all(&self) -> impl Iterator<Item = i64> + use<> {
        [self.id, Some(self.name), self.country].into_iter().flatten()
    }
}

/// The key of an entity itself: of its identity where it has one, else of its name.
pub(crate) fn entity_key(entity: &Grounded) -> i64 {
    match &entity.id {
        Some(id) => hash("entity", id.as_str()),
        None => name_key(entity),
    }
}

fn name_key(entity: &Grounded) -> i64 {
    hash("name", &entity.name.to_lowercase())
}

/// Whether nobody but one report tells who it is.
pub(crate) fn is_of_one_report(entity: &Grounded) -> bool {
    entity.id.as_ref().is_none_or(|id| id.as_str().starts_with("report:"))
}

/// The key of the side on which an entity acts: its state, for those who act for one; else itself.
pub(crate) fn side_key(entity: &Grounded) -> i64 {
    match entity.country {
        Some(code) if acts_for_state(entity) => hash("country", code.as_str()),
        _ => entity_key(entity),
    }
}

/// A company or a party acts for itself, whatever state it is of; a ministry, an army or a president for the state.
fn acts_for_state(entity: &Grounded) -> bool {
    use registan_types::{EntityKind, Sector};
    match entity.kind {
        EntityKind::Organisation | EntityKind::Other => matches!(
            entity.sector,
            Some(Sector::Government | Sector::Military | Sector::Police | Sector::Intelligence | Sector::Judiciary | Sector::Legislature)
        ),
        EntityKind::Person | EntityKind::State | EntityKind::Group | EntityKind::Place => true,
    }
}

/// Every key that finds a place.
pub(crate) fn place_keys(place: &Place) -> impl Iterator<Item = i64> {
    let id = place.id.as_ref().map(|id| hash("entity", id.as_str()));
    let name = hash("name", &place.name.to_lowercase());
    let country = place.country.map(|code| hash("country", code.as_str()));
    [id, Some(name), country].into_iter().flatten()
}

/// The key of an unordered pair of keys.
pub(crate) fn pair_key(a: i64, b: i64) -> i64 {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&a.min(b).to_le_bytes());
    bytes[8..].copy_from_slice(&a.max(b).to_le_bytes());
    let hash = blake3::hash(&bytes);
    first_eight(hash.as_bytes())
}

fn hash(kind: &str, text: &str) -> i64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(kind.len() as u64).to_le_bytes());
    hasher.update(kind.as_bytes());
    hasher.update(text.as_bytes());
    first_eight(hasher.finalize().as_bytes())
}

fn first_eight(hash: &[u8; 32]) -> i64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hash[..8]);
    i64::from_le_bytes(bytes)
}
