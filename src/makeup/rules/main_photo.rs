//! 主图不突出: the largest photo is hardly larger than the next.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "主图不突出";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.main-photo")
}

/// The main picture is at least so many times as large as the next.
pub const LEAST: f64 = 1.6;

/// By how much the largest falls short of it; `areas` are the photos' areas.
#[must_use]
pub fn charge(costs: &Costs, areas: impl Iterator<Item = f64>) -> Charge {
    let short = ratio(areas).map_or(0.0, |ratio| (LEAST - ratio).max(0.0) / (LEAST - 1.0));
    Charge::new(Rule::MainPhoto, costs.main_photo * short)
}

/// The largest of some areas by the next; nothing where there are not two.
#[must_use]
pub fn ratio(areas: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut first, mut second) = (0.0, 0.0);
    for area in areas {
        if area > first {
            (first, second) = (area, first);
        } else if area > second {
            second = area;
        }
    }
    (second > 0.0).then(|| first / second)
}
