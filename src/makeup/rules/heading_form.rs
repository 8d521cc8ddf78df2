//! 题式不一: headings of one rank are on one line here and on two there.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::report::Importance;
use crate::say;

/// The rule's term.
pub const TERM: &str = "题式不一";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.heading-form")
}

/// For each heading of a couplet that is not as most of its rank; of each heading the rank and on how many lines it stands.
#[must_use]
pub fn charge(costs: &Costs, headings: &[(Importance, u32)]) -> Charge {
    Charge::each(Rule::HeadingForm, costs.heading_form, odd(headings))
}

/// How many headings are not as most of their rank.
#[must_use]
pub fn odd(headings: &[(Importance, u32)]) -> usize {
    [Importance::Lead, Importance::Normal, Importance::Brief]
        .into_iter()
        .map(|rank| {
            let of = |one: bool| {
                headings.iter().filter(|(other, lines)| *other == rank && (*lines == 1) == one).count()
            };
            of(true).min(of(false))
        })
        .sum()
}
