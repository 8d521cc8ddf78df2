//! How full the page is: cells of the type area where nothing stands, and columns that end above their foot.

use super::{Finished, sections};
use crate::edition::Grid;
use crate::makeup::plan::{Area, Module, Rect};

/// The type area in cells of one 字 by one line, each filled or not.
struct Cells<'a> {
    grid: &'a Grid,
    width: usize,
    height: usize,
    filled: Vec<bool>,
}

impl<'a> Cells<'a> {
    fn new(grid: &'a Grid, pages: u32) -> Self {
        // The white at a fold is part of a spread's type area.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some hundred 字")]
        let width = (grid.type_width_pt() / grid.body_pt + 0.01) as usize;
        let height = (grid.lines * pages) as usize;
        Self { grid, width, height, filled: vec![false; width * height] }
    }

    /// Marks some lines of a rectangle's width.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positions on a page")]
    fn mark(&mut self, rect: &Rect, line: u32, lines: u32) {
        let (width, body) = (self.width, self.grid.body_pt);
        let from = (rect.x / body + 0.01).floor().max(0.0) as usize;
        let to = ((rect.x + rect.width) / body - 0.01).ceil().max(0.0) as usize;
        for row in line as usize..((line + lines) as usize).min(self.height) {
            self.filled[row * width + from.min(width)..row * width + to.min(width)].fill(true);
        }
    }

    fn mark_area(&mut self, area: &Area) {
        self.mark(&self.grid.rect(area), area.line, area.lines);
    }

    /// Gutters: white of a few 字 between two filled cells.
    fn close_gutters(&mut self) {
        let widest = self.grid.gutter as usize + 1;
        for row in self.filled.chunks_mut(self.width) {
            let mut last: Option<usize> = None;
            for column in 0..row.len() {
                if row[column] {
                    if let Some(last) = last
                        && column - last - 1 <= widest
                    {
                        row[last + 1..column].fill(true);
                    }
                    last = Some(column);
                }
            }
        }
    }

    /// The share of cells that are not filled.
    fn empty(&self) -> f64 {
        let empty = self.filled.iter().filter(|cell| !**cell).count();
        #[expect(clippy::cast_precision_loss, reason = "some ten thousand cells")]
        let share = empty as f64 / self.filled.len().max(1) as f64;
        share
    }
}

/// The share of the type area where nothing stands.
pub(super) fn unfilled(page: &Finished) -> f64 {
    let Finished { grid, plan, .. } = page;
    let mut cells = Cells::new(grid, plan.pages);
    let on_page = |page: u32| plan.folio.lines_from(plan.folio.line + page * grid.lines, plan.folio.lines);
    let folios: Vec<Area> = (0..plan.pages).map(on_page).collect();
    // The credit line takes its whole line.
    for area in
        [plan.hero, plan.figures, plan.credits].iter().chain(&folios).chain(&plan.banners).chain(&plan.filler)
    {
        cells.mark_area(area);
    }
    for block in &plan.blocks {
        cells.mark_area(&block.area);
        // White that is meant: the line below it.
        if block.area.foot() < grid.lines * plan.pages {
            cells.mark(&grid.rect(&block.area), block.area.foot(), 1);
        }
    }
    for module in &plan.sections {
        cells.mark_area(&module.heading);
        module.photos.iter().for_each(|photo| cells.mark_area(&photo.area));
        module.quote.iter().for_each(|quote| cells.mark_area(&quote.area));
    }
    mark_text(page, &mut cells);
    // White that is meant: the line below the panel, and the line below each module.
    let bounds: Vec<Area> = plan.sections.iter().map(Module::bounds).collect();
    let heads = plan.banners.iter().chain(&folios).chain([&plan.hero, &plan.figures]);
    for area in bounds.iter().chain(heads) {
        if area.lines > 0 && area.foot() < grid.lines * plan.pages {
            cells.mark(&grid.rect(area), area.foot(), 1);
        }
    }
    for opening in plan.sections.iter().filter_map(|module| module.opening) {
        cells.mark(&grid.rect(&opening), opening.line, 1);
    }
    if let Some(area) = plan.hero_photo.as_ref().map(|photo| photo.area) {
        cells.mark(&grid.rect(&area), area.line, area.lines + 1);
    }
    if let Some(fold) = grid.fold() {
        let white = Rect { x: fold.page_width, y: 0.0, width: fold.right - fold.page_width, height: 0.0 };
        cells.mark(&white, 0, grid.lines * plan.pages);
    }
    cells.close_gutters();
    cells.empty()
}

/// Marks the lines of text that stand in the sections' slots.
fn mark_text(page: &Finished, cells: &mut Cells) {
    let Finished { grid, plan, placement, .. } = page;
    for (index, slots) in sections(page).enumerate() {
        for slot in slots {
            let Some(area) = slot.slot.and_then(|number| plan.sections[index].slots.get(number)) else {
                continue;
            };
            for line in &slot.lines {
                let at = (line.baseline - placement.top - 0.88 * grid.body_pt) / grid.pitch_pt;
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a line of the page"
                )]
                cells.mark(&grid.rect(area), at.round().max(0.0) as u32, 1);
            }
        }
    }
}

/// By how many lines the columns of sections end early: text against what stands below it, or against the foot.
pub(super) fn missing_at_feet(page: &Finished) -> Vec<usize> {
    let mut missing = Vec::new();
    for (index, slots) in sections(page).enumerate() {
        let module = &page.plan.sections[index];
        let grid = page.grid;
        let in_body: Vec<Area> = module
            .photos
            .iter()
            .map(|photo| photo.area)
            .chain(module.quote.iter().map(|quote| quote.area))
            .chain(module.opening)
            .collect();
        // Bands below the text are not among the columns: the body ends where the lowest slot or inset does.
        let text_foot = module.slots.iter().map(Area::foot).max().unwrap_or(0);
        for (number, area) in module.slots.iter().enumerate() {
            let lines =
                slots.iter().find(|slot| slot.slot == Some(number)).map_or(0, |slot| slot.lines.len());
            let rect = grid.rect(area);
            let below = in_body
                .iter()
                .filter(|other| other.line >= area.foot())
                .filter(|other| {
                    let other = grid.rect(other);
                    other.x < rect.x + rect.width - 0.01 && rect.x < other.x + other.width - 0.01
                })
                .map(|other| other.line)
                .chain(
                    module
                        .slots
                        .iter()
                        .filter(|other| {
                            other.line >= area.foot() && (grid.rect(other).x - rect.x).abs() < 0.01
                        })
                        .map(|other| other.line),
                )
                .min()
                .unwrap_or(text_foot)
                .min(text_foot.max(area.foot()));
            missing.push((below.saturating_sub(area.line) as usize).saturating_sub(lines));
        }
    }
    missing
}
