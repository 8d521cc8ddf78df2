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

/// For each such slot, by how short it is.
#[must_use]
pub fn charge(costs: &Costs, slots: impl Iterator<Item = u32>) -> Charge {
    let missing: u32 = slots.map(|lines| LEAST.saturating_sub(lines)).sum();
    Charge::new(Rule::Stub, costs.stub * f64::from(missing) / f64::from(LEAST))
}
