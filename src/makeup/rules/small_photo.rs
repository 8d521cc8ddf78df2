//! 小图: a picture is small, or has too few pixels for its size.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::makeup::ground::Ground;
use crate::makeup::story::PhotoShape;
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "小图";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.small-photo")
}

/// Pictures in one row after the second make a bar of like ones: each costs this share of a small one.
const IN_ROW: f64 = 0.7;

/// For the pictures of a row after the second.
#[must_use]
pub fn in_row(costs: &Costs, count: usize) -> Charge {
    Charge::each(Rule::SmallPhoto, costs.small_photo * IN_ROW, count.saturating_sub(2))
}

/// Pictures right below each other, with captions between, make a tower: each after the first costs this share of a small one.
const STACKED: f64 = 0.4;

/// For a picture right below another.
#[must_use]
pub fn stacked(costs: &Costs) -> Charge {
    Charge::new(Rule::SmallPhoto, costs.small_photo * STACKED)
}

/// What a picture with half the pixels that it needs costs.
const SOFT: f64 = 6.0;
/// A picture is small below this share of the least width.
const NARROW: f64 = 0.7;
/// One that is higher than wide is so by less.
const UPRIGHT: f64 = 0.5;

/// For a picture of some shape at a width (pt), when it is narrow; and by how far its pixels fall short.
#[must_use]
pub fn charge(ground: Ground, photo: &PhotoShape, width: f64) -> Charge {
    let rules = &ground.rules.photo;
    let least = f64::from(ground.grid.measure_of(rules.least_columns)) * ground.grid.body_pt * NARROW;
    let narrow = match width + 0.01 < least {
        true if photo.aspect > 1.0 => 1.0,
        true => UPRIGHT,
        false => 0.0,
    };
    let ppi = f64::from(photo.pixels) / (width / 72.0);
    let soft = SOFT * (rules.least_ppi / ppi - 1.0).max(0.0);
    let costs: &Costs = &ground.rules.costs;
    Charge::new(Rule::SmallPhoto, costs.small_photo * narrow + soft)
}
