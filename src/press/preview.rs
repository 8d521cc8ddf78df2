//! The preview pictures of pages.

use std::path::{Path, PathBuf};

use typst_layout::{Page, PagedDocument};
use typst_library::model::Document;
use typst_render::RenderOptions;

use crate::diagnostic::Diagnostic;
use crate::guard::guarded;
use crate::say;

/// A preview may have this many pixels.
pub const MAX_PIXELS: f64 = 200_000_000.0;
/// The previews of all pages together may have this many pixels.
pub const MAX_PIXELS_TOGETHER: f64 = 400_000_000.0;

/// Renders the first page as PNG at a resolution (pixels to the inch), with the pictures it has.
///
/// # Errors
/// When the picture would be larger than [`MAX_PIXELS`], or cannot be encoded.
pub fn png(document: &PagedDocument, ppi: f64) -> Result<Vec<u8>, Diagnostic> {
    match document.pages().first() {
        Some(page) if pixels(page, ppi) > MAX_PIXELS => Err(too_large(ppi)),
        Some(page) => render(page, ppi),
        None => Err(Diagnostic::error(say!("preview.no-page"))),
    }
}

/// Renders every page as PNG; `ready` puts a page's pictures in the place of what stands for them. Only one page's pictures
/// are in memory at a time.
///
/// # Errors
/// As [`allowed`]; a picture that is damaged; a page that cannot be encoded.
pub fn all(
    document: &PagedDocument,
    ready: &dyn Fn(&PagedDocument) -> Result<PagedDocument, Vec<Diagnostic>>,
    ppi: f64,
) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    allowed(document, ppi).map_err(|error| vec![error])?;
    let mut pictures = Vec::new();
    for page in document.pages() {
        let alone = PagedDocument::new(vec![page.clone()].into(), document.info().clone());
        for page in ready(&alone)?.pages() {
            pictures.push(render(page, ppi).map_err(|error| vec![error])?);
        }
    }
    Ok(pictures)
}

/// Whether previews of all pages at a resolution are small enough to be made.
///
/// # Errors
/// When there is no page, one would be larger than [`MAX_PIXELS`], or all together than [`MAX_PIXELS_TOGETHER`].
pub fn allowed(document: &PagedDocument, ppi: f64) -> Result<(), Diagnostic> {
    let pages = document.pages();
    if pages.is_empty() {
        return Err(Diagnostic::error(say!("preview.no-page")));
    }
    if pages.iter().any(|page| pixels(page, ppi) > MAX_PIXELS) {
        return Err(too_large(ppi));
    }
    if pages.iter().map(|page| pixels(page, ppi)).sum::<f64>() > MAX_PIXELS_TOGETHER {
        let message = say!("preview.too-large-together", count = pages.len(), ppi = ppi);
        return Err(Diagnostic::error(message).hint(say!("hint.smaller-ppi")));
    }
    Ok(())
}

/// The files of so many pictures: the one that is named, or of several `NAME-1.png`, `NAME-2.png`, ….
#[must_use]
pub fn names(path: &Path, count: usize) -> Vec<PathBuf> {
    if count == 1 {
        return vec![path.to_path_buf()];
    }
    (1..=count).map(|number| numbered(path, number)).collect()
}

/// The file of the picture of a page, counted from 1, where there are several.
#[must_use]
pub fn numbered(path: &Path, number: usize) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_os_string();
    name.push(format!("-{number}"));
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

fn pixels(page: &Page, ppi: f64) -> f64 {
    let (size, scale) = (page.frame.size(), ppi / 72.0);
    size.x.to_pt() * size.y.to_pt() * scale * scale
}

fn too_large(ppi: f64) -> Diagnostic {
    Diagnostic::error(say!("preview.too-large", ppi = ppi)).hint(say!("hint.smaller-ppi"))
}

fn render(page: &Page, ppi: f64) -> Result<Vec<u8>, Diagnostic> {
    let options = RenderOptions { pixel_per_pt: (ppi / 72.0).into(), ..RenderOptions::default() };
    guarded(|| typst_render::render(page, &options))
        .ok_or_else(|| Diagnostic::error(say!("preview.undecodable")).hint(say!("hint.undecodable")))?
        .encode_png()
        .map_err(|error| Diagnostic::error(say!("preview.unwritable", words = error.to_string())))
}
