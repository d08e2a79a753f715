//! The record's laws, tested from outside.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should say where")]

mod adding;
mod asking;
mod clocks;
mod conflicts;
mod crash;
mod deaths;
mod erasing;
mod events;
mod formats;
mod lists;
mod model;
mod pairs;
mod passages;
mod sample;
mod sharing;
mod states;
mod stories;
