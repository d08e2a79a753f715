//! What holds, from when to when: the list, and one state with what it rests on.

use axum::{
    extract::{Path, State},
    response::Response,
};
use registan_record::StateId;

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

/// One state with every statement that it rests on.
#[utoipa::path(get, path = "/states/{id}", tag = "states", params(("id" = String, Path, description = "The state's identity"), ClockParams),
    responses((status = 200, body = StateForm<StatementForm>), (status = 404, body = Problem)))]
pub(super) async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(clocks): Query<ClockParams>,
    asked: Asked,
) -> Result<Response, Problem> {
    let clocks = clocks.clocks()?;
    app.answer(asked, move |app| {
        app.view(clocks, |view| {
            let written = identity(&id).map(|id| view.lists()?.state(view.snapshot, StateId(id)).map_err(Problem::from)).transpose()?;
            let state: StateForm = read(&written.flatten().ok_or_else(|| Problem::missing("state", &id))?)?;
            let told = view.referred(&state.statements)?;
            Ok(state.with_statements(told))
        })
    })
    .await
}
