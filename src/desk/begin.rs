//! Where the desk begins: the reports of a folder, a new county, a text of Word.

use std::path::{Path, PathBuf};

use banmian::diagnostic::Diagnostic;
use banmian::edition::{Template, template};
use banmian::message::Lang;
use banmian::say;
use serde_json::Value;

use super::names;
use crate::cli::{import as text, new, output};

/// Folders are looked into so deep, and so many reports are listed.
const DEPTH: usize = 3;
const MOST: usize = 2000;

/// A report that can be opened.
pub struct Found {
    pub report: PathBuf,
    pub county: String,
    pub year: Option<u64>,
}

/// The reports of a folder, by their places.
pub fn reports(folder: &Path) -> Vec<Found> {
    let mut files = Vec::new();
    collect(folder, DEPTH, &mut files);
    files.sort();
    files.into_iter().map(found).collect()
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let report = folder.join("report.json");
    if report.is_file() {
        files.push(report);
    }
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let below = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    for entry in below.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')) {
        if depth > 0 && files.len() < MOST {
            collect(&entry.path(), depth - 1, files);
        }
    }
}

fn found(report: PathBuf) -> Found {
    let small = std::fs::metadata(&report).is_ok_and(|data| data.len() <= banmian::report::MAX_FILE_BYTES);
    let text = small.then(|| std::fs::read_to_string(&report).ok()).flatten().unwrap_or_default();
    let value: Value = serde_json::from_str(&text).unwrap_or_default();
    let county = value["county"].as_str().unwrap_or_default().to_owned();
    Found { county, year: value["year"].as_u64(), report }
}

/// A county's name as a folder that is not there yet.
fn free_folder(folder: &Path, county: &str) -> PathBuf {
    let name = names::tidy(county, 40, "county");
    folder.join(names::free(&name, "", |name| !folder.join(name).exists()))
}

/// Begins a county in a folder of its own.
///
/// # Errors
/// When its name or year is none, or it cannot be written.
pub fn begin(folder: &Path, county: &str, year: u32) -> Result<PathBuf, Vec<Diagnostic>> {
    let wrong = || vec![Diagnostic::error(say!("desk.county"))];
    let county = new::name(county).map_err(|_| wrong())?;
    if !(1900..=2200).contains(&year) {
        return Err(wrong());
    }
    let template = Template::open(template::DEFAULT)?;
    let files = new::files(&county, year, &template, template::DEFAULT)?;
    let home = free_folder(folder, &county);
    output::write_folder(&home, &files)?;
    Ok(home.join(year.to_string()).join("report.json"))
}

/// Makes a report of a text in a folder of its own.
///
/// # Errors
/// What is wrong with the text.
pub fn import(
    folder: &Path,
    name: &str,
    bytes: &[u8],
    (county, year): (Option<&str>, Option<u32>),
    lang: Lang,
) -> Result<PathBuf, Vec<Diagnostic>> {
    let wrong = || vec![Diagnostic::error(say!("desk.county"))];
    let county = county.map(new::name).transpose().map_err(|_| wrong())?;
    let beside = tempfile::tempdir().map_err(|_| wrong())?;
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let last = if last.is_empty() || last.starts_with('.') { "text.docx" } else { last };
    let file = beside.path().join(last);
    std::fs::write(&file, bytes).map_err(|_| wrong())?;
    let stem = Path::new(last).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let home = free_folder(folder, county.as_deref().unwrap_or(&stem));
    let home = year.map_or_else(|| home.clone(), |year| home.join(year.to_string()));
    text::into_folder(&file, &home, (county, year), lang)
}
