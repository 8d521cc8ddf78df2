//! A layout: one way to make up a module. And the best of them by height.

use super::ground::Ground;
use super::photos::{Band, Block, Charges};
use super::plan::Area;
use super::rules::{Charge, chimney, ribbon};
use crate::edition::Grid;

/// One way to make up a module.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The module's width (basic columns).
    pub columns: u32,
    /// The module's height (lines).
    pub lines: u32,
    /// How many text columns.
    pub parts: u32,
    /// Their measure (字).
    pub measure: u32,
    /// On how many lines the heading is set.
    pub heading_lines: u32,
    /// How many lines of the grid it takes, 占行.
    pub heading_rows: u32,
    /// The band above the heading.
    pub top: Option<Band>,
    /// Photos at the right of the heading, from the module's head down; the heading is as much narrower.
    pub raised: Option<Block>,
    /// The photos among the columns: up to two blocks.
    pub insets: Vec<Block>,
    /// The bands below the text.
    pub bottom: Vec<Band>,
    /// What is open for other modules at a corner of its foot.
    pub opening: Option<Opening>,
    /// The lines of a pull quote, or 0.
    pub quote: u32,
    /// The lines of the body.
    pub body: u32,
    /// Empty lines, each at the foot of another column.
    pub slack: u32,
    /// What the layout costs by itself.
    pub cost: f64,
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

/// The rectangles of some spots, from the body's head.
#[must_use]
pub fn rectangles(spots: &[Spot]) -> Vec<Area> {
    spots
        .iter()
        .map(|spot| Area::new(spot.column, spot.layout.columns, spot.line, spot.layout.lines))
        .collect()
}

/// A corner of a module's foot that is open for other modules, so that the module is an L.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// How many of the module's text columns end above it.
    pub span: u32,
    /// Its lines, with the gap above what stands in it.
    pub lines: u32,
    /// Whether it is at the left.
    pub left: bool,
}

/// Which corner of a module's foot is open for other modules, in basic columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Corner {
    /// The module's width.
    pub(super) columns: u32,
    /// The opening's.
    pub(super) wide: u32,
    /// Whether it is at the left.
    pub(super) left: bool,
}

impl Corner {
    pub(super) fn new(columns: u32, wide: u32, left: bool) -> Self {
        Self { columns, wide, left }
    }
}

impl Layout {
    /// A module of a size and with text columns of a measure; nothing stands in it yet, and it costs nothing.
    #[must_use]
    pub fn empty((columns, lines): (u32, u32), (parts, measure): (u32, u32)) -> Self {
        Self {
            columns,
            lines,
            parts,
            measure,
            heading_lines: 0,
            heading_rows: 0,
            top: None,
            raised: None,
            insets: Vec::new(),
            bottom: Vec::new(),
            opening: None,
            quote: 0,
            body: lines,
            slack: 0,
            cost: 0.0,
        }
    }

    /// How large each picture is, with its caption (pt²).
    pub fn picture_areas(&self, grid: &Grid) -> impl Iterator<Item = f64> {
        let bands = self.top.iter().chain(&self.bottom);
        let of_bands =
            bands.flat_map(|band| band.cells.iter().map(|cell| Area { lines: band.lines, ..*cell }));
        let blocks = self.raised.iter().chain(&self.insets);
        let of_blocks = blocks.flat_map(|block| &block.cells).map(|cell| {
            Area::within(0, self.columns, self.parts, cell.first, cell.span).lines_from(0, cell.lines)
        });
        of_bands.chain(of_blocks).map(|area| {
            let rect = grid.rect(&area);
            rect.width * rect.height
        })
    }

    /// The lines above the heading.
    #[must_use]
    pub fn head(&self) -> u32 {
        self.top.as_ref().map_or(0, |band| band.lines)
    }

    /// The lines of its heading as bits, from the module's head.
    #[must_use]
    pub fn heading_bits(&self) -> u128 {
        ((1u128 << self.heading_rows) - 1) << self.head()
    }

    /// The lines of the slots that are shorter than the body.
    pub fn short_slots(&self) -> impl Iterator<Item = u32> {
        let raised =
            self.raised.as_ref().map_or((0, 0), |block| (block.span, block.lines - self.heading_rows));
        let slots = short_slots((self.parts, self.body), &self.insets, raised, self.opening);
        slots.chain(beside_quote(self.body, self.quote))
    }

    /// How many text columns the heading stands over.
    #[must_use]
    pub fn heading_span(&self) -> u32 {
        self.parts - self.raised.as_ref().map_or(0, |block| block.span)
    }
}

/// The photos of a layout and where they stand, before the text is poured round them.
#[derive(Clone, Copy, Default)]
pub(super) struct Pictures<'a> {
    pub(super) top: Option<&'a Band>,
    pub(super) raised: Option<&'a Block>,
    pub(super) insets: &'a [Block],
    pub(super) bottom: &'a [Band],
}

/// The same, kept.
#[derive(Default)]
pub(super) struct OwnPictures {
    pub(super) top: Option<Band>,
    pub(super) raised: Option<Block>,
    pub(super) insets: Vec<Block>,
    pub(super) bottom: Vec<Band>,
}

