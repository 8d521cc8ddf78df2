//! By how much a report does not fit its page, about.

use crate::edition::Grid;

use super::galley::Galley;
use super::ground::Ground;
use super::solve::Solution;
use super::story::Story;
use super::surroundings::Surroundings;

/// About how much a report misses its pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// So many characters too many.
    Long(usize),
    /// So many too few.
    Short(usize),
    /// The template pins sections, and nothing fits round them.
    Pinned,
    /// Pictures and text have no common filling, at any height.
    Shapes,
    /// One section alone, which cannot stand on both pages of a spread.
    Undivided,
}

/// About how many characters so many lines across the page hold: paragraphs end before their lines do.
#[must_use]
pub fn characters(grid: &Grid, lines: u32) -> usize {
    (lines * grid.columns * grid.measure * 9 / 10) as usize
}

impl Misfit {
    /// Compares the heights that a solution knows, without regard to the page, with those the pages allow.
    #[must_use]
    pub fn of(ground: Ground, around: &Surroundings, stories: &[Story], solution: &Solution) -> Self {
        let Ground { grid, rules } = ground;
        if !rules.pin.is_empty() {
            return Self::Pinned;
        }
        let (least, most) = around.bodies(ground);
        let text = lines(grid, stories);
        let lowest = solution.wholes().map(|(_, lines, _)| lines).min().unwrap_or(text);
        let highest = solution.wholes().map(|(_, lines, _)| lines).max().unwrap_or(text);
        if lowest > most {
            Self::Long(characters(grid, lowest - most))
        } else if highest < least {
            Self::Short(characters(grid, least - highest))
        } else {
            Self::Shapes
        }
    }
}

/// How many lines of the whole width the text takes by itself.
#[must_use]
pub fn lines(grid: &Grid, stories: &[Story]) -> u32 {
    let lines: u32 = stories.iter().filter_map(|story| story.galleys.first()).map(Galley::lines).sum();
    lines.div_ceil(grid.columns)
}
