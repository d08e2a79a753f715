//! A statement on the wire.

use registan_types::{Language, PublishedAt};
use registan_types::{PloverCode, ReaderVersion, ReportId, Source, StatedTime, Statement, StatementId, Trigger};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AttributionForm, CasualtyForm, FillerForm, PlaceForm, QuantityForm, Words};

/// A statement as the contract has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[expect(missing_docs, reason = "the contract's own names; what they mean stands there and in registan-types")]
pub struct StatementForm {
    pub id: String,
    pub report: ReportForm,
    pub sentence: u32,
    pub evidence: EvidenceForm,
    pub trigger: TriggerForm,
    pub frame: String,
    pub plover: Option<PloverForm>,
    pub cameo: Option<String>,
    pub quad: Option<u8>,
    pub goldstein: Option<f32>,
    pub relation: Option<String>,
    pub reciprocal: bool,
    pub actors: Vec<FillerForm>,
    pub recipients: Vec<FillerForm>,
    pub roles: RolesForm,
    pub time: Option<TimeForm>,
    pub place: Option<PlaceForm>,
    pub polarity: String,
    pub reality: String,
    pub certainty: String,
    pub attribution: Vec<AttributionForm>,
    pub quantities: Vec<QuantityForm>,
    pub confidence: f32,
    pub reader: ReaderForm,
    /// The event that it tells of, where the record was asked; left out of states and of former readings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
}

/// The report that a statement stands in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReportForm {
    /// Its identity.
    pub id: String,
    /// Where it was found.
    pub uri: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, in EDTF.
    pub published: Option<String>,
    /// `nl` or `en`.
    pub language: String,
}

impl ReportForm {
    /// The form of a report's head.
    pub fn of(id: ReportId, source: &Source, published: PublishedAt, language: Language) -> Self {
        Self {
            id: id.to_string(),
            uri: source.uri.clone(),
            publisher: source.publisher.clone(),
            published: published.date().map(|date| date.to_string()),
            language: language.code().to_owned(),
        }
    }
}

/// Words with their place, in code points of the report's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SpanForm {
    /// Their first code point.
    pub start: usize,
    /// Behind their last.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// The sentence that says it.
pub type EvidenceForm = SpanForm;

/// The word that makes the statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TriggerForm {
    /// The verb's own token or the head of the noun.
    #[serde(flatten)]
    pub word: SpanForm,
    /// Particles, light-verb nouns and the like.
    pub parts: Vec<SpanForm>,
}

/// PLOVER's code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PloverForm {
    /// One of the sixteen types.
    #[serde(rename = "type")]
    pub kind: String,
    /// How.
    pub mode: Option<String>,
    /// Why, about what.
    pub contexts: Vec<String>,
    /// -10 to 10.
    pub score: f32,
}

/// Roles besides actors and recipients.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RolesForm {
    /// What it is about.
    pub topic: Vec<FillerForm>,
    /// The office held or sought.
    pub office: Vec<FillerForm>,
    /// What is bought, sold, given, banned.
    pub goods: Vec<FillerForm>,
    /// What is paid in.
    pub currency: Vec<FillerForm>,
    /// Who was harmed.
    pub casualties: Vec<CasualtyForm>,
}

/// When.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TimeForm {
    /// Resolved; null for a relative time without a date to count from.
    pub edtf: Option<String>,
    /// The words; null, with their place, when the time follows from something else.
    pub text: Option<String>,
    /// Their first code point.
    pub start: Option<usize>,
    /// Behind their last.
    pub end: Option<usize>,
}

/// What made the statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReaderForm {
    /// The program's version.
    pub version: String,
    /// The model.
    pub model: String,
    /// Digest of the frames.
    pub frames: String,
    /// Digest of the knowledge.
    pub knowledge: String,
}

