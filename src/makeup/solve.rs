//! The solver: the best ways to fill the body with the modules, in the report's order.
//!
//! The body is cut from edge to edge, down or across, again and again, until each piece is one module's (a slicing
//! tree). As the order is kept, every piece holds a contiguous range of modules. For each range, width and height a
//! dynamic programme keeps the few cheapest fillings: pieces side by side are equally high, pieces one above the other
//! add up. Each filling carries the lines on which headings stand at its left and its right edge, so that two headings
//! never come to stand side by side (碰题). After Gange, Marriott and Stuckey, "Optimal guillotine layout", ACM
//! symposium on document engineering, 2012. The whole width is also filled with pieces that interlock, so that no cut
//! runs through it: see [`super::interlock`].

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::block::Reserved;
use super::filling::{Filling, Fillings, Heights, How, Table};
use super::ground::Ground;
use super::gutters;
use super::interlock::Interlock;
use crate::edition::At;
use crate::edition::makeup_rules::{Costs, Pin};

use super::layout::Layout;
use super::plan::cuts;
use super::rules::{near_headings, through_gutter, through_line, total};
use super::shapes::{Shaped, Shapes};
use super::standing::of_spots;
use super::story::Story;
use super::wanted;

pub use super::filling::MOST_LINES;
pub use super::layout::{Spot, rectangles};

/// Fillings kept for one range, width and height.
const KEPT: usize = 4;
/// The same where there is no plan otherwise.
const THOROUGH: usize = 12;
/// The same when the template pins places, which are only known when the whole is put together.
const KEPT_WITH_PINS: usize = 24;
/// The same when the report or a saved plan wishes something: of most fillings it is known at once whether they may be.
const KEPT_WITH_WISHES: usize = 8;

/// Everything that the solver found: fillings of the whole body, of any height up to the limit.
pub struct Solution {
    fillings: Fillings,
    /// The fillings of every range of stories at the whole width, by first and last story: number, and cost with what only a
    /// whole page shows.
    ranges: Vec<Vec<Vec<(usize, f64)>>>,
    /// The fillings of every range at every width.
    table: Table,
    /// What of the stories is a block of the template.
    reserved: Vec<Option<Reserved>>,
    gap: u32,
}

impl Solution {
    /// How many stories there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.ranges.len()
    }

    /// Whether a story is a block of the template, and which.
    #[must_use]
    pub fn reserved(&self, story: usize) -> Option<Reserved> {
        self.reserved.get(story).copied().flatten()
    }

    /// The fillings of the whole body: number, height and cost.
    pub fn wholes(&self) -> impl Iterator<Item = (usize, u32, f64)> {
        self.range(0, self.count())
    }

    /// The same of a page that has the stories from `first` to the one before `end`.
    pub fn range(&self, first: usize, end: usize) -> impl Iterator<Item = (usize, u32, f64)> {
        let ids = end.checked_sub(1).and_then(|last| self.ranges.get(first)?.get(last));
        ids.into_iter().flatten().map(|&(id, cost)| (id, self.fillings.all[id].lines, cost))
    }

    /// The fillings of narrower columns, and of so many lines, that the stories from `first` to the one before `end` have.
    #[must_use]
    pub fn narrow(&self, (first, end): (usize, usize), columns: u32, lines: u32) -> &[usize] {
        if end <= first || end > self.count() {
            return &[];
        }
        self.table.of_lines((first, end - 1), columns, lines)
    }

    /// What a filling costs, cuts apart, and the lines on which headings stand at its left and its right edge.
    #[must_use]
    pub fn edges(&self, id: usize) -> (f64, u128, u128) {
        let Filling { cost, left, right, .. } = self.fillings.all[id];
        (cost, left, right)
    }

    /// Where the modules of a filling stand, in the report's order.
    #[must_use]
    pub fn spots(&self, id: usize) -> Vec<Spot<'_>> {
        let mut spots = Vec::new();
        self.collect(id, 0, 0, &mut spots);
        spots
    }

    fn collect<'a>(&'a self, id: usize, column: u32, line: u32, spots: &mut Vec<Spot<'a>>) {
        let filling = &self.fillings.all[id];
        match filling.how {
            How::Module(index) => {
                let (story, layout) = &self.fillings.layouts[index];
                spots.push(Spot { story: *story, column, line, layout });
            }
            How::Beside { first, second, columns } => {
                self.collect(first, column, line, spots);
                self.collect(second, column + columns, line, spots);
            }
            How::Stacked { first, second } => {
                self.collect(first, column, line, spots);
                self.collect(second, column, line + self.fillings.all[first].lines + self.gap, spots);
            }
            How::Interlocked(index) => {
                for piece in &self.fillings.interlocked[index] {
                    self.collect(piece.id, column + piece.column, line + piece.line, spots);
                }
            }
        }
    }
}

