//! What was changed to make a report fit: rows of the table of figures, none where nothing was.

use super::merit::Row;
use super::plan::{Area, Plan};
use crate::edition::{Edition, Grid};
use crate::say;

/// The rows of a plan; the edition is the one that was made up.
#[must_use]
pub fn rows(edition: &Edition, plan: &Plan) -> Vec<Row> {
    let settings = &edition.template.settings;
    let grid = &settings.grid;
    let mut rows = Vec::new();
    let points = |size: f64| format!("{} pt", (size * 100.0).round() / 100.0);
    if let Some(usual) = settings.makeup.usual_pt.filter(|usual| (usual - grid.body_pt).abs() > 0.001) {
        let shown = say!("used.size", size = points(grid.body_pt), usual = points(usual));
        rows.push(Row::plain(say!("used.body-size"), shown));
    }
    if plan.small_headings {
        rows.push(Row::plain(say!("used.headings"), say!("used.smaller")));
    }
    if let Some(alone) = plan.alone {
        let shown = say!("used.alone", count = alone);
        rows.push(Row::plain(say!("used.photos"), shown));
    }
    if let Some(percent) = plan.crop_percent {
        rows.push(Row::plain(say!("used.crop"), say!("used.percent", value = percent)));
    }
    let stretched: Vec<f64> = plan.sections.iter().map(|module| stretch(grid, &module.slots)).collect();
    let widest = stretched.iter().copied().fold(0.0, f64::max);
    if widest > 0.0 {
        let count = stretched.iter().filter(|stretch| **stretch > 0.0).count();
        let by = format!("{}", (widest * 100.0).round() / 100.0);
        rows.push(Row::plain(say!("used.gutters"), say!("used.wider", count = count, by = by)));
    }
    if plan.pages > 1 {
        rows.push(Row::plain(say!("used.pages"), say!("merit.value", value = plan.pages)));
    }
    let report = &edition.loaded.report;
    let parts = report.sections.iter().zip(&plan.sections).enumerate();
    for (index, (_, module)) in parts.filter(|(_, (section, _))| section.part.continues) {
        let name = say!("used.divided", section = report.number_of(index) + 1);
        let page = grid.page_of(&module.bounds()) + 1;
        rows.push(Row::plain(name, say!("used.goes-on", page = page.to_string())));
    }
    if let Some(filler) = &plan.filler {
        rows.push(Row::plain(say!("used.filler"), say!("merit.feet-lines", count = filler.lines)));
    }
    rows
}

/// By how much the gutters between a section's columns are wider than the grid's, at most (字).
fn stretch(grid: &Grid, slots: &[Area]) -> f64 {
    slots.iter().map(|slot| grid.gutter_stretch(slot.columns, slot.parts)).fold(0.0, f64::max)
}
