//! Who and where: fillers of roles, places, voices.

use registan_types::{Attribution, Filler, Place, Voice};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Words;

/// What fills a role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FillerForm {
    /// The words.
    pub text: String,
    /// Their first code point.
    pub start: usize,
    /// Behind their last.
    pub end: usize,
    /// Wikidata id, or a stable local one.
    pub entity: Option<String>,
    /// The English name.
    pub name: String,
    /// The Dutch name, where it is known and another; only where the record is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_nl: Option<String>,
    /// person, state, group, organisation, place or other.
    pub kind: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// PLOVER's sector.
    pub sector: Option<String>,
    /// Nothing stands in the clause itself.
    pub implicit: bool,
}

impl FillerForm {
    /// The form of a filler.
    pub fn of(filler: &Filler, words: &Words<'_>) -> Self {
        let span = words.of(filler.span);
        let entity = &filler.entity;
        Self {
            text: span.text,
            start: span.start,
            end: span.end,
            entity: entity.id.as_ref().map(ToString::to_string),
            name: entity.name.clone(),
            name_nl: None,
            kind: entity.kind.name().to_owned(),
            country: entity.country.map(|code| code.to_string()),
            sector: entity.sector.map(|sector| sector.name().to_owned()),
            implicit: filler.implicit,
        }
    }

    /// The forms of all fillers of a role.
    pub fn all(fillers: &[Filler], words: &Words<'_>) -> Vec<Self> {
        fillers.iter().map(|filler| Self::of(filler, words)).collect()
    }
}

/// Where something happens.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PlaceForm {
    /// The English name.
    pub name: String,
    /// The Dutch name, where it is known and another; only where the record is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_nl: Option<String>,
    /// Wikidata id, or a stable local one.
    pub entity: Option<String>,
    /// The state it lies in.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// The words.
    pub text: String,
    /// Their first code point.
    pub start: usize,
    /// Behind their last.
    pub end: usize,
}

impl PlaceForm {
    /// The form of a place.
    pub fn of(place: &Place, words: &Words<'_>) -> Self {
        let span = words.of(place.span);
        Self {
            name: place.name.clone(),
            name_nl: None,
            entity: place.id.as_ref().map(ToString::to_string),
            country: place.country.map(|code| code.to_string()),
            lat: place.coordinates.map(|(lat, _)| lat),
            lon: place.coordinates.map(|(_, lon)| lon),
            text: span.text,
            start: span.start,
            end: span.end,
        }
    }
}

/// A voice. The author has nothing but a stance, and an unnamed source no entity, name, kind and country.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "voice", rename_all = "lowercase")]
pub enum AttributionForm {
    /// The report's author.
    Author {
        /// What the author does with it.
        stance: String,
    },
    /// Somebody the text names or hints at.
    Source {
        /// Nesting, from 1.
        level: u8,
        /// What the voice does with it.
        stance: String,
        /// The words.
        text: String,
        /// Their first code point.
        start: usize,
        /// Behind their last.
        end: usize,
        /// Who it is.
        #[serde(flatten)]
        speaker: Option<SpeakerForm>,
    },
}

/// Who speaks; all of this or, of an unnamed source, nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SpeakerForm {
    /// Wikidata id, or a stable local one.
    #[schema(required = false)]
    pub entity: Option<String>,
    /// The English name.
    #[schema(required = false)]
    pub name: String,
    /// The Dutch name, where it is known and another; only where the record is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_nl: Option<String>,
    /// As for fillers.
    #[schema(required = false)]
    pub kind: String,
    /// ISO 3166-1 alpha-3.
    #[schema(required = false)]
    pub country: Option<String>,
}

impl AttributionForm {
    /// The form of a voice.
    pub fn of(attribution: &Attribution, words: &Words<'_>) -> Self {
        let stance = attribution.stance.name().to_owned();
        let Voice::Source { level, span, entity } = &attribution.voice else { return Self::Author { stance } };
        let place = words.of(*span);
        let speaker = entity.as_ref().map(|entity| SpeakerForm {
            entity: entity.id.as_ref().map(ToString::to_string),
            name: entity.name.clone(),
            name_nl: None,
            kind: entity.kind.name().to_owned(),
            country: entity.country.map(|code| code.to_string()),
        });
        Self::Source { level: *level, stance, text: place.text, start: place.start, end: place.end, speaker }
    }
}
