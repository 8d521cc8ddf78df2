//! Counties: a folder with `county.toml`, the house style of one county, and files that replace the template's.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::file_name::FileNames;
use super::folder::{self, FONTS, FolderFile};
use super::located;
use super::press_choice::{Black, PdfX, Preflight, PressName};
use super::theme::Declaration;
use crate::diagnostic::{Diagnostic, Place};
use crate::report::{Language, Levels, Names, Places, Report, Staff, codes, none_of};
use crate::say;

/// The file that makes a folder a county's.
pub const COUNTY_FILE: &str = "county.toml";

/// `county.toml`: the house style of a county. Everything may be left out.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct County {
    /// The template: the name of one in the program, or a folder inside the county's.
    #[serde(default)]
    #[schemars(length(min = 1, max = 200))]
    pub template: Option<String>,
    /// How Chinese is written, where the report says nothing.
    #[serde(default)]
    pub language: Option<Language>,
    /// Values of the template's theme; `banmian templates --explain` lists them.
    #[serde(default)]
    pub theme: Map<String, Value>,
    /// Values of the county's own, for the parts that it replaces, declared as a template declares those of its theme; `theme` may
    /// give them too.
    #[serde(default)]
    pub declares: BTreeMap<String, Declaration>,
    /// Families of the fonts' roles, in place of the template's.
    #[serde(default)]
    pub fonts: FontChoices,
    /// What the folio line says where the report says nothing.
    #[serde(default)]
    pub folio: FolioDefaults,
    /// The press, unless the command line names another.
    #[serde(default)]
    pub press: PressDefaults,
    /// How the files of its pages are called.
    #[serde(default)]
    pub files: FileNames,
    /// What is said of words.
    #[serde(default)]
    pub words: Words,
    /// How much each check of the text matters, by its name.
    #[serde(default)]
    pub checks: Levels,
    /// Names and wording of the county's own, against which its texts are checked.
    #[serde(default)]
    pub names: Names,
    /// The county's folder; none when there is no `county.toml`.
    #[serde(skip)]
    pub folder: Option<PathBuf>,
    /// How messages name `county.toml`.
    #[serde(skip)]
    pub shown: String,
    /// Where everything stands in `county.toml`.
    #[serde(skip)]
    pub places: Option<Places>,
}

/// Families by role, in order of preference; a role that is left out keeps the template's.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FontChoices {
    /// Body text, 宋体.
    #[serde(default)]
    #[schemars(length(min = 1, max = 10))]
    pub body: Option<Vec<String>>,
    /// The headline, 标宋.
    #[serde(default)]
    #[schemars(length(min = 1, max = 10))]
    pub headline: Option<Vec<String>>,
    /// Section headings and labels, 黑体.
    #[serde(default)]
    #[schemars(length(min = 1, max = 10))]
    pub sans: Option<Vec<String>>,
    /// Lead, byline and captions, 楷体.
    #[serde(default)]
    #[schemars(length(min = 1, max = 10))]
    pub kai: Option<Vec<String>>,
    /// Large figures; Latin only.
    #[serde(default)]
    #[schemars(length(min = 1, max = 10))]
    pub figures: Option<Vec<String>>,
}

/// What the folio line says where the report says nothing.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FolioDefaults {
    /// The newspaper's name.
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub paper: Option<String>,
    /// The page's number, as printed.
    #[serde(default)]
    #[schemars(length(max = 10))]
    pub page: Option<String>,
    /// The kind of page, such as 专版.
    #[serde(default)]
    #[schemars(length(max = 10))]
    pub kind: Option<String>,
    /// Who made the page.
    #[serde(default)]
    #[schemars(length(max = 6))]
    pub staff: Vec<Staff>,
}

/// What is said of words.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Names and phrases that are never broken at a line's end. A space in one says where a break is better than a loose line.
    #[serde(default)]
    #[schemars(length(max = 200), inner(length(min = 2, max = 20)))]
    pub keep: Vec<String>,
}

/// The press, unless the command line names another.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PressDefaults {
    /// What the page is printed on.
    #[serde(default)]
    pub name: Option<PressName>,
    /// The version of PDF/X.
    #[serde(default)]
    pub pdfx: Option<PdfX>,
    /// The printer's own ICC profile: a file in the county's folder.
    #[serde(default)]
    #[schemars(length(min = 1, max = 200))]
    pub profile: Option<String>,
    /// The most ink in one place, in per cent of one ink.
    #[serde(default)]
    #[schemars(range(min = 150, max = 400))]
    pub total_ink: Option<u16>,
    /// Whether printer's marks are added.
    #[serde(default)]
    pub marks: Option<bool>,
    /// Whether photos are prepared for the press: their dark parts opened, their tones fitted to what it prints.
    #[serde(default)]
    pub prepare: Option<bool>,
    /// How much black ink pictures get; the profile's own when nothing is said.
    #[serde(default)]
    pub black: Option<Black>,
    /// How thick the paper of a booklet is, in millimetres: its inner pages are moved towards the fold by as much as they would
    /// creep out.
    #[serde(default)]
    #[schemars(range(min = 0.0, max = 0.5))]
    pub paper_mm: Option<f64>,
    /// What the printing condition is called, where the press's profile does not say it.
    #[serde(default)]
    pub condition: Option<ConditionName>,
    /// The rules of the trade that the file is checked against as well.
    #[serde(default)]
    pub preflight: Option<Preflight>,
    /// Spot inks that the county's presses have, beside the four.
    #[serde(default)]
    #[schemars(length(max = 8))]
    pub spots: Vec<String>,
}

