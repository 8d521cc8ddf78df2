//! 栏头孤行: a column begins with the last line of a paragraph.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "栏头孤行";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.widow")
}

/// For each such column.
#[must_use]
pub fn charge(costs: &Costs, columns: u32) -> Charge {
    Charge::new(Rule::Widow, costs.widow * f64::from(columns))
}
