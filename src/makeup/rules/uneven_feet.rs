//! 栏脚不齐: the columns of a section do not end on one line.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "栏脚不齐";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.uneven-feet")
}

/// For each empty line at a column's foot.
#[must_use]
pub fn charge(costs: &Costs, lines: u32) -> Charge {
    Charge::new(Rule::UnevenFeet, costs.uneven_feet * f64::from(lines))
}

/// What is given back when letterspacing fills some of these lines.
#[must_use]
pub fn saved(costs: &Costs, lines: u32) -> Charge {
    Charge::new(Rule::UnevenFeet, -costs.uneven_feet * f64::from(lines))
}

/// So much of the type area may stay empty at the columns' feet at no charge of its own (%),
const FREE: f64 = 0.4;
/// and each per cent more costs so many times as much as a line.
const FURTHER: f64 = 25.0;

/// For empty lines that take some per cent of the type area together.
#[must_use]
pub fn many(costs: &Costs, percent: f64) -> Charge {
    Charge::new(Rule::UnevenFeet, costs.uneven_feet * FURTHER * (percent - FREE).max(0.0))
}
