//! 栏多: the text of a section stands in many columns, or in narrow ones where wider ones would do.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "栏多";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.columns")
}

/// So many columns cost nothing.
const FREE: u32 = 2;
/// A measure of fewer 字 is narrow where there is room for a wider one.
const NARROW: u32 = 15;
/// From so many basic columns on there is room.
const WIDE: u32 = 3;

/// More columns than these are hard to follow: each counts so many times.
const MANY: u32 = 5;
const TIMES: f64 = 6.0;

/// For each column after the second, and more for those after the fifth; and for a narrow measure in a section of some basic columns.
#[must_use]
pub fn charge(costs: &Costs, columns: u32, parts: u32, measure: u32) -> Charge {
    let narrow = if columns >= WIDE && measure < NARROW { costs.narrow } else { 0.0 };
    Charge::new(Rule::Columns, costs.columns * columns_of(parts) + narrow)
}

fn columns_of(parts: u32) -> f64 {
    f64::from(parts.saturating_sub(FREE)) + TIMES * f64::from(parts.saturating_sub(MANY))
}
