//! The words that show a voice.

use std::collections::{HashMap, HashSet};

use registan_types::Stance;
use serde::Deserialize;

/// A verb or noun of saying.
#[derive(Debug, Clone, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct SpeechVerb {
    /// `asserts` (default), `reports`, `doubts` or `denies`.
    pub stance: Option<String>,
    /// Also when what is said is a noun: "kondigde sancties aan", "eiste de vrijlating".
    pub nominal: bool,
    /// Evidence does it too ("figures show"): only who is known to speak is heard.
    pub shows: bool,
    /// Its object speaks: "quoted the minister as saying".
    pub quoted: bool,
    /// The preposition behind which its source stands, an account, which its subject is not: "blijkt uit een rapport".
    pub source: Option<String>,
    /// Heard only of somebody: "is expected to" is nobody's word.
    pub named: bool,
    /// Its negation is that of what is said: "does not believe that it works". Of other verbs it leaves unsaid what hangs on them.
    pub raises: bool,
    /// Only before a finite clause and beside a quotation: "he continued" speaks, "continued to fire" does not.
    pub finite: bool,
    /// What is spoken of stands here, `object` or a preposition: "spoke of a deal". Listed among the attributions; no statement in it is his.
    pub about: HashSet<String>,
    /// A clause or doing behind one of these prepositions is told as the speaker's word: "accused her of selling arms", "called for sanctions".
    pub told: HashSet<String>,
}

impl SpeechVerb {
    /// What its speaker does with what he passes on; a stance that does not exist is none.
    pub(super) fn stance(&self) -> Stance {
        self.stance.as_deref().and_then(|stance| stance.parse().ok()).unwrap_or(Stance::Asserts)
    }
}

/// The words of one language that show a voice; lemmas and forms in lower case.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VoiceLexicon {
    /// Prepositions before a source: volgens, aldus, according_to.
    pub source_markers: HashSet<String>,
    /// Phrases that give a clause as the word of its own subject: "naar eigen zeggen".
    pub own_accounts: HashSet<String>,
    /// Nouns of an account behind a source marker: "volgens de Russische lezing"; the speaker is whose account it is.
    pub accounts: HashSet<String>,
    /// Common nouns of those who speak, beside the agents and titles of the knowledge: bron, source, expert.
    pub speakers: HashSet<String>,
    /// Words that say that nobody speaks, as subjects ("nothing suggests") and before nouns of saying ("no claim that", "little doubt that").
    pub nobody: HashSet<String>,
    /// Verbs of saying, claiming, asking, hearing.
    pub verbs: HashMap<String, SpeechVerb>,
    /// Nouns of saying: "de bewering dat".
    pub nouns: HashMap<String, SpeechVerb>,
    /// Subordinators before a clause of saying that passes on the clause around it: "as X said", "zoals X zei".
    pub subordinators: HashSet<String>,
    /// Subordinators of what has happened before: "after", "nadat". It is no part of what somebody asks or announces.
    pub backdrop_markers: HashSet<String>,
    /// Nouns of what somebody had to do with a doing, which is no less a fact when he denies that: involvement, betrokkenheid.
    pub concerns: HashSet<String>,
    /// Verbs whose clause about somebody else's doing is the wish, and so the word, of their subject: "wants Berlin to send tanks".
    pub wishes: HashSet<String>,
    /// Verbs of wanting, feeling, backing, blaming: where their object of attention stands, `clause`, `object` or a preposition. They are
    /// attributions of the report, but nobody's word for a statement.
    pub attitudes: HashMap<String, HashSet<String>>,
    /// The same of nouns: "support for", "plan to".
    pub attitude_nouns: HashMap<String, HashSet<String>>,
    /// Nouns of what is quoted in full behind its announcement: "made the following statement".
    pub announced: HashSet<String>,
    /// Words before such a noun that announce it: following, volgende.
    pub announcing: HashSet<String>,
    /// Quotation marks: what opens, and what may close it.
    pub quotes: HashMap<String, HashSet<String>>,
    /// Those of them that may be apostrophes.
    pub apostrophes: HashSet<String>,
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

    /// Whether a word is a quotation mark and nothing else, and what it opens is not closed by what may be something else.
    pub fn is_mark(&self, word: &str) -> bool {
        let sure = |opens: &str, closes: &HashSet<String>| !self.is_apostrophe(opens) && closes.is_disjoint(&self.apostrophes);
        let pairs = || self.quotes.iter().filter(|(opens, closes)| sure(opens, closes));
        word.chars().count() == 1
            && !word.starts_with(char::is_alphanumeric)
            && pairs().any(|(opens, closes)| opens == word || closes.contains(word))
    }

    /// Whether a quotation mark may be an apostrophe.
    pub fn is_apostrophe(&self, word: &str) -> bool {
        self.apostrophes.contains(word)
    }
}
