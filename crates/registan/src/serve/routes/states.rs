//! What holds, from when to when: the list, and one state with what it rests on.

use axum::{
    extract::{Path, State},
    response::Response,
};
use registan_record::StateId;
use serde::Serialize;
use utoipa::ToSchema;

use super::{List, narrowed::Narrowed};
use crate::{
    serve::{
        App,
        answer::Asked,
        gathered::read,
        parameters::{ClockParams, FilterParams, PageParams, Query},
        problem::Problem,
        view::{View, identity},
    },
    wire::{StateForm, StatementForm},
};

/// States in the order of relation and parties.
#[utoipa::path(get, path = "/states", tag = "states", params(FilterParams, ClockParams, PageParams),
    responses((status = 200, body = List<StateForm>), (status = 400, body = Problem)))]
pub(super) async fn list(State(app): State<App>, narrowed: Narrowed, asked: Asked) -> Result<Response, Problem> {
    narrowed.answer_raw(&app, asked, |view: &View<'_>, wanted: &Narrowed| view.states(&wanted.filter, wanted.part)).await
}

/// A state with a page of its statements in full.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct StateDetail {
    /// The state.
    #[serde(flatten)]
    state: StateForm<StatementForm>,
    /// The `cursor` of the next statements; null when there are no more.
    next: Option<String>,
}

/// One state with the statements that it rests on in full, a page of them, the first told first.
#[utoipa::path(get, path = "/states/{id}", tag = "states", params(("id" = String, Path, description = "The state's identity"), ClockParams, PageParams),
    responses((status = 200, body = StateDetail), (status = 404, body = Problem)))]
pub(super) async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(clocks): Query<ClockParams>,
    Query(page): Query<PageParams>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (clocks, part) = (clocks.clocks()?, page.part()?);
    app.answer(asked, move |app| {
        app.view(clocks, |view| {
            let written = identity(&id).map(|id| view.lists()?.state(view.snapshot, StateId(id)).map_err(Problem::from)).transpose()?;
            let state: StateForm = read(&written.flatten().ok_or_else(|| Problem::missing("state", &id))?)?;
            let all = state.statement_count;
            let state = state.part(part.range());
            let told = view.referred(&state.statements)?;
            Ok(StateDetail { next: part.next(told.len(), all), state: state.with_statements(told) })
        })
    })
    .await
}
