//! Whole files: each is written beside its place and then moved there, so that nobody ever sees half of one.

use std::io::Write;
use std::path::{Component, Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

use crate::diagnostic::Diagnostic;
use crate::message::{Message, io_error};
use crate::say;

/// How the names of files begin that are not yet in their place.
pub const BESIDE: &str = ".banmian-";

/// Characters that one system or another does not take in a name, or that lead out of a folder.
pub const UNSAFE: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];
/// Whether a character does not belong in a name.
#[must_use]
pub fn is_unsafe(c: char) -> bool {
    // Marks that turn the direction of writing make a name look like another.
    UNSAFE.contains(&c)
        || c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Writes all files or none: each beside its place first, then all are moved there. None takes the place of a file that was
/// `read`, nor of another of them, and a picture is called one.
///
/// # Errors
/// One finding for each file that may not or cannot be written.
pub fn write_whole(files: &[(PathBuf, Vec<u8>)], read: &[PathBuf]) -> Result<(), Vec<Diagnostic>> {
    may_be_written(files, read)?;
    let mut ready = Vec::new();
    let mut problems = Vec::new();
    for (path, bytes) in files {
        match write_beside(path, bytes) {
            Ok(file) => ready.push((path, file)),
            Err(problem) => problems.push(unwritable(path, problem)),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    for (path, file) in ready {
        if let Err(error) = file.persist(path) {
            problems.push(unwritable(path, io_error(&error.error)));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// One finding for each file that may not be written.
fn may_be_written(files: &[(PathBuf, Vec<u8>)], read: &[PathBuf]) -> Result<(), Vec<Diagnostic>> {
    let place = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let read: Vec<PathBuf> = read.iter().map(|path| place(path)).collect();
    let is_png = |bytes: &[u8]| bytes.starts_with(b"\x89PNG");
    let mut problems = Vec::new();
    for (index, (path, bytes)) in files.iter().enumerate() {
        let called = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("png"));
        let message = if read.contains(&place(path)) {
            say!("output.read")
        } else if files[..index].iter().any(|(other, _)| place(other) == place(path)) {
            say!("output.twice")
        } else if is_png(bytes) && !called && !path.is_dir() {
            say!("output.no-png")
        } else {
            continue;
        };
        problems
            .push(Diagnostic::error(message).in_file(path.display().to_string()).hint(say!("hint.output")));
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Whether a relative path stays in the folder that it begins in, as far as its words say.
#[must_use]
pub fn stays_inside(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

/// A folder's files beside its place, in a folder above it that is made where it is not there: to be moved into their place
/// when all are there, else they go away.
///
/// # Errors
/// When they cannot be written.
pub fn folder_beside(above: &Path, files: &[(String, Vec<u8>)]) -> std::io::Result<TempDir> {
    std::fs::create_dir_all(above)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(BESIDE);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o777));
    }
    let ready = builder.tempdir_in(above)?;
    for (path, bytes) in files {
        let path = ready.path().join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&path, bytes)?;
    }
    Ok(ready)
}

/// A finding about a file that cannot be written.
#[must_use]
pub fn unwritable(path: &Path, problem: Message) -> Diagnostic {
    Diagnostic::error(say!("unwritable", problem = problem))
        .in_file(path.display().to_string())
        .hint(say!("hint.another-place"))
}

fn write_beside(path: &Path, bytes: &[u8]) -> Result<NamedTempFile, Message> {
    if path.is_dir() {
        return Err(say!("io.is-a-folder"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(say!("io.no-folder"));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(BESIDE);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file: readable by all, less what the umask takes away.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    // The error names the temporary file; only its kind concerns the user.
    let plain = |error: std::io::Error| io_error(&error.kind().into());
    let mut file = builder.tempfile_in(folder).map_err(plain)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|error| io_error(&error))?;
    Ok(file)
}
