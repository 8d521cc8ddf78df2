//! From finished pages to the file: separation, pictures, imposition, marks, PDF/X.

use std::collections::HashMap;

use typst_layout::PagedDocument;
use typst_library::foundations::{Bytes, Datetime};
use typst_library::layout::{Abs, Sides};
use typst_library::model::Document;
use typst_library::visualize::{
    Color, ExchangeFormat, Image, PixelEncoding, PixelFormat, RasterFormat, RasterImage,
};

use super::icc::PressProfile;
use super::identity::{Identity, Revision};
use super::imposition::{self, Imposition};
use super::ink::InkReport;
use super::marks::{self, Marks};
use super::on_screen::{self, Screen};
use super::pdfx::{About, Boxes};
use super::pictures::{self, Cut, Kind, Known, Making, Origin};
use super::preflight::{self, Preflighted};
use super::separate::{self, Inks, Separated};
use super::spot::spot;
use super::way::Note;
use super::{MAX_PAGES, PdfX, Preflight, Press, gwg, pdf, pdfx};
use crate::diagnostic::{Diagnostic, Severity};
use crate::edition::LeafletRules;
use crate::makeup::inspect::WARN_PPI;
use crate::message::Message;
use crate::say;
use crate::typeset::Fonts;

/// Line art with fewer pixels to the inch has steps that are seen.
const LINE_ART_WARN_PPI: f64 = 300.0;

/// What is to be printed, and how.
pub struct Work<'a> {
    /// The pages.
    pub document: &'a PagedDocument,
    /// What its pictures stand for.
    pub origin: &'a dyn Fn(&RasterImage) -> Origin,
    /// The colours of the theme, which a gradient may hide in a mixed colour.
    pub theme: &'a [Color],
    /// The press.
    pub press: &'a Press,
    /// The version of PDF/X; the press's own when none is named.
    pub pdfx: Option<PdfX>,
    /// How the pages stand on sheets; by themselves when nothing is said.
    pub imposition: Option<Imposition>,
    /// How thick the paper of a booklet is: its inner pages are moved towards the fold by as much as they would creep out.
    pub paper: Abs,
    /// The rules of the trade that the file is checked against, beside what the press asks.
    pub preflight: Option<Preflight>,
    /// Where the pages are folded, from their left trim.
    pub fold: Option<Abs>,
    /// Which pages are panels of which side, where they are of a leaflet.
    pub leaflet: Option<&'a LeafletRules>,
    /// The slug line, when marks are wanted.
    pub marks: Option<String>,
    /// The families of the slug line.
    pub families: &'a [String],
    /// The fonts.
    pub fonts: &'a Fonts,
    /// The file's date.
    pub date: Datetime,
    /// Which document it is, and which version.
    pub identity: &'a Identity,
}

/// A file for the press, and what preflight has to say.
pub struct PressFile {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Findings of preflight; none of them stops the output.
    pub findings: Vec<Diagnostic>,
    /// The ink on the pages.
    pub ink: Option<InkReport>,
    /// The mark of the pages' version.
    pub revision: Revision,
}

/// Makes the file for a press, or for the office.
///
/// # Errors
/// What cannot be printed; more than [`MAX_PAGES`] pages.
pub fn print(work: &Work) -> Result<PressFile, Vec<Diagnostic>> {
    let count = work.document.pages().len();
    if count > MAX_PAGES {
        let message = say!("too-many-pages", count = count, limit = MAX_PAGES);
        return Err(vec![Diagnostic::error(message).hint(say!("hint.fewer-pages"))]);
    }
    let findings = match work.imposition {
        Some(Imposition::Booklet) => imposition::check(work.document, work.paper),
        Some(Imposition::Pairs) => imposition::check_pairs(work.document),
        Some(Imposition::SinglePages) => imposition::check_fold(work.fold),
        Some(Imposition::Leaflet) => imposition::check_leaflet(work.document, work.leaflet),
        Some(Imposition::Pages) | None => Vec::new(),
    };
    if let (Some(Imposition::SinglePages), Some(fold)) = (work.imposition, work.fold) {
        let document = &imposition::single_pages(work.document, fold);
        return print_pages(&Work { document, marks: work.marks.clone(), ..*work }, findings);
    }
    print_pages(work, findings)
}

