//! The languages that Registan reads.

use std::fmt;

/// A language that reports are read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Dutch (ISO 639-1 `nl`), of the Netherlands and of Flanders.
    Dutch,
    /// English (ISO 639-1 `en`).
    English,
}

impl Language {
    /// Every language that can be read, in a fixed order.
    pub const ALL: [Self; 2] = [Self::Dutch, Self::English];

    /// The ISO 639-1 code: `nl` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }

    /// The language of an ISO 639-1 code or BCP 47 tag (`nl`, `nl-BE`, `en_GB`), if it is read here.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(primary.trim()))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