/// Ways to place photos, by the number of text columns.
pub(super) type PicturesByParts = Vec<(u32, Vec<OwnPictures>)>;

impl OwnPictures {
    pub(super) fn borrow(&self) -> Pictures<'_> {
        let Self { top, raised, insets, bottom } = self;
        Pictures { top: top.as_ref(), raised: raised.as_ref(), insets, bottom }
    }
}

impl Pictures<'_> {
    /// A layout with these pictures.
    pub(super) fn within(self, layout: Layout) -> Layout {
        Layout {
            top: self.top.cloned(),
            raised: self.raised.cloned(),
            insets: self.insets.to_vec(),
            bottom: self.bottom.to_vec(),
            ..layout
        }
    }

    /// The lines of the band above the heading.
    pub(super) fn top_lines(self) -> u32 {
        self.top.map_or(0, |band| band.lines)
    }

    /// The text columns that the pictures beside the heading take.
    pub(super) fn raised_span(self) -> u32 {
        self.raised.map_or(0, |block| block.span)
    }

    /// How far these reach below a heading of some lines; nothing when they are lower than it.
    pub(super) fn reaches_below(self, heading: u32) -> Option<u32> {
        self.raised.map_or(Some(0), |block| block.lines.checked_sub(heading))
    }

    pub(super) fn charges(self) -> Charges {
        let bands = self.top.into_iter().chain(self.bottom).map(|band| band.charges);
        let blocks = self.raised.into_iter().chain(self.insets).map(|block| block.charges);
        bands.chain(blocks).fold(Charges::default(), Charges::plus)
    }
}

/// The cheapest layouts by height, at most [`KEPT`] of each: of those with the heading in one place the cheapest.
pub(super) struct Best(pub(super) Vec<Vec<Layout>>);

impl Best {
    /// Whether a layout of this height and cost would be kept.
    pub(super) fn wants(&self, lines: u32, head: u32, raised: bool, cost: f64) -> bool {
        let Some(kept) = self.0.get(lines as usize) else { return false };
        match kept.iter().find(|kept| kept.head() == head && kept.raised.is_some() == raised) {
            Some(same) => cost < same.cost,
            None => kept.len() < KEPT || kept.last().is_some_and(|worst| cost < worst.cost),
        }
    }

    pub(super) fn keep(&mut self, layout: Layout) {
        let Some(kept) = self.0.get_mut(layout.lines as usize) else { return };
        kept.retain(|kept| kept.head() != layout.head() || kept.raised.is_some() != layout.raised.is_some());
        kept.push(layout);
        kept.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        kept.truncate(KEPT);
    }
}

/// Text above a quote in its column and below it has at least so many lines, or all of it stands below.
pub(super) const LEAST_ABOVE_QUOTE: u32 = 8;

/// Layouts kept for one width and height.
const KEPT: usize = 3;

/// What a module of some size costs: for being a ribbon or a chimney.
pub(super) fn proportion(ground: Ground, columns: u32, lines: u32) -> [Charge; 2] {
    let Ground { grid, rules } = ground;
    let width = f64::from(grid.measure_of(columns)) * grid.body_pt;
    let ratio = width / (f64::from(lines) * grid.pitch_pt);
    [ribbon::charge(&rules.costs, ratio), chimney::charge(&rules.costs, ratio)]
}

/// The lines of the slot above a quote of some lines or below it, in a body without pictures.
pub(super) fn beside_quote(body: u32, quote: u32) -> Option<u32> {
    let left = body.saturating_sub(quote);
    let left = if left >= 2 * LEAST_ABOVE_QUOTE { left / 2 } else { left };
    (quote > 0).then_some(left)
}

/// The lines of the slots that are shorter than a body of some columns: beside, above and below the blocks among them,
/// under a block of some columns that reaches some lines into it, and above an opening.
pub(super) fn short_slots(
    (parts, body): (u32, u32),
    insets: &[Block],
    (raised, into): (u32, u32),
    opening: Option<Opening>,
) -> impl Iterator<Item = u32> {
    let nothing = (0, 0, 0);
    let beside_heading = (parts - raised, raised, into);
    let open = opening.map_or(nothing, |opening| {
        (if opening.left { 0 } else { parts - opening.span }, opening.span, opening.lines)
    });
    // Where blocks stand among the columns is chosen later: they keep apart while they can.
    let (first, second) = match insets {
        [one] => {
            let from = match opening {
                Some(opening) if opening.left => opening.span,
                Some(_) => 0,
                None => (parts - raised).saturating_sub(one.span),
            };
            ((from, one.span, one.lines), nothing)
        }
        [one, two] => ((0, one.span, one.lines), (parts - two.span, two.span, two.lines)),
        _ => (nothing, nothing),
    };
    let taken = [beside_heading, open, first, second];
    (0..parts)
        .map(move |part| {
            let over = taken.iter().filter(|(from, span, _)| (*from..from + span).contains(&part));
            body.saturating_sub(over.map(|(_, _, lines)| lines).sum())
        })
        .filter(move |&lines| lines > 0 && lines < body)
}
