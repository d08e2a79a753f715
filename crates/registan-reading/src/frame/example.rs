//! The examples of a unit: `TEXT => ACTORS -> RECIPIENTS; key=value`.

use std::str::FromStr;

/// An example sentence with the statement that it must give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The text, one or more sentences.
    pub text: String,
    /// What is compared.
    pub expected: Expected,
}

/// The compared parts of a statement; what is `None` or absent is not compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expected {
    /// English names of all actors.
    pub actors: Vec<String>,
    /// English names of all recipients.
    pub recipients: Vec<String>,
    /// Further fields: `polarity`, `reality`, `certainty`, `time`, `place`, `goods`, `office`, `currency`, `topic`, `voice`, `quantity`.
    pub fields: Vec<(String, String)>,
}

/// An example that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("example `{text}`: {reason}")]
pub struct ExampleError {
    text: String,
    reason: &'static str,
}

const FIELDS: &[&str] = &[
    "polarity",
    "reality",
    "certainty",
    "time",
    "place",
    "goods",
    "office",
    "currency",
    "topic",
    "voice",
    "quantity",
    "killed",
    "injured",
    "missing",
    "displaced",
    "mode",
];

impl FromStr for Example {
    type Err = ExampleError;

    fn from_str(source: &str) -> Result<Self, ExampleError> {
        let wrong = |reason| ExampleError { text: source.to_owned(), reason };
        let (text, expected) = source.rsplit_once("=>").ok_or_else(|| wrong("there is no `=>` between the text and what it says"))?;
        let mut parts = expected.split(';');
        let sides = parts.next().unwrap_or("");
        let (actors, recipients) = sides.split_once("->").unwrap_or((sides, ""));
        let names = |side: &str| side.split(" + ").map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let mut fields = Vec::new();
        for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once('=').ok_or_else(|| wrong("behind `;` stands key=value"))?;
            if !FIELDS.contains(&key.trim()) {
                return Err(wrong("an unknown key behind `;`"));
            }
            fields.push((key.trim().to_owned(), value.trim().to_owned()));
        }
        Ok(Self { text: text.trim().to_owned(), expected: Expected { actors: names(actors), recipients: names(recipients), fields } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_and_fields() {
        let example: Result<Example, _> = "A en B slaan C. => A + B -> C; reality=actual".parse();
        let expected = example.map(|example| example.expected).unwrap_or_default();
        assert_eq!(expected.actors, ["A", "B"]);
        assert_eq!(expected.recipients, ["C"]);
        assert_eq!(expected.fields, [("reality".to_owned(), "actual".to_owned())]);
    }
}
