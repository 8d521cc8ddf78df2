//! 字号: the body type is larger or smaller than the template's own.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "字号";

/// A step of the size (pt).
const STEP_PT: f64 = 0.25;

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.body-size")
}

/// For each quarter of a point that it is off; nothing where the template's own size is used.
#[must_use]
pub fn charge(costs: &Costs, body_pt: f64, usual_pt: Option<f64>) -> Charge {
    let off = usual_pt.map_or(0.0, |usual| (usual - body_pt).abs());
    Charge::new(Rule::BodySize, costs.body_size * off / STEP_PT)
}