fn print_pages(work: &Work, findings: Vec<Diagnostic>) -> Result<PressFile, Vec<Diagnostic>> {
    match &work.press.profile {
        Some(_) => print_inks(work, findings),
        None => print_rgb(work, findings),
    }
}

fn print_inks(work: &Work, mut findings: Vec<Diagnostic>) -> Result<PressFile, Vec<Diagnostic>> {
    let Some(profile) = &work.press.profile else { return Err(findings) };
    let settings = &work.press.settings;
    let pdfx = work.pdfx.unwrap_or(settings.pdfx);
    if pdfx == PdfX::X1a && profile.version > 2 {
        let message = say!("press-profile.version", version = profile.version.to_string());
        findings.push(Diagnostic::error(message).hint(say!("hint.x4-or-version-2")));
        return Err(findings);
    }
    let inks = Inks::Press { profile, alpha: pdfx == PdfX::X4 };
    let separated = separate::separate(work.document, inks, work.theme, work.origin);
    if !separated.findings.is_empty() {
        findings.extend(separated.findings);
        return Err(findings);
    }
    let cuts = &separated.cuts;
    let pictures = all(pictures::print_all(cuts, making(work.press, profile, pdfx)), cuts, &mut findings)?;
    let Preflighted { findings: found, ink, knocked_out } = preflight::check(&separated, &pictures, settings);
    findings.extend(found);
    if let Some(rules) = work.preflight {
        let checked = gwg::Checked { separated: &separated, pictures: &pictures, pdfx, ink: &ink };
        findings.extend(gwg::check(rules, &checked));
    }
    let several = work.document.pages().len() > 1;
    findings.extend(notes(cuts, pictures.iter().map(|picture| &picture.known), several));
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(findings);
    }
    let (document, boxes) = on_sheets(&separate::knock_out(&separated.document, &knocked_out), work)?;
    let plain = pdf::export(&document, Some((work.identity, work.date)))?;
    let info = work.document.info();
    let title = info.title.as_deref().unwrap_or_default();
    let author = info.author.join(", ");
    let about = About {
        title,
        author: &author,
        date: work.date,
        pdfx,
        condition: &work.press.condition,
        identity: work.identity,
        photos: &cuts
            .iter()
            .map(|cut| Some((cut.origin.name()?.to_owned(), cut.origin.content())))
            .collect::<Vec<_>>(),
    };
    let bytes = pdfx::finish(&plain, &pictures, profile, &about, &boxes, &separated.ramps)
        .map_err(|message| vec![Diagnostic::error(message)])?;
    Ok(PressFile { bytes, findings, ink: Some(ink), revision: work.identity.revision.clone() })
}

/// How pictures are made for a press.
fn making<'a>(press: &Press, profile: &'a PressProfile, pdfx: PdfX) -> Making<'a> {
    let settings = &press.settings;
    Making {
        ppi: settings.ppi,
        sharpen: settings.sharpen,
        prepare: settings.prepare,
        black: settings.black,
        alpha: pdfx == PdfX::X4,
        press: profile,
        total_ink: settings.total_ink,
    }
}

/// Imposes the pages and adds the marks, where these are wanted; with the boxes of each sheet.
fn on_sheets(document: &PagedDocument, work: &Work) -> Result<(PagedDocument, Vec<Boxes>), Vec<Diagnostic>> {
    let (document, labels, folds) = match (work.imposition, work.leaflet) {
        (Some(way @ (Imposition::Booklet | Imposition::Pairs)), _) => {
            let imposed = imposition::impose(document, way, work.paper);
            let labels = imposition::labels(&imposed.sides, way);
            (imposed.document, labels, vec![imposed.fold])
        }
        (Some(Imposition::Leaflet), Some(leaflet)) => {
            let folded = imposition::leaflet(document, leaflet);
            (folded.document, imposition::leaflet_labels(leaflet), folded.folds)
        }
        (Some(Imposition::SinglePages), _) => {
            (document.clone(), imposition::page_labels(document.pages().len()), Vec::new())
        }
        _ => {
            let count = document.pages().len();
            let numbers = (1..=count).filter(|_| count > 1).map(|number| number.to_string());
            (document.clone(), numbers.collect(), work.fold.into_iter().collect())
        }
    };
    let margin = work.marks.is_some().then(|| Sides::splat(marks::margin(&document)));
    let boxes =
        document.pages().iter().map(|page| Boxes { margin: margin.unwrap_or(page.bleed), bleed: page.bleed });
    let boxes = boxes.collect();
    let document = match &work.marks {
        Some(slug) => {
            let marks =
                Marks { slug, labels: &labels, folds: &folds, families: work.families, press: work.press };
            marks::add(&document, &marks, work.fonts)?
        }
        None => document,
    };
    Ok((document, boxes))
}

