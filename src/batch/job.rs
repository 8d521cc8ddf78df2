//! A job of a batch, and its name.

use std::path::{Component, Path};

use crate::diagnostic::Place;
use crate::edition::REPORT_FILE;
use crate::job::Order;
use crate::message::Message;
use crate::say;

/// A batch may have so many jobs.
pub const MOST_JOBS: usize = 100_000;
/// The file that holds a job's page.
pub const PAGE_FILE: &str = "page.pdf";
/// The file that holds a small picture of it.
pub const PICTURE_FILE: &str = "page.jpg";
/// The file that says what came of a job.
pub const RESULT_FILE: &str = "result.json";
/// What nothing of a job may be called, beside the names of devices.
const OURS: [&str; 6] = [PAGE_FILE, PICTURE_FILE, RESULT_FILE, "jobs.jsonl", "report.html", "report.csv"];

/// One page to be made.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its name: the folder, below that of all results, where it is written.
    pub name: String,
    /// What is asked.
    pub order: Order,
    /// Where a manifest asks for it.
    pub place: Option<Place>,
}

/// The name of a report's job: the path of its folder, or the name of `home` where it lies there.
#[must_use]
pub fn stem(report: &Path, home: &Path) -> String {
    let folder = match report.file_name() {
        Some(name) if name == REPORT_FILE => report.parent().unwrap_or(Path::new("")).to_path_buf(),
        Some(_) if report.extension().is_some_and(|ending| ending == "json") => report.with_extension(""),
        _ => report.to_path_buf(),
    };
    let parts: Vec<String> = folder
        .components()
        .filter(|part| !matches!(part, Component::CurDir | Component::RootDir | Component::Prefix(_)))
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    if !parts.is_empty() {
        return parts.join("/");
    }
    let home = if home.as_os_str().is_empty() { Path::new(".") } else { home };
    let real = home.canonicalize().unwrap_or_default();
    real.file_name().map_or_else(|| "page".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// What is wrong with the name of a folder, on any system.
#[must_use]
pub fn wrong_name(name: &str) -> Option<Message> {
    let devices = ["con", "prn", "aux", "nul"];
    let odd = |part: &str| {
        part.is_empty()
            || part.len() > 200
            || part.starts_with('.')
            || part.ends_with(['.', ' '])
            || part.chars().any(|c| c.is_control() || r#"\:*?"<>|"#.contains(c))
            || OURS.contains(&&*part.to_lowercase())
            || devices.contains(&&*part.to_lowercase())
    };
    let odd = name.len() > 500 || name.split('/').any(odd);
    odd.then(|| say!("jobs.bad-name", name = name.chars().take(60).collect::<String>()))
}
