//! Morphological features of a word, `Number=Plur|Tense=Past`.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A bundle of features, sorted by name without regard to case, as CoNLL-U orders them.
///
/// Cloning shares the bundle; the empty bundle holds nothing at all.
///
/// ```
/// use registan_language::Feats;
/// let feats: Feats = "VerbForm=Fin|Number=Plur|Tense=Past".parse()?;
/// assert_eq!(feats.get("Tense"), Some("Past"));
/// assert!(feats.has("Number", "Plur"));
/// assert_eq!(feats.to_string(), "Number=Plur|Tense=Past|VerbForm=Fin");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Feats(Option<Arc<[Feature]>>);

type Feature = (Box<str>, Box<str>);

impl Feats {
    /// The bundle without features, written `_`.
    pub const EMPTY: Feats = Feats(None);

    /// The value of the feature `name`, if the bundle has it. Several values of one feature stay
    /// joined by commas, as in CoNLL-U.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Whether the feature `name` has the value `value`, alone or among others.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.get(name).is_some_and(|values| values.split(',').any(|one| one == value))
    }

    /// Whether there is no feature at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The features as (name, value), sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|bundle| bundle.iter()).map(|(name, value)| (&**name, &**value))
    }

    /// A bundle that shares no memory with this one, so that threads do not contend for one
    /// reference counter.
    pub(crate) fn unshared(&self) -> Feats {
        Feats(self.0.as_ref().map(|bundle| bundle.iter().cloned().collect()))
    }
}

impl fmt::Display for Feats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("_");
        }
        for (position, (name, value)) in self.iter().enumerate() {
            let bar = if position > 0 { "|" } else { "" };
            write!(f, "{bar}{name}={value}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Feats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Feats({self})")
    }
}

/// The text is no feature bundle: a part lacks its name, its `=` or its value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("malformed feature {0:?}")]
pub struct ParseFeatsError(String);

impl FromStr for Feats {
    type Err = ParseFeatsError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "_" || text.is_empty() {
            return Ok(Feats::EMPTY);
        }
        let mut bundle = text.split('|').map(parse_feature).collect::<Result<Vec<_>, _>>()?;
        bundle.sort_by(|(one, _), (other, _)| by_name(one, other));
        Ok(Feats(Some(bundle.into())))
    }
}

fn parse_feature(part: &str) -> Result<Feature, ParseFeatsError> {
    match part.split_once('=') {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => Ok((name.into(), value.into())),
        _ => Err(ParseFeatsError(part.to_owned())),
    }
}

fn by_name(one: &str, other: &str) -> Ordering {
    let lower = |name: &str| name.to_lowercase();
    lower(one).cmp(&lower(other)).then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_bundles_are_one() {
        assert_eq!("_".parse(), Ok(Feats::EMPTY));
        assert_eq!("".parse(), Ok(Feats::EMPTY));
        assert_eq!(Feats::EMPTY.to_string(), "_");
    }

    #[test]
    fn values_in_a_list_are_found() {
        let feats: Feats = "PronType=Int,Rel".parse().unwrap_or_default();
        assert!(feats.has("PronType", "Rel"));
        assert!(!feats.has("PronType", "In"));
        assert_eq!(feats.unshared(), feats);
    }

    #[test]
    fn malformed_parts_are_refused() {
        for text in ["Number", "=Plur", "Number=", "A=b||C=d"] {
            assert!(text.parse::<Feats>().is_err(), "{text}");
        }
    }
}
