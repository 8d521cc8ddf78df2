//! A plan that was saved from a report: whether it still fits the report, and what of it is kept where it does not.
//!
//! A report is edited after its plan was saved. While the plan fits it is taken as it is. A line that is missing at the foot of
//! a section is left empty. Else the solver makes a new plan and keeps what it can of the old one, see [`Step`].

use crate::edition::Edition;
use crate::message::Message;
use crate::report::{self, Importance, Report, resolve};
use crate::say;

use super::inspect::Fill;
use super::photo_order::PhotoOrder;
use super::plan::{Module, PhotoBox, Plan};
use super::reserved;
use super::wish::{HeroWish, SectionWish, Wishes};

/// So many lines of a section may be missing at its foot and are left empty.
pub const SHORT: usize = 1;

/// A plan that was saved, and from where it was read.
#[derive(Debug, Clone)]
pub struct Saved {
    /// The rectangles.
    pub plan: Plan,
    /// The file as the user named it.
    pub shown: String,
    /// Whether it lies beside the report and is for another page than the template's.
    pub foreign: bool,
}

/// How much of a saved plan is kept when a new one is made, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Every section's first column and width, and how the page begins; heights are free.
    Columns,
    /// The same of all sections but those that have been changed most, so many of them.
    But(usize),
    /// Every section's width.
    Widths,
    /// The columns of the lead section and of the section with the main picture, and how the page begins.
    Lead,
}

impl Step {
    /// All of them in order.
    pub const ALL: [Self; 5] = [Self::Columns, Self::But(1), Self::But(2), Self::Widths, Self::Lead];
}

/// What the sections of a report are called in a plan.
#[must_use]
pub fn names(report: &Report) -> Vec<String> {
    let name =
        |section: &crate::report::Section| section.id.clone().unwrap_or_else(|| section.heading.join("　"));
    report.sections.iter().map(name).collect()
}

/// Which section of a saved plan each section of a report is: by its name, else by its number where that is left over.
#[must_use]
pub fn matching(plan: &Plan, report: &Report) -> Vec<Option<usize>> {
    let names = names(report);
    let known = &plan.names;
    let mut from = 0;
    let mut found: Vec<Option<usize>> = names
        .iter()
        .map(|name| {
            let at =
                known.iter().take(plan.sections.len()).skip(from).position(|other| other == name)? + from;
            from = at + 1;
            Some(at)
        })
        .collect();
    if plan.sections.len() == names.len() {
        for index in 0..found.len() {
            // Between its neighbours.
            let taken = found.contains(&Some(index));
            let before = found[..index].iter().flatten().all(|&other| other < index);
            let after = found[index + 1..].iter().flatten().all(|&other| other > index);
            if found[index].is_none() && !taken && before && after {
                found[index] = Some(index);
            }
        }
    }
    found
}

/// Why a plan has no place for everything in a report, if so.
#[must_use]
pub fn unfit(plan: &Plan, edition: &Edition, order: &PhotoOrder, wishes: &Wishes) -> Option<Message> {
    let report = &edition.loaded.report;
    let (has, wanted) = reserved::names(plan, &edition.template.settings.makeup);
    if has != wanted {
        return Some(say!("saved.blocks", has = has, wanted = wanted));
    }
    let (places, sections) = (plan.sections.len(), report.sections.len());
    if places != sections {
        return Some(say!("saved.sections", places = places, sections = sections));
    }
    if matching(plan, report).iter().enumerate().any(|(index, of)| *of != Some(index)) {
        return Some(say!("saved.order"));
    }
    if plan.hero_photo.is_some() && order.lead.is_none() {
        return Some(say!("saved.hero-photo"));
    }
    for (index, (module, photos)) in plan.sections.iter().zip(&order.sections).enumerate() {
        let (boxes, given) = (module.photos.len(), photos.len());
        if boxes != given {
            return Some(say!("saved.photos", section = index + 1, photos = given, places = boxes));
        }
        if let Some(quote) = &module.quote
            && !says(report, index, &quote.text)
        {
            return Some(say!("saved.quote", section = index + 1));
        }
    }
    wishes
        .all()
        .into_iter()
        .find(|wish| !honours(plan, order, *wish))
        .map(|wish| say!("saved.wish", wish = wish.pointer()))
}

/// Whether a section still says a quote.
fn says(report: &Report, index: usize, text: &str) -> bool {
    let Some(section) = report.sections.get(index) else { return false };
    let shown = |said: &String| resolve(said, &report.metrics);
    match &section.quote {
        Some(quote) => shown(&quote.text) == text,
        None => {
            section.paragraphs().any(|paragraph| report::shown(paragraph, &report.metrics).contains(text))
        }
    }
}

