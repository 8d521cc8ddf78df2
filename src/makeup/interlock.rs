//! Pieces that interlock, 咬合, so that no gutter and no white line runs through the whole width: an L of one section round
//! all that follow; and windmills of five rectangles, of which a section may take two as an L.
//!
//! A windmill that turns to the right has a piece at the head from the left edge, one at the right from the head, one at
//! the foot to the right edge, one at the left to the foot, and one in the middle; one that turns to the left is its mirror
//! image with the head kept. The reading order of both is that of [`super::merit`]: left before right at one height,
//! above before below.

use std::collections::HashMap;

use super::filling::{Filling, Fillings, Heights, How, Piece, Table};
use super::ground::Ground;
use super::layout::Layout;
use super::shaper::Shaper;

/// Fillings kept for one height.
const KEPT: usize = 4;
/// So many stories on one page are not interlocked: the ways to share them out would be too many.
const MOST_STORIES: usize = 12;
/// The least width of a piece on a page of many columns, and how many are many.
const LEAST: u32 = 2;
const MANY: u32 = 7;

/// What interlocking pieces are made from.
pub(super) struct Interlock<'a> {
    pub(super) ground: Ground<'a>,
    pub(super) shapers: &'a [Shaper<'a>],
    pub(super) table: &'a Table,
    pub(super) most: u32,
    /// Modules with an opening, by story, columns, columns of the opening and its side, as fillings.
    pub(super) opened: HashMap<(usize, u32, u32, bool), Vec<Opened>>,
}

/// A module that is open at a corner of its foot for other modules.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opened {
    id: usize,
    /// The lines of the opening, with the gap above what stands in it.
    opening: u32,
}

/// A range of stories.
type Range = (usize, usize);

