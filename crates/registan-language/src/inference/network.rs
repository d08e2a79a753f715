//! The whole network: its weights, and a batch on its way through them.

use super::dense::{Dense, QuantisedRows};
use super::embedding::{Embeddings, FormCache};
use super::heads::{Arcs, Relations};
use super::lstm::{Layer, LstmWork};
use super::vector::{Instructions, LANES, greatest, leaky};
use crate::features::Position;
use crate::model::{Config, Labels, ModelError, Parts, Tensors};

/// All weights.
#[derive(Debug)]
pub(crate) struct Network {
    pub(super) instructions: Instructions,
    pub(super) embeddings: Embeddings,
    layers: Vec<Layer>,
    /// The hidden layers of all heads, which share their input.
    hidden: Dense,
    /// Where each head's hidden layer stands in the outputs of `hidden`.
    parts: HiddenParts,
    tags: Dense,
    tag_parts: Vec<std::ops::Range<usize>>,
    names: Dense,
    /// Transition scores of name labels, rows from, columns to.
    transitions: Vec<f32>,
    pub(super) arcs: Arcs,
    pub(super) relations: Relations,
}

#[derive(Debug)]
struct HiddenParts {
    tag: std::ops::Range<usize>,
    name: std::ops::Range<usize>,
    pub(super) arc_head: std::ops::Range<usize>,
    arc_dependent: std::ops::Range<usize>,
    relation_head: std::ops::Range<usize>,
    relation_dependent: std::ops::Range<usize>,
}

/// Sentences on their way through the network, the longest first.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// First token of each sentence, and the number of all tokens at the end.
    starts: Vec<usize>,
}

/// What the network says of the tokens of a batch, and the memory it works in.
#[derive(Debug, Default)]
pub(crate) struct Work {
    pub(crate) batch: Batch,
    input: QuantisedRows,
    encoded: Vec<f32>,
    pub(super) hidden: Vec<f32>,
    hidden_width: usize,
    scores: Vec<f32>,
    sums: Vec<i32>,
    lstm: LstmWork,
    /// The best label of each tag layer, a row a token: part of speech, features, lemma script, the language's tag.
    tags: Vec<[u32; 4]>,
    /// Scores of the name labels, a row of `name_width` a token.
    names: Vec<f32>,
    name_width: usize,
}

const HIDDEN_LAYERS: [&str; 6] = ["tag.hidden", "name.hidden", "arc.head", "arc.dependent", "rel.head", "rel.dependent"];

impl Network {
    /// Takes the weights from an open file and checks that their sizes agree.
    pub(crate) fn read(
        tensors: &Tensors<'_>,
        config: &Config,
        labels: &Labels,
        words: usize,
        instructions: Instructions,
    ) -> Result<Network, ModelError> {
        let embeddings = Embeddings::read(tensors, words, config.ngram_buckets)?;
        let wrong = |name: &str| ModelError::Tensor(name.to_owned());
        if embeddings.width() != config.input || words == 0 || config.ngram_buckets == 0 {
            return Err(wrong("embedding"));
        }
        if config.hidden == 0 || !config.hidden.is_multiple_of(LANES) || config.layers == 0 {
            return Err(wrong("lstm"));
        }
        let mut layers = Vec::new();
        for number in 0..config.layers {
            let inputs = if number == 0 { config.input } else { 2 * config.hidden };
            layers.push(Layer::read(tensors, instructions, number, inputs, config.hidden)?);
        }
        let (hidden, parts) = Dense::read(tensors, instructions, &HIDDEN_LAYERS, 2 * config.hidden)?;
        let Ok([tag, name, arc_head, arc_dependent, relation_head, relation_dependent]) = <[_; 6]>::try_from(parts) else {
            return Err(wrong("hidden"));
        };
        let parts = HiddenParts { tag, name, arc_head, arc_dependent, relation_head, relation_dependent };
        let tag_names = ["upos", "feats", "lemma", "xpos"];
        let tag_names = if labels.xpos.is_empty() || !tensors.has("xpos.weight") { &tag_names[..3] } else { &tag_names };
        let (tags, tag_parts) = Dense::read(tensors, instructions, tag_names, parts.tag.len())?;
        let sizes = [labels.upos.len(), labels.feats.len(), labels.lemma.len(), labels.xpos.len()];
        if tag_parts.iter().zip(sizes).any(|(part, size)| part.len() != size) {
            return Err(wrong("tag layers"));
        }
        let (names, name_parts) = Dense::read(tensors, instructions, &["ner"], parts.name.len())?;
        let count = labels.names.len();
        if name_parts.first().map(ExactSizeIterator::len) != Some(count) {
            return Err(wrong("ner"));
        }
        let transitions = tensors.floats("ner.transition", &[count, count])?;
        let arcs = Arcs::read(tensors, parts.arc_head.len(), parts.arc_dependent.len())?;
        let relation_sizes = [parts.relation_head.len(), parts.relation_dependent.len()];
        let relations = Relations::read(tensors, labels, relation_sizes, instructions)?;
        Ok(Network { instructions, embeddings, layers, hidden, parts, tags, tag_parts, names, transitions, arcs, relations })
    }

    /// Length of a row of quantised input with its padding.
    pub(super) fn input_width(&self) -> usize {
        self.layers.first().map_or(0, Layer::input_width)
    }

    /// Transition scores of name labels, rows from, columns to.
    pub(crate) fn transitions(&self) -> &[f32] {
        &self.transitions
    }

