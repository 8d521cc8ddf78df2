//! What a page is made from, found and read: the report, its photos, its county, its template.

use std::path::{Path, PathBuf};

use super::blocks;
use super::extra;
use super::{County, FolderFile, Shelf, Style, Template, resolve_from};
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::{self, Loaded, PhotoFile};
use crate::say;

/// A report's file.
pub const REPORT_FILE: &str = "report.json";

/// Where a page is made from.
#[derive(Debug, Clone)]
pub struct Input {
    /// `report.json`, the folder that holds one, or a county's folder with one year.
    pub report: PathBuf,
    /// An embedded template's name or a folder; the county's template when there is none.
    pub template: Option<String>,
    /// The county's folder; the nearest at or above the report's when there is none.
    pub county: Option<PathBuf>,
    /// Folders whose templates can be named as those of the program.
    pub roots: Vec<PathBuf>,
}

impl Input {
    /// A report in the style of its county.
    #[must_use]
    pub fn new(report: impl Into<PathBuf>) -> Self {
        Self { report: report.into(), template: None, county: None, roots: Vec::new() }
    }

    /// The report's file. Of a county's folder it is the report of its only year.
    ///
    /// # Errors
    /// When a folder has several years; they are named.
    pub fn report_file(&self) -> Result<PathBuf, Diagnostic> {
        let own = self.report.join(REPORT_FILE);
        if !self.report.is_dir() {
            return Ok(self.report.clone());
        }
        if own.exists() {
            return Ok(own);
        }
        let mut years = years(&self.report);
        match years.len() {
            0 => Ok(own),
            1 => Ok(years.remove(0).join(REPORT_FILE)),
            _ => {
                let names = years.iter().map(|year| year.display().to_string()).collect::<Vec<_>>();
                Err(Diagnostic::error(say!("several-years"))
                    .in_file(self.report.display().to_string())
                    .hint(say!("hint.name-a-year", names = names)))
            }
        }
    }

    /// County and template.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn style(&self) -> Result<Style, Vec<Diagnostic>> {
        self.style_from(&Shelf::default())
    }

    /// The same, with templates from a shelf.
    ///
    /// # Errors
    /// The same.
    pub fn style_from(&self, templates: &Shelf) -> Result<Style, Vec<Diagnostic>> {
        let file = self.report_file().map_err(|problem| vec![problem])?;
        let (county, template) = (self.county.as_deref(), self.template.as_deref());
        resolve_from(folder_of(&file), county, template, &self.roots, templates)
    }
}

/// The folders below a county's that hold a report, by name.
fn years(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.join(REPORT_FILE).is_file()).collect();
    found.sort();
    found
}

/// The folder of a report's file.
fn folder_of(file: &Path) -> &Path {
    file.parent().unwrap_or(Path::new("."))
}

/// Report, county and template, read and checked: all that can be known before the page is made.
#[derive(Clone)]
pub struct Edition {
    /// The report with its places.
    pub loaded: Loaded,
    /// The photos, in the report's order.
    pub photos: Vec<PhotoFile>,
    /// The template, with what the county replaces.
    pub template: Template,
    /// The county.
    pub county: County,
    /// The fonts that county and template bring.
    pub fonts: Vec<FolderFile>,
}

/// Reads everything a page needs.
///
/// # Errors
/// Every problem of report, photos, county and template together.
pub fn open(input: &Input) -> Result<Edition, Vec<Diagnostic>> {
    open_from(input, &Shelf::default())
}

/// The same, with templates from a shelf.
///
/// # Errors
/// The same.
pub fn open_from(input: &Input, shelf: &Shelf) -> Result<Edition, Vec<Diagnostic>> {
    open_with(input, shelf, None)
}

/// The same for a draft: a photo that cannot be used has a stand-in, and is an error among the findings of the reading.
///
/// # Errors
/// Every other problem.
pub fn open_for_draft(input: &Input, shelf: &Shelf) -> Result<Edition, Vec<Diagnostic>> {
    open_with(input, shelf, report::stand_in().as_ref())
}

fn open_with(input: &Input, shelf: &Shelf, stand_in: Option<&PhotoFile>) -> Result<Edition, Vec<Diagnostic>> {
    let path = input.report_file().map_err(|problem| vec![problem])?;
    let style = input.style_from(shelf);
    let loaded = report::read(&path, &path.display().to_string());
    let (mut loaded, style) = match (loaded, style) {
        (Ok(loaded), Ok(style)) => (loaded, style),
        (loaded, style) => {
            return Err(loaded.err().into_iter().chain(style.err()).flatten().collect());
        }
    };
    let (photos, mut problems) = report::load_photos(&loaded.report, &loaded.places, folder_of(&path));
    let Style { county, mut template, fonts } = style;
    county.complete(&mut loaded.report, &mut loaded.places);
    problems.extend(extra::check(&template.settings.extra, &loaded.report, &loaded.places));
    if stand_in.is_none() && problems.iter().any(|problem| problem.severity == Severity::Error) {
        // A photo that is missing does not hide what is wrong with the text.
        problems.extend(report::proofread(&loaded.report, &loaded.places, &county.checks, &county.names));
        return Err(problems);
    }
    loaded.warnings.extend(problems);
    let blocks = &mut template.settings.makeup.blocks;
    *blocks = blocks::of_report(blocks, &loaded.report);
    let photos = photos.into_iter().filter_map(|photo| photo.or_else(|| stand_in.cloned())).collect();
    Ok(Edition { loaded, photos, template, county, fonts })
}
