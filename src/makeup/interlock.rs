//! Pieces that interlock, 咬合, so that no gutter and no white line runs through the whole width: an L of one section round
//! all that follow; and windmills of five rectangles, of which a section may take two as an L.
//!
//! A windmill that turns to the right has a piece at the head from the left edge, one at the right from the head, one at
//! the foot to the right edge, one at the left to the foot, and one in the middle; one that turns to the left is its mirror
//! image with the head kept. The reading order of both is that of [`super::merit`]: left before right at one height,
//! above before below.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use super::filling::{Filling, Fillings, Heights, How, Piece, Table};
use super::ground::Ground;
use super::layout::{Corner, Layout};
use super::rules::near_headings;
use super::shapes::Shaped;
use crate::edition::makeup_rules::Costs;

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
    pub(super) shaped: &'a [Arc<Shaped>],
    pub(super) table: &'a Table,
    pub(super) most: u32,
    /// Modules with an opening, by story and [`Corner`], as fillings.
    pub(super) opened: HashMap<(usize, Corner), Rc<[Opened]>>,
}

/// A module that is open at a corner of its foot for other modules.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opened {
    id: usize,
    /// The lines of the opening, with the gap above what stands in it.
    opening: u32,
}

/// A range of stories: the first and the last.
type Range = (usize, usize);

/// Where the five pieces of a windmill stand: the head, the tall piece beside head and middle, the middle, the foot under both,
/// and the one below the head and beside the foot. By how many columns the tall one, the middle and the last have.
#[derive(Clone, Copy)]
struct Mill {
    tall: u32,
    middle: u32,
    low: u32,
    /// Whether it turns to the left: all columns count from the right edge then.
    left: bool,
}

impl Mill {
    /// The columns of head and foot.
    fn head(&self) -> u32 {
        self.low + self.middle
    }

    fn foot(&self) -> u32 {
        self.middle + self.tall
    }

    /// A filling of some columns at its place, `column` as in a windmill that turns to the right.
    fn piece(&self, id: usize, column: u32, columns: u32, line: u32) -> Placed {
        let width = self.low + self.middle + self.tall;
        let column = if self.left { width - column - columns } else { column };
        Placed { piece: Piece { id, column, line }, columns }
    }

    /// Pieces in reading order, from the order head, low, middle, tall, foot of one that turns to the right: the tall one
    /// comes first and the low one last in one that turns to the left.
    fn in_order<T: Copy, const N: usize>(&self, pieces: [T; N], left: [usize; N]) -> [T; N] {
        if self.left { left.map(|at| pieces[at]) } else { pieces }
    }
}

