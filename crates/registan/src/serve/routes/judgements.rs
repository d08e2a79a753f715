//! What persons say of two statements: that they tell of the same happening, or do not. The only requests that change the record.

use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use registan_record::{Clocks, Judgement, Record};
use registan_types::StatementId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    clock,
    serve::{App, problem::Problem, safety::must_judge, view::View},
};

/// A judgement to be made.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub(super) struct Judging {
    /// same or not_same.
    kind: Kind,
    /// The identity of a statement or an event.
    a: String,
    /// The identity of another.
    b: String,
    /// Why.
    #[serde(default)]
    reason: String,
    /// Who judges.
    #[serde(default)]
    by: Option<String>,
}

/// What is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// Both tell of one happening.
    Same,
    /// They do not.
    NotSame,
}

/// What became of a judgement.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Judged {
    /// Its number, by which it can be withdrawn.
    id: String,
    /// One statement.
    a: String,
    /// The other.
    b: String,
    /// The events that both tell of now.
    events: Vec<String>,
}

/// Notes that two statements, or the statements of two events, tell of the same happening or do not.
#[utoipa::path(post, path = "/judgements", tag = "judgements", request_body = Judging, security(("token" = [])),
    responses((status = 201, body = Judged), (status = 400, body = Problem), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn judge(
    State(app): State<App>,
    headers: HeaderMap,
    judging: Result<Json<Judging>, JsonRejection>,
) -> Result<Response, Problem> {
    must_judge(&app, &headers)?;
    let Json(judging) = judging.map_err(|error| Problem::bad(error.body_text()))?;
    let worker = app.clone();
    let judged = app.access.run(move || made(&worker, judging)).await?;
    let place = format!("{}/judgements/{}", super::BASE, judged.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, place)], Json(judged)).into_response())
}

/// Takes a judgement back. It stays in the record as one that was withdrawn.
#[utoipa::path(delete, path = "/judgements/{id}", tag = "judgements", params(("id" = String, Path, description = "The judgement's number")),
    security(("token" = [])), responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn withdraw(State(app): State<App>, headers: HeaderMap, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    must_judge(&app, &headers)?;
    let number: i64 = id.parse().map_err(|_| Problem::missing("judgement", &id))?;
    let worker = app.clone();
    app.access.run(move || Ok(Record::open(worker.path())?.withdraw(number, clock::now())?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn made(app: &App, judging: Judging) -> Result<Judged, Problem> {
    let (left, right) = app.view(Clocks::default(), |view| pair(view, &judging.a, &judging.b))?;
    let judgement = Judgement {
        left,
        right,
        same: judging.kind == Kind::Same,
        by: judging.by.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "a reader".to_owned()),
        reason: judging.reason,
    };
    let number = Record::open(app.path())?.judge(judgement, clock::now())?;
    let mut events = Vec::new();
    app.view(Clocks::default(), |view| {
        for id in [left, right] {
            events.extend(view.snapshot.event_of(id)?.map(|event| event.id.to_string()));
        }
        Ok(())
    })?;
    events.dedup();
    Ok(Judged { id: number.to_string(), a: left.to_string(), b: right.to_string(), events })
}

/// The two statements that are meant: each itself, or the one that founds an event. A statement judged against its own event, which it
/// founds, is judged against the next in it.
fn pair(view: &View<'_>, a: &str, b: &str) -> Result<(StatementId, StatementId), Problem> {
    let (one, other) = (statements(view, a)?, statements(view, b)?);
    let pairs = one.iter().flat_map(|left| other.iter().map(move |right| (*left, *right)));
    let mut pairs = pairs.filter(|(left, right)| left != right);
    pairs.next().ok_or_else(|| Problem::bad("a, b: name two different statements or events"))
}

/// A statement, or the statements of an event with its founder first.
fn statements(view: &View<'_>, id: &str) -> Result<Vec<StatementId>, Problem> {
    if let Ok(stored) = view.stored(id) {
        return Ok(vec![stored.id]);
    }
    let event = view.event(id)?;
    let founder = event.id.founder();
    let rest = event.statements.iter().map(|stored| stored.id).filter(|id| *id != founder);
    Ok(std::iter::once(founder).chain(rest).collect())
}
