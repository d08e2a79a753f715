//! Who and what statements are about.

use std::{fmt, str::FromStr, sync::Arc};

/// An entity's identity: a Wikidata id (`Q159`) where knowledge has one, else a stable local id
/// (`person/jake-sullivan`, `report:<id>/3`).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(Arc<str>);

impl EntityId {
    /// An id as knowledge or a report gives it.
    pub fn new(id: impl Into<Arc<str>>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! named_variants {
    ($(#[$outer:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// Every value, in a fixed order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name used in data files and on the wire.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                match text { $($text => Ok(Self::$variant),)+ _ => Err(()) }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}
pub(crate) use named_variants;

named_variants! {
    /// What kind of thing an entity is, as the contract names it.
    EntityKind {
        /// A human being.
        Person = "person",
        /// A state or territory.
        State = "state",
        /// Several states, or a people, faith or loose group.
        Group = "group",
        /// A body: international, company, party, armed group, newspaper …
        Organisation = "organisation",
        /// A place that does not act.
        Place = "place",
        /// Anything else that has a name: a pipeline, a weapon, a happening.
        Other = "other",
    }
}

named_variants! {
    /// PLOVER/CAMEO sectors of actors (PLOVER manual, draft 0.8).
    Sector {
        /// Government.
        Government = "GOV",
        /// Armed forces.
        Military = "MIL",
        /// Police.
        Police = "COP",
        /// Intelligence services.
        Intelligence = "SPY",
        /// Courts.
        Judiciary = "JUD",
        /// Parliament.
        Legislature = "LEG",
        /// Party.
        Party = "PTY",
        /// Opposition.
        Opposition = "OPP",
        /// Rebels.
        Rebels = "REB",
        /// Other armed groups.
        ArmedGroup = "UAF",
        /// Criminals.
        Criminals = "CRM",
        /// Civilians.
        Civilians = "CVL",
        /// Unions.
        Labour = "LAB",
        /// Education.
        Education = "EDU",
        /// Business.
        Business = "BUS",
        /// Press and broadcasting.
        Media = "MED",
        /// Non-governmental organisations.
        Ngo = "NGO",
        /// Organisations of states.
        Igo = "IGO",
        /// Religious bodies.
        Religious = "REL",
        /// Refugees.
        Refugees = "REF",
        /// Elites.
        Elites = "ELI",
        /// Social groups.
        Social = "SOC",
    }
}

/// An ISO 3166-1 alpha-3 code, `XKX` for Kosovo included.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CountryCode([u8; 3]);

impl CountryCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or("")
    }
}

impl FromStr for CountryCode {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let code: [u8; 3] = text.as_bytes().try_into().map_err(drop)?;
        if code.iter().all(u8::is_ascii_uppercase) { Ok(Self(code)) } else { Err(()) }
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An entity as a statement knows it: identity, name and what it acts for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Grounded {
    /// Identity, where knowledge or the text gives one.
    pub id: Option<EntityId>,
    /// The English name; for what only the text knows, its words.
    pub name: String,
    /// Its kind.
    pub kind: EntityKind,
    /// The state it is or acts for.
    pub country: Option<CountryCode>,
    /// Its sector.
    pub sector: Option<Sector>,
}
