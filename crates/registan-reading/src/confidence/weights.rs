//! The learnt weights: a logistic regression over the features.

use std::collections::HashMap;

use serde::Deserialize;

use super::Features;

/// The weights of the features.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Statements below this probability are left out, and counted as unread.
    pub threshold: f32,
    /// What is added whatever is observed.
    bias: f32,
    /// By the name of the feature.
    weights: HashMap<String, f32>,
}

/// The file of weights is malformed.
#[derive(Debug, thiserror::Error)]
#[error("weights of the confidence: {0}")]
pub struct WeightsError(#[from] toml::de::Error);

impl Weights {
    /// Reads the TOML text of a file of weights.
    ///
    /// # Errors
    /// When the text is not TOML or lacks a part.
    pub fn parse(text: &str) -> Result<Self, WeightsError> {
        Ok(toml::from_str(text)?)
    }

    /// The probability, 0 to 1, that a statement with these features is right in type, parties and reality.
    pub fn probability(&self, features: &Features) -> f32 {
        let weigh = |sum: f32, feature: &super::Feature| {
            let weight = self.weights.get(&*feature.name).copied().unwrap_or_default();
            weight.mul_add(feature.value, sum)
        };
        let sum = features.iter().fold(self.bias, weigh);
        1.0 / (1.0 + (-sum).exp())
    }

    /// What each feature adds to the logarithm of the odds, the weightiest first; those that add nothing are left out.
    pub fn contributions<'f>(&self, features: &'f Features) -> Vec<(&'f str, f32)> {
        let share = |feature: &'f super::Feature| {
            let weight = self.weights.get(&*feature.name).copied().unwrap_or_default();
            (&*feature.name, weight * feature.value)
        };
        let mut shares: Vec<_> = features.iter().map(share).filter(|(_, share)| share.abs() > f32::EPSILON).collect();
        shares.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        shares
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weighs_what_speaks_for_and_against() {
        let weights = Weights::parse("threshold = 0.5\nbias = 0.0\n[weights]\nfor = 2.0\nagainst = -4.0\n").expect("a well-formed file");
        let sure = |names: &[&'static str]| {
            let mut features = Features::default();
            names.iter().for_each(|name| features.has(*name));
            weights.probability(&features)
        };
        assert!((sure(&[]) - 0.5).abs() < 1e-6);
        assert!((sure(&["for"]) - 0.880_797).abs() < 1e-5);
        assert!(sure(&["for", "against"]) < 0.2);
        assert!((sure(&["never heard of"]) - 0.5).abs() < 1e-6);
    }
}
