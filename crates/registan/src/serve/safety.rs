//! What keeps a server from harm: limits of size, time and number, who may ask from where, and headers that tell browsers to trust nothing
//! but the pages' own files.

use std::time::Duration;

use axum::{
    Router,
    error_handling::HandleErrorLayer,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
};
use tower::{BoxError, ServiceBuilder, limit::GlobalConcurrencyLimitLayer, load_shed::LoadShedLayer, timeout::TimeoutLayer};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, CompressionLevel},
    limit::RequestBodyLimitLayer,
};

use super::{App, problem::Problem, token};

/// A request's body is at most so many bytes.
const LARGEST: usize = 64 << 10;
/// A request that is not answered after so long is given up.
const LONGEST: Duration = Duration::from_secs(60);
/// So many requests are taken at a time; more are turned away.
const MOST: usize = 256;

/// What a browser may do with what comes from here.
const HEADERS: [(&str, &str); 6] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// Puts the safeguards round a router.
pub(super) fn guarded(router: Router, app: App) -> Router {
    let limits = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(overload))
        .layer(LoadShedLayer::new())
        .layer(GlobalConcurrencyLimitLayer::new(MOST))
        .layer(TimeoutLayer::new(LONGEST));
    // The last is the outermost.
    router
        .layer(middleware::from_fn_with_state(app, admit))
        .layer(RequestBodyLimitLayer::new(LARGEST))
        .layer(limits)
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
        .layer(CatchPanicLayer::custom(|_| Problem::internal("the request failed; the server's terminal says more").into_response()))
        .layer(middleware::from_fn(with_headers))
}

async fn overload(error: BoxError) -> Problem {
    if error.is::<tower::timeout::error::Elapsed>() {
        Problem::busy(format!("no answer in {} s; ask for less", LONGEST.as_secs()))
    } else {
        Problem::busy("too much is being asked at the same time; try again")
    }
}

async fn with_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

async fn admit(State(app): State<App>, request: Request, next: Next) -> Result<Response, Problem> {
    if let Some(opened) = opened(&app, &request) {
        return Ok(opened);
    }
    may_ask(&app, &request)?;
    Ok(next.run(request).await)
}

/// Who may ask: by the name of this machine only, from no other site's pages, and on a guarded server with the token.
fn may_ask(app: &App, request: &Request) -> Result<(), Problem> {
    let header = |name| request.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let host = host(request);
    if !app.guarded && host.is_some_and(|host| !is_loopback(host)) {
        // A page of another site could have its own name lead here, and would then be taken for ours.
        return Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, "this server answers to localhost and 127.0.0.1 only"));
    }
    let writes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let origin = header(header::ORIGIN).map(|origin| origin.split_once("://").map_or(origin, |(_, host)| host));
    if writes && origin.is_some() && origin != host {
        return Err(Problem::new(StatusCode::FORBIDDEN, "pages of other sites may not change anything here"));
    }
    if app.guarded && !app.token.is_in(request.headers()) {
        let how = "open the address with ?token=…, as the server printed it, or send the token as Authorization: Bearer";
        return Err(Problem::new(StatusCode::UNAUTHORIZED, how));
    }
    Ok(())
}

/// The name that the server is asked by.
fn host(request: &Request) -> Option<&str> {
    let named = request.headers().get(header::HOST).and_then(|value| value.to_str().ok());
    named.or_else(|| request.uri().authority().map(|authority| authority.as_str()))
}

/// A page opened with the token in its address: the browser gets the cookie, and the address loses the token.
fn opened(app: &App, request: &Request) -> Option<Response> {
    if request.method() != Method::GET {
        return None;
    }
    let query = request.uri().query()?;
    let token = query.split('&').find_map(|pair| pair.strip_prefix("token="))?;
    if !app.token.is(token) || request.uri().path().starts_with("/api/") {
        return None;
    }
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("token=")).collect();
    // One slash only: two would lead to another host.
    let path = format!("/{}", request.uri().path().trim_start_matches('/'));
    let target = if rest.is_empty() { path } else { format!("{path}?{}", rest.join("&")) };
    let mut response = Redirect::to(&target).into_response();
    response.headers_mut().insert(header::SET_COOKIE, HeaderValue::from_str(&app.token.cookie()).ok()?);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Some(response)
}

fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "localhost" | "[::1]") || name.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

/// Refuses who may not judge.
pub(super) fn must_judge(app: &App, headers: &axum::http::HeaderMap) -> Result<(), Problem> {
    if app.token.is_in(headers) {
        return Ok(());
    }
    let how = format!(
        "judging needs the token: open /?token=… once, as the server printed it, or send it as Authorization: Bearer or as the cookie {}",
        token::COOKIE
    );
    Err(Problem::new(StatusCode::UNAUTHORIZED, how))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_ours() {
        for host in ["localhost", "localhost:8080", "127.0.0.1:80", "127.1.2.3", "[::1]:8080", "[::1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "10.0.0.1", "[::2]:80", ""] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
