//! Templates: a folder with `template.toml`, Typst files, and a plan where the makeup is pinned. A template may extend
//! another: what it does not have comes from there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::folder::{self, FolderFile};
use super::located::{self, Located, lay_over};
use super::makeup_rules::MakeupRules;
use super::ranges;
use super::theme::{self, Declaration, ThemeValue};
use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::report::Role;
use crate::say;

/// The template that is used when none is named.
pub const DEFAULT: &str = "newspaper-feature";
/// The file that makes a folder a template.
pub const TEMPLATE_FILE: &str = "template.toml";
/// A template may stand on this many others.
pub const MAX_BASES: usize = 8;

/// `template.toml`. One that extends another template says only what is different.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The template's name.
    pub name: String,
    /// What it makes, in one sentence.
    pub description: String,
    /// The template that this one stands on: the name of one in the program, or a folder inside this one.
    #[serde(default)]
    #[schemars(length(min = 1, max = 200))]
    pub extends: Option<String>,
    /// The page and its grid.
    pub grid: Grid,
    /// How the page may be made up.
    pub makeup: MakeupRules,
    /// The families of each role, in order of preference.
    pub fonts: FontRoles,
    /// Values that a county may choose, by name: colours, lengths, texts. The Typst files use them as `theme.NAME`.
    #[serde(default)]
    pub theme: BTreeMap<String, Declaration>,
}

/// The page and its grid. All else is counted in columns and lines of it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// The trimmed page's width (mm).
    #[schemars(range(min = 50.0, max = 2000.0))]
    pub width_mm: f64,
    /// The trimmed page's height (mm).
    #[schemars(range(min = 50.0, max = 2000.0))]
    pub height_mm: f64,
    /// What is printed beyond the trim on every side (mm).
    #[schemars(range(min = 0.0, max = 20.0))]
    pub bleed_mm: f64,
    /// The type area's distance from the top of the page (mm). From left to right it is centred.
    #[schemars(range(min = 0.0, max = 2000.0))]
    pub top_mm: f64,
    /// How many basic columns the type area has.
    #[schemars(range(min = 1, max = 24))]
    pub columns: u32,
    /// The measure of a basic column (字).
    #[schemars(range(min = 4, max = 80))]
    pub measure: u32,
    /// The gutter between two basic columns (字).
    #[schemars(range(min = 1, max = 8))]
    pub gutter: u32,
    /// How many lines the type area has.
    #[schemars(range(min = 1, max = 1000))]
    pub lines: u32,
    /// The size of the body type (pt).
    #[schemars(range(min = 5.0, max = 24.0))]
    pub body_pt: f64,
    /// The distance of two baselines (pt).
    #[schemars(range(min = 5.0, max = 72.0))]
    pub pitch_pt: f64,
    /// The size of captions (pt).
    #[schemars(range(min = 5.0, max = 24.0))]
    pub caption_pt: f64,
    /// The distance of two baselines of a caption (pt).
    #[schemars(range(min = 5.0, max = 72.0))]
    pub caption_pitch_pt: f64,
}

/// The families of each role, in order of preference.
#[derive(Debug, Clone, Deserialize, serde::Serialize, JsonSchema)]
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

impl FontRoles {
    /// The families of a role.
    #[must_use]
    pub fn families(&self, role: Role) -> &[String] {
        match role {
            Role::Body => &self.body,
            Role::Headline => &self.headline,
            Role::Sans => &self.sans,
            Role::Kai => &self.kai,
            Role::Figures => &self.figures,
        }
    }
}

/// One `template.toml` of a chain.
#[derive(Debug, Clone)]
pub struct Layer {
    /// What names the template.
    pub name: String,
    /// What its `template.toml` says.
    pub file: Located,
}

/// A template with all that it stands on.
#[derive(Debug, Clone)]
pub struct Template {
    /// What `template.toml` says, and those below it.
    pub settings: Settings,
    /// All files, each from the layer that is highest.
    pub files: Vec<FolderFile>,
    /// The theme's values.
    pub theme: Vec<ThemeValue>,
    /// The templates, the lowest first.
    pub layers: Vec<Layer>,
    /// Files that others took the place of.
    pub replaced: Vec<FolderFile>,
}

impl Template {
    /// Opens an embedded template by name, or the folder at a path.
    ///
    /// # Errors
    /// When there is no such template, a file cannot be read, or a `template.toml` is wrong.
    pub fn open(name: &str) -> Result<Self, Vec<Diagnostic>> {
        Self::of_chain(chain(Source::named(name)?)?)
    }

    /// Opens the template that a county names: an embedded one, or a folder inside the county's.
    ///
    /// # Errors
    /// The same; `place` is where the county names it.
    pub fn open_in(home: &Path, name: &str, place: Option<Place>) -> Result<Self, Vec<Diagnostic>> {
        Self::of_chain(chain(Source::inside(Some(home), name, place)?)?)
    }

    /// A template from its files. What it extends must be in the program.
    ///
    /// # Errors
    /// When `template.toml` is missing or wrong.
    pub fn from_files(files: Vec<FolderFile>, name: &str) -> Result<Self, Vec<Diagnostic>> {
        Self::of_chain(chain(Source { name: name.to_owned(), files, folder: None })?)
    }

