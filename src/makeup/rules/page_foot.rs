//! 页末留白: lines stay empty at the foot of a page.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "页末留白";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.page-foot")
}

/// For each such line of a page of some; three times as much for those by which more than a third of the page is empty.
#[must_use]
pub fn charge(costs: &Costs, lines: u32, page: u32) -> Charge {
    let beyond = lines.saturating_sub(page / 3);
    Charge::new(Rule::PageFoot, costs.page_foot * f64::from(lines + 2 * beyond))
}
