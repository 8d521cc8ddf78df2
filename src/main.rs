//! The command line program: it parses, calls the library, writes and prints.

mod cli;
mod desk;

use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    report_full_files();
    let words: Vec<OsString> = std::env::args_os().collect();
    ExitCode::from(cli::run(&words))
}

/// Where files may not grow beyond a limit the system ends a program that tries; with a handler, writing fails instead, which
/// is told as any other failure.
fn report_full_files() {
    #[cfg(unix)]
    {
        let seen = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        // Without it the system does what it did before.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen);
    }
}
