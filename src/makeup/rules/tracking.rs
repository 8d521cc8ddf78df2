//! 字距: letters are set wider.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "字距";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.tracking")
}

/// For letterspacing of so many thousandths of an em, all paragraphs together.
#[must_use]
pub fn charge(costs: &Costs, milliem: u32) -> Charge {
    Charge::new(Rule::Tracking, costs.tracking * f64::from(milliem) / 10.0)
}
