//! Preflight, 印前检查: what a press would object to, found on the separated page.
//!
//! Places are millimetres from the trimmed page's top left corner; of a document with several pages the page is said as
//! well, counted from 1.

use typst_library::layout::{Abs, FrameItem, Point, Rect, Sides, Size};
use typst_library::text::TextItem;
use typst_library::visualize::{
    Color, FixedStroke, Geometry, Gradient, Paint, ProcessColor, Shape, SpotColorantName,
};

use super::artwork::Artwork;
use super::content::{OVERPRINT_LINE, OVERPRINT_TEXT};
use super::ink::{InkMap, InkReport};
use super::pictures::{INK_GRID, Printed};
use super::profile::PressSettings;
use super::ramp::{self, Ramp};
use super::separate::{Separated, artwork_key, stand_in_for};
use super::spot::spot;
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::say;
use crate::typeset::outline::Outline;
use crate::typeset::walk::{self, Place};

/// What ends nearer to the trim than this is meant to reach it (mm).
const AT_TRIM_MM: f64 = 1.0;
/// What goes on into the bleed may end so much before its edge (pt).
const SHORT_OF_BLEED_PT: f64 = 0.5;
/// Black with other inks below this size looks coloured at its edges when plates do not register (pt).
const RICH_BLACK_PT: f64 = 24.0;
/// What PDF calls the colour of every plate.
const REGISTRATION: &str = "All";
/// Names that no spot ink may have: those of the four inks, and of none.
const TAKEN: [&str; 5] = ["Cyan", "Magenta", "Yellow", "Black", "None"];
/// So many findings of a kind are said one by one; further ones are counted with the last.
const SAID: usize = 20;

/// A kind of finding, with where it was met first and how often.
struct Kind {
    severity: Severity,
    /// Its wording has a place, `at`, which is added at the end.
    message: Message,
    hint: Message,
    page: Option<usize>,
    place: Point,
    count: usize,
}

/// What was found.
pub struct Preflighted {
    /// What a press would object to.
    pub findings: Vec<Diagnostic>,
    /// The ink on the pages.
    pub ink: InkReport,
    /// Small black text and thin black lines that may not overprint, because there is too much ink below them: the page,
    /// from 0, and the item's number in the order of drawing.
    pub knocked_out: Vec<(usize, usize)>,
}

/// Looks separated pages over. `printed` are the pictures that their stand-ins stand for.
#[must_use]
pub fn check(separated: &Separated, printed: &[Printed], settings: &PressSettings) -> Preflighted {
    let mut knocked_out = Vec::new();
    let mut kinds = Vec::new();
    let mut ink = InkReport::default();
    let (mut area, mut above) = (0.0, 0.0);
    let document = &separated.document;
    let several = document.pages().len() > 1;
    for (number, page) in (1..).zip(document.pages()) {
        let size = page.frame.size();
        let mut look = Look {
            settings,
            page: several.then_some(number),
            size,
            bleed: page.bleed,
            kinds: std::mem::take(&mut kinds),
            ink: InkMap::new(size.x.to_mm(), size.y.to_mm()),
            separated,
            printed,
            knocked_out: Vec::new(),
        };
        if let Some(paint) = page.fill_or_transparent() {
            look.ground(&paint);
        }
        walk::visit(&page.frame, |place, item| look.item(place, item));
        let found = look.ink.report(settings.total_ink);
        if found.worst_square > settings.total_ink + 0.5 {
            let (x, y) = found.at_mm;
            look.note(
                Severity::Error,
                say!(
                    "total-ink.square",
                    ink = format!("{:.0}", found.worst_square),
                    limit = format!("{:.0}", settings.total_ink),
                ),
                say!("hint.lighter-there"),
                Point::new(Abs::mm(x), Abs::mm(y)),
            );
        }
        let there = size.x.to_mm() * size.y.to_mm();
        area += there;
        above += found.above_limit * there;
        if ink.page == 0 || found.worst_square > ink.worst_square {
            ink = InkReport { page: number, ..found };
        }
        kinds = look.kinds;
        knocked_out.extend(look.knocked_out.into_iter().map(|item| (number - 1, item)));
    }
    ink.above_limit = above / f64::max(area, 1.0);
    let findings = kinds.into_iter().map(|kind| {
        let at = spot(kind.page, kind.place);
        let at = match kind.count - 1 {
            0 => at,
            more => say!("spot.and-more", first = at, count = more),
        };
        Diagnostic::new(kind.severity, kind.message.with("at", at)).hint(kind.hint)
    });
    Preflighted { findings: findings.collect(), ink, knocked_out }
}

