//! Lists: what takes a whole record to find, found once and kept in a file beside it.
//!
//! Every event told apart, every state and conflict in its order, who takes part how often. Asking for a page of a list then
//! reads that page, however large the record. The lists follow from the record, the schema and the clocks alone: they
//! hold nothing of their own, can be thrown away at any time, and are made anew when they are of another moment than is asked for.
//!
//! What a state or conflict looks like in a list is the asker's business ([`ListForms`]); events are put together from their statements.

mod make;
mod order;
mod read;
mod standing;
mod tables;
mod told;

pub use standing::Standing;
pub use told::{PartnerCount, Says, ToldOf};

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use registan_types::{Grounded, PloverType};
use rusqlite::Connection;

use self::order::Order;
use crate::{Conflict, State};

/// How states and conflicts are written into lists.
pub struct ListForms<'w> {
    /// The version of the forms: lists with other forms are made anew.
    pub version: &'w str,
    /// A state.
    pub state: &'w dyn Fn(&State) -> Listed,
    /// A conflict.
    pub conflict: &'w dyn Fn(&Conflict) -> Listed,
}

/// A state or conflict in writing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listed {
    /// As a page of a list shows it.
    pub brief: Vec<u8>,
    /// As it is shown by itself; `None` where that is the same.
    pub whole: Option<Vec<u8>>,
}

impl fmt::Debug for ListForms<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListForms").field("version", &self.version).finish_non_exhaustive()
    }
}

/// The lists of one record at one moment, as of some clocks.
#[derive(Debug)]
pub struct Lists {
    db: Mutex<Connection>,
    /// Where they are kept; `None` in a file without a name, which goes with them.
    path: Option<PathBuf>,
    counts: ListCounts,
    order: Order,
}

/// How much there is in lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ListCounts {
    /// Statements in force.
    pub statements: u64,
    /// Events.
    pub events: u64,
    /// States.
    pub states: u64,
    /// Contradictions.
    pub contradictions: u64,
    /// Conflicts, those that something reconciles too.
    pub conflicts: u64,
}

/// An event in lists, with its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventPlace {
    /// The number of the founding statement.
    founder: i64,
    /// Its PLOVER type.
    pub kind: Option<PloverType>,
}

/// How many events of one type have so standing a statement, and none that is nearer to being counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventTally {
    /// The PLOVER type.
    pub kind: Option<PloverType>,
    /// How far the nearest of its statements is from being counted.
    pub standing: Standing,
    /// How many events.
    pub events: u64,
}

/// Somebody who takes part, with how often.
#[derive(Debug, Clone, PartialEq)]
pub struct PartyCount {
    /// Who, as the first statement has it.
    pub party: Grounded,
    /// In how many statements.
    pub statements: u64,
    /// In how many events.
    pub events: u64,
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListPart {
    /// How many come before it.
    pub offset: usize,
    /// At most so many.
    pub limit: usize,
}

impl Lists {
    /// Where the lists of a record are kept.
    pub fn beside(record: &Path) -> PathBuf {
        let mut name = record.as_os_str().to_owned();
        name.push("-lists");
        PathBuf::from(name)
    }

    /// Overwrites the lists of a record and takes them away. Whether none are left.
    pub(crate) fn forget(record: &Path) -> bool {
        let overwrite = |path: &Path| -> io::Result<()> {
            let mut file = OpenOptions::new().write(true).open(path)?;
            io::copy(&mut io::repeat(0).take(file.metadata()?.len()), &mut file)?;
            file.sync_all()?;
            fs::remove_file(path)
        };
        let home = Self::beside(record);
        let draft = Self::draft_of(&home);
        [home, draft].iter().all(|path| !path.exists() || overwrite(path).is_ok())
    }

    /// Where lists stand while they are made.
    fn draft_of(home: &Path) -> PathBuf {
        let mut name = home.as_os_str().to_owned();
        name.push("-draft");
        PathBuf::from(name)
    }

    /// How much there is.
    pub fn counts(&self) -> ListCounts {
        self.counts
    }

    /// Where they are kept, unless they go with this process.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
}
