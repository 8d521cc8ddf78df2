//! The solver: the best ways to fill the body with the modules, in the report's order.
//!
//! The body is cut from edge to edge, down or across, again and again, until each piece is one module's (a slicing
//! tree). As the order is kept, every piece holds a contiguous range of modules. For each range, width and height a
//! dynamic programme keeps the few cheapest fillings: pieces side by side are equally high, pieces one above the other
//! add up. Each filling carries the lines on which headings stand at its left and its right edge, so that two headings
//! never come to stand side by side (碰题). After Gange, Marriott and Stuckey, "Optimal guillotine layout", ACM
//! symposium on document engineering, 2012.

use super::ground::Ground;
use crate::edition::makeup_rules::Pin;

use super::layout::Layout;
use super::shaper::Shaper;
use super::story::Story;

/// Lines are kept as bits of a word, which bounds the height of a page.
pub const MOST_LINES: u32 = 127;
/// Fillings kept for one range, width and height.
const KEPT: usize = 4;
/// The same when the template pins places, which are only known when the whole is put together.
const KEPT_WITH_PINS: usize = 24;

/// A filling of a rectangle.
#[derive(Debug, Clone, Copy)]
struct Filling {
    cost: f64,
    lines: u32,
    /// Lines with a heading at the left edge, and at the right one.
    left: u128,
    right: u128,
    how: How,
}

#[derive(Debug, Clone, Copy)]
enum How {
    Module(usize),
    Beside { first: usize, second: usize, columns: u32 },
    Stacked { first: usize, second: usize },
}

/// Where a module's layout stands.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a> {
    /// Which story.
    pub story: usize,
    /// Its first basic column.
    pub column: u32,
    /// Its first line, from the body's head.
    pub line: u32,
    /// How it is made up.
    pub layout: &'a Layout,
}

/// Everything the solver found: fillings of the whole body, of any height up to the limit.
pub struct Solution {
    layouts: Vec<(usize, Layout)>,
    fillings: Vec<Filling>,
    /// The fillings of every range of stories at the whole width: by first and last story.
    ranges: Vec<Vec<Vec<usize>>>,
    gap: u32,
}

impl Solution {
    /// How many stories there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.ranges.len()
    }

    /// The fillings of the whole body: number, height and cost.
    pub fn wholes(&self) -> impl Iterator<Item = (usize, u32, f64)> {
        self.range(0, self.count())
    }

    /// The same of a page that has the stories from `first` to the one before `end`.
    pub fn range(&self, first: usize, end: usize) -> impl Iterator<Item = (usize, u32, f64)> {
        let ids = end.checked_sub(1).and_then(|last| self.ranges.get(first)?.get(last));
        ids.into_iter().flatten().map(|&id| (id, self.fillings[id].lines, self.fillings[id].cost))
    }

    /// Where the modules of a filling stand, in the report's order.
    #[must_use]
    pub fn spots(&self, id: usize) -> Vec<Spot<'_>> {
        let mut spots = Vec::new();
        self.collect(id, 0, 0, &mut spots);
        spots
    }

    fn collect<'a>(&'a self, id: usize, column: u32, line: u32, spots: &mut Vec<Spot<'a>>) {
        let filling = &self.fillings[id];
        match filling.how {
            How::Module(index) => {
                let (story, layout) = &self.layouts[index];
                spots.push(Spot { story: *story, column, line, layout });
            }
            How::Beside { first, second, columns } => {
                self.collect(first, column, line, spots);
                self.collect(second, column + columns, line, spots);
            }
            How::Stacked { first, second } => {
                self.collect(first, column, line, spots);
                self.collect(second, column, line + self.fillings[first].lines + self.gap, spots);
            }
        }
    }
}

/// The cheapest fillings of some range at some width, by height.
type Heights = Vec<Vec<usize>>;

