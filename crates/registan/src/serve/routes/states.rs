//! What holds, from when to when: the list, and one state with what it rests on.

use axum::{
    extract::{Path, State},
    response::Response,
};
use registan_record::Filter;

use super::List;
use crate::{
    serve::{
        App,
        answer::Asked,
        parameters::{ClockParams, FilterParams, PageParams, Query},
        problem::Problem,
    },
    wire::{StateForm, StatementForm},
};

/// States in the order of relation and parties.
#[utoipa::path(get, path = "/states", tag = "states", params(FilterParams, ClockParams, PageParams),
    responses((status = 200, body = List<StateForm>), (status = 400, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    Query(filter): Query<FilterParams>,
    Query(clocks): Query<ClockParams>,
    Query(page): Query<PageParams>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (filter, clocks, wanted) = (filter.filter()?, clocks.clocks()?, page.part()?);
    app.answer(asked, move |app| app.view(clocks, |view| Ok(List::page(view.states(&filter)?.part::<StateForm>(wanted, true)?)))).await
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
            let state: StateForm = view.states(&Filter::default())?.find(&id)?.ok_or_else(|| Problem::missing("state", &id))?;
            let told = view.referred(&state.statements)?;
            Ok(state.with_statements(told))
        })
    })
    .await
}
