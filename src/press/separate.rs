//! Separation, 分色: every colour of a finished page in inks, and every picture taken out to be converted.
//!
//! The pass goes over the frames, so that a template need not know anything of print. Greys become black ink alone,
//! other colours go through the press's profile; CMYK and spot inks stay as they are.

use std::collections::HashMap;

use typst_layout::{Page, PagedDocument};
use typst_library::foundations::{Bytes, Smart};
use typst_library::layout::{Frame, FrameItem, Point, Rect, Size};
use typst_library::model::Document;
use typst_library::text::TextItem;
use typst_library::visualize::{
    Color, FixedStroke, Gradient, Image, ImageKind, Paint, PixelEncoding, PixelFormat, ProcessColor,
    RasterFormat, RasterImage, Shape,
};

use super::artwork::{self, Artwork};
use super::icc::PressProfile;
use super::pictures::{Cut, Origin};
use super::ramp::{self, Known, MAX_RAMPS, Ramp, cmyk};
use super::spot::spot;
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::say;
use crate::typeset::walk::{self, Change, Place};

/// Stand-ins for pictures are one pixel high; their width tells which picture they stand for.
pub const FIRST_WIDTH: u32 = 4001;

/// Pages in inks.
pub struct Separated {
    /// The pages; where pictures were, stand-ins are.
    pub document: PagedDocument,
    /// The pictures, in the order of their stand-ins.
    pub cuts: Vec<Cut>,
    /// The gradients, in the order of their stand-ins.
    pub ramps: Vec<Ramp>,
    /// The drawings, by the hash of each and its size.
    pub artworks: HashMap<u128, Artwork>,
    /// What cannot be printed.
    pub findings: Vec<Diagnostic>,
}

/// How colours leave the pass.
#[derive(Clone, Copy)]
pub enum Inks<'a> {
    /// In the inks of a press. With `alpha`, solid colours may be transparent: these stay RGB, because Typst's CMYK has no
    /// alpha, and become inks when the file is finished.
    Press {
        /// The press.
        profile: &'a PressProfile,
        /// Whether the file may hold transparency.
        alpha: bool,
    },
    /// As they are.
    AsTheyAre,
}

/// Separates a document. `origin` says what a picture on the page stands for, `theme` are the colours
/// of its theme.
#[must_use]
pub fn separate(
    document: &PagedDocument,
    inks: Inks,
    theme: &[Color],
    origin: &dyn Fn(&RasterImage) -> Origin,
) -> Separated {
    let several = document.pages().len() > 1;
    let mut pass = Pass {
        inks,
        origin,
        pages: document.pages(),
        page: 0,
        several,
        known: known(document, theme),
        cuts: Vec::new(),
        ramps: Vec::new(),
        artworks: HashMap::new(),
        findings: Vec::new(),
    };
    let pages = document
        .pages()
        .iter()
        .map(|page| {
            pass.page += 1;
            let fill = match &page.fill {
                Smart::Custom(Some(paint)) => Smart::Custom(Some(pass.paint(paint, Point::zero()))),
                other => other.clone(),
            };
            let frame = walk::map(&page.frame, |place, item| pass.item(place, item));
            Page { frame, fill, ..page.clone() }
        })
        .collect();
    Separated {
        document: PagedDocument::new(pages, document.info().clone()),
        cuts: pass.cuts,
        ramps: pass.ramps,
        artworks: pass.artworks,
        findings: pass.findings,
    }
}

/// What a drawing of a size is known by.
#[must_use]
pub fn artwork_key(image: &Image, size: Size) -> u128 {
    typst_utils::hash128(&(image, size))
}

/// The inks that a document is drawn in, and those of its theme.
fn known(document: &PagedDocument, theme: &[Color]) -> Known {
    let mut known = Known::default();
    for color in theme {
        known.see(color);
    }
    let mut see = |paint: &Paint| match paint {
        Paint::Solid(color) => known.see(color),
        Paint::Gradient(gradient) => gradient.stops_ref().iter().for_each(|(color, _)| known.see(color)),
        Paint::Tiling(_) => {}
    };
    for page in document.pages() {
        walk::visit(&page.frame, |_, item| walk::paints(item).into_iter().for_each(&mut see));
    }
    known
}

/// Puts pictures in the place of their stand-ins.
#[must_use]
pub fn with_pictures(document: &PagedDocument, pictures: &[Image]) -> PagedDocument {
    walk::map_pages(document, |_, item| {
        let FrameItem::Image(image, size, span) = item else { return Change::Keep };
        match stand_in_for(image).and_then(|index| pictures.get(index)) {
            Some(picture) => Change::Put(Point::zero(), FrameItem::Image(picture.clone(), *size, *span)),
            None => Change::Keep,
        }
    })
}

