//! Lemma scripts: how a form becomes its lemma.

use std::str::FromStr;

/// An edit of a form (`docs/model-format.md`, "Lemma scripts").
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LemmaScript {
    /// The lemma itself.
    Whole(Box<str>),
    /// What changes at the start, at the end and perhaps between.
    Edit { lower: bool, start: Replacement, end: Replacement, middle: Option<(usize, Replacement)> },
}

/// So many code points dropped, and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Replacement {
    drop: usize,
    text: Box<str>,
}

/// The text is no lemma script.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NoLemmaScript;

impl FromStr for LemmaScript {
    type Err = NoLemmaScript;

    fn from_str(script: &str) -> Result<LemmaScript, NoLemmaScript> {
        if let Some(lemma) = script.strip_prefix('=') {
            return Ok(LemmaScript::Whole(lemma.into()));
        }
        parse(script).ok_or(NoLemmaScript)
    }
}

fn parse(script: &str) -> Option<LemmaScript> {
    let mut parts = script.splitn(4, ';');
    let lower = match parts.next()? {
        "l" => true,
        "k" => false,
        _ => return None,
    };
    let (start, end) = (replacement(parts.next()?)?, replacement(parts.next()?)?);
    let middle = match parts.next() {
        Some(part) => {
            let (at, rest) = part.strip_prefix('@')?.split_at_checked(part.find('-')? - 1)?;
            Some((at.parse().ok()?, replacement(rest)?))
        }
        None => None,
    };
    Some(LemmaScript::Edit { lower, start, end, middle })
}

/// `-N+text`
fn replacement(part: &str) -> Option<Replacement> {
    let (drop, text) = part.strip_prefix('-')?.split_once('+')?;
    Some(Replacement { drop: drop.parse().ok()?, text: text.into() })
}

impl LemmaScript {
    /// The lemma of `form`; a script that does not fit, or leaves nothing, gives the form in lower case.
    pub(crate) fn apply(&self, form: &str) -> String {
        let lemma = match self {
            LemmaScript::Whole(lemma) => Some(lemma.to_string()),
            LemmaScript::Edit { lower, start, end, middle } => edit(form, *lower, start, end, middle.as_ref()),
        };
        lemma.filter(|lemma| !lemma.is_empty()).unwrap_or_else(|| form.to_lowercase())
    }
}

fn edit(form: &str, lower: bool, start: &Replacement, end: &Replacement, middle: Option<&(usize, Replacement)>) -> Option<String> {
    let mut base = if lower { form.to_lowercase() } else { form.to_owned() };
    if let Some((at, change)) = middle {
        let behind = at.checked_add(change.drop)?;
        if behind + end.drop > base.chars().count() || *at < start.drop {
            return None;
        }
        base.replace_range(byte_of(&base, *at)?..byte_of(&base, behind)?, &change.text);
    }
    let from = byte_of(&base, start.drop)?;
    let kept = base.get(from..)?;
    let to = byte_from_end(kept, end.drop)?;
    Some([&start.text, kept.get(..to)?, &end.text].concat())
}

/// Byte of the code point number `count`, or the end.
fn byte_of(text: &str, count: usize) -> Option<usize> {
    let mut bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
    bytes.nth(count)
}

/// Byte of the code point that `count` of them, it included, stand to the end.
fn byte_from_end(text: &str, count: usize) -> Option<usize> {
    match count.checked_sub(1) {
        None => Some(text.len()),
        Some(before) => text.char_indices().nth_back(before).map(|(byte, _)| byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_do_what_the_format_says() {
        let cases = [
            ("l;-0+;-2+", "Boeken", "boek"),
            ("k;-0+;-0+", "NAVO", "NAVO"),
            ("=zijn", "was", "zijn"),
            ("l;-0+;-1+en;@0-2+", "gewerkt", "werken"),
            ("l;-0+;-1+en;@2-2+", "opgebeld", "opbelen"),
            ("l;-2+be;-0+", "ONTÉÉR", "betéér"),
            // Too short a form.
            ("k;-3+;-3+", "Abcde", "abcde"),
            ("k;-9+;-0+", "A", "a"),
            ("l;-0+;-1+;@5-2+", "Kort", "kort"),
            // Nothing left.
            ("k;-1+;-0+", "A", "a"),
        ];
        for (script, form, lemma) in cases {
            let found = script.parse::<LemmaScript>().map(|script| script.apply(form));
            assert_eq!(found.as_deref(), Ok(lemma), "{script}");
        }
    }

    #[test]
    fn what_is_no_script_is_refused() {
        for text in ["", "x;-0+;-0+", "l;-0+", "l;-0;-0+", "l;-x+;-0+", "l;-0+;-0+;3-1+", "l;-0+;-0+;@-1+"] {
            assert_eq!(text.parse::<LemmaScript>(), Err(NoLemmaScript), "{text}");
        }
    }
}
