//! Patterns as the data files write them: `[the] ORDINAL quarter [(of|in) YEAR]`.
//!
//! Lower case is a word as it stands, capitals a class, `[…]` may be missing, `(…|…)` is one of several. A name that the file's `macros` define
//! stands for its text.

use std::collections::BTreeMap;

/// One step of a pattern written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// A word as it stands.
    Word(String),
    /// A class, by its name in lower case.
    Class(String),
}

/// Why a pattern cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("pattern `{pattern}`: {reason}")]
pub(crate) struct PatternError {
    pattern: String,
    reason: &'static str,
}

/// All sequences of steps that a pattern allows.
pub(super) fn expand(pattern: &str, macros: &BTreeMap<String, String>) -> Result<Vec<Vec<Step>>, PatternError> {
    let error = |reason| PatternError { pattern: pattern.to_owned(), reason };
    let text = substitute(pattern, macros).ok_or_else(|| error("macros go round in a circle"))?;
    let symbols = symbols(&text);
    let mut parser = Parser { symbols: &symbols, at: 0 };
    let all = parser.alternatives().ok_or_else(|| error("brackets do not match"))?;
    if parser.at < symbols.len() {
        return Err(error("brackets do not match"));
    }
    Ok(all)
}

/// Replaces macros by their text, at most eight deep.
fn substitute(pattern: &str, macros: &BTreeMap<String, String>) -> Option<String> {
    let mut text = pattern.to_owned();
    for _ in 0..8 {
        let replaced: Vec<String> =
            symbols(&text).into_iter().map(|symbol| macros.get(symbol).map_or_else(|| symbol.to_owned(), |by| format!("({by})"))).collect();
        let next = replaced.join(" ");
        if next == symbols(&text).join(" ") {
            return Some(next);
        }
        text = next;
    }
    None
}

fn symbols(text: &str) -> Vec<&str> {
    let bracket = |c: char| matches!(c, '[' | ']' | '(' | ')' | '|');
    let mut found = Vec::new();
    for chunk in text.split_whitespace() {
        let mut rest = chunk;
        while let Some(at) = rest.find(bracket) {
            let (before, after) = rest.split_at(at);
            if !before.is_empty() {
                found.push(before);
            }
            let (sign, after) = after.split_at(1);
            found.push(sign);
            rest = after;
        }
        if !rest.is_empty() {
            found.push(rest);
        }
    }
    found
}

struct Parser<'s> {
    symbols: &'s [&'s str],
    at: usize,
}

impl Parser<'_> {
    fn alternatives(&mut self) -> Option<Vec<Vec<Step>>> {
        let mut all = self.sequence()?;
        while self.symbols.get(self.at) == Some(&"|") {
            self.at += 1;
            all.extend(self.sequence()?);
        }
        Some(all)
    }

    fn sequence(&mut self) -> Option<Vec<Vec<Step>>> {
        let mut all = vec![Vec::new()];
        while let Some(&symbol) = self.symbols.get(self.at) {
            let next = match symbol {
                "|" | "]" | ")" => break,
                "[" => {
                    let mut inner = self.group("]")?;
                    inner.push(Vec::new());
                    inner
                }
                "(" => self.group(")")?,
                word => {
                    self.at += 1;
                    vec![vec![step(word)]]
                }
            };
            all = all.iter().flat_map(|left| next.iter().map(move |right| [left.as_slice(), right].concat())).collect();
        }
        Some(all)
    }

    fn group(&mut self, end: &str) -> Option<Vec<Vec<Step>>> {
        self.at += 1;
        let inner = self.alternatives()?;
        (self.symbols.get(self.at) == Some(&end)).then(|| self.at += 1)?;
        Some(inner)
    }
}

fn step(word: &str) -> Step {
    let class = word.chars().any(|c| c.is_ascii_uppercase()) && word.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    if class { Step::Class(word.to_lowercase()) } else { Step::Word(word.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pattern: &str) -> Vec<String> {
        let macros = BTreeMap::from([("COUNT".to_owned(), "NUM|a few".to_owned())]);
        let all = expand(pattern, &macros).unwrap();
        let text = |step: &Step| match step {
            Step::Word(word) => word.clone(),
            Step::Class(class) => class.to_uppercase(),
        };
        all.iter().map(|steps| steps.iter().map(text).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn options_and_alternatives_are_written_out() {
        assert_eq!(written("MONTH [[,] YEAR]"), ["MONTH , YEAR", "MONTH YEAR", "MONTH"]);
        assert_eq!(written("COUNT UNITS (ago|back)"), ["NUM UNITS ago", "NUM UNITS back", "a few UNITS ago", "a few UNITS back"]);
    }

    #[test]
    fn broken_brackets_are_refused() {
        for pattern in ["[a", "a)", "(a|b]"] {
            assert!(expand(pattern, &BTreeMap::new()).is_err(), "{pattern}");
        }
    }
}