/// The name of a printing condition, as the file says it: `OutputConditionIdentifier` and what belongs to it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConditionName {
    /// The registered name, such as FOGRA39, or the printer's own.
    #[schemars(length(min = 1, max = 60))]
    pub identifier: String,
    /// The condition in words.
    #[serde(default)]
    #[schemars(length(min = 1, max = 120))]
    pub name: Option<String>,
    /// The registry's address; for registered names it is `http://www.color.org`.
    #[serde(default)]
    #[schemars(length(min = 1, max = 120))]
    pub registry: Option<String>,
}

/// The county's folder for a report: `chosen`, else the nearest with a `county.toml` at or above the report's folder.
#[must_use]
pub fn find(report_folder: &Path, chosen: Option<&Path>) -> Option<PathBuf> {
    if let Some(folder) = chosen {
        return Some(folder.to_path_buf());
    }
    let start = if report_folder.as_os_str().is_empty() { Path::new(".") } else { report_folder };
    let start = start.canonicalize().ok()?;
    let found = start.ancestors().find(|folder| folder.join(COUNTY_FILE).is_file())?;
    // Seen from where the user stands, if it is below.
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).ok();
    let near = here.and_then(|here| found.strip_prefix(here).ok().map(Path::to_path_buf));
    Some(near.unwrap_or_else(|| found.to_path_buf()))
}

impl County {
    /// Reads the county of a folder.
    ///
    /// # Errors
    /// Everything that is wrong in its `county.toml`.
    pub fn open(folder: &Path) -> Result<Self, Vec<Diagnostic>> {
        let path = folder.join(COUNTY_FILE);
        let shown = path.display().to_string();
        let unreadable = |error: &std::io::Error| {
            vec![
                Diagnostic::error(say!("county.none", problem = error))
                    .in_file(shown.clone())
                    .hint(say!("hint.what-a-county-is")),
            ]
        };
        let size = std::fs::metadata(&path).map_err(|error| unreadable(&error))?.len();
        if size > folder::MAX_FILE_BYTES {
            return Err(vec![Diagnostic::error(say!("template.file-too-large")).in_file(shown)]);
        }
        let bytes = std::fs::read(&path).map_err(|error| unreadable(&error))?;
        let file = FolderFile { path: COUNTY_FILE.to_owned(), shown: shown.clone(), bytes };
        let read = located::read::<Self>(&file, false)?;
        let mut county: Self = located::typed(read.value, &shown)?;
        let unknown: Vec<Diagnostic> = county
            .checks
            .keys()
            .filter(|name| !codes().any(|code| code == *name))
            .map(|name| {
                let place = read.places.key(&format!("/checks/{name}"));
                none_of(name, codes().map(str::to_owned).collect()).at_place(place)
            })
            .collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        county.folder = Some(folder.to_path_buf());
        county.shown = shown;
        county.places = Some(read.places);
        county.files.check(county.place("/files/pattern")).map_err(|problem| vec![problem])?;
        Ok(county)
    }

    /// The files of the county's folder that belong to the template: its parts and pictures, its fonts, and files that
    /// replace one of the template's. Reports and their photos lie in the same folder and are left alone.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn files(&self, template: &[FolderFile]) -> Result<Vec<FolderFile>, Vec<Diagnostic>> {
        let Some(folder) = &self.folder else { return Ok(Vec::new()) };
        let own = |path: &str| {
            let first = path.split('/').next().unwrap_or_default();
            matches!(first, "parts" | "pictures" | FONTS)
        };
        let wanted = |path: &str, is_folder: bool| {
            let replaces = |file: &FolderFile| {
                file.path == path || is_folder && file.path.starts_with(&format!("{path}/"))
            };
            path != "template.toml" && (own(path) || path == "plan.toml" || template.iter().any(replaces))
        };
        folder::read(folder, &folder.display().to_string(), &wanted)
    }

    /// Where a value stands in `county.toml`.
    #[must_use]
    pub fn place(&self, pointer: &str) -> Option<Place> {
        self.places.as_ref().and_then(|places| places.value(pointer))
    }

    /// Gives a report what it leaves out of its folio line.
    pub fn complete(&self, report: &mut Report, places: &mut Places) {
        report.language = report.language.or(self.language);
        let mut folio = report.folio.take().unwrap_or_default();
        let mut note = |pointer: &str| {
            if let Some(place) = self.place(pointer) {
                places.add_elsewhere(pointer, place);
            }
        };
        for (said, default, pointer) in [
            (&mut folio.paper, &self.folio.paper, "/folio/paper"),
            (&mut folio.page, &self.folio.page, "/folio/page"),
            (&mut folio.kind, &self.folio.kind, "/folio/kind"),
        ] {
            if said.is_none() && default.is_some() {
                said.clone_from(default);
                note(pointer);
            }
        }
        if folio.staff.is_empty() {
            folio.staff.clone_from(&self.folio.staff);
            for index in 0..folio.staff.len() {
                note(&format!("/folio/staff/{index}/role"));
                note(&format!("/folio/staff/{index}/name"));
            }
        }
        report.folio = Some(folio);
    }

    /// The printer's profile, in the county's folder.
    ///
    /// # Errors
    /// When it is not there, or not in the folder.
    pub fn profile(&self) -> Result<Option<PathBuf>, Vec<Diagnostic>> {
        let (Some(name), Some(folder)) = (&self.press.profile, &self.folder) else { return Ok(None) };
        folder::inside(folder, name).map(Some).map_err(|message| {
            vec![
                Diagnostic::error(message)
                    .at_place(self.place("/press/profile"))
                    .hint(say!("hint.county-inside")),
            ]
        })
    }
}
