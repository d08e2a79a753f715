//! Measures of statements against gold statements, and of events against gold events.
//!
//! A gold line names a report, the stretch of text that says it, the PLOVER types, relations or frames that are right for it, who acts on
//! whom, polarity, reality and the voices below the author. For every gold line the best of the statements whose trigger lies in
//! that stretch is taken, each statement for one line only.

mod events;
mod gold;
mod names;
mod period;
mod said;
mod tally;

pub use events::{Clustering, GoldError, GoldMention, Placed, Share, clustering};
pub use gold::GoldStatement;
pub use names::NameTable;
pub use said::SaidStatement;
pub use tally::{Tally, tally};
