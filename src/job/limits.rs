//! Limits on what a template's code may take. The work runs on the process's pool of threads; who waits for it looks at the
//! clock and at the memory, and gives up with a finding. Typst itself ends single loops and deep recursion.
//!
//! A thread cannot be stopped from outside: work that was given up goes on until it ends by itself or the process does. It
//! keeps its thread, and the next job gets a new pool.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use memory_stats::memory_stats;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::diagnostic::Diagnostic;
use crate::guard::guarded;
use crate::say;
use crate::typeset::STACK_BYTES;

/// A page may take this long to be made up and typeset (s); a usual one takes a tenth of a second.
pub const MOST_SECONDS: u16 = 60;
/// The process may take this much memory while a page is made up; a usual page takes a tenth of it.
pub const MOST_MEMORY: usize = 2 * 1024 * 1024 * 1024;
/// How often it is looked.
const LOOK: Duration = Duration::from_millis(20);

/// How long something may take, and how much memory the process may have meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Seconds; as long as it takes when there is none.
    pub seconds: Option<u16>,
    /// Bytes; as much as there is when there is none.
    pub memory: Option<usize>,
}

impl Limits {
    /// No limits.
    pub const NONE: Self = Self { seconds: None, memory: None };
}

impl Default for Limits {
    fn default() -> Self {
        Self { seconds: Some(MOST_SECONDS), memory: Some(MOST_MEMORY) }
    }
}

/// Threads to do work on, each with room for what the compiler nests. They are made when they are first needed, and others
/// when some work that was given up keeps them.
#[derive(Debug)]
pub struct Threads {
    /// How many; 0 is as many as there are processors, or as `RAYON_NUM_THREADS` says.
    count: usize,
    pool: Mutex<Option<Arc<ThreadPool>>>,
    given_up: AtomicUsize,
}

/// The process's threads. Where the system has no room for so many, fewer: what comes out does not depend on it.
pub(super) static THREADS: Threads = Threads::new(0);

/// Does some work on the process's threads within limits.
///
/// # Errors
/// As [`Threads::within`].
pub fn within<T: Send + 'static>(
    limits: Limits,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Diagnostic> {
    THREADS.within(limits, work)
}

impl Threads {
    /// So many threads, not made yet.
    #[must_use]
    pub const fn new(count: usize) -> Self {
        Self { count, pool: Mutex::new(None), given_up: AtomicUsize::new(0) }
    }

    /// How many works were given up, and may go on for ever.
    #[must_use]
    pub fn given_up(&self) -> usize {
        self.given_up.load(Ordering::Relaxed)
    }

    fn pool(&self) -> Result<Arc<ThreadPool>, Diagnostic> {
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pool) = &*pool {
            return Ok(Arc::clone(pool));
        }
        let build = |threads| ThreadPoolBuilder::new().stack_size(STACK_BYTES).num_threads(threads).build();
        let found = [self.count, 2, 1].into_iter().find_map(|threads| build(threads).ok());
        let Some(found) = found else {
            return Err(Diagnostic::error(say!("limit.threads")).hint(say!("hint.more-room")));
        };
        Ok(Arc::clone(pool.insert(Arc::new(found))))
    }

    /// Does some work within limits. What of it runs in parallel runs on these threads, too.
    ///
    /// # Errors
    /// When it takes too long or too much memory, when the program fails in it, when there is no thread to do it.
    pub fn within<T: Send + 'static>(
        &self,
        limits: Limits,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Diagnostic> {
        let pool = self.pool()?;
        let (done, finished) = mpsc::channel();
        pool.spawn(move || {
            // Nobody listens any more when the work was given up.
            let _ = done.send(guarded(work));
        });
        let end = limits.seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds.into()));
        loop {
            match finished.recv_timeout(LOOK) {
                Ok(Some(value)) => return Ok(value),
                Ok(None) | Err(mpsc::RecvTimeoutError::Disconnected) => {
                    return Err(Diagnostic::error(say!("fault")).hint(say!("hint.fault")));
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {}
            }
            let full = |most| memory_stats().is_some_and(|memory| memory.physical_mem > most);
            let finding = if limits.memory.is_some_and(full) {
                say!("template.memory")
            } else if end.is_some_and(|end| Instant::now() > end) {
                let seconds = limits.seconds.unwrap_or(MOST_SECONDS);
                say!("template.time", seconds = say!("count.seconds", count = seconds))
            } else {
                continue;
            };
            // The work keeps the threads that it is on; others are made for the next.
            *self.pool.lock().unwrap_or_else(PoisonError::into_inner) = None;
            self.given_up.fetch_add(1, Ordering::Relaxed);
            return Err(Diagnostic::error(finding).hint(say!("hint.endless")));
        }
    }
}
