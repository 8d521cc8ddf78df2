//! 缩题: a heading is set smaller than the others.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "缩题";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.heading-scale")
}

/// For a heading that is set at some share of its size.
#[must_use]
pub fn charge(costs: &Costs, scale: f64) -> Charge {
    Charge::new(Rule::HeadingScale, costs.heading_scale * (1.0 - scale))
}
