//! On whose word: the chain of voices from the report's author inwards.
//!
//! Speech verbs, nouns of saying and source markers with their stances are data (`knowledge/voices/<language>.toml`).

mod chain;
mod first_person;
mod heard;
mod lexicon;
mod quotation;
mod saying;
mod speaker;

pub use chain::{Link, Speaker, SpeakerForm, Voices};
pub use heard::{Heard, heard};
pub use lexicon::{SpeechVerb, VoiceLexicon, VoiceLexiconError};
pub use quotation::Quotations;
