//! 题行: a heading takes more lines than it needs.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "题行";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.heading-line")
}

/// A heading that fills less than this share of its width leaves a hole.
const FILLED: f64 = 0.45;
/// What a heading of no width costs in lines.
const EMPTY: f64 = 5.0;

/// For each line more, and for a heading that fills only a small share of its width.
#[must_use]
pub fn charge(costs: &Costs, lines: u32, filled: f64) -> Charge {
    let hole = EMPTY * (FILLED - filled).max(0.0) / FILLED;
    Charge::new(Rule::HeadingLine, costs.heading_line * (f64::from(lines) + hole))
}
