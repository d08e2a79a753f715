//! Statements to be scored, as they stand on the wire; read leniently, so that other programs' can be scored too.

use serde::Deserialize;

/// A statement, as far as it is scored.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SaidStatement {
    /// The report.
    pub report: SaidReport,
    /// The word that makes it.
    pub trigger: SaidTrigger,
    /// The frame.
    #[serde(default)]
    pub frame: Option<String>,
    /// The code.
    #[serde(default)]
    pub plover: Option<SaidPlover>,
    /// The relation.
    #[serde(default)]
    pub relation: Option<String>,
    /// Who does it.
    #[serde(default)]
    pub actors: Option<Vec<SaidParty>>,
    /// To whom.
    #[serde(default)]
    pub recipients: Option<Vec<SaidParty>>,
    /// affirmed or denied.
    #[serde(default)]
    pub polarity: Option<String>,
    /// In what way real.
    #[serde(default)]
    pub reality: Option<String>,
    /// The voices, the author first.
    #[serde(default)]
    pub attribution: Option<Vec<SaidParty>>,
    /// When.
    #[serde(default)]
    pub time: Option<SaidTime>,
    /// Where.
    #[serde(default)]
    pub place: Option<SaidPlace>,
    /// Amounts.
    #[serde(default)]
    pub quantities: Option<Vec<SaidQuantity>>,
}

/// A report's address.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SaidReport {
    /// The address.
    pub uri: String,
}

/// Where a trigger stands.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SaidTrigger {
    /// Its first code point.
    pub start: usize,
}

/// A code.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SaidPlover {
    /// The type.
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

/// Who takes part, or speaks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct SaidParty {
    /// The name.
    #[serde(default)]
    pub name: Option<String>,
    /// The words.
    #[serde(default)]
    pub text: Option<String>,
    /// The country's name.
    #[serde(default)]
    pub country_name: Option<String>,
    /// The country's code.
    #[serde(default)]
    pub country: Option<String>,
}

/// A time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SaidTime {
    /// In EDTF.
    #[serde(default)]
    pub edtf: Option<String>,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SaidPlace {
    /// The name.
    #[serde(default)]
    pub name: Option<String>,
}

/// An amount.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct SaidQuantity {
    /// The value.
    #[serde(default)]
    pub value: Option<f64>,
}
