//! The record in a browser: the HTTP API under `/api/v1`, described by itself in OpenAPI, and the built pages for every other address.
//!
//! A request goes through [`safety`](self) (limits, who may ask, headers), is answered from the cache where the record's version and the
//! address are the same as before, and else waits for one of a few places in which the record is read. Reading never changes the record;
//! the two requests that judge need the token.
//!
//! Modules stand in the order of a request's way.

mod launch;

mod safety;
mod token;

mod app;
mod parameters;
mod problem;

mod access;
mod answer;
mod cache;
mod csv;
mod view;

mod gathered;
mod known;
mod memo;
mod parties;

mod routes;

mod assets;
mod openapi;

pub use app::{App, Settings};
pub use launch::{Launch, LaunchError};
pub use openapi::description;
pub use routes::router;
