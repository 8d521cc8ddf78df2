//! Imposition, 拼版: which page stands where on the sheets that are printed and folded.

use typst_layout::{Page, PagedDocument};
use typst_library::foundations::{Content, Smart};
use typst_library::layout::{Abs, Frame, FrameItem, Point, Rect, Sides, Size};
use typst_library::model::Document;
use typst_library::visualize::Curve;

use super::sheet;
use crate::diagnostic::{Diagnostic, Severity};
use crate::edition::LeafletRules;
use crate::say;
use crate::typeset::outline::Outline;
use crate::typeset::walk::{self, Change};

/// Pages without a bleed have so much of their outer margin to spare (mm).
const LEAST_BLEED_MM: f64 = 1.0;
/// Sizes that differ by less are the same: 0.1 mm (pt).
const SAME_PT: f64 = 0.1 * 72.0 / 25.4;

/// How pages stand on sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Imposition {
    /// Folded and stitched in the fold: two pages side by side on a sheet twice as wide
    Booklet,
    /// A spread cut at its fold into two pages
    SinglePages,
    /// Facing pages side by side as they are read: what runs across two pages is seen whole
    Pairs,
    /// The panels of a folded sheet side by side, front and back, as the template says
    Leaflet,
    /// Every page by itself, also the panels of a leaflet
    Pages,
}

/// Which pages stand on one side of a sheet, left and right, counted from 1; none is a blank page.
pub type Side = [Option<usize>; 2];

/// A document on sheets: one page of `document` is one side of a sheet, front and back in turn.
pub struct Imposed {
    /// The sides. Each one's frame is the trim of both its pages; its bleed is that of their outer edges.
    pub document: PagedDocument,
    /// Which pages stand on them.
    pub sides: Vec<Side>,
    /// The fold: from the left trim.
    pub fold: Abs,
}

/// The sides of a booklet's sheets (骑马订) in the order of printing: last and first page, second and last but one, …,
/// bound at the left. Pages are filled up to a multiple of four with blank ones before the last page, so that the back
/// cover stays the back cover.
#[must_use]
pub fn order(pages: usize) -> Vec<Side> {
    let places = pages.next_multiple_of(4);
    let page = |place: usize| match place {
        _ if place < pages => Some(place),
        _ if place == places => Some(pages),
        _ => None,
    };
    (0..places / 2)
        .map(|side| {
            let (low, high) = (page(side + 1), page(places - side));
            // The front of a sheet has its later page at the left, the back at the right.
            if side % 2 == 0 { [high, low] } else { [low, high] }
        })
        .collect()
}

/// The sides of pairs of facing pages (跨版对) in the order of reading: the first page alone at the right, then two and two.
#[must_use]
pub fn pairs(pages: usize) -> Vec<Side> {
    let page = |page: usize| (1..=pages).contains(&page).then_some(page);
    (0..=pages / 2).map(|pair| [page(pair * 2), page(pair * 2 + 1)]).collect()
}

/// What stands in the way of a booklet (errors), and how many blank pages it gets (a warning).
#[must_use]
pub fn check(document: &PagedDocument, paper: Abs) -> Vec<Diagnostic> {
    let mut findings = check_pairs(document);
    let pages = document.pages();
    if pages.len() < 2 {
        return findings;
    }
    let sheets = pages.len().div_ceil(4);
    let outward = creep(paper, sheets - 1);
    let bleed = pages.iter().map(|page| page.bleed.left.min(page.bleed.right)).min().unwrap_or_default();
    // What is moved inwards must still reach over the trim.
    if outward > bleed.max(Abs::mm(LEAST_BLEED_MM)) {
        let mm = |length: Abs| format!("{:.1}", length.to_mm());
        let message = say!("booklet.creep", sheets = sheets, creep = mm(outward), bleed = mm(bleed));
        findings.push(Diagnostic::error(message).hint(say!("hint.creep")));
    }
    let blank = pages.len().next_multiple_of(4) - pages.len();
    if blank > 0 {
        let message = say!("booklet.blank", count = blank, pages = pages.len());
        findings.push(Diagnostic::warning(message).hint(say!("hint.multiple-of-four")));
    }
    findings
}

