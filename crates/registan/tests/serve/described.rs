//! The API's description of itself, held against what it answers.

use axum::http::StatusCode;
use serde_json::Value;

use crate::Server;

/// An address for each documented path that can be read, with parts of the sample's record in place of identities.
fn filled(server: &Server, path: &str) -> String {
    let first = |list: &str| server.json(list)["items"][0]["id"].as_str().unwrap().to_owned();
    let path = match path {
        "/frames/{name}" => "/frames/visit".to_owned(),
        "/actors/{id}" => "/actors/Q159".to_owned(),
        other => match other.strip_suffix("/{id}") {
            Some(list) => format!("{list}/{}", first(list)),
            None => other.to_owned(),
        },
    };
    match path.as_str() {
        "/pairs" => "/pairs?actor=CHN&actor=RUS".to_owned(),
        "/changes" => "/changes?since=2023-01-01".to_owned(),
        "/sql" => "/sql?query=SELECT%201%20AS%20one".to_owned(),
        "/sparql" => "/sparql?query=ASK%20%7B%7D".to_owned(),
        "/search" => "/search?q=xi".to_owned(),
        "/compare" => {
            let reports = server.json("/reports");
            let id = |place: usize| reports["items"][place]["id"].as_str().unwrap().to_owned();
            format!("/compare?report={}&report={}", id(0), id(1))
        }
        _ => path,
    }
}

#[test]
fn every_documented_address_answers_as_documented() {
    let server = Server::new();
    let description = server.json("/openapi.json");
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"));
    let paths = description["paths"].as_object().unwrap();
    assert!(paths.len() >= 25, "{}", paths.len());
    for (path, methods) in paths {
        let Some(responses) = methods.get("get").map(|get| &get["responses"]) else { continue };
        let address = filled(&server, path);
        let answer = server.get(&address);
        let documented = &responses[answer.status.as_str()];
        assert!(documented.is_object(), "{address}: {} is not documented: {}", answer.status, answer.text());
        if answer.status == StatusCode::OK && answer.header("content-type") == "application/json" {
            let schema = &documented["content"]["application/json"]["schema"];
            fits(&answer.json(), schema, &description, &address);
        }
    }
}

/// Whether a value has the type and keys of a schema, as far as the description uses them.
fn fits(value: &Value, schema: &Value, description: &Value, at: &str) {
    if let Some(name) = schema["$ref"].as_str() {
        let pointer = name.trim_start_matches('#');
        let schema = description.pointer(pointer).unwrap_or_else(|| panic!("{at}: {name} is described nowhere"));
        return fits(value, schema, description, at);
    }
    if let Some(all) = schema["allOf"].as_array() {
        all.iter().for_each(|schema| fits(value, schema, description, at));
    }
    if let Some(one) = schema["oneOf"].as_array().filter(|_| !value.is_null()) {
        if let [only] = one.iter().filter(|schema| schema["type"] != "null").collect::<Vec<_>>().as_slice() {
            fits(value, only, description, at);
        }
        return;
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let own = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is_one = types.is_empty() || types.contains(&own) || (own == "integer" && types.contains(&"number"));
    assert!(is_one, "{at}: {own} is none of {types:?}");
    for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        assert!(value.get(key).is_some(), "{at}: {key} is missing in {value}");
    }
    for (key, schema) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(value) = value.get(key) {
            fits(value, schema, description, &format!("{at} {key}"));
        }
    }
    for value in value.as_array().into_iter().flatten().take(5) {
        fits(value, &schema["items"], description, &format!("{at} item"));
    }
}
