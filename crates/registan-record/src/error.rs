//! What can go wrong with a record, each with what to do about it.

use std::path::{Path, PathBuf};

use registan_types::ReportId;

/// Why a record could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// There is no such file.
    #[error("there is no record at {}; read some reports first, or name another file with --record", .path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} is not a record of Registan; name another file with --record", .path.display())]
    NotARecord {
        /// The file.
        path: PathBuf,
    },
    /// A later program wrote it.
    #[error("{} was written by a newer Registan (format {found}; this program knows up to {known}); use that program, or upgrade", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The newest format that this program knows.
        known: u32,
    },
    /// Somebody else is writing.
    #[error("another process is writing to {}; wait until it is done, or stop it, and try again", .path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The views were made by another version, or are not finished, and only a writer may make them anew.
    #[error("the indexes of {} are of another version or unfinished; run any command that writes (such as `registan reread`) once to make them anew", .path.display())]
    StaleViews {
        /// The file.
        path: PathBuf,
    },
    /// No report has that identity.
    #[error("no report {0} is in the record")]
    UnknownReport(ReportId),
    /// The report was removed lawfully.
    #[error("the report {0} was removed from the record")]
    Erased(ReportId),
    /// No judgement has that number.
    #[error("no judgement {0} is in the record, or it was withdrawn already")]
    UnknownJudgement(i64),
    /// A query that somebody wrote is wrong.
    #[error("the query cannot be run: {0}")]
    Query(String),
    /// A query took longer than its limit.
    #[error("the query was stopped after {0} ms; narrow it down, or raise the limit")]
    TooLong(u64),
    /// A stored body does not make sense.
    #[error("the record is damaged at {place} {key}: {source}; restore it from a copy, or read the reports into a new record")]
    Corrupt {
        /// What is damaged.
        place: &'static str,
        /// Its number.
        key: i64,
        /// How.
        source: Corruption,
    },
    /// The file's own structure is damaged.
    #[error("the record {} is damaged: {source}; restore it from a copy, or read the reports into a new record", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite found.
        source: rusqlite::Error,
    },
    /// The file could not be read or written.
    #[error("the record {} cannot be read or written: {source}", .path.display())]
    Storage {
        /// The file.
        path: PathBuf,
        /// What SQLite or the system said.
        source: rusqlite::Error,
    },
}

/// How a stored body is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Corruption {
    /// It ends too early.
    #[error("it ends too early")]
    Truncated,
    /// A field holds no value of its kind.
    #[error("a {0} makes no sense")]
    Value(&'static str),
    /// It was written in a form that is unknown here.
    #[error("form {0} is unknown")]
    Form(u8),
    /// Something that it refers to is not there.
    #[error("{0} is missing")]
    Missing(&'static str),
}

impl Corruption {
    /// The error of a damaged body.
    pub(crate) fn at(self, place: &'static str, key: i64) -> RecordError {
        RecordError::Corrupt { place, key, source: self }
    }
}

impl RecordError {
    /// Sorts an error of SQLite: a lock, damage, or trouble with the file.
    pub(crate) fn of(path: &Path, source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Locked { path },
            Some(Code::NotADatabase) => Self::NotARecord { path },
            Some(Code::DatabaseCorrupt) => Self::Damaged { path, source },
            _ => Self::Storage { path, source },
        }
    }

    /// Whether another process is writing: trying again later may help.
    pub fn is_locked(&self) -> bool {
        matches!(self, Self::Locked { .. })
    }

    /// Whether the file is damaged.
    pub fn is_corrupt(&self) -> bool {
        matches!(self, Self::Corrupt { .. } | Self::Damaged { .. })
    }
}
