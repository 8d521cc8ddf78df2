//! From a finished page to the file: separation, pictures, marks, PDF/X.

use typst_layout::PagedDocument;
use typst_library::foundations::{Bytes, Datetime};
use typst_library::model::Document;
use typst_library::visualize::{
    ExchangeFormat, Image, PixelEncoding, PixelFormat, RasterFormat, RasterImage,
};

use super::pdfx::{About, Boxes};
use super::pictures::{self, Cut, Making, Origin, Printed};
use super::preflight::{self, InkReport};
use super::separate::{self, Inks, Separated};
use super::{PdfX, Press, marks, pdf, pdfx};
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::say;
use crate::typeset::Fonts;

/// What is to be printed, and how.
pub struct Work<'a> {
    /// The page.
    pub document: &'a PagedDocument,
    /// What its pictures stand for.
    pub origin: &'a dyn Fn(&RasterImage) -> Origin,
    /// The press.
    pub press: &'a Press,
    /// The version of PDF/X; the press's own when none is named.
    pub pdfx: Option<PdfX>,
    /// The slug line, when marks are wanted.
    pub marks: Option<String>,
    /// The families of the slug line.
    pub families: &'a [String],
    /// The fonts.
    pub fonts: &'a Fonts,
    /// The file's date.
    pub date: Datetime,
}

/// A file for the press, and what preflight has to say.
pub struct PressFile {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Findings of preflight; none of them stops the output.
    pub findings: Vec<Diagnostic>,
    /// The ink on the page.
    pub ink: Option<InkReport>,
}

/// Makes the file for a press, or for the office.
///
/// # Errors
/// What cannot be printed.
pub fn print(work: &Work) -> Result<PressFile, Vec<Diagnostic>> {
    match &work.press.profile {
        Some(_) => print_inks(work),
        None => print_rgb(work),
    }
}

fn print_inks(work: &Work) -> Result<PressFile, Vec<Diagnostic>> {
    let Some(profile) = &work.press.profile else { return Err(Vec::new()) };
    let settings = &work.press.settings;
    let pdfx = work.pdfx.unwrap_or(settings.pdfx);
    if pdfx == PdfX::X1a && profile.version > 2 {
        let message = say!("press-profile.version", version = profile.version.to_string());
        return Err(vec![Diagnostic::error(message).hint(say!("hint.x4-or-version-2"))]);
    }
    let Separated { document, cuts, findings } =
        separate::separate(work.document, Inks::Press { profile, alpha: pdfx == PdfX::X4 }, work.origin);
    if !findings.is_empty() {
        return Err(findings);
    }
    let making = Making {
        ppi: settings.ppi,
        sharpen: settings.sharpen,
        press: profile,
        total_ink: settings.total_ink,
    };
    let pictures = all(pictures::print_all(&cuts, making))?;
    let (mut findings, ink) = preflight::check(&document, &cuts, &pictures, settings);
    findings.extend(profile_notes(&cuts, &pictures));
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(findings);
    }
    let bleed = document.pages().first().map_or(0.0, |page| page.bleed.left.to_pt());
    let (document, boxes) = match &work.marks {
        Some(slug) => (
            marks::add(&document, slug, work.families, work.fonts)?,
            Boxes { margin: marks::MARGIN_PT, bleed },
        ),
        None => (document, Boxes { margin: bleed, bleed }),
    };
    let plain = pdf::export(&document, Some(work.date), Some(pdfx))?;
    let info = work.document.info();
    let title = info.title.as_deref().unwrap_or_default();
    let author = info.author.join(", ");
    let about = About { title, author: &author, date: work.date, pdfx, condition: &settings.condition };
    let bytes = pdfx::finish(&plain, &pictures, profile, &about, boxes)
        .map_err(|message| vec![Diagnostic::error(message)])?;
    Ok(PressFile { bytes, findings, ink: Some(ink) })
}

/// What is odd about the pictures' own profiles; their colours are taken as sRGB.
fn profile_notes(cuts: &[Cut], pictures: &[Printed]) -> Vec<Diagnostic> {
    let noted = cuts.iter().zip(pictures).filter_map(|(cut, picture)| Some((cut, picture.note.clone()?)));
    noted
        .map(|(cut, note)| {
            let at = preflight::spot(cut.x_pt * 25.4 / 72.0, cut.y_pt * 25.4 / 72.0);
            Diagnostic::warning(say!("picture-profile", reason = note, at = at)).hint(say!("hint.to-srgb"))
        })
        .collect()
}

/// RGB as it is: pictures at their size as JPEG.
fn print_rgb(work: &Work) -> Result<PressFile, Vec<Diagnostic>> {
    let Separated { document, cuts, .. } = separate::separate(work.document, Inks::AsTheyAre, work.origin);
    let pixels = all(pictures::preview_all(&cuts, work.press.settings.ppi))?;
    let images: Result<Vec<Image>, Message> = pixels
        .into_iter()
        .map(|pixels| {
            let mut jpeg = Vec::new();
            let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 90);
            pixels.write_with_encoder(encoder).map_err(|error| unprintable(&error))?;
            let raster = RasterImage::plain(Bytes::new(jpeg), ExchangeFormat::Jpg)
                .map_err(|error| unprintable(&error))?;
            Ok(Image::plain(raster))
        })
        .collect();
    let images = images.map_err(|message| vec![Diagnostic::error(message)])?;
    let document = separate::with_pictures(&document, &images);
    let document = match &work.marks {
        Some(slug) => marks::add(&document, slug, work.families, work.fonts)?,
        None => document,
    };
    Ok(PressFile { bytes: pdf::export(&document, Some(work.date), None)?, findings: Vec::new(), ink: None })
}

/// The page with its pictures, for a preview at a resolution.
///
/// # Errors
/// A picture that is damaged.
pub fn preview(
    document: &PagedDocument,
    origin: &dyn Fn(&RasterImage) -> Origin,
    ppi: f64,
) -> Result<PagedDocument, Vec<Diagnostic>> {
    let Separated { document, cuts, .. } = separate::separate(document, Inks::AsTheyAre, origin);
    let pixels = all(pictures::preview_all(&cuts, ppi))?;
    let images: Vec<Image> = pixels
        .into_iter()
        .filter_map(|pixels| {
            let (width, height) = pixels.dimensions();
            let format = PixelFormat { encoding: PixelEncoding::Rgb8, width, height };
            let raster =
                RasterImage::plain(Bytes::new(pixels.into_raw()), RasterFormat::Pixel(format)).ok()?;
            Some(Image::plain(raster))
        })
        .collect();
    Ok(separate::with_pictures(&document, &images))
}

fn unprintable(error: &dyn std::fmt::Display) -> Message {
    say!("picture.unwritable", words = error.to_string())
}

/// All results, or all that went wrong.
fn all<T>(results: Vec<Result<T, Message>>) -> Result<Vec<T>, Vec<Diagnostic>> {
    let mut good = Vec::new();
    let mut bad = Vec::new();
    for result in results {
        match result {
            Ok(value) => good.push(value),
            Err(message) => bad.push(Diagnostic::error(message).hint(say!("hint.picture-from-camera"))),
        }
    }
    if bad.is_empty() { Ok(good) } else { Err(bad) }
}
