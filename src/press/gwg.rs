//! The Ghent Workgroup's rules of 2022 for newspapers and magazines, as a preflight beside the press's own. `GWG.md` lists
//! every rule, and how each is met.

use std::collections::BTreeSet;

use typst_library::layout::{Abs, FrameItem, Point, Size};
use typst_library::visualize::{Color, Geometry, Paint};

use super::ink::InkReport;
use super::pictures::Printed;
use super::ramp;
use super::separate::{Separated, artwork_key};
use super::spot::spot;
use super::{PdfX, Preflight};
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::say;
use crate::typeset::walk;

/// The thinnest line (pt).
const LEAST_LINE_PT: f64 = 0.125;
/// Sizes that differ by less are the same (pt).
const SAME_PT: f64 = 1.0;

/// What one variant asks.
struct Rules {
    /// The most ink on average over a square of 15 mm (%).
    total_ink: f64,
    /// Pictures with fewer pixels to the inch than the first are refused, than the second they are looked at.
    ppi: (f64, f64),
}

impl Rules {
    fn of(preflight: Preflight) -> Self {
        match preflight {
            Preflight::GwgNewspaper => Self { total_ink: 245.0, ppi: (100.0, 150.0) },
            Preflight::GwgMagazine => Self { total_ink: 305.0, ppi: (150.0, 225.0) },
        }
    }
}

/// Separated pages, before they are imposed.
pub struct Checked<'a> {
    /// The pages, and the pictures, gradients and drawings on them.
    pub separated: &'a Separated,
    /// The pictures as they are printed.
    pub pictures: &'a [Printed],
    /// The version of PDF/X.
    pub pdfx: PdfX,
    /// The ink on the pages.
    pub ink: &'a InkReport,
}

/// Everything that breaks a rule.
#[must_use]
pub fn check(preflight: Preflight, checked: &Checked) -> Vec<Diagnostic> {
    let rules = Rules::of(preflight);
    let Checked { separated, pictures, pdfx, ink } = *checked;
    let pages = separated.document.pages();
    let several = pages.len() > 1;
    let mut findings = Vec::new();
    if pdfx != PdfX::X4 {
        findings.push(Diagnostic::error(say!("gwg.version")).hint(say!("hint.gwg-version")));
    }
    if several {
        let message = say!("gwg.pages", count = pages.len());
        findings.push(Diagnostic::error(message).hint(say!("hint.gwg-pages")));
    }
    let near = |one: Size, other: Size| {
        (one.x - other.x).to_pt().abs() < SAME_PT && (one.y - other.y).to_pt().abs() < SAME_PT
    };
    let size = |index: usize| pages.get(index).map(|page| page.frame.size()).unwrap_or_default();
    let odd = (1..pages.len()).filter(|&page| !near(size(page), size(0))).map(|page| (page + 1).to_string());
    let odd: Vec<String> = odd.collect();
    if !odd.is_empty() {
        findings.push(Diagnostic::error(say!("gwg.size", pages = odd)).hint(say!("hint.one-size")));
    }
    if ink.worst_square > rules.total_ink + 0.5 {
        let (x, y) = ink.at_mm;
        let at = spot(several.then_some(ink.page), Point::new(Abs::mm(x), Abs::mm(y)));
        let (found, limit) = (format!("{:.0}", ink.worst_square), format!("{:.0}", rules.total_ink));
        let message = say!("gwg.total-ink", ink = found, limit = limit, at = at);
        findings.push(Diagnostic::error(message).hint(say!("hint.lighter-there")));
    }
    for (cut, picture) in separated.cuts.iter().zip(pictures) {
        let of = |pixels: u32, points: f64| f64::from(pixels) * 72.0 / points.max(1e-6);
        let ppi = of(picture.width, cut.width_pt).min(of(picture.height, cut.height_pt));
        let shown = format!("{ppi:.0}");
        let at = spot(several.then_some(cut.page), cut.place());
        let hint = || say!("hint.gwg-resolution");
        if ppi + 0.5 < rules.ppi.0 {
            let message = say!("gwg.resolution", ppi = shown, least = rules.ppi.0, at = at);
            findings.push(Diagnostic::error(message).hint(hint()));
        } else if ppi + 0.5 < rules.ppi.1 {
            let message = say!("gwg.resolution-low", ppi = shown, least = rules.ppi.1, at = at);
            findings.push(Diagnostic::warning(message).hint(hint()));
        }
    }
    for (number, page) in (1..).zip(pages) {
        let mut look = Look {
            separated,
            page: several.then_some(number),
            items: 0,
            pictures: 0,
            told: BTreeSet::new(),
            findings: Vec::new(),
        };
        walk::visit(&page.frame, |place, item| look.item(place, item));
        if look.items == 0 {
            let message = say!("gwg.empty", page = number.to_string());
            findings.push(Diagnostic::error(message).hint(say!("hint.gwg-empty")));
        } else if look.items == look.pictures && look.pictures == 1 {
            let message = say!("gwg.one-picture", page = number.to_string());
            findings.push(Diagnostic::warning(message).hint(say!("hint.gwg-one-picture")));
        }
        findings.extend(look.findings);
    }
    findings
}

