//! Preflight, 印前检查: what a press would object to, found on the separated page.
//!
//! Places are millimetres from the trimmed page's top left corner; of a document with several pages the page is said as
//! well, counted from 1.

use typst_layout::PagedDocument;
use typst_library::layout::{Abs, Frame, FrameItem, Point, Sides};
use typst_library::text::TextItem;
use typst_library::visualize::{Color, Geometry, Paint, ProcessColor, Shape};

use super::ink::{InkMap, InkReport};
use super::pictures::{Cut, INK_GRID, Printed};
use super::profile::Settings;
use super::separate::stand_in_for;
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::say;

/// Points to the millimetre.
const PT_PER_MM: f64 = 72.0 / 25.4;
/// Black with other inks below this size looks coloured at its edges when plates do not register (pt).
const RICH_BLACK_PT: f64 = 24.0;
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

/// Looks separated pages over. `printed` are their pictures, `cuts` the places of these.
#[must_use]
pub fn check(
    document: &PagedDocument,
    cuts: &[Cut],
    printed: &[Printed],
    settings: &Settings,
) -> (Vec<Diagnostic>, InkReport) {
    let mut kinds = Vec::new();
    let mut ink = InkReport::default();
    let (mut area, mut above) = (0.0, 0.0);
    let several = document.pages().len() > 1;
    for (number, page) in (1..).zip(document.pages()) {
        let size = page.frame.size();
        let mut look = Look {
            settings,
            page: several.then_some(number),
            width: size.x.to_pt(),
            height: size.y.to_pt(),
            bleed: page.bleed,
            kinds: std::mem::take(&mut kinds),
            ink: InkMap::new(size.x.to_mm(), size.y.to_mm()),
            cuts,
            printed,
        };
        if let Some(paint) = page.fill_or_transparent() {
            look.ground(&paint);
        }
        look.frame(&page.frame, Point::zero());
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
    (findings.collect(), ink)
}

/// A place in mm from the page's top left corner, with the page's number where there are several.
pub(super) fn spot(page: Option<usize>, place: Point) -> Message {
    let (x, y) = (format!("{:.0}", place.x.to_mm()), format!("{:.0}", place.y.to_mm()));
    match page {
        Some(page) => say!("spot.page", page = page, x = x, y = y),
        None => say!("spot", x = x, y = y),
    }
}

struct Look<'a> {
    settings: &'a Settings,
    page: Option<usize>,
    width: f64,
    height: f64,
    bleed: Sides<Abs>,
    kinds: Vec<Kind>,
    ink: InkMap,
    cuts: &'a [Cut],
    printed: &'a [Printed],
}

