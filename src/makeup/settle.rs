//! From a candidate to a page that keeps what was foreseen: letterspacing that came true, captions with their own lines.

use super::arrange::Candidate;
use super::page::{Page, Setting, Typeset};
use super::plan::{Area, PhotoBox, Plan};
use super::refit::refit;
use crate::typeset::ThreadName;

/// A plan, and the same with letterspacing where that fills columns to their foot.
pub(super) struct Fitted {
    /// The plan as the solver found it.
    pub(super) plain: Candidate,
    /// The plan with letterspacing.
    pub(super) fitted: Option<Candidate>,
}

impl Fitted {
    /// The one that is hoped for.
    pub(super) fn best(&self) -> &Candidate {
        self.fitted.as_ref().unwrap_or(&self.plain)
    }
}

/// Typesets a plan with its letterspacing. A section where it did not do what was foreseen goes without it; and all of them
/// do where that is not enough.
pub(super) fn typeset_fitted(setting: &Setting, fit: &Fitted) -> Typeset {
    let Some(fitted) = &fit.fitted else { return settle(setting, fit.plain.plan.clone()) };
    let page = settle(setting, fitted.plan.clone())?;
    let failed: Vec<usize> = inexact(&page).collect();
    if failed.is_empty() {
        return Ok(page);
    }
    let mut plan = fitted.plan.clone();
    let mut other = false;
    for index in failed {
        if let (Some(module), Some(untracked)) =
            (plan.sections.get_mut(index), fit.plain.plan.sections.get(index))
        {
            other |= module != untracked;
            module.clone_from(untracked);
        }
    }
    if other && plan != fit.plain.plan {
        let page = settle(setting, plan)?;
        let untracked =
            |index: usize| page.plan.sections.get(index).is_some_and(|module| module.tracking.is_empty());
        if inexact(&page).all(untracked) {
            return Ok(page);
        }
    }
    settle(setting, fit.plain.plan.clone())
}

/// The sections whose text does not fill its slots exactly.
fn inexact(page: &Page) -> impl Iterator<Item = usize> {
    let bad = page.fills.iter().filter(|fill| fill.overset_lines > 0 || fill.lines != fill.capacity);
    bad.filter_map(|fill| fill.thread.section())
}

/// Typesets a plan that was made for an earlier text, with columns a line lower or higher where the text needs it.
///
/// # Errors
/// What the template's code does wrong.
pub fn refitted(setting: &Setting, plan: Plan) -> Typeset {
    let page = settle(setting, plan)?;
    match refit(&page.plan, &page.fills) {
        Some(plan) => settle(setting, plan),
        None => Ok(page),
    }
}

/// Typesets a plan; where captions take more or fewer lines than were kept for them, once more with the right ones.
fn settle(setting: &Setting, plan: Plan) -> Typeset {
    let page = setting.typeset(plan)?;
    let mut plan = page.plan.clone();
    let lines_of = |photo: usize| {
        let caption = ThreadName::caption(photo);
        let lines = page
            .slots
            .iter()
            .filter(|slot| slot.thread == caption)
            .map(|slot| slot.lines.len())
            .sum::<usize>();
        u32::try_from(lines).unwrap_or(u32::MAX)
    };
    let groups = plan.sections.iter_mut().map(|module| &mut module.photos).zip(&setting.order.sections);
    let mut changed = false;
    for (boxes, photos) in groups {
        let wanted: Vec<u32> = boxes
            .iter()
            .map(|this| {
                // Photos side by side end on one line: the longest caption counts for all.
                boxes
                    .iter()
                    .zip(photos)
                    .filter(|(other, _)| {
                        other.area.line == this.area.line && other.area.lines == this.area.lines
                    })
                    .flat_map(|(_, row)| row.iter().map(|&photo| lines_of(photo)))
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        for (photo, wanted) in boxes.iter_mut().zip(wanted) {
            changed |= photo.caption_lines != wanted;
            photo.caption_lines = wanted;
        }
    }
    if let (Some(photo), Some(lead)) = (&mut plan.hero_photo, setting.order.lead) {
        let wanted = lines_of(lead);
        changed |= photo.caption_lines != wanted;
        photo.caption_lines = wanted;
    }
    if !changed {
        return Ok(page);
    }
    let mut better = setting.typeset(plan)?;
    // A caption that needs another line is worth it; one that gives a line back only if the crop stays within bounds.
    let crop = setting.edition.template.settings.makeup.photo.crop * 100.0;
    let keeps = |better: &Page| {
        better.merit.overset_lines <= page.merit.overset_lines
            && (better.merit.crop_loss_percent <= crop + 1e-6
                || page.merit.overset_lines > better.merit.overset_lines)
    };
    if !keeps(&better)
        && let Some(plan) = without_cropping(setting, &page.plan, &better, crop)
    {
        better = setting.typeset(plan)?;
    }
    Ok(if keeps(&better) { better } else { page })
}

/// The plan of a page where captions gave lines back, but where that crops a picture too much: there the caption has as many as
/// `before`. None where that is nowhere.
fn without_cropping(setting: &Setting, before: &Plan, page: &Page, most: f64) -> Option<Plan> {
    let mut plan = page.plan.clone();
    let modules = plan.sections.iter_mut().zip(&before.sections).zip(&page.placement.sections);
    for (((module, before), placed), rows) in modules.zip(&setting.order.sections) {
        let mut pictures = placed.photos.iter().map(|photo| photo.picture.crop_loss * 100.0);
        let cropped: Vec<Area> = module
            .photos
            .iter()
            .zip(rows)
            .filter(|(_, row)| pictures.by_ref().take(row.len()).fold(0.0, f64::max) > most + 1e-6)
            .map(|(photo, _)| photo.area)
            .collect();
        // Those side by side end on one line.
        let level = |photo: &PhotoBox| {
            cropped.iter().any(|area| area.line == photo.area.line && area.lines == photo.area.lines)
        };
        for (photo, before) in module.photos.iter_mut().zip(&before.photos) {
            if level(photo) {
                photo.caption_lines = photo.caption_lines.max(before.caption_lines);
            }
        }
    }
    (plan != page.plan).then_some(plan)
}
