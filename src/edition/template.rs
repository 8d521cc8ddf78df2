//! Templates: a folder with `template.toml`, Typst files, and a plan where the makeup is pinned.

use std::path::Path;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use super::makeup_rules::MakeupRules;
use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::say;

/// The templates that are embedded in the program.
static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
/// The template that is used when none is named.
pub const DEFAULT: &str = "newspaper-feature";
/// A template's file may have this many bytes.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;
/// A template may have this many files.
pub const MAX_FILES: usize = 200;

/// `template.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The template's name.
    pub name: String,
    /// What it makes, in one sentence.
    pub description: String,
    /// The page and its grid.
    pub grid: Grid,
    /// How the page may be made up.
    pub makeup: MakeupRules,
    /// The families of each role, in order of preference.
    pub fonts: FontRoles,
    /// Values that the template's Typst files use: colours and the like. Handed on as they are.
    #[serde(default)]
    pub theme: toml::Table,
}

/// The page and its grid. All else is counted in columns and lines of it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// The trimmed page's width (mm).
    pub width_mm: f64,
    /// The trimmed page's height (mm).
    pub height_mm: f64,
    /// What is printed beyond the trim on every side (mm).
    pub bleed_mm: f64,
    /// The type area's distance from the top of the page (mm). From left to right it is centred.
    pub top_mm: f64,
    /// How many basic columns the type area has.
    pub columns: u32,
    /// The measure of a basic column (字).
    pub measure: u32,
    /// The gutter between two basic columns (字).
    pub gutter: u32,
    /// How many lines the type area has.
    pub lines: u32,
    /// The size of the body type (pt).
    pub body_pt: f64,
    /// The distance of two baselines (pt).
    pub pitch_pt: f64,
    /// The size of captions (pt).
    pub caption_pt: f64,
    /// The distance of two baselines of a caption (pt).
    pub caption_pitch_pt: f64,
}

/// The families of each role, in order of preference.
#[derive(Debug, Clone, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct FontRoles {
    /// Body text, 宋体.
    pub body: Vec<String>,
    /// The headline, 标宋.
    pub headline: Vec<String>,
    /// Section headings and labels, 黑体.
    pub sans: Vec<String>,
    /// Lead, byline and captions, 楷体.
    pub kai: Vec<String>,
    /// Large figures; Latin only.
    pub figures: Vec<String>,
}

/// A file of a template.
#[derive(Debug, Clone)]
pub struct TemplateFile {
    /// The path in the template's folder, such as `parts/hero.typ`.
    pub path: String,
    /// How messages name it.
    pub shown: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A template, read.
#[derive(Debug, Clone)]
pub struct Template {
    /// What `template.toml` says.
    pub settings: Settings,
    /// All files of the folder.
    pub files: Vec<TemplateFile>,
}

impl Template {
    /// Opens an embedded template by name, or the folder at a path.
    ///
    /// # Errors
    /// When there is no such template, a file cannot be read, or `template.toml` is wrong.
    pub fn open(name: &str) -> Result<Self, Vec<Diagnostic>> {
        let files = match EMBEDDED.get_dir(name) {
            Some(folder) => embedded_files(folder, name),
            None => folder_files(Path::new(name), name).map_err(|problem| vec![problem])?,
        };
        Self::from_files(files, name)
    }

    /// A template from its files.
    ///
    /// # Errors
    /// When `template.toml` is missing or wrong.
    pub fn from_files(files: Vec<TemplateFile>, name: &str) -> Result<Self, Vec<Diagnostic>> {
        let Some(file) = files.iter().find(|file| file.path == "template.toml") else {
            return Err(vec![
                Diagnostic::error(say!("template.no-toml"))
                    .in_file(name.to_owned())
                    .hint(say!("hint.what-a-template-is")),
            ]);
        };
        let settings: Settings = parse_toml(file).map_err(|problem| vec![problem])?;
        check_grid(&settings.grid, file)?;
        Ok(Self { settings, files })
    }

    /// The file at a path of the template's folder.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&TemplateFile> {
        self.files.iter().find(|file| file.path == path)
    }
}

/// The names of the embedded templates.
#[must_use]
pub fn embedded_names() -> Vec<String> {
    EMBEDDED.dirs().map(|folder| folder.path().display().to_string()).collect()
}

