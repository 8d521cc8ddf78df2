//! Limits on what a template's code may take: it runs on a thread of its own, and a watch ends the program when it takes
//! too long or too much memory. Typst itself ends single loops and deep recursion.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use memory_stats::memory_stats;

use super::FINDINGS;
use crate::diagnostic::Diagnostic;
use crate::say;
use crate::typeset::STACK_BYTES;

/// A page may take this long to be made up and typeset (s); a usual one takes a tenth of a second.
pub const MOST_SECONDS: u16 = 60;
/// The program may take this much memory while a page is typeset; a usual page takes a tenth of it.
pub const MOST_MEMORY: usize = 2 * 1024 * 1024 * 1024;
/// How often the watch looks.
const LOOK: Duration = Duration::from_millis(20);

/// Does the work within the limits. Beyond them the finding is told and the program ends: a thread cannot be stopped.
pub fn guarded<T: Send>(
    seconds: u16,
    tell: impl Fn(Diagnostic),
    work: impl FnOnce() -> T + Send,
) -> Result<T, Diagnostic> {
    let end = Instant::now() + Duration::from_secs(seconds.into());
    let (done, finished) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let worker = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, move || {
            // Dropped when the work is done, also by a panic.
            let _done = done;
            work()
        });
        let worker = match worker {
            Ok(worker) => worker,
            Err(error) => return Err(Diagnostic::error(say!("template.no-thread", problem = &error))),
        };
        while finished.recv_timeout(LOOK) == Err(mpsc::RecvTimeoutError::Timeout) {
            let much = memory_stats().is_some_and(|memory| memory.physical_mem > MOST_MEMORY);
            let finding = if much {
                say!("template.memory")
            } else if Instant::now() > end {
                say!("template.time", seconds = say!("count.seconds", count = seconds))
            } else {
                continue;
            };
            tell(Diagnostic::error(finding).hint(say!("hint.endless")));
            std::process::exit(FINDINGS.into());
        }
        match worker.join() {
            Ok(value) => Ok(value),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}
