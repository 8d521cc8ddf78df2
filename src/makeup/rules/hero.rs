//! 题图高度, 题图形式: the hero is higher or lower than it should be, or has another form than the template likes best.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "题图高度";
/// The term for its form.
pub const FORM_TERM: &str = "题图形式";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.hero")
}

/// What the rule of its form is about.
#[must_use]
pub fn form_meaning() -> Message {
    say!("rule.hero-form")
}

/// For each line that it is off.
#[must_use]
pub fn charge(costs: &Costs, lines: u32, ideal: u32) -> Charge {
    Charge::new(Rule::Hero, costs.hero * f64::from(lines.abs_diff(ideal)))
}

/// For each form that the template prefers.
#[must_use]
pub fn form_charge(costs: &Costs, before: usize) -> Charge {
    Charge::each(Rule::HeroForm, costs.hero_form, before)
}
