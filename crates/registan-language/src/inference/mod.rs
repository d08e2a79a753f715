//! The network: from the forms of a sentence to scores for tags, names, heads and relations.

pub(crate) mod vector;
