//! Separation, 分色: every colour of a finished page in inks, and every picture taken out to be converted.
//!
//! The pass goes over the frames, so that a template need not know anything of print. Greys become black ink alone,
//! other colours go through the press's profile; CMYK and spot inks stay as they are.

use std::cell::RefCell;

use typst_layout::{Page, PagedDocument};
use typst_library::foundations::{Bytes, Smart};
use typst_library::layout::{Frame, FrameItem, Point, Ratio, Size, Transform};
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
    let mut pass = Pass {
        inks,
        origin,
        page: 0,
        several: document.pages().len() > 1,
        cuts: RefCell::default(),
        findings: RefCell::default(),
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
            Page { frame: pass.frame(&page.frame, Point::zero(), None), fill, ..page.clone() }
        })
        .collect();
    Separated {
        document: PagedDocument::new(pages, document.info().clone()),
        cuts: pass.cuts.into_inner(),
        findings: pass.findings.into_inner(),
    }
}

/// Puts pictures in the place of their stand-ins.
#[must_use]
pub fn with_pictures(document: &PagedDocument, pictures: &[Image]) -> PagedDocument {
    fn frame(from: &Frame, pictures: &[Image]) -> Frame {
        let mut out = from.clone();
        out.clear();
        for (at, item) in from.items() {
            let item = match item {
                FrameItem::Group(group) => {
                    let mut group = group.clone();
                    group.frame = frame(&group.frame, pictures);
                    FrameItem::Group(group)
                }
                FrameItem::Image(image, size, span) => {
                    match stand_in_for(image).and_then(|i| pictures.get(i)) {
                        Some(picture) => FrameItem::Image(picture.clone(), *size, *span),
                        None => item.clone(),
                    }
                }
                other => other.clone(),
            };
            out.push(*at, item);
        }
        out
    }
    let pages = document
        .pages()
        .iter()
        .map(|page| Page { frame: frame(&page.frame, pictures), ..page.clone() })
        .collect();
    PagedDocument::new(pages, document.info().clone())
}

/// Which picture an image stands in for.
pub(super) fn stand_in_for(image: &Image) -> Option<usize> {
    let ImageKind::Raster(raster) = image.kind() else { return None };
    let (width, height) = (raster.width(), raster.height());
    (height == 1 && width >= FIRST_WIDTH).then(|| (width - FIRST_WIDTH) as usize)
}

/// A rectangle on the page.
#[derive(Clone, Copy)]
struct Window {
    min: Point,
    max: Point,
}

struct Pass<'a> {
    inks: Inks<'a>,
    origin: &'a dyn Fn(&RasterImage) -> Origin,
    /// The page, counted from 1.
    page: usize,
    several: bool,
    cuts: RefCell<Vec<Cut>>,
    findings: RefCell<Vec<Diagnostic>>,
}

