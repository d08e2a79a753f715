//! Frames: kinds of doing and being, the words that evoke them, and how a predicate is matched against them.
//!
//! The lexicon is data (`knowledge/frames/`, described in the README there); this folder reads it and applies it.

mod admission;
mod cameo;
mod candidate;
mod example;
mod filler;
mod filling;
mod fit;
mod lexicon;
mod matching;
mod pattern;
mod picture;
mod source;

pub(crate) use admission::SITE;
pub use cameo::CameoTable;
pub use candidate::{Attempt, Candidate, Filled, Misfit, Role};
pub use example::{Example, ExampleError, Expected};
pub use filler::FillerKind;
pub use lexicon::{Frame, FrameId, FrameSet, LexiconError, Need, Unit, UnitForm, UnitId};
pub use matching::Matcher;
pub use pattern::{Pattern, PatternError, SlotChoice};
