//! 横条: a module is much wider than high.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "横条";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.ribbon")
}

/// A module is a ribbon when it is this many times as wide as high.
const MOST: f64 = 2.3;

/// For each time more; `ratio` is width by height.
#[must_use]
pub fn charge(costs: &Costs, ratio: f64) -> Charge {
    Charge::new(Rule::Ribbon, costs.ribbon * (ratio / MOST - 1.0).max(0.0))
}
