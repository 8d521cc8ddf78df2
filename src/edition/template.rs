//! Templates: a folder with `template.toml`, Typst files, and a plan where the makeup is pinned. A template may extend
//! another: what it does not have comes from there.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::folder::{self, FolderFile, TEMPLATE_FILE};
use super::located::{self, Located, lay_over};
use super::ranges;
use super::roots;
use super::settings::{Layer, Settings};
use super::theme::{self, ThemeValue};
use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::report::{ROWS, none_of};
use crate::say;

/// The template that is used when none is named.
pub const DEFAULT: &str = "newspaper-feature";
/// What a template may say and use in this program: `template.toml`, the data, the library of `banmian.typ`. It is counted up
/// with all that is added; what was there before stays.
pub const INTERFACE: u32 = 2;
/// A template may stand on this many others.
pub const MAX_BASES: usize = 8;

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
        Self::open_from(name, &[])
    }

    /// The same, or the one of that name in one of some folders.
    ///
    /// # Errors
    /// The same.
    pub fn open_from(name: &str, roots: &[PathBuf]) -> Result<Self, Vec<Diagnostic>> {
        Self::of_chain(chain(TemplateFolder::named(name, roots)?, roots)?)
    }

    /// Opens the template that a county names: an embedded one, a folder inside the county's, or one of `roots`.
    ///
    /// # Errors
    /// The same; `place` is where the county names it.
    pub fn open_in(
        home: &Path,
        name: &str,
        place: Option<Place>,
        roots: &[PathBuf],
    ) -> Result<Self, Vec<Diagnostic>> {
        Self::of_chain(chain(TemplateFolder::inside(Some(home), name, place, roots)?, roots)?)
    }

    /// A template from its files. What it extends must be in the program.
    ///
    /// # Errors
    /// When `template.toml` is missing or wrong.
    pub fn from_files(files: Vec<FolderFile>, name: &str) -> Result<Self, Vec<Diagnostic>> {
        Self::from_files_on(files, name, &[])
    }

    /// The same; what it extends may also be in one of some folders.
    ///
    /// # Errors
    /// The same.
    pub fn from_files_on(
        files: Vec<FolderFile>,
        name: &str,
        roots: &[PathBuf],
    ) -> Result<Self, Vec<Diagnostic>> {
        Self::of_chain(chain(TemplateFolder { name: name.to_owned(), files, folder: None }, roots)?)
    }

    fn of_chain(chain: Vec<(TemplateFolder, Located)>) -> Result<Self, Vec<Diagnostic>> {
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
        check_blocks(&settings, &files, &layers)?;
        check_texts(&settings, &layers)?;
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

/// Every block that is drawn has its part.
fn check_blocks(settings: &Settings, files: &[FolderFile], layers: &[Layer]) -> Result<(), Vec<Diagnostic>> {
    // A part that is for something else does not draw.
    let defines = |file: &FolderFile| String::from_utf8_lossy(&file.bytes).contains("#let draw(");
    let has = |path: &String| files.iter().any(|file| file.path == *path && defines(file));
    let drawn = settings.makeup.blocks.iter().filter(|(_, block)| !block.empty);
    let missing = drawn.map(|(name, _)| (name, format!("parts/{name}.typ"))).filter(|(_, path)| !has(path));
    let problems: Vec<Diagnostic> = missing
        .map(|(name, path)| {
            let pointer = format!("/makeup/blocks/{name}");
            let place = layers.iter().rev().find_map(|layer| layer.file.places.key(&pointer));
            Diagnostic::error(say!("template.block-part", name = name.as_str(), path = path))
                .at_place(place)
                .hint(say!("hint.block-part"))
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
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
struct TemplateFolder {
    name: String,
    files: Vec<FolderFile>,
    folder: Option<PathBuf>,
}

impl TemplateFolder {
    /// As the user names it: one in the program, any folder, or one by its name in `roots`.
    fn named(name: &str, roots: &[PathBuf]) -> Result<Self, Vec<Diagnostic>> {
        if let Some(files) = folder::embedded(name) {
            return Ok(Self { name: name.to_owned(), files, folder: None });
        }
        let path = Path::new(name);
        match roots::find(name, roots).filter(|_| !path.is_dir()) {
            Some(found) => Self::folder(&found, name, None),
            None => Self::folder(path, name, None),
        }
    }

    /// As a file names it: one in the program, a folder inside the file's own, or one in `roots`.
    fn inside(
        home: Option<&Path>,
        name: &str,
        place: Option<Place>,
        roots: &[PathBuf],
    ) -> Result<Self, Vec<Diagnostic>> {
        if let Some(files) = folder::embedded(name) {
            return Ok(Self { name: name.to_owned(), files, folder: None });
        }
        let own = home.map(|home| folder::inside(home, name));
        if let Some(Ok(path)) = own {
            return Self::folder(&path, name, place);
        }
        let beside = home.and_then(|home| roots::beside(home, name, roots));
        if let Some(path) = roots::find(name, roots).or(beside) {
            return Self::folder(&path, name, place);
        }
        match own {
            Some(Err(message)) if message.key() != "county.no-file" => {
                Err(vec![Diagnostic::error(message).at_place(place).hint(say!("hint.template-inside"))])
            }
            _ => Err(vec![none(name).at_place(place)]),
        }
    }

    /// The template in a folder of this one, where there are only files: of a package.
    fn nested(&self, name: &str) -> Option<Self> {
        if self.folder.is_some() || folder::embedded(name).is_some() {
            return None;
        }
        let below = format!("{name}/");
        let files = self.files.iter().filter_map(|file| {
            let path = file.path.strip_prefix(&below)?.to_owned();
            Some(FolderFile { path, ..file.clone() })
        });
        let files: Vec<FolderFile> = files.collect();
        let is_template = files.iter().any(|file| file.path == TEMPLATE_FILE);
        is_template.then(|| Self { name: name.to_owned(), files, folder: None })
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
fn chain(
    first: TemplateFolder,
    roots: &[PathBuf],
) -> Result<Vec<(TemplateFolder, Located)>, Vec<Diagnostic>> {
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
        check_interface(file)?;
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
            next = Some(match source.nested(base) {
                Some(nested) => nested,
                None => TemplateFolder::inside(source.folder.as_deref(), base, place, roots)?,
            });
        }
        chain.push((source, read));
    }
    Ok(chain)
}

/// A template that was made for a later program says things that this one does not know: that is told, and nothing else.
fn check_interface(file: &FolderFile) -> Result<(), Vec<Diagnostic>> {
    let Ok(read) = located::read::<Value>(file, true) else { return Ok(()) };
    let asked = read.value.get("requires").and_then(Value::as_u64).unwrap_or(0);
    if asked <= u64::from(INTERFACE) {
        return Ok(());
    }
    let message = say!("template.requires", asked = asked, has = INTERFACE);
    let place = read.places.value("/requires");
    Err(vec![Diagnostic::error(message).at_place(place).hint(say!("hint.template-requires"))])
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

/// What a template leaves out must be a text of a report.
fn check_texts(settings: &Settings, layers: &[Layer]) -> Result<(), Vec<Diagnostic>> {
    let paths = || ROWS.iter().map(|row| row.path);
    let omits = settings.texts.omits.iter().enumerate();
    let unknown: Vec<Diagnostic> = omits
        .filter(|(_, path)| !paths().any(|known| known == *path))
        .map(|(index, path)| {
            let pointer = format!("/texts/omits/{index}");
            let place = layers.iter().rev().find_map(|layer| layer.file.places.value(&pointer));
            none_of(path, paths().map(str::to_owned).collect()).at_place(place)
        })
        .collect();
    if unknown.is_empty() { Ok(()) } else { Err(unknown) }
}
