//! The PDF of a page, as typst-pdf writes it.

use typst_layout::PagedDocument;
use typst_library::foundations::{Datetime, Smart};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::Identity;
use crate::diagnostic::Diagnostic;
use crate::guard::guarded;
use crate::say;

/// Writes a document as PDF. What becomes PDF/X gets its own version later: drawings of newer files can be in it. `of` says
/// which document it is, and its date. The same gives the same bytes: nothing reads the clock.
///
/// # Errors
/// What typst-pdf refuses.
pub fn export(
    document: &PagedDocument,
    of: Option<(&Identity, Datetime)>,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let fail = |words: &str| vec![Diagnostic::error(say!("pdf", words = words))];
    let options = PdfOptions {
        ident: of.map_or(Smart::Auto, |(identity, _)| Smart::Custom(format!("{:032x}", identity.document))),
        creator: Smart::Custom(Some(super::program())),
        timestamp: of.map(|(_, date)| Timestamp::new_utc(date)),
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
