//! The input vectors of tokens, quantised, and a cache of them by form.

use std::collections::HashMap;

use super::dense::QuantisedRows;
use super::network::Network;
use super::vector::quantise;
use crate::features::{Position, ngram_buckets, normalise, shape};
use crate::model::{ModelError, Parts, Table, Tensors};

/// The tables that make up an input vector.
#[derive(Debug)]
pub(super) struct Embeddings {
    word: Table,
    ngram: Table,
    shape: Table,
    position: Table,
}

impl Embeddings {
    pub(super) fn read(tensors: &Tensors<'_>, words: usize, buckets: usize) -> Result<Embeddings, ModelError> {
        Ok(Embeddings {
            word: tensors.table("word", Some(words))?,
            ngram: tensors.table("ngram", Some(buckets))?,
            shape: tensors.table("shape", Some(crate::features::SHAPES))?,
            position: tensors.table("position", Some(Position::COUNT))?,
        })
    }

    /// Length of an input vector.
    pub(super) fn width(&self) -> usize {
        self.word.width() + self.ngram.width() + self.shape.width() + self.position.width()
    }

    /// The parts of the vector that depend on the form alone.
    fn form(&self, parts: &Parts, form: &str, buckets: &mut Vec<usize>, vector: &mut Vec<f32>) {
        let file = &parts.bytes;
        let normalised = normalise(form);
        let word = parts.words.get(&normalised).unwrap_or(0);
        push_row(&self.word, self.word.row(file, word), vector);
        ngram_buckets(&normalised, self.ngram.rows(), buckets);
        let mut sums = vec![0_i32; self.ngram.width()];
        for bucket in buckets.iter() {
            for (sum, byte) in sums.iter_mut().zip(self.ngram.row(file, *bucket)) {
                *sum += i32::from(byte.cast_signed());
            }
        }
        let count = buckets.len().max(1) as f32;
        vector.extend(sums.iter().map(|sum| *sum as f32 / count * self.ngram.scale));
        push_row(&self.shape, self.shape.row(file, shape(form)), vector);
    }
}

fn push_row(table: &Table, row: &[u8], vector: &mut Vec<f32>) {
    vector.extend(row.iter().map(|byte| f32::from(byte.cast_signed()) * table.scale));
}

/// Quantised input vectors of the forms met so far, one for each position they were met in.
#[derive(Debug, Default)]
pub(crate) struct FormCache {
    known: [HashMap<Box<str>, u32>; Position::COUNT],
    rows: QuantisedRows,
    buckets: Vec<usize>,
    vector: Vec<f32>,
    quantised: Vec<i8>,
}

/// So many vectors are kept; when they are full the cache starts anew.
const CACHED: usize = 1 << 15;

/// Longer forms are not kept.
const LONGEST_CACHED: usize = 64;

impl FormCache {
    /// Appends the quantised vector of the token to `rows`.
    pub(super) fn push(&mut self, network: &Network, parts: &Parts, form: &str, position: Position, rows: &mut QuantisedRows) {
        let width = network.input_width();
        let known = self.known.get(position as usize).and_then(|known| known.get(form));
        if let Some(number) = known.map(|number| *number as usize) {
            let row = self.rows.values.get(number * width..(number + 1) * width).unwrap_or_default();
            return rows.push(row, self.rows.scales.get(number).copied().unwrap_or(0.0));
        }
        let scale = self.compute(network, parts, form, position);
        rows.push(&self.quantised, scale);
        if form.len() <= LONGEST_CACHED {
            self.keep(form, position, width, scale);
        }
    }

    fn compute(&mut self, network: &Network, parts: &Parts, form: &str, position: Position) -> f32 {
        let embeddings = &network.embeddings;
        self.vector.clear();
        embeddings.form(parts, form, &mut self.buckets, &mut self.vector);
        push_row(&embeddings.position, embeddings.position.row(&parts.bytes, position as usize), &mut self.vector);
        self.quantised.resize(self.vector.len(), 0);
        quantise(network.instructions, &self.vector, &mut self.quantised)
    }

    fn keep(&mut self, form: &str, position: Position, width: usize, scale: f32) {
        if self.rows.scales.len() >= CACHED || self.rows.scales.is_empty() {
            self.known.iter_mut().for_each(HashMap::clear);
            self.rows.reset(width);
        }
        let number = u32::try_from(self.rows.scales.len()).unwrap_or(0);
        self.rows.push(&self.quantised, scale);
        if let Some(known) = self.known.get_mut(position as usize) {
            known.insert(form.into(), number);
        }
    }
}
