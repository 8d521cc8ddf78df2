//! 字距过大: a line of a section has gaps that a reader sees, as its measure has it.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "字距过大";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.loose-line")
}

/// For each such line.
#[must_use]
pub fn charge(costs: &Costs, lines: u32) -> Charge {
    Charge::new(Rule::LooseLine, costs.loose_line * f64::from(lines))
}
