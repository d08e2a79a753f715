//! Frames: kinds of doing and being, the words that evoke them, and how a predicate is matched against them.
//!
//! The lexicon is data (`knowledge/frames/`, described in the README there); this folder reads it and applies it.

mod admission;
mod cameo;
mod confidence;
mod example;
mod filler;
mod lexicon;
mod matching;
mod pattern;
mod source;

pub(crate) use admission::SITE;
pub use cameo::CameoTable;
pub(crate) use confidence::NOBODY_KNOWN;
pub use example::{Example, ExampleError, Expected};
pub use filler::FillerKind;
pub use lexicon::{Frame, FrameId, FrameSet, LexiconError, Unit, UnitForm, UnitId};
pub use matching::{Attempt, Candidate, Filled, Matcher, Misfit, Role};
pub use pattern::{Pattern, PatternError, SlotChoice};
