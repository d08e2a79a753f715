//! Where the record is kept: one SQLite file in write-ahead mode. The only place with input and output.

pub(crate) mod by_number;
pub(crate) mod bytes;
pub(crate) mod choices;
pub(crate) mod entry_form;
pub(crate) mod schema;
pub(crate) mod statement_form;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, TransactionBehavior, config::DbConfig};

use crate::{Corruption, RecordError};

/// How long to wait for another process before saying that it is in the way.
const PATIENCE: Duration = Duration::from_secs(10);

/// An error inside the crate: SQLite's, which learns the file's name at the border, or one that is complete.
#[derive(Debug)]
pub(crate) enum Fault {
    Sql(rusqlite::Error),
    Known(RecordError),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<RecordError> for Fault {
    fn from(error: RecordError) -> Self {
        Self::Known(error)
    }
}

impl Fault {
    pub(crate) fn at(self, path: &Path) -> RecordError {
        match self {
            Self::Sql(error) => RecordError::of(path, error),
            Self::Known(error) => error,
        }
    }

    /// A damaged body as a fault.
    pub(crate) fn corrupt(place: &'static str, key: i64) -> impl FnOnce(Corruption) -> Self {
        move |damage| Self::Known(damage.at(place, key))
    }
}

pub(crate) type Faulty<T> = Result<T, Fault>;

/// An open file.
#[derive(Debug)]
pub(crate) struct Storage {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
}

impl Storage {
    /// Opens a record for writing, making it when there is none.
    pub(crate) fn open_writer(path: &Path) -> Result<Self, RecordError> {
        let open = || -> Faulty<Connection> {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let mut db = Connection::open_with_flags(path, flags)?;
            db.busy_timeout(PATIENCE)?;
            keep_plans(&db)?;
            let fresh = check_format(&db, path)? == Format::Empty;
            // Kept small in memory: the operating system caches the file as well.
            db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -262144; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 16000;")?;
            db.set_prepared_statement_cache_capacity(128);
            if fresh {
                found(&mut db, path)?;
            }
            Ok(db)
        };
        open().map(|db| Self { db, path: path.to_owned() }).map_err(|fault| fault.at(path))
    }

    /// Opens a record for reading.
    pub(crate) fn open_reader(path: &Path) -> Result<Self, RecordError> {
        if !path.exists() {
            return Err(RecordError::Missing { path: path.to_owned() });
        }
        let open = || -> Faulty<Connection> {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let db = Connection::open_with_flags(path, flags)?;
            db.busy_timeout(PATIENCE)?;
            keep_plans(&db)?;
            if check_format(&db, path)? == Format::Empty {
                return Err(RecordError::NotARecord { path: path.to_owned() }.into());
            }
            db.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -32768; PRAGMA mmap_size = 1073741824;")?;
            db.set_prepared_statement_cache_capacity(128);
            Ok(db)
        };
        open().map(|db| Self { db, path: path.to_owned() }).map_err(|fault| fault.at(path))
    }
}

/// Without this SQLite plans a prepared query anew for other values, which costs more than most of ours take.
pub(crate) fn keep_plans(db: &Connection) -> Faulty<()> {
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

#[derive(Debug, PartialEq, Eq)]
enum Format {
    Empty,
    Ours,
}

/// Refuses files of others and of later programs.
fn check_format(db: &Connection, path: &Path) -> Faulty<Format> {
    let application: i32 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let format: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let path = || path.to_owned();
    match (application, format) {
        (0, 0) if tables == 0 => Ok(Format::Empty),
        (schema::APPLICATION, format) if format > i64::from(schema::FORMAT) || format < 1 => {
            let found = u32::try_from(format).unwrap_or(u32::MAX);
            Err(RecordError::Newer { path: path(), found, known: schema::FORMAT }.into())
        }
        (schema::APPLICATION, _) => Ok(Format::Ours),
        _ => Err(RecordError::NotARecord { path: path() }.into()),
    }
}

/// Makes the tables of a new record, in one transaction: a record is there whole or not at all.
fn found(db: &mut Connection, path: &Path) -> Faulty<()> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have founded it between the look and the lock.
    if check_format(&transaction, path)? == Format::Empty {
        transaction.execute_batch(schema::LOG)?;
        transaction.execute_batch(schema::VIEW_DEFINITIONS)?;
        transaction.execute("INSERT OR REPLACE INTO meta VALUES ('views', ?1)", [schema::VIEWS])?;
        transaction.pragma_update(None, "application_id", schema::APPLICATION)?;
        transaction.pragma_update(None, "user_version", schema::FORMAT)?;
    }
    transaction.commit()?;
    Ok(())
}
