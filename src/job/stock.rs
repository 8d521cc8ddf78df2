//! What several jobs share: fonts and templates, each loaded once.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use typst_utils::hash128;

use crate::diagnostic::Diagnostic;
use crate::edition::Shelf;
use crate::typeset::{FontOptions, Fonts};

/// So many lists of fonts are kept: the one of all, and those of the last counties that bring some of their own.
const KEPT: usize = 4;

/// What several jobs share. An empty one is filled as jobs ask for things.
#[derive(Default)]
pub struct Stock {
    /// The templates.
    pub templates: Shelf,
    fonts: Mutex<HashMap<u128, Fonts>>,
}

impl Stock {
    /// The fonts as [`Fonts::load`] loads them.
    ///
    /// # Errors
    /// The same.
    pub fn fonts(&self, options: FontOptions) -> Result<Fonts, Vec<Diagnostic>> {
        let key = hash128(&(&options.first, &options.paths, options.system));
        let kept = || self.fonts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fonts) = kept().get(&key) {
            return Ok(fonts.clone());
        }
        let fonts = Fonts::load(&options)?;
        let mut all = kept();
        if all.len() >= KEPT {
            all.clear();
        }
        all.insert(key, fonts.clone());
        Ok(fonts)
    }
}
