//! What the API says of itself.

use utoipa::{
    Modify, OpenApi, PartialSchema,
    openapi::{
        Content, OpenApi as Description, Ref, RefOr, Required, Response,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn},
        schema::{ObjectBuilder, Type},
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::routes;

/// The description's frame; the routes add themselves.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Registan",
        description = "The record of who did or said what to whom, with the words behind every claim. Offsets count Unicode code points. \
            Lists, and most other answers, come as CSV with `format=csv` or `Accept: text/csv`. Every answer to GET carries an entity tag.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    servers((url = "/api/v1")),
    modifiers(&Keys)
)]
pub(super) struct Api;

/// How who may judge shows it.
struct Keys;

impl Modify for Keys {
    fn modify(&self, description: &mut Description) {
        let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        description.components.get_or_insert_default().add_security_scheme("token", bearer);
    }
}

/// The OpenAPI description of the API, as `/api/v1/openapi.json` gives it.
pub fn description() -> Description {
    completed(routes::api().split_for_parts().1)
}

const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";

/// The description with what all operations have in common: problems have a media type of their own, what cannot be read is refused, a
/// guarded or busy server says so, and what is read comes as a table too.
pub(super) fn completed(mut description: Description) -> Description {
    for (path, item) in &mut description.paths.paths {
        // Who is asking is no table.
        if let Some(operation) = item.get.as_mut().filter(|_| path != "/session") {
            offer_table(operation);
        }
        for operation in [&mut item.get, &mut item.post, &mut item.put, &mut item.delete].into_iter().flatten() {
            refuse(operation, path.contains('{'));
        }
    }
    description
}

/// What any request may meet.
const REFUSALS: [(&str, &str); 4] = [
    ("400", "Something asked for makes no sense; `detail` says what."),
    ("401", "This server, or this doing, needs the token."),
    ("422", "The question takes longer or gives more than is allowed."),
    ("503", "The server is busy; `Retry-After` says when to ask again."),
];

fn refuse(operation: &mut Operation, names_one: bool) {
    let asked = operation.parameters.as_ref().is_some_and(|parameters| !parameters.is_empty()) || operation.request_body.is_some();
    for (status, why) in REFUSALS {
        if status == "400" && !asked {
            continue;
        }
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| problem(why));
    }
    if names_one {
        operation.responses.responses.entry("404".to_owned()).or_insert_with(|| problem("There is no such thing."));
    }
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && (status.starts_with('4') || status.starts_with('5'))
            && let Some(content) = response.content.shift_remove(JSON)
        {
            response.content.insert(PROBLEM.to_owned(), content);
        }
    }
}

fn problem(why: &str) -> RefOr<Response> {
    let mut response = Response::new(why);
    response.content.insert(PROBLEM.to_owned(), RefOr::T(Content::new(Some(Ref::from_schema_name("Problem")))));
    RefOr::T(response)
}

fn offer_table(operation: &mut Operation) {
    let Some(RefOr::T(response)) = operation.responses.responses.get_mut("200") else { return };
    if !response.content.contains_key(JSON) {
        return;
    }
    response.content.insert("text/csv".to_owned(), RefOr::T(Content::new(Some(String::schema()))));
    let format = ParameterBuilder::new()
        .name("format")
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some("`json` or `csv`; empty or not given, as `Accept` wants it."))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).enum_values(Some(["json", "csv", ""]))))
        .build();
    operation.parameters.get_or_insert_default().push(RefOr::<Parameter>::T(format));
}
