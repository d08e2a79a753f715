//! What the user asks for: raw, as it was typed, and resolved, as the commands take it. Two sets of types, so that no command can
//! meet an option that was not checked.

pub mod raw;
mod resolved;

pub use resolved::{
    ChangesOptions, DemoOptions, EraseOptions, ExportFormat, ExportOptions, FrameQuestion, ImportOptions, ListenOptions, ParseOptions,
    QueryOptions, ReadOptions, RereadOptions, ScoreOptions, SeriesOptions, ServeOptions, StatementsOptions, TableFormat, UsageError,
    ViewOptions, WhyOptions,
};