/// Whether a plan is as the report wishes.
fn honours(plan: &Plan, order: &PhotoOrder, wish: super::wish::Wish) -> bool {
    use super::wish::Wish;
    let bounds = || plan.sections.iter().map(Module::bounds);
    match wish {
        Wish::Columns(index, columns) => bounds().nth(index).is_some_and(|area| area.columns == columns),
        Wish::First(index) => {
            let head = bounds().map(|area| area.line).min();
            bounds().nth(index).is_some_and(|area| Some(area.line) == head)
        }
        Wish::Largest(photo) => {
            let size = |one: &PhotoBox| {
                f64::from(one.area.columns * one.area.span * one.area.lines) / f64::from(one.area.parts)
            };
            let (mut own, mut others) = (None, 0.0_f64);
            for (module, rows) in plan.sections.iter().zip(&order.sections) {
                for (one, row) in module.photos.iter().zip(rows) {
                    if row.contains(&photo) { own = Some(size(one)) } else { others = others.max(size(one)) }
                }
            }
            own.is_some_and(|own| own > others)
        }
        // A photo that is to be whole is so in any box.
        Wish::NoCrop(_) => true,
    }
}

/// What is wished of a page so that it keeps of a saved plan what a step says; the report's own wishes go first. `changed` are
/// the report's sections whose text misses its place most, the worst first.
#[must_use]
pub fn wishes(
    plan: &Plan,
    of: &[Option<usize>],
    ranks: &[Importance],
    own: &Wishes,
    (step, changed): (Step, &[usize]),
) -> Wishes {
    let lead = ranks.iter().position(|rank| *rank == Importance::Lead).unwrap_or(0);
    let size = |index: usize| {
        let photos = plan.sections.get(index).into_iter().flat_map(|module| &module.photos);
        photos.map(|photo| photo.area.columns * photo.area.lines).max().unwrap_or(0)
    };
    let main = (0..plan.sections.len()).max_by_key(|&index| (size(index), std::cmp::Reverse(index)));
    let pin = |(index, own): (usize, SectionWish)| {
        let Some(area) =
            of.get(index).copied().flatten().and_then(|at| plan.sections.get(at)).map(Module::bounds)
        else {
            return own;
        };
        let keeps = match step {
            Step::Columns | Step::Widths => true,
            Step::But(count) => !changed.iter().take(count).any(|&other| other == index),
            Step::Lead => index == lead || of.get(index).copied().flatten() == main,
        };
        // What the report wishes of a width takes the place of what was saved.
        if !keeps || own.columns.is_some() {
            return own;
        }
        SectionWish {
            columns: Some(area.columns),
            column: (step != Step::Widths).then_some(area.column),
            ..own
        }
    };
    Wishes {
        sections: (0..of.len()).map(|index| (index, own.section(index))).map(pin).collect(),
        photos: own.photos.clone(),
        hero: Some(HeroWish { beside: plan.hero_photo.as_ref().map(|photo| photo.area.columns) }),
        size: Some(plan.size),
        how: plan.changes().photos,
        kept: true,
    }
}

/// The sections of a report, from 1, that keep their columns, and those that do not.
#[must_use]
pub fn kept(saved: &Plan, of: &[Option<usize>], plan: &Plan) -> (Vec<String>, Vec<String>) {
    let columns = |plan: &Plan, index: usize| {
        plan.sections.get(index).map(Module::bounds).map(|area| (area.column, area.columns))
    };
    let (mut same, mut other) = (Vec::new(), Vec::new());
    for index in 0..plan.sections.len() {
        let before = of.get(index).copied().flatten().and_then(|at| columns(saved, at));
        let stays = before.is_some() && before == columns(plan, index);
        if stays { &mut same } else { &mut other }.push((index + 1).to_string());
    }
    (same, other)
}

/// The plan with columns a line shorter where a section's text is as much too short; none where more is missing or nothing.
#[must_use]
pub fn trimmed(plan: &Plan, fills: &[Fill]) -> Option<Plan> {
    let mut trimmed = plan.clone();
    let mut any = false;
    for fill in fills {
        let Some(module) = fill.thread.section().and_then(|index| trimmed.sections.get_mut(index)) else {
            continue;
        };
        let short = fill.short_lines();
        if fill.overset_lines > 0 || short > SHORT {
            return None;
        }
        for _ in 0..short {
            let slot = module.slots.last_mut().filter(|slot| slot.lines > 1)?;
            slot.lines -= 1;
            any = true;
        }
    }
    any.then_some(trimmed)
}

/// The report's sections whose text misses its place most, the worst first.
#[must_use]
pub fn changed(fills: &[Fill]) -> Vec<usize> {
    let mut found: Vec<(usize, usize)> = fills
        .iter()
        .filter_map(|fill| Some((fill.overset_lines.max(fill.short_lines()), fill.thread.section()?)))
        .filter(|(by, _)| *by > 0)
        .collect();
    found.sort_by_key(|(by, index)| (std::cmp::Reverse(*by), *index));
    found.into_iter().map(|(_, index)| index).collect()
}
