//! Amounts, and people harmed.

use registan_types::{Casualties, Quantity, Unit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Number, Words};

/// An amount.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct QuantityForm {
    /// In `unit`, magnitudes expanded; of a range the lower bound.
    pub value: Number,
    /// The upper bound of a range; left out without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_max: Option<Number>,
    /// Symbol, currency code or what is counted; null for a bare number.
    pub unit: Option<String>,
    /// In SI units, where the measure has one.
    pub value_si: Option<Number>,
    /// That unit.
    pub unit_si: Option<String>,
    /// The period of a rate.
    pub per: Option<String>,
    /// What is measured.
    pub measure: String,
    /// "About": left out when it is not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approximate: bool,
    /// The words.
    pub text: String,
    /// Their first code point.
    pub start: usize,
    /// Behind their last.
    pub end: usize,
}

/// How many were harmed, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CasualtyForm {
    /// `killed`, `injured`, `missing` or `displaced`.
    pub harm: String,
    /// How many.
    #[serde(flatten)]
    pub quantity: QuantityForm,
}

impl QuantityForm {
    /// The form of an amount.
    pub fn of(quantity: &Quantity, words: &Words<'_>) -> Self {
        let span = words.of(quantity.span);
        let (value_si, unit_si) = match &quantity.si {
            Some((value, unit)) => (Some(Number(*value)), Some(unit.to_string())),
            None => (None, None),
        };
        Self {
            value: Number(quantity.value),
            value_max: quantity.value_max.map(Number),
            unit: match &quantity.unit {
                Unit::Symbol(unit) | Unit::Counted(unit) => Some(unit.to_string()),
                Unit::None => None,
            },
            value_si,
            unit_si,
            per: quantity.per.as_ref().map(ToString::to_string),
            measure: quantity.measure.name().to_owned(),
            approximate: quantity.approximate,
            text: span.text,
            start: span.start,
            end: span.end,
        }
    }
}

impl CasualtyForm {
    /// Those harmed, in a fixed order.
    pub fn all(casualties: &Casualties, words: &Words<'_>) -> Vec<Self> {
        let Casualties { killed, injured, missing, displaced } = casualties;
        let harms = [("killed", killed), ("injured", injured), ("missing", missing), ("displaced", displaced)];
        let one = |(harm, quantity): (&str, &Option<Quantity>)| {
            quantity.as_ref().map(|quantity| Self { harm: harm.to_owned(), quantity: QuantityForm::of(quantity, words) })
        };
        harms.into_iter().filter_map(one).collect()
    }
}
