//! A state on the wire: what holds over a period, with what it rests on.

use registan_record::{Begin, End, State, Status};
use registan_types::Relation;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::engine::KnownState;

use super::{
    Number, PloverForm,
    event::{OriginForm, PartyForm, PeriodForm, StatementRef, share},
};

/// What holds, or is said to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StateForm<S = StatementRef> {
    /// Its identity.
    pub id: String,
    /// The frame of the first statement.
    pub frame: String,
    /// Its code.
    pub plover: Option<PloverForm>,
    /// What holds.
    pub relation: String,
    /// Mutual: everybody is in `actors`.
    pub reciprocal: bool,
    /// Who.
    pub actors: Vec<PartyForm>,
    /// To whom, or of what.
    pub recipients: Vec<PartyForm>,
    /// The office, goods or currency that it is about.
    pub matter: Option<PartyForm>,
    /// The period, once more, where events have their time.
    pub time: Option<PeriodForm>,
    /// The period, as an EDTF interval.
    pub valid: String,
    /// unknown, since_at_least or since.
    pub begin: String,
    /// open, until_at_most or until.
    pub end: String,
    /// holds, planned, contested or denied.
    pub status: String,
    /// reports, or knowledge.
    pub source: String,
    /// How far to believe it, 0 to 1; null for what knowledge holds, which rests on no statement.
    pub belief: Option<Number>,
    /// Whose word that rests on.
    pub origins: Vec<OriginForm>,
    /// On how many statements it rests.
    pub statement_count: usize,
    /// What it rests on; in lists at most 20 statements, the first told.
    pub statements: Vec<S>,
}

impl<S> StateForm<S> {
    /// The same with its statements in another form: in full instead of by identity.
    pub fn with_statements<T>(self, statements: Vec<T>) -> StateForm<T> {
        StateForm {
            id: self.id,
            frame: self.frame,
            plover: self.plover,
            relation: self.relation,
            reciprocal: self.reciprocal,
            actors: self.actors,
            recipients: self.recipients,
            matter: self.matter,
            time: self.time,
            valid: self.valid,
            begin: self.begin,
            end: self.end,
            status: self.status,
            source: self.source,
            belief: self.belief,
            origins: self.origins,
            statement_count: self.statement_count,
            statements,
        }
    }
}

impl StateForm {
    /// The form of a state that reports tell of.
    pub fn of(state: &State) -> Self {
        let reciprocal = is_mutual(state.outline.relation);
        let mut actors = vec![PartyForm::of(&state.outline.subject)];
        let mut recipients: Vec<PartyForm> = state.outline.object.iter().map(PartyForm::of).collect();
        if reciprocal {
            actors.append(&mut recipients);
        }
        let valid = state.outline.valid().0.to_string();
        Self {
            id: state.outline.id.to_string(),
            frame: state.outline.frame.to_string(),
            plover: state.outline.plover.as_ref().map(PloverForm::of),
            relation: state.outline.relation.name().to_owned(),
            reciprocal,
            actors,
            recipients,
            matter: state.outline.matter.as_ref().map(PartyForm::of),
            time: (state.outline.begin.date().is_some() || state.outline.end.date().is_some()).then(|| PeriodForm { edtf: valid.clone() }),
            valid,
            begin: begin(state.outline.begin).to_owned(),
            end: end(state.outline.end).to_owned(),
            status: state.outline.status.name().to_owned(),
            source: "reports".to_owned(),
            belief: Some(share(state.belief.value)),
            origins: OriginForm::all(&state.belief),
            statement_count: state.evidence.len(),
            statements: state.evidence.iter().map(|testimony| StatementRef::of(&testimony.stored)).collect(),
        }
    }

    /// The form of a state that the program's own tables hold.
    pub fn of_known(state: &KnownState) -> Self {
        let valid = state.valid().0.to_string();
        let frame = state.frame().to_string();
        let parts =
            [frame.as_str(), &state.subject.name, &state.object.name, state.matter.as_ref().map_or("", |matter| &matter.name), &valid];
        let id = blake3::hash(parts.join("\t").as_bytes()).to_hex();
        Self {
            id: id.chars().take(32).collect(),
            frame,
            plover: None,
            relation: state.relation.name().to_owned(),
            reciprocal: false,
            actors: vec![PartyForm::of(&state.subject)],
            recipients: vec![PartyForm::of(&state.object)],
            matter: state.matter.as_ref().map(PartyForm::of),
            time: (state.begin.is_some() || state.end.is_some()).then(|| PeriodForm { edtf: valid.clone() }),
            valid,
            begin: if state.begin.is_some() { "since" } else { "unknown" }.to_owned(),
            end: if state.end.is_some() { "until" } else { "open" }.to_owned(),
            status: Status::Holds.name().to_owned(),
            source: "knowledge".to_owned(),
            belief: None,
            origins: Vec::new(),
            statement_count: 0,
            statements: Vec::new(),
        }
    }
}

/// Whether a relation holds both ways, so that the contract has everybody among the actors.
fn is_mutual(relation: Relation) -> bool {
    use Relation as R;
    matches!(relation, R::AllyOf | R::PartnerOf | R::TradesWith | R::Borders | R::AtWarWith)
}

fn begin(begin: Begin) -> &'static str {
    match begin {
        Begin::Unknown => "unknown",
        Begin::SinceAtLeast(_) => "since_at_least",
        Begin::Since(_) => "since",
    }
}

fn end(end: End) -> &'static str {
    match end {
        End::Open => "open",
        End::UntilAtMost(_) => "until_at_most",
        End::Until(_) => "until",
    }
}
