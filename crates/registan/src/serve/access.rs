//! Reading the record: a few places, each with a snapshot that is kept as long as the record stays as it is.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use registan_record::{Clocks, RecordError, Schema, Snapshot, Version, Watch};
use tokio::sync::Semaphore;

use super::problem::Problem;
use crate::engine;

/// How long a request waits for a place.
const PATIENCE: Duration = Duration::from_secs(20);
/// How many snapshots are kept at most.
const KEPT: usize = 8;
/// A snapshot that nobody asked for so long is let go, so that what is removed from the record leaves the file.
const IDLE: Duration = Duration::from_secs(5);

/// The way to the record.
#[derive(Debug)]
pub(super) struct Access {
    path: PathBuf,
    schema: Arc<Schema>,
    watch: Mutex<Watch>,
    idle: Mutex<Vec<Kept>>,
    places: Arc<Semaphore>,
}

#[derive(Debug)]
struct Kept {
    version: Version,
    clocks: Clocks,
    snapshot: Snapshot,
    since: Instant,
}

impl Access {
    /// Opens a record.
    pub(super) fn open(path: &Path) -> Result<Self, RecordError> {
        // More than there are cores: some wait for what another gathers.
        let places = 4 * std::thread::available_parallelism().map_or(2, usize::from);
        Snapshot::open(path, Clocks::default())?;
        Ok(Self {
            path: path.to_owned(),
            schema: engine::schema(),
            watch: Mutex::new(Watch::open(path)?),
            idle: Mutex::default(),
            places: Arc::new(Semaphore::new(places)),
        })
    }

    /// The record's version of this moment. Takes some microseconds.
    pub(super) fn version(&self) -> Result<Version, RecordError> {
        self.watch.lock().unwrap_or_else(PoisonError::into_inner).version()
    }

    /// A snapshot of this moment: a kept one where the record is as it was.
    pub(super) fn snapshot(&self, clocks: Clocks) -> Result<Snapshot, RecordError> {
        let version = self.version()?;
        let kept = {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            idle.retain(|kept| kept.version == version);
            idle.iter().position(|kept| kept.clocks == clocks).map(|place| idle.swap_remove(place).snapshot)
        };
        match kept {
            Some(snapshot) => Ok(snapshot),
            None => Ok(Snapshot::open(&self.path, clocks)?.with_schema(Arc::clone(&self.schema))),
        }
    }

    /// Takes a snapshot back for the next who asks.
    fn keep(&self, snapshot: Snapshot) {
        let Ok(version) = snapshot.version() else { return };
        let kept = Kept { version, clocks: snapshot.clocks(), snapshot, since: Instant::now() };
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push(kept);
        if idle.len() > KEPT {
            idle.remove(0);
        }
    }

    /// Lets go of snapshots that nobody asked for some time.
    pub(super) fn sweep(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).retain(|kept| kept.since.elapsed() < IDLE);
    }

    /// Runs `work`, which may take its time, in one of the places.
    pub(super) async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Result<T, Problem> {
        let waiting = tokio::time::timeout(PATIENCE, Arc::clone(&self.places).acquire_owned());
        let Ok(Ok(place)) = waiting.await else {
            return Err(Problem::busy("too much is being asked at the same time; try again"));
        };
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(place);
            done
        });
        done.await.unwrap_or_else(|_| Err(Problem::internal("the request failed; the server's terminal says more")))
    }

    /// Does `work` with a snapshot.
    pub(super) fn with<T>(&self, clocks: Clocks, work: impl FnOnce(&Snapshot) -> Result<T, Problem>) -> Result<T, Problem> {
        let snapshot = self.snapshot(clocks)?;
        let done = work(&snapshot);
        self.keep(snapshot);
        done
    }
}
