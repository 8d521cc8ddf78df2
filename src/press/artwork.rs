//! Drawings that a template brings, SVG and PDF: whether they can be printed in inks, and how much ink they are.
//!
//! Each is brought into inks by itself first, so that what cannot be is said with its place on the page.

use lopdf::{Document, Object, ObjectId};
use typst_layout::{Page, PagedDocument};
use typst_library::foundations::Smart;
use typst_library::layout::{Frame, FrameItem, Point, Size};
use typst_library::visualize::{Image, ImageKind};
use typst_render::RenderOptions;
use typst_syntax::Span;

use super::functions::{behind, dict_of};
use super::icc::PressProfile;
use super::pdf;
use super::pictures::INK_GRID;
use super::recolour::{foreign_colours, recolour};
use super::spaces::neutral;
use crate::guard::guarded;
use crate::message::Message;
use crate::say;

/// A drawing is looked at in so many pixels for each cell of ink.
const CELL: usize = 4;

/// What is known of a drawing.
#[derive(Debug, Clone)]
pub struct Artwork {
    /// The ink on average, in [`INK_GRID`] × [`INK_GRID`] cells, row by row (%).
    pub ink: Vec<f32>,
    /// The names of its plates beside the four.
    pub plates: Vec<String>,
    /// The most ink of one of its colours (%).
    pub most_ink: f64,
}

/// Looks a drawing over as large as it is on the page; `page` is that page. With `alpha`, it may be transparent.
///
/// # Errors
/// Why it cannot be printed.
pub fn examine(
    image: &Image,
    size: Size,
    page: &Page,
    press: &PressProfile,
    alpha: bool,
) -> Result<Artwork, Message> {
    let page = alone(image, size, page);
    if let ImageKind::Pdf(file) = image.kind() {
        guarded(|| hidden_layers(file.document().pdf().data().as_ref()))
            .unwrap_or_else(|| Err(say!("artwork.damaged")))?;
    }
    let document =
        PagedDocument::new(vec![page.clone()].into(), typst_library::model::DocumentInfo::default());
    let plain = pdf::export(&document, None).map_err(|findings| {
        findings.into_iter().next().map_or(say!("artwork.damaged"), |found| found.message)
    })?;
    let inks = || -> Result<_, Message> {
        let mut file = Document::load_mem(&plain).map_err(|_| say!("artwork.damaged"))?;
        let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
        let found = recolour(&mut file, &pages, press, &[])?;
        file.prune_objects();
        if !foreign_colours(&file).is_empty() {
            return Err(say!("artwork.space"));
        }
        if let Some(font) = missing_font(&file) {
            return Err(say!("artwork.font", name = font));
        }
        if found.transparent && !alpha {
            return Err(say!("artwork.transparent"));
        }
        Ok(found)
    };
    let found = guarded(inks).unwrap_or_else(|| Err(say!("artwork.damaged")))?;
    Ok(Artwork {
        ink: coverage(image, size, &page, press)?,
        plates: found.plates.into_iter().filter(|name| !PROCESS.contains(&name.as_str())).collect(),
        most_ink: found.most_ink * 100.0,
    })
}

/// A page with a drawing alone, of its size.
fn alone(image: &Image, size: Size, page: &Page) -> Page {
    let mut frame = Frame::hard(size);
    frame.push(Point::zero(), FrameItem::Image(image.clone(), size, Span::detached()));
    Page { frame, fill: Smart::Custom(None), ..page.clone() }
}

/// A drawing in pixels: red, green, blue and opacity.
pub struct Drawn {
    /// Row by row.
    pub pixels: Vec<[u8; 4]>,
    /// How many stand side by side.
    pub width: u32,
    /// How many rows there are.
    pub height: u32,
}

