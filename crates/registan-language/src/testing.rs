//! A tiny model with random weights, for tests and examples that need no sense in their results.

use std::collections::HashMap;

use registan_types::Language;
use safetensors::tensor::TensorView;
use safetensors::{Dtype, serialize};
use serde_json::json;

/// Units of an LSTM direction.
const HIDDEN: usize = 16;
const WORDS: [&str; 5] = ["", "de", "het", "the", "."];
const BUCKETS: usize = 64;
const LABELS: [(&str, &[&str]); 6] = [
    ("upos", &["NOUN", "VERB", "PUNCT", "ADP"]),
    ("feats", &["_", "Number=Plur", "Tense=Past|VerbForm=Fin"]),
    ("xpos", &[]),
    ("deprel", &["root", "nsubj", "obl:agent", "punct"]),
    ("lemma", &["l;-0+;-0+", "l;-0+;-2+", "=zijn", "l;-0+;-1+en;@0-2+"]),
    ("ner", &["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]),
];

/// The bytes of a model file of `language` with weights drawn from `seed`.
pub fn random_model(language: Language, seed: u64) -> Vec<u8> {
    let mut tensors = Builder { random: seed, tensors: Vec::new() };
    tensors.embeddings();
    for layer in 0..2 {
        let inputs = if layer == 0 { 8 + 8 + 4 + 4 } else { 2 * HIDDEN };
        for direction in ["fwd", "bwd"] {
            let name = format!("lstm.{layer}.{direction}");
            tensors.integers(&format!("{name}.input"), &[4 * HIDDEN, inputs], 0.01);
            tensors.integers(&format!("{name}.hidden"), &[4 * HIDDEN, HIDDEN], 0.01);
            tensors.floats(&format!("{name}.bias"), &[4 * HIDDEN], 0.5);
        }
    }
    tensors.heads();
    let digest = blake3::hash(data_section(&tensors.container(None)));
    let labels: HashMap<&str, &[&str]> = LABELS.into_iter().collect();
    let description = json!({
        "format": 1, "language": language.code(), "name": format!("{}-random-{seed}", language.code()),
        "digest": digest.to_hex().as_str(),
        "config": {"layers": 2, "hidden": HIDDEN, "input": 24, "ngram_buckets": BUCKETS},
        "labels": labels, "words": WORDS, "lexicon": "de\tADP\thet",
        "data": {"sources": [{"name": "random numbers", "licence": "none"}]}, "scores": {},
    });
    let metadata = HashMap::from([("registan".to_owned(), description.to_string())]);
    tensors.container(Some(metadata))
}

/// What follows the header of a container, whose length stands in its first eight bytes.
fn data_section(container: &[u8]) -> &[u8] {
    let length = container.first_chunk().map_or(0, |length| u64::from_le_bytes(*length) as usize);
    container.get(8 + length..).unwrap_or_default()
}

/// A tensor to be written.
struct Tensor {
    name: String,
    dtype: Dtype,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

struct Builder {
    random: u64,
    tensors: Vec<Tensor>,
}

impl Builder {
    fn container(&self, metadata: Option<HashMap<String, String>>) -> Vec<u8> {
        let views = self.tensors.iter().filter_map(|tensor| {
            let view = TensorView::new(tensor.dtype, tensor.shape.clone(), &tensor.bytes).ok()?;
            Some((tensor.name.clone(), view))
        });
        serialize(views, metadata).unwrap_or_default()
    }

    fn embeddings(&mut self) {
        let rows = [("word", WORDS.len(), 8), ("ngram", BUCKETS, 8), ("shape", crate::features::SHAPES, 4), ("position", 3, 4)];
        for (name, rows, width) in rows {
            let bytes = (0..rows * width).map(|_| self.byte()).collect();
            self.push(format!("{name}.embedding"), Dtype::I8, &[rows, width], bytes);
            self.push(format!("{name}.scale"), Dtype::F32, &[1], 0.02_f32.to_le_bytes().to_vec());
        }
    }

    fn heads(&mut self) {
        let hidden =
            [("tag.hidden", 12), ("name.hidden", 8), ("arc.head", 10), ("arc.dependent", 10), ("rel.head", 6), ("rel.dependent", 6)];
        for (name, outputs) in hidden {
            self.dense(name, outputs, 2 * HIDDEN);
        }
        let count = |wanted: &str| LABELS.iter().find(|(name, _)| *name == wanted).map_or(0, |(_, labels)| labels.len());
        for name in ["upos", "feats", "lemma"] {
            self.dense(name, count(name), 12);
        }
        self.dense("ner", count("ner"), 8);
        self.floats("ner.transition", &[count("ner"), count("ner")], 0.5);
        self.floats("arc.bilinear", &[10, 10], 1.0);
        self.floats("arc.headbias", &[10], 1.0);
        self.floats("arc.root", &[10], 1.0);
        self.floats("rel.bilinear", &[count("deprel"), 6, 6], 1.0);
        self.floats("rel.linear", &[count("deprel"), 12], 1.0);
        self.floats("rel.bias", &[count("deprel")], 1.0);
        self.floats("rel.root", &[6], 1.0);
    }

    fn dense(&mut self, name: &str, outputs: usize, inputs: usize) {
        self.integers(&format!("{name}.weight"), &[outputs, inputs], 0.02);
        self.floats(&format!("{name}.bias"), &[outputs], 0.2);
    }

    /// A matrix of integers, and a scale for each row.
    fn integers(&mut self, name: &str, shape: &[usize; 2], scale: f32) {
        let bytes = (0..shape[0] * shape[1]).map(|_| self.byte()).collect();
        self.push(name.to_owned(), Dtype::I8, shape, bytes);
        let scales = (0..shape[0]).flat_map(|_| scale.to_le_bytes()).collect();
        self.push(format!("{name}.scale"), Dtype::F32, &shape[..1], scales);
    }

    fn floats(&mut self, name: &str, shape: &[usize], reach: f32) {
        let count: usize = shape.iter().product();
        let bytes = (0..count).flat_map(|_| (f32::from(self.byte().cast_signed()) / 127.0 * reach).to_le_bytes()).collect();
        self.push(name.to_owned(), Dtype::F32, shape, bytes);
    }

    fn push(&mut self, name: String, dtype: Dtype, shape: &[usize], bytes: Vec<u8>) {
        self.tensors.push(Tensor { name, dtype, shape: shape.to_vec(), bytes });
    }

    /// The next byte of a SplitMix64 generator, within ±127.
    fn byte(&mut self) -> u8 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.random ^ (self.random >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let byte = ((mixed ^ (mixed >> 31)) % 255) as i16 - 127;
        (byte as i8).cast_unsigned()
    }
}
