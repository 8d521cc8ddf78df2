//! The command line program: it parses, calls the library, writes and prints.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    ExitCode::from(cli::run(&cli::Arguments::parse()))
}
