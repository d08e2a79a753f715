//! An event on the wire: one happening, with the statements that tell of it.

use registan_record::{Belief, Event, Origin, OriginKind, StoredStatement};
use registan_types::{EntityId, Grounded, Place};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Number, PloverForm};
use crate::engine;

/// One happening.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct EventForm<S = StatementRef> {
    /// Its identity.
    pub id: String,
    /// Its frame.
    pub frame: String,
    /// Its code.
    pub plover: Option<PloverForm>,
    /// The relation that its frame asserts, if any.
    pub relation: Option<String>,
    /// Done together.
    pub reciprocal: bool,
    /// Who did it.
    pub actors: Vec<PartyForm>,
    /// To whom.
    pub recipients: Vec<PartyForm>,
    /// When.
    pub time: Option<PeriodForm>,
    /// Where.
    pub place: Option<SpotForm>,
    /// considered, planned or carried_out.
    pub phase: String,
    /// How far to believe that it is so, 0 to 1.
    pub belief: Number,
    /// Whose word that rests on.
    pub origins: Vec<OriginForm>,
    /// How many statements tell of it.
    pub statement_count: usize,
    /// What tells of it; in lists at most 20 statements, the first told.
    pub statements: Vec<S>,
}

/// Who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PartyForm {
    /// Wikidata id, or a stable local one.
    pub entity: Option<String>,
    /// The English name.
    pub name: String,
    /// The Dutch name, where it is known and another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_nl: Option<String>,
    /// As for fillers of statements.
    pub kind: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// PLOVER's sector.
    pub sector: Option<String>,
}

/// A time without words of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PeriodForm {
    /// In EDTF.
    pub edtf: String,
}

/// A place without words of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SpotForm {
    /// The English name.
    pub name: String,
    /// The Dutch name, where it is known and another.
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
}

/// Statements that are one voice in the count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct OriginForm {
    /// Whose word it is.
    pub name: String,
    /// voice, publisher or report.
    pub kind: String,
    /// Weight for, 0 to 1.
    pub support: Number,
    /// Weight against, 0 to 1.
    pub denial: Number,
    /// How many statements are this one voice.
    pub statement_count: usize,
    /// The statements, as far as they are carried here.
    pub statements: Vec<String>,
}

/// A statement, by identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StatementRef {
    /// The statement's identity.
    pub id: String,
    /// Where it stands.
    pub report: ReportRef,
}

/// A report, by address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportRef {
    /// Its address.
    pub uri: String,
    /// When it was published, in EDTF.
    pub published: Option<String>,
}

impl<S> EventForm<S> {
    /// The same with its statements in another form: in full instead of by identity.
    pub fn with_statements<T>(self, statements: Vec<T>) -> EventForm<T> {
        EventForm {
            id: self.id,
            frame: self.frame,
            plover: self.plover,
            relation: self.relation,
            reciprocal: self.reciprocal,
            actors: self.actors,
            recipients: self.recipients,
            time: self.time,
            place: self.place,
            phase: self.phase,
            belief: self.belief,
            origins: self.origins,
            statement_count: self.statement_count,
            statements,
        }
    }
}

impl EventForm {
    /// The form of an event.
    pub fn of(event: &Event) -> Self {
        Self {
            id: event.id.to_string(),
            frame: event.frame.to_string(),
            plover: event.plover.as_ref().map(PloverForm::of),
            relation: event.relation.map(|relation| relation.name().to_owned()),
            reciprocal: event.reciprocal,
            actors: event.actors.iter().map(PartyForm::of).collect(),
            recipients: event.recipients.iter().map(PartyForm::of).collect(),
            time: event.time.map(|time| PeriodForm { edtf: time.to_string() }),
            place: event.place.as_ref().map(SpotForm::of),
            phase: event.phase.name().to_owned(),
            belief: share(event.belief.value),
            origins: OriginForm::all(&event.belief),
            statement_count: event.statements.len(),
            statements: event.statements.iter().map(StatementRef::of).collect(),
        }
    }
}

impl PartyForm {
    /// The form of an entity.
    pub fn of(entity: &Grounded) -> Self {
        Self {
            entity: entity.id.as_ref().map(ToString::to_string),
            name: entity.name.clone(),
            name_nl: dutch(entity.id.as_ref(), &entity.name),
            kind: entity.kind.name().to_owned(),
            country: entity.country.map(|code| code.to_string()),
            sector: entity.sector.map(|sector| sector.name().to_owned()),
        }
    }
}

impl SpotForm {
    /// The form of a place.
    pub fn of(place: &Place) -> Self {
        Self {
            name: place.name.clone(),
            name_nl: dutch(place.id.as_ref(), &place.name),
            entity: place.id.as_ref().map(ToString::to_string),
            country: place.country.map(|code| code.to_string()),
            lat: place.coordinates.map(|(lat, _)| lat),
            lon: place.coordinates.map(|(_, lon)| lon),
        }
    }
}

impl OriginForm {
    /// The origins of a belief, the strongest first.
    pub fn all(belief: &Belief) -> Vec<Self> {
        belief.origins.iter().map(Self::of).collect()
    }

    fn of(origin: &Origin) -> Self {
        let kind = match origin.kind {
            OriginKind::Voice => "voice",
            OriginKind::Publisher => "publisher",
            OriginKind::Report => "report",
        };
        Self {
            name: origin.name.clone(),
            kind: kind.to_owned(),
            support: share(origin.support),
            denial: share(origin.denial),
            statement_count: origin.statements.len(),
            statements: origin.statements.iter().map(ToString::to_string).collect(),
        }
    }
}

impl StatementRef {
    /// A reference to a statement.
    pub fn of(stored: &StoredStatement) -> Self {
        let published = stored.report.published.date().map(|date| date.to_string());
        Self { id: stored.id.to_string(), report: ReportRef { uri: stored.report.source.uri.clone(), published } }
    }
}

/// The Dutch name of somebody or some place, where it is known and another.
fn dutch(id: Option<&EntityId>, name: &str) -> Option<String> {
    engine::dutch_name(id?.as_str(), name)
}

/// A share of one, to three places: more would feign knowledge.
pub(super) fn share(value: f64) -> Number {
    Number((value * 1000.0).round() / 1000.0)
}
