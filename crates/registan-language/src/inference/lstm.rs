//! Bidirectional LSTM layers over a batch of sentences.

use super::dense::{Dense, QuantisedRows};
use super::network::Batch;
use super::vector::{Instructions, LANES, Matrix, lstm_step};
use crate::model::{ModelError, Tensors};

/// Gates of an LSTM: input, forget, cell, output, in PyTorch's order.
const GATES: usize = 4;

/// One layer: forward and backward.
#[derive(Debug)]
pub(super) struct Layer {
    directions: [Direction; 2],
    hidden: usize,
}

/// The weights of one direction. Their rows are put in blocks of [`LANES`] units with the four gates of a block side
/// by side, as the step wants them.
#[derive(Debug)]
struct Direction {
    instructions: Instructions,
    input: Dense,
    hidden: Matrix,
    /// Scale of each row of `hidden` times that of the state, 1/127.
    scale: Vec<f32>,
}

/// Memory for the recurrence, kept from batch to batch.
#[derive(Debug, Default)]
pub(super) struct LstmWork {
    gates: Vec<f32>,
    input_sums: Vec<i32>,
    sums: Vec<i32>,
    cells: Vec<f32>,
    states: Vec<i8>,
}

impl Layer {
    /// Reads layer `number` with `hidden` units a direction.
    pub(super) fn read(
        tensors: &Tensors<'_>,
        instructions: Instructions,
        number: usize,
        inputs: usize,
        hidden: usize,
    ) -> Result<Layer, ModelError> {
        let direction = |name: &str| Direction::read(tensors, instructions, &format!("lstm.{number}.{name}"), inputs, hidden);
        Ok(Layer { directions: [direction("fwd")?, direction("bwd")?], hidden })
    }

    /// Length of an input row with its padding.
    pub(super) fn input_width(&self) -> usize {
        self.directions[0].input.input_width()
    }

    /// Runs over all sentences; `r` gets a row of twice the hidden size for each token.
    pub(super) fn run(&self, batch: &Batch, x: &QuantisedRows, r: &mut Vec<f32>, work: &mut LstmWork) {
        r.resize(x.scales.len() * 2 * self.hidden, 0.0);
        for (half, direction) in self.directions.iter().enumerate() {
            direction.input.apply(x, &mut work.gates, &mut work.input_sums);
            direction.recur(batch, half, self.hidden, r, work);
        }
    }
}

impl Direction {
    fn read(tensors: &Tensors<'_>, instructions: Instructions, name: &str, inputs: usize, hidden: usize) -> Result<Direction, ModelError> {
        let rows = GATES * hidden;
        let floats = |part: &str| tensors.floats(&format!("{name}.{part}"), &[rows]);
        let input = rearranged(&tensors.integers(&format!("{name}.input"), &[rows, inputs])?, hidden, inputs);
        let recurrent = rearranged(&tensors.integers(&format!("{name}.hidden"), &[rows, hidden])?, hidden, hidden);
        let input_scale = rearranged(&floats("input.scale")?, hidden, 1);
        let bias = rearranged(&floats("bias")?, hidden, 1);
        let scale = rearranged(&floats("hidden.scale")?, hidden, 1).into_iter().map(|scale| scale * (1.0 / 127.0));
        Ok(Direction {
            instructions,
            input: Dense::new(instructions, &input, inputs, input_scale, bias),
            hidden: Matrix::new(instructions, &recurrent, rows, hidden),
            scale: scale.collect(),
        })
    }

    /// Step by step through all sentences that are long enough, the longest first; the second half runs backward.
    fn recur(&self, batch: &Batch, half: usize, hidden: usize, r: &mut [f32], work: &mut LstmWork) {
        let LstmWork { gates, sums, cells, states, .. } = work;
        let (width, padded) = (GATES * hidden, self.hidden.input_width());
        cells.clear();
        cells.resize(batch.count() * hidden, 0.0);
        states.clear();
        states.resize(batch.count() * padded, 0);
        sums.resize(batch.count() * width, 0);
        for step in 0..batch.longest() {
            let running = batch.longer_than(step);
            self.hidden.multiply(states.get(..running * padded).unwrap_or_default(), sums);
            let rows = cells.chunks_exact_mut(hidden).zip(states.chunks_exact_mut(padded)).zip(sums.chunks_exact(width));
            for (number, ((cell, state), sums)) in rows.take(running).enumerate() {
                let Some(token) = batch.token(number, step, half == 1) else { continue };
                let gates = gates.get(token * width..(token + 1) * width).unwrap_or_default();
                let place = (2 * token + half) * hidden;
                let target = r.get_mut(place..place + hidden).unwrap_or_default();
                lstm_step(self.instructions, gates, sums, &self.scale, cell, target, state);
            }
        }
    }
}

/// Puts rows of four gates of all units into blocks of [`LANES`] units of four gates.
fn rearranged<T: Copy>(rows: &[T], hidden: usize, length: usize) -> Vec<T> {
    let mut found = Vec::with_capacity(rows.len());
    for block in (0..hidden).step_by(LANES) {
        for gate in 0..GATES {
            let start = (gate * hidden + block) * length;
            found.extend_from_slice(rows.get(start..start + LANES * length).unwrap_or_default());
        }
    }
    found
}
