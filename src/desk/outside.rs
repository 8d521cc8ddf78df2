//! What is changed of files outside: each is looked at from time to time.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// When a file was written last, and how long it is; none when it is not there.
type Stamp = Option<(SystemTime, u64)>;

/// The files that a page was made from, as they were then.
#[derive(Default)]
pub struct Stamps(HashMap<PathBuf, Stamp>);

fn stamp(path: &Path) -> Stamp {
    let data = std::fs::metadata(path).ok()?;
    Some((data.modified().ok()?, data.len()))
}

impl Stamps {
    /// Watches these files from now on; those that were watched before keep what was known of them.
    pub fn watch(&mut self, files: Vec<PathBuf>) {
        let mut before = std::mem::take(&mut self.0);
        for file in files {
            let known = before.remove(&file).unwrap_or_else(|| stamp(&file));
            self.0.insert(file, known);
        }
    }

    /// Watches these files besides.
    pub fn also(&mut self, files: Vec<PathBuf>) {
        for file in files {
            self.0.entry(file).or_insert_with_key(|file| stamp(file));
        }
    }

    /// Takes a file as it is now.
    pub fn take(&mut self, file: &Path) {
        self.0.insert(file.to_path_buf(), stamp(file));
    }

    /// Takes all as they are now.
    pub fn take_all(&mut self) {
        for (file, known) in &mut self.0 {
            *known = stamp(file);
        }
    }

    /// Whether a file is not as it was.
    pub fn is_new(&self, file: &Path) -> bool {
        self.0.get(file).is_some_and(|known| stamp(file) != *known)
    }

    /// The files that are not as they were.
    pub fn changed(&self) -> Vec<PathBuf> {
        let new = self.0.iter().filter(|(file, known)| stamp(file) != **known);
        let mut new: Vec<PathBuf> = new.map(|(file, _)| file.clone()).collect();
        new.sort();
        new
    }
}
