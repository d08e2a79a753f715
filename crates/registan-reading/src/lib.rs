//! Analysis + knowledge + frames → statements.
//!
//! Reading is a pure function of the report, the models, the knowledge and the frames: no clock, no
//! network, no randomness. It cannot fail: it returns statements, and says what it left unread. The folders stand
//! in the order of the way: who is meant, when, how much, what the clause says, whether it is so, on whose word.

pub mod knowledge;
pub mod mention;

pub mod coreference;

pub mod quantity;
pub mod time;

pub mod clause;
pub mod frame;
pub mod reality;
pub mod voice;

pub mod confidence;

mod document;
mod reader;

pub use document::Document;
pub use reader::{
    Chosen, EXAMPLES_PUBLISHED, Explanation, Failure, LanguageSources, Outcome, Reader, ReaderError, Reading, Unread, UnreadReason,
    example_report,
};