struct Look<'a> {
    settings: &'a PressSettings,
    page: Option<usize>,
    size: Size,
    bleed: Sides<Abs>,
    kinds: Vec<Kind>,
    ink: InkMap,
    separated: &'a Separated,
    printed: &'a [Printed],
    /// By their number in the order of drawing.
    knocked_out: Vec<usize>,
}

impl<'a> Look<'a> {
    /// Judges an item as large as it is on the page. What is clipped away is not judged.
    fn item(&mut self, place: &Place, item: &FrameItem) {
        match item {
            FrameItem::Text(text) => self.text(text, place),
            FrameItem::Shape(shape, _) => self.shape(shape, place),
            FrameItem::Image(image, size, _) => {
                let printed = self.printed;
                if let Some(picture) = stand_in_for(image).and_then(|index| printed.get(index)) {
                    self.picture(&picture.ink, *size, place);
                }
                let separated = self.separated;
                if let Some(artwork) = separated.artworks.get(&artwork_key(image, *size)) {
                    self.artwork(artwork, *size, place);
                }
            }
            FrameItem::Group(_) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }

    fn note(&mut self, severity: Severity, message: Message, hint: Message, place: Point) {
        let same = self.kinds.iter().position(|kind| kind.message == message).or_else(|| {
            let mut alike = (0..).zip(&self.kinds).filter(|(_, kind)| kind.message.key() == message.key());
            alike.nth(SAID - 1).map(|(index, _)| index)
        });
        match same.and_then(|index| self.kinds.get_mut(index)) {
            Some(kind) => kind.count += 1,
            None => self.kinds.push(Kind { severity, message, hint, page: self.page, place, count: 1 }),
        }
    }

    fn text(&mut self, text: &TextItem, place: &Place) {
        if text.text.trim().is_empty() {
            return;
        }
        let body = || Rect::new(Point::with_y(text.size * -0.88), Point::new(text.width(), text.size * 0.12));
        let Some(seen) = place.seen_of(walk::ink(text).unwrap_or_else(body)) else { return };
        let at = place.point();
        let size = place.text_size(text).to_pt();
        let inks = self.inks_of(&text.fill);
        let count = inks.iter().filter(|ink| **ink > 0.005).count();
        if size < f64::from(OVERPRINT_TEXT)
            && let Some(bounds) = seen.bounds()
        {
            self.overprint(&text.fill, bounds, place);
        }
        let settings = self.settings;
        let shown: String = text.text.chars().take(8).collect();
        let points = format!("{size:.1}");
        if count == 1 && size + 1e-6 < settings.least_text_pt {
            let message = say!("small-text", size = &points, text = &shown, least = settings.least_text_pt);
            self.note(Severity::Error, message, say!("hint.larger"), at);
        }
        // Behind a stroke of the same colour letters are outlines for others, not text to read.
        if count != 1 && text.stroke.is_none() && size + 1e-6 < settings.least_white_text_pt {
            let least = settings.least_white_text_pt;
            let message = if count == 0 {
                say!("small-text.white", size = &points, text = &shown, least = least)
            } else {
                say!("small-text.inks", size = &points, text = &shown, least = least)
            };
            self.note(Severity::Warning, message, say!("hint.larger-or-black"), at);
        }
        if inks[3] > 0.85 && count > 1 && size < RICH_BLACK_PT {
            let message = say!("rich-black", size = &points, text = &shown);
            self.note(Severity::Warning, message, say!("hint.black-alone"), at);
        }
        let safe = Abs::mm(settings.safe_mm);
        let near = |bounds: Rect| {
            let far = self.size.to_point() - bounds.max;
            bounds.min.x.min(bounds.min.y).min(far.x).min(far.y) < safe
        };
        if seen.bounds().is_some_and(near) {
            let message = say!("near-trim", text = shown, least = settings.safe_mm);
            self.note(Severity::Warning, message, say!("hint.inwards"), at);
        }
        self.paint(&text.fill, at);
        // Letters with a stroke of their own colour are bolder; there is no line to be seen.
        if let Some(stroke) = text.stroke.as_ref().filter(|stroke| stroke.paint != text.fill) {
            self.stroke(stroke, place.least_scale(), at);
        }
    }

    fn shape(&mut self, shape: &Shape, place: &Place) {
        let at = place.point();
        let stroke = shape.stroke.as_ref().filter(|stroke| stroke.thickness > Abs::zero());
        if let Some(stroke) = stroke {
            let bounds = shape.bbox(false);
            let around = Point::splat(stroke.thickness / 2.0);
            if place.seen_of(Rect::new(bounds.min - around, bounds.max + around)).is_some() {
                let scale = match shape.geometry {
                    Geometry::Line(to) => place.scale_across(to),
                    _ => place.least_scale(),
                };
                self.stroke(stroke, scale, at);
                let thin = stroke.thickness.to_pt() * scale < f64::from(OVERPRINT_LINE);
                if thin && shape.fill.is_none() {
                    let seen = place.seen_of(Rect::new(bounds.min - around, bounds.max + around));
                    seen.and_then(|seen| seen.bounds())
                        .into_iter()
                        .for_each(|bounds| self.overprint(&stroke.paint, bounds, place));
                }
            }
        }
        let Some(fill) = &shape.fill else { return };
        let Some(seen) = place.seen(Outline::of_fill(shape, place.transform)) else { return };
        self.paint(fill, at);
        if stroke.is_none() {
            self.line(seen.thickness().to_pt(), at);
        }
        self.edges(&seen, at, say!("no-bleed.ground"));
        let total: f64 = self.inks_of(fill).iter().sum::<f64>() * 100.0;
        self.ink.fill(&Outline::of_fill(shape, place.transform), &place.clips, |_| total);
    }

    /// Black that would overprint does not where the ink below is more than the press takes beside it.
    fn overprint(&mut self, paint: &Paint, bounds: Rect, place: &Place) {
        let Paint::Solid(Color::Process(ProcessColor::Cmyk(inks))) = paint else { return };
        let black = inks.k > 0.999 && inks.c + inks.m + inks.y == 0.0;
        if black && self.ink.most(bounds) + 100.0 > self.settings.total_ink + 0.5 {
            self.knocked_out.push(place.order);
        }
    }

    fn stroke(&mut self, stroke: &FixedStroke, scale: f64, at: Point) {
        self.line(stroke.thickness.to_pt() * scale, at);
        self.paint(&stroke.paint, at);
    }

    /// A line so thick (pt), whether it is drawn or filled.
    fn line(&mut self, thickness: f64, at: Point) {
        let least = self.settings.least_line_pt;
        if thickness > 1e-6 && thickness + 1e-6 < least {
            let message = say!("thin-line", thickness = format!("{thickness:.2}"), least = least);
            self.note(Severity::Warning, message, say!("hint.thicker"), at);
        }
    }

    /// The page's own ground, which reaches to the bleed's edge.
    fn ground(&mut self, paint: &Paint) {
        self.paint(paint, Point::zero());
        let total: f64 = self.inks_of(paint).iter().sum::<f64>() * 100.0;
        self.ink.fill_all(total);
    }

    /// A drawing: its plates and its ink.
    fn artwork(&mut self, artwork: &Artwork, size: Size, place: &Place) {
        let at = place.point();
        for name in &artwork.plates {
            self.plate(name, at);
        }
        self.total(artwork.most_ink, at);
        self.picture(&artwork.ink, size, place);
    }

    /// Ink by cells, of a picture or a drawing.
    fn picture(&mut self, ink: &[f32], size: Size, place: &Place) {
        let whole = Rect::from_pos_size(Point::zero(), size);
        let (Some(seen), Some(back)) = (place.seen_of(whole), place.transform.invert()) else { return };
        self.edges(&seen, seen.bounds().map_or(place.point(), |bounds| bounds.min), say!("no-bleed.picture"));
        let whole = Outline::of_rect(whole, place.transform);
        self.ink.fill(&whole, &place.clips, |point| {
            let point = point.transform(back);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "a cell of the grid"
            )]
            let cell = |share: f64| ((share * INK_GRID as f64) as usize).min(INK_GRID - 1);
            f64::from(ink[cell(point.y / size.y) * INK_GRID + cell(point.x / size.x)])
        });
    }

    /// What ends at the trim should go on to the bleed's edge.
    fn edges(&mut self, seen: &Outline, at: Point, message: Message) {
        let Some(Rect { min, max }) = seen.bounds() else { return };
        let reaches = |(distance, bleed): (Abs, Abs)| {
            bleed > Abs::zero()
                && distance.abs() < Abs::mm(AT_TRIM_MM)
                && distance > Abs::pt(SHORT_OF_BLEED_PT) - bleed
        };
        let Sides { left, top, right, bottom } = self.bleed;
        let distances =
            [(min.x, left), (min.y, top), (self.size.x - max.x, right), (self.size.y - max.y, bottom)];
        if distances.into_iter().any(reaches) {
            self.note(Severity::Warning, message, say!("hint.bleed"), at);
        }
    }

    fn paint(&mut self, paint: &Paint, place: Point) {
        let mut colors = Vec::new();
        match paint {
            Paint::Solid(color) => colors.push(color.clone()),
            Paint::Gradient(gradient) => match self.ramp(gradient) {
                Some(ramp) => colors.extend(ramp.colors()),
                None => colors.extend(gradient.stops_ref().iter().map(|(color, _)| color.clone())),
            },
            // What is drawn in a tile is not in inks yet: only what is, is judged.
            Paint::Tiling(tiling) => walk::visit(tiling.frame(), |_, item| {
                for paint in walk::paints(item) {
                    if let Paint::Solid(color) = paint {
                        colors.push(color.clone());
                    }
                }
            }),
        }
        for color in colors {
            if let Color::Spot(spot) = &color {
                match &spot.colorant.name {
                    Some(SpotColorantName::All) => self.plate(REGISTRATION, place),
                    Some(SpotColorantName::Custom(name)) => self.plate(name, place),
                    // Without a name it marks no plate.
                    None => {}
                }
            }
            self.total(total(&color), place);
        }
    }

    fn ramp(&self, gradient: &Gradient) -> Option<&'a Ramp> {
        self.separated.ramps.get(ramp::stand_in_for(gradient)?)
    }

    /// A plate beside the four.
    fn plate(&mut self, name: &str, place: Point) {
        // Names count to the letter: `Metallic` is an ink, `All` is what PDF calls every plate.
        if name == REGISTRATION {
            self.note(Severity::Error, say!("registration"), say!("hint.marks-only"), place);
        } else if TAKEN.contains(&name) {
            self.note(Severity::Error, say!("spot-name", name = name), say!("hint.spot-name"), place);
        } else if !self.settings.spots.iter().any(|spot| spot == name) {
            self.note(Severity::Error, say!("spot-ink", name = name), say!("hint.name-the-ink"), place);
        }
    }

    /// The ink of a colour, all together (%).
    fn total(&mut self, total: f64, place: Point) {
        if total > self.settings.total_ink + 0.5 {
            let limit = format!("{:.0}", self.settings.total_ink);
            let message = say!("total-ink.colour", ink = format!("{total:.0}"), limit = limit);
            self.note(Severity::Error, message, say!("hint.lighter"), place);
        }
    }

    /// The inks of a paint; of a gradient those of its darkest stop.
    fn inks_of(&self, paint: &Paint) -> [f64; 4] {
        match paint {
            Paint::Solid(Color::Process(ProcessColor::Cmyk(inks))) => {
                [inks.c, inks.m, inks.y, inks.k].map(f64::from)
            }
            Paint::Solid(_) => [0.0, 0.0, 0.0, 1.0],
            Paint::Gradient(gradient) => self.ramp(gradient).map(Ramp::darkest).unwrap_or_default(),
            Paint::Tiling(_) => [0.0; 4],
        }
    }
}

fn total(color: &Color) -> f64 {
    match color {
        Color::Process(ProcessColor::Cmyk(inks)) => f64::from(inks.c + inks.m + inks.y + inks.k) * 100.0,
        _ => 0.0,
    }
}
