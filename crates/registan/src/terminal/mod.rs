//! What people see on a terminal: colours where they are wanted, lines no wider than the window, progress while they wait.

mod progress;
mod style;
mod wrap;

pub use progress::Progress;
pub use style::Style;
pub use wrap::{Marked, width_of, wrapped};
