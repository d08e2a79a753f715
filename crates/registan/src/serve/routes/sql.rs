//! SQL over the record's documented views: reading only, with limits of time and rows.

use std::time::Duration;

use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    response::{IntoResponse, Response},
};
use registan_record::{Clocks, SqlLimits};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    serve::{
        App,
        answer::Asked,
        parameters::{ClockParams, Query},
        problem::Problem,
    },
    wire::TableForm,
};

/// How far a query may go.
const LIMITS: SqlLimits = SqlLimits { time: Duration::from_secs(5), rows: 5000 };

/// A query.
#[derive(Debug, Clone, Default, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
pub(super) struct Question {
    /// One SELECT over the documented views.
    query: String,
}

/// A view that can be asked.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct ViewForm {
    /// Its name.
    name: &'static str,
    /// What a row is.
    row: &'static str,
    /// Its columns.
    columns: Vec<ColumnForm>,
}

/// A column of a view.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct ColumnForm {
    /// Its name.
    name: &'static str,
    /// What stands in it.
    holds: &'static str,
}

/// Runs one SELECT over the documented views. At most 5 seconds and 5000 rows.
#[utoipa::path(get, path = "/sql", tag = "ask", params(Question, ClockParams),
    responses((status = 200, body = TableForm), (status = 400, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn asked(
    State(app): State<App>,
    Query(question): Query<Question>,
    Query(clocks): Query<ClockParams>,
    asked: Asked,
) -> Result<Response, Problem> {
    let clocks = clocks.clocks()?;
    app.answer(asked, move |app| table(app, &question.query, clocks)).await
}

/// The same, with the query in the body.
#[utoipa::path(post, path = "/sql", tag = "ask", request_body = Question, params(ClockParams),
    responses((status = 200, body = TableForm), (status = 400, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn sent(
    State(app): State<App>,
    Query(clocks): Query<ClockParams>,
    question: Result<Json<Question>, JsonRejection>,
) -> Result<Response, Problem> {
    let clocks = clocks.clocks()?;
    let Json(question) = question.map_err(|error| Problem::bad(error.body_text()))?;
    let worker = app.clone();
    let table = app.access.run(move || table(&worker, &question.query, clocks)).await?;
    Ok(Json(table).into_response())
}

fn table(app: &App, query: &str, clocks: Clocks) -> Result<TableForm, Problem> {
    app.view(clocks, |view| Ok(TableForm::of(&view.snapshot.sql(query, LIMITS)?)))
}

/// The views that SQL can ask, with their columns.
#[utoipa::path(get, path = "/sql/views", tag = "ask", responses((status = 200, body = Vec<ViewForm>)))]
pub(super) async fn views(State(app): State<App>, asked: Asked) -> Result<Response, Problem> {
    app.answer(asked, |_| Ok(VIEWS.iter().map(view).collect::<Vec<_>>())).await
}

fn view((name, row, columns): &(&'static str, &'static str, &'static [(&'static str, &'static str)])) -> ViewForm {
    let columns = columns.iter().map(|(name, holds)| ColumnForm { name, holds }).collect();
    ViewForm { name, row, columns }
}

type Columns = &'static [(&'static str, &'static str)];

const VIEWS: [(&str, &str, Columns); 4] = [
    (
        "statements",
        "a statement in force",
        &[
            ("statement", "its identity"),
            ("report", "the report's identity"),
            ("uri", "where the report was found"),
            ("publisher", "who published it"),
            ("published", "when, as given"),
            ("frame", "the frame: visit, invade, member-of"),
            ("plover", "PLOVER's type: CONSULT, ASSAULT"),
            ("score", "PLOVER's score, -10 to 10"),
            ("relation", "the relation: member_of, holds_office"),
            ("actors", "names, parted by ; "),
            ("recipients", "names, parted by ; "),
            ("time", "when, in EDTF"),
            ("first_day", "the first day of that time"),
            ("last_day", "its last day"),
            ("place", "where"),
            ("polarity", "affirmed or denied"),
            ("reality", "actual, planned, expected …"),
            ("certainty", "certain, probable, possible or doubtful"),
            ("voice", "on whose word, the innermost"),
            ("confidence", "how sure the reader is, 0 to 1"),
            ("sentence", "the number of its sentence"),
        ],
    ),
    (
        "reports",
        "a report",
        &[
            ("report", "its identity"),
            ("uri", "where it was found"),
            ("publisher", "who published it"),
            ("published", "when, as given"),
            ("language", "nl or en"),
        ],
    ),
    (
        "sources",
        "a place where a report was found",
        &[("report", "the report's identity"), ("uri", "the place"), ("publisher", "who published it there")],
    ),
    ("removed", "a report that was removed lawfully", &[("report", "its identity"), ("reason", "why")]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_columns_are_the_real_ones() {
        let folder = tempfile::tempdir().unwrap();
        let record = registan_record::Record::open(folder.path().join("r.db")).unwrap();
        let snapshot = record.snapshot(Clocks::default()).unwrap();
        for (name, _, columns) in VIEWS {
            let table = snapshot.sql(&format!("SELECT * FROM {name}"), LIMITS).unwrap();
            assert_eq!(table.columns, columns.iter().map(|(name, _)| *name).collect::<Vec<_>>(), "{name}");
        }
    }
}
