//! Whole files: each is written beside its place and then moved there, so that nobody ever sees half of one.

use std::io::Write;
use std::path::{Component, Path, PathBuf};

use tempfile::NamedTempFile;

use crate::diagnostic::Diagnostic;
use crate::message::{Message, io_error};
use crate::say;

/// How the names of files begin that are not yet in their place.
pub const BESIDE: &str = ".banmian-";

/// Writes all files or none: each beside its place first, then all are moved there.
///
/// # Errors
/// One finding for each file that cannot be written.
pub fn write_whole(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Vec<Diagnostic>> {
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

/// Whether files that a command makes take nobody's place: none is one that it read, no two are the same, and a picture is
/// called one.
///
/// # Errors
/// One finding for each that may not be written.
pub fn may_be_written(files: &[(PathBuf, Vec<u8>)], read: &[PathBuf]) -> Result<(), Vec<Diagnostic>> {
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
