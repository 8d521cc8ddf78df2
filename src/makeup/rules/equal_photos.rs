//! 图片等大: the photos are of one size everywhere.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "图片等大";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.equal-photos")
}

/// Fewer photos than these may be as large as each other.
const FEWEST: usize = 3;

/// By how much the largest is less than twice as large as the least; `areas` are the photos' areas.
#[must_use]
pub fn charge(costs: &Costs, areas: impl ExactSizeIterator<Item = f64> + Clone) -> Charge {
    let cost = if areas.len() < FEWEST {
        0.0
    } else {
        let (least, most) = (areas.clone().fold(f64::MAX, f64::min), areas.fold(0.0, f64::max));
        costs.equal_photos * (1.0 - (most / least - 1.0)).max(0.0)
    };
    Charge::new(Rule::EqualPhotos, cost)
}
