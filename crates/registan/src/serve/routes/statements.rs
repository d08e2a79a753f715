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

/// Statements, those of the report with the latest address last.
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
            let mut items = Vec::new();
            let mut more = false;
            for (place, stored) in view.snapshot.statements(&filter)?.enumerate() {
                let stored = stored?;
                if place >= part.offset + part.limit {
                    more = true;
                    break;
                }
                if place >= part.offset {
                    items.push(view.statement(&stored)?);
                }
            }
            let next = more.then(|| (part.offset + part.limit).to_string());
            Ok(List { items, next, total: None })
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
