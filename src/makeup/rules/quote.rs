//! 补白: a pull quote fills a hole.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "补白";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.quote")
}

/// For a module with a quote of some lines.
#[must_use]
pub fn charge(costs: &Costs, lines: u32) -> Charge {
    Charge::new(Rule::Quote, if lines > 0 { costs.quote } else { 0.0 })
}

/// A page has no more quotes than these without a charge of its own,
pub const MOST: usize = 2;
/// and each further one costs so many times as much as the first.
const FURTHER: f64 = 6.0;

/// For the quotes of a page after the second.
#[must_use]
pub fn many(costs: &Costs, quotes: usize) -> Charge {
    Charge::each(Rule::Quote, costs.quote * FURTHER, quotes.saturating_sub(MOST))
}
