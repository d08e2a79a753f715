//! Points of a pair's series on the wire.

use jiff::civil::Date;
use registan_record::{PairPoint, PressPoint};
use serde::{Deserialize, Serialize};

use super::{Number, event::share};

/// What was told of two parties in one stretch of time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PointForm {
    /// The first day of the stretch.
    pub start: String,
    /// Statements, affirmed and actual.
    pub statements: u64,
    /// Different kinds of doing on different days.
    pub doings: u64,
    /// Reports that tell of them.
    pub reports: u64,
    /// Statements by PLOVER quadrant: words for, deeds for, words against, deeds against.
    pub quads: [u64; 4],
    /// The mean PLOVER score of the doings, -10 to 10.
    pub score: Option<Number>,
    /// All reports published in the stretch: the denominator.
    pub press: u64,
    /// The same by publisher.
    pub press_by: Vec<PressForm>,
}

/// How many reports somebody published in a stretch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PressForm {
    /// Who; null when unknown.
    pub publisher: Option<String>,
    /// How many.
    pub reports: u64,
}

impl PointForm {
    /// The form of a point, with those of `press` that are of its stretch.
    pub fn of(start: Date, point: &PairPoint, press: &[PressPoint]) -> Self {
        let own = press.iter().filter(|press| press.start == start);
        Self {
            start: start.to_string(),
            statements: point.statements,
            doings: point.doings,
            reports: point.reports,
            quads: point.quads,
            score: point.score.map(share),
            press: point.press,
            press_by: own.map(|press| PressForm { publisher: press.publisher.clone(), reports: press.reports }).collect(),
        }
    }
}
