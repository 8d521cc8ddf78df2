//! Separation, 分色: every colour of a finished page in inks, and every picture taken out to be converted.
//!
//! The pass goes over the frames, so that a template need not know anything of print. Greys become black ink alone,
//! other colours go through the press's profile; CMYK and spot inks stay as they are.

use typst_layout::{Page, PagedDocument};
use typst_library::foundations::{Bytes, Smart};
use typst_library::layout::{FrameItem, Point, Ratio, Rect, Size};
use typst_library::model::Document;
use typst_library::text::TextItem;
use typst_library::visualize::{
    Cmyk, Color, ColorSpace, FixedStroke, Gradient, Image, ImageKind, Paint, PixelEncoding, PixelFormat,
    ProcessColor, ProcessColorSpace, RasterFormat, RasterImage, RatioOrAngle, Shape,
};

use super::icc::PressProfile;
use super::pictures::{Cut, Origin};
use super::preflight::spot;
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::say;
use crate::typeset::walk::{self, Change, Place};

/// Stand-ins for pictures are one pixel high; their width tells which picture they stand for.
pub const FIRST_WIDTH: u32 = 4001;
/// A gradient is resolved into so many steps.
const STEPS: u32 = 16;

/// Pages in inks.
pub struct Separated {
    /// The pages; where pictures were, stand-ins are.
    pub document: PagedDocument,
    /// The pictures, in the order of their stand-ins.
    pub cuts: Vec<Cut>,
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

/// Separates a document. `origin` says what a picture on the page stands for.
#[must_use]
pub fn separate(document: &PagedDocument, inks: Inks, origin: &dyn Fn(&RasterImage) -> Origin) -> Separated {
    let several = document.pages().len() > 1;
    let mut pass = Pass { inks, origin, page: 0, several, cuts: Vec::new(), findings: Vec::new() };
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
        findings: pass.findings,
    }
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

/// Which picture an image stands in for.
pub(super) fn stand_in_for(image: &Image) -> Option<usize> {
    let ImageKind::Raster(raster) = image.kind() else { return None };
    let (width, height) = (raster.width(), raster.height());
    (height == 1 && width >= FIRST_WIDTH).then(|| (width - FIRST_WIDTH) as usize)
}

struct Pass<'a> {
    inks: Inks<'a>,
    origin: &'a dyn Fn(&RasterImage) -> Origin,
    /// The page, counted from 1.
    page: usize,
    several: bool,
    cuts: Vec<Cut>,
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
            Paint::Solid(color) => Paint::Solid(self.color(color, place, true)),
            Paint::Gradient(gradient) => Paint::Gradient(self.gradient(gradient, place)),
            Paint::Tiling(_) if matches!(self.inks, Inks::Press { .. }) => {
                self.refuse(say!("tiling"), say!("hint.draw-shapes"), place);
                Paint::Solid(cmyk([0.0, 0.0, 0.0, 0.0]))
            }
            Paint::Tiling(_) => paint.clone(),
        }
    }

    fn color(&mut self, color: &Color, place: Point, solid: bool) -> Color {
        let Inks::Press { profile: press, alpha } = self.inks else { return color.clone() };
        if color.alpha().is_some_and(|alpha| alpha < 1.0) {
            if alpha && solid {
                return Color::Process(ProcessColor::Rgb(color.to_rgb()));
            }
            self.refuse(say!("transparent"), say!("hint.solid-colour"), place);
        }
        match color {
            Color::Spot(_) | Color::Process(ProcessColor::Cmyk(_)) => color.clone(),
            Color::Process(other) => {
                let rgb = other.to_rgb();
                let [r, g, b] = [rgb.red, rgb.green, rgb.blue].map(f64::from);
                cmyk(press.inks_of_srgb([r, g, b]))
            }
        }
    }

    /// A gradient in inks: as many steps as make the way through the profile smooth.
    fn gradient(&mut self, gradient: &Gradient, place: Point) -> Gradient {
        if !matches!(self.inks, Inks::Press { .. }) {
            return gradient.clone();
        }
        let stops = (0..=STEPS)
            .map(|step| {
                let at = Ratio::new(f64::from(step) / f64::from(STEPS));
                (self.color(&gradient.sample(RatioOrAngle::Ratio(at)), place, false), at)
            })
            .collect::<Vec<_>>();
        let space = ColorSpace::Process(ProcessColorSpace::Cmyk);
        let mut gradient = gradient.clone();
        match &mut gradient {
            Gradient::Linear(linear) => {
                let linear = std::sync::Arc::make_mut(linear);
                (linear.stops, linear.space) = (stops, space);
            }
            Gradient::Radial(radial) => {
                let radial = std::sync::Arc::make_mut(radial);
                (radial.stops, radial.space) = (stops, space);
            }
            Gradient::Conic(conic) => {
                let conic = std::sync::Arc::make_mut(conic);
                (conic.stops, conic.space) = (stops, space);
            }
        }
        gradient
    }

    /// The part of a picture that is seen, as a stand-in, and by how much it is moved; nothing when all of it is clipped
    /// away. A picture that is turned is cut along its own sides.
    fn image(&mut self, image: &Image, size: Size, place: &Place) -> Option<(Point, Image, Size)> {
        let ImageKind::Raster(raster) = image.kind() else {
            if matches!(self.inks, Inks::Press { .. }) {
                self.refuse(say!("picture.drawing"), say!("hint.raster"), place.point());
            }
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

    /// `message` has a place, `at`, in its wording.
    fn refuse(&mut self, message: Message, hint: Message, place: Point) {
        let message = message.with("at", spot(self.several.then_some(self.page), place));
        if self.findings.len() < 50 && !self.findings.iter().any(|other| other.message == message) {
            self.findings.push(Diagnostic::error(message).hint(hint));
        }
    }
}

fn cmyk(inks: [f64; 4]) -> Color {
    #[expect(clippy::cast_possible_truncation, reason = "inks are from 0 to 1")]
    let [c, m, y, k] = inks.map(|ink| ink as f32);
    Color::Process(ProcessColor::Cmyk(Cmyk { c, m, y, k }))
}