/// What is odd about the pictures: their colour profiles, and those of the template that have too few pixels; the report's
/// photos are judged with the page. A picture that stands on several pages is noted once.
fn notes<'a>(cuts: &[Cut], known: impl Iterator<Item = &'a Known>, several: bool) -> Vec<Diagnostic> {
    let mut notes: Vec<(u128, &Cut, Note, usize)> = Vec::new();
    for (cut, known) in cuts.iter().zip(known) {
        let few = few_pixels(cut, known);
        for note in known.note.iter().cloned().chain(few) {
            let content = cut.origin.content();
            let same = |other: &&mut (u128, &Cut, Note, usize)| other.0 == content && other.2 == note;
            match notes.iter_mut().find(same) {
                Some((.., more)) => *more += 1,
                None => notes.push((content, cut, note, 0)),
            }
        }
    }
    let notes = notes.into_iter().map(|(_, cut, note, more)| {
        let at = spot(several.then_some(cut.page), cut.place());
        let at = if more > 0 { say!("spot.and-more", first = at, count = more) } else { at };
        Diagnostic::warning(note.message.with("at", at)).hint(note.hint)
    });
    notes.collect()
}

/// What is said of a picture of the template that has too few pixels for its size.
fn few_pixels(cut: &Cut, known: &Known) -> Option<Note> {
    let least = match known.kind {
        Kind::Photo => WARN_PPI,
        Kind::LineArt => LINE_ART_WARN_PPI,
        Kind::Code => return None,
    };
    // Half a pixel more or less is not said.
    if matches!(cut.origin, Origin::Photo { .. }) || known.ppi >= least - 0.5 {
        return None;
    }
    let needed = (cut.width_pt / 72.0 * least / (cut.right - cut.left).max(1e-6)).ceil();
    let (ppi, least) = (format!("{:.0}", known.ppi), format!("{least:.0}"));
    let message = match known.kind {
        Kind::Photo => say!("low-resolution.picture", ppi = ppi, needed = least),
        _ => say!("low-resolution.line-art", ppi = ppi, needed = least),
    };
    Some(Note { message, hint: say!("hint.wider-picture", pixels = format!("{needed:.0}")) })
}

/// RGB as it is: photos at their size as JPEG.
fn print_rgb(work: &Work, mut findings: Vec<Diagnostic>) -> Result<PressFile, Vec<Diagnostic>> {
    let Separated { document, cuts, .. } =
        separate::separate(work.document, Inks::AsTheyAre, work.theme, work.origin);
    let pictures = all(pictures::office_all(&cuts, work.press.settings.ppi), &cuts, &mut findings)?;
    findings.extend(notes(&cuts, pictures.iter().map(|picture| &picture.known), document.pages().len() > 1));
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(findings);
    }
    let images: Result<Vec<Image>, Message> = pictures
        .into_iter()
        .map(|picture| {
            let format = if picture.png { ExchangeFormat::Png } else { ExchangeFormat::Jpg };
            let raster =
                RasterImage::plain(Bytes::new(picture.bytes), format).map_err(|error| unprintable(&error))?;
            Ok(Image::plain(raster))
        })
        .collect();
    let images = images.map_err(|message| vec![Diagnostic::error(message)])?;
    let (document, boxes) = on_sheets(&separate::with_pictures(&document, &images), work)?;
    let mut bytes = pdf::export(&document, Some((work.identity, work.date)))?;
    if work.marks.is_some() {
        bytes = pdfx::with_boxes(&bytes, &boxes).map_err(|message| vec![Diagnostic::error(message)])?;
    }
    Ok(PressFile { bytes, findings, ink: None, revision: work.identity.revision.clone() })
}

/// The pages with their pictures, for a preview at a resolution.
///
/// # Errors
/// A picture that is damaged.
pub fn preview(
    document: &PagedDocument,
    origin: &dyn Fn(&RasterImage) -> Origin,
    ppi: f64,
) -> Result<PagedDocument, Vec<Diagnostic>> {
    preview_kept(document, origin, ppi, &mut Kept::default())
}

