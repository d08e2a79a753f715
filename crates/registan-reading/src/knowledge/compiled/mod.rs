//! The compiled form of knowledge: tables in, one compact value out.
//!
//! The build script compiles this module too, so it leans on nothing but the standard library and Unicode's tables.

pub(crate) mod codec;
mod compile;
mod entities;
pub(crate) mod fold;
mod intern;
mod offices;
pub(crate) mod table;
pub(crate) mod world;

pub(crate) use compile::compile;
