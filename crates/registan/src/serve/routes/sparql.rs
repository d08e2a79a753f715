//! SPARQL over the record.

use axum::http::StatusCode;

use crate::serve::problem::Problem;

/// A query in SPARQL 1.1. This program does not answer any yet.
#[utoipa::path(get, path = "/sparql", tag = "ask", params(("query" = String, Query, description = "The query")),
    responses((status = 501, body = Problem)))]
pub(super) async fn asked() -> Problem {
    Problem::new(StatusCode::NOT_IMPLEMENTED, "SPARQL is not served yet; /api/v1/sql answers SQL")
}

/// The same, with the query in the body.
#[utoipa::path(post, path = "/sparql", tag = "ask", responses((status = 501, body = Problem)))]
pub(super) async fn sent() -> Problem {
    asked().await
}
