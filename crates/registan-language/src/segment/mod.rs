//! Text to sentences and words, by rules and per-language tables.

mod segmentation;

pub use segmentation::{MultiwordRun, Segmentation, Word};
