//! Limits on what a template's code may take. The work runs on the process's pool of threads; who waits for it looks at the
//! clock and at the memory, and gives up with a finding. Typst itself ends single loops and deep recursion.
//!
//! A thread cannot be stopped from outside: work that was given up goes on until it ends by itself or the process does. It
//! keeps its thread, and the next job gets a new pool.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use memory_stats::memory_stats;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::diagnostic::Diagnostic;
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

static POOL: Mutex<Option<Arc<ThreadPool>>> = Mutex::new(None);

/// The process's threads, each with room for what the compiler nests: as many as there are processors, or as
/// `RAYON_NUM_THREADS` says. Where the system has no room for so many, fewer: what comes out does not depend on it.
///
/// # Errors
/// When the system has no room for a single one.
fn pool() -> Result<Arc<ThreadPool>, Diagnostic> {
    let mut pool = POOL.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(pool) = &*pool {
        return Ok(Arc::clone(pool));
    }
    let build = |threads| ThreadPoolBuilder::new().stack_size(STACK_BYTES).num_threads(threads).build();
    // 0 is as many as there are processors.
    let built = [0, 2, 1].into_iter().find_map(|threads| build(threads).ok());
    let Some(built) = built else {
        return Err(Diagnostic::error(say!("limit.threads")).hint(say!("hint.more-room")));
    };
    Ok(Arc::clone(pool.insert(Arc::new(built))))
}

/// Does some work on the pool within limits. What of it runs in parallel runs there, too.
///
/// # Errors
/// When it takes too long or too much memory, when the program fails in it, when there is no thread to do it.
pub fn within<T: Send + 'static>(
    limits: Limits,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Diagnostic> {
    let pool = pool()?;
    let (done, finished) = mpsc::channel();
    pool.spawn(move || {
        let result = std::panic::catch_unwind(AssertUnwindSafe(work));
        // Nobody listens any more when the work was given up.
        let _ = done.send(result);
    });
    let end = limits.seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds.into()));
    loop {
        match finished.recv_timeout(LOOK) {
            Ok(Ok(value)) => return Ok(value),
            Ok(Err(_)) | Err(mpsc::RecvTimeoutError::Disconnected) => {
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
        *POOL.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = None;
        return Err(Diagnostic::error(finding).hint(say!("hint.endless")));
    }
}