/// Fills the whole width with the stories, at every height up to `most` lines.
#[must_use]
pub fn solve(ground: Ground, stories: &[Story], stretched: bool, most: u32) -> Solution {
    Solver { shapes: &Shapes::new(most), stretched, thorough: false }.solve(ground, stories, most)
}

/// How fillings are found.
#[derive(Clone, Copy)]
pub(super) struct Solver<'a> {
    /// The shapes that are known already.
    pub(super) shapes: &'a Shapes,
    /// Whether gutters may be stretched.
    pub(super) stretched: bool,
    /// With more fillings kept, which takes longer and finds plans where headings are in each other's way.
    pub(super) thorough: bool,
}

impl Solver<'_> {
    /// Fills the whole width with the stories, at every height up to `most` lines.
    pub(super) fn solve(self, ground: Ground, stories: &[Story], most: u32) -> Solution {
        let shaped: Vec<Arc<Shaped>> =
            stories.iter().map(|story| self.shapes.of(ground, story, self.stretched)).collect();
        let most = most.min(MOST_LINES);
        solve_keeping(ground, stories, &shaped, (most, if self.thorough { THOROUGH } else { KEPT }))
    }
}

fn solve_keeping(
    ground: Ground,
    stories: &[Story],
    shaped: &[Arc<Shaped>],
    (most, usual): (u32, usize),
) -> Solution {
    let Ground { grid, rules } = ground;
    let count = stories.len();
    let width = grid.columns;
    let wished = wanted::any(stories);
    let kept = match (rules.pin.is_empty(), wished) {
        (false, _) => KEPT_WITH_PINS.max(usual),
        (true, true) => KEPT_WITH_WISHES.max(usual),
        (true, false) => usual,
    };
    let mut fillings = Fillings::default();
    let mut table = Table::new(count, width as usize, most);
    let all: Vec<(&Arc<Shaped>, u32)> =
        shaped.iter().flat_map(|shaped| (1..=grid.columns).map(move |columns| (shaped, columns))).collect();
    all.par_iter().for_each(|(shaped, columns)| {
        shaped.layouts(*columns);
    });
    for (index, shaped) in shaped.iter().enumerate() {
        for columns in 1..=grid.columns {
            for layout in shaped.layouts(columns).iter().filter(|layout| layout.lines <= most) {
                if allowed(&rules.pin, index, layout) {
                    let filling = fillings.module(index, layout.clone());
                    fillings.keep(table.heights_mut((index, index), columns), filling, kept);
                }
            }
        }
    }
    // What continues a section stands on another page than what it continues.
    let parted =
        |first: usize, last: usize| stories[first..=last].iter().skip(1).any(|story| story.continues);
    for length in 2..=count {
        for first in 0..=count - length {
            let last = first + length - 1;
            if parted(first, last) {
                continue;
            }
            for columns in 1..=width {
                // The whole range is only wanted at the whole width.
                if length == count && columns < width {
                    continue;
                }
                if !wanted::may_fill(&stories[first..=last], columns) {
                    continue;
                }
                let mut heights: Heights = vec![Vec::new(); most as usize + 1];
                for middle in first..last {
                    let (one, two) = (&stories[first..=middle], &stories[middle + 1..=last]);
                    let beside_each_other =
                        if wanted::may_stand_beside(one, two) { 1..columns } else { 0..0 };
                    for left in beside_each_other {
                        let a = table.heights((first, middle), left);
                        let b = table.heights((middle + 1, last), columns - left);
                        beside(&mut fillings, &mut heights, (a, b), left, (kept, &rules.costs));
                    }
                    if !wanted::may_stand_above(one) || !wanted::may_stand_below(two) {
                        continue;
                    }
                    let a = table.heights((first, middle), columns);
                    let b = table.heights((middle + 1, last), columns);
                    stacked(&mut fillings, &mut heights, a, b, rules.gap, kept);
                }
                *table.heights_mut((first, last), columns) = heights;
            }
        }
    }
    let mut ranges = vec![vec![Vec::new(); count]; count];
    // Only ranges that can be a page are wanted at the whole width.
    let one_page = rules.pages.most == 1 && !rules.blocks.values().any(|block| block.at == At::Line);
    let mut interlock = Interlock { ground, shaped, table: &table, most, opened: HashMap::new() };
    for (first, of_first) in ranges.iter_mut().enumerate() {
        for (last, range) in of_first.iter_mut().enumerate().skip(first) {
            if parted(first, last) || one_page && last - first + 1 < count {
                continue;
            }
            let mut ids: Vec<usize> = table.heights((first, last), width).iter().flatten().copied().collect();
            // Without straight fillings of about a page's height there are hardly others.
            let some = ids.iter().any(|&id| fillings.all[id].lines * 3 >= most);
            if rules.pin.is_empty() && (one_page || some) {
                ids.extend(interlock.fill(&mut fillings, first, last).into_iter().flatten());
            }
            *range = ids.into_iter().map(|id| (id, 0.0)).collect();
        }
    }
    let reserved = stories.iter().map(|story| story.reserved).collect();
    let mut solution = Solution { fillings, ranges: Vec::new(), table, reserved, gap: rules.gap };
    if wished {
        for range in ranges.iter_mut().flatten() {
            range.retain(|(id, _)| wanted::suits(grid, stories, &solution.spots(*id)));
        }
    }
    for (id, cost) in ranges.iter_mut().flatten().flatten() {
        let spots = solution.spots(*id);
        *cost = solution.fillings.all[*id].cost + of_whole(ground, stories, &spots);
    }
    solution.ranges = ranges;
    solution
}