    fn of_chain(chain: Vec<(Source, Located)>) -> Result<Self, Vec<Diagnostic>> {
        let mut value = Value::Object(Map::new());
        let (mut files, mut replaced, mut layers) = (Vec::new(), Vec::new(), Vec::new());
        let mut shown = String::new();
        for (source, file) in chain.into_iter().rev() {
            lay_over(&mut value, &file.value);
            shown.clone_from(&file.places.source().path);
            replace(&mut files, source.files, &mut replaced);
            layers.push(Layer { name: source.name, file });
        }
        let settings: Settings = located::typed(value, &shown)?;
        ranges::check(&settings, &layers)?;
        let located: Vec<Located> = layers.iter().map(|layer| layer.file.clone()).collect();
        let theme = theme::decide(&settings.theme, &located, None, &files)?;
        Ok(Self { settings, files, theme, layers, replaced })
    }

    /// The file at a path of the template's folder.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&FolderFile> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Where the highest layer that says something says it.
    #[must_use]
    pub fn place(&self, pointer: &str) -> Option<Place> {
        self.layers.iter().rev().find_map(|layer| layer.file.places.value(pointer))
    }

    /// Puts a county's files over the template's.
    pub(super) fn lay_files(&mut self, files: Vec<FolderFile>) {
        replace(&mut self.files, files, &mut self.replaced);
    }

    /// The theme's values as Typst gets them.
    #[must_use]
    pub fn theme_json(&self) -> Value {
        self.theme.iter().map(|value| (value.name.clone(), value.value.clone())).collect::<Map<_, _>>().into()
    }
}

fn replace(files: &mut Vec<FolderFile>, above: Vec<FolderFile>, replaced: &mut Vec<FolderFile>) {
    for file in above {
        match files.iter_mut().find(|below| below.path == file.path) {
            Some(below) => replaced.push(std::mem::replace(below, file)),
            None => files.push(file),
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
}

/// A template's folder.
struct Source {
    name: String,
    files: Vec<FolderFile>,
    folder: Option<PathBuf>,
}

impl Source {
    /// As the user names it: one in the program, or any folder.
    fn named(name: &str) -> Result<Self, Vec<Diagnostic>> {
        match folder::embedded(name) {
            Some(files) => Ok(Self { name: name.to_owned(), files, folder: None }),
            None => Self::folder(Path::new(name), name, None),
        }
    }

    /// As a file names it: one in the program, or a folder inside the file's own.
    fn inside(home: Option<&Path>, name: &str, place: Option<Place>) -> Result<Self, Vec<Diagnostic>> {
        if let Some(files) = folder::embedded(name) {
            return Ok(Self { name: name.to_owned(), files, folder: None });
        }
        let Some(home) = home else { return Err(vec![none(name).at_place(place)]) };
        match folder::inside(home, name) {
            Ok(path) => Self::folder(&path, name, place),
            Err(message) if message.key() == "county.no-file" => Err(vec![none(name).at_place(place)]),
            Err(message) => {
                Err(vec![Diagnostic::error(message).at_place(place).hint(say!("hint.template-inside"))])
            }
        }
    }

    fn folder(path: &Path, name: &str, place: Option<Place>) -> Result<Self, Vec<Diagnostic>> {
        if !path.is_dir() {
            return Err(vec![none(name).at_place(place)]);
        }
        let files = folder::read(path, &path.display().to_string(), &|_, _| true)?;
        Ok(Self { name: name.to_owned(), files, folder: Some(path.to_path_buf()) })
    }
}

fn none(name: &str) -> Diagnostic {
    Diagnostic::error(say!("template.none", name = name))
        .hint(say!("hint.name-a-template", names = folder::embedded_names()))
}

/// A template and those that it stands on, the highest first.
fn chain(first: Source) -> Result<Vec<(Source, Located)>, Vec<Diagnostic>> {
    let mut chain = Vec::new();
    let mut next = Some(first);
    while let Some(source) = next.take() {
        let Some(file) = source.files.iter().find(|file| file.path == TEMPLATE_FILE) else {
            return Err(vec![
                Diagnostic::error(say!("template.no-toml"))
                    .in_file(source.name)
                    .hint(say!("hint.what-a-template-is")),
            ]);
        };
        // Whether it stands on another decides what it must say itself.
        let extends = toml::from_str::<toml::Table>(located::text(file)?)
            .is_ok_and(|table| table.contains_key("extends"));
        let read = located::read::<Settings>(file, extends)?;
        if let Some(base) = read.value.get("extends").and_then(Value::as_str) {
            let place = read.places.value("/extends");
            if chain.len() == MAX_BASES {
                return Err(vec![
                    Diagnostic::error(say!("template.circle")).at_place(place).hint(say!("hint.no-circle")),
                ]);
            }
            next = Some(Source::inside(source.folder.as_deref(), base, place)?);
        }
        chain.push((source, read));
    }
    Ok(chain)
}

/// Reads a TOML file of a template as a type; a mistake is a finding at its place.
///
/// # Errors
/// When the text is not UTF-8 or not what the type asks for.
pub fn parse_toml<T: serde::de::DeserializeOwned>(file: &FolderFile) -> Result<T, Diagnostic> {
    let text = std::str::from_utf8(&file.bytes)
        .map_err(|_| Diagnostic::error(say!("template.not-utf8")).in_file(file.shown.clone()))?;
    toml::from_str(text).map_err(|error| {
        let finding = Diagnostic::error(say!("template.toml", words = error.message()));
        let source = || Arc::new(SourceText { path: file.shown.clone(), text: text.to_owned() });
        match error.span() {
            Some(range) => finding.at(Place { source: source(), range, pointer: None }),
            None => finding.in_file(file.shown.clone()),
        }
    })
}