impl Pass<'_> {
    /// `origin` is the frame's place on the page, `window` what clips leave of it.
    fn frame(&self, frame: &Frame, origin: Point, window: Option<Window>) -> Frame {
        let mut out = frame.clone();
        out.clear();
        for (at, item) in frame.items() {
            let place = origin + *at;
            match item {
                FrameItem::Group(group) => {
                    let mut group = group.clone();
                    let inner = place + Point::new(group.transform.tx, group.transform.ty);
                    // Only what is moved can be cut to its window; what is turned or scaled is kept whole.
                    let moved =
                        Transform { tx: group.transform.tx, ty: group.transform.ty, ..Transform::identity() };
                    let straight = group.transform == moved;
                    let window = match &group.clip {
                        _ if !straight => None,
                        None => window,
                        Some(curve) => {
                            let bounds = curve.bbox(None);
                            let clip = Window { min: inner + bounds.min, max: inner + bounds.max };
                            Some(window.map_or(clip, |window| intersect(window, clip)))
                        }
                    };
                    group.frame = self.frame(&group.frame, inner, window);
                    out.push(*at, FrameItem::Group(group));
                }
                FrameItem::Text(text) => out.push(*at, FrameItem::Text(self.text(text, place))),
                FrameItem::Shape(shape, span) => {
                    let shape = Shape {
                        fill: shape.fill.as_ref().map(|paint| self.paint(paint, place)),
                        stroke: shape.stroke.as_ref().map(|stroke| self.stroke(stroke, place)),
                        ..shape.clone()
                    };
                    out.push(*at, FrameItem::Shape(shape, *span));
                }
                FrameItem::Image(image, size, span) => {
                    if let Some((offset, image, size)) = self.image(image, *size, place, window) {
                        out.push(*at + offset, FrameItem::Image(image, size, *span));
                    }
                }
                // Links become annotations, which no print file may have.
                FrameItem::Link(..) => {}
                FrameItem::Tag(_) => out.push(*at, item.clone()),
            }
        }
        out
    }

    fn text(&self, text: &TextItem, place: Point) -> TextItem {
        TextItem {
            fill: self.paint(&text.fill, place),
            stroke: text.stroke.as_ref().map(|stroke| self.stroke(stroke, place)),
            ..text.clone()
        }
    }

    fn stroke(&self, stroke: &FixedStroke, place: Point) -> FixedStroke {
        FixedStroke { paint: self.paint(&stroke.paint, place), ..stroke.clone() }
    }

    fn paint(&self, paint: &Paint, place: Point) -> Paint {
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

    fn color(&self, color: &Color, place: Point, solid: bool) -> Color {
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
    fn gradient(&self, gradient: &Gradient, place: Point) -> Gradient {
        if !matches!(self.inks, Inks::Press { .. }) {
            return gradient.clone();
        }
        let stops = || {
            (0..=STEPS)
                .map(|step| {
                    let at = Ratio::new(f64::from(step) / f64::from(STEPS));
                    (self.color(&gradient.sample(RatioOrAngle::Ratio(at)), place, false), at)
                })
                .collect::<Vec<_>>()
        };
        let space = ColorSpace::Process(ProcessColorSpace::Cmyk);
        let mut gradient = gradient.clone();
        match &mut gradient {
            Gradient::Linear(linear) => {
                let stops = stops();
                let linear = std::sync::Arc::make_mut(linear);
                (linear.stops, linear.space) = (stops, space);
            }
            Gradient::Radial(radial) => {
                let stops = stops();
                let radial = std::sync::Arc::make_mut(radial);
                (radial.stops, radial.space) = (stops, space);
            }
            Gradient::Conic(conic) => {
                let stops = stops();
                let conic = std::sync::Arc::make_mut(conic);
                (conic.stops, conic.space) = (stops, space);
            }
        }
        gradient
    }

    /// The part of a picture that is seen, as a stand-in; nothing when all of it is clipped away.
    fn image(
        &self,
        image: &Image,
        size: Size,
        place: Point,
        window: Option<Window>,
    ) -> Option<(Point, Image, Size)> {
        let ImageKind::Raster(raster) = image.kind() else {
            if matches!(self.inks, Inks::Press { .. }) {
                self.refuse(say!("picture.drawing"), say!("hint.raster"), place);
            }
            return Some((Point::zero(), image.clone(), size));
        };
        let whole = Window { min: place, max: place + size.to_point() };
        let seen = window.map_or(whole, |window| intersect(whole, window));
        let (width, height) = ((seen.max.x - seen.min.x).to_pt(), (seen.max.y - seen.min.y).to_pt());
        if width < 0.01 || height < 0.01 {
            return None;
        }
        let share = |value: f64, all: f64| if all > 0.0 { (value / all).clamp(0.0, 1.0) } else { 0.0 };
        let (all_x, all_y) = (size.x.to_pt(), size.y.to_pt());
        let offset = seen.min - place;
        let mut cuts = self.cuts.borrow_mut();
        let number = u32::try_from(cuts.len()).ok()?;
        cuts.push(Cut {
            origin: (self.origin)(raster),
            left: share(offset.x.to_pt(), all_x),
            top: share(offset.y.to_pt(), all_y),
            right: share(offset.x.to_pt() + width, all_x),
            bottom: share(offset.y.to_pt() + height, all_y),
            width_pt: width,
            height_pt: height,
            page: self.page,
            x_pt: seen.min.x.to_pt(),
            y_pt: seen.min.y.to_pt(),
        });
        let format = PixelFormat { encoding: PixelEncoding::Luma8, width: FIRST_WIDTH + number, height: 1 };
        let data = vec![128; format.width as usize];
        let stand_in = RasterImage::plain(Bytes::new(data), RasterFormat::Pixel(format)).ok()?;
        Some((offset, Image::plain(stand_in), Size::new(seen.max.x - seen.min.x, seen.max.y - seen.min.y)))
    }

    /// `message` has a place, `at`, in its wording.
    fn refuse(&self, message: Message, hint: Message, place: Point) {
        let message = message.with("at", spot(self.several.then_some(self.page), place));
        let mut findings = self.findings.borrow_mut();
        if findings.len() < 50 && !findings.iter().any(|other| other.message == message) {
            findings.push(Diagnostic::error(message).hint(hint));
        }
    }
}

fn intersect(a: Window, b: Window) -> Window {
    let min = Point::new(a.min.x.max(b.min.x), a.min.y.max(b.min.y));
    Window { min, max: Point::new(a.max.x.min(b.max.x).max(min.x), a.max.y.min(b.max.y).max(min.y)) }
}

fn cmyk(inks: [f64; 4]) -> Color {
    #[expect(clippy::cast_possible_truncation, reason = "inks are from 0 to 1")]
    let [c, m, y, k] = inks.map(|ink| ink as f32);
    Color::Process(ProcessColor::Cmyk(Cmyk { c, m, y, k }))
}
