//! The PDF of a page.

use typst_layout::PagedDocument;
use typst_library::foundations::{Datetime, Smart};
use typst_pdf::{PdfOptions, Timestamp};

use crate::diagnostic::Diagnostic;

/// Writes a document as PDF. The same document and date give the same bytes: nothing reads the clock.
///
/// # Errors
/// What typst-pdf refuses.
pub fn export(document: &PagedDocument, date: Option<Datetime>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some(format!("Banmian {}", env!("CARGO_PKG_VERSION")))),
        timestamp: date.map(Timestamp::new_utc),
        tagged: false,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| {
        errors.iter().map(|error| Diagnostic::error("pdf", error.message.to_string())).collect()
    })
}
