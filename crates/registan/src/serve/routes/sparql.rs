//! SPARQL over the record, by the SPARQL 1.1 protocol: reading only, with limits of time and size.

use std::time::Duration;

use axum::{
    extract::{State, rejection::StringRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use registan_record::Clocks;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::{
    rdf::{self, Answer, RdfError},
    serve::{
        App,
        parameters::{ClockParams, Query},
        problem::Problem,
    },
};

/// How long a query may take.
const TIME: Duration = Duration::from_secs(5);
/// How many rows are given.
const ROWS: usize = 5000;

/// A query.
#[derive(Debug, Clone, Default, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
#[schema(as = SparqlQuestion)]
#[serde(default)]
pub(super) struct Question {
    /// SELECT, ASK, CONSTRUCT or DESCRIBE.
    query: String,
}

/// Answers a query in SPARQL 1.1: `application/sparql-results+json`, `text/csv` where that is accepted, of a graph
/// `application/n-triples`. At most 5 seconds and 5000 rows.
#[utoipa::path(get, path = "/sparql", tag = "ask", params(Question, ClockParams), responses(
    (status = 200, content((serde_json::Value = "application/sparql-results+json"), (String = "text/csv"), (String = "application/n-triples"))),
    (status = 400, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn asked(
    State(app): State<App>,
    Query(question): Query<Question>,
    Query(clocks): Query<ClockParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answered(&app, question.query, clocks.clocks()?, wants_csv(&headers)).await
}

/// The same, with the query as the body (`application/sparql-query`), as a form (`query=`) or in JSON (`{"query": …}`).
#[utoipa::path(post, path = "/sparql", tag = "ask", params(ClockParams), request_body(content((String = "application/sparql-query"), (Question = "application/json"), (Question = "application/x-www-form-urlencoded"))),
    responses((status = 200, content((serde_json::Value = "application/sparql-results+json"), (String = "text/csv"), (String = "application/n-triples"))),
    (status = 400, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn sent(
    State(app): State<App>,
    Query(clocks): Query<ClockParams>,
    headers: HeaderMap,
    body: Result<String, StringRejection>,
) -> Result<Response, Problem> {
    let body = body.map_err(|error| Problem::bad(error.body_text()))?;
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let unreadable = |error: &dyn std::fmt::Display| Problem::bad(format!("the query cannot be read: {error}"));
    let query = match kind.split(';').next().unwrap_or("").trim() {
        "application/json" => serde_json::from_str::<Question>(&body).map_err(|error| unreadable(&error))?.query,
        "application/x-www-form-urlencoded" => serde_html_form::from_str::<Question>(&body).map_err(|error| unreadable(&error))?.query,
        _ => body,
    };
    answered(&app, query, clocks.clocks()?, wants_csv(&headers)).await
}

fn wants_csv(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
    accept.contains("text/csv") && !accept.contains("json")
}

async fn answered(app: &App, query: String, clocks: Clocks, csv: bool) -> Result<Response, Problem> {
    let worker = app.clone();
    let (kind, bytes) = app.access.run(move || worker.view(clocks, |view| written(view.snapshot, &query, csv))).await?;
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}

fn written(snapshot: &registan_record::Snapshot, query: &str, csv: bool) -> Result<(&'static str, Vec<u8>), Problem> {
    let limits = rdf::Limits { time: TIME, rows: ROWS, ..rdf::Limits::default() };
    let answer = rdf::query(snapshot, query, limits)?;
    let mut bytes = Vec::new();
    let done = if csv { answer.write_csv(&mut bytes) } else { answer.write_json(&mut bytes) };
    done.map_err(|error| Problem::internal(error.to_string()))?;
    let kind = match answer {
        Answer::Graph { .. } => "application/n-triples",
        _ if csv => "text/csv; charset=utf-8",
        _ => "application/sparql-results+json",
    };
    Ok((kind, bytes))
}

impl From<RdfError> for Problem {
    fn from(error: RdfError) -> Self {
        match error {
            RdfError::Record(error) => error.into(),
            RdfError::TooLong(_) | RdfError::TooMuch(_) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, error.to_string()),
            other => Self::bad(other.to_string()),
        }
    }
}
