//! Where reports cannot all be right: the list, and one conflict in the words of both sides.

use axum::{
    extract::{Path, State},
    response::Response,
};
use registan_record::ConflictId;
use serde::Deserialize;
use utoipa::IntoParams;

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
    wire::{ConflictForm, StatementForm},
};

/// Whether pairs that something reconciles are shown.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub(super) struct Explained {
    /// `true` shows pairs that something reconciles too.
    explained: Option<String>,
}

impl Explained {
    fn is_wanted(&self) -> bool {
        matches!(self.explained.as_deref(), Some("true" | "1"))
    }
}

/// Conflicts, the surest first.
#[utoipa::path(get, path = "/conflicts", tag = "conflicts", params(FilterParams, ClockParams, PageParams, Explained),
    responses((status = 200, body = List<ConflictForm>), (status = 400, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    narrowed: Narrowed,
    Query(explained): Query<Explained>,
    asked: Asked,
) -> Result<Response, Problem> {
    let page = move |view: &View<'_>, wanted: &Narrowed| view.conflicts(&wanted.filter, wanted.part, explained.is_wanted());
    narrowed.answer_raw(&app, asked, page).await
}

/// One conflict with every statement of its sides.
#[utoipa::path(get, path = "/conflicts/{id}", tag = "conflicts", params(("id" = String, Path, description = "The conflict's identity"), ClockParams),
    responses((status = 200, body = ConflictForm<StatementForm>), (status = 404, body = Problem)))]
pub(super) async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(clocks): Query<ClockParams>,
    asked: Asked,
) -> Result<Response, Problem> {
    let clocks = clocks.clocks()?;
    app.answer(asked, move |app| {
        app.view(clocks, |view| {
            let written =
                identity(&id).map(|id| view.lists()?.conflict(view.snapshot, ConflictId(id)).map_err(Problem::from)).transpose()?;
            let conflict: ConflictForm = read(&written.flatten().ok_or_else(|| Problem::missing("conflict", &id))?)?;
            let told = view.referred(&conflict.statements)?;
            Ok(conflict.with_statements(told))
        })
    })
    .await
}
