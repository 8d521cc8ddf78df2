//! The desk, 编排台: the page in the browser of the same computer while the report is written. It uses the library's front door
//! only; what it shows are the frames that are printed.

mod actions;
mod begin;
mod beside;
mod history;
mod merge;
mod names;
mod ops;
mod outside;
mod server;
mod session;
mod view;
mod web;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use banmian::diagnostic::Diagnostic;
use banmian::message::{Lang, io_error};
use banmian::say;
use tokio::net::TcpListener;

pub use outside::Stamps;
use server::Desk;

/// What the desk is asked for.
pub struct Wanted {
    /// A folder of counties, a county's, a report's, or a report.
    pub folder: PathBuf,
    /// The port; one that is free where it is 0.
    pub port: u16,
    /// Whether the browser is opened.
    pub browser: bool,
}

/// Serves the desk until the program is ended.
///
/// # Errors
/// When the folder cannot be opened, or the system gives no port.
pub fn serve(wanted: &Wanted, lang: Lang, tell: impl Fn(&str)) -> Result<(), Vec<Diagnostic>> {
    let refused = |error: std::io::Error| {
        vec![Diagnostic::error(say!(
            "desk.no-port",
            port = wanted.port.to_string(),
            problem = io_error(&error)
        ))]
    };
    let (folder, report) = places(&wanted.folder)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(refused)?;
    runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", wanted.port)).await.map_err(refused)?;
        let port = listener.local_addr().map_err(refused)?.port();
        let token = token().map_err(refused)?;
        let desk = Desk::new(&folder, report.as_deref(), port, lang)?;
        let address = format!("http://127.0.0.1:{port}/{token}/");
        tell(&(say!("desk.open", address = address.as_str()).text(lang) + "\n"));
        if wanted.browser {
            // Who has no browser has the address.
            let _ = open::that_detached(&address);
        }
        server::serve(Arc::new(desk), listener, &token).await.map_err(refused)
    })
}

/// The folder that nothing is written outside of, and the report that is opened at once: the one that is named, or the only one.
fn places(given: &Path) -> Result<(PathBuf, Option<PathBuf>), Vec<Diagnostic>> {
    let missing = |error: std::io::Error| {
        vec![Diagnostic::error(say!("unreadable", problem = &error)).in_file(given.display().to_string())]
    };
    let whole = given.canonicalize().map_err(missing)?;
    if whole.is_file() {
        let folder = whole.parent().unwrap_or(&whole).to_path_buf();
        return Ok((folder, Some(whole)));
    }
    let mut found = begin::reports(&whole).into_iter();
    let first = found.next().map(|found| found.report);
    Ok((whole, first.filter(|_| found.next().is_none())))
}

/// Something that nobody can guess.
fn token() -> std::io::Result<String> {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}
