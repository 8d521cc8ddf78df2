//! 断版: a gutter runs from the head of the body to its foot.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "断版";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.through-gutter")
}

/// A stretch of a gutter that nothing crosses costs nothing up to this share of the body's height,
pub const LONG: f64 = 0.6;
/// and over all of it this share of a gutter between sections that runs through.
const UNCROSSED: f64 = 0.5;

/// For the longest stretch that nothing crosses, as a share of the body's height.
#[must_use]
pub fn uncrossed(costs: &Costs, share: f64) -> Charge {
    let over = ((share - LONG) / (1.0 - LONG)).max(0.0);
    Charge::new(Rule::ThroughGutter, costs.through_gutter * UNCROSSED * over)
}

/// For each such gutter, and a part of it for one that runs through most of the body.
#[must_use]
pub fn charge(costs: &Costs, gutters: f64) -> Charge {
    Charge::new(Rule::ThroughGutter, costs.through_gutter * gutters)
}
