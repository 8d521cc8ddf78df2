//! A spread, 跨版: two pages side by side with the fold between them, each with one half of the grid's columns. What is above
//! their sections goes over the fold; about it there is a band where no type stands and nobody's face.

use serde::Serialize;

use super::plan::{Area, Rect};
use crate::edition::Grid;
use crate::edition::settings::PT_PER_MM;

/// The fold as the templates know it (pt), from the type area's left edge.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Fold {
    /// Where it is.
    pub x: f64,
    /// How wide the band about it is that stays free of type.
    pub band: f64,
    /// How wide the type area of each page is.
    pub page_width: f64,
    /// Where the type area of the right page begins.
    pub right: f64,
}

impl Grid {
    /// The grid of one of a spread's pages; its own where there is no fold.
    #[must_use]
    pub fn half(&self) -> Self {
        if self.fold_mm.is_none() {
            return self.clone();
        }
        let columns = (self.columns / 2).max(1);
        Self { fold_mm: None, width_mm: self.width_mm / 2.0, columns, ..self.clone() }
    }

    /// The first basic column of the right page.
    #[must_use]
    pub fn fold_column(&self) -> Option<u32> {
        self.fold_mm.map(|_| self.columns / 2)
    }

    /// The fold.
    #[must_use]
    pub fn fold(&self) -> Option<Fold> {
        let band = self.fold_mm? * PT_PER_MM;
        let page_width = f64::from(self.measure_of(self.columns / 2)) * self.body_pt;
        let right = self.width_mm / 2.0 * PT_PER_MM;
        Some(Fold { x: f64::midpoint(page_width, right), band, page_width, right })
    }

    /// How much farther than by a gutter the columns at both sides of the fold are apart (pt): the type area of each page
    /// stands in the middle of it.
    #[must_use]
    pub fn fold_shift_pt(&self) -> f64 {
        self.fold().map_or(0.0, |fold| fold.right - fold.page_width - f64::from(self.gutter) * self.body_pt)
    }

    /// Whether an area has columns on both pages of a spread.
    #[must_use]
    pub fn is_across(&self, area: &Area) -> bool {
        let right = area.column.saturating_add(area.columns);
        self.fold_column().is_some_and(|column| area.column < column && column < right)
    }
}

impl Fold {
    /// Where the band begins and ends.
    #[must_use]
    pub fn edges(&self) -> (f64, f64) {
        (self.x - self.band / 2.0, self.x + self.band / 2.0)
    }

    /// Whether a rectangle reaches into the band.
    #[must_use]
    pub fn touches(&self, rect: &Rect) -> bool {
        let (from, to) = self.edges();
        rect.x + rect.width > from + 0.01 && rect.x < to - 0.01
    }
}

#[cfg(test)]
mod tests {
    use super::{Area, Rect};
    use crate::edition::Template;

    #[test]
    fn the_halves_of_a_spread_are_pages_of_their_own() {
        let Ok(template) = Template::open("double-truck-feature") else { unreachable!("it is embedded") };
        let grid = template.settings.grid;
        let (half, fold) = (grid.half(), grid.fold().unwrap());
        assert_eq!((half.columns, half.width_mm, half.fold_mm), (8, 390.0, None));
        // The type area of each page stands in its middle.
        let margin = (grid.width_mm / 25.4 * 72.0 - grid.type_width_pt()) / 2.0;
        let own = (half.width_mm / 25.4 * 72.0 - half.type_width_pt()) / 2.0;
        assert!((margin - own).abs() < 1e-6 && (fold.x + margin - grid.width_mm / 25.4 * 36.0).abs() < 1e-6);
        // The right page's columns are the left one's, a page farther to the right.
        let page = half.width_mm / 25.4 * 72.0;
        for column in 0..8 {
            let at = |column| grid.rect(&Area::new(column, 1, 0, 1));
            let (left, right) = (at(column), at(column + 8));
            assert!((right.x - left.x - page).abs() < 1e-6 && (right.width - left.width).abs() < 1e-6);
            assert!(!fold.touches(&left) && !fold.touches(&right));
        }
        let whole = grid.rect(&Area::new(0, 16, 0, 1));
        assert!((whole.width - grid.type_width_pt()).abs() < 1e-6 && fold.touches(&whole));
        let parts = Area::within(8, 4, 3, 1, 2);
        assert!((grid.rect(&parts).x - half.rect(&Area { column: 0, ..parts }).x - page).abs() < 1e-6);
        assert!(grid.is_across(&Area::new(7, 2, 0, 1)) && !grid.is_across(&Area::new(8, 8, 0, 1)));
        assert!(!half.is_across(&Area::new(3, 2, 0, 1)));
        let beside = |x: f64| Rect { x, y: 0.0, width: 10.0, height: 10.0 };
        let (from, to) = fold.edges();
        assert!(fold.touches(&beside(from - 9.0)) && !fold.touches(&beside(from - 10.0)));
        assert!(fold.touches(&beside(to - 1.0)) && !fold.touches(&beside(to)));
    }
}
