//! The label sets of a model, parsed.

use std::str::FromStr;
use std::sync::Arc;

use super::header::LabelLists;
use super::{LemmaScript, ModelError};
use crate::analysis::NameKind;
use crate::tags::{Deprel, Feats, Relation, Upos};

/// Label sets, in the order of the network's outputs.
#[derive(Debug)]
pub(crate) struct Labels {
    pub(crate) upos: Vec<Upos>,
    pub(crate) feats: Vec<Feats>,
    pub(crate) xpos: Vec<Arc<str>>,
    pub(crate) deprel: Vec<Deprel>,
    /// Position of `root` in `deprel`.
    pub(crate) root: usize,
    pub(crate) lemma: Vec<LemmaScript>,
    pub(crate) names: Vec<NameLabel>,
}

/// A label of the IOB2 scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameLabel {
    Outside,
    Begin(NameKind),
    Inside(NameKind),
}

impl Labels {
    pub(super) fn new(lists: &LabelLists) -> Result<Labels, ModelError> {
        let deprel: Vec<Deprel> = parse(&lists.deprel)?;
        let root = deprel.iter().position(|one| *one == Relation::Root).ok_or_else(|| ModelError::Label("root".to_owned()))?;
        let names: Vec<NameLabel> = parse(&lists.ner)?;
        let tags: Vec<Upos> = parse(&lists.upos)?;
        if deprel.len() < 2 || tags.is_empty() || lists.feats.is_empty() || lists.lemma.is_empty() || !names.contains(&NameLabel::Outside) {
            return Err(ModelError::Label("none".to_owned()));
        }
        Ok(Labels {
            upos: tags,
            feats: parse(&lists.feats)?,
            xpos: lists.xpos.iter().map(|label| label.as_str().into()).collect(),
            root,
            deprel,
            lemma: parse(&lists.lemma)?,
            names,
        })
    }
}

fn parse<T: FromStr>(labels: &[String]) -> Result<Vec<T>, ModelError> {
    labels.iter().map(|label| label.parse().map_err(|_| ModelError::Label(label.clone()))).collect()
}

/// The text is no IOB2 label.
pub(crate) struct NoNameLabel;

impl FromStr for NameLabel {
    type Err = NoNameLabel;

    fn from_str(label: &str) -> Result<NameLabel, NoNameLabel> {
        let kind = |kind: &str| kind.parse().map_err(|_| NoNameLabel);
        match label.split_once('-') {
            None if label == "O" => Ok(NameLabel::Outside),
            Some(("B", name)) => kind(name).map(NameLabel::Begin),
            Some(("I", name)) => kind(name).map(NameLabel::Inside),
            _ => Err(NoNameLabel),
        }
    }
}

impl NameLabel {
    /// Whether this label may stand behind `before`; nothing stands before a sentence's first.
    pub(crate) fn may_follow(self, before: Option<NameLabel>) -> bool {
        match (self, before) {
            (NameLabel::Inside(kind), Some(NameLabel::Begin(open) | NameLabel::Inside(open))) => kind == open,
            (NameLabel::Inside(_), _) => false,
            _ => true,
        }
    }
}
