//! Templates that several jobs share: each is read once.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use super::template::Template;
use crate::diagnostic::Diagnostic;

/// So many templates stand on a shelf; it is cleared when one more comes.
const KEPT: usize = 32;

/// Templates that were read, by what the user calls them.
#[derive(Default)]
pub struct Shelf {
    templates: Mutex<HashMap<String, Template>>,
}

impl Shelf {
    /// The template of a name or folder, as [`Template::open_from`] reads it. One shelf has one list of roots.
    ///
    /// # Errors
    /// The same; what cannot be read is not kept.
    pub fn open(&self, name: &str, roots: &[PathBuf]) -> Result<Template, Vec<Diagnostic>> {
        let kept = || self.templates.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(template) = kept().get(name) {
            return Ok(template.clone());
        }
        let template = Template::open_from(name, roots)?;
        let mut templates = kept();
        if templates.len() >= KEPT {
            templates.clear();
        }
        templates.insert(name.to_owned(), template.clone());
        Ok(template)
    }
}
