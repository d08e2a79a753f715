//! Who asks, and whom.

use axum::{Json, extract::State, http::HeaderMap};
use registan_types::Language;
use serde::Serialize;
use utoipa::ToSchema;

use crate::serve::{App, problem::Problem};

/// What a page must know of the server and of its own rights.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Session {
    /// Whether the request carried the token.
    can_judge: bool,
    /// What serves.
    version: Versions,
    /// The name of the record's file.
    record: String,
    /// The language that the browser asks for, of those there are: nl or en.
    language: &'static str,
}

/// What serves.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Versions {
    /// The program.
    program: &'static str,
    /// The language models of the latest readings, by name and digest.
    models: Vec<String>,
    /// Digest of the frames.
    frames: String,
    /// Digest of the knowledge.
    knowledge: String,
}

/// The server, and whether who asks may judge.
#[utoipa::path(get, path = "/session", tag = "record", responses((status = 200, body = Session)))]
pub(super) async fn session(State(app): State<App>, headers: HeaderMap) -> Result<Json<Session>, Problem> {
    let wanted = headers.get("accept-language").and_then(|value| value.to_str().ok()).unwrap_or("");
    let language = wanted.split(',').find_map(|tag| Language::from_tag(tag.split(';').next()?.trim())).unwrap_or(Language::English);
    Ok(Json(Session {
        can_judge: app.token.is_in(&headers),
        version: Versions {
            program: env!("CARGO_PKG_VERSION"),
            models: crate::engine::models(),
            frames: app.frames.digest().to_owned(),
            knowledge: registan_reading::knowledge::Knowledge::embedded().digest().to_owned(),
        },
        record: app.path().file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        language: language.code(),
    }))
}