    /// Runs the network over sentences, the longest first, each given by its forms.
    pub(crate) fn run<'f, S>(&self, parts: &Parts, sentences: impl Iterator<Item = S>, cache: &mut FormCache, work: &mut Work)
    where
        S: Iterator<Item = &'f str> + Clone,
    {
        self.embed(parts, sentences, cache, work);
        for layer in &self.layers {
            layer.run(&work.batch, &work.input, &mut work.encoded, &mut work.lstm);
            let length = work.encoded.len() / work.batch.tokens().max(1);
            work.input.quantise(self.instructions, &work.encoded, length, length);
        }
        self.hidden.apply(&work.input, &mut work.hidden, &mut work.sums);
        leaky(self.instructions, &mut work.hidden);
        work.hidden_width = self.hidden.output_width();
        self.score_tags(work);
        self.score_names(work);
    }

    fn embed<'f, S>(&self, parts: &Parts, sentences: impl Iterator<Item = S>, cache: &mut FormCache, work: &mut Work)
    where
        S: Iterator<Item = &'f str> + Clone,
    {
        work.input.reset(self.input_width());
        work.batch.starts.clear();
        work.batch.starts.push(0);
        for forms in sentences {
            for (form, position) in forms.clone().zip(Position::of_sentence(forms)) {
                cache.push(self, parts, form, position, &mut work.input);
            }
            work.batch.starts.push(work.input.scales.len());
        }
    }

    fn score_tags(&self, work: &mut Work) {
        work.gather(&self.parts.tag, self.tags.input_width(), self.instructions);
        self.tags.apply(&work.input, &mut work.scores, &mut work.sums);
        work.tags.clear();
        for scores in work.scores.chunks_exact(self.tags.output_width()) {
            let mut best = [0; 4];
            for (label, part) in best.iter_mut().zip(&self.tag_parts) {
                let found = greatest(self.instructions, scores.get(part.clone()).unwrap_or_default());
                *label = found.map_or(0, |(label, _)| label as u32);
            }
            work.tags.push(best);
        }
    }

    fn score_names(&self, work: &mut Work) {
        work.gather(&self.parts.name, self.names.input_width(), self.instructions);
        self.names.apply(&work.input, &mut work.names, &mut work.sums);
        work.name_width = self.names.output_width();
    }

    pub(super) fn arc_head<'w>(&self, work: &'w Work, token: usize) -> &'w [f32] {
        work.hidden_part(token, &self.parts.arc_head)
    }

    pub(super) fn arc_dependent<'w>(&self, work: &'w Work, token: usize) -> &'w [f32] {
        work.hidden_part(token, &self.parts.arc_dependent)
    }

    pub(super) fn relation_head<'w>(&self, work: &'w Work, token: usize) -> &'w [f32] {
        work.hidden_part(token, &self.parts.relation_head)
    }

    pub(super) fn relation_dependent<'w>(&self, work: &'w Work, token: usize) -> &'w [f32] {
        work.hidden_part(token, &self.parts.relation_dependent)
    }
}

impl Work {
    /// The best label of each tag layer: part of speech, features, lemma script, the language's own tag.
    pub(crate) fn tags(&self, token: usize) -> [usize; 4] {
        self.tags.get(token).map_or([0; 4], |tags| tags.map(|tag| tag as usize))
    }

    /// The scores of `labels` name labels.
    pub(crate) fn names(&self, token: usize, labels: usize) -> &[f32] {
        let start = token * self.name_width;
        self.names.get(start..start + labels).unwrap_or_default()
    }

    fn hidden_part(&self, token: usize, part: &std::ops::Range<usize>) -> &[f32] {
        let row = self.hidden.get(token * self.hidden_width..(token + 1) * self.hidden_width).unwrap_or_default();
        row.get(part.clone()).unwrap_or_default()
    }

    /// Quantises one part of every token's hidden row into the input of the next layer.
    fn gather(&mut self, part: &std::ops::Range<usize>, width: usize, instructions: Instructions) {
        let mut input = std::mem::take(&mut self.input);
        input.reset(width);
        input.values.resize(self.batch.tokens() * width, 0);
        for (row, target) in self.hidden.chunks_exact(self.hidden_width).zip(input.values.chunks_exact_mut(width)) {
            let row = row.get(part.clone()).unwrap_or_default();
            input.scales.push(super::vector::quantise(instructions, row, target));
        }
        self.input = input;
    }
}

impl Batch {
    /// Number of sentences.
    pub(super) fn count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Number of tokens.
    pub(super) fn tokens(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    /// The tokens of a sentence.
    pub(crate) fn sentence(&self, number: usize) -> std::ops::Range<usize> {
        let bound = |number: usize| self.starts.get(number).copied().unwrap_or(0);
        bound(number)..bound(number + 1)
    }

    /// Tokens of the longest sentence, the first.
    pub(super) fn longest(&self) -> usize {
        self.sentence(0).len()
    }

    /// How many sentences have more than `length` tokens.
    pub(super) fn longer_than(&self, length: usize) -> usize {
        (0..self.count()).take_while(|number| self.sentence(*number).len() > length).count()
    }

    /// The token of sentence `number` at `step`, counted from its end if `backward`.
    pub(super) fn token(&self, number: usize, step: usize, backward: bool) -> Option<usize> {
        let mut run = self.sentence(number);
        if backward { run.nth_back(step) } else { run.nth(step) }
    }
}
