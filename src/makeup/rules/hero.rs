//! 题图高度: the hero is higher or lower than it should be.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "题图高度";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.hero")
}

/// For each line that it is off.
#[must_use]
pub fn charge(costs: &Costs, lines: u32, ideal: u32) -> Charge {
    Charge::new(Rule::Hero, costs.hero * f64::from(lines.abs_diff(ideal)))
}
