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

/// For each such gutter, and a part of it for one that runs through most of the body.
#[must_use]
pub fn charge(costs: &Costs, gutters: f64) -> Charge {
    Charge::new(Rule::ThroughGutter, costs.through_gutter * gutters)
}
