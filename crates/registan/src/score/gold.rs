//! Gold statements, as they stand in files.

use serde::Deserialize;

/// One gold line. Fields that list several values are right with any of them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct GoldStatement {
    /// The end of the report's address.
    pub report: String,
    /// First code point of the stretch that says it.
    pub start: usize,
    /// Behind the last.
    pub end: usize,
    /// The words, for messages.
    #[serde(default)]
    pub text: Option<String>,
    /// PLOVER types.
    #[serde(default)]
    pub types: Vec<String>,
    /// Relations.
    #[serde(default)]
    pub relations: Vec<String>,
    /// Frames.
    #[serde(default)]
    pub frames: Vec<String>,
    /// Who does it.
    #[serde(default)]
    pub actors: Vec<String>,
    /// To whom.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// Sides that may be empty.
    #[serde(default)]
    pub optional: Vec<String>,
    /// Names that may be there too.
    #[serde(default)]
    pub optional_named: Vec<String>,
    /// affirmed or denied.
    #[serde(default)]
    pub polarity: OneOrMore,
    /// In what way real.
    #[serde(default)]
    pub reality: OneOrMore,
    /// Voices below the author; `unnamed` for one without a name.
    #[serde(default)]
    pub voices: Vec<String>,
    /// When, in EDTF.
    #[serde(default)]
    pub time: Option<String>,
    /// Where: a name, and perhaps a country's code behind a comma.
    #[serde(default)]
    pub place: Option<String>,
    /// A value and its unit.
    #[serde(default)]
    pub quantity: Option<Vec<serde_json::Value>>,
    /// A group of lines that is counted apart.
    #[serde(default)]
    pub system: Option<i64>,
}

/// One value or a list of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum OneOrMore {
    /// One.
    One(String),
    /// A list.
    More(Vec<String>),
}

impl Default for OneOrMore {
    fn default() -> Self {
        Self::More(Vec::new())
    }
}

impl OneOrMore {
    /// Whether `value` is among them.
    pub fn contains(&self, value: &str) -> bool {
        match self {
            Self::One(one) => one == value,
            Self::More(more) => more.iter().any(|one| one == value),
        }
    }
}

impl GoldStatement {
    /// Whether both sides name the same people: done together.
    pub(super) fn is_mutual(&self) -> bool {
        let all_in = |some: &[String], others: &[String]| some.iter().all(|name| others.contains(name));
        !self.actors.is_empty() && all_in(&self.actors, &self.recipients) && all_in(&self.recipients, &self.actors)
    }

    /// The value of its amount.
    pub(super) fn value(&self) -> Option<f64> {
        self.quantity.as_ref()?.first()?.as_f64()
    }
}
