//! 版数: there are more pages than one.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "版数";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.pages")
}

/// For one page more.
#[must_use]
pub fn charge(costs: &Costs) -> Charge {
    Charge::new(Rule::Pages, costs.pages)
}
