//! The fonts: ours are embedded and read in place, then come those that the user names.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use typst_kit::fonts::{FontPath, FontStore, system};
use typst_library::foundations::Bytes;
use typst_library::text::{Font, FontBook, FontInfo, FontVariant, FontWeight};
use typst_utils::LazyHash;

use super::packed::{self, PACKED};
use crate::diagnostic::Diagnostic;
use crate::guard::guarded;
use crate::message::Message;
use crate::say;

/// An embedded face: file name, what the face is for, and its bytes.
type EmbeddedFace = (&'static str, fn() -> Message, &'static [u8]);

/// The embedded faces.
pub static EMBEDDED: [EmbeddedFace; 10] = [
    (
        "NotoSerifCJKsc-Regular.otf",
        || say!("face.body"),
        include_bytes!("../../fonts/NotoSerifCJKsc-Regular.otf"),
    ),
    (
        "NotoSerifCJKsc-Bold.otf",
        || say!("face.bold-headlines"),
        include_bytes!("../../fonts/NotoSerifCJKsc-Bold.otf"),
    ),
    (
        "NotoSerifCJKsc-Black.otf",
        || say!("face.main-headline"),
        include_bytes!("../../fonts/NotoSerifCJKsc-Black.otf"),
    ),
    (
        "NotoSansCJKsc-Regular.otf",
        || say!("face.labels"),
        include_bytes!("../../fonts/NotoSansCJKsc-Regular.otf"),
    ),
    (
        "NotoSansCJKsc-Medium.otf",
        || say!("face.labels"),
        include_bytes!("../../fonts/NotoSansCJKsc-Medium.otf"),
    ),
    ("NotoSansCJKsc-Bold.otf", || say!("face.units"), include_bytes!("../../fonts/NotoSansCJKsc-Bold.otf")),
    (
        "NotoSansCJKsc-Black.otf",
        || say!("face.section-headings"),
        include_bytes!("../../fonts/NotoSansCJKsc-Black.otf"),
    ),
    (
        "BanmianKai-Regular.ttf",
        || say!("face.captions"),
        include_bytes!("../../fonts/BanmianKai-Regular.ttf"),
    ),
    ("Oswald-Medium.ttf", || say!("face.figures"), include_bytes!("../../fonts/Oswald-Medium.ttf")),
    ("Oswald-Bold.ttf", || say!("face.large-figures"), include_bytes!("../../fonts/Oswald-Bold.ttf")),
];

/// Where fonts may come from besides the embedded ones.
#[derive(Debug, Clone, Default)]
pub struct FontOptions {
    /// Folders that are searched, also below, in this order, before the system's.
    pub paths: Vec<PathBuf>,
    /// Whether the system's fonts are used as well.
    pub system: bool,
    /// Fonts that come before all others: how messages name the file, and its bytes.
    pub first: Vec<(String, Vec<u8>)>,
}

/// All faces that a page may use. Cheap to clone.
#[derive(Clone)]
pub struct Fonts {
    store: Arc<FontStore>,
    /// How many faces come before the embedded ones.
    before: usize,
}

/// One face, as `banmian fonts` lists it.
#[derive(Debug, Clone)]
pub struct Face {
    /// The family's name, as templates name it.
    pub family: String,
    /// The weight, 100 to 900.
    pub weight: u16,
    /// What the face is for, where it is one of ours.
    pub role: Option<Message>,
    /// How many characters it covers.
    pub characters: usize,
    /// How many of these are hanzi.
    pub hanzi: usize,
}

impl Fonts {
    /// Loads the fonts: the county's and the template's own, then the embedded ones, so that they win every tie, then the
    /// folders, then the system's.
    ///
    /// # Errors
    /// When a named folder does not exist or holds no font, or a county's font is none.
    pub fn load(options: &FontOptions) -> Result<Self, Vec<Diagnostic>> {
        let mut store = FontStore::new();
        let mut problems = Vec::new();
        let mut before = 0;
        for (shown, bytes) in &options.first {
            match faces_of(Bytes::new(bytes.clone())) {
                Ok(faces) => {
                    before += faces.len();
                    store.extend(faces);
                }
                Err(message) => problems.push(no_font(message, shown.clone())),
            }
        }
        for (_, _, data) in EMBEDDED {
            store.extend(read_faces(Bytes::new(data)));
        }
        store.extend(packed::faces());
        for path in &options.paths {
            match faces_below(path) {
                Ok(faces) => store.extend(faces),
                Err(found) => problems.extend(found),
            }
        }
        if options.system {
            match guarded(|| system().collect::<Vec<_>>()) {
                Some(faces) => store.extend(faces),
                None => {
                    problems.push(Diagnostic::error(say!("font.system")).hint(say!("hint.no-system-fonts")));
                }
            }
        }
        if problems.is_empty() { Ok(Self { store: Arc::new(store), before }) } else { Err(problems) }
    }

    /// The book that Typst selects faces from.
    #[must_use]
    pub fn book(&self) -> &LazyHash<FontBook> {
        self.store.book()
    }

