//! 竖条: a module is much higher than wide.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "竖条";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.chimney")
}

/// A module is a chimney when it is this many times as high as wide.
const MOST: f64 = 2.2;

/// For each time more; `ratio` is width by height.
#[must_use]
pub fn charge(costs: &Costs, ratio: f64) -> Charge {
    Charge::new(Rule::Chimney, costs.chimney * (1.0 / ratio / MOST - 1.0).max(0.0))
}
