//! What stands on finished pages, as it is judged: glyphs with their boxes, and what covers the paper.

use std::collections::HashMap;
use std::sync::Arc;

use typst_layout::PagedDocument;
use typst_library::layout::{Abs, FrameItem, Point, Rect, Size, Transform};
use typst_library::text::TextItem;
use typst_library::visualize::{FixedStroke, ImageKind, RasterImage, Shape};
use typst_syntax::Span;

use super::ground::{self, Ground, Picture};
use crate::press::pictures::Origin;
use crate::report::text::is_han;
use crate::typeset::area::Area;
use crate::typeset::outline::Outline;
use crate::typeset::thread_name::{Slot, ThreadName};
use crate::typeset::walk::{self, Place};

/// A Chinese character's ink, from its square's left edge and above the baseline (em).
const HAN: [f64; 4] = [0.04, 0.82, 0.96, -0.06];
/// A run that stands nearer to one of the same words than this is its outline or shadow (em).
const TWIN: f64 = 0.3;

/// A run of text on a page.
pub struct Run {
    pub page: usize,
    pub order: usize,
    pub slot: Option<Slot>,
    /// Its type size as it is seen (pt).
    pub size: f64,
    /// How light its letters are; none when that is not one value.
    pub light: Option<f64>,
    /// How light the outline behind its letters is.
    pub outline: Option<f64>,
    /// Whether it is the outline or shadow of another run.
    pub twin: bool,
    /// What clips leave of the page.
    pub window: Option<Area>,
    pub span: Span,
    /// Its glyphs.
    pub glyphs: std::ops::Range<usize>,
}

/// A character on a page.
pub struct Glyph {
    pub character: char,
    pub run: usize,
    pub area: Area,
}

/// Something that covers what lies under it.
pub struct Cover {
    pub page: usize,
    pub order: usize,
    pub bounds: Area,
    pub outline: Outline,
    pub ground: Ground,
    pub span: Span,
}

impl Cover {
    /// Whether a point of its page lies under it.
    pub fn covers(&self, point: (f64, f64)) -> bool {
        self.bounds.has(point) && self.ground.is_opaque(point) && {
            let x = Abs::pt(point.0);
            self.outline.spans(Abs::pt(point.1)).iter().any(|&(from, to)| from <= x && x <= to)
        }
    }
}

/// All pages.
#[derive(Default)]
pub struct Sheet {
    pub runs: Vec<Run>,
    /// In the order of drawing.
    pub glyphs: Vec<Glyph>,
    pub covers: Vec<Cover>,
    /// The texts that stand for pictures, such as the name of a paper for its masthead, and what is seen of these.
    pub spoken: Vec<(String, usize, Area)>,
    /// What is seen of each picture, and what it stands for.
    pub pictures: Vec<(usize, Area, Origin)>,
    /// The trimmed pages.
    pub pages: Vec<Area>,
}

impl Sheet {
    /// Reads the pages.
    pub fn of(document: &PagedDocument, origin: &dyn Fn(&RasterImage) -> Origin) -> Self {
        let mut sheet = Self::default();
        for (page, of_page) in document.pages().iter().enumerate() {
            sheet.pages.push(Area::of(Rect::from_pos_size(Point::zero(), of_page.frame.size())));
            walk::visit(&of_page.frame, |place, item| match item {
                FrameItem::Text(text) => sheet.text(page, place, text),
                FrameItem::Shape(shape, span) => sheet.shape(page, place, shape, *span),
                FrameItem::Image(image, size, span) => {
                    let outline =
                        Outline::of_rect(Rect::from_pos_size(Point::zero(), *size), place.transform);
                    let seen = place.seen(outline.clone()).and_then(|seen| seen.bounds()).map(Area::of);
                    let nothing = Area { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 };
                    if let Some(alt) = image.alt().filter(|alt| !alt.is_empty()) {
                        sheet.spoken.push((alt.to_owned(), page, seen.unwrap_or(nothing)));
                    }
                    if let ImageKind::Raster(raster) = image.kind() {
                        if let Some(seen) = seen {
                            sheet.pictures.push((page, seen, origin(raster)));
                        }
                        let picture =
                            |seen| Ground::Picture(picture(raster, *size, place.transform, seen, origin));
                        sheet.cover(page, place, outline, picture, *span);
                    }
                }
                _ => {}
            });
        }
        sheet.find_twins();
        sheet
    }

    fn text(&mut self, page: usize, place: &Place, text: &TextItem) {
        let number = self.runs.len();
        let first = self.glyphs.len();
        let upright = text.font.metrics().cap_height.get();
        let mut cursor = 0.0;
        let mut said = 0..0;
        for glyph in &text.glyphs {
            let at = cursor + glyph.x_offset.get();
            cursor += glyph.x_advance.get();
            // Several glyphs may make one character.
            if glyph.range() == said {
                continue;
            }
            said = glyph.range();
            let characters = text.text.get(said.clone()).unwrap_or_default().chars();
            for character in characters.filter(|c| super::seen(*c)) {
                let [left, above, right, below] = if is_han(character) {
                    [at + HAN[0], HAN[1], at + HAN[2], HAN[3]]
                } else {
                    [at, upright, cursor, 0.0]
                };
                let area =
                    area([left, -above, right, -below].map(|em| em * text.size.to_pt()), place.transform);
                self.glyphs.push(Glyph { character, run: number, area });
            }
        }
        let windows = place.clips.iter().map(|clip| clip.bounds().map(Area::of));
        let nothing = Area { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 };
        let window = windows.map(|window| window.unwrap_or(nothing)).reduce(|a, b| Area {
            left: a.left.max(b.left),
            top: a.top.max(b.top),
            right: a.right.min(b.right),
            bottom: a.bottom.min(b.bottom),
        });
        self.runs.push(Run {
            page,
            order: place.order,
            slot: place.slot.clone(),
            size: place.text_size(text).to_pt(),
            light: ground::light_of(&text.fill),
            outline: text.stroke.as_ref().and_then(|stroke| outline_of(stroke, text)),
            twin: false,
            window,
            span: text.glyphs.first().map_or(Span::detached(), |glyph| glyph.span.0),
            glyphs: first..self.glyphs.len(),
        });
    }

