//! Pages for a screen, in cells: what stays the same from one version to the next is neither made nor drawn again.

use std::sync::{Mutex, PoisonError};

use typst_layout::PagedDocument;

use super::press::origin;
use super::{Opened, Outcome};
use crate::diagnostic::Diagnostic;
use crate::drawn::{self, map::Map};
use crate::press::{self, Kept, cells};

/// Pictures are brought to this resolution on a page (pixels to the inch): sharp at twice its size on most screens.
const PPI: f64 = 150.0;

/// A screen, which keeps the pictures of what it showed last.
#[derive(Default)]
pub struct Screen(Mutex<Kept>);

/// Pages as a screen shows them.
pub struct Shown {
    document: PagedDocument,
    /// The hashes of each page's cells, row by row.
    pub cells: Vec<Vec<Vec<u128>>>,
    /// Where everything stands.
    pub map: Map,
}

impl Screen {
    /// Finished pages as they are shown; none when there are none.
    ///
    /// # Errors
    /// A picture that is damaged.
    pub fn show(&self, opened: &Opened, outcome: &Outcome) -> Result<Option<Shown>, Vec<Diagnostic>> {
        let Some(document) = &outcome.document else { return Ok(None) };
        let edition = outcome.edition.as_deref().unwrap_or(&opened.edition);
        let origin = origin(opened, outcome);
        let document = {
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            press::preview_kept(document, &origin, PPI, &mut kept)?
        };
        let map = drawn::map(&drawn::Finished {
            edition,
            hero: None,
            document: outcome.document.as_ref().unwrap_or(&document),
            origin: &origin,
            place: &|_| None,
        });
        let cells = document.pages().iter().map(cells::hashes).collect();
        Ok(Some(Shown { document, cells, map }))
    }
}

impl Shown {
    /// The pages' widths and heights (pt).
    #[must_use]
    pub fn sizes(&self) -> Vec<(f64, f64)> {
        let size = |page: &typst_layout::Page| (page.frame.width().to_pt(), page.frame.height().to_pt());
        self.document.pages().iter().map(size).collect()
    }

    /// A cell of a page as PNG, in so many pixels to the point; none where there is none.
    #[must_use]
    pub fn png(&self, page: usize, cell: (usize, usize), scale: f64) -> Option<Vec<u8>> {
        cells::png(self.document.pages().get(page)?, cell, scale).ok()
    }
}
