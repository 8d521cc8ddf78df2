//! The preview picture of a page.

use typst_layout::PagedDocument;
use typst_render::RenderOptions;

use crate::diagnostic::Diagnostic;
use crate::say;

/// A preview may have this many pixels.
pub const MAX_PIXELS: f64 = 200_000_000.0;

/// Renders the first page as PNG at a resolution (pixels to the inch).
///
/// # Errors
/// When the picture would be larger than [`MAX_PIXELS`], or cannot be encoded.
pub fn png(document: &PagedDocument, ppi: f64) -> Result<Vec<u8>, Diagnostic> {
    allowed(document, ppi)?;
    let Some(page) = document.pages().first() else {
        return Err(Diagnostic::error(say!("preview.no-page")));
    };
    let scale = ppi / 72.0;
    let options = RenderOptions { pixel_per_pt: scale.into(), ..RenderOptions::default() };
    typst_render::render(page, &options)
        .encode_png()
        .map_err(|error| Diagnostic::error(say!("preview.unwritable", words = error.to_string())))
}

/// Whether a preview of a resolution is small enough to be made.
///
/// # Errors
/// When it would be larger than [`MAX_PIXELS`].
pub fn allowed(document: &PagedDocument, ppi: f64) -> Result<(), Diagnostic> {
    let size = document.pages().first().map(|page| page.frame.size()).unwrap_or_default();
    let scale = ppi / 72.0;
    if size.x.to_pt() * size.y.to_pt() * scale * scale > MAX_PIXELS {
        return Err(Diagnostic::error(say!("preview.too-large", ppi = ppi)).hint(say!("hint.smaller-ppi")));
    }
    Ok(())
}
