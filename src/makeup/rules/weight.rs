//! 偏重: the photos stand on one side of the page.

use super::{Charge, Rule};
use crate::edition::Grid;
use crate::edition::makeup_rules::Costs;
use crate::makeup::plan::Rect;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "偏重";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.weight")
}

/// So far from the middle their centre may be, as a share of the type area's width.
const MOST: f64 = 0.08;

/// For how far their centre is off the page's middle; `photos` are their rectangles. One alone stands where it stands.
#[must_use]
pub fn charge(costs: &Costs, grid: &Grid, photos: &[(usize, Rect)]) -> Charge {
    let area: f64 = photos.iter().map(|(_, rect)| rect.width * rect.height).sum();
    let moment = |rect: &Rect| (rect.x + rect.width / 2.0) * rect.width * rect.height;
    let cost = if photos.len() < 2 {
        0.0
    } else {
        let centre = photos.iter().map(|(_, rect)| moment(rect)).sum::<f64>() / area;
        costs.weight * ((centre / grid.type_width_pt() - 0.5).abs() - MOST).max(0.0)
    };
    Charge::new(Rule::Weight, cost)
}