impl Interlock<'_> {
    /// The fillings of the whole width with a range of stories, by height.
    pub(super) fn fill(&mut self, fillings: &mut Fillings, first: usize, last: usize) -> Heights {
        let mut heights: Heights = vec![Vec::new(); self.most as usize + 1];
        let stories = last - first + 1;
        let width = self.ground.grid.columns;
        if !(3..=MOST_STORIES).contains(&stories) || width < 3 {
            return heights;
        }
        for left in [false, true] {
            self.notch(fillings, &mut heights, (first, last), left);
        }
        let narrowest = if width >= MANY { LEAST } else { 1 };
        for one in narrowest..width {
            for two in one + 1..=width - narrowest {
                if stories >= 4 {
                    self.right_l(fillings, &mut heights, (first, last), (one, two));
                    self.left_l(fillings, &mut heights, (first, last), (one, two));
                    self.right_low_l(fillings, &mut heights, (first, last), (one, two));
                    self.left_low_l(fillings, &mut heights, (first, last), (one, two));
                }
                if stories >= 5 && two >= one + narrowest {
                    self.right_five(fillings, &mut heights, (first, last), (one, two));
                    self.left_five(fillings, &mut heights, (first, last), (one, two));
                }
            }
        }
        heights
    }

    /// The ways to make up a story with an opening at the left or right of its foot.
    fn opened(
        &mut self,
        fillings: &mut Fillings,
        story: usize,
        (columns, wide, left): (u32, u32, bool),
    ) -> Vec<Opened> {
        let shaper = &self.shapers[story];
        self.opened
            .entry((story, columns, wide, left))
            .or_insert_with(|| {
                let layouts: Vec<Layout> = shaper.opened(columns, wide, left);
                layouts
                    .into_iter()
                    .filter_map(|layout| {
                        let opening = layout.opening?.lines;
                        let filling = fillings.module(story, layout);
                        fillings.all.push(filling);
                        Some(Opened { id: fillings.all.len() - 1, opening })
                    })
                    .collect()
            })
            .clone()
    }

    /// The first story round all others.
    fn notch(&mut self, fillings: &mut Fillings, heights: &mut Heights, (first, last): Range, left: bool) {
        let (width, gap) = (self.ground.grid.columns, self.ground.rules.gap);
        for wide in width / 2..width {
            for module in self.opened(fillings, first, (width, wide, left)) {
                let whole = fillings.all[module.id];
                let (column, line) =
                    (if left { 0 } else { width - wide }, whole.lines - module.opening + gap);
                for &id in self.table.of_lines(first + 1, last, wide, module.opening - gap) {
                    let pieces = [(module.id, 0, 0), (id, column, line)];
                    join(fillings, heights, &pieces, whole.lines);
                }
            }
        }
    }

    /// A windmill to the right whose first story is head and middle: an L with its leg at the right.
    fn right_l(
        &mut self,
        fillings: &mut Fillings,
        heights: &mut Heights,
        range: Range,
        (one, two): (u32, u32),
    ) {
        let (first, last) = range;
        let (width, gap, table) = (self.ground.grid.columns, self.ground.rules.gap, self.table);
        for module in self.opened(fillings, first, (two, one, true)) {
            let head = fillings.all[module.id];
            let line = head.lines - module.opening + gap;
            for a in first + 1..last - 1 {
                for b in a + 1..last {
                    for &right in table.of_lines(a + 1, b, width - two, head.lines) {
                        if head.right & fillings.all[right].left != 0 {
                            continue;
                        }
                        for foot in table.heights(b + 1, last, (width - one) as usize).iter().flatten() {
                            let foot_line = head.lines + gap;
                            let whole = foot_line + fillings.all[*foot].lines;
                            if whole > self.most {
                                continue;
                            }
                            for &left in table.of_lines(first + 1, a, one, whole.saturating_sub(line)) {
                                let apart = (fillings.all[left].right << line)
                                    & (fillings.all[*foot].left << foot_line)
                                    == 0;
                                if apart {
                                    let pieces = [
                                        (module.id, 0, 0),
                                        (left, 0, line),
                                        (right, two, 0),
                                        (*foot, one, foot_line),
                                    ];
                                    join(fillings, heights, &pieces, whole);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A windmill to the left of which one story is head and middle: an L with its leg at the left.
    fn left_l(
        &mut self,
        fillings: &mut Fillings,
        heights: &mut Heights,
        range: Range,
        (one, two): (u32, u32),
    ) {
        let (first, last) = range;
        let (width, gap, table) = (self.ground.grid.columns, self.ground.rules.gap, self.table);
        for story in first + 1..last - 1 {
            for module in self.opened(fillings, story, (width - one, width - two, false)) {
                let head = fillings.all[module.id];
                let line = head.lines - module.opening + gap;
                for &left in table.of_lines(first, story - 1, one, head.lines) {
                    if fillings.all[left].right & head.left != 0 {
                        continue;
                    }
                    for b in story + 1..last {
                        for foot in table.heights(story + 1, b, two as usize).iter().flatten() {
                            let foot_line = head.lines + gap;
                            let whole = foot_line + fillings.all[*foot].lines;
                            if whole > self.most {
                                continue;
                            }
                            for &right in table.of_lines(b + 1, last, width - two, whole.saturating_sub(line))
                            {
                                let apart = (fillings.all[*foot].right << foot_line)
                                    & (fillings.all[right].left << line)
                                    == 0;
                                if apart {
                                    let pieces = [
                                        (left, 0, 0),
                                        (module.id, one, 0),
                                        (*foot, 0, foot_line),
                                        (right, two, line),
                                    ];
                                    join(fillings, heights, &pieces, whole);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A windmill to the right of which one story is left and middle: an L below the head, with its leg at the left.
    fn right_low_l(
        &mut self,
        fillings: &mut Fillings,
        heights: &mut Heights,
        (first, last): Range,
        (one, two): (u32, u32),
    ) {
        let (width, gap, table) = (self.ground.grid.columns, self.ground.rules.gap, self.table);
        for story in first + 1..last - 1 {
            for module in self.opened(fillings, story, (two, two - one, false)) {
                let low = fillings.all[module.id];
                for &head in table.heights(first, story - 1, two as usize).iter().flatten() {
                    let line = fillings.all[head].lines + gap;
                    let whole = line + low.lines;
                    let upper = whole.saturating_sub(module.opening);
                    if whole > self.most {
                        continue;
                    }
                    let edge = fillings.all[head].right | low.right << line;
                    for b in story + 1..last {
                        for &right in table.of_lines(story + 1, b, width - two, upper) {
                            if edge & fillings.all[right].left != 0 {
                                continue;
                            }
                            let foot_line = upper + gap;
                            for &foot in table.of_lines(b + 1, last, width - one, whole - foot_line) {
                                let pieces = [
                                    (head, 0, 0),
                                    (module.id, 0, line),
                                    (right, two, 0),
                                    (foot, one, foot_line),
                                ];
                                join(fillings, heights, &pieces, whole);
                            }
                        }
                    }
                }
            }
        }
    }

    /// A windmill to the left of which the last story is middle and right: an L below the head, with its leg at the right.
    fn left_low_l(
        &mut self,
        fillings: &mut Fillings,
        heights: &mut Heights,
        (first, last): Range,
        (one, two): (u32, u32),
    ) {
        let (width, gap, table) = (self.ground.grid.columns, self.ground.rules.gap, self.table);
        for module in self.opened(fillings, last, (width - one, two - one, true)) {
            let low = fillings.all[module.id];
            for a in first..last - 2 {
                for b in a + 1..last - 1 {
                    for &head in table.heights(a + 1, b, (width - one) as usize).iter().flatten() {
                        let line = fillings.all[head].lines + gap;
                        let whole = line + low.lines;
                        let upper = whole.saturating_sub(module.opening);
                        if whole > self.most {
                            continue;
                        }
                        let edge = fillings.all[head].left | low.left << line;
                        for &left in table.of_lines(first, a, one, upper) {
                            if edge & fillings.all[left].right != 0 {
                                continue;
                            }
                            let foot_line = upper + gap;
                            for &foot in table.of_lines(b + 1, last - 1, two, whole - foot_line) {
                                let pieces = [
                                    (left, 0, 0),
                                    (head, one, 0),
                                    (foot, 0, foot_line),
                                    (module.id, one, line),
                                ];
                                join(fillings, heights, &pieces, whole);
                            }
                        }
                    }
                }
            }
        }
    }

    /// A windmill to the right of five ranges: head, left, middle, right, foot.
    fn right_five(
        &self,
        fillings: &mut Fillings,
        heights: &mut Heights,
        range: Range,
        (one, two): (u32, u32),
    ) {
        let (width, gap, table) = (self.ground.grid.columns, self.ground.rules.gap, self.table);
        let (first, last) = range;
        for [a, b, c, d] in splits(first, last) {
            for &head in table.heights(first, a, two as usize).iter().flatten() {
                let below = fillings.all[head].lines + gap;
                for &middle in table.heights(b + 1, c, (two - one) as usize).iter().flatten() {
                    let upper = below + fillings.all[middle].lines;
                    let so_far = fillings.all[head].cost + fillings.all[middle].cost;
                    for &right in table.of_lines(c + 1, d, width - two, upper) {
                        let edge = fillings.all[head].right | fillings.all[middle].right << below;
                        if edge & fillings.all[right].left != 0 {
                            continue;
                        }
                        for &foot in table.heights(d + 1, last, (width - one) as usize).iter().flatten() {
                            let foot_line = upper + gap;
                            let whole = foot_line + fillings.all[foot].lines;
                            let cost = so_far + fillings.all[right].cost + fillings.all[foot].cost;
                            if whole > self.most || !fillings.wants(heights, whole, cost, KEPT) {
                                continue;
                            }
                            for &left in table.of_lines(a + 1, b, one, whole - below) {
                                let beside = fillings.all[middle].left
                                    | fillings.all[foot].left << (foot_line - below);
                                if fillings.all[left].right & beside == 0 {
                                    let pieces = [
                                        (head, 0, 0),
                                        (left, 0, below),
                                        (middle, one, below),
                                        (right, two, 0),
                                        (foot, one, foot_line),
                                    ];
                                    join(fillings, heights, &pieces, whole);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A windmill to the left of five ranges: left, head, middle, foot, right.
    fn left_five(
        &self,
        fillings: &mut Fillings,
        heights: &mut Heights,
        range: Range,
        (one, two): (u32, u32),
    ) {
        let (width, gap, table) = (self.ground.grid.columns, self.ground.rules.gap, self.table);
        let (first, last) = range;
        for [a, b, c, d] in splits(first, last) {
            for &head in table.heights(a + 1, b, (width - one) as usize).iter().flatten() {
                let below = fillings.all[head].lines + gap;
                for &middle in table.heights(b + 1, c, (two - one) as usize).iter().flatten() {
                    let upper = below + fillings.all[middle].lines;
                    let so_far = fillings.all[head].cost + fillings.all[middle].cost;
                    for &left in table.of_lines(first, a, one, upper) {
                        let edge = fillings.all[head].left | fillings.all[middle].left << below;
                        if edge & fillings.all[left].right != 0 {
                            continue;
                        }
                        for &foot in table.heights(c + 1, d, two as usize).iter().flatten() {
                            let foot_line = upper + gap;
                            let whole = foot_line + fillings.all[foot].lines;
                            let cost = so_far + fillings.all[left].cost + fillings.all[foot].cost;
                            if whole > self.most || !fillings.wants(heights, whole, cost, KEPT) {
                                continue;
                            }
                            for &right in table.of_lines(d + 1, last, width - two, whole - below) {
                                let beside = fillings.all[middle].right
                                    | fillings.all[foot].right << (foot_line - below);
                                if fillings.all[right].left & beside == 0 {
                                    let pieces = [
                                        (left, 0, 0),
                                        (head, one, 0),
                                        (middle, one, below),
                                        (foot, 0, foot_line),
                                        (right, two, below),
                                    ];
                                    join(fillings, heights, &pieces, whole);
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The ways to share a range out to five pieces: the last story of each of the first four.
fn splits(first: usize, last: usize) -> Vec<[usize; 4]> {
    let mut found = Vec::new();
    for a in first..last {
        for b in a + 1..last {
            for c in b + 1..last {
                for d in c + 1..last {
                    found.push([a, b, c, d]);
                }
            }
        }
    }
    found
}

/// Keeps pieces that fill the width together.
fn join(fillings: &mut Fillings, heights: &mut Heights, pieces: &[(usize, u32, u32)], lines: u32) {
    let cost: f64 = pieces.iter().map(|(id, ..)| fillings.all[*id].cost).sum();
    if !fillings.wants(heights, lines, cost, KEPT) {
        return;
    }
    let (left, right) = pieces.iter().fold((0, 0), |(left, right), &(id, column, line)| {
        // Where headings stand tells one filling from another.
        let bits = fillings.all[id].left << line;
        if column == 0 { (left | bits, right) } else { (left, right | bits) }
    });
    let how = How::Interlocked(fillings.interlocked.len());
    fillings.interlocked.push(pieces.iter().map(|&(id, column, line)| Piece { id, column, line }).collect());
    fillings.keep(heights, Filling { cost, lines, left, right, how }, KEPT);
}
