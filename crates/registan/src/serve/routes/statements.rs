//! What single sentences say.

use axum::{
    extract::{Path, State},
    response::Response,
};

use super::{List, narrowed::Narrowed};
use crate::{
    serve::{
        App,
        answer::Asked,
        parameters::{ClockParams, FilterParams, PageParams},
        problem::Problem,
        view::View,
    },
    wire::StatementForm,
};

/// Statements, in the order of their report's address and their place in it.
#[utoipa::path(get, path = "/statements", tag = "statements", params(FilterParams, ClockParams, PageParams),
    responses((status = 200, body = List<StatementForm>), (status = 400, body = Problem)))]
pub(super) async fn list(State(app): State<App>, narrowed: Narrowed, asked: Asked) -> Result<Response, Problem> {
    let page = |view: &View<'_>, wanted: &Narrowed| {
        let (stored, total) = view.statement_page(&wanted.filter, wanted.part)?;
        let end = wanted.part.offset + stored.len();
        let next = ((end as u64) < total && !stored.is_empty()).then(|| end.to_string());
        Ok((view.statements(&stored)?, next, total))
    };
    narrowed.answer(&app, asked, page).await
}

/// One statement; of former readings too.
#[utoipa::path(get, path = "/statements/{id}", tag = "statements", params(("id" = String, Path, description = "The statement's identity")),
    responses((status = 200, body = StatementForm), (status = 404, body = Problem)))]
pub(super) async fn one(State(app): State<App>, Path(id): Path<String>, asked: Asked) -> Result<Response, Problem> {
    app.answer(asked, move |app| app.view(registan_record::Clocks::default(), |view| view.statement(&view.stored(&id)?))).await
}
