//! The network: from the forms of sentences to scores for tags, names, heads and relations, in the arithmetic of
//! `docs/model-format.md`.
//!
//! Sentences are worked on in batches, but no number of one token depends on which others share its batch, nor on
//! the instructions of the machine.

mod dense;
mod embedding;
mod heads;
mod lstm;
mod network;
mod vector;

pub(crate) use embedding::FormCache;
pub(crate) use heads::{ArcScores, RelationScores};
pub(crate) use network::{Network, Work};
pub use vector::Instructions;
pub(crate) use vector::scalar_exp;
