//! Asking: the record as of three clocks, by typed filters.

mod clocks;
mod filter;
mod snapshot;
mod statements;

pub use clocks::Clocks;
pub(crate) use clocks::{Limits, STATEMENT_EVER, STATEMENT_IN_FORCE};
pub(crate) use filter::Days;
pub use filter::{Filter, Readings};
pub use snapshot::{Overview, ReportInfo, Snapshot, StoredReading, StoredReport, Tombstone};
pub(crate) use statements::Wanted;
pub use statements::{StatementIter, StoredStatement};
