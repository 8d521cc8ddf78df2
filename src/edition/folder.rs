//! The folders that templates and counties are: in the program or on the disk, read within limits. Nothing outside a
//! folder is read: links are refused, and so are names that lead out.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::diagnostic::Diagnostic;
use crate::files::stays_inside;
use crate::message::Message;
use crate::report::MAX_PIXELS;
use crate::say;

/// The templates that are embedded in the program.
static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
/// The file that makes a folder a template.
pub const TEMPLATE_FILE: &str = "template.toml";
/// A file of a template or county may have this many bytes.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;
/// A template or county may have this many files.
pub const MAX_FILES: usize = 200;
/// All files of a template or county together may have this many bytes.
pub const MAX_FOLDER_BYTES: u64 = 64 * 1024 * 1024;
/// A font's file may have this many bytes; complete Chinese faces have up to 30 MB.
pub const MAX_FONT_BYTES: u64 = 64 * 1024 * 1024;
/// The folder, beside `template.toml` or `county.toml`, that holds fonts.
pub const FONTS: &str = "fonts";

/// A file of a template or county.
#[derive(Debug, Clone)]
pub struct FolderFile {
    /// The path in its folder, such as `parts/hero.typ`.
    pub path: String,
    /// How messages name it.
    pub shown: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The names of the embedded templates.
#[must_use]
pub fn embedded_names() -> Vec<String> {
    EMBEDDED.dirs().map(|folder| folder.path().display().to_string()).collect()
}

/// All files of an embedded template, if there is one of that name.
#[must_use]
pub fn embedded(name: &str) -> Option<Vec<FolderFile>> {
    let folder = EMBEDDED.get_dir(name).filter(|folder| folder.path() == Path::new(name))?;
    let mut files = Vec::new();
    let mut folders = vec![folder];
    while let Some(next) = folders.pop() {
        folders.extend(next.dirs());
        files.extend(next.files().map(|file| {
            let path = file.path().strip_prefix(name).unwrap_or(file.path());
            let path = path.to_string_lossy().replace('\\', "/");
            FolderFile { shown: format!("{name}/{path}"), path, bytes: file.contents().to_vec() }
        }));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Some(files)
}

/// Reads the files of a folder on the disk whose path, seen from it, is `wanted`. A folder is looked into when `wanted`
/// says so of its path. `shown` is how messages name the folder.
///
/// # Errors
/// Every file that cannot be read, is too large, or is a link; and too many files.
pub fn read(
    root: &Path,
    shown: &str,
    wanted: &dyn Fn(&str, bool) -> bool,
) -> Result<Vec<FolderFile>, Vec<Diagnostic>> {
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
    let mut found = Found::default();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let listed = std::fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut entries = match listed {
            Ok(entries) => entries,
            Err(error) => {
                let finding = Diagnostic::error(say!("template.unreadable", problem = &error));
                found.problems.push(finding.in_file(folder.display().to_string()));
                continue;
            }
        };
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let inside = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let said = if shown.is_empty() { inside.clone() } else { format!("{shown}/{inside}") };
            // Not following links: a template stays in its folder.
            let Ok(kind) = std::fs::symlink_metadata(&path) else { continue };
            if !(wanted(&inside, kind.is_dir()) || kind.is_symlink() && wanted(&inside, true)) {
                continue;
            }
            if kind.is_dir() {
                folders.push(path);
            } else if found.files.len() == MAX_FILES {
                found.problems.push(
                    Diagnostic::error(say!("template.too-many-files"))
                        .in_file(if shown.is_empty() { "." } else { shown })
                        .hint(say!("hint.template-folder")),
                );
                return Err(found.problems);
            } else {
                found.add(&path, inside, said, &kind);
            }
        }
    }
    if !found.problems.is_empty() {
        return Err(found.problems);
    }
    found.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found.files)
}

#[derive(Default)]
struct Found {
    files: Vec<FolderFile>,
    bytes: u64,
    problems: Vec<Diagnostic>,
}

impl Found {
    fn add(&mut self, path: &Path, inside: String, shown: String, kind: &std::fs::Metadata) {
        let font = inside.starts_with("fonts/");
        let problem = if kind.is_symlink() {
            Some(say!("template.link"))
        } else if !kind.is_file() {
            Some(say!("template.no-file"))
        } else if font && kind.len() > MAX_FONT_BYTES {
            Some(say!("template.font-too-large"))
        } else if !font && kind.len() > MAX_FILE_BYTES {
            Some(say!("template.file-too-large"))
        } else if !font && self.bytes + kind.len() > MAX_FOLDER_BYTES {
            Some(say!("template.folder-too-large"))
        } else {
            None
        };
        if let Some(problem) = problem {
            let link = kind.is_symlink();
            let finding = Diagnostic::error(problem).in_file(shown);
            self.problems.push(if link { finding.hint(say!("hint.copy-the-file")) } else { finding });
            return;
        }
        match std::fs::read(path) {
            Ok(bytes) => {
                if let Some((width, height)) = size_of(&bytes)
                    && u64::from(width) * u64::from(height) > MAX_PIXELS
                {
                    let message = say!(
                        "template.picture-too-large",
                        width = width.to_string(),
                        height = height.to_string()
                    );
                    self.problems.push(Diagnostic::error(message).in_file(shown));
                    return;
                }
                if !font {
                    self.bytes += bytes.len() as u64;
                }
                self.files.push(FolderFile { path: inside, shown, bytes });
            }
            Err(error) => {
                let finding = Diagnostic::error(say!("template.unreadable", problem = &error));
                self.problems.push(finding.in_file(shown));
            }
        }
    }
}

/// The size of a picture as its header says; `None` of what is no picture.
fn size_of(bytes: &[u8]) -> Option<(u32, u32)> {
    let reader = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().ok()?;
    reader.format()?;
    reader.into_dimensions().ok()
}

/// The path of something that a file of a folder names, which must be in the folder, also when links are followed.
///
/// # Errors
/// What is wrong with the name.
pub fn inside(folder: &Path, name: &str) -> Result<PathBuf, Message> {
    let outside = || say!("county.outside", name = name);
    let relative = Path::new(name);
    if !stays_inside(relative) || name.is_empty() || name.contains('\\') || name.contains(':') {
        return Err(outside());
    }
    let home = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let path = home.join(relative);
    let real = path.canonicalize().map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            say!("county.no-file", name = name)
        } else {
            say!("template.unreadable", problem = &error)
        }
    })?;
    match home.canonicalize() {
        Ok(home) if real.starts_with(&home) => Ok(path),
        _ => Err(outside()),
    }
}
