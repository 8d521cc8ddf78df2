//! Gutters between modules that run far through the body, 断版.

use super::layout::Spot;
use super::plan::{Area, Module};
use super::story::Story;
use crate::edition::Grid;

/// A gutter that runs through less than this share of the body is none to speak of.
const SHORT: f64 = 0.55;
/// One that runs through nearly all of it weighs so much.
const PART: f64 = 0.2;
/// On either side of a gutter that does not run through all of the body stands at least this share of the width.
const SIDE: f64 = 0.25;

/// A cell of a block that the template reserves.
const BLOCK: usize = usize::MAX - 1;

/// How far gutters run through the body: 1 for each that runs from its head to its foot, less for shorter ones.
#[must_use]
pub fn weight(grid: &Grid, stories: &[Story], spots: &[Spot]) -> f64 {
    weight_beside(grid, stories, spots, None)
}

/// The same of a body in which a picture stands that is no section's.
#[must_use]
pub fn weight_beside(grid: &Grid, stories: &[Story], spots: &[Spot], picture: Option<&Area>) -> f64 {
    let lines = spots.iter().map(|spot| spot.line + spot.layout.lines).max().unwrap_or(0) as usize;
    if lines == 0 || spots.len() < 2 {
        return 0.0;
    }
    let mut cells = cells(grid, stories, spots, lines);
    if let Some(area) = picture {
        for row in cells.iter_mut().take(area.foot() as usize).skip(area.line as usize) {
            let across = row.iter_mut().skip(area.column as usize).take(area.columns as usize);
            across.for_each(|cell| *cell = Some(usize::MAX));
        }
    }
    let columns = grid.columns as usize;
    (1..columns)
        .map(|column| {
            let longest = longest(&cells, column);
            #[expect(clippy::cast_precision_loss, reason = "lines of a page")]
            let (share, side) =
                (longest as f64 / lines as f64, column.min(columns - column) as f64 / columns as f64);
            if longest == lines {
                1.0
            } else if side + 1e-9 >= SIDE {
                PART * ((share - SHORT) / (1.0 - SHORT)).max(0.0)
            } else {
                0.0
            }
        })
        .sum()
}

/// What stands on a page besides its sections.
#[derive(Debug, Clone, Copy)]
pub enum Solid {
    /// The panel of figures: nothing within it is a gutter.
    Panel(Area),
    /// A block that the template reserves: its edges are no gutters either.
    Block(Area),
}

/// The longest stretch of a gutter, between sections or between their columns, that no heading, picture, quote or line of text
/// crosses, as a share of the body's height. Gutters near the page's edges do not count.
#[must_use]
pub fn longest_uncrossed(grid: &Grid, modules: &[&Module], solids: &[Solid]) -> f64 {
    let own = |module: &&Module| -> Vec<Area> {
        let photos = module.photos.iter().map(|photo| photo.area);
        let quote = module.quote.iter().map(|quote| quote.area);
        let heading = Some(module.heading).filter(|heading| heading.lines > 0);
        heading.into_iter().chain(photos).chain(quote).chain(module.slots.iter().copied()).collect()
    };
    let solid_areas = solids.iter().map(|solid| match solid {
        Solid::Panel(area) | Solid::Block(area) => *area,
    });
    let areas: Vec<Area> = modules.iter().flat_map(own).collect();
    let all = || areas.iter().copied().chain(solid_areas.clone());
    let (Some(first), Some(foot)) = (all().map(|area| area.line).min(), all().map(|area| area.foot()).max())
    else {
        return 0.0;
    };
    let columns = grid.columns;
    let inner = (1..columns).filter(|&column| {
        let side = f64::from(column.min(columns - column)) / f64::from(columns);
        side + 1e-9 >= SIDE && grid.fold_column() != Some(column)
    });
    let longest = |column: u32| {
        let right = grid.rect(&Area::new(column, 1, 0, 1)).x;
        let x = right - f64::from(grid.gutter) * grid.body_pt / 2.0;
        let mut crossed = vec![false; (foot - first) as usize];
        let mut cross = |area: &Area| {
            let lines = (area.line - first) as usize..(area.foot() - first) as usize;
            crossed[lines].fill(true);
        };
        for area in &areas {
            let rect = grid.rect(area);
            if rect.x + 0.01 < x && x < rect.x + rect.width - 0.01 {
                cross(area);
            }
        }
        for solid in solids {
            match solid {
                Solid::Panel(area) if area.column < column && column < area.column + area.columns => {
                    cross(area);
                }
                Solid::Block(area) if (area.column..=area.column + area.columns).contains(&column) => {
                    cross(area);
                }
                _ => {}
            }
        }
        crossed.split(|crossed| *crossed).map(<[bool]>::len).max().unwrap_or(0)
    };
    let longest = inner.map(longest).max().unwrap_or(0);
    f64::from(u32::try_from(longest).unwrap_or(u32::MAX)) / f64::from((foot - first).max(1))
}

/// Which module stands in each line and column; none in the gaps between.
fn cells(grid: &Grid, stories: &[Story], spots: &[Spot], lines: usize) -> Vec<Vec<Option<usize>>> {
    let mut cells = vec![vec![None; grid.columns as usize]; lines];
    for (index, spot) in spots.iter().enumerate() {
        let layout = spot.layout;
        let is_block = stories.get(spot.story).is_some_and(|story| story.reserved.is_some());
        let module = if is_block { BLOCK } else { index };
        let basic = |span: u32| span * layout.columns / layout.parts;
        for line in 0..layout.lines {
            for column in 0..layout.columns {
                let opened = layout.opening.is_some_and(|opening| {
                    let wide = basic(opening.span);
                    let over = if opening.left { column < wide } else { column + wide >= layout.columns };
                    over && line + opening.lines >= layout.lines
                });
                if !opened {
                    let row = &mut cells[(spot.line + line) as usize];
                    row[(spot.column + column) as usize] = Some(module);
                }
            }
        }
    }
    cells
}

/// The longest run of lines on which a gutter lies left of a column. Gaps are part of it.
fn longest(cells: &[Vec<Option<usize>>], column: usize) -> usize {
    let (mut longest, mut run) = (0, 0);
    for row in cells {
        // The edge of what the template reserves is no gutter between sections.
        let (left, right) = (row[column - 1], row[column]);
        let crossed = right.is_some() && left == right || left == Some(BLOCK) || right == Some(BLOCK);
        run = if crossed { 0 } else { run + 1 };
        longest = longest.max(run);
    }
    longest
}
