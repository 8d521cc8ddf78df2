//! How the page is weighted: pictures against text, the main picture against the others, long columns against stubs.

use super::{Finished, sections};
use crate::makeup::gutters::{self, Solid};
use crate::makeup::plan::{Area, Module};
use crate::makeup::rules::{heading_form, main_photo, sandwich, stub};
use crate::report::Importance;

/// What was measured of the sections' pictures and columns.
pub(super) struct Balance {
    pub(super) photo_share: f64,
    pub(super) main_share: f64,
    pub(super) main_ratio: Option<f64>,
    pub(super) slots: usize,
    pub(super) shortest_slot: usize,
    pub(super) stubs: usize,
    pub(super) sandwiched: usize,
    pub(super) odd_headings: usize,
    pub(super) lead_measure: f64,
}

impl Balance {
    pub(super) fn of(page: &Finished) -> Self {
        let Finished { grid, plan, placement, .. } = page;
        let areas: Vec<f64> = placement
            .sections
            .iter()
            .flat_map(|section| &section.photos)
            .map(|photo| photo.picture.frame.width * photo.picture.frame.height)
            .collect();
        let pages = f64::from(plan.pages.max(1)) * grid.type_area();
        let percent = |area: f64, of: f64| 100.0 * area / of;
        // Of each page the largest against the next: the weakest counts.
        let ratio = (0..plan.pages).filter_map(|number| {
            let on_it = placement.sections.iter().zip(&plan.sections);
            let on_it = on_it.filter(|(_, module)| grid.page_of(&module.heading) == number);
            let photos = on_it.flat_map(|(section, _)| &section.photos).map(|photo| &photo.picture);
            // A hero's picture is a picture of the first page.
            let hero = placement.hero_picture.iter().filter(|_| number == 0);
            main_photo::ratio(photos.chain(hero).map(|picture| picture.frame.width * picture.frame.height))
        });
        let lines: Vec<usize> = sections(page).flatten().map(|slot| slot.lines.len()).collect();
        // The heading says what is a couplet: one that has two parts.
        let headings: Vec<(Importance, u32)> = placement
            .sections
            .iter()
            .filter(|section| section.couplet)
            .map(|section| (section.rank, section.heading_lines))
            .collect();
        let widest = placement.lead.slots.iter().map(|slot| slot.width).fold(0.0, f64::max);
        let there = plan.lead.lines > 0;
        Self {
            photo_share: percent(areas.iter().fold(0.0, |sum, area| sum + area), pages),
            main_share: percent(areas.iter().copied().fold(0.0, f64::max), grid.type_area()),
            main_ratio: ratio.reduce(f64::min),
            slots: lines.len(),
            shortest_slot: lines.iter().copied().min().unwrap_or(0),
            stubs: lines.iter().filter(|&&lines| lines < stub::LEAST as usize).count(),
            sandwiched: plan.sections.iter().map(sandwich::count).sum(),
            odd_headings: heading_form::odd(&headings),
            lead_measure: if there { widest / placement.lead_size } else { 0.0 },
        }
    }
}

/// Gutters and white lines through the whole body, page by page.
pub(super) fn through_cuts(page: &Finished) -> usize {
    let bounds: Vec<Area> = page.plan.sections.iter().map(Module::bounds).collect();
    (0..page.plan.pages)
        .map(|number| {
            // A panel among the sections is one of the body's parts.
            let panel =
                Some(page.plan.figures).filter(|panel| panel.lines > 0 && panel.columns < page.grid.columns);
            let on_it: Vec<Area> = bounds
                .iter()
                .copied()
                .chain(panel)
                .filter(|area| page.grid.page_of(area) == number)
                .collect();
            if let Some(fold) = page.grid.fold_column() {
                return through_pages(page, &on_it, fold);
            }
            let (gutters, lines) = crate::makeup::plan::cuts(&on_it);
            gutters + lines
        })
        .sum()
}

/// The longest stretch of a gutter that nothing crosses, as a share of its page's body.
pub(super) fn longest_gutter(page: &Finished) -> f64 {
    let Finished { grid, plan, .. } = page;
    (0..plan.pages)
        .map(|number| {
            let on_it = |area: &Area| grid.page_of(area) == number;
            let modules: Vec<&Module> =
                plan.sections.iter().filter(|module| on_it(&module.heading)).collect();
            let is_panel = plan.figures.lines > 0 && plan.figures.columns < grid.columns;
            let panel = Some(plan.figures).filter(|panel| is_panel && on_it(panel)).map(Solid::Panel);
            let among = |area: &Area| on_it(area) && area.columns < grid.columns;
            let blocks = plan.blocks.iter().map(|block| block.area).filter(among).map(Solid::Block);
            let solids: Vec<Solid> = panel.into_iter().chain(blocks).collect();
            gutters::longest_uncrossed(grid, &modules, &solids)
        })
        .fold(0.0, f64::max)
}

/// The same of the two pages of a spread, each by itself; its picture is one of each body's parts.
fn through_pages(page: &Finished, on_it: &[Area], fold: u32) -> usize {
    let picture = page.plan.hero_photo.as_ref().map(|photo| photo.area);
    [0, fold]
        .into_iter()
        .map(|first| {
            let own = |area: &Area| area.column >= first && area.column + area.columns <= first + fold;
            let part = picture.map(|area| {
                let (from, to) = (area.column.max(first), (area.column + area.columns).min(first + fold));
                Area { column: from, columns: to.saturating_sub(from), ..area }
            });
            let part = part.filter(|area| area.columns > 0);
            let all = on_it.iter().copied().filter(own).chain(part);
            let all: Vec<Area> = all.map(|area| Area { column: area.column - first, ..area }).collect();
            let (gutters, lines) = crate::makeup::plan::cuts(&all);
            gutters + lines
        })
        .sum()
}
