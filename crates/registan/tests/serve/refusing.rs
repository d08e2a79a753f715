//! What the safeguards refuse, and what they tell browsers.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};

use crate::{Server, TOKEN, request};

#[test]
fn other_names_and_other_sites_are_refused() {
    let server = Server::new();
    let named = |host: &str| server.send(Request::get("/api/v1/session").header(header::HOST, host).body(Body::empty()).unwrap()).status;
    assert_eq!(named("127.0.0.1:8600"), StatusCode::OK);
    assert_eq!(named("record.example"), StatusCode::MISDIRECTED_REQUEST);
    let from = |origin: &str| {
        let builder = request(Method::DELETE, "/api/v1/judgements/1")
            .header(header::ORIGIN, origin)
            .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"));
        server.send(builder.body(Body::empty()).unwrap()).status
    };
    assert_eq!(from("http://localhost:8600"), StatusCode::NOT_FOUND);
    assert_eq!(from("http://evil.example"), StatusCode::FORBIDDEN);
    assert_eq!(from("null"), StatusCode::FORBIDDEN);
}

#[test]
fn a_guarded_server_demands_the_token() {
    let server = Server::guarded();
    let ask = |address: &str, cookie: &str| {
        server
            .send(Request::get(address).header(header::HOST, "record.example").header(header::COOKIE, cookie).body(Body::empty()).unwrap())
    };
    assert_eq!(ask("/api/v1/overview", "").status, StatusCode::UNAUTHORIZED);
    assert_eq!(ask("/", "registan_token=wrong").status, StatusCode::UNAUTHORIZED);
    assert_eq!(ask("/?token=wrong", "").status, StatusCode::UNAUTHORIZED);
    assert_eq!(ask("/api/v1/overview", &format!("registan_token={TOKEN}")).status, StatusCode::OK);
    let opened = ask(&format!("//evil.example?x=1&token={TOKEN}"), "");
    assert_eq!((opened.status, opened.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/evil.example?x=1"));
    let cookie = opened.header(header::SET_COOKIE);
    assert!(
        cookie.starts_with(&format!("registan_token={TOKEN};")) && cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
}

#[test]
fn every_answer_tells_browsers_to_trust_nothing_else() {
    let server = Server::new();
    for address in ["/", "/events/1", "/api/v1/overview", "/api/v1/nothing", "/assets/none.js"] {
        let answer = server.send(request(Method::GET, address).body(Body::empty()).unwrap());
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self';"), "{address}: {policy}");
        assert!(!policy.contains("unsafe"), "{address}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    }
    assert_eq!(server.send(request(Method::GET, "/assets/none.js").body(Body::empty()).unwrap()).status, StatusCode::NOT_FOUND);
    assert_eq!(server.send(request(Method::GET, "/events/1").body(Body::empty()).unwrap()).status, StatusCode::OK);
}

#[test]
fn too_large_and_wrong_methods_are_refused() {
    let server = Server::new();
    let large = request(Method::POST, "/api/v1/sql")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(vec![b' '; 100 << 10]))
        .unwrap();
    let refused = server.send(large).status;
    assert!(refused == StatusCode::PAYLOAD_TOO_LARGE || refused == StatusCode::BAD_REQUEST, "{refused}");
    assert_eq!(server.send(request(Method::POST, "/api/v1/events").body(Body::empty()).unwrap()).status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(server.send(request(Method::POST, "/").body(Body::empty()).unwrap()).status, StatusCode::METHOD_NOT_ALLOWED);
    let sql = request(Method::POST, "/api/v1/sql")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(r#"{"query": "SELECT 1"}"#))
        .unwrap();
    assert_eq!(server.send(sql).json()["rows"][0][0], 1);
}

#[test]
fn answers_are_compressed() {
    let server = Server::new();
    for coding in ["gzip", "br"] {
        let answer =
            server.send(request(Method::GET, "/api/v1/frames").header(header::ACCEPT_ENCODING, coding).body(Body::empty()).unwrap());
        assert_eq!(answer.header(header::CONTENT_ENCODING), coding);
    }
}
