//! 夹文: text stands between two pictures of one column.

use super::{Charge, Rule};
use crate::edition::makeup_rules::Costs;
use crate::makeup::plan::{Area, Module};
use crate::message::Message;
use crate::say;

/// The rule's term.
pub const TERM: &str = "夹文";

/// What the rule is about.
#[must_use]
pub fn meaning() -> Message {
    say!("rule.sandwich")
}

/// For each such piece of text.
#[must_use]
pub fn charge<'a>(costs: &Costs, modules: impl Iterator<Item = &'a Module>) -> Charge {
    Charge::each(Rule::Sandwich, costs.sandwich, modules.map(count).sum())
}

/// How many slots of a module have a picture above and below.
#[must_use]
pub fn count(module: &Module) -> usize {
    let pictures = || module.photos.iter().map(|photo| &photo.area);
    let between = |slot: &&Area| {
        pictures().any(|area| area.foot() == slot.line && shares_columns(area, slot))
            && pictures().any(|area| near(area.line, slot.foot()) && shares_columns(area, slot))
    };
    module.slots.iter().filter(between).count()
}

/// A column may end a line above the picture under it.
fn near(line: u32, foot: u32) -> bool {
    line == foot || line == foot + 1
}

/// Whether a picture stands over or under a slot. Both are of one module, and divided alike.
fn shares_columns(picture: &Area, slot: &Area) -> bool {
    let range = |area: &Area, parts: u32| {
        if area.parts == 1 {
            let per = parts.max(1);
            (area.column * per, (area.column + area.columns) * per)
        } else {
            let from = area.column * area.parts + (area.part - 1) * area.columns;
            (from, from + area.span * area.columns)
        }
    };
    let parts = picture.parts.max(slot.parts);
    let (a, b) = (range(picture, parts), range(slot, parts));
    a.0 < b.1 && b.0 < a.1
}
