//! Files beside the report that the desk changed, the county's and the plan: they are taken back in one row with the report's
//! changes, as long as the desk is open.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use banmian::diagnostic::Diagnostic;
use banmian::files::{unwritable, write_whole};
use banmian::message::io_error;

/// Changes of one file that follow each other within this time are taken back together.
const TOGETHER: Duration = Duration::from_millis(1500);

/// A file as it was and as it is; nothing where it is not there.
struct Change {
    path: PathBuf,
    old: Option<Vec<u8>>,
    new: Option<Vec<u8>>,
    /// After how many changes of the report.
    after: usize,
    when: Instant,
}

/// The changes that can be taken back, and those that were.
#[derive(Default)]
pub struct Beside {
    done: Vec<Change>,
    undone: Vec<Change>,
}

impl Beside {
    /// Writes a file, or takes it away, after so many changes of the report.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn change(&mut self, path: &Path, new: Option<Vec<u8>>, after: usize) -> Result<(), Vec<Diagnostic>> {
        let old = std::fs::read(path).ok();
        if old == new {
            return Ok(());
        }
        put(path, new.as_deref())?;
        self.go_on();
        let when = Instant::now();
        if let Some(last) = self.done.last_mut()
            && last.path == path
            && last.after == after
            && when - last.when < TOGETHER
        {
            (last.new, last.when) = (new, when);
            // What was put back at once is no change.
            self.done.pop_if(|last| last.old == last.new);
            return Ok(());
        }
        self.done.push(Change { path: path.to_path_buf(), old, new, after, when });
        Ok(())
    }

    /// Whether any change can be taken back.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether any can be done again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Nothing can be done again any more: something else was changed.
    pub fn go_on(&mut self) {
        self.undone.clear();
    }

    /// Takes the last change back that was made after so many changes of the report, or does it again; gives its file. What was changed
    /// outside since is left alone.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn step(&mut self, back: bool, after: usize) -> Result<Option<PathBuf>, Vec<Diagnostic>> {
        let (from, to) =
            if back { (&mut self.done, &mut self.undone) } else { (&mut self.undone, &mut self.done) };
        let Some(change) = from.pop_if(|last| last.after == after) else { return Ok(None) };
        let (now, then) = if back { (&change.new, &change.old) } else { (&change.old, &change.new) };
        if std::fs::read(&change.path).ok() == *now {
            put(&change.path, then.as_deref())?;
        }
        let path = change.path.clone();
        to.push(change);
        Ok(Some(path))
    }
}

fn put(path: &Path, bytes: Option<&[u8]>) -> Result<(), Vec<Diagnostic>> {
    match bytes {
        Some(bytes) => write_whole(&[(path.to_path_buf(), bytes.to_vec())], &[]),
        None => match std::fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(vec![unwritable(path, io_error(&error))])
            }
            _ => Ok(()),
        },
    }
}
