//! Numbers as the contract writes them: whole ones without a fraction.

use serde::{Deserialize, Serialize, Serializer};
use utoipa::ToSchema;

/// A number that is written `4300`, not `4300.0`, when it is whole.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct Number(pub f64);

/// Up to here every whole number has a double of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() <= EXACT {
            #[expect(clippy::cast_possible_truncation, reason = "whole, and smaller than 2^53")]
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_have_no_fraction() {
        let written: Vec<String> =
            [4300.0, -1.0, 0.5, 146.8e9, 1.25e300].iter().map(|n| serde_json::to_string(&Number(*n)).unwrap()).collect();
        assert_eq!(written, ["4300", "-1", "0.5", "146800000000", "1.25e+300"]);
    }
}