/// By how much the pages of a sheet creep out of a booklet: the thickness of the paper of all sheets around it.
fn creep(paper: Abs, around: usize) -> Abs {
    #[expect(clippy::cast_precision_loss, reason = "a few sheets")]
    let sheets = around as f64;
    paper * sheets
}

/// What stands in the way of putting pages side by side.
#[must_use]
pub fn check_pairs(document: &PagedDocument) -> Vec<Diagnostic> {
    let pages = document.pages();
    let Some((first, others)) = pages.split_first().filter(|(_, others)| !others.is_empty()) else {
        return vec![Diagnostic::error(say!("booklet.one-page")).hint(say!("hint.several-pages"))];
    };
    let mut findings = Vec::new();
    let size = first.frame.size();
    let differs = |page: &Page| {
        let other = page.frame.size();
        (other.x - size.x).to_pt().abs() > SAME_PT || (other.y - size.y).to_pt().abs() > SAME_PT
    };
    let odd = (2..).zip(others).filter(|(_, page)| differs(page)).map(|(number, _): (usize, _)| number);
    let odd: Vec<String> = odd.map(|number| number.to_string()).collect();
    if !odd.is_empty() {
        let (width, height) = (format!("{:.0}", size.x.to_mm()), format!("{:.0}", size.y.to_mm()));
        let message = say!("booklet.sizes", width = width, height = height, pages = odd);
        findings.push(Diagnostic::error(message).hint(say!("hint.one-size")));
    }
    findings
}

/// Whether [`check_pairs`] finds nothing in the way.
#[must_use]
pub fn is_possible(document: &PagedDocument) -> bool {
    nothing_stops(&check_pairs(document))
}

/// Whether [`check_leaflet`] finds nothing in the way.
#[must_use]
pub fn is_leaflet(document: &PagedDocument, leaflet: &LeafletRules) -> bool {
    nothing_stops(&check_leaflet(document, Some(leaflet)))
}

fn nothing_stops(findings: &[Diagnostic]) -> bool {
    findings.iter().all(|finding| finding.severity != Severity::Error)
}

/// Puts the pages of a document that [`is_possible`] to impose side by side: on the sides of a booklet's sheets, both sides of
/// a sheet to be turned at the short edge, or as facing pages in the order of reading.
///
/// The bleed is kept at the three outer edges of a page and cut off at the fold. In a booklet of thick `paper` the inner pages
/// would stand farther out by the paper in the fold, and lose as much when it is trimmed: they are moved towards the fold by
/// that, and cut off there.
#[must_use]
pub fn impose(document: &PagedDocument, way: Imposition, paper: Abs) -> Imposed {
    let pages = document.pages();
    let size = pages.first().map(|page| page.frame.size()).unwrap_or_default();
    let bleed = bleed(pages);
    let sides = if way == Imposition::Pairs { pairs(pages.len()) } else { order(pages.len()) };
    let imposed = (1..).zip(&sides).enumerate().map(|(index, (number, &[left, right]))| {
        let shift = if way == Imposition::Booklet { creep(paper, index / 2) } else { Abs::zero() };
        let mut frame = Frame::hard(Size::new(size.x * 2.0, size.y));
        let page = |number: Option<usize>| pages.get(number?.checked_sub(1)?);
        if let Some(page) = page(left) {
            let around = Sides { right: Abs::zero(), ..page.bleed };
            let part = up_to_fold(sheet::part(page, around), Abs::zero(), shift);
            frame.push_frame(Point::new(shift - around.left, -around.top), part);
        }
        if let Some(page) = page(right) {
            let around = Sides { left: Abs::zero(), ..page.bleed };
            let part = up_to_fold(sheet::part(page, around), shift, shift);
            frame.push_frame(Point::new(size.x, -around.top), part);
        }
        side_of(frame, bleed, number)
    });
    let document = PagedDocument::new(imposed.collect(), document.info().clone());
    Imposed { document, sides, fold: size.x }
}