impl Look<'_> {
    fn frame(&mut self, frame: &Frame, origin: Point) {
        for (at, item) in frame.items() {
            let place = origin + *at;
            match item {
                FrameItem::Group(group) => {
                    self.frame(&group.frame, place + Point::new(group.transform.tx, group.transform.ty));
                }
                FrameItem::Text(text) => self.text(text, place),
                FrameItem::Shape(shape, _) => self.shape(shape, place),
                FrameItem::Image(image, ..) => self.picture(stand_in_for(image)),
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
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

    fn text(&mut self, text: &TextItem, place: Point) {
        if text.text.trim().is_empty() {
            return;
        }
        let size = text.size.to_pt();
        let inks = inks_of(&text.fill);
        let count = inks.iter().filter(|ink| **ink > 0.005).count();
        let settings = self.settings;
        let shown: String = text.text.chars().take(8).collect();
        let points = format!("{size:.1}");
        if count == 1 && size + 1e-6 < settings.least_text_pt {
            let message = say!("small-text", size = &points, text = &shown, least = settings.least_text_pt);
            self.note(Severity::Error, message, say!("hint.larger"), place);
        }
        // Behind a stroke of the same colour letters are outlines for others, not text to read.
        if count != 1 && text.stroke.is_none() && size + 1e-6 < settings.least_white_text_pt {
            let least = settings.least_white_text_pt;
            let message = if count == 0 {
                say!("small-text.white", size = &points, text = &shown, least = least)
            } else {
                say!("small-text.inks", size = &points, text = &shown, least = least)
            };
            self.note(Severity::Warning, message, say!("hint.larger-or-black"), place);
        }
        if inks[3] > 0.85 && count > 1 && size < RICH_BLACK_PT {
            let message = say!("rich-black", size = &points, text = &shown);
            self.note(Severity::Warning, message, say!("hint.black-alone"), place);
        }
        let safe = settings.safe_mm * PT_PER_MM;
        let (left, right) = (place.x.to_pt(), place.x.to_pt() + text.width().to_pt());
        let base = place.y.to_pt();
        if left < safe || right > self.width - safe || base - size * 0.8 < safe || base > self.height - safe {
            let message = say!("near-trim", text = shown, least = settings.safe_mm);
            self.note(Severity::Warning, message, say!("hint.inwards"), place);
        }
        self.paint(&text.fill, place);
    }

    fn shape(&mut self, shape: &Shape, place: Point) {
        if let Some(stroke) = &shape.stroke {
            let thickness = stroke.thickness.to_pt();
            if thickness > 0.0 && thickness + 1e-6 < self.settings.least_line_pt {
                let least = self.settings.least_line_pt;
                let message = say!("thin-line", thickness = format!("{thickness:.2}"), least = least);
                self.note(Severity::Warning, message, say!("hint.thicker"), place);
            }
            self.paint(&stroke.paint, place);
        }
        if let Some(fill) = &shape.fill {
            self.paint(fill, place);
            let bounds = shape.bbox(false);
            let (min, max) = (place + bounds.min, place + bounds.max);
            if matches!(shape.geometry, Geometry::Rect(_)) {
                self.edges(
                    (min.x.to_pt(), min.y.to_pt()),
                    (max.x.to_pt(), max.y.to_pt()),
                    place,
                    say!("no-bleed.ground"),
                );
                let total: f64 = inks_of(fill).iter().sum::<f64>() * 100.0;
                self.ink.fill((min.x.to_mm(), min.y.to_mm()), (max.x.to_mm(), max.y.to_mm()), |_, _| total);
            }
        }
    }

    /// The page's own ground, which reaches to the bleed's edge.
    fn ground(&mut self, paint: &Paint) {
        self.paint(paint, Point::zero());
        let total: f64 = inks_of(paint).iter().sum::<f64>() * 100.0;
        self.ink.fill_all(total);
    }

    fn picture(&mut self, number: Option<usize>) {
        let cuts = self.cuts;
        let Some((cut, printed)) = number.and_then(|i| Some((cuts.get(i)?, self.printed.get(i)?))) else {
            return;
        };
        let place = cut.place();
        let (right, bottom) = (cut.x_pt + cut.width_pt, cut.y_pt + cut.height_pt);
        self.edges((cut.x_pt, cut.y_pt), (right, bottom), place, say!("no-bleed.picture"));
        let grid = &printed.ink;
        self.ink.fill(
            (cut.x_pt / PT_PER_MM, cut.y_pt / PT_PER_MM),
            (right / PT_PER_MM, bottom / PT_PER_MM),
            |x, y| {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    clippy::cast_precision_loss,
                    reason = "a cell of the grid"
                )]
                let cell = |share: f64| ((share * INK_GRID as f64) as usize).min(INK_GRID - 1);
                f64::from(grid[cell(y) * INK_GRID + cell(x)])
            },
        );
    }

    /// What ends at the trim should go on to the bleed's edge.
    fn edges(&mut self, min: (f64, f64), max: (f64, f64), place: Point, message: Message) {
        let near = PT_PER_MM;
        let reaches = |(distance, bleed): (f64, Abs)| {
            bleed > Abs::zero() && distance.abs() < near && distance > 0.5 - bleed.to_pt()
        };
        let Sides { left, top, right, bottom } = self.bleed;
        let distances =
            [(min.0, left), (min.1, top), (self.width - max.0, right), (self.height - max.1, bottom)];
        if distances.into_iter().any(reaches) {
            self.note(Severity::Warning, message, say!("hint.bleed"), place);
        }
    }

    fn paint(&mut self, paint: &Paint, place: Point) {
        let mut colors = Vec::new();
        match paint {
            Paint::Solid(color) => colors.push(color.clone()),
            Paint::Gradient(gradient) => {
                colors.extend(gradient.stops_ref().iter().map(|(color, _)| color.clone()));
            }
            Paint::Tiling(_) => {}
        }
        for color in colors {
            if let Color::Spot(spot) = &color {
                let name = spot.colorant.name.as_ref().map(|name| format!("{name:?}")).unwrap_or_default();
                if name.to_lowercase().contains("all") {
                    self.note(Severity::Error, say!("registration"), say!("hint.marks-only"), place);
                } else if !self.settings.spots.iter().any(|known| name.contains(known.as_str())) {
                    self.note(
                        Severity::Error,
                        say!("spot-ink", name = name),
                        say!("hint.name-the-ink"),
                        place,
                    );
                }
            }
            let total = total(&color);
            if total > self.settings.total_ink + 0.5 {
                let limit = format!("{:.0}", self.settings.total_ink);
                let message = say!("total-ink.colour", ink = format!("{total:.0}"), limit = limit);
                self.note(Severity::Error, message, say!("hint.lighter"), place);
            }
        }
    }
}

fn total(color: &Color) -> f64 {
    match color {
        Color::Process(ProcessColor::Cmyk(inks)) => f64::from(inks.c + inks.m + inks.y + inks.k) * 100.0,
        _ => 0.0,
    }
}

/// The inks of a paint; of a gradient those of its darkest stop.
fn inks_of(paint: &Paint) -> [f64; 4] {
    let of = |color: &Color| match color {
        Color::Process(ProcessColor::Cmyk(inks)) => [inks.c, inks.m, inks.y, inks.k].map(f64::from),
        _ => [0.0, 0.0, 0.0, 1.0],
    };
    match paint {
        Paint::Solid(color) => of(color),
        Paint::Gradient(gradient) => gradient
            .stops_ref()
            .iter()
            .map(|(color, _)| of(color))
            .max_by(|a, b| a.iter().sum::<f64>().total_cmp(&b.iter().sum()))
            .unwrap_or([0.0; 4]),
        Paint::Tiling(_) => [0.0; 4],
    }
}
