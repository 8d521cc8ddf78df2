//! 图片主次: a photo is larger or smaller than its importance asks.

use super::{Charge, Rule};
use crate::makeup::ground::Ground;
use crate::message::Message;
use crate::report::Importance;
use crate::say;

/// The rule's term.
pub const TERM: &str = "图片主次";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.photo-size")
}

/// The main picture counts so many times as much as another.
const MAIN: f64 = 4.0;
/// A photo that is much too small costs no more than this many times.
const MOST: f64 = 3.0;

/// For each time that a picture of some area (pt²) is less or more than it should have.
#[must_use]
pub fn charge(ground: Ground, rank: Importance, area: f64) -> Charge {
    let Some(shares) = &ground.rules.photo.share else { return Charge::new(Rule::PhotoSize, 0.0) };
    let (wanted, times) = match rank {
        Importance::Lead => (shares.main, MAIN),
        Importance::Normal => (shares.normal, 1.0),
        Importance::Brief => (shares.brief, 1.0),
    };
    let share = 100.0 * area / ground.grid.type_area();
    let short = (f64::from(wanted.least) / share.max(0.01) - 1.0).clamp(0.0, MOST);
    let over = (share / f64::from(wanted.most.max(1)) - 1.0).max(0.0);
    Charge::new(Rule::PhotoSize, ground.rules.costs.photo_size * times * (short + over))
}
