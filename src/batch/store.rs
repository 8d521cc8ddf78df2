//! Where the results of a batch are written: whole files in a folder, or on an object store where the program is built with it.

use std::io::Read;
use std::path::{Path, PathBuf};

#[cfg(feature = "object-store")]
use super::objects::Objects;
use crate::diagnostic::Diagnostic;
use crate::files::{BESIDE, unwritable, write_whole};
use crate::message::io_error;

/// A file that the batch itself wrote is not larger.
const MOST_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// A place for results. Files are named by their path in it, with `/` between its parts.
pub struct Store(Place);

enum Place {
    Folder(PathBuf),
    #[cfg(feature = "object-store")]
    Objects(Objects),
}

impl Store {
    /// A folder, which is made when the first file is written.
    #[must_use]
    pub fn folder(folder: impl Into<PathBuf>) -> Self {
        Self(Place::Folder(folder.into()))
    }

    /// An address such as `s3://pages/2024`, or a folder.
    ///
    /// # Errors
    /// When the address cannot be understood, or the program is built without object stores.
    pub fn open(name: &Path) -> Result<Self, Diagnostic> {
        match address(name) {
            None => Ok(Self::folder(name)),
            #[cfg(feature = "object-store")]
            Some(address) => Ok(Self(Place::Objects(Objects::open(address)?))),
            #[cfg(not(feature = "object-store"))]
            Some(address) => Err(without(address)),
        }
    }

    /// The folder, where it is one.
    #[must_use]
    pub fn as_folder(&self) -> Option<&Path> {
        match &self.0 {
            Place::Folder(folder) => Some(folder),
            #[cfg(feature = "object-store")]
            Place::Objects(_) => None,
        }
    }

    /// How messages name a file.
    #[must_use]
    pub fn shown(&self, path: &str) -> String {
        match &self.0 {
            Place::Folder(folder) if path.is_empty() => folder.display().to_string(),
            Place::Folder(folder) => folder.join(path).display().to_string(),
            #[cfg(feature = "object-store")]
            Place::Objects(objects) => objects.shown(path),
        }
    }

    /// What stands in a file, if it is there and can be read.
    #[must_use]
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        match &self.0 {
            Place::Folder(folder) => {
                let mut bytes = Vec::new();
                let file = std::fs::File::open(folder.join(path)).ok()?;
                file.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
                Some(bytes)
            }
            #[cfg(feature = "object-store")]
            Place::Objects(objects) => objects.read(path).ok(),
        }
    }

    /// Writes a whole file, and the folders that it stands in.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, path: &str, bytes: Vec<u8>) -> Result<(), Vec<Diagnostic>> {
        match &self.0 {
            Place::Folder(folder) => {
                let path = folder.join(path);
                if let Some(above) = path.parent() {
                    std::fs::create_dir_all(above)
                        .map_err(|error| vec![unwritable(above, io_error(&error))])?;
                }
                write_whole(&[(path, bytes)], &[])
            }
            #[cfg(feature = "object-store")]
            Place::Objects(objects) => objects.write(path, bytes).map_err(|problem| vec![problem]),
        }
    }

    /// Takes a file away, if it is there.
    ///
    /// # Errors
    /// When it is there and stays.
    pub fn remove(&self, path: &str) -> Result<(), Vec<Diagnostic>> {
        match &self.0 {
            Place::Folder(folder) => {
                let path = folder.join(path);
                match std::fs::remove_file(&path) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        Err(vec![unwritable(&path, io_error(&error))])
                    }
                    _ => Ok(()),
                }
            }
            #[cfg(feature = "object-store")]
            Place::Objects(objects) => objects.remove(path).map_err(|problem| vec![problem]),
        }
    }

    /// Takes away what a process that was ended has left in a folder beside its files. Of an object nothing is left.
    pub fn tidy(&self, folder: &str) {
        let Some(results) = self.as_folder() else { return };
        let entries = std::fs::read_dir(results.join(folder)).into_iter().flatten().flatten();
        for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(BESIDE)) {
            // What cannot be taken away does no harm.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// A name that is an address of an object store.
#[must_use]
pub fn address(name: &Path) -> Option<&str> {
    name.to_str().filter(|name| name.contains("://"))
}

#[cfg(not(feature = "object-store"))]
pub(super) fn without(address: &str) -> Diagnostic {
    use crate::say;
    Diagnostic::error(say!("objects.none")).in_file(address.to_owned()).hint(say!("hint.objects"))
}
