//! How sure a statement is: what speaks for and against it, weighed as people judged statements like it.
//!
//! The weights are learnt (`training/confidence.py`) from statements that were judged one by one; they are one more model file (`models/confidence.toml`).

mod features;
mod surroundings;
mod weights;

pub use features::{Feature, Features};
pub(crate) use features::{Observed, observe};
pub use weights::{Weights, WeightsError};
