//! A page in cells, as a screen shows it: each with a hash of what is seen in it, so that only what changed is drawn anew.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use typst_layout::Page;
use typst_library::layout::{Abs, Axes, Frame, FrameItem, Point, Rect, Size, Transform};
use typst_render::RenderOptions;
use typst_utils::hash128;

use crate::diagnostic::Diagnostic;
use crate::guard::guarded;
use crate::say;
use crate::typeset::walk::{self, Change};

/// The side of a cell (pt).
pub const SIDE_PT: f64 = 128.0;
/// A cell is drawn in so many pixels to the point at the most.
pub const MOST_SCALE: f64 = 16.0;

/// Letters reach so far beyond their line's ends, above their baseline and below it (em).
const BEYOND: f64 = 0.5;
const ABOVE: f64 = 1.3;
const BELOW: f64 = 0.6;

/// The hashes of a page's cells, row by row.
#[must_use]
pub fn hashes(page: &Page) -> Vec<Vec<u128>> {
    let size = page.frame.size();
    let count = |length: Abs| (length.to_pt() / SIDE_PT).ceil().max(1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a page has some hundred cells"
    )]
    let (columns, rows) = (count(size.x) as usize, count(size.y) as usize);
    let ground = hash128(&page.fill);
    let mut cells = vec![vec![ground; columns]; rows];
    walk::visit(&page.frame, |place, item| {
        let Some(bounds) = bounds(item) else { return };
        let bounds = on_page(&bounds, place.transform);
        // What is clipped otherwise looks otherwise.
        let clips = if place.clips.is_empty() { String::new() } else { format!("{:?}", place.clips) };
        let hash = hash128(&(item, place.transform, clips));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not below zero")]
        let cell = |at: Abs| (at.to_pt() / SIDE_PT).floor().max(0.0) as usize;
        let (first, last) = (cell(bounds.min.y), cell(bounds.max.y).min(rows - 1));
        let (left, right) = (cell(bounds.min.x), cell(bounds.max.x).min(columns - 1));
        for row in cells.iter_mut().take(last + 1).skip(first) {
            for cell in row.iter_mut().take(right + 1).skip(left) {
                *cell = hash128(&(*cell, hash));
            }
        }
    });
    cells
}

/// One cell as PNG, in so many pixels to the point.
///
/// # Errors
/// When there is no such cell, or it cannot be drawn.
pub fn png(page: &Page, (column, row): (usize, usize), scale: f64) -> Result<Vec<u8>, Diagnostic> {
    let size = page.frame.size();
    let at = |number: usize| Abs::pt(f64::from(u32::try_from(number).unwrap_or(u32::MAX)) * SIDE_PT);
    let corner = Point::new(at(column), at(row));
    let length = |from: Abs, whole: Abs| (whole - from).min(Abs::pt(SIDE_PT));
    let (width, height) = (length(corner.x, size.x), length(corner.y, size.y));
    if width <= Abs::zero() || height <= Abs::zero() || !scale.is_finite() || scale <= 0.0 {
        return Err(Diagnostic::error(say!("preview.no-page")));
    }
    let cell = Rect::from_pos_size(corner, Size::new(width, height));
    let mut frame = Frame::hard(Axes::new(width, height));
    // Without what is not seen in the cell.
    let seen = walk::map(&page.frame, |place, item| match bounds(item) {
        Some(bounds) if !meet(&on_page(&bounds, place.transform), &cell) => Change::Drop,
        _ => Change::Keep,
    });
    frame.push_frame(Point::new(-corner.x, -corner.y), seen);
    let alone = Page { frame, ..page.clone() };
    let options = RenderOptions { pixel_per_pt: scale.min(MOST_SCALE).into(), ..RenderOptions::default() };
    let drawn = guarded(|| typst_render::render(&alone, &options))
        .ok_or_else(|| Diagnostic::error(say!("preview.undecodable")).hint(say!("hint.undecodable")))?;
    // Paper is opaque. What is drawn at each letter is written fast, not small.
    let pixels: Vec<u8> =
        drawn.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive)
        .write_image(&pixels, drawn.width(), drawn.height(), ExtendedColorType::Rgb8)
        .map_err(|error| Diagnostic::error(say!("preview.unwritable", words = error.to_string())))?;
    Ok(png)
}

/// The box of what an item draws, in its own coordinates; none when it draws nothing.
fn bounds(item: &FrameItem) -> Option<Rect> {
    match item {
        FrameItem::Text(text) => {
            let stroke = text.stroke.as_ref().map_or(Abs::zero(), |stroke| stroke.thickness);
            let [beyond, above, below] = [BEYOND, ABOVE, BELOW].map(|em| text.size * em + stroke);
            let height = text.height();
            Some(Rect::new(
                Point::new(-beyond, -above - height.max(Abs::zero())),
                Point::new(text.width() + beyond, below + height.max(Abs::zero())),
            ))
        }
        FrameItem::Shape(shape, _) => Some(shape.bbox(true)),
        FrameItem::Image(_, size, _) => Some(Rect::from_pos_size(Point::zero(), *size)),
        FrameItem::Group(_) | FrameItem::Link(..) | FrameItem::Tag(_) => None,
    }
}

fn on_page(rect: &Rect, transform: Transform) -> Rect {
    let Rect { min: low, max: high } = *rect;
    let turned = |x, y| Point::new(x, y).transform_inf(transform);
    let begin = turned(low.x, low.y);
    [turned(high.x, low.y), turned(high.x, high.y), turned(low.x, high.y)]
        .into_iter()
        .fold(Rect::new(begin, begin), |all, point| Rect::new(all.min.min(point), all.max.max(point)))
}

fn meet(one: &Rect, other: &Rect) -> bool {
    one.min.x < other.max.x && other.min.x < one.max.x && one.min.y < other.max.y && other.min.y < one.max.y
}
