//! How full each page of a booklet is, read from its finished frames.

use serde::Serialize;
use typst_layout::PagedDocument;
use typst_library::layout::{Abs, Frame, FrameItem, Point, Rect};
use typst_library::visualize::{Geometry, Shape};

use crate::edition::Grid;
use crate::edition::settings::PT_PER_MM;
use crate::typeset::walk;

/// A page is empty of which more than this share is white.
pub const EMPTY: f64 = 1.0 / 3.0;
/// The side of a cell (pt).
const CELL: f64 = 4.0;
/// White up to so far from what stands there belongs to it (pt): that between lines, and between a picture and its text.
const AROUND: f64 = 18.0;

/// How full the pages of a booklet are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Emptiness {
    /// The white part of the type area, page by page (%).
    pub white_percent: Vec<f64>,
}

impl Emptiness {
    /// Looks at all pages.
    #[must_use]
    pub fn of(document: &PagedDocument, grid: &Grid) -> Self {
        let white = document.pages().iter().map(|page| white(&page.frame, grid) * 100.0);
        Self { white_percent: white.collect() }
    }

    /// The pages between the first and the last that are empty: their number, from 1, and their white (%).
    pub fn empty(&self) -> impl Iterator<Item = (usize, f64)> {
        self.inner().filter(|(_, white)| *white > EMPTY * 100.0)
    }

    /// The white of the emptiest page between the first and the last (%).
    #[must_use]
    pub fn emptiest(&self) -> f64 {
        self.inner().map(|(_, white)| white).fold(0.0, f64::max)
    }

    /// Cover and imprint may be as empty as they like.
    fn inner(&self) -> impl Iterator<Item = (usize, f64)> {
        let last = self.white_percent.len().saturating_sub(1);
        (1..).zip(self.white_percent.iter().copied()).take(last).skip(1)
    }
}

/// The share of a page's type area that is white.
#[must_use]
pub fn white(frame: &Frame, grid: &Grid) -> f64 {
    let (left, top) = ((frame.width().to_pt() - grid.type_width_pt()) / 2.0, grid.top_mm * PT_PER_MM);
    let (width, height) = (grid.type_width_pt(), grid.page_height_pt());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cells of a page")]
    let (columns, rows) = ((width / CELL).ceil() as usize, (height / CELL).ceil() as usize);
    let mut filled = vec![false; columns * rows];
    walk::visit(frame, |place, item| {
        let own = match item {
            FrameItem::Text(text) => walk::ink(text),
            FrameItem::Image(_, size, _) => Some(Rect::from_pos_size(Point::zero(), *size)),
            FrameItem::Shape(shape, _) => bounds(shape),
            _ => None,
        };
        let Some(seen) = own.and_then(|rect| place.seen_of(rect)).and_then(|outline| outline.bounds()) else {
            return;
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cells of a page")]
        let cells = |from: Abs, to: Abs, origin: f64, count: usize| {
            let cell = |at: f64| ((at - origin) / CELL).max(0.0) as usize;
            cell(from.to_pt() - AROUND).min(count)..(cell(to.to_pt() + AROUND) + 1).min(count)
        };
        // What stands wholly outside the type area fills nothing of it.
        let outside = seen.max.y.to_pt() < top || seen.min.y.to_pt() > top + height;
        if outside || seen.max.x.to_pt() < left || seen.min.x.to_pt() > left + width {
            return;
        }
        for row in cells(seen.min.y, seen.max.y, top, rows) {
            let across = cells(seen.min.x, seen.max.x, left, columns);
            filled[row * columns..][across].fill(true);
        }
    });
    let white = filled.iter().filter(|cell| !**cell).count();
    #[expect(clippy::cast_precision_loss, reason = "some ten thousand cells")]
    let share = white as f64 / filled.len().max(1) as f64;
    share
}

/// Where a shape has colour.
fn bounds(shape: &Shape) -> Option<Rect> {
    // A frame or an ornament of lines alone fills nothing of what lies in it.
    match &shape.geometry {
        Geometry::Line(to) => {
            let end = *to;
            shape.stroke.as_ref().map(|_| Rect::new(Point::zero().min(end), Point::zero().max(end)))
        }
        Geometry::Rect(size) => shape.fill.as_ref().map(|_| Rect::from_pos_size(Point::zero(), *size)),
        Geometry::Curve(curve) => shape.fill.as_ref().map(|_| curve.bbox(None)),
    }
}
