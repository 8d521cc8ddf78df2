//! The report as a first draft.

use super::{Import, Order};

/// Imports a text with its tables and photos.
#[must_use]
pub fn run(order: &Order) -> Import {
    let _ = order;
    Import::default()
}
