//! 页末留白: lines stay empty at the foot of a page.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "页末留白";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.page-foot")
}

/// For each such line.
#[must_use]
pub fn charge(costs: &Costs, lines: u32) -> Charge {
    Charge::new(Rule::PageFoot, costs.page_foot * f64::from(lines))
}
