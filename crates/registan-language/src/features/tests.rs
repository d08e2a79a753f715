//! Features as the training code computes them: fixtures that both sides are held to.

use serde_json::Value;

use super::*;

#[test]
fn features_are_those_of_the_training_code() {
    let fixture: Value = serde_json::from_str(include_str!("../../tests/data/features.json")).unwrap_or_default();
    let forms = fixture["forms"].as_array().map(Vec::as_slice).unwrap_or_default();
    assert!(forms.len() > 20, "the fixture has {} forms", forms.len());
    for entry in forms {
        let form = entry["form"].as_str().unwrap_or_default();
        let normalised = normalise(form);
        let mut buckets = Vec::new();
        ngram_buckets(&normalised, 32768, &mut buckets);
        assert_eq!(Some(normalised.as_str()), entry["normalised"].as_str(), "{form}");
        assert_eq!(Some(shape(form) as u64), entry["shape"].as_u64(), "{form}");
        let wanted: Vec<_> =
            entry["buckets"].as_array().into_iter().flatten().map(|bucket| bucket.as_u64().unwrap_or(u64::MAX) as usize).collect();
        assert_eq!(buckets, wanted, "{form}");
    }
}

#[test]
fn capitals_only_is_a_position_of_its_own() {
    let of = |text: &'static str| Position::of_sentence(text.split(' ')).collect::<Vec<_>>();
    assert_eq!(of("De man"), [Position::First, Position::Later]);
    assert_eq!(of("ISRAEL EN 3"), [Position::Capitals; 3]);
}
