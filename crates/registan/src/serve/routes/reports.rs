//! Reports: the list, and one with its text.

use axum::{
    extract::{Path, State},
    response::Response,
};
use registan_record::{Filter, ReportPage};

use super::List;
use crate::{
    serve::{
        App,
        answer::Asked,
        parameters::{ClockParams, PageParams, Query},
        problem::Problem,
        view::View,
    },
    wire::{ReportDetailForm, ReportInfoForm},
};

/// Reports, the latest published first.
#[utoipa::path(get, path = "/reports", tag = "reports", params(ClockParams, PageParams),
    responses((status = 200, body = List<ReportInfoForm>), (status = 400, body = Problem)))]
pub(super) async fn list(
    State(app): State<App>,
    Query(clocks): Query<ClockParams>,
    Query(page): Query<PageParams>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (clocks, part) = (clocks.clocks()?, page.part()?);
    app.answer(asked, move |app| {
        app.view(clocks, |view| {
            let all = view.reports()?;
            let heads = view.snapshot.report_heads_in(&all, ReportPage { offset: part.offset, limit: part.limit })?;
            let next = part.next(heads.len(), all.len());
            Ok(List { items: heads.iter().map(ReportInfoForm::of).collect(), next, total: Some(all.len() as u64) })
        })
    })
    .await
}

/// A report with its text and what it says.
#[utoipa::path(get, path = "/reports/{id}", tag = "reports", params(("id" = String, Path, description = "The report's identity"), ClockParams),
    responses((status = 200, body = ReportDetailForm), (status = 404, body = Problem), (status = 410, body = Problem)))]
pub(super) async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(clocks): Query<ClockParams>,
    asked: Asked,
) -> Result<Response, Problem> {
    let clocks = clocks.clocks()?;
    app.answer(asked, move |app| {
        app.view(clocks, |view| {
            let report = View::report_id(&id)?;
            let stored = view.snapshot.report(report)?;
            view.note_text(report, &stored.report.text);
            let filter = Filter { report: Some(report), ..Filter::default() };
            let mut statements = view.snapshot.statements(&filter)?.collect::<Result<Vec<_>, _>>()?;
            statements.sort_by_key(|stored| (stored.statement.evidence.span.start, stored.statement.trigger.span.start));
            Ok(ReportDetailForm::of(&stored, view.statements(&statements)?))
        })
    })
    .await
}
