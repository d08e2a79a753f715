//! Telling cheaply whether a record has changed since something was computed from it.

use std::path::Path;

use registan_types::RecordedAt;

use super::Snapshot;
use crate::RecordError;
use crate::log::moment_of;
use crate::storage::{Faulty, Storage};

/// How far a record has come. Two equal versions of one record answer every question alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Version {
    /// The number of the last entry of its log.
    pub entry: i64,
    /// When that came in; `None` of an empty record.
    pub at: Option<RecordedAt>,
}

/// A record that is looked at from time to time. It holds no state of it fast, as a [`Snapshot`] does, and so is in nobody's way.
#[derive(Debug)]
pub struct Watch {
    storage: Storage,
}

impl Watch {
    /// Watches the record at `path`.
    ///
    /// # Errors
    /// When there is no record, or it is of a newer format.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, RecordError> {
        Ok(Self { storage: Storage::open_reader(path.as_ref())? })
    }

    /// The version of this moment.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn version(&self) -> Result<Version, RecordError> {
        version(&self.storage).map_err(|fault| fault.at(&self.storage.path))
    }
}

impl Snapshot {
    /// The version that this snapshot shows, whatever its clocks.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn version(&self) -> Result<Version, RecordError> {
        self.read(|| version(&self.storage))
    }
}

fn version(storage: &Storage) -> Faulty<Version> {
    let mut query = storage.db.prepare_cached("SELECT seq, at FROM log_entry ORDER BY seq DESC LIMIT 1")?;
    let mut rows = query.query([])?;
    Ok(match rows.next()? {
        Some(row) => Version { entry: row.get(0)?, at: Some(moment_of(row.get(1)?)) },
        None => Version { entry: 0, at: None },
    })
}