/// Black that may not overprint, as the finished file knows it: a shade less than all. Items are known by their page, from
/// 0, and their number in the order of drawing.
#[must_use]
pub fn knock_out(document: &PagedDocument, items: &[(usize, usize)]) -> PagedDocument {
    let black = |paint: &Paint| match paint {
        Paint::Solid(Color::Process(ProcessColor::Cmyk(inks))) if inks.k > 0.999 => {
            Paint::Solid(cmyk([0.0, 0.0, 0.0, ALMOST_BLACK]))
        }
        other => other.clone(),
    };
    let black_stroke = |stroke: &FixedStroke| FixedStroke { paint: black(&stroke.paint), ..stroke.clone() };
    let page = |(number, page): (usize, &Page)| {
        let frame = walk::map(&page.frame, |place, item| {
            if !items.contains(&(number, place.order)) {
                return Change::Keep;
            }
            let item = match item {
                FrameItem::Text(text) => FrameItem::Text(TextItem {
                    fill: black(&text.fill),
                    stroke: text.stroke.as_ref().map(black_stroke),
                    ..text.clone()
                }),
                FrameItem::Shape(shape, span) => {
                    let stroke = shape.stroke.as_ref().map(black_stroke);
                    FrameItem::Shape(Shape { stroke, ..shape.clone() }, *span)
                }
                _ => return Change::Keep,
            };
            Change::Put(Point::zero(), item)
        });
        Page { frame, ..page.clone() }
    };
    if items.is_empty() {
        return document.clone();
    }
    PagedDocument::new(document.pages().iter().enumerate().map(page).collect(), document.info().clone())
}

/// In eight bits this is the last step before all.
const ALMOST_BLACK: f64 = 254.0 / 255.0;

/// Which picture an image stands in for.
pub(super) fn stand_in_for(image: &Image) -> Option<usize> {
    let ImageKind::Raster(raster) = image.kind() else { return None };
    let (width, height) = (raster.width(), raster.height());
    (height == 1 && width >= FIRST_WIDTH).then(|| (width - FIRST_WIDTH) as usize)
}

struct Pass<'a> {
    inks: Inks<'a>,
    origin: &'a dyn Fn(&RasterImage) -> Origin,
    pages: &'a [Page],
    /// The page, counted from 1.
    page: usize,
    several: bool,
    known: Known,
    cuts: Vec<Cut>,
    ramps: Vec<Ramp>,
    artworks: HashMap<u128, Artwork>,
    findings: Vec<Diagnostic>,
}