/// Reads a TOML file of a template as a type; a mistake is a finding at its place.
///
/// # Errors
/// When the text is not UTF-8 or not what the type asks for.
pub fn parse_toml<T: serde::de::DeserializeOwned>(file: &TemplateFile) -> Result<T, Diagnostic> {
    let text = std::str::from_utf8(&file.bytes)
        .map_err(|_| Diagnostic::error(say!("template.not-utf8")).in_file(file.shown.clone()))?;
    toml::from_str(text).map_err(|error| {
        let finding = Diagnostic::error(say!("template.toml", words = error.message()));
        match error.span() {
            Some(range) => finding.at(Place { source: source(file, text), range, pointer: None }),
            None => finding.in_file(file.shown.clone()),
        }
    })
}

fn source(file: &TemplateFile, text: &str) -> Arc<SourceText> {
    Arc::new(SourceText { path: file.shown.clone(), text: text.to_owned() })
}

fn check_grid(grid: &Grid, file: &TemplateFile) -> Result<(), Vec<Diagnostic>> {
    let text = String::from_utf8_lossy(&file.bytes);
    let mut problems = Vec::new();
    let mut check = |key: &str, value: f64, low: f64, high: f64| {
        if !(low..=high).contains(&value) {
            let at = text.find(&format!("\n{key}")).map_or(0, |newline| newline + 1);
            problems.push(
                Diagnostic::error(say!("template.range", key = key, value = value, low = low, high = high))
                    .at(Place { source: source(file, &text), range: at..at + key.len(), pointer: None }),
            );
        }
    };
    check("width_mm", grid.width_mm, 50.0, 2000.0);
    check("height_mm", grid.height_mm, 50.0, 2000.0);
    check("bleed_mm", grid.bleed_mm, 0.0, 20.0);
    check("top_mm", grid.top_mm, 0.0, grid.height_mm);
    check("columns", f64::from(grid.columns), 1.0, 24.0);
    check("measure", f64::from(grid.measure), 4.0, 80.0);
    check("gutter", f64::from(grid.gutter), 1.0, 8.0);
    check("lines", f64::from(grid.lines), 1.0, 1000.0);
    check("body_pt", grid.body_pt, 5.0, 24.0);
    check("pitch_pt", grid.pitch_pt, grid.body_pt, 72.0);
    check("caption_pt", grid.caption_pt, 5.0, 24.0);
    check("caption_pitch_pt", grid.caption_pitch_pt, grid.caption_pt, 72.0);
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn embedded_files(folder: &Dir<'_>, name: &str) -> Vec<TemplateFile> {
    let mut files = Vec::new();
    let mut folders = vec![folder];
    while let Some(next) = folders.pop() {
        folders.extend(next.dirs());
        files.extend(next.files().map(|file| {
            let path = file.path().strip_prefix(name).unwrap_or(file.path());
            let path = path.to_string_lossy().replace('\\', "/");
            TemplateFile { shown: format!("{name}/{path}"), path, bytes: file.contents().to_vec() }
        }));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn folder_files(root: &Path, name: &str) -> Result<Vec<TemplateFile>, Diagnostic> {
    if !root.is_dir() {
        return Err(Diagnostic::error(say!("template.none", name = name))
            .hint(say!("hint.name-a-template", names = embedded_names())));
    }
    let mut files = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let unreadable = |error: std::io::Error, path: &Path| {
            Diagnostic::error(say!("template.unreadable", problem = &error))
                .in_file(path.display().to_string())
        };
        for entry in std::fs::read_dir(&folder).map_err(|error| unreadable(error, &folder))? {
            let path = entry.map_err(|error| unreadable(error, &folder))?.path();
            // Links are not followed: a template stays in its folder.
            let kind = std::fs::symlink_metadata(&path).map_err(|error| unreadable(error, &path))?;
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                let shown = path.display().to_string();
                if kind.len() > MAX_FILE_BYTES {
                    return Err(Diagnostic::error(say!("template.file-too-large")).in_file(shown));
                }
                if files.len() == MAX_FILES {
                    return Err(Diagnostic::error(say!("template.too-many-files"))
                        .in_file(name.to_owned())
                        .hint(say!("hint.template-folder")));
                }
                let bytes = std::fs::read(&path).map_err(|error| unreadable(error, &path))?;
                let inside = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                files.push(TemplateFile { path: inside, shown, bytes });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}