/// The bleed of all sheets, also of a side that is blank.
fn bleed(pages: &[Page]) -> Sides<Abs> {
    let most = |side: fn(&Page) -> Abs| pages.iter().map(side).max().unwrap_or_default();
    Sides {
        left: most(|page| page.bleed.left),
        top: most(|page| page.bleed.top),
        right: most(|page| page.bleed.right),
        bottom: most(|page| page.bleed.bottom),
    }
}

/// One side of a sheet as a page.
fn side_of(frame: Frame, bleed: Sides<Abs>, number: u64) -> Page {
    Page { frame, bleed, fill: Smart::Auto, numbering: None, supplement: Content::default(), number }
}

/// A page that is moved over the fold, without what would lie beyond: so much less of its width, from so far on.
fn up_to_fold(part: Frame, from: Abs, less: Abs) -> Frame {
    if less == Abs::zero() {
        return part;
    }
    let size = Size::new(part.width() - less, part.height());
    let mut cut = Frame::hard(size);
    cut.push_frame(Point::with_x(-from), part);
    cut.clip(Curve::rect(size));
    cut
}

/// The sides of a leaflet's sheet.
pub struct Folded {
    /// One page of it is one side.
    pub document: PagedDocument,
    /// Where it is folded: from the left trim.
    pub folds: Vec<Abs>,
}

/// What stands in the way of a leaflet (errors), and how many of its panels are blank (a warning).
#[must_use]
pub fn check_leaflet(document: &PagedDocument, leaflet: Option<&LeafletRules>) -> Vec<Diagnostic> {
    let Some(leaflet) = leaflet else {
        return vec![Diagnostic::error(say!("leaflet.none")).hint(say!("hint.leaflet-template"))];
    };
    let (pages, panels) = (document.pages().len(), leaflet.panels());
    let mut findings = if pages > 1 { check_pairs(document) } else { Vec::new() };
    if pages > panels {
        let message = say!("leaflet.pages", pages = pages, panels = panels);
        findings.push(Diagnostic::error(message).hint(say!("hint.shorten-report")));
    } else if pages < panels {
        let message = say!("leaflet.blank", count = panels - pages);
        findings.push(Diagnostic::warning(message).hint(say!("hint.leaflet-blank")));
    }
    findings
}

/// Puts the panels of a document that [`check_leaflet`] allows side by side. Where two panels meet their bleed is cut off.
#[must_use]
pub fn leaflet(document: &PagedDocument, leaflet: &LeafletRules) -> Folded {
    let pages = document.pages();
    let size = pages.first().map(|page| page.frame.size()).unwrap_or_default();
    let bleed = bleed(pages);
    let panels = leaflet.sides.first().map_or(0, Vec::len);
    #[expect(clippy::cast_precision_loss, reason = "a few panels")]
    let x = |panel: usize| size.x * panel as f64;
    let sides = (1..).zip(&leaflet.sides).map(|(number, side)| {
        let mut frame = Frame::hard(Size::new(x(panels), size.y));
        for (panel, page) in side.iter().enumerate() {
            let Some(page) = page.checked_sub(1).and_then(|index| pages.get(index)) else { continue };
            let left = if panel == 0 { page.bleed.left } else { Abs::zero() };
            let right = if panel + 1 == panels { page.bleed.right } else { Abs::zero() };
            let around = Sides { left, right, ..page.bleed };
            frame.push_frame(Point::new(x(panel) - left, -around.top), sheet::part(page, around));
        }
        side_of(frame, bleed, number)
    });
    let document = PagedDocument::new(sides.collect(), document.info().clone());
    Folded { document, folds: (1..panels).map(x).collect() }
}

