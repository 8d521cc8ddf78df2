//! Where the results of a batch are written: whole files in a folder.

use std::io::Read;
use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::files::{BESIDE, unwritable, write_whole};
use crate::message::io_error;

/// A file that the batch itself wrote is not larger.
const MOST_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// A place for results. Files are named by their path in it, with `/` between its parts.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// A folder, which is made when the first file is written.
    #[must_use]
    pub fn folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// How messages name a file.
    #[must_use]
    pub fn shown(&self, path: &str) -> String {
        self.folder.join(path).display().to_string()
    }

    /// What stands in a file, if it is there and can be read.
    #[must_use]
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let file = std::fs::File::open(self.folder.join(path)).ok()?;
        file.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// Writes a whole file, and the folders that it stands in.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, path: &str, bytes: Vec<u8>) -> Result<(), Vec<Diagnostic>> {
        let path = self.folder.join(path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| vec![unwritable(folder, io_error(&error))])?;
        }
        write_whole(&[(path, bytes)])
    }

    /// Takes a file away, if it is there.
    ///
    /// # Errors
    /// When it is there and stays.
    pub fn remove(&self, path: &str) -> Result<(), Vec<Diagnostic>> {
        let path = self.folder.join(path);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(vec![unwritable(&path, io_error(&error))])
            }
            _ => Ok(()),
        }
    }

    /// Takes away what a process that was ended has left in a folder beside its files.
    pub fn tidy(&self, folder: &str) {
        let entries = std::fs::read_dir(self.folder.join(folder)).into_iter().flatten().flatten();
        for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(BESIDE)) {
            // Who cannot be taken away does no harm.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
