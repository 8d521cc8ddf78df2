//! Whether fillings are as it is wished: which widths pieces may have, which modules stand at the head, which photo is the
//! largest.

use crate::edition::Grid;

use super::layout::{Layout, Spot};
use super::plan::Area;
use super::story::Story;

/// Whether anything is wished of any story.
pub(super) fn any(stories: &[Story]) -> bool {
    stories.iter().any(|story| !story.wish.is_none() || story.photos.iter().any(|photo| photo.largest))
}

/// Whether a range of stories may fill a piece of some columns: what is known of their places must fit in it, and fill it where
/// it is known of all.
pub(super) fn may_fill(stories: &[Story], columns: u32) -> bool {
    let extents = || stories.iter().filter_map(|story| story.wish.extent());
    let (Some(from), Some(to)) =
        (extents().map(|extent| extent.0).min(), extents().map(|extent| extent.1).max())
    else {
        return true;
    };
    if extents().count() == stories.len() { to - from == columns } else { to - from <= columns }
}

/// Whether some stories may stand to the left of others.
pub(super) fn may_stand_beside(left: &[Story], right: &[Story]) -> bool {
    let extents =
        |stories: &[Story]| stories.iter().filter_map(|story| story.wish.extent()).collect::<Vec<_>>();
    let edge = extents(left).into_iter().map(|extent| extent.1).max();
    let next = extents(right).into_iter().map(|extent| extent.0).min();
    edge.zip(next).is_none_or(|(edge, next)| edge <= next)
}

/// Whether some stories may stand below others: none of them is to be at the head.
pub(super) fn may_stand_below(stories: &[Story]) -> bool {
    !stories.iter().any(|story| story.wish.first)
}

/// Whether some stories may stand above others: none of them is to be at the foot.
pub(super) fn may_stand_above(stories: &[Story]) -> bool {
    !stories.iter().any(|story| story.wish.foot)
}

/// Whether a whole page is as it is wished.
pub(super) fn suits(grid: &Grid, stories: &[Story], spots: &[Spot]) -> bool {
    let foot = spots.iter().map(|spot| spot.line + spot.layout.lines).max().unwrap_or(0);
    let in_place = |spot: &Spot| {
        let wish = stories[spot.story].wish;
        wish.allows_columns(spot.layout.columns)
            && wish.column.is_none_or(|column| column == spot.column)
            && (!wish.first || spot.line == 0)
            && (!wish.foot || spot.line + spot.layout.lines == foot)
    };
    spots.iter().all(in_place) && largest_is_largest(grid, stories, spots)
}

/// Whether the photo that is to be the largest is: larger than every other one of the page.
fn largest_is_largest(grid: &Grid, stories: &[Story], spots: &[Spot]) -> bool {
    let mut wished = None;
    let mut others: f64 = 0.0;
    for spot in spots {
        for (photo, size) in stories[spot.story].photos.iter().zip(photo_sizes(grid, spot.layout)) {
            if photo.largest { wished = Some(size) } else { others = others.max(size) }
        }
    }
    wished.is_none_or(|size| size > others + 1e-6)
}

/// The sizes of a layout's photos with their captions (pt²), in the section's order.
fn photo_sizes(grid: &Grid, layout: &Layout) -> Vec<f64> {
    let mut sizes = Vec::new();
    let mut add = |area: Area| {
        let rect = grid.rect(&area);
        sizes.push(rect.width * rect.height);
    };
    let bands = |add: &mut dyn FnMut(Area), band: &super::photos::Band| {
        band.cells.iter().for_each(|cell| add(Area { lines: band.lines, ..*cell }));
    };
    let blocks = |add: &mut dyn FnMut(Area), block: &super::photos::Block| {
        for cell in &block.cells {
            add(Area {
                lines: cell.lines,
                ..Area::within(0, layout.columns, layout.parts, cell.first, cell.span)
            });
        }
    };
    layout.top.iter().for_each(|band| bands(&mut add, band));
    layout.raised.iter().for_each(|block| blocks(&mut add, block));
    layout.insets.iter().for_each(|block| blocks(&mut add, block));
    layout.bottom.iter().for_each(|band| bands(&mut add, band));
    sizes
}
