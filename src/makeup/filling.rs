//! Fillings: ways to fill a rectangle with a range of modules, and the cheapest of them by height.

use super::layout::Layout;

/// Lines are kept as bits of a word, which bounds the height of a page.
pub const MOST_LINES: u32 = 127;

/// A filling of a rectangle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filling {
    pub(super) cost: f64,
    pub(super) lines: u32,
    /// Lines with a heading at the left edge, and at the right one.
    pub(super) left: u128,
    pub(super) right: u128,
    pub(super) how: How,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum How {
    Module(usize),
    Beside {
        first: usize,
        second: usize,
        columns: u32,
    },
    Stacked {
        first: usize,
        second: usize,
    },
    /// Pieces that interlock: which of [`Fillings::interlocked`].
    Interlocked(usize),
}

/// A filling at its place in a larger one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) id: usize,
    pub(super) column: u32,
    pub(super) line: u32,
}

/// The cheapest fillings of some range at some width, by height.
pub(super) type Heights = Vec<Vec<usize>>;

/// All fillings that were ever kept, with the layouts of their modules.
#[derive(Default)]
pub(super) struct Fillings {
    /// Layouts, each with its story.
    pub(super) layouts: Vec<(usize, Layout)>,
    pub(super) all: Vec<Filling>,
    pub(super) interlocked: Vec<Vec<Piece>>,
}

impl Fillings {
    /// A layout as a filling by itself.
    pub(super) fn module(&mut self, story: usize, layout: Layout) -> Filling {
        let heading = layout.heading_bits();
        let filling = Filling {
            cost: layout.cost,
            lines: layout.lines,
            left: heading,
            // A photo beside the heading keeps the next heading away.
            right: if layout.raised.is_some() { 0 } else { heading },
            how: How::Module(self.layouts.len()),
        };
        self.layouts.push((story, layout));
        filling
    }

    /// Whether a filling of some height and cost would be kept, its headings apart.
    pub(super) fn wants(&self, heights: &Heights, lines: u32, cost: f64, most: usize) -> bool {
        heights.get(lines as usize).is_some_and(|kept| self.may_keep(kept, cost, most))
    }

    /// Whether a filling of some cost would be kept beside those of its height.
    pub(super) fn may_keep(&self, kept: &[usize], cost: f64, most: usize) -> bool {
        kept.len() < most || kept.last().is_none_or(|&worst| cost < self.all[worst].cost)
    }

    /// Keeps a filling if it is among the cheapest of its height; of those with their headings on the same lines only the
    /// cheapest is kept. Equal costs keep their order, so that the same report gives the same page.
    pub(super) fn keep(&mut self, heights: &mut Heights, filling: Filling, most: usize) {
        let Some(kept) = heights.get_mut(filling.lines as usize) else { return };
        if !self.may_keep(kept, filling.cost, most) {
            return;
        }
        let all = &mut self.all;
        let same = kept.iter().position(|&id| all[id].left == filling.left && all[id].right == filling.right);
        if let Some(same) = same {
            if all[kept[same]].cost <= filling.cost {
                return;
            }
            kept.remove(same);
        }
        let at = kept.partition_point(|&id| all[id].cost <= filling.cost);
        kept.insert(at, all.len());
        kept.truncate(most);
        all.push(filling);
    }
}

/// The fillings of every range of stories at every width.
pub(super) struct Table {
    /// By first and last story, and columns.
    of: Vec<Vec<Vec<Heights>>>,
}

impl Table {
    pub(super) fn new(count: usize, width: usize, most: u32) -> Self {
        let empty: Heights = vec![Vec::new(); most as usize + 1];
        Self { of: vec![vec![vec![empty; width + 1]; count]; count] }
    }

    pub(super) fn heights(&self, (first, last): (usize, usize), columns: u32) -> &Heights {
        &self.of[first][last][columns as usize]
    }

    pub(super) fn heights_mut(&mut self, (first, last): (usize, usize), columns: u32) -> &mut Heights {
        &mut self.of[first][last][columns as usize]
    }

    /// The fillings of so many lines.
    pub(super) fn of_lines(&self, range: (usize, usize), columns: u32, lines: u32) -> &[usize] {
        self.heights(range, columns).get(lines as usize).map_or(&[], Vec::as_slice)
    }
}
