//! The program's library: reports come in at [`intake`], [`engine`] reads them, and what was read leaves in the forms of [`wire`].
//!
//! Network, clock and wire formats stand in this crate and in no other. Modules stand in the order of a report's way.

pub mod intake;

pub mod engine;

pub mod wire;

pub mod rdf;

pub mod score;

pub mod serve;

pub mod options;

pub mod terminal;

pub mod wikidata;

pub mod commands;

mod clock;
