//! Text in, linguistic analysis out: sentences, words, lemmas, tags, Universal Dependencies
//! trees and names, for Dutch and English.
//!
//! The crate knows language and nothing else: no politics, no network, no clock. Its weights come
//! from a file that the caller opens or embeds.

pub mod analysis;
pub mod conllu;
pub mod inference;
pub mod score;
pub mod segment;
pub mod tags;

pub use analysis::{Analysis, Multiword, Name, NameKind, SecondHead, Sentence, Token, TokenIndex};
pub use registan_types::{Language, Span};
pub use segment::Segmentation;
pub use tags::{Deprel, Feats, Relation, Upos};
