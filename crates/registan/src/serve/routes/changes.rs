//! What changed in the record since a moment of it.

use axum::{extract::State, response::Response};
use registan_record::Clocks;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    serve::{
        App,
        answer::Asked,
        parameters::{Query, moment},
        problem::Problem,
    },
    wire::{ChangeForm, EventChangeForm},
};

/// Since when.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct Since {
    /// A moment of the record (RFC 3339), or a day, by whose end it counts.
    since: String,
}

/// What changed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Changes {
    /// What happened to the record, in order: reports that came, were read, corrected, taken back or removed, and judgements.
    reports: Vec<ChangeForm>,
    /// Events that are new, changed or gone.
    events: Vec<EventChangeForm>,
}

/// What changed in the record since a moment.
#[utoipa::path(get, path = "/changes", tag = "record", params(Since),
    responses((status = 200, body = Changes), (status = 400, body = Problem)))]
pub(super) async fn changes(State(app): State<App>, Query(since): Query<Since>, asked: Asked) -> Result<Response, Problem> {
    let since = moment(&since.since)?;
    app.answer(asked, move |app| {
        app.view(Clocks::default(), |view| {
            Ok(Changes {
                reports: view.snapshot.changes_since(since)?.iter().map(ChangeForm::of).collect(),
                events: view.snapshot.event_changes_since(since)?.iter().map(EventChangeForm::of).collect(),
            })
        })
    })
    .await
}
