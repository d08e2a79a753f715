//! From scores to structures: the best tree, the best names.

mod gazetteer;
mod names;
mod tree;

pub(crate) use gazetteer::known_among;
pub use gazetteer::{Gazetteer, KnownNames, NameKinds};
pub(crate) use names::NameDecoder;
pub(crate) use tree::best_tree;
