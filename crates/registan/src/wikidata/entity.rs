//! An entity as the dump writes it: only what an import looks at. Maps without content stand as `[]` there.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer},
};

/// An item, property or lexeme.
#[derive(Debug, Deserialize)]
pub(super) struct Item {
    pub(super) id: String,
    #[serde(rename = "type")]
    entity_type: String,
    #[serde(default, deserialize_with = "map_or_nothing")]
    pub(super) labels: Labels,
    #[serde(default, deserialize_with = "map_or_nothing")]
    pub(super) aliases: Aliases,
    #[serde(default, deserialize_with = "map_or_nothing")]
    pub(super) claims: Claims,
    #[serde(default, deserialize_with = "map_or_nothing")]
    pub(super) sitelinks: Count,
}

/// The label of each language; `mul` serves all that have none.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Labels {
    pub(super) en: Option<Text>,
    pub(super) nl: Option<Text>,
    pub(super) mul: Option<Text>,
}

/// Further names.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Aliases {
    pub(super) en: Vec<Text>,
    pub(super) nl: Vec<Text>,
    pub(super) mul: Vec<Text>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Text {
    pub(super) value: String,
}

/// The statements of the properties that are looked at.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Claims {
    #[serde(rename = "P31")]
    pub(super) instance_of: Vec<Claim>,
    #[serde(rename = "P17")]
    pub(super) country: Vec<Claim>,
    #[serde(rename = "P27")]
    pub(super) citizenship: Vec<Claim>,
    #[serde(rename = "P39")]
    pub(super) position: Vec<Claim>,
    #[serde(rename = "P21")]
    pub(super) gender: Vec<Claim>,
    #[serde(rename = "P106")]
    pub(super) occupation: Vec<Claim>,
    #[serde(rename = "P571")]
    pub(super) inception: Vec<Claim>,
    #[serde(rename = "P576")]
    pub(super) dissolved: Vec<Claim>,
    #[serde(rename = "P625")]
    pub(super) coordinates: Vec<Claim>,
    #[serde(rename = "P1082")]
    pub(super) population: Vec<Claim>,
}

/// One statement.
#[derive(Debug, Deserialize)]
pub(super) struct Claim {
    mainsnak: Snak,
    #[serde(default)]
    rank: Rank,
    #[serde(default, deserialize_with = "map_or_nothing")]
    qualifiers: Qualifiers,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Rank {
    Preferred,
    #[default]
    Normal,
    Deprecated,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Qualifiers {
    #[serde(rename = "P580")]
    start: Vec<Snak>,
    #[serde(rename = "P582")]
    end: Vec<Snak>,
}

/// A value, or that there is none or an unknown one.
#[derive(Debug, Deserialize)]
struct Snak {
    datavalue: Option<DataValue>,
}

#[derive(Debug, Deserialize)]
struct DataValue {
    #[serde(deserialize_with = "map_or_nothing")]
    value: Fields,
}

/// The fields of all types of value that are looked at; a plain text or number has none.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Fields {
    id: Option<String>,
    #[serde(rename = "numeric-id")]
    number: Option<u64>,
    time: Option<String>,
    precision: Option<f64>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    amount: Option<String>,
}

/// How many keys a map has.
#[derive(Debug, Default)]
pub(super) struct Count(pub(super) usize);

impl Item {
    /// Whether it is an item (`Q…`): no property, no lexeme.
    pub(super) fn is_item(&self) -> bool {
        let numbered =
            self.id.strip_prefix('Q').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
        self.entity_type == "item" && numbered
    }
}

impl Claim {
    /// The statements that count, as Wikidata's own queries see it: the preferred ones, else the normal ones.
    pub(super) fn best(claims: &[Self]) -> impl Iterator<Item = &Self> {
        let preferred = claims.iter().any(|claim| claim.rank == Rank::Preferred);
        let rank = if preferred { Rank::Preferred } else { Rank::Normal };
        claims.iter().filter(move |claim| claim.rank == rank)
    }

    /// All that nobody has withdrawn.
    pub(super) fn standing(claims: &[Self]) -> impl Iterator<Item = &Self> {
        claims.iter().filter(|claim| claim.rank != Rank::Deprecated)
    }

    /// Whether it holds no more.
    pub(super) fn has_ended(&self) -> bool {
        !self.qualifiers.end.is_empty()
    }

    /// The item that is its value.
    pub(super) fn item(&self) -> Option<String> {
        let fields = self.mainsnak.fields()?;
        fields.id.clone().or_else(|| Some(format!("Q{}", fields.number?)))
    }

    /// The date that is its value, in EDTF.
    pub(super) fn date(&self) -> Option<String> {
        self.mainsnak.date()
    }

    /// Latitude and longitude, degrees.
    pub(super) fn coordinates(&self) -> Option<(f64, f64)> {
        let fields = self.mainsnak.fields()?;
        Some((fields.latitude?, fields.longitude?))
    }

    /// The whole number that is its value.
    pub(super) fn amount(&self) -> Option<u32> {
        self.mainsnak.fields()?.amount.as_deref()?.trim_start_matches('+').parse().ok()
    }

    /// Since when it holds, in EDTF.
    pub(super) fn start(&self) -> Option<String> {
        self.qualifiers.start.iter().find_map(Snak::date)
    }

    /// Until when.
    pub(super) fn end(&self) -> Option<String> {
        self.qualifiers.end.iter().find_map(Snak::date)
    }
}

impl Snak {
    fn fields(&self) -> Option<&Fields> {
        self.datavalue.as_ref().map(|data| &data.value)
    }

    /// `+1993-08-09T00:00:00Z` with precision 11 (day), 10 (month) or 9 (year); coarser ones say too little.
    fn date(&self) -> Option<String> {
        let fields = self.fields()?;
        let day = fields.time.as_deref()?.strip_prefix('+')?.split('T').next().filter(|day| day.len() == 10)?;
        let length = match fields.precision? {
            precision if precision >= 11.0 => 10,
            precision if precision >= 10.0 => 7,
            precision if precision >= 9.0 => 4,
            _ => return None,
        };
        let date = day.get(..length)?;
        date.parse::<registan_types::EdtfDate>().is_ok().then(|| date.to_owned())
    }
}

/// A map; the default for `[]`, which stands for one without content, and for what is no map.
fn map_or_nothing<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(deserializer: D) -> Result<T, D::Error> {
    struct MapOrNothing<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for MapOrNothing<T> {
        type Value = T;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a map, or an empty list")
        }

        fn visit_str<E>(self, _: &str) -> Result<T, E> {
            Ok(T::default())
        }

        fn visit_u64<E>(self, _: u64) -> Result<T, E> {
            Ok(T::default())
        }

        fn visit_unit<E>(self) -> Result<T, E> {
            Ok(T::default())
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map))
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<T, A::Error> {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            Ok(T::default())
        }
    }

    deserializer.deserialize_any(MapOrNothing(PhantomData))
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;

        impl<'de> Visitor<'de> for Keys {
            type Value = Count;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Count, A::Error> {
                let mut count = 0;
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
                    count += 1;
                }
                Ok(Count(count))
            }
        }

        deserializer.deserialize_map(Keys)
    }
}
