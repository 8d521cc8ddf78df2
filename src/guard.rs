//! Guarding against other people's code that panics at a file it does not expect: decoders, parsers of fonts and profiles.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many guarded works are running.
static RUNNING: AtomicUsize = AtomicUsize::new(0);

/// How the names of the JPEG decoder's threads begin.
const DECODER: &str = "worker thread for component";

thread_local! {
    /// Whether this thread is at a guarded work.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Does a work, or gives nothing when it panics; the panic is not printed. What the work has changed when it panics must
/// not be used any more.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            // Typst shares its work with a pool's threads, and the decoder of JPEG with some of its own, to which the flag
            // does not come.
            let helps = rayon::current_thread_index().is_some()
                || std::thread::current().name().is_some_and(|name| name.starts_with(DECODER));
            let helper = helps && RUNNING.load(Ordering::SeqCst) > 0;
            if !GUARDED.get() && !helper {
                before(panic);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    RUNNING.fetch_add(1, Ordering::SeqCst);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    RUNNING.fetch_sub(1, Ordering::SeqCst);
    GUARDED.set(outer);
    result.ok()
}

#[cfg(test)]
mod tests {
    use super::guarded;
    use rayon::prelude::*;

    #[test]
    fn panics_become_nothing() {
        assert_eq!(guarded(|| 7), Some(7));
        let broken: Vec<u32> = Vec::new();
        assert_eq!(guarded(|| broken[broken.len()]), None);
        // One within another, and in the threads of a pool.
        assert_eq!(guarded(|| guarded(|| broken[0]).is_none()), Some(true));
        assert_eq!(guarded(|| (0..100).into_par_iter().map(|at| broken[at]).sum::<u32>()), None);
        let each: Vec<Option<u32>> = (0..100).into_par_iter().map(|at| guarded(|| [5, 6][at % 3])).collect();
        assert_eq!(each[..4], [Some(5), Some(6), None, Some(5)]);
    }
}
