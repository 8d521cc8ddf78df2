//! Templates that travel: a template's folder as one file, a ZIP, and what is installed from such files. Everything is read
//! and checked before anything is written; nothing of a template is run.

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::folder::{self, MAX_FILES, TEMPLATE_FILE};
use super::roots;
use super::template::Template;
use crate::diagnostic::Diagnostic;
use crate::files::{folder_beside, stays_inside, unwritable};
use crate::message::{Message, io_error};
use crate::say;

/// All files of a package together may have this many bytes, its fonts included.
pub const MAX_PACKAGE_BYTES: u64 = 192 * 1024 * 1024;
/// A template's name may have this many characters.
const MAX_NAME: usize = 60;

/// A template that was packed, or is installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// Packs the template of a folder.
///
/// # Errors
/// Everything that is wrong with it; a name that no folder can have; no version.
pub fn pack(path: &Path, roots: &[PathBuf]) -> Result<(Packed, Vec<u8>), Vec<Diagnostic>> {
    let shown = path.display().to_string();
    let template = Template::open_from(&shown, roots)?;
    let packed = named(&template, &shown)?;
    let hidden = |path: &str| path.split('/').any(|part| part.starts_with('.'));
    let files = folder::read(path, &shown, &|path, _| !hidden(path))?;
    let failed = |words: String| vec![Diagnostic::error(say!("package.unwritable", words = words))];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The same files make the same bytes: the time is none.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for file in &files {
        archive.start_file(&file.path, options).map_err(|error| failed(error.to_string()))?;
        archive.write_all(&file.bytes).map_err(|error| failed(error.to_string()))?;
    }
    let bytes = archive.finish().map_err(|error| failed(error.to_string()))?.into_inner();
    Ok((packed, bytes))
}

/// Installs the template of a package in a folder of templates; where one of its name is there, only as an `update`, and
/// only when the package's version is higher. What was there is given back.
///
/// # Errors
/// Everything that is wrong with the package; nothing is written then.
pub fn install(
    package: &Path,
    root: &Path,
    roots: &[PathBuf],
    update: bool,
) -> Result<(Packed, Option<Packed>), Vec<Diagnostic>> {
    let shown = package.display().to_string();
    let refuse =
        |message: Message, hint: Message| vec![Diagnostic::error(message).in_file(shown.clone()).hint(hint)];
    let unpacked = unpack(package, &shown)?;
    let files = folder::read(unpacked.path(), &shown, &|_, _| true)?;
    let bytes: Vec<_> = files.iter().map(|file| (file.path.clone(), file.bytes.clone())).collect();
    let template = Template::from_files_on(files, &shown, roots)?;
    let packed = named(&template, &shown)?;
    let target = root.join(&packed.name);
    let before = if target.join(TEMPLATE_FILE).is_file() { Some(installed(&target, roots)?) } else { None };
    match &before {
        Some(before) if !update => {
            let message = say!("package.installed", name = &before.name, version = &before.version);
            return Err(refuse(message, say!("hint.package-update")));
        }
        Some(before) if numbers(&packed.version) <= numbers(&before.version) => {
            let (name, version, own) = (&packed.name, &before.version, &packed.version);
            let message = say!("package.older", name = name, version = version, own = own);
            return Err(refuse(message, say!("hint.package-older")));
        }
        None if update => {
            let message = say!("package.not-installed", name = &packed.name);
            return Err(refuse(message, say!("hint.package-install")));
        }
        _ => {}
    }
    put(&bytes, &target, root).map_err(|error| vec![unwritable(&target, io_error(&error))])?;
    Ok((packed, before))
}

/// Takes an installed template away.
///
/// # Errors
/// When there is none of that name in the folder, or it cannot be taken away.
pub fn remove(name: &str, root: &Path) -> Result<(), Vec<Diagnostic>> {
    let roots = [root.to_path_buf()];
    let Some(path) = roots::find(name, &roots) else {
        let finding = Diagnostic::error(say!("package.not-installed", name = name));
        return Err(vec![finding.hint(say!("hint.installed", names = roots::names(&roots)))]);
    };
    // Out of sight at once, and then away.
    let away = folder_beside(root, &[]);
    let removed = away.and_then(|away| std::fs::rename(&path, away.path().join("template")));
    removed.map_err(|error| vec![unwritable(&path, io_error(&error))])
}

