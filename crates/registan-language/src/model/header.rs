//! The description in a model file, as JSON has it.

use std::collections::BTreeMap;

use safetensors::tensor::Metadata;
use serde::Deserialize;
use serde_json::Value;

use super::{FORMAT, ModelError};

/// What a model says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Description {
    /// Name and version: `nl-news-1`.
    pub name: String,
    /// BLAKE3 of the weights, in hexadecimal.
    pub digest: String,
    /// What it was trained on.
    pub sources: Vec<DataSource>,
    /// What it reached on development sets: the path of a measure (`alpino las`) and its value.
    pub scores: Vec<(String, f64)>,
}

/// Training data and the licence they come under.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct DataSource {
    /// Name of the data set.
    pub name: String,
    /// Its licence.
    #[serde(default)]
    pub licence: String,
}

/// The description as it stands in the file.
#[derive(Deserialize)]
pub(super) struct Header {
    pub(super) language: String,
    name: String,
    pub(super) digest: String,
    pub(super) config: Config,
    pub(super) labels: LabelLists,
    pub(super) words: Vec<String>,
    #[serde(default)]
    pub(super) lexicon: String,
    #[serde(default)]
    data: Value,
    #[serde(default)]
    scores: BTreeMap<String, Value>,
}

/// The sizes that the tensors alone do not tell; all others are checked against each other.
#[derive(Deserialize)]
pub(crate) struct Config {
    pub(crate) layers: usize,
    pub(crate) hidden: usize,
    pub(crate) input: usize,
    pub(crate) ngram_buckets: usize,
    /// Whether a separable verb's lemma begins with the particle that stands apart from it.
    #[serde(default)]
    pub(crate) particles_join_lemma: bool,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct LabelLists {
    pub(super) upos: Vec<String>,
    pub(super) feats: Vec<String>,
    pub(super) xpos: Vec<String>,
    pub(super) deprel: Vec<String>,
    pub(super) lemma: Vec<String>,
    pub(super) ner: Vec<String>,
}

/// Only the version, which decides whether the rest can be read.
#[derive(Deserialize)]
struct Version {
    format: u32,
}

impl Header {
    pub(super) fn read(metadata: &Metadata) -> Result<Header, ModelError> {
        let malformed = |error: serde_json::Error| ModelError::Description(error.to_string());
        let text = metadata.metadata().as_ref().and_then(|entries| entries.get("registan"));
        let text = text.ok_or_else(|| ModelError::Description("it is missing".to_owned()))?;
        let Version { format } = serde_json::from_str(text).map_err(malformed)?;
        if format != FORMAT {
            return Err(ModelError::Format(format));
        }
        serde_json::from_str(text).map_err(malformed)
    }

    pub(super) fn description(self) -> Description {
        let sources = self.data.get("sources").unwrap_or(&self.data);
        let sources = serde_json::from_value(sources.clone()).unwrap_or_default();
        let mut scores = Vec::new();
        for (name, value) in &self.scores {
            flatten(name, value, &mut scores);
        }
        Description { name: self.name, digest: self.digest, sources, scores }
    }
}

/// Numbers with the path that leads to them.
fn flatten(path: &str, value: &Value, scores: &mut Vec<(String, f64)>) {
    match value {
        Value::Number(number) => scores.extend(number.as_f64().map(|number| (path.to_owned(), number))),
        Value::Object(entries) => entries.iter().for_each(|(name, value)| flatten(&format!("{path} {name}"), value, scores)),
        _ => {}
    }
}
