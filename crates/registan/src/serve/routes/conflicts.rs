//! Where reports cannot all be right: the list, and one conflict in the words of both sides.

use axum::{
    extract::{Path, State},
    response::Response,
};
use registan_record::ConflictId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

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

/// A conflict with a page of its statements in full.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct ConflictDetail {
    /// The conflict.
    #[serde(flatten)]
    conflict: ConflictForm<StatementForm>,
    /// The `cursor` of the next statements; null when there are no more.
    next: Option<String>,
}

/// One conflict with the statements of its sides in full, a page of them: the first told of each side in turns.
#[utoipa::path(get, path = "/conflicts/{id}", tag = "conflicts", params(("id" = String, Path, description = "The conflict's identity"), ClockParams, PageParams),
    responses((status = 200, body = ConflictDetail), (status = 404, body = Problem)))]
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
            let written =
                identity(&id).map(|id| view.lists()?.conflict(view.snapshot, ConflictId(id)).map_err(Problem::from)).transpose()?;
            let conflict: ConflictForm = read(&written.flatten().ok_or_else(|| Problem::missing("conflict", &id))?)?;
            let all = conflict.statement_count;
            let conflict = conflict.part(part.range());
            let told = view.referred(&conflict.statements)?;
            Ok(ConflictDetail { next: part.next(told.len(), all), conflict: conflict.with_statements(told) })
        })
    })
    .await
}