/// A piece, and how many columns it has.
#[derive(Clone, Copy)]
struct Placed {
    piece: Piece,
    columns: u32,
}

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
                let right = Mill { low: one, middle: two - one, tall: width - two, left: false };
                let left = Mill { tall: one, middle: two - one, low: width - two, left: true };
                for mill in [right, left] {
                    self.upper_l(fillings, &mut heights, (first, last), mill);
                    self.lower_l(fillings, &mut heights, (first, last), mill);
                    if two >= one + narrowest {
                        self.five(fillings, &mut heights, (first, last), mill);
                    }
                }
            }
        }
        heights
    }

    /// The ways to make up a story that is open at a corner of its foot.
    fn opened(&mut self, fillings: &mut Fillings, story: usize, corner: Corner) -> Rc<[Opened]> {
        if let Some(known) = self.opened.get(&(story, corner)) {
            return Rc::clone(known);
        }
        let of_layout = |layout: &Layout| {
            let opening = layout.opening.map_or(0, |opening| opening.lines);
            let filling = fillings.module(story, layout.clone());
            fillings.all.push(filling);
            Opened { id: fillings.all.len() - 1, opening }
        };
        let layouts = self.shaped[story].opened(corner);
        let found: Rc<[Opened]> =
            layouts.iter().filter(|layout| layout.lines <= self.most).map(of_layout).collect();
        self.opened.insert((story, corner), Rc::clone(&found));
        found
    }

    /// The first story round all others.
    fn notch(&mut self, fillings: &mut Fillings, heights: &mut Heights, (first, last): Range, left: bool) {
        let (width, gap) = (self.ground.grid.columns, self.ground.rules.gap);
        let costs = &self.ground.rules.costs;
        for wide in width / 2..width {
            for module in self.opened(fillings, first, Corner::new(width, wide, left)).iter() {
                let whole = fillings.all[module.id];
                let (column, line) =
                    (if left { 0 } else { width - wide }, whole.lines - module.opening + gap);
                for &id in self.table.of_lines((first + 1, last), wide, module.opening - gap) {
                    let pieces = [
                        Placed { piece: Piece { id: module.id, column: 0, line: 0 }, columns: width },
                        Placed { piece: Piece { id, column, line }, columns: wide },
                    ];
                    join(fillings, heights, &pieces, (whole.lines, costs));
                }
            }
        }
    }

    /// A windmill of which one story is head and middle: an L with its leg beside the tall piece.
    fn upper_l(&mut self, fillings: &mut Fillings, heights: &mut Heights, range: Range, mill: Mill) {
        let (gap, table, costs) = (self.ground.rules.gap, self.table, &self.ground.rules.costs);
        for ranges in splits(range, 4) {
            // In the order of a windmill to the right: the L, low, tall, foot.
            let [l, low, tall, foot] =
                if mill.left { [1, 3, 0, 2] } else { [0, 1, 2, 3] }.map(|at| ranges[at]);
            if l.0 != l.1 {
                continue;
            }
            for module in self.opened(fillings, l.0, Corner::new(mill.head(), mill.low, !mill.left)).iter() {
                let lines = fillings.all[module.id].lines;
                let (below, foot_line) = (lines - module.opening + gap, lines + gap);
                for &tall in table.of_lines(tall, mill.tall, lines) {
                    for &foot in table.heights(foot, mill.foot()).iter().flatten() {
                        let whole = foot_line + fillings.all[foot].lines;
                        if whole > self.most {
                            continue;
                        }
                        for &low in table.of_lines(low, mill.low, whole - below) {
                            let pieces = [
                                mill.piece(module.id, 0, mill.head(), 0),
                                mill.piece(low, 0, mill.low, below),
                                mill.piece(tall, mill.head(), mill.tall, 0),
                                mill.piece(foot, mill.low, mill.foot(), foot_line),
                            ];
                            join(fillings, heights, &mill.in_order(pieces, [2, 0, 3, 1]), (whole, costs));
                        }
                    }
                }
            }
        }
    }

    /// A windmill of which one story is the low piece and the middle: an L below the head.
    fn lower_l(&mut self, fillings: &mut Fillings, heights: &mut Heights, range: Range, mill: Mill) {
        let (gap, table, costs) = (self.ground.rules.gap, self.table, &self.ground.rules.costs);
        for ranges in splits(range, 4) {
            // In the order of a windmill to the right: head, the L, tall, foot.
            let [head, l, tall, foot] =
                if mill.left { [1, 3, 0, 2] } else { [0, 1, 2, 3] }.map(|at| ranges[at]);
            if l.0 != l.1 {
                continue;
            }
            for module in self.opened(fillings, l.0, Corner::new(mill.head(), mill.middle, mill.left)).iter()
            {
                for &head in table.heights(head, mill.head()).iter().flatten() {
                    let below = fillings.all[head].lines + gap;
                    let whole = below + fillings.all[module.id].lines;
                    if whole > self.most {
                        continue;
                    }
                    let upper = whole - module.opening;
                    let foot_line = upper + gap;
                    for &tall in table.of_lines(tall, mill.tall, upper) {
                        for &foot in table.of_lines(foot, mill.foot(), whole - foot_line) {
                            let pieces = [
                                mill.piece(head, 0, mill.head(), 0),
                                mill.piece(module.id, 0, mill.head(), below),
                                mill.piece(tall, mill.head(), mill.tall, 0),
                                mill.piece(foot, mill.low, mill.foot(), foot_line),
                            ];
                            join(fillings, heights, &mill.in_order(pieces, [2, 0, 3, 1]), (whole, costs));
                        }
                    }
                }
            }
        }
    }

    /// A windmill of five ranges.
    fn five(&self, fillings: &mut Fillings, heights: &mut Heights, range: Range, mill: Mill) {
        let (gap, table, costs) = (self.ground.rules.gap, self.table, &self.ground.rules.costs);
        for ranges in splits(range, 5) {
            let [head, low, middle, tall, foot] =
                if mill.left { [1, 4, 2, 0, 3] } else { [0, 1, 2, 3, 4] }.map(|at| ranges[at]);
            for &head in table.heights(head, mill.head()).iter().flatten() {
                let below = fillings.all[head].lines + gap;
                for &middle in table.heights(middle, mill.middle).iter().flatten() {
                    let upper = below + fillings.all[middle].lines;
                    let foot_line = upper + gap;
                    for &tall in table.of_lines(tall, mill.tall, upper) {
                        for &foot in table.heights(foot, mill.foot()).iter().flatten() {
                            let whole = foot_line + fillings.all[foot].lines;
                            let cost: f64 =
                                [head, middle, tall, foot].iter().map(|&id| fillings.all[id].cost).sum();
                            if whole > self.most || !fillings.wants(heights, whole, cost, KEPT) {
                                continue;
                            }
                            for &low in table.of_lines(low, mill.low, whole - below) {
                                let pieces = [
                                    mill.piece(head, 0, mill.head(), 0),
                                    mill.piece(low, 0, mill.low, below),
                                    mill.piece(middle, mill.low, mill.middle, below),
                                    mill.piece(tall, mill.head(), mill.tall, 0),
                                    mill.piece(foot, mill.low, mill.foot(), foot_line),
                                ];
                                join(
                                    fillings,
                                    heights,
                                    &mill.in_order(pieces, [3, 0, 2, 4, 1]),
                                    (whole, costs),
                                );
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The ways to share a range out to so many pieces, each with one story at the least.
fn splits((first, last): Range, count: usize) -> Vec<Vec<Range>> {
    if count == 1 {
        return vec![vec![(first, last)]];
    }
    let begun = |end: usize| {
        let rest = splits((end + 1, last), count - 1).into_iter();
        rest.map(move |rest| std::iter::once((first, end)).chain(rest).collect())
    };
    (first..(last + 2).saturating_sub(count)).flat_map(begun).collect()
}

/// Keeps pieces that fill the width together, unless headings of two of them stand side by side.
fn join(fillings: &mut Fillings, heights: &mut Heights, pieces: &[Placed], (lines, costs): (u32, &Costs)) {
    let cost: f64 = pieces.iter().map(|placed| fillings.all[placed.piece.id].cost).sum();
    if !fillings.wants(heights, lines, cost, KEPT) {
        return;
    }
    let left = |placed: &Placed| fillings.all[placed.piece.id].left << placed.piece.line;
    let right = |placed: &Placed| fillings.all[placed.piece.id].right << placed.piece.line;
    let butts = |one: &Placed| {
        let edge = one.piece.column + one.columns;
        pieces.iter().any(|other| other.piece.column == edge && right(one) & left(other) != 0)
    };
    if pieces.iter().any(butts) {
        return;
    }
    let near = |one: &Placed| -> u32 {
        let edge = one.piece.column + one.columns;
        let beside = pieces.iter().filter(|other| other.piece.column == edge);
        beside.map(|other| near_headings::pairs(right(one), left(other))).sum()
    };
    let cost = cost + near_headings::charge(costs, pieces.iter().map(near).sum()).cost;
    // Where headings stand tells one filling from another.
    let heads = |at_edge: bool| {
        pieces
            .iter()
            .filter(|placed| (placed.piece.column == 0) == at_edge)
            .fold(0, |bits, one| bits | left(one))
    };
    let filling = Filling {
        cost,
        lines,
        left: heads(true),
        right: heads(false),
        how: How::Interlocked(fillings.interlocked.len()),
    };
    fillings.interlocked.push(pieces.iter().map(|placed| placed.piece).collect());
    fillings.keep(heights, filling, KEPT);
}
