//! What takes long and is needed by many requests: made once for a version of the record, while the others wait for it.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError},
    time::{Duration, Instant},
};

use super::problem::Problem;

/// How long a request waits for what another is making.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often it looks.
const LOOK: Duration = Duration::from_millis(5);

type Slot<V> = Arc<Mutex<Option<Arc<V>>>>;

/// A few values by their keys; the longest unused leaves.
#[derive(Debug)]
pub(super) struct Memo<K, V> {
    kept: Mutex<Vec<(K, Slot<V>)>>,
    room: usize,
}

impl<K: PartialEq, V> Memo<K, V> {
    /// Room for so many.
    pub(super) fn new(room: usize) -> Self {
        Self { kept: Mutex::default(), room }
    }

    /// The value of a key, made if it is not there. Who asks meanwhile for the same waits, but not for ever.
    pub(super) fn get(&self, key: K, make: impl FnOnce() -> Result<V, Problem>) -> Result<Arc<V>, Problem> {
        let slot = self.slot(key);
        let mut value = locked(&slot)?;
        if let Some(value) = &*value {
            return Ok(Arc::clone(value));
        }
        let made = Arc::new(make()?);
        *value = Some(Arc::clone(&made));
        Ok(made)
    }

    /// The value of a key, if it was made.
    pub(super) fn peek(&self, key: &K) -> Option<Arc<V>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = kept.iter().find(|(of, _)| of == key).map(|(_, slot)| Arc::clone(slot))?;
        drop(kept);
        slot.try_lock().ok()?.clone()
    }

    fn slot(&self, key: K) -> Slot<V> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = match kept.iter().position(|(of, _)| *of == key) {
            Some(place) => kept.remove(place),
            None => (key, Slot::default()),
        };
        let slot = Arc::clone(&entry.1);
        kept.push(entry);
        if kept.len() > self.room {
            kept.remove(0);
        }
        slot
    }
}

fn locked<V>(slot: &Mutex<V>) -> Result<MutexGuard<'_, V>, Problem> {
    let begun = Instant::now();
    loop {
        match slot.try_lock() {
            Ok(value) => return Ok(value),
            Err(TryLockError::Poisoned(value)) => return Ok(value.into_inner()),
            Err(TryLockError::WouldBlock) if begun.elapsed() > PATIENCE => {
                return Err(Problem::busy("the record is being gathered for the first time since it changed; try again in a while"));
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOOK),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_made_once_and_the_longest_unused_leaves() {
        let memo = Memo::new(2);
        let get = |key: u8| *memo.get(key, || Ok(key)).unwrap();
        let again = |key: u8| *memo.get(key, || Ok(100)).unwrap();
        assert_eq!((get(1), get(2), again(1), get(3), again(1), again(2)), (1, 2, 1, 3, 1, 100));
        assert!(memo.get(9, || Err(Problem::bad("no"))).is_err() && *memo.get(9, || Ok(9)).unwrap() == 9);
    }
}