/// Pictures of earlier previews, by what they show.
#[derive(Default)]
pub struct Kept(HashMap<u128, Image>);

/// The same; what was made before is taken from what is kept, and what is not on the pages any more is forgotten.
///
/// # Errors
/// A picture that is damaged.
pub fn preview_kept(
    document: &PagedDocument,
    origin: &dyn Fn(&RasterImage) -> Origin,
    ppi: f64,
    kept: &mut Kept,
) -> Result<PagedDocument, Vec<Diagnostic>> {
    let Separated { document, cuts, .. } = separate::separate(document, Inks::AsTheyAre, &[], origin);
    let keys: Vec<u128> = cuts.iter().map(|cut| cut.look(ppi)).collect();
    kept.0.retain(|key, _| keys.contains(key));
    let is_new = |(_, key): &(&Cut, &u128)| !kept.0.contains_key(*key);
    let (new, new_keys): (Vec<Cut>, Vec<u128>) =
        cuts.iter().zip(&keys).filter(is_new).map(|(cut, key)| (cut.clone(), *key)).unzip();
    let pixels = all(pictures::preview_all(&new, ppi), &new, &mut Vec::new())?;
    for (key, pixels) in new_keys.into_iter().zip(pixels) {
        let (width, height) = pixels.dimensions();
        let format = PixelFormat { encoding: PixelEncoding::Rgba8, width, height };
        if let Ok(raster) = RasterImage::plain(Bytes::new(pixels.into_raw()), RasterFormat::Pixel(format)) {
            kept.0.insert(key, Image::plain(raster));
        }
    }
    let images: Vec<Image> = keys.iter().filter_map(|key| kept.0.get(key).cloned()).collect();
    Ok(separate::with_pictures(&document, &images))
}

/// The screen that shows a press's inks.
///
/// # Errors
/// A press without a profile, which prints as the screen does.
pub fn screen(press: &Press) -> Result<Screen<'_>, Vec<Diagnostic>> {
    let none = || vec![Diagnostic::error(say!("soft-proof.rgb")).hint(say!("hint.name-a-press"))];
    press.profile.as_ref().map(Screen::new).ok_or_else(none)
}

/// The pages as the press will print them, for a preview: paper, inks and all.
///
/// # Errors
/// What cannot be printed; a picture that is damaged.
pub fn soft_proof(
    document: &PagedDocument,
    theme: &[Color],
    origin: &dyn Fn(&RasterImage) -> Origin,
    press: &Press,
    screen: &Screen,
) -> Result<PagedDocument, Vec<Diagnostic>> {
    let profile = screen.press;
    let inks = Inks::Press { profile, alpha: true };
    let separated = separate::separate(document, inks, theme, origin);
    if !separated.findings.is_empty() {
        return Err(separated.findings);
    }
    let making = making(press, profile, PdfX::X4);
    let pictures = all(pictures::print_all(&separated.cuts, making), &separated.cuts, &mut Vec::new())?;
    on_screen::shown(&separated, &pictures, screen).map_err(|message| vec![Diagnostic::error(message)])
}

fn unprintable(error: &dyn std::fmt::Display) -> Message {
    say!("picture.unwritable", words = error.to_string())
}

/// All results, or all that went wrong with the cuts' pictures, behind what was found before.
fn all<T>(
    results: Vec<Result<T, Note>>,
    cuts: &[Cut],
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<T>, Vec<Diagnostic>> {
    let several = cuts.iter().any(|cut| cut.page > 1);
    let mut good = Vec::new();
    let mut bad = Vec::new();
    for (result, cut) in results.into_iter().zip(cuts) {
        match result {
            Ok(value) => good.push(value),
            Err(Note { message, hint }) => {
                let at = spot(several.then_some(cut.page), cut.place());
                let finding = Diagnostic::error(message.with("at", at)).hint(hint);
                bad.push(match cut.origin.name() {
                    Some(name) => finding.in_file(name),
                    None => finding,
                });
            }
        }
    }
    if bad.is_empty() {
        return Ok(good);
    }
    bad.splice(0..0, findings.drain(..));
    bad.dedup();
    Err(bad)
}
