//! From scores to structures: the best tree, the best names.

mod gazetteer;
mod names;
mod tree;

pub use gazetteer::Gazetteer;
pub(crate) use names::NameDecoder;
pub(crate) use tree::best_tree;
