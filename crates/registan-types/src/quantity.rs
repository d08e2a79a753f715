//! Amounts: a value with its unit, as the text gives it, with SI beside.

use std::sync::Arc;

use crate::{Span, entity::named_variants};

named_variants! {
    /// What an amount measures.
    Measure {
        /// Distance.
        Length = "length",
        /// Surface.
        Area = "area",
        /// Space.
        Volume = "volume",
        /// Weight.
        Mass = "mass",
        /// Time that passes.
        Duration = "duration",
        /// Currency.
        Money = "money",
        /// Heat.
        Temperature = "temperature",
        /// Energy.
        Energy = "energy",
        /// Power.
        Power = "power",
        /// Speed.
        Speed = "speed",
        /// A share of a whole.
        Ratio = "ratio",
        /// Things or people, counted.
        Count = "count",
    }
}

/// A unit as the text uses it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A symbol of `knowledge/goods/units.tsv` or an ISO 4217 code: `km`, `m3`, `USD`, `%`.
    Symbol(Arc<str>),
    /// What is counted, in the text's words: `soldiers`, `tanks`.
    Counted(Arc<str>),
    /// A bare number.
    None,
}

/// An amount that a sentence gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The value in `unit`, magnitudes expanded; the lower bound of a range or "at least".
    pub value: f64,
    /// The upper bound of a range.
    pub value_max: Option<f64>,
    /// "About", "nearly", "some".
    pub approximate: bool,
    /// Its unit.
    pub unit: Unit,
    /// The value in SI units (with the SI unit's symbol), where the measure has one.
    pub si: Option<(f64, Arc<str>)>,
    /// The period of a rate: `year`, `month`, `day`, `hour` …
    pub per: Option<Arc<str>>,
    /// What it measures.
    pub measure: Measure,
    /// The words.
    pub span: Span,
}
