//! 图片相邻: photos of two sections touch.

use super::{Charge, Rule};
use crate::edition::Grid;
use crate::edition::makeup_rules::Costs;
use crate::makeup::plan::Rect;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "图片相邻";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.photos-adjoin")
}

/// For each pair of such photos: `photos` are their sections and rectangles.
#[must_use]
pub fn charge(costs: &Costs, grid: &Grid, photos: &[(usize, Rect)]) -> Charge {
    Charge::each(Rule::PhotosAdjoin, costs.photos_adjoin, pairs(grid, photos))
}

fn pairs(grid: &Grid, photos: &[(usize, Rect)]) -> usize {
    let reach = grid.pitch_pt + grid.leading_pt() + 1.0;
    let touch = |a: &Rect, b: &Rect| {
        let beside = a.x < b.x + b.width + reach && b.x < a.x + a.width + reach;
        let above = a.y < b.y + b.height + reach && b.y < a.y + a.height + reach;
        // Two that only meet at a corner do not count.
        let overlap_x = (a.x + a.width).min(b.x + b.width) - a.x.max(b.x);
        let overlap_y = (a.y + a.height).min(b.y + b.height) - a.y.max(b.y);
        beside && above && (overlap_x > grid.pitch_pt || overlap_y > grid.pitch_pt)
    };
    let others = |index: usize, section: usize| {
        photos[index + 1..].iter().filter(move |(other, _)| *other != section).map(|(_, rect)| rect)
    };
    let each = photos.iter().enumerate();
    each.map(|(index, (section, a))| others(index, *section).filter(|b| touch(a, b)).count()).sum()
}
