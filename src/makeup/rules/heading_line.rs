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

/// A heading that fills less than this share of its width leaves a hole: one on one line, and one on two.
const FILLED: [f64; 2] = [0.45, 0.6];
/// What a heading of no width costs in lines.
const EMPTY: f64 = 5.0;

/// For each line more, and for a heading that fills only a small share of its width.
#[must_use]
pub fn charge(costs: &Costs, lines: u32, (filled, two): (f64, bool)) -> Charge {
    let enough = FILLED[usize::from(two)];
    let hole = EMPTY * (enough - filled).max(0.0) / enough;
    Charge::new(Rule::HeadingLine, costs.heading_line * (f64::from(lines) + hole))
}
