//! Stairs: what stands at the right hangs down into the module below, whose heading stands at the left of it, so that no white
//! line runs through the page. Above may stand an L with pieces in its corner, or two pieces side by side; the module below
//! may be an L itself. Sections without photos stand beside each other in this way, whose headings would butt otherwise.

use super::filling::{Filling, Fillings, Heights, Piece};
use super::interlock::{Interlock, Opened, Placed, Range, join, splits};
use super::layout::Corners;

/// How many lines a piece hangs down into the module below, with the gap under it.
const HANGS: std::ops::RangeInclusive<u32> = 5..=16;
/// The columns of what hangs, and of what stands in an opening.
const NARROWEST: u32 = 2;

/// What stands at the head of stairs: pieces of which the last hangs down at the right.
#[derive(Clone, Copy)]
struct Head {
    /// The L or the left piece, at the head.
    first: usize,
    /// What hangs, and on which line it begins.
    hanging: (usize, u32),
    /// The line on which the module below begins.
    below: u32,
    /// By how many lines it hangs into it.
    by: u32,
    cost: f64,
}

/// The module below, with what stands in its opening.
#[derive(Clone, Copy)]
struct Foot {
    module: usize,
    /// The filling in the opening, its column and line, and how many columns it has.
    inside: Option<(Piece, u32)>,
    lines: u32,
    cost: f64,
}

/// Of one kind so many are kept.
const KEPT: usize = 2;

/// Keeps something among the cheapest of its kind.
fn keep<T: Copy>(kept: &mut Vec<T>, new: T, cost: impl Fn(&T) -> f64) {
    let at = kept.partition_point(|other| cost(other) <= cost(&new));
    if at < KEPT {
        kept.insert(at, new);
        kept.truncate(KEPT);
    }
}

impl Interlock<'_> {
    /// The fillings of the whole width with a range of stories, by height.
    pub(super) fn stairs(&mut self, fillings: &mut Fillings, (first, last): Range) -> Heights {
        let mut heights: Heights = vec![Vec::new(); self.most as usize + 1];
        let width = self.ground.grid.columns;
        if last < first + 2 || width < 2 * NARROWEST + 1 {
            return heights;
        }
        for wide in NARROWEST..=width / 2 {
            for module in first + 2..=last {
                let heads = self.heads(fillings, (first, module - 1), wide);
                for (by, heads) in HANGS.zip(heads) {
                    if heads.is_empty() {
                        continue;
                    }
                    let feet = self.feet(fillings, (module, last), (wide, by));
                    for head in &heads {
                        for foot in &feet {
                            self.climb(fillings, &mut heights, (head, foot), wide);
                        }
                    }
                }
            }
        }
        heights
    }

    /// Joins a head and a foot, unless headings would stand side by side or out of order.
    fn climb(&self, fillings: &mut Fillings, heights: &mut Heights, (head, foot): (&Head, &Foot), wide: u32) {
        let width = self.ground.grid.columns;
        let lines = head.below + foot.lines;
        if !fillings.wants(heights, lines, head.cost + foot.cost, super::interlock::KEPT) {
            return;
        }
        let (hanging, line) = head.hanging;
        let (piece, below) = (fillings.all[hanging], fillings.all[foot.module]);
        if line + piece.lowest >= head.below || (piece.left << line) & (below.left << head.below) != 0 {
            return;
        }
        let whole = |id, line, columns| Placed { piece: Piece { id, column: 0, line }, columns };
        // An L has the whole width.
        let beside = if line > 0 { width } else { width - wide };
        let mut pieces = vec![
            whole(head.first, 0, beside),
            Placed { piece: Piece { id: hanging, column: width - wide, line }, columns: wide },
            whole(foot.module, head.below, width),
        ];
        if let Some((piece, columns)) = foot.inside {
            pieces.push(Placed { piece: Piece { line: head.below + piece.line, ..piece }, columns });
        }
        join(fillings, heights, &pieces, lines);
    }

    /// The heads with a range of stories, by how many lines they hang down.
    fn heads(&mut self, fillings: &mut Fillings, (first, last): Range, wide: u32) -> Vec<Vec<Head>> {
        let (width, gap) = (self.ground.grid.columns, self.ground.rules.gap);
        let mut found: Vec<Vec<Vec<Head>>> =
            HANGS.map(|_| vec![Vec::new(); self.most as usize + 1]).collect();
        let mut offer = |head: Head| {
            let of_height = found.get_mut((head.by - HANGS.start()) as usize);
            if let Some(kept) = of_height.and_then(|heights| heights.get_mut(head.below as usize)) {
                keep(kept, head, |head| head.cost);
            }
        };
        // An L round what hangs.
        for Opened { id, opening } in self.opened(fillings, first, Corners::foot(width, wide, false)) {
            let whole = fillings.all[id];
            let (line, below) = (whole.lines - opening + gap, whole.lines + gap);
            for by in HANGS {
                // What hangs ends so many lines below the L, less the gap.
                for &hanging in self.table.of_lines((first + 1, last), wide, opening + by - gap) {
                    let cost = whole.cost + fillings.all[hanging].cost;
                    offer(Head { first: id, hanging: (hanging, line), below, by, cost });
                }
            }
        }
        // Two pieces side by side.
        for ranges in splits((first, last), 2) {
            let rights = self.table.heights(ranges[1], wide);
            for &left in self.table.heights(ranges[0], width - wide).iter().flatten() {
                let one = fillings.all[left];
                for by in HANGS {
                    for &hanging in rights.get((one.lines + by) as usize).map_or(&[][..], Vec::as_slice) {
                        let two = fillings.all[hanging];
                        if one.right & two.left == 0 {
                            let (below, cost) = (one.lines + gap, one.cost + two.cost);
                            offer(Head { first: left, hanging: (hanging, 0), below, by, cost });
                        }
                    }
                }
            }
        }
        found.into_iter().map(|heights| heights.into_iter().flatten().collect()).collect()
    }

    /// The ways to make up the first of some stories with something hanging into it, and the others in its opening.
    fn feet(&mut self, fillings: &mut Fillings, (module, last): Range, (hangs, by): (u32, u32)) -> Vec<Foot> {
        let (width, gap) = (self.ground.grid.columns, self.ground.rules.gap);
        let mut found: Vec<Vec<Foot>> = vec![Vec::new(); self.most as usize + 1];
        let mut offer = |foot: Foot| {
            if let Some(kept) = found.get_mut(foot.lines as usize) {
                keep(kept, foot, |foot| foot.cost);
            }
        };
        if module == last {
            let corners = Corners { columns: width, foot: (0, false), head: (hangs, by) };
            for Opened { id, .. } in self.opened(fillings, module, corners) {
                let Filling { lines, cost, .. } = fillings.all[id];
                offer(Foot { module: id, inside: None, lines, cost });
            }
        } else {
            for (wide, left) in
                (NARROWEST + 1..width - NARROWEST).flat_map(|wide| [(wide, false), (wide, true)])
            {
                let corners = Corners { columns: width, foot: (wide, left), head: (hangs, by) };
                for Opened { id, opening } in self.opened(fillings, module, corners) {
                    let Filling { lines, cost, .. } = fillings.all[id];
                    let (column, line) = (if left { 0 } else { width - wide }, lines - opening + gap);
                    for &inside in self.table.of_lines((module + 1, last), wide, opening - gap) {
                        let piece = Piece { id: inside, column, line };
                        let cost = cost + fillings.all[inside].cost;
                        offer(Foot { module: id, inside: Some((piece, wide)), lines, cost });
                    }
                }
            }
        }
        found.into_iter().flatten().collect()
    }
}
