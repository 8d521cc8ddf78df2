//! 碎栏: a column of a section has little text in one place.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "碎栏";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.stub")
}

/// A slot of fewer lines is a stub.
pub const LEAST: u32 = 8;

/// The short columns of an L have at least this share of the lines of its long ones;
const LEG: f64 = 0.4;
/// without any they cost so many times as much as a stub.
const NO_LEG: f64 = 2.0;

/// For the columns of an L that end above its opening, of some lines, by how much shorter they are than its body.
#[must_use]
pub fn legs(costs: &Costs, body: u32, opening: Option<u32>) -> Charge {
    let share = |lines: u32| f64::from(body.saturating_sub(lines)) / f64::from(body.max(1));
    let short = opening.map_or(0.0, |lines| (LEG - share(lines)).max(0.0) / LEG);
    Charge::new(Rule::Stub, costs.stub * NO_LEG * short)
}

/// For each such slot, by how short it is: those that are shorter than the body, and the whole body in all its columns.
#[must_use]
pub fn charge(costs: &Costs, slots: impl Iterator<Item = u32>, (parts, body): (u32, u32)) -> Charge {
    let mut whole = parts;
    let shorter = slots.inspect(|_| whole = whole.saturating_sub(1));
    let missing: u32 = shorter.map(|lines| LEAST.saturating_sub(lines)).sum();
    let missing = missing + whole * LEAST.saturating_sub(body);
    Charge::new(Rule::Stub, costs.stub * f64::from(missing) / f64::from(LEAST))
}
