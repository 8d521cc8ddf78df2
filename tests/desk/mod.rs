//! The desk: what a browser sends and is answered. `browser/` has what a clerk does in a real one.

mod edits;
mod guard;
mod http;
mod places;
mod work;

use http::Desk;

use crate::support::Folder;

/// A desk with the sample.
fn sample() -> (Folder, Desk) {
    let folder = Folder::sample();
    let desk = Desk::start(folder.path());
    (folder, desk)
}

/// The report's text as it is on the disk.
fn text(folder: &Folder) -> String {
    std::fs::read_to_string(folder.path().join("report.json")).unwrap()
}
