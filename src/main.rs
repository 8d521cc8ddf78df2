//! The command line program. All of it is in the library.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    ExitCode::from(banmian::cli::run(&banmian::cli::Arguments::parse()))
}
