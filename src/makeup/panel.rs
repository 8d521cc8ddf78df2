//! The panel of figures among the sections, at the right of the first: its heading then has none beside it, and few figures
//! have a panel of their size.

use super::ground::Ground;
use super::layout::Layout;
use super::plan::Area;
use super::rules::{Charge, figures};

/// The fewest basic columns of the panel, and of what stands beside it.
const LEAST_COLUMNS: u32 = 2;

/// The rows of some cards and charts on some basic columns: one of them a column.
fn rows(cells: u32, columns: u32) -> u32 {
    cells.div_ceil(columns.max(1))
}

/// What the panel costs at a height.
pub(super) fn charge(ground: Ground, cells: u32, columns: u32, lines: u32) -> Charge {
    let (rules, rows) = (ground.rules, rows(cells, columns));
    figures::charge(&rules.costs, lines, rules.figures.ideal * rows, rows)
}

/// The ways to make up the panel on some basic columns; none on the whole width, where it stands above the sections.
pub(super) fn layouts(ground: Ground, cells: u32, columns: u32) -> Vec<Layout> {
    let Ground { grid, rules } = ground;
    let rows = rows(cells, columns);
    // No row is half empty, but for a figure by itself; and no panel higher than wide.
    let full = rows * columns < cells + columns.div_ceil(2) || (cells, columns) == (1, LEAST_COLUMNS);
    let suits = columns >= LEAST_COLUMNS
        && columns + LEAST_COLUMNS <= grid.columns
        && cells > 0
        && columns <= cells.max(LEAST_COLUMNS)
        && full;
    if !suits {
        return Vec::new();
    }
    let wide = grid.rect(&Area::new(0, columns, 0, 1)).width;
    (rows * rules.figures.row.least..=rows * rules.figures.row.most)
        .filter(|lines| f64::from(*lines) * grid.pitch_pt <= wide)
        .map(|lines| Layout {
            cost: charge(ground, cells, columns, lines).cost,
            ..Layout::empty((columns, lines), (1, grid.measure_of(columns)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Ground, layouts};
    use crate::edition::Template;

    #[test]
    fn no_row_is_half_empty_and_no_panel_higher_than_wide() {
        let settings = Template::open("newspaper-feature").map(|template| template.settings);
        let Ok(settings) = settings else { unreachable!("the template is embedded") };
        let ground = Ground::new(&settings);
        let heights = |cells, columns| {
            let found = layouts(ground, cells, columns);
            (found.first().map_or(0, |one| one.lines), found.last().map_or(0, |one| one.lines))
        };
        assert_eq!(heights(9, 5), (10, 14), "five and four");
        assert_eq!(heights(7, 5), (0, 0), "five and two");
        assert_eq!(heights(2, 2), (5, 7), "one figure and its chart");
        assert_eq!((heights(1, 2), heights(1, 3)), ((5, 7), (0, 0)), "one figure without a chart");
        assert_eq!(
            [(3, 1), (8, 8), (9, 7), (0, 4), (3, 5)].map(|(cells, columns)| heights(cells, columns)),
            [(0, 0); 5]
        );
        // Two columns are 234 pt wide: no more than 17 lines.
        assert_eq!(heights(6, 2).1, 17);
    }
}
