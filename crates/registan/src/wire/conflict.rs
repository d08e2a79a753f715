//! A conflict on the wire: two sides that cannot both be right, each with its statements.

use registan_record::{Conflict, Side};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    Number, PloverForm,
    event::{PartyForm, PeriodForm, StatementRef, share},
};

/// Two sides.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ConflictForm<S = StatementRef> {
    /// Its identity.
    pub id: String,
    /// polarity, value, time, place, actor or voice.
    pub kind: String,
    /// The frame of the event or state.
    pub frame: String,
    /// Its code.
    pub plover: Option<PloverForm>,
    /// Its relation.
    pub relation: Option<String>,
    /// Who takes part.
    pub actors: Vec<PartyForm>,
    /// To whom.
    pub recipients: Vec<PartyForm>,
    /// When.
    pub time: Option<PeriodForm>,
    /// How sure it is that both cannot hold, 0 to 1.
    pub score: Number,
    /// What reconciles them; null for a contradiction.
    pub explanation: Option<String>,
    /// The sides.
    pub sides: Vec<SideForm>,
    /// How many statements its sides have.
    pub statement_count: usize,
    /// The statements of all sides; in lists at most 20 of them, the first told from each side in turns.
    pub statements: Vec<S>,
}

/// One side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SideForm {
    /// What it says, shortly.
    pub says: String,
    /// How many statements it has.
    pub statement_count: usize,
    /// Its statements, as far as the conflict carries them here.
    pub statements: Vec<StatementRef>,
}

impl<S> ConflictForm<S> {
    /// The same with its statements in another form: in full instead of by identity.
    pub fn with_statements<T>(self, statements: Vec<T>) -> ConflictForm<T> {
        ConflictForm {
            id: self.id,
            kind: self.kind,
            frame: self.frame,
            plover: self.plover,
            relation: self.relation,
            actors: self.actors,
            recipients: self.recipients,
            time: self.time,
            score: self.score,
            explanation: self.explanation,
            sides: self.sides,
            statement_count: self.statement_count,
            statements,
        }
    }
}

impl ConflictForm {
    /// The form of a conflict.
    pub fn of(conflict: &Conflict) -> Self {
        let sides: Vec<SideForm> = conflict.sides.iter().map(SideForm::of).collect();
        Self {
            id: conflict.id.to_string(),
            kind: conflict.kind.name().to_owned(),
            frame: conflict.frame.to_string(),
            plover: conflict.plover.as_ref().map(PloverForm::of),
            relation: conflict.relation.map(|relation| relation.name().to_owned()),
            actors: conflict.actors.iter().map(PartyForm::of).collect(),
            recipients: conflict.recipients.iter().map(PartyForm::of).collect(),
            time: conflict.time.map(|time| PeriodForm { edtf: time.to_string() }),
            score: share(conflict.score),
            explanation: conflict.explanation.map(|explanation| explanation.name().to_owned()),
            statement_count: sides.iter().map(|side| side.statement_count).sum(),
            statements: sides.iter().flat_map(|side| side.statements.clone()).collect(),
            sides,
        }
    }
}

impl SideForm {
    fn of(side: &Side) -> Self {
        Self {
            says: side.says.clone(),
            statement_count: side.statements.len(),
            statements: side.statements.iter().map(StatementRef::of).collect(),
        }
    }
}
