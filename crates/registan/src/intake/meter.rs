//! Counts what is taken in, and lets it be stopped.

use std::{
    io::{self, Read},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

/// Counts the bytes of files as they are read. Clones count together.
#[derive(Debug, Clone, Default)]
pub struct Meter {
    bytes: Arc<AtomicU64>,
    stopped: Arc<AtomicBool>,
}

impl Meter {
    /// A meter that counts into `bytes`.
    pub fn new(bytes: Arc<AtomicU64>) -> Self {
        Self { bytes, stopped: Arc::default() }
    }

    /// Makes every further read fail, so that the intake comes to its end.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// A stream whose bytes are counted.
    pub(crate) fn of<R: Read>(&self, stream: R) -> Metered<R> {
        Metered { stream, meter: self.clone() }
    }
}

/// A stream whose bytes are counted.
#[derive(Debug)]
pub(crate) struct Metered<R> {
    stream: R,
    meter: Meter,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.meter.stopped.load(Ordering::Relaxed) {
            return Err(io::Error::from(io::ErrorKind::ConnectionAborted));
        }
        let read = self.stream.read(buffer)?;
        self.meter.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