    fn shape(&mut self, page: usize, place: &Place, shape: &Shape, span: Span) {
        let Some(paint) = shape.fill.as_ref().filter(|paint| ground::is_opaque(paint)) else { return };
        let outline = Outline::of_fill(shape, place.transform);
        self.cover(page, place, outline, |_| Ground::Flat(ground::light_of(paint)), span);
    }

    fn cover(
        &mut self,
        page: usize,
        place: &Place,
        outline: Outline,
        ground: impl FnOnce(Area) -> Ground,
        span: Span,
    ) {
        // Where it lies under clips, the upright box around what is left stands for their form.
        let Some(bounds) = place.seen(outline.clone()).and_then(|seen| seen.bounds()).map(Area::of) else {
            return;
        };
        self.covers.push(Cover { page, order: place.order, bounds, outline, ground: ground(bounds), span });
    }

    /// Knows runs that are drawn twice at one place: the first is the outline or the shadow of the second.
    fn find_twins(&mut self) {
        let mut before: HashMap<(usize, String), Vec<usize>> = HashMap::new();
        for later in 0..self.runs.len() {
            let glyphs = &self.glyphs[self.runs[later].glyphs.clone()];
            let Some(first) = glyphs.first() else { continue };
            let said: String = glyphs.iter().map(|glyph| glyph.character).collect();
            let same = before.entry((self.runs[later].page, said)).or_default();
            let near = |earlier: &usize| {
                let run = &self.runs[*earlier];
                let there = &self.glyphs[run.glyphs.start].area;
                near(there, &first.area, run.size.min(self.runs[later].size))
            };
            let earlier = same.iter().copied().find(near);
            same.push(later);
            if let Some(earlier) = earlier {
                self.runs[earlier].twin = true;
                let behind = self.runs[earlier].outline;
                let own = &mut self.runs[later];
                own.outline = own.outline.or(behind);
            }
        }
    }

    /// The glyphs of the threads that a test accepts, or those outside the report's own threads.
    pub fn stream(&self, accepts: impl Fn(&ThreadName) -> bool, outside: bool) -> Vec<usize> {
        let mut found = Vec::new();
        for run in self.runs.iter().filter(|run| !run.twin) {
            let wanted = match &run.slot {
                Some(slot) => accepts(&slot.thread),
                None => outside,
            };
            if wanted {
                found.extend(run.glyphs.clone());
            }
        }
        found
    }
}

/// Whether two boxes of one character are at one place.
pub fn near(one: &Area, other: &Area, size: f64) -> bool {
    let (here, there) = (one.middle(), other.middle());
    let (tall, taller) = (one.height().min(other.height()), one.height().max(other.height()));
    let reach = TWIN * size;
    (here.0 - there.0).abs() < reach && (here.1 - there.1).abs() < reach && tall > 0.8 * taller
}

/// The box of a rectangle under a transform. One that is askew is taken for a smaller box in its middle.
fn area([left, top, right, bottom]: [f64; 4], transform: Transform) -> Area {
    let corner = |x, y| Point::new(Abs::pt(x), Abs::pt(y)).transform_inf(transform);
    let corners = [corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)];
    let (mut min, mut max) = (corners[0], corners[0]);
    for point in corners {
        (min, max) = (min.min(point), max.max(point));
    }
    let area = Area::of(Rect::new(min, max));
    let askew = |a: f64, b: f64| a.abs().min(b.abs()) > 0.02;
    if askew(transform.sx.get(), transform.ky.get()) {
        let (x, y) = area.middle();
        let half = area.width().min(area.height()) * 0.35;
        return Area { left: x - half, top: y - half, right: x + half, bottom: y + half };
    }
    area
}

/// The outline of letters counts as what is behind them where it is another colour and not too thin to be seen.
fn outline_of(stroke: &FixedStroke, text: &TextItem) -> Option<f64> {
    let light = ground::light_of(&stroke.paint)?;
    (stroke.thickness > text.size * 0.02).then_some(light)
}

fn picture(
    raster: &RasterImage,
    size: Size,
    transform: Transform,
    seen: Area,
    origin: &dyn Fn(&RasterImage) -> Origin,
) -> Picture {
    let origin = origin(raster);
    let alpha = match &origin {
        Origin::Photo { .. } => None,
        Origin::Other(_) => {
            Some(raster.dynamic()).filter(|pixels| pixels.color().has_alpha()).map(Arc::clone)
        }
    };
    Picture::new(origin, alpha, size, transform, seen)
}
