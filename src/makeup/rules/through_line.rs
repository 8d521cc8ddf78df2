//! 通线: a white line runs through the whole width of the body.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "通线";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.through-line")
}

/// For each such line.
#[must_use]
pub fn charge(costs: &Costs, lines: usize) -> Charge {
    Charge::each(Rule::ThroughLine, costs.through_line, lines)
}