    /// The face with an index of the book.
    #[must_use]
    pub fn font(&self, index: usize) -> Option<Font> {
        self.store.font(index)
    }

    /// Whether one of the named families has a glyph for a character.
    #[must_use]
    pub fn covers(&self, families: &[String], character: char) -> bool {
        let book = self.book();
        families.iter().any(|family| {
            book.select_family(&family.to_lowercase()).any(|index| {
                book.info(index).is_some_and(|info| info.coverage.contains(u32::from(character)))
            })
        })
    }

    /// The first of the named families whose face of a weight has a glyph for a character: the one that it is set in.
    #[must_use]
    pub fn family_of<'a>(&self, families: &'a [String], weight: u16, character: char) -> Option<&'a str> {
        let book = self.book();
        let variant = FontVariant { weight: FontWeight::from_number(weight), ..FontVariant::default() };
        let found = families.iter().find(|family| {
            let face = book.select(&family.to_lowercase(), variant).and_then(|index| book.info(index));
            face.is_some_and(|info| info.coverage.contains(u32::from(character)))
        });
        found.map(String::as_str)
    }

    /// Whether a family is there at all.
    #[must_use]
    pub fn has_family(&self, family: &str) -> bool {
        self.book().contains_family(&family.to_lowercase())
    }

    /// The names of all families.
    #[must_use]
    pub fn families(&self) -> Vec<String> {
        self.book().families().map(|(name, _)| name.to_owned()).collect()
    }

    /// Every face, in the order in which Typst prefers them.
    #[must_use]
    pub fn faces(&self) -> Vec<Face> {
        (0..)
            .map_while(|index| self.book().info(index).map(|info| (index, info)))
            .map(|(index, info)| Face {
                family: info.family.clone(),
                weight: info.variant.weight.to_number(),
                role: index.checked_sub(self.before).and_then(|index| match EMBEDDED.get(index) {
                    Some(face) => Some(face.1()),
                    None => PACKED.get(index - EMBEDDED.len()).map(|face| (face.role)()),
                }),
                characters: info.coverage.iter().count(),
                hanzi: info.coverage.iter().filter(|c| is_hanzi(*c)).count(),
            })
            .collect()
    }
}

fn is_hanzi(code: u32) -> bool {
    matches!(code, 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0x2_0000..=0x3_FFFF)
}

/// The faces of a font file.
///
/// # Errors
/// When it holds none, or is damaged.
pub fn faces_of(bytes: Bytes) -> Result<Vec<(Font, FontInfo)>, Message> {
    match guarded(|| read_faces(bytes)) {
        Some(faces) if faces.is_empty() => Err(say!("font.broken")),
        Some(faces) => Ok(faces),
        None => Err(say!("font.undecodable")),
    }
}

fn read_faces(bytes: Bytes) -> Vec<(Font, FontInfo)> {
    let with_info = |font: Font| {
        let info = font.info().clone();
        (font, info)
    };
    Font::iter(bytes).map(with_info).collect()
}

fn no_font(message: Message, shown: String) -> Diagnostic {
    Diagnostic::error(message).in_file(shown).hint(say!("hint.font-files"))
}

/// The faces of all font files in a folder and below, in the order of their names. They are loaded when they are used.
fn faces_below(folder: &Path) -> Result<Vec<(FontPath, FontInfo)>, Vec<Diagnostic>> {
    let shown = folder.display().to_string();
    if !folder.is_dir() {
        let finding = Diagnostic::error(say!("font-path.no-folder")).in_file(shown);
        return Err(vec![finding.hint(say!("hint.font-folder"))]);
    }
    let (mut faces, mut problems) = (Vec::new(), Vec::new());
    for path in files_below(folder) {
        let read = std::fs::read(&path).map_err(|error| say!("font.unreadable", problem = &error));
        match read.and_then(|bytes| faces_of(Bytes::new(bytes))) {
            Ok(found) => faces.extend(
                (0..).zip(found).map(|(index, (_, info))| (FontPath { path: path.clone(), index }, info)),
            ),
            Err(message) => problems.push(no_font(message, path.display().to_string())),
        }
    }
    if faces.is_empty() && problems.is_empty() {
        let finding = Diagnostic::error(say!("font-path.empty")).in_file(shown);
        problems.push(finding.hint(say!("hint.font-files")));
    }
    if problems.is_empty() { Ok(faces) } else { Err(problems) }
}

/// The font files in a folder and below, in the order of their names.
#[must_use]
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    font_files(folder, &mut HashSet::new(), &mut files);
    files
}

/// Each folder is searched once: links may lead in a circle.
fn font_files(folder: &Path, searched: &mut HashSet<PathBuf>, found: &mut Vec<PathBuf>) {
    let real = folder.canonicalize();
    if !real.is_ok_and(|folder| searched.insert(folder)) {
        return;
    }
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if path.is_dir() {
            font_files(&path, searched, found);
        } else if ending.is_some_and(|ending| ["ttf", "otf", "ttc", "otc"].contains(&ending.as_str())) {
            found.push(path);
        }
    }
}
