//! The words that show a voice.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

/// A verb or noun of saying.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct SpeechVerb {
    /// `asserts` (default), `reports`, `doubts` or `denies`.
    pub stance: Option<String>,
    /// Also when what is said is a noun: "kondigde sancties aan", "eiste de vrijlating".
    pub nominal: bool,
}

/// The words of one language that show a voice; lemmas and forms in lower case.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VoiceLexicon {
    /// Prepositions before a source: volgens, aldus, according_to.
    pub source_markers: HashSet<String>,
    /// Nouns of an account behind a source marker: "volgens de Russische lezing"; the speaker is whose account it is.
    pub accounts: HashSet<String>,
    /// Common nouns of those who speak, beside the agents and titles of the knowledge: bron, source, expert.
    pub speakers: HashSet<String>,
    /// Verbs of saying, claiming, asking, hearing.
    pub verbs: HashMap<String, SpeechVerb>,
    /// Nouns of saying: "de bewering dat".
    pub nouns: HashMap<String, SpeechVerb>,
    /// Quotation marks: what opens, and what may close it.
    pub quotes: HashMap<String, HashSet<String>>,
}

/// The file of voices is malformed.
#[derive(Debug, thiserror::Error)]
#[error("voices of `{language}`: {source}")]
pub struct VoiceLexiconError {
    language: String,
    source: toml::de::Error,
}

impl VoiceLexicon {
    /// Reads the TOML text of one language's file.
    ///
    /// # Errors
    /// When the text is not TOML or has an unknown key.
    pub fn parse(language: &str, text: &str) -> Result<Self, VoiceLexiconError> {
        toml::from_str(text).map_err(|source| VoiceLexiconError { language: language.to_owned(), source })
    }
}
