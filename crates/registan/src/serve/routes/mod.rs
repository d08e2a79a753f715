//! The addresses of the API, a file a resource.

mod actors;
mod changes;
mod compare;
mod conflicts;
mod events;
mod frames;
mod judgements;
mod narrowed;
mod overview;
mod pairs;
mod press;
mod reports;
mod search;
mod session;
mod sparql;
mod sql;
mod statements;
mod states;
mod world;

use axum::{Json, Router, http::StatusCode, response::IntoResponse, routing::get};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema, openapi::OpenApi as Description};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    App, assets,
    openapi::{Api, completed},
    problem::Problem,
    safety,
};

/// Where the API stands.
pub(super) const BASE: &str = "/api/v1";

/// A page of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(in crate::serve) struct List<T> {
    /// What is on the page.
    pub(in crate::serve) items: Vec<T>,
    /// The `cursor` of the next page; null on the last.
    pub(in crate::serve) next: Option<String>,
    /// How many there are in all; null where counting would take long.
    pub(in crate::serve) total: Option<u64>,
}

impl<T> List<T> {
    /// A page out of a whole list.
    pub(super) fn page((items, next, total): (Vec<T>, Option<String>, u64)) -> Self {
        Self { items, next, total: Some(total) }
    }
}

/// Everything that the program answers, with its safeguards.
pub fn router(app: App) -> Router {
    let (api, description) = api().split_for_parts();
    let description = completed(description);
    let api = api.route("/openapi.json", get(move || described(description.clone()))).fallback(nowhere).method_not_allowed_fallback(not_so);
    let all = Router::new().nest(BASE, api).fallback(assets::page).with_state(app.clone());
    safety::guarded(all, app)
}

/// The API's routes with their descriptions.
pub(super) fn api() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(overview::overview))
        .routes(routes!(search::search))
        .routes(routes!(reports::list))
        .routes(routes!(reports::one))
        .routes(routes!(compare::compare))
        .routes(routes!(statements::list))
        .routes(routes!(statements::one))
        .routes(routes!(events::list))
        .routes(routes!(events::one))
        .routes(routes!(states::list))
        .routes(routes!(states::one))
        .routes(routes!(conflicts::list))
        .routes(routes!(conflicts::one))
        .routes(routes!(actors::list))
        .routes(routes!(actors::one))
        .routes(routes!(pairs::pair))
        .routes(routes!(press::press))
        .routes(routes!(world::world))
        .routes(routes!(changes::changes))
        .routes(routes!(frames::list))
        .routes(routes!(frames::one))
        .routes(routes!(sql::asked, sql::sent))
        .routes(routes!(sql::views))
        .routes(routes!(sparql::asked, sparql::sent))
        .routes(routes!(judgements::judge))
        .routes(routes!(judgements::withdraw))
        .routes(routes!(session::session))
}

async fn described(description: Description) -> impl IntoResponse {
    Json(description)
}

async fn nowhere() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "the API has no such address; /api/v1/openapi.json names them all")
}

async fn not_so() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "this address does not take that method; /api/v1/openapi.json names them all")
}
