//! What the API says of itself.

use utoipa::{
    Modify, OpenApi,
    openapi::{
        OpenApi as Description,
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
    routes::api().split_for_parts().1
}
