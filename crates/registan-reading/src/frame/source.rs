//! The TOML form of a frame file, as it is written; `lexicon` makes the checked form of it.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A frame file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrameSource {
    pub(super) frame: String,
    pub(super) gloss: BTreeMap<String, String>,
    pub(super) parent: Option<String>,
    pub(super) plover: Option<PloverSource>,
    pub(super) cameo: Option<String>,
    pub(super) relation: Option<String>,
    #[serde(default)]
    pub(super) reciprocal: bool,
    #[serde(default)]
    pub(super) effects: Vec<String>,
    #[serde(default)]
    pub(super) judges: bool,
    pub(super) reality: Option<String>,
    pub(super) death_of: Option<String>,
    #[serde(default)]
    pub(super) roles: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) nl: Vec<UnitSource>,
    #[serde(default)]
    pub(super) en: Vec<UnitSource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PloverSource {
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) mode: Option<String>,
    #[serde(default)]
    pub(super) contexts: Vec<String>,
}

/// One unit: words of one form that express the roles alike.
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct UnitSource {
    pub(super) verb: Vec<String>,
    pub(super) noun: Vec<String>,
    pub(super) adjective: Vec<String>,
    pub(super) light: Vec<String>,
    pub(super) noun_slot: Option<String>,

    pub(super) actor: Option<String>,
    pub(super) recipient: Option<String>,
    pub(super) topic: Option<String>,
    pub(super) goods: Option<String>,
    pub(super) office: Option<String>,
    pub(super) currency: Option<String>,
    pub(super) place: Option<String>,
    pub(super) body: Option<String>,
    pub(super) killed: Option<String>,
    pub(super) injured: Option<String>,
    pub(super) missing: Option<String>,
    pub(super) displaced: Option<String>,

    pub(super) voice: Option<String>,
    pub(super) needs: Option<String>,
    pub(super) reflexive: bool,
    pub(super) each_other: bool,
    pub(super) negated: bool,
    pub(super) reality: Option<String>,
    pub(super) cameo: Option<String>,
    pub(super) mode: Option<String>,
    pub(super) contexts: Vec<String>,
    pub(super) confidence: Option<f32>,

    pub(super) says: Vec<String>,
    pub(super) never: Vec<String>,
}
