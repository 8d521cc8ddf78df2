//! 题行: a heading takes more lines than it needs.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "题行";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.heading-line")
}

/// For each line more.
#[must_use]
pub fn charge(costs: &Costs, lines: u32) -> Charge {
    Charge::new(Rule::HeadingLine, costs.heading_line * f64::from(lines))
}
