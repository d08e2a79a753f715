//! Text to sentences and words, by rules and per-language tables.
//!
//! Words follow the Universal Dependencies treebanks of the language: Dutch keeps `foto's` and
//! `G20-top` whole, English cuts `n't`, `'s` and the hyphens of compounds. Every word keeps the
//! bytes that it stands on.

mod address;
mod block;
mod piece;
mod quotes;
mod rules;
mod segmentation;
mod segmenter;
mod sentence;
mod split;
mod word;

pub use block::blocks;
pub use segmentation::{MultiwordRun, Segmentation, Word};
pub use segmenter::Segmenter;
