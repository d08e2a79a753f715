//! One answer: from the cache where it was given before, with an entity tag by which browsers need not fetch it again.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use registan_record::Version;
use serde::Serialize;

use super::{
    App,
    cache::Body,
    csv,
    gathered::read,
    parameters::{Format, Part},
    problem::Problem,
    routes::{BASE, List},
};

/// What of a request an answer depends on.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// Path and query, with the format.
    address: String,
    path: String,
    format: Format,
    if_none_match: Option<String>,
    /// Whether gzip is taken.
    gzip: bool,
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let format = format(parts)?;
        let path = parts.uri.path_and_query().map_or_else(|| parts.uri.path().to_owned(), ToString::to_string);
        let header = |name| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        Ok(Self {
            address: format!("{format:?} {path}"),
            path,
            format,
            if_none_match: header(header::IF_NONE_MATCH).map(str::to_owned),
            gzip: takes_gzip(header(header::ACCEPT_ENCODING).unwrap_or("")),
        })
    }
}

/// Whether a list of encodings has gzip, and does not refuse it.
fn takes_gzip(accepted: &str) -> bool {
    let mut named = accepted.split(',').map(|encoding| encoding.trim().split_once(';').unwrap_or((encoding.trim(), "")));
    named.any(|(name, weight)| {
        let refused = weight.trim().strip_prefix("q=").and_then(|weight| weight.parse::<f32>().ok()).is_some_and(|weight| weight <= 0.0);
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

fn format(parts: &Parts) -> Result<Format, Problem> {
    let query = parts.uri.query().unwrap_or("");
    let asked = query.split('&').filter_map(|pair| pair.strip_prefix("format=")).next_back().filter(|name| !name.is_empty());
    match asked {
        Some("json") => Ok(Format::Json),
        Some("csv") => Ok(Format::Csv),
        Some(other) => Err(Problem::bad(format!("format={other}: json or csv"))),
        None => {
            let accept = parts.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
            let csv = accept.contains("text/csv") && !accept.contains("application/json");
            Ok(if csv { Format::Csv } else { Format::Json })
        }
    }
}

impl App {
    /// Answers a question whose answer follows from the record's version and the address alone.
    pub(super) async fn answer<T: Serialize>(
        &self,
        asked: Asked,
        work: impl FnOnce(&App) -> Result<T, Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        let format = asked.format;
        self.answer_written(asked, move |app| written(&work(app)?, format)).await
    }

    /// The same with a list whose items are written already.
    pub(super) async fn answer_raw(
        &self,
        asked: Asked,
        work: impl FnOnce(&App) -> Result<RawList, Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        let format = asked.format;
        self.answer_written(asked, move |app| work(app)?.written(format)).await
    }

    async fn answer_written(
        &self,
        asked: Asked,
        work: impl FnOnce(&App) -> Result<Body, Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        let version = self.access.version()?;
        let tag = tag(version, &asked.address);
        if asked.if_none_match.as_deref().is_some_and(|tags| tags.contains(tag.as_str())) {
            return Ok((StatusCode::NOT_MODIFIED, head(&tag)?).into_response());
        }
        let body = match self.cache.get(version, &asked.address) {
            Some(body) => body,
            None => {
                let app = self.clone();
                let body = self.access.run(move || work(&app)).await?;
                self.cache.put(version, &asked.address, &body);
                body
            }
        };
        let mut head = head(&tag)?;
        head.insert(header::CONTENT_TYPE, HeaderValue::from_static(body.kind));
        if let Some(link) = body.next.as_ref().and_then(|next| link(&format!("{BASE}{}", asked.path), next)) {
            head.insert(header::LINK, link);
        }
        let (bytes, is_packed) = body.sent(asked.gzip).map_err(|error| Problem::internal(error.to_string()))?;
        if is_packed {
            head.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        Ok((head, bytes).into_response())
    }
}

/// A page of a list whose items are JSON already.
#[derive(Debug)]
pub(super) struct RawList {
    pub(super) items: Vec<Vec<u8>>,
    next: Option<String>,
    pub(super) total: u64,
}

impl RawList {
    /// A page of so many items in all.
    pub(super) fn page(items: Vec<Vec<u8>>, part: Part, total: u64) -> Self {
        let end = part.offset + items.len();
        let next = ((end as u64) < total && !items.is_empty()).then(|| end.to_string());
        Self { items, next, total }
    }

    fn written(&self, format: Format) -> Result<Body, Problem> {
        if let Format::Csv = format {
            let items: Vec<serde_json::Value> = self.items.iter().map(|text| read(text)).collect::<Result<_, _>>()?;
            return written(&List { items, next: self.next.clone(), total: Some(self.total) }, format);
        }
        // As `List` is written.
        let mut bytes = b"{\"items\":[".to_vec();
        bytes.extend(self.items.join(&b','));
        let next = self.next.as_ref().map_or_else(|| "null".to_owned(), |next| format!("\"{next}\""));
        bytes.extend(format!("],\"next\":{next},\"total\":{}}}", self.total).into_bytes());
        Ok(Body::new(bytes.into(), "application/json", None))
    }
}

/// A value in its format.
fn written<T: Serialize>(value: &T, format: Format) -> Result<Body, Problem> {
    let failed = |error: serde_json::Error| Problem::internal(error.to_string());
    match format {
        Format::Json => {
            let bytes = serde_json::to_vec(value).map_err(failed)?;
            Ok(Body::new(bytes.into(), "application/json", None))
        }
        Format::Csv => {
            let value = serde_json::to_value(value).map_err(failed)?;
            let next = value.get("next").and_then(|next| next.as_str()).map(str::to_owned);
            let bytes = csv::written(&value).map_err(|error| Problem::internal(error.to_string()))?;
            Ok(Body::new(bytes.into(), "text/csv; charset=utf-8", next))
        }
    }
}

/// The entity tag of an answer: weak, since it may be compressed in several ways.
fn tag(version: Version, address: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    let at = version.at.map_or(0, |at| at.0.as_nanosecond());
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes()).update(&version.entry.to_le_bytes()).update(&at.to_le_bytes());
    hasher.update(address.as_bytes());
    let hex = hasher.finalize().to_hex();
    format!("W/\"{}\"", hex.get(..24).unwrap_or(&hex))
}

fn head(tag: &str) -> Result<HeaderMap, Problem> {
    let mut head = HeaderMap::new();
    let tag = HeaderValue::from_str(tag).map_err(|error| Problem::internal(error.to_string()))?;
    head.insert(header::ETAG, tag);
    head.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    head.insert(header::VARY, HeaderValue::from_static("accept, accept-encoding"));
    Ok(head)
}

/// Where the next page is, for readers of tables, which have no place for it.
fn link(path: &str, next: &str) -> Option<HeaderValue> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let kept = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="));
    let query: Vec<String> = kept.map(str::to_owned).chain([format!("cursor={next}")]).collect();
    HeaderValue::from_str(&format!("<{path}?{}>; rel=\"next\"", query.join("&"))).ok()
}
