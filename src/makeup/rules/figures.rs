//! 数据栏高度: the panel of figures is higher or lower than it should be.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "数据栏高度";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.figures")
}

/// For each line that a row of it is off.
#[must_use]
pub fn charge(costs: &Costs, lines: u32, ideal: u32, rows: u32) -> Charge {
    let off = f64::from(lines.abs_diff(ideal));
    Charge::new(Rule::Figures, costs.figures * off / f64::from(rows.max(1)))
}
