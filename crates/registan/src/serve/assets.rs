//! The built pages, carried by the program.

use axum::{
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use super::problem::Problem;

include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// The page for every address of the application's own.
const INDEX: &str = "index.html";

/// Shown where the program was built without pages.
const PLAIN: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Registan</title><body><h1>Registan</h1>\
<p>This program was built without its pages. Install Node 20.19 or later and build again: <code>touch crates/registan/build.rs; cargo build --release</code>.</p>\
<p>The <a href=\"/api/v1/openapi.json\">API</a> answers all the same.</p></body></html>";

/// A file of the pages; for any other address without an extension the application itself.
pub(super) async fn page(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "pages can only be read");
        return ([(header::ALLOW, "GET, HEAD")], problem).into_response();
    }
    let path = uri.path().trim_start_matches('/');
    if let Some(found) = file(path) {
        return sent(path, found, &headers);
    }
    let last = path.rsplit('/').next().unwrap_or("");
    if path.starts_with("assets/")
        || last.rsplit_once('.').is_some_and(|(_, end)| matches!(end, "js" | "css" | "map" | "svg" | "png" | "woff2" | "json" | "ico"))
    {
        return Problem::new(StatusCode::NOT_FOUND, "there is no such file").into_response();
    }
    match file(INDEX) {
        Some(index) => sent(INDEX, index, &headers),
        None => ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], PLAIN).into_response(),
    }
}

fn file(path: &str) -> Option<&'static [u8]> {
    PAGES.binary_search_by(|(name, _)| (*name).cmp(path)).ok().and_then(|place| PAGES.get(place)).map(|(_, bytes)| *bytes)
}

fn sent(path: &str, bytes: &'static [u8], headers: &HeaderMap) -> Response {
    let hash = blake3::hash(bytes).to_hex();
    let tag = format!("W/\"{}\"", hash.get(..24).unwrap_or(&hash));
    // Files under assets/ carry a hash of their content in their names.
    let keep = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let same = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).is_some_and(|tags| tags.contains(&tag));
    let mut response =
        if same { StatusCode::NOT_MODIFIED.into_response() } else { ([(header::CONTENT_TYPE, kind(path))], bytes).into_response() };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}

fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, end)| end) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