struct Look<'a> {
    separated: &'a Separated,
    page: Option<usize>,
    items: usize,
    pictures: usize,
    told: BTreeSet<&'static str>,
    findings: Vec<Diagnostic>,
}

impl Look<'_> {
    fn item(&mut self, place: &walk::Place, item: &FrameItem) {
        let at = place.point();
        match item {
            FrameItem::Text(text) => {
                self.items += 1;
                if text.font.font().info().family.starts_with("Courier") {
                    self.tell(say!("gwg.courier"), say!("hint.gwg-courier"), at);
                }
                self.paint(&text.fill, at);
            }
            FrameItem::Shape(shape, _) => {
                self.items += 1;
                if let Some(stroke) = &shape.stroke {
                    let scale = match shape.geometry {
                        Geometry::Line(to) => place.scale_across(to),
                        _ => place.least_scale(),
                    };
                    let thickness = stroke.thickness.to_pt() * scale;
                    if thickness > 1e-6 && thickness + 1e-6 < LEAST_LINE_PT {
                        let shown = format!("{thickness:.3}");
                        let message = say!("gwg.line", thickness = shown, least = LEAST_LINE_PT);
                        self.tell(message, say!("hint.thicker"), at);
                    }
                    self.paint(&stroke.paint, at);
                }
                if let Some(fill) = &shape.fill {
                    self.paint(fill, at);
                }
            }
            FrameItem::Image(image, size, _) => {
                self.items += 1;
                self.pictures += 1;
                let artwork = self.separated.artworks.get(&artwork_key(image, *size));
                for name in artwork.map_or(&[][..], |artwork| &artwork.plates) {
                    self.spot(name, at);
                }
            }
            FrameItem::Group(_) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }

    fn paint(&mut self, paint: &Paint, at: Point) {
        match paint {
            Paint::Solid(Color::Spot(ink)) => self.spot(ramp::name(&ink.colorant), at),
            Paint::Gradient(gradient) => {
                let ramp = ramp::stand_in_for(gradient).and_then(|number| self.separated.ramps.get(number));
                for spot in ramp.map_or(&[][..], |ramp| &ramp.spots) {
                    self.spot(ramp::name(spot), at);
                }
            }
            _ => {}
        }
    }

    fn spot(&mut self, name: &str, at: Point) {
        self.tell(say!("gwg.spot", name = name), say!("hint.gwg-spot"), at);
    }

    /// A rule that is broken on the page: at the first place where it is. Its wording has a place, `at`.
    fn tell(&mut self, message: Message, hint: Message, at: Point) {
        if self.told.insert(message.key()) {
            self.findings.push(Diagnostic::error(message.with("at", spot(self.page, at))).hint(hint));
        }
    }
}