/// Fills the whole width with the stories, at every height up to `most` lines.
#[must_use]
pub fn solve(ground: Ground, stories: &[Story], stretched: bool, most: u32) -> Solution {
    let Ground { grid, rules } = ground;
    let most = most.min(MOST_LINES);
    let count = stories.len();
    let width = grid.columns as usize;
    let kept = if rules.pin.is_empty() { KEPT } else { KEPT_WITH_PINS };
    let mut solution =
        Solution { layouts: Vec::new(), fillings: Vec::new(), ranges: Vec::new(), gap: rules.gap };
    // table[first][last][columns][lines]
    let empty: Heights = vec![Vec::new(); most as usize + 1];
    let mut table: Vec<Vec<Vec<Heights>>> = vec![vec![vec![empty; width + 1]; count]; count];
    for (index, story) in stories.iter().enumerate() {
        let shaper = Shaper { ground, story, stretched, most_lines: most };
        for columns in 1..=grid.columns {
            for layout in shaper.layouts(columns) {
                let pinned = |pin: &&Pin| pin.section == index + 1;
                if !rules.pin.iter().filter(pinned).all(|pin| pin.allows_size(layout.columns, layout.lines)) {
                    continue;
                }
                let from = layout.head();
                let heading = ((1u128 << layout.heading_rows) - 1) << from;
                let filling = Filling {
                    cost: layout.cost,
                    lines: layout.lines,
                    left: heading,
                    // A photo beside the heading keeps the next heading away.
                    right: if layout.raised.is_some() { 0 } else { heading },
                    how: How::Module(solution.layouts.len()),
                };
                solution.layouts.push((index, layout));
                keep(&mut solution.fillings, &mut table[index][index][columns as usize], filling, kept);
            }
        }
    }
    for length in 2..=count {
        for first in 0..=count - length {
            let last = first + length - 1;
            for columns in 1..=width {
                // The whole range is only wanted at the whole width.
                if length == count && columns < width {
                    continue;
                }
                let mut heights: Heights = vec![Vec::new(); most as usize + 1];
                for middle in first..last {
                    for left in 1..columns {
                        let (a, b) = (&table[first][middle][left], &table[middle + 1][last][columns - left]);
                        beside(
                            &mut solution.fillings,
                            &mut heights,
                            a,
                            b,
                            u32::try_from(left).unwrap_or(0),
                            kept,
                        );
                    }
                    let (a, b) = (&table[first][middle][columns], &table[middle + 1][last][columns]);
                    stacked(&mut solution.fillings, &mut heights, a, b, rules.gap, kept);
                }
                table[first][last][columns] = heights;
            }
        }
    }
    solution.ranges = table
        .into_iter()
        .map(|of_first| {
            of_first.into_iter().map(|widths| widths[width].iter().flatten().copied().collect()).collect()
        })
        .collect();
    solution
}

/// Pieces side by side: equally high, and no heading of one beside a heading of the other.
fn beside(
    fillings: &mut Vec<Filling>,
    heights: &mut Heights,
    a: &Heights,
    b: &Heights,
    columns: u32,
    most: usize,
) {
    for (first_ids, second_ids) in a.iter().zip(b) {
        for &first in first_ids {
            for &second in second_ids {
                let (one, two) = (fillings[first], fillings[second]);
                if one.right & two.left == 0 {
                    let filling = Filling {
                        cost: one.cost + two.cost,
                        lines: one.lines,
                        left: one.left,
                        right: two.right,
                        how: How::Beside { first, second, columns },
                    };
                    keep(fillings, heights, filling, most);
                }
            }
        }
    }
}

/// Pieces one above the other: heights add up, with a gap between.
fn stacked(
    fillings: &mut Vec<Filling>,
    heights: &mut Heights,
    a: &Heights,
    b: &Heights,
    gap: u32,
    most: usize,
) {
    for first_ids in a.iter().filter(|ids| !ids.is_empty()) {
        for second_ids in b.iter().filter(|ids| !ids.is_empty()) {
            let (upper, lower) = (fillings[first_ids[0]].lines, fillings[second_ids[0]].lines);
            let lines = upper + gap + lower;
            if lines as usize >= heights.len() {
                break;
            }
            for &first in first_ids {
                for &second in second_ids {
                    let (one, two) = (fillings[first], fillings[second]);
                    let shift = one.lines + gap;
                    let filling = Filling {
                        cost: one.cost + two.cost,
                        lines,
                        left: one.left | two.left << shift,
                        right: one.right | two.right << shift,
                        how: How::Stacked { first, second },
                    };
                    keep(fillings, heights, filling, most);
                }
            }
        }
    }
}

/// Keeps a filling if it is among the cheapest of its height; of those with their headings on the same lines only the
/// cheapest is kept. Equal costs keep their order, so that the same report gives the same page.
fn keep(fillings: &mut Vec<Filling>, heights: &mut Heights, filling: Filling, most: usize) {
    let Some(kept) = heights.get_mut(filling.lines as usize) else { return };
    if let Some(&worst) = kept.last()
        && kept.len() == most
        && fillings[worst].cost <= filling.cost
    {
        return;
    }
    let same =
        kept.iter().position(|&id| fillings[id].left == filling.left && fillings[id].right == filling.right);
    if let Some(same) = same {
        if fillings[kept[same]].cost <= filling.cost {
            return;
        }
        kept.remove(same);
    }
    let at = kept.partition_point(|&id| fillings[id].cost <= filling.cost);
    kept.insert(at, fillings.len());
    kept.truncate(most);
    fillings.push(filling);
}