/// The name and version that a template travels under.
fn named(template: &Template, shown: &str) -> Result<Packed, Vec<Diagnostic>> {
    let settings = &template.settings;
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let name = &settings.name;
    let mut problems = Vec::new();
    if name.is_empty() || name.chars().count() > MAX_NAME || !name.chars().all(plain) {
        let finding = Diagnostic::error(say!("package.name", name = name)).at_place(template.place("/name"));
        problems.push(finding.hint(say!("hint.package-name")));
    } else if folder::embedded(name).is_some() {
        let finding = Diagnostic::error(say!("package.own-name", name = name));
        problems.push(finding.at_place(template.place("/name")).hint(say!("hint.package-name")));
    }
    let Some(version) = own_version(template) else {
        let finding =
            Diagnostic::error(say!("package.no-version")).in_file(format!("{shown}/{TEMPLATE_FILE}"));
        problems.push(finding.hint(say!("hint.package-version")));
        return Err(problems);
    };
    if problems.is_empty() {
        Ok(Packed { name: name.clone(), version: version.to_owned() })
    } else {
        Err(problems)
    }
}

/// The name and version of a template that is installed.
///
/// # Errors
/// What is wrong with it.
pub fn installed(path: &Path, roots: &[PathBuf]) -> Result<Packed, Vec<Diagnostic>> {
    let template = Template::open_from(&path.display().to_string(), roots)?;
    Ok(Packed {
        version: own_version(&template).unwrap_or("0").to_owned(),
        name: template.settings.name.clone(),
    })
}

/// A template's own version, not that of what it stands on.
fn own_version(template: &Template) -> Option<&str> {
    template.layers.last()?.file.value.get("version")?.as_str()
}

/// A version's numbers, to be compared.
fn numbers(version: &str) -> [u32; 3] {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    std::array::from_fn(|_| parts.next().unwrap_or(0))
}

/// A package's files in a folder that goes away by itself.
fn unpack(package: &Path, shown: &str) -> Result<TempDir, Vec<Diagnostic>> {
    let refuse = |message: Message| vec![Diagnostic::error(message).in_file(shown.to_owned())];
    let damaged = |words: String| refuse(say!("package.damaged", words = words));
    let file = std::fs::File::open(package)
        .map_err(|error| refuse(say!("template.unreadable", problem = &error)))?;
    let mut archive = ZipArchive::new(file).map_err(|error| damaged(error.to_string()))?;
    let files = TempDir::new().map_err(|error| refuse(io_error(&error)))?;
    let (mut left, mut problems) = (MAX_PACKAGE_BYTES, Vec::new());
    if archive.len() > 2 * MAX_FILES {
        return Err(refuse(say!("template.too-many-files")));
    }
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|error| damaged(error.to_string()))?;
        let name = entry.name().map_err(|error| damaged(error.to_string()))?.into_owned();
        if entry.is_dir() {
            continue;
        }
        let said = format!("{shown}/{name}");
        let path = Path::new(&name);
        if entry.is_symlink() || name.contains('\\') || name.contains(':') || !stays_inside(path) {
            problems.push(Diagnostic::error(say!("package.outside")).in_file(said));
            continue;
        }
        // What a package says of a file's size need not be so.
        let mut bytes = Vec::new();
        entry.by_ref().take(left + 1).read_to_end(&mut bytes).map_err(|error| damaged(error.to_string()))?;
        let Some(rest) = left.checked_sub(bytes.len() as u64) else {
            return Err(refuse(say!("package.too-large")));
        };
        left = rest;
        let target = files.path().join(path);
        let written = std::fs::create_dir_all(target.parent().unwrap_or(files.path()))
            .and_then(|()| std::fs::write(&target, &bytes));
        written.map_err(|error| vec![unwritable(&target, io_error(&error))])?;
    }
    if problems.is_empty() { Ok(files) } else { Err(problems) }
}

/// Moves files into their place; what was there goes.
fn put(files: &[(String, Vec<u8>)], target: &Path, root: &Path) -> std::io::Result<()> {
    let (new, old) = (folder_beside(root, files)?, folder_beside(root, &[])?);
    let away = old.path().join("template");
    if target.exists() {
        std::fs::rename(target, &away)?;
    }
    std::fs::rename(new.path(), target).inspect_err(|_| {
        // What was there is there again.
        let _ = std::fs::rename(&away, target);
    })?;
    // It has moved: there is nothing left to be taken away.
    let _ = new.keep();
    Ok(())
}