/// A drawing in so many pixels to the point.
///
/// # Errors
/// When it cannot be drawn.
pub fn drawn(image: &Image, size: Size, page: &Page, scale: f64) -> Result<Drawn, Message> {
    let options = RenderOptions { pixel_per_pt: scale.into(), ..RenderOptions::default() };
    let drawn = guarded(|| typst_render::render(&alone(image, size, page), &options))
        .ok_or_else(|| say!("artwork.damaged"))?;
    let pixels = drawn.pixels().iter().map(|pixel| {
        let color = pixel.demultiply();
        [color.red(), color.green(), color.blue(), color.alpha()]
    });
    Ok(Drawn { pixels: pixels.collect(), width: drawn.width(), height: drawn.height() })
}

/// The inks of a pixel of a drawing.
#[must_use]
pub fn inks_of([r, g, b, _]: [u8; 4], press: &PressProfile) -> [f64; 4] {
    let rgb = [r, g, b].map(|value| f64::from(value) / 255.0);
    neutral(rgb).unwrap_or_else(|| press.inks_of_srgb(rgb))
}

/// The plates of every press, and none at all.
const PROCESS: [&str; 5] = ["Cyan", "Magenta", "Yellow", "Black", "None"];

/// Layers that are switched off would be printed.
fn hidden_layers(bytes: &[u8]) -> Result<(), Message> {
    let file = Document::load_mem(bytes).map_err(|_| say!("artwork.damaged"))?;
    let hidden = || -> Option<bool> {
        let layers = dict_of(behind(&file, file.catalog().ok()?.get(b"OCProperties").ok()?))?;
        let setting = dict_of(behind(&file, layers.get(b"D").ok()?))?;
        let off = setting.get(b"OFF").ok().and_then(|off| behind(&file, off).as_array().ok());
        let all = setting.get(b"BaseState").and_then(Object::as_name).ok() == Some(b"OFF");
        Some(all || off.is_some_and(|off| !off.is_empty()))
    };
    if hidden().unwrap_or(false) { Err(say!("artwork.layers")) } else { Ok(()) }
}

/// A font that is used and not in the file.
fn missing_font(file: &Document) -> Option<String> {
    let name = |dict: &lopdf::Dictionary, key: &[u8]| {
        dict.get(key).and_then(Object::as_name).ok().map(|name| String::from_utf8_lossy(name).into_owned())
    };
    file.objects.values().filter_map(dict_of).find_map(|font| {
        let kind = name(font, b"Subtype")?;
        let simple =
            ["Type1", "MMType1", "TrueType", "CIDFontType0", "CIDFontType2"].contains(&kind.as_str());
        if name(font, b"Type")? != "Font" || !simple {
            return None;
        }
        let described = font.get(b"FontDescriptor").ok().and_then(|object| dict_of(behind(file, object)));
        let there = described.is_some_and(|dict| {
            [&b"FontFile"[..], b"FontFile2", b"FontFile3"].iter().any(|key| dict.has(key))
        });
        (!there).then(|| name(font, b"BaseFont").unwrap_or_default())
    })
}

/// The ink of a drawing, cell by cell.
fn coverage(image: &Image, size: Size, page: &Page, press: &PressProfile) -> Result<Vec<f32>, Message> {
    let longer = size.x.to_pt().max(size.y.to_pt()).max(1.0);
    #[expect(clippy::cast_precision_loss, reason = "some hundred pixels")]
    let scale = (INK_GRID * CELL) as f64 / longer;
    let drawn = drawn(image, size, page, scale)?;
    let (width, height) = (drawn.width as usize, drawn.height as usize);
    let mut cells = vec![0.0; INK_GRID * INK_GRID];
    for (index, cell) in cells.iter_mut().enumerate() {
        let range = |at: usize, of: usize| {
            let from = at * of / INK_GRID;
            from..((at + 1) * of / INK_GRID).clamp(from + 1, of.max(from + 1))
        };
        let (mut sum, mut count) = (0.0, 0.0);
        for y in range(index / INK_GRID, height) {
            for x in range(index % INK_GRID, width) {
                let Some(&pixel) = drawn.pixels.get(y * width + x) else { continue };
                sum += inks_of(pixel, press).iter().sum::<f64>() * f64::from(pixel[3]) / 255.0;
                count += 1.0;
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "per cent")]
        if count > 0.0 {
            *cell = (sum / count * 100.0) as f32;
        }
    }
    Ok(cells)
}
