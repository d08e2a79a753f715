//! Asking: the record as of three clocks, by typed filters.

mod changes;
mod clocks;
mod filter;
mod judgements;
mod list;
mod passages;
mod postings;
mod reports;
mod series;
mod snapshot;
mod sql;
mod statements;
mod watch;

pub use changes::{Change, ChangeKind, EventChange, EventChangeKind};
pub use clocks::Clocks;
pub(crate) use clocks::{Limits, STATEMENT_EVER, STATEMENT_IN_FORCE};
pub(crate) use filter::Days;
pub use filter::{Filter, Readings};
pub use judgements::StoredJudgement;
pub use list::StatementList;
pub use passages::Passage;
pub(crate) use postings::{EVER, Stretch, damaged};
pub use reports::{ReportHead, ReportList, ReportPage};
pub use series::{PairPoint, PressPoint, Step};
pub use snapshot::{Overview, ReportInfo, Snapshot, StoredReading, StoredReport, Tombstone};
pub use sql::{Cell, SqlLimits, Table};
pub use statements::{StatementIter, StoredStatement};
pub(crate) use statements::{Wanted, blob, pair_of};
pub use watch::{Version, Watch};