/// What the slug line calls the sides of a leaflet.
#[must_use]
pub fn leaflet_labels(leaflet: &LeafletRules) -> Vec<String> {
    let side = |(face, pages): (&str, &Vec<usize>)| {
        let pages: Vec<String> = pages.iter().map(usize::to_string).collect();
        format!("{face}面　{}", pages.join("＋"))
    };
    ["正", "反"].into_iter().zip(&leaflet.sides).map(side).collect()
}

/// What stands in the way of single pages: pages that have no fold.
#[must_use]
pub fn check_fold(fold: Option<Abs>) -> Vec<Diagnostic> {
    let missing = || Diagnostic::error(say!("single-pages.no-fold")).hint(say!("hint.spread-template"));
    if fold.is_none() { vec![missing()] } else { Vec::new() }
}

/// Cuts every page at the fold, so far from its left trim: the left page, then the right one. Both are made of the spread's own
/// frames. Each has the spread's bleed on all four sides: beyond the fold that is what the other page shows there, so that a
/// page that is trimmed a little off the fold has no white edge.
#[must_use]
pub fn single_pages(document: &PagedDocument, fold: Abs) -> PagedDocument {
    let halves = document.pages().iter().flat_map(|page| {
        let size = page.frame.size();
        let sides = [(Abs::zero(), fold), (fold, size.x - fold)];
        sides.into_iter().zip([true, false]).map(move |((from, width), left)| {
            let outer = if left { page.bleed.left } else { page.bleed.right };
            let bleed =
                if left { Sides { right: outer, ..page.bleed } } else { Sides { left: outer, ..page.bleed } };
            let window = Rect::new(
                Point::new(from - bleed.left, -bleed.top),
                Point::new(from + width + bleed.right, size.y + bleed.bottom),
            );
            let mut frame = Frame::hard(Size::new(width, size.y));
            let mut clipped = Frame::hard(window.size());
            clipped.push_frame(Point::zero() - window.min, without(&page.frame, &window));
            clipped.clip(Curve::rect(window.size()));
            frame.push_frame(Point::new(-bleed.left, -bleed.top), clipped);
            Page { frame, bleed, ..page.clone() }
        })
    });
    PagedDocument::new(halves.collect(), document.info().clone())
}

/// A frame without what lies outside a window: text of the other page is not in the file at all.
fn without(frame: &Frame, window: &Rect) -> Frame {
    let beyond = |seen: Option<Outline>| {
        seen.and_then(|seen| seen.bounds()).is_none_or(|bounds| {
            bounds.max.x < window.min.x
                || bounds.min.x > window.max.x
                || bounds.max.y < window.min.y
                || bounds.min.y > window.max.y
        })
    };
    walk::map(frame, |place, item| {
        let out = match item {
            FrameItem::Text(text) => walk::ink(text).is_some_and(|ink| beyond(place.seen_of(ink))),
            FrameItem::Image(_, size, _) => beyond(place.seen_of(Rect::from_pos_size(Point::zero(), *size))),
            _ => false,
        };
        if out { Change::Drop } else { Change::Keep }
    })
}

/// What the slug line calls the single pages of a spread.
#[must_use]
pub fn page_labels(count: usize) -> Vec<String> {
    (0..count).map(|index| if index % 2 == 0 { "左版" } else { "右版" }.to_owned()).collect()
}

/// What the slug line calls the sides: the sheet, its front or back, the pages; and whether these face each other (跨版).
#[must_use]
pub fn labels(sides: &[Side], way: Imposition) -> Vec<String> {
    let page = |page: Option<usize>| page.map_or_else(|| "白".to_owned(), |page| page.to_string());
    let label = |(index, &[left, right]): (usize, &Side)| {
        let faces = left.zip(right).is_some_and(|(left, right)| left + 1 == right && left % 2 == 0);
        let pair = if faces { "　跨版" } else { "" };
        let pages = format!("{}＋{}{pair}", page(left), page(right));
        if way == Imposition::Pairs {
            return pages;
        }
        let face = if index % 2 == 0 { "正" } else { "反" };
        format!("第{}张{face}面　{pages}", index / 2 + 1)
    };
    sides.iter().enumerate().map(label).collect()
}
