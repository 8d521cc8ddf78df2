//! 断版: a gutter runs from the head of the body to its foot.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "断版";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.through-gutter")
}

/// For each such gutter.
#[must_use]
pub fn charge(costs: &Costs, gutters: usize) -> Charge {
    Charge::each(Rule::ThroughGutter, costs.through_gutter, gutters)
}
