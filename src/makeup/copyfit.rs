//! Copyfit, 调版: letters set a little wider, so that the text fills its columns to the foot.

use crate::edition::MakeupRules;

use super::arrange::Candidate;
use super::plan::{Area, Module};
use super::rules::{sum, total, tracking, uneven_feet};
use super::story::Story;

/// A candidate with letters set wider where columns would not end on one line, so that the text takes the empty lines.
/// What it says is foreseen from the galleys; the typeset page shows whether it came true.
#[must_use]
pub fn copyfit(candidate: &Candidate, stories: &[Story], rules: &MakeupRules) -> Option<Candidate> {
    let mut fitted = candidate.clone();
    let mut changed = false;
    for (index, (module, story)) in fitted.plan.sections.iter_mut().zip(stories).enumerate() {
        let slack = candidate.slack[index];
        let Some(galley) = story.galley(candidate.measures[index]).filter(|_| slack > 0) else { continue };
        let wider = galley.stretch(slack, rules.tracking);
        let gained = u32::try_from(wider.len()).unwrap_or(u32::MAX);
        if gained == 0 {
            continue;
        }
        fill_slack(module, &candidate.plan.sections[index], gained);
        let thousandths: u32 = wider.iter().map(|one| one.milliem).sum();
        fitted.charges.push(tracking::charge(&rules.costs, thousandths));
        fitted.charges.push(uneven_feet::saved(&rules.costs, gained));
        module.tracking = wider;
        changed = true;
    }
    fitted.charges = sum(&fitted.charges);
    fitted.cost = total(&fitted.charges);
    changed.then_some(fitted)
}

/// Gives the slots back the lines that were left empty at their feet: slots that end a line above the others, or a line
/// above a photo.
fn fill_slack(module: &mut Module, before: &Module, slack: u32) {
    let foot = before.slots.iter().map(Area::foot).max().unwrap_or(0);
    let mut left = slack;
    let blocked = |slot: &Area| {
        let taken =
            before.photos.iter().map(|photo| photo.area).chain(before.quote.iter().map(|quote| quote.area));
        let taken = taken.chain(before.opening);
        taken.filter(|area| area.line == slot.foot()).any(|area| {
            area.parts == slot.parts
                && area.column <= slot.column
                && slot.column < area.column + area.columns
                && (area.parts == 1 || (area.part..area.part + area.span).contains(&slot.part))
        })
    };
    for slot in module.slots.iter_mut().rev() {
        if left > 0 && slot.foot() < foot && !blocked(slot) && slot.foot() + 1 == foot {
            slot.lines += 1;
            left -= 1;
        }
    }
    // What is left ends above a photo at the columns' feet.
    for slot in module.slots.iter_mut().rev() {
        if left > 0 && slot.foot() < foot && !blocked(slot) {
            slot.lines += 1;
            left -= 1;
        }
    }
}