impl Pass<'_> {
    fn item(&mut self, place: &Place, item: &FrameItem) -> Change {
        let at = place.point();
        let (by, item) = match item {
            FrameItem::Group(_) | FrameItem::Tag(_) => return Change::Keep,
            FrameItem::Text(text) => (Point::zero(), FrameItem::Text(self.text(text, at))),
            FrameItem::Shape(shape, span) => {
                let shape = Shape {
                    fill: shape.fill.as_ref().map(|paint| self.paint(paint, at)),
                    stroke: shape.stroke.as_ref().map(|stroke| self.stroke(stroke, at)),
                    ..shape.clone()
                };
                (Point::zero(), FrameItem::Shape(shape, *span))
            }
            FrameItem::Image(image, size, span) => match self.image(image, *size, place) {
                Some((by, image, size)) => (by, FrameItem::Image(image, size, *span)),
                None => return Change::Drop,
            },
            // Links become annotations, which no print file may have.
            FrameItem::Link(..) => return Change::Drop,
        };
        Change::Put(by, item)
    }

    fn text(&mut self, text: &TextItem, place: Point) -> TextItem {
        TextItem {
            fill: self.paint(&text.fill, place),
            stroke: text.stroke.as_ref().map(|stroke| self.stroke(stroke, place)),
            ..text.clone()
        }
    }

    fn stroke(&mut self, stroke: &FixedStroke, place: Point) -> FixedStroke {
        FixedStroke { paint: self.paint(&stroke.paint, place), ..stroke.clone() }
    }

    fn paint(&mut self, paint: &Paint, place: Point) -> Paint {
        match paint {
            Paint::Solid(color) => Paint::Solid(self.color(color, place)),
            Paint::Gradient(gradient) => Paint::Gradient(self.gradient(gradient, place)),
            Paint::Tiling(tiling) => {
                self.tile(tiling.frame(), place);
                paint.clone()
            }
        }
    }

    /// What a tiling is drawn with gets its inks when the file is finished. Without transparency nothing in it may be
    /// transparent.
    fn tile(&mut self, frame: &Frame, at: Point) {
        let Inks::Press { alpha: false, .. } = self.inks else { return };
        let mut transparent = false;
        walk::visit(frame, |_, item| {
            for paint in walk::paints(item) {
                transparent |= match paint {
                    Paint::Solid(color) => is_transparent(color),
                    Paint::Gradient(gradient) => {
                        gradient.stops_ref().iter().any(|(color, _)| is_transparent(color))
                    }
                    Paint::Tiling(_) => true,
                };
            }
            transparent |= matches!(item, FrameItem::Image(..));
        });
        if transparent {
            self.refuse(say!("tiling"), say!("hint.draw-shapes"), at);
        }
    }

    fn color(&mut self, color: &Color, place: Point) -> Color {
        let Inks::Press { profile: press, alpha } = self.inks else { return color.clone() };
        if is_transparent(color) {
            if alpha {
                return Color::Process(ProcessColor::Rgb(color.to_rgb()));
            }
            self.refuse(say!("transparent"), say!("hint.solid-colour"), place);
        }
        match color {
            Color::Spot(_) => color.clone(),
            other @ Color::Process(_) => cmyk(inks_of(other, press)),
        }
    }

    /// The stand-in of a gradient, which is in inks when the file is finished.
    fn gradient(&mut self, gradient: &Gradient, place: Point) -> Gradient {
        let Inks::Press { profile, alpha } = self.inks else { return gradient.clone() };
        if !alpha && gradient.stops_ref().iter().any(|(color, _)| is_transparent(color)) {
            self.refuse(say!("transparent"), say!("hint.solid-colour"), place);
        }
        let ramp = Ramp::of(gradient, &self.known, &mut |color| inks_of(color, profile));
        let number = match self.ramps.iter().position(|other| *other == ramp) {
            Some(number) => number,
            None if self.ramps.len() < MAX_RAMPS => {
                self.ramps.push(ramp);
                self.ramps.len() - 1
            }
            None => {
                self.refuse(say!("too-many-gradients", limit = MAX_RAMPS), say!("hint.draw-shapes"), place);
                0
            }
        };
        ramp::stand_in(gradient, number)
    }

    /// The part of a picture that is seen, as a stand-in, and by how much it is moved; nothing when all of it is clipped
    /// away. A picture that is turned is cut along its own sides.
    fn image(&mut self, image: &Image, size: Size, place: &Place) -> Option<(Point, Image, Size)> {
        let ImageKind::Raster(raster) = image.kind() else {
            self.drawing(image, size, place);
            return Some((Point::zero(), image.clone(), size));
        };
        let whole = Rect::from_pos_size(Point::zero(), size);
        let on_page = place.seen_of(whole)?;
        let corner = on_page.bounds()?.min;
        let seen = on_page.transformed(place.transform.invert()?).bounds()?;
        let seen = Rect::new(seen.min.max(whole.min), seen.max.min(whole.max));
        let placed = place.size(seen.size());
        if placed.x.to_pt() < 0.01 || placed.y.to_pt() < 0.01 {
            return None;
        }
        let number = u32::try_from(self.cuts.len()).ok()?;
        self.cuts.push(Cut {
            origin: (self.origin)(raster),
            left: seen.min.x / size.x,
            top: seen.min.y / size.y,
            right: seen.max.x / size.x,
            bottom: seen.max.y / size.y,
            width_pt: placed.x.to_pt(),
            height_pt: placed.y.to_pt(),
            page: self.page,
            x_pt: corner.x.to_pt(),
            y_pt: corner.y.to_pt(),
        });
        let format = PixelFormat { encoding: PixelEncoding::Luma8, width: FIRST_WIDTH + number, height: 1 };
        let data = vec![128; format.width as usize];
        let stand_in = RasterImage::plain(Bytes::new(data), RasterFormat::Pixel(format)).ok()?;
        Some((seen.min, Image::plain(stand_in), seen.size()))
    }

    /// Looks a drawing over, once for each size.
    fn drawing(&mut self, image: &Image, size: Size, place: &Place) {
        let Inks::Press { profile, alpha } = self.inks else { return };
        let Some(page) = self.pages.get(self.page - 1) else { return };
        if place.seen_of(Rect::from_pos_size(Point::zero(), size)).is_none() {
            return;
        }
        let key = artwork_key(image, size);
        if self.artworks.contains_key(&key) {
            return;
        }
        match artwork::examine(image, size, page, profile, alpha) {
            Ok(found) => {
                self.artworks.insert(key, found);
            }
            Err(reason) => {
                self.refuse(say!("picture.drawing", reason = reason), say!("hint.drawing"), place.point());
            }
        }
    }

    /// `message` has a place, `at`, in its wording.
    fn refuse(&mut self, message: Message, hint: Message, place: Point) {
        let message = message.with("at", spot(self.several.then_some(self.page), place));
        if self.findings.len() < 50 && !self.findings.iter().any(|other| other.message == message) {
            self.findings.push(Diagnostic::error(message).hint(hint));
        }
    }
}

fn is_transparent(color: &Color) -> bool {
    color.alpha().is_some_and(|alpha| alpha < 1.0)
}

/// The inks of a colour that is no spot ink.
fn inks_of(color: &Color, press: &PressProfile) -> [f64; 4] {
    match color {
        Color::Process(ProcessColor::Cmyk(inks)) => [inks.c, inks.m, inks.y, inks.k].map(f64::from),
        other => {
            let rgb = other.to_rgb();
            press.inks_of_srgb([rgb.red, rgb.green, rgb.blue].map(f64::from))
        }
    }
}
