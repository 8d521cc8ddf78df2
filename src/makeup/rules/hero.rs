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

/// The share of the page's height that a hero takes at the most, without a picture and with one (%).
const TALLEST: [u32; 2] = [30, 40];
/// A line beyond that costs so many times more.
const TOO_TALL: f64 = 3.0;

/// The lines from which on a hero on a page of some lines is too tall.
#[must_use]
pub fn tallest(lines: u32, picture: bool) -> u32 {
    lines * TALLEST[usize::from(picture)] / 100
}

/// For each line that it is off, and for those beyond the tallest.
#[must_use]
pub fn charge(costs: &Costs, lines: u32, ideal: u32, tallest: u32) -> Charge {
    let beyond = TOO_TALL * f64::from(lines.saturating_sub(tallest.max(ideal)));
    Charge::new(Rule::Hero, costs.hero * (f64::from(lines.abs_diff(ideal)) + beyond))
}

/// A picture that takes less of the hero than this is small.
const SMALL: f64 = 0.36;

/// and costs up to so many times as much as a form that the template likes less.
const SMALL_COSTS: f64 = 2.0;

/// A title that takes less of the width it could have is lost in it,
pub const FILLED: f64 = 0.82;

/// and costs up to so many times as much.
const LOST_COSTS: f64 = 3.0;

/// For each form that the template prefers, and a part of that for a small picture, by its share of the hero's area, and for
/// a title that does not fill its room.
#[must_use]
pub fn form_charge(costs: &Costs, before: usize, share: f64, filled: f64) -> Charge {
    let small = (SMALL - share).max(0.0) / SMALL;
    let lost = (FILLED - filled).max(0.0) / FILLED;
    let before = f64::from(u32::try_from(before).unwrap_or(0));
    Charge::new(Rule::HeroForm, costs.hero_form * (before + SMALL_COSTS * small + LOST_COSTS * lost))
}
