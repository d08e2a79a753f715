//! Judging, and taking it back.

use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use serde_json::{Value, json};

use crate::{Answer, Server, TOKEN, request};

fn judge(server: &Server, token: Option<&str>, body: &Value) -> Answer {
    let mut builder = request(Method::POST, "/api/v1/judgements").header(header::CONTENT_TYPE, "application/json");
    if let Some(token) = token {
        builder = builder.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    server.send(builder.body(Body::from(body.to_string())).unwrap())
}

fn withdraw(server: &Server, id: &str, cookie: Option<&str>) -> StatusCode {
    let mut builder = request(Method::DELETE, &format!("/api/v1/judgements/{id}"));
    if let Some(cookie) = cookie {
        builder = builder.header(header::COOKIE, cookie);
    }
    server.send(builder.body(Body::empty()).unwrap()).status
}

/// The event told by two papers, and one of its statements.
fn visit(server: &Server) -> (String, String, Vec<String>) {
    let event = &server.json("/events?frame=visit&reality=actual")["items"][0];
    let told = event["statements"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect();
    let event = event["id"].as_str().unwrap().to_owned();
    let single = server.json("/events?frame=visit&reality=possible")["items"][0]["id"].as_str().unwrap().to_owned();
    (event, single, told)
}

#[test]
fn two_statements_are_kept_apart_and_joined_again() {
    let server = Server::new();
    let (event, _, told) = visit(&server);
    let judged = judge(&server, Some(TOKEN), &json!({"kind": "not_same", "a": told[0], "b": told[1], "reason": "two visits"}));
    assert_eq!(judged.status, StatusCode::CREATED, "{}", judged.text());
    assert_eq!(judged.json()["events"].as_array().unwrap().len(), 2);
    assert_eq!(server.json("/events?frame=visit&reality=actual")["total"], 2);
    let detail = server.json(&format!("/events/{event}"));
    assert_eq!((&detail["judgements"][0]["reason"], &detail["judgements"][0]["withdrawn"]), (&"two visits".into(), &false.into()));
    let id = judged.json()["id"].as_str().unwrap().to_owned();
    let cookie = format!("x=1; registan_token={TOKEN}");
    assert_eq!(withdraw(&server, &id, Some(&cookie)), StatusCode::NO_CONTENT);
    assert_eq!(server.json("/events?frame=visit&reality=actual")["total"], 1);
    assert_eq!(server.json(&format!("/events/{event}"))["judgements"][0]["withdrawn"], true);
    assert_eq!(withdraw(&server, &id, Some(&cookie)), StatusCode::NOT_FOUND);
}

#[test]
fn events_are_judged_the_same() {
    let server = Server::new();
    let (event, single, told) = visit(&server);
    assert_eq!(judge(&server, Some(TOKEN), &json!({"kind": "same", "a": event, "b": single})).status, StatusCode::CREATED);
    let joined = server.json(&format!("/events/{single}"));
    assert_eq!(joined["statements"].as_array().unwrap().len(), 3);
    assert!(told.iter().all(|id| joined["statements"].as_array().unwrap().iter().any(|it| it["id"] == id.as_str())));
}

#[test]
fn who_has_no_token_does_not_judge() {
    let server = Server::new();
    let (event, single, _) = visit(&server);
    let body = json!({"kind": "same", "a": event, "b": single});
    for token in [None, Some("wrong"), Some("")] {
        assert_eq!(judge(&server, token, &body).status, StatusCode::UNAUTHORIZED, "{token:?}");
    }
    assert_eq!(withdraw(&server, "1", None), StatusCode::UNAUTHORIZED);
    for body in [
        json!({"kind": "perhaps", "a": event, "b": single}),
        json!({"kind": "same", "a": event, "b": "x"}),
        json!({}),
        json!({"kind": "same", "a": single, "b": single}),
    ] {
        assert!(judge(&server, Some(TOKEN), &body).status.is_client_error(), "{body}");
    }
}
