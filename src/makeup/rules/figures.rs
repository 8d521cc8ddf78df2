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

/// More rows than these make a panel that outweighs the pictures: each costs as much as so many lines.
const ROWS: u32 = 2;
const MANY: f64 = 5.0;

/// A line that is missing costs so many times as much as one too many: a low row has low charts.
const TOO_LOW: f64 = 6.0;

/// For each line that a row of it is off, and for many rows.
#[must_use]
pub fn charge(costs: &Costs, lines: u32, ideal: u32, rows: u32) -> Charge {
    let off = f64::from(lines.saturating_sub(ideal)) + TOO_LOW * f64::from(ideal.saturating_sub(lines));
    let off = off / f64::from(rows.max(1));
    Charge::new(Rule::Figures, costs.figures * (off + MANY * f64::from(rows.saturating_sub(ROWS))))
}

/// What a panel that stands low costs, in lines for the whole height of the body.
const LOW: f64 = 40.0;

/// For a panel among the sections, by how far down it begins.
#[must_use]
pub fn low(costs: &Costs, line: u32, of: u32) -> Charge {
    Charge::new(Rule::Figures, costs.figures * LOW * f64::from(line) / f64::from(of.max(1)))
}

/// What a panel as wide as the page costs that is empty, in lines.
const EMPTY: f64 = 200.0;

/// For a panel as wide as the page with fewer cards than half a row has.
#[must_use]
pub fn sparse(costs: &Costs, cards: u32, per_row: u32) -> Charge {
    let half = f64::from(per_row.max(1)) / 2.0;
    let missing = if cards == 0 { 0.0 } else { (1.0 - f64::from(cards) / half).max(0.0) };
    Charge::new(Rule::Figures, costs.figures * EMPTY * missing)
}
