//! What a clause offers: predicates with their arguments, read off the Universal Dependencies tree.
//!
//! Nothing here knows frames or politics, and nothing branches on a language: closed-class words (agent markers,
//! pronominal adverbs, verbs of object control …) come from `knowledge/grammar/`.

mod argument;
mod grammar;
mod joining;
mod predicate;
mod repair;
mod subject;
mod tree;

pub use argument::{Argument, Slot};
pub use grammar::{Grammar, GrammarError};
pub use predicate::{Clauses, Predicate, PredicateKind};
pub use repair::repaired;
pub use tree::Tree;
