//! A batch is done by one process; another, which does nothing else, begins it anew when a job brings it down: by more memory
//! than there is, by a stack that overflows, by work that does not end. What was settled stays settled.

use std::ffi::OsString;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::journal::{Journal, Past};
use crate::cli::output::tell;
use crate::cli::{FINDINGS, GOOD, UNWRITTEN, WRONG_USE};
use banmian::message::Lang;
use banmian::say;

/// Where the process that does the work finds its journal.
const VARIABLE: &str = "BANMIAN_JOURNAL";
/// The process ends so that the rest is done by another: some work was given up and keeps its thread.
pub const ANEW: u8 = 75;
/// The process ends because it has more memory than it may.
pub const OVER: u8 = 76;

/// The journal of the process that does the work; none in one that is not watched.
pub fn journal() -> Option<PathBuf> {
    std::env::var_os(VARIABLE).map(PathBuf::from)
}

/// Ends this process when the one that watches it has ended.
pub fn end_together() {
    std::thread::spawn(|| {
        // Nothing is ever written there: it ends when its other end is closed.
        let _ = std::io::stdin().read(&mut [0]);
        std::process::exit(UNWRITTEN.into());
    });
}

/// Has the work done by another process, and gives its exit code; none where there can be no other.
pub fn watch(words: &[OsString], lang: Lang) -> Option<u8> {
    let program = std::env::current_exe().ok()?;
    let file = tempfile::Builder::new().prefix("banmian-batch-").tempfile().ok()?;
    let journal = Journal::open(file.path()).ok()?;
    stop_when_asked(lang);
    loop {
        let mut command = Command::new(&program);
        command.args(words.iter().skip(1)).env(VARIABLE, file.path()).stdin(Stdio::piped());
        let mut process = command.spawn().ok()?;
        // It is closed when this process ends, in whatever way.
        let _open = process.stdin.take();
        let code = process.wait().ok()?.code().and_then(|code| u8::try_from(code).ok());
        match code {
            Some(code @ (GOOD | FINDINGS | WRONG_USE | UNWRITTEN)) => return Some(code),
            Some(ANEW) => {}
            _ => {
                let begun = Past::read(file.path()).begun;
                if begun.is_empty() {
                    return Some(UNWRITTEN);
                }
                for number in begun {
                    journal.ended(number);
                }
            }
        }
    }
}

/// A process that is the first of a container is ended by nobody who asks politely, unless it listens. What is done stays done,
/// and that is said.
fn stop_when_asked(lang: Lang) {
    #[cfg(unix)]
    {
        use signal_hook::consts::{SIGINT, SIGTERM};
        // Without it the system does what it did before.
        let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGTERM, SIGINT]) else { return };
        std::thread::spawn(move || {
            if signals.forever().next().is_some() {
                tell(&format!("\n{}\n", say!("batch.interrupted").text(lang)));
                std::process::exit(UNWRITTEN.into());
            }
        });
    }
}
