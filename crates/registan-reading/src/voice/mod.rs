//! On whose word: the chain of voices from the report's author inwards.
//!
//! Speech verbs, nouns of saying and source markers with their stances are data (`knowledge/voices/<language>.toml`).

mod chain;
mod lexicon;
mod quotation;

pub use chain::{Link, Speaker, Voices};
pub use lexicon::{SpeechVerb, VoiceLexicon, VoiceLexiconError};
pub use quotation::Quotations;