/// What a whole page costs beyond its pieces: the cuts through it, and what its modules are to one another.
fn of_whole(Ground { grid, rules }: Ground, stories: &[Story], spots: &[Spot]) -> f64 {
    let (_, lines) = cuts(&rectangles(spots));
    let of_spots = of_spots(&rules.costs, stories, spots);
    through_gutter::charge(&rules.costs, gutters::weight(grid, stories, spots)).cost
        + through_line::charge(&rules.costs, lines).cost
        + total(&of_spots)
}

/// Whether the template's pins allow a section the size of a layout.
fn allowed(pins: &[Pin], section: usize, layout: &Layout) -> bool {
    let pinned = |pin: &&Pin| pin.section == section + 1;
    pins.iter().filter(pinned).all(|pin| pin.allows_size(layout.columns, layout.lines))
}

/// Pieces side by side: equally high, and no heading of one beside a heading of the other.
fn beside(
    fillings: &mut Fillings,
    heights: &mut Heights,
    (a, b): (&Heights, &Heights),
    columns: u32,
    (most, costs): (usize, &Costs),
) {
    for (lines, (first_ids, second_ids)) in a.iter().zip(b).enumerate() {
        for &first in first_ids {
            let one = fillings.all[first];
            for &second in second_ids {
                let two = fillings.all[second];
                // Those that come after are dearer.
                if !fillings.may_keep(&heights[lines], one.cost + two.cost, most) {
                    break;
                }
                if one.right & two.left == 0 {
                    let near = near_headings::pairs(one.right, two.left);
                    let filling = Filling {
                        cost: one.cost + two.cost + near_headings::charge(costs, near).cost,
                        lines: one.lines,
                        left: one.left,
                        right: two.right,
                        how: How::Beside { first, second, columns },
                    };
                    fillings.keep(heights, filling, most);
                }
            }
        }
    }
}

/// Pieces one above the other: heights add up, with a gap between.
fn stacked(fillings: &mut Fillings, heights: &mut Heights, a: &Heights, b: &Heights, gap: u32, most: usize) {
    for (upper, first_ids) in a.iter().enumerate().filter(|(_, ids)| !ids.is_empty()) {
        for (lower, second_ids) in b.iter().enumerate().filter(|(_, ids)| !ids.is_empty()) {
            let lines = upper + gap as usize + lower;
            if lines >= heights.len() {
                break;
            }
            for &first in first_ids {
                let one = fillings.all[first];
                let shift = one.lines + gap;
                for &second in second_ids {
                    let two = fillings.all[second];
                    if !fillings.may_keep(&heights[lines], one.cost + two.cost, most) {
                        break;
                    }
                    let filling = Filling {
                        cost: one.cost + two.cost,
                        lines: shift + two.lines,
                        left: one.left | two.left << shift,
                        right: one.right | two.right << shift,
                        how: How::Stacked { first, second },
                    };
                    fillings.keep(heights, filling, most);
                }
            }
        }
    }
}
