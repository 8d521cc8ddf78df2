//! Sheets: what of a page stands on a larger piece of paper.

use typst_layout::Page;
use typst_library::layout::{Abs, Frame, FrameItem, Point, Sides};
use typst_library::visualize::{Curve, Geometry};
use typst_syntax::Span;

/// A page's trim and so much `around` it; what lies farther out is cut off. The page's ground, which is no item of its
/// frame, is drawn as a rectangle. The frame's top left corner is that of what is kept.
#[must_use]
pub fn part(page: &Page, around: Sides<Abs>) -> Frame {
    let size = page.frame.size() + around.sum_by_axis();
    let mut part = Frame::hard(size);
    if let Some(fill) = page.fill_or_transparent() {
        part.push(Point::zero(), FrameItem::Shape(Geometry::Rect(size).filled(fill), Span::detached()));
    }
    part.push_frame(Point::new(around.left, around.top), page.frame.clone());
    part.clip(Curve::rect(size));
    part
}
