//! 补白广告: something that is not of the report fills the page.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "补白广告";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.filler")
}

/// For a filler of some lines on a page of some.
#[must_use]
pub fn charge(costs: &Costs, lines: u32, page: u32) -> Charge {
    let share = f64::from(lines) / f64::from(page.max(1));
    Charge::new(Rule::Filler, if lines == 0 { 0.0 } else { costs.filler * (1.0 + 2.0 * share) })
}
