//! The HTTP API from outside: what each address answers on a small record, and what the safeguards refuse. Nothing but
//! `stopping` listens on a port.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod described;
mod judging;
mod reading;
mod refusing;
mod sample;
mod stopping;
mod unread;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use registan::serve::{App, Settings, router};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

/// The token of every test's server.
const TOKEN: &str = "a-token-for-tests";

/// A server on a record of its own, which goes when the test ends.
struct Server {
    router: Router,
    runtime: tokio::runtime::Runtime,
    folder: TempDir,
}

/// An answer.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Server {
    /// A server for this machine.
    fn new() -> Self {
        Self::with(false)
    }

    /// A server that others may reach, so that reading needs the token.
    fn guarded() -> Self {
        Self::with(true)
    }

    fn with(guarded: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let record = folder.path().join("registan.db");
        sample::fill(&record);
        let app = App::open(&Settings { record, token: Some(TOKEN.to_owned()), guarded }).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { router: router(app), runtime, folder }
    }

    fn send(&self, request: Request<Body>) -> Answer {
        let router = self.router.clone();
        self.runtime.block_on(async {
            let response = router.oneshot(request).await.unwrap();
            let (head, body) = response.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
            Answer { status: head.status, headers: head.headers, body }
        })
    }

    /// Asks for an address under `/api/v1`.
    fn get(&self, address: &str) -> Answer {
        self.send(request(Method::GET, &format!("/api/v1{address}")).body(Body::empty()).unwrap())
    }

    /// The JSON at an address, which must be there.
    fn json(&self, address: &str) -> Value {
        let answer = self.get(address);
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text());
        answer.json()
    }
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }
}

/// A request as a browser on this machine sends it.
fn request(method: Method, address: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(address).header(header::HOST, "localhost:8600")
}
