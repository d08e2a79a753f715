//! How a unit expresses a role: the small language `subject | van(state) + met!`.

use std::{fmt, str::FromStr};

use super::FillerKind;
use crate::clause::Slot;

/// How a role is expressed: alternatives, each a sum of slots.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pattern {
    /// Tried from first to last; all slots of one alternative are taken together.
    pub alternatives: Vec<Vec<SlotChoice>>,
    /// Without a filler the unit does not fire.
    pub required: bool,
}

/// A slot with its own restriction on what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotChoice {
    /// The slot.
    pub slot: Slot,
    /// Slots of the word that stands there, from one to the next, for `object.demonym` ("Russische olie") and `object.of.with`.
    pub path: Vec<Slot>,
    /// Kinds allowed here instead of the role's; empty for the role's.
    pub kinds: Vec<FillerKind>,
    /// Lemmas allowed here; empty for any.
    pub lemmas: Vec<String>,
}

impl Pattern {
    /// Whether some alternative looks at `slot` itself.
    pub fn names(&self, slot: &Slot) -> bool {
        self.alternatives.iter().flatten().any(|choice| choice.slot == *slot && choice.path.is_empty())
    }
}

/// The text is no pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{pattern}` is no way to express a role: {reason}")]
pub struct PatternError {
    pattern: String,
    reason: String,
}

impl FromStr for Pattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<Self, PatternError> {
        let wrong = |reason: String| PatternError { pattern: text.to_owned(), reason };
        let mut required = false;
        let mut alternatives = Vec::new();
        for alternative in text.split('|') {
            let mut slots = Vec::new();
            for part in alternative.split('+') {
                let part = part.trim();
                let (part, marked) = part.strip_suffix('!').map_or((part, false), |part| (part.trim_end(), true));
                required |= marked;
                slots.push(parse_choice(part).map_err(wrong)?);
            }
            alternatives.push(slots);
        }
        Ok(Self { alternatives, required })
    }
}

impl Pattern {
    /// Whether any of its slots says in brackets what may stand there.
    pub fn says_of_what_kind(&self) -> bool {
        self.alternatives.iter().flatten().any(|choice| !choice.kinds.is_empty())
    }
}

fn parse_choice(part: &str) -> Result<SlotChoice, String> {
    let name_end = part.find(['(', '{']).unwrap_or(part.len());
    let (name, mut rest) = part.split_at(name_end);
    let name = name.trim().trim_end_matches('!');
    if name.is_empty() || name.contains(char::is_whitespace) {
        return Err(format!("`{part}` names no slot"));
    }
    let (outer, path) =
        name.split_once('.').map_or((name, Vec::new()), |(outer, path)| (outer, path.split('.').map(Slot::from_name).collect()));
    let mut choice = SlotChoice { slot: Slot::from_name(outer), path, kinds: Vec::new(), lemmas: Vec::new() };
    while !rest.is_empty() {
        let close = if rest.starts_with('(') { ')' } else { '}' };
        let Some((inside, after)) = rest.get(1..).and_then(|body| body.split_once(close)) else {
            return Err(format!("`{close}` is missing"));
        };
        for word in inside.split([' ', ',']).filter(|word| !word.is_empty()) {
            match close {
                ')' => choice.kinds.push(word.parse().map_err(|()| format!("`{word}` is no kind of filler"))?),
                _ => choice.lemmas.push(word.replace('_', " ").to_lowercase()),
            }
        }
        rest = after.trim_start().trim_start_matches('!');
        if !rest.is_empty() && !rest.starts_with(['(', '{']) {
            return Err(format!("`{rest}` is not understood"));
        }
    }
    Ok(choice)
}

impl fmt::Display for SlotChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.slot.fmt(f)?;
        for slot in &self.path {
            write!(f, ".{slot}")?;
        }
        if !self.kinds.is_empty() {
            let kinds: Vec<_> = self.kinds.iter().map(ToString::to_string).collect();
            write!(f, "({})", kinds.join(" "))?;
        }
        if !self.lemmas.is_empty() {
            write!(f, "{{{}}}", self.lemmas.join(" "))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_with_everything() {
        let pattern: Pattern = "subject | van(state organisation) + object{oefening manoeuvre}!".parse().unwrap_or_default();
        assert!(pattern.required);
        assert_eq!(pattern.alternatives.len(), 2);
        let second: Vec<_> = pattern.alternatives[1].iter().map(ToString::to_string).collect();
        assert_eq!(second, ["van(state organisation)", "object{oefening manoeuvre}"]);
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, part) in
            [("", "names no slot"), ("van(state", "`)` is missing"), ("van(ship)", "`ship` is no kind"), ("een bezoek", "names no slot")]
        {
            let error = text.parse::<Pattern>().map_err(|error| error.to_string());
            assert!(error.as_ref().is_err_and(|error| error.contains(part)), "{text}: {error:?}");
        }
    }
}
