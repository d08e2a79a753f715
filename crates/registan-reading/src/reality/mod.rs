//! Whether it is so: polarity, reality and certainty of what a predicate tells.
//!
//! The triggers with their effects and scopes are data (`knowledge/reality/<language>.toml`); this folder climbs from
//! a predicate through what governs it and lets each trigger on the way have its say.

mod condition;
mod governor;
mod judge;
mod negation;
mod triggers;
mod verdict;

pub use judge::Judge;
pub use triggers::{Effect, Triggers, TriggersError};
pub use verdict::Verdict;
