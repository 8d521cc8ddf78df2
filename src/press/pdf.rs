//! The PDF of a page, as typst-pdf writes it.

use typst_layout::PagedDocument;
use typst_library::foundations::{Datetime, Smart};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::diagnostic::Diagnostic;
use crate::guard::guarded;
use crate::say;

/// Writes a document as PDF. What becomes PDF/X gets its own version later: drawings of newer files can be in it. The same document and date give
/// the same bytes: nothing reads the clock.
///
/// # Errors
/// What typst-pdf refuses.
pub fn export(document: &PagedDocument, date: Option<Datetime>) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let fail = |words: &str| vec![Diagnostic::error(say!("pdf", words = words))];
    let options = PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some(super::program())),
        timestamp: date.map(Timestamp::new_utc),
        standards: PdfStandards::new(&[PdfStandard::V_1_7]).map_err(|error| fail(error.message()))?,
        tagged: false,
        ..PdfOptions::default()
    };
    // Fonts are cut down to what is used of them, and PDF pictures are read, only now.
    match guarded(|| typst_pdf::pdf(document, &options)) {
        Some(Ok(bytes)) => Ok(bytes),
        Some(Err(errors)) => Err(errors.iter().flat_map(|error| fail(&error.message)).collect()),
        None => Err(vec![Diagnostic::error(say!("pdf.undecodable")).hint(say!("hint.undecodable"))]),
    }
}
