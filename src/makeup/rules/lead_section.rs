//! 头条不突出: the lead section is narrow, or does not stand at the body's head.

use super::{Charge, Rule, near_headings};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::report::Importance;
use crate::say;

/// The rule's term.
pub const TERM: &str = "头条不突出";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.lead-section")
}

/// For each basic column that a section of some rank lacks to half the page and one column more.
#[must_use]
pub fn narrow(costs: &Costs, rank: Importance, columns: u32, of: u32) -> Charge {
    let missing = if rank == Importance::Lead { (of / 2 + 1).min(of).saturating_sub(columns) } else { 0 };
    Charge::new(Rule::LeadSection, costs.lead_section * f64::from(missing))
}

/// What a picture above its heading costs, in columns that it lacks.
const UNDER: f64 = 20.0;

/// For a lead section whose heading stands lower than its neighbour's, `under` a picture; one over the whole page has no
/// neighbour.
#[must_use]
pub fn under_picture(costs: &Costs, rank: Importance, under: bool, (columns, of): (u32, u32)) -> Charge {
    let under = under && rank == Importance::Lead && columns < of;
    Charge::new(Rule::LeadSection, if under { costs.lead_section * UNDER } else { 0.0 })
}

/// What another heading that stands as high as the lead section's, or higher, costs in columns that it lacks.
const OVERTAKEN: f64 = 8.0;

/// For the headings of a page that stand higher than the lead section's or nearly level with it, by their lines.
#[must_use]
pub fn overtaken(costs: &Costs, lead: Option<u32>, others: impl Iterator<Item = u32>) -> Charge {
    let count = lead.map_or(0, |lead| others.filter(|line| *line < lead + near_headings::LEAST).count());
    Charge::each(Rule::LeadSection, costs.lead_section * OVERTAKEN, count)
}

/// For a lead section that begins some lines below the body's head.
#[must_use]
pub fn low(costs: &Costs, line: u32) -> Charge {
    Charge::new(Rule::LeadSection, if line > 0 { costs.lead_section } else { 0.0 })
}
