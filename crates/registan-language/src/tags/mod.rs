//! The closed and open tag sets of Universal Dependencies: parts of speech, features, relations.

mod feats;
mod relation;
mod upos;

pub use feats::{Feats, ParseFeatsError};
pub use relation::{Deprel, ParseDeprelError, Relation, SUBTYPE_CAPACITY};
pub use upos::{ParseUposError, Upos};
