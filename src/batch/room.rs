//! Room in memory: work begins when what it may take is free, in the order in which it asks.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use memory_stats::memory_stats;

/// What the process itself takes, before it has any work: fonts, dictionaries, what the compiler keeps (bytes).
pub const OWN_BYTES: u64 = 256 * 1024 * 1024;
/// How often is looked whether the process gave some memory back.
const LOOK: Duration = Duration::from_millis(50);

/// A budget of memory.
#[derive(Debug)]
pub struct Room {
    /// What all work together may take (bytes).
    most: u64,
    /// What the process may have (bytes).
    process: u64,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    used: u64,
    /// Who asks gets a number; they are served in order.
    asked: u64,
    served: u64,
}

/// Some of the room, given back when it is dropped.
#[derive(Debug)]
pub struct Place<'a> {
    room: &'a Room,
    bytes: u64,
}

/// What the process has in memory (bytes); 0 where the system does not say.
#[must_use]
pub fn in_memory() -> u64 {
    memory_stats().map_or(0, |memory| memory.physical_mem as u64)
}

impl Room {
    /// The room that a process has which may take so much.
    #[must_use]
    pub fn new(process: u64) -> Self {
        let most = process.saturating_sub(OWN_BYTES).max(1);
        Self { most, process, state: Mutex::default(), changed: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is room for some work. Work that may take more than there is gets all of it, for itself.
    pub fn enter(&self, bytes: u64) -> Place<'_> {
        let bytes = bytes.min(self.most);
        let mut state = self.state();
        let number = state.asked;
        state.asked += 1;
        while state.served != number
            || state.used + bytes > self.most
            || state.used > 0 && in_memory() > self.process
        {
            state = self.changed.wait_timeout(state, LOOK).unwrap_or_else(PoisonError::into_inner).0;
        }
        state.served += 1;
        state.used += bytes;
        drop(state);
        self.changed.notify_all();
        Place { room: self, bytes }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.room.state().used -= self.bytes;
        self.room.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::{OWN_BYTES, Room};
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn no_more_is_taken_than_there_is_and_everybody_is_served() {
        // The process itself is not looked at: it may have more than so little.
        let room = Room { process: u64::MAX, ..Room::new(OWN_BYTES + 100) };
        let (now, most) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for worker in 0..8_u64 {
                let (room, now, most) = (&room, &now, &most);
                scope.spawn(move || {
                    for round in 0..20 {
                        // Some ask for more than there is.
                        let bytes = (worker * 37 + round * 11) % 130;
                        let place = room.enter(bytes);
                        most.fetch_max(
                            now.fetch_add(bytes.min(100), Ordering::SeqCst) + bytes.min(100),
                            Ordering::SeqCst,
                        );
                        std::thread::yield_now();
                        now.fetch_sub(bytes.min(100), Ordering::SeqCst);
                        drop(place);
                    }
                });
            }
        });
        assert!((1..=100).contains(&most.load(Ordering::SeqCst)), "{most:?}");
        assert_eq!(room.state().used, 0);
    }
}