impl StatementForm {
    /// The form of a statement of `report`, whose text is `words`.
    pub fn of(id: StatementId, report: &ReportForm, statement: &Statement, reader: &ReaderVersion, words: &Words<'_>) -> Self {
        Self {
            id: id.to_string(),
            report: report.clone(),
            sentence: statement.evidence.sentence,
            evidence: words.of(statement.evidence.span),
            trigger: TriggerForm::of(&statement.trigger, words),
            frame: statement.frame.to_string(),
            plover: statement.plover.as_ref().map(PloverForm::of),
            cameo: statement.cameo.as_ref().map(|cameo| cameo.code.to_string()),
            quad: statement.quad().map(registan_types::Quad::number),
            goldstein: statement.cameo.as_ref().map(|cameo| cameo.goldstein),
            relation: statement.relation.map(|relation| relation.name().to_owned()),
            reciprocal: statement.reciprocal,
            actors: FillerForm::all(&statement.actors, words),
            recipients: FillerForm::all(&statement.recipients, words),
            roles: RolesForm {
                topic: FillerForm::all(&statement.roles.topic, words),
                office: FillerForm::all(&statement.roles.office, words),
                goods: FillerForm::all(&statement.roles.goods, words),
                currency: FillerForm::all(&statement.roles.currency, words),
                casualties: CasualtyForm::all(&statement.roles.casualties, words),
            },
            time: statement.time.as_ref().map(|time| TimeForm::of(time, words)),
            place: statement.place.as_ref().map(|place| PlaceForm::of(place, words)),
            polarity: statement.polarity.name().to_owned(),
            reality: statement.reality.name().to_owned(),
            certainty: statement.certainty.name().to_owned(),
            attribution: statement.attribution.iter().map(|voice| AttributionForm::of(voice, words)).collect(),
            quantities: statement.quantities.iter().map(|quantity| QuantityForm::of(quantity, words)).collect(),
            confidence: statement.confidence,
            reader: ReaderForm::of(reader),
            event: None,
        }
    }

    /// The same with the Dutch names of whom and what it names; `name_of` gives that of an identity with its English name.
    #[must_use]
    pub fn with_dutch_names(mut self, name_of: impl Fn(&str, &str) -> Option<String>) -> Self {
        let roles = &mut self.roles;
        let sides = [&mut self.actors, &mut self.recipients, &mut roles.topic, &mut roles.office, &mut roles.goods, &mut roles.currency];
        for filler in sides.into_iter().flatten() {
            filler.name_nl = filler.entity.as_ref().and_then(|id| name_of(id, &filler.name));
        }
        if let Some(place) = &mut self.place {
            place.name_nl = place.entity.as_ref().and_then(|id| name_of(id, &place.name));
        }
        for voice in &mut self.attribution {
            if let AttributionForm::Source { speaker: Some(speaker), .. } = voice {
                speaker.name_nl = speaker.entity.as_ref().and_then(|id| name_of(id, &speaker.name));
            }
        }
        self
    }
}

impl PloverForm {
    /// The form of a code.
    pub fn of(code: &PloverCode) -> Self {
        Self {
            kind: code.kind.name().to_owned(),
            mode: code.mode.as_ref().map(ToString::to_string),
            contexts: code.contexts.iter().map(ToString::to_string).collect(),
            score: code.score(),
        }
    }
}

impl TriggerForm {
    fn of(trigger: &Trigger, words: &Words<'_>) -> Self {
        Self { word: words.of(trigger.span), parts: trigger.parts.iter().map(|part| words.of(*part)).collect() }
    }
}

impl TimeForm {
    fn of(time: &StatedTime, words: &Words<'_>) -> Self {
        let span = time.span.map(|span| words.of(span));
        Self {
            edtf: time.edtf.map(|edtf| edtf.to_string()),
            start: span.as_ref().map(|span| span.start),
            end: span.as_ref().map(|span| span.end),
            text: span.map(|span| span.text),
        }
    }
}

impl ReaderForm {
    /// The form of the versions.
    pub fn of(reader: &ReaderVersion) -> Self {
        let ReaderVersion { version, model, frames, knowledge } = reader.clone();
        Self { version, model, frames, knowledge }
    }
}

#[cfg(test)]
mod tests;
