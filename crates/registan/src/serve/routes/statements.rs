//! What single sentences say.

use axum::{
    extract::{Path, State},
    response::Response,
};

use super::List;
use crate::{
    serve::{
        App,
        answer::Asked,
        parameters::{ClockParams, FilterParams, PageParams, Query},
        problem::Problem,
    },
    wire::StatementForm,
};

/// Statements, in the order of their report's address and their place in it.
#[utoipa::path(get, path = "/statements", tag = "statements", params(FilterParams, ClockParams, PageParams),
    responses((status = 200, body = List<StatementForm>), (status = 400, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    Query(filter): Query<FilterParams>,
    Query(clocks): Query<ClockParams>,
    Query(page): Query<PageParams>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (filter, clocks, part) = (filter.filter()?, clocks.clocks()?, page.part()?);
    app.answer(asked, move |app| {
        app.view(clocks, |view| {
            let list = view.list(&filter)?;
            let stored = view.snapshot.statements_in(&list, part.offset, part.limit)?;
            let end = part.offset + stored.len();
            let next = (end < list.len() && !stored.is_empty()).then(|| end.to_string());
            Ok(List { items: view.statements(&stored)?, next, total: Some(list.len() as u64) })
        })
    })
    .await
}

/// One statement; of former readings too.
#[utoipa::path(get, path = "/statements/{id}", tag = "statements", params(("id" = String, Path, description = "The statement's identity")),
    responses((status = 200, body = StatementForm), (status = 404, body = Problem)))]
pub(super) async fn one(State(app): State<App>, Path(id): Path<String>, asked: Asked) -> Result<Response, Problem> {
    app.answer(asked, move |app| app.view(registan_record::Clocks::default(), |view| view.statement(&view.stored(&id)?))).await
}
