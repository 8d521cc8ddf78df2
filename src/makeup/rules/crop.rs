//! 裁切: a part of a picture is cut off.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "裁切";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.crop")
}

/// By the square of the share that is cut off.
#[must_use]
pub fn charge(costs: &Costs, share: f64) -> Charge {
    Charge::new(Rule::Crop, costs.crop * share * share)
}
