//! Folders that hold templates, beside those of the program: the ones that the user names, or the one that templates are
//! installed in.

use std::path::{Component, Path, PathBuf};

use super::folder::{TEMPLATE_FILE, embedded_names};

/// The folder that templates are installed in when none is named.
#[must_use]
pub fn installed() -> Option<PathBuf> {
    Some(dirs::data_dir()?.join("banmian").join("templates"))
}

/// The template of a name in the first folder that has one.
#[must_use]
pub fn find(name: &str, roots: &[PathBuf]) -> Option<PathBuf> {
    let mut parts = Path::new(name).components();
    let plain = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
    let found = || roots.iter().map(|root| root.join(name)).find(|path| path.join(TEMPLATE_FILE).is_file());
    found().filter(|_| plain)
}

/// A template by its way from a folder, such as `../name`, where the way ends in one of the folders, also when links are
/// followed.
pub(super) fn beside(home: &Path, name: &str, roots: &[PathBuf]) -> Option<PathBuf> {
    let relative = Path::new(name);
    if !relative.is_relative() {
        return None;
    }
    let path = home.join(relative);
    let real = path.canonicalize().ok()?;
    let allowed = roots
        .iter()
        .filter_map(|root| root.canonicalize().ok())
        .any(|root| real.starts_with(&root) && real != root);
    allowed.then_some(path)
}

/// The names of the templates in some folders, each once.
#[must_use]
pub fn names(roots: &[PathBuf]) -> Vec<String> {
    let entries = roots.iter().filter_map(|root| std::fs::read_dir(root).ok()).flatten().flatten();
    let mut names: Vec<String> = entries
        .filter(|entry| entry.path().join(TEMPLATE_FILE).is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    names.dedup();
    names
}

/// The templates of the program, and those of some folders that are not called as one of these.
#[must_use]
pub fn all(roots: &[PathBuf]) -> Vec<String> {
    let own = embedded_names();
    let others: Vec<String> = names(roots).into_iter().filter(|name| !own.contains(name)).collect();
    own.into_iter().chain(others).collect()
}
