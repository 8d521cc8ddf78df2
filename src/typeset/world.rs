//! What the compiler sees: a few files in memory, the fonts, and nothing else.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, PoisonError};

use typst::{Library, LibraryExt, World};
use typst_library::diag::{FileError, FileResult};
use typst_library::foundations::{Bytes, Datetime, Duration};
use typst_library::text::{Font, FontBook};
use typst_syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst_utils::LazyHash;

use super::{fonts::Fonts, thread};

/// Typst's standard library with our elements in it. One for all jobs: its hash is part of every cached result.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let mut library = Library::default();
    thread::register(library.global.scope_mut(), &mut library.rules);
    library.std = typst_library::foundations::Binding::detached(library.global.clone());
    LazyHash::new(library)
});

/// A file of a job.
#[derive(Debug, Clone)]
pub struct JobFile {
    /// Its virtual path, such as `/main.typ`. It never depends on the job, for Typst keeps each name for ever.
    pub path: String,
    /// Its bytes.
    pub bytes: Bytes,
    /// How messages name it to the user.
    pub shown: String,
}

/// One compilation's view of the outside: the files of the job and the fonts. A clone shares them.
#[derive(Clone)]
pub struct JobWorld {
    fonts: Fonts,
    main: FileId,
    files: HashMap<FileId, JobFile>,
    sources: HashMap<FileId, Source>,
}

impl JobFile {
    /// A file that the program makes itself.
    #[must_use]
    pub fn own(path: &str, bytes: Bytes) -> Self {
        Self { path: path.to_owned(), shown: path.to_owned(), bytes }
    }
}

impl JobWorld {
    /// Puts a world together. `/main.typ` must be among the files; files whose path ends in `.typ` are sources.
    /// Of two files with one path the later one counts.
    #[must_use]
    pub fn new(files: Vec<JobFile>, fonts: Fonts) -> Self {
        let mut world =
            Self { fonts, main: file_id("/main.typ"), files: HashMap::new(), sources: HashMap::new() };
        for file in files {
            world.add(file);
        }
        world
    }

    /// Adds a file, or puts it in the place of the one with its path.
    pub fn add(&mut self, file: JobFile) {
        let id = file_id(&file.path);
        if std::path::Path::new(&file.path).extension().is_some_and(|ending| ending == "typ")
            && let Ok(text) = std::str::from_utf8(&file.bytes)
        {
            self.sources.insert(id, source(id, text));
        }
        self.files.insert(id, file);
    }

    /// All files, in the order of their paths.
    #[must_use]
    pub fn files(&self) -> Vec<&JobFile> {
        let mut files: Vec<&JobFile> = self.files.values().collect();
        files.sort_by(|one, other| one.path.cmp(&other.path));
        files
    }

    /// The files that may be pictures, in the order of their paths.
    pub(super) fn pictures(&self) -> Vec<&JobFile> {
        let is_text = |path: &str| [".typ", ".json", ".toml"].iter().any(|ending| path.ends_with(ending));
        self.files().into_iter().filter(|file| !is_text(&file.path)).collect()
    }

    /// How messages name a file.
    #[must_use]
    pub fn shown(&self, id: FileId) -> String {
        match self.files.get(&id) {
            Some(file) => file.shown.clone(),
            None => id.vpath().get_without_slash().to_owned(),
        }
    }
}

/// The sources that were last read under each name: templates are the same from job to job, and need not be parsed again.
static SOURCES: LazyLock<Mutex<HashMap<FileId, Source>>> = LazyLock::new(Mutex::default);

/// The source of a text.
fn source(id: FileId, text: &str) -> Source {
    let kept = || SOURCES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(source) = kept().get(&id).filter(|source| source.text() == text) {
        return source.clone();
    }
    let source = Source::new(id, text.to_owned());
    kept().insert(id, source.clone());
    source
}

/// The id of a virtual path of ours.
fn file_id(path: &str) -> FileId {
    let vpath = VirtualPath::new(path).or_else(|_| VirtualPath::new("/unnamed"));
    match vpath {
        Ok(vpath) => RootedPath::new(VirtualRoot::Project, vpath).intern(),
        Err(_) => unreachable!("/unnamed is a path"),
    }
}

impl World for JobWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match self.sources.get(&id) {
            Some(source) => Ok(source.clone()),
            None if self.files.contains_key(&id) => Err(FileError::NotSource),
            None => Err(missing(id)),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).map(|file| file.bytes.clone()).ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    /// No clock: the same report gives the same page.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// What Typst is told of a package; [`super::diagnostics`] knows it again.
pub(super) const NO_PACKAGES: &str = "packages are not downloaded: copy the file into the template";

fn missing(id: FileId) -> FileError {
    if matches!(id.root(), VirtualRoot::Package(_)) {
        return FileError::Other(Some(NO_PACKAGES.into()));
    }
    FileError::NotFound(PathBuf::from(id.vpath().get_without_slash()))
}
