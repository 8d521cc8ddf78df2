//! A module's areas from its layout: which lines the heading, the photos, the quote and the text columns take.

use super::galley::Galley;
use super::layout::{LEAST_ABOVE_QUOTE, Layout};
use super::photos::{Band, Block};
use super::plan::{Area, Module, PhotoBox, Quote};
use super::solve::Spot;
use super::story::Story;

/// Where an inset stands: its first text column, and whether at the body's foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Corner {
    first: u32,
    foot: bool,
}

/// The places that a layout's blocks may take.
pub(super) fn variants(layout: &Layout) -> Vec<Vec<Corner>> {
    let corner = |first, foot| Corner { first, foot };
    if let (Some(opening), [one]) = (layout.opening, layout.insets.as_slice()) {
        // Beside the opening: in the outer corner at the foot, or below the heading.
        let outer = if opening.left { layout.parts - one.span } else { 0 };
        let mut found = vec![vec![corner(outer, true)]];
        // Text begins right below its heading.
        if layout.raised.is_none() && outer > 0 {
            found.push(vec![corner(outer, false)]);
        }
        return found;
    }
    // Columns that a block beside the heading does not reach into.
    let free = layout.heading_span();
    match layout.insets.as_slice() {
        [one] => {
            let right = free - one.span;
            let mut found =
                vec![vec![corner(right, false)], vec![corner(0, true)], vec![corner(right, true)]];
            if right >= 2 && right.is_multiple_of(2) {
                found.push(vec![corner(right / 2, false)]);
            }
            if layout.raised.is_some() {
                // Two blocks at one height would be one.
                found.retain(|corners| corners[0].foot);
            }
            found
        }
        [one, two] => {
            let (a, b) = (free - one.span, free - two.span);
            // Text begins right below its heading.
            let mut found =
                vec![vec![corner(a, false), corner(0, true)], vec![corner(a, false), corner(b, true)]];
            found.retain(|corners| corners_fit(layout, corners));
            found
        }
        _ => vec![Vec::new()],
    }
}

/// Whether blocks and headings within the text stand whole in the slots of a layout, with its pictures in one of their places.
pub(super) fn holds(layout: &Layout, story: &Story) -> bool {
    let Some(galley) = story.galley(layout.measure).filter(|galley| !galley.pieces.is_empty()) else {
        return true;
    };
    let spot = Spot { story: 0, column: 0, line: 0, layout };
    variants(layout).iter().any(|corners| fits(galley, &module(&spot, 0, corners, story)))
}

/// Whether the slots of a module cut nothing of its text that may not be cut.
pub(super) fn fits(galley: &Galley, module: &Module) -> bool {
    galley.holds(&module.slots.iter().map(|slot| slot.lines).collect::<Vec<_>>())
}

fn corners_fit(layout: &Layout, corners: &[Corner]) -> bool {
    let [one, two] = layout.insets.as_slice() else { return true };
    let [a, b] = corners else { return true };
    let apart = a.first + one.span <= b.first || b.first + two.span <= a.first;
    apart || one.lines + two.lines < layout.body
}

/// The areas of a module that stands at a spot, `head` lines below the page's head.
pub(super) fn module(spot: &Spot, head: u32, corners: &[Corner], story: &Story) -> Module {
    let layout = spot.layout;
    let parts = layout.parts as usize;
    let mut build = Build {
        spot,
        story,
        line: head + spot.line,
        photos: Vec::new(),
        quote: None,
        opening: None,
        at_head: vec![0; parts],
        at_foot: vec![0; parts],
        slots: Vec::new(),
    };
    if let Some(band) = &layout.top {
        build.band(band);
    }
    let heading = build.heading();
    build.insets(corners);
    build.opening();
    build.columns();
    build.line += layout.body;
    for band in &layout.bottom {
        build.band(band);
    }
    Module {
        heading,
        heading_lines: layout.heading_lines,
        slots: build.slots,
        photos: build.photos,
        tint: None,
        opening: build.opening,
        quote: build.quote,
        tracking: Vec::new(),
    }
}

/// A module while it is put together, from its head down.
struct Build<'a> {
    spot: &'a Spot<'a>,
    story: &'a Story,
    /// The first line that is free.
    line: u32,
    photos: Vec<PhotoBox>,
    quote: Option<Quote>,
    opening: Option<Area>,
    /// What each text column loses at its head, and at its foot.
    at_head: Vec<u32>,
    at_foot: Vec<u32>,
    slots: Vec<Area>,
}

impl Build<'_> {
    /// Some of the text columns; lines are not set.
    fn within(&self, first: u32, span: u32) -> Area {
        Area::within(self.spot.column, self.spot.layout.columns, self.spot.layout.parts, first, span)
    }

    fn said(&self, area: Area) -> Option<Quote> {
        let quote = self.story.quote.as_ref()?;
        Some(Quote { area, text: quote.text.clone(), from: quote.from.clone() })
    }

    /// Photos over the whole width.
    fn band(&mut self, band: &Band) {
        for cell in &band.cells {
            self.photos.push(PhotoBox {
                area: Area {
                    column: self.spot.column + cell.column,
                    line: self.line,
                    lines: band.lines,
                    ..*cell
                },
                caption_lines: band.caption_lines,
                pointer: None,
            });
        }
        self.line += band.lines;
    }

    /// Photos among the text columns.
    fn block(&mut self, block: &Block, first: u32, line: u32) {
        for cell in &block.cells {
            let area = self.within(first + cell.first, cell.span).lines_from(line + cell.line, cell.lines);
            self.photos.push(PhotoBox { area, caption_lines: cell.caption_lines, pointer: None });
        }
    }

    /// The heading, with the photos at its right.
    fn heading(&mut self) -> Area {
        let layout = self.spot.layout;
        let first = layout.heading_span();
        let heading = self.within(0, first).lines_from(self.line, layout.heading_rows);
        if let Some(block) = &layout.raised {
            self.block(block, first, self.line);
            self.at_head[first as usize..].fill(block.lines - layout.heading_rows);
        }
        self.line += layout.heading_rows;
        heading
    }

    /// The photos in the corners of the body.
    fn insets(&mut self, corners: &[Corner]) {
        let layout = self.spot.layout;
        for (block, corner) in layout.insets.iter().zip(corners) {
            let from = if corner.foot { self.line + layout.body - block.lines } else { self.line };
            self.block(block, corner.first, from);
            let columns = corner.first as usize..(corner.first + block.span) as usize;
            let lost = if corner.foot { &mut self.at_foot } else { &mut self.at_head };
            lost[columns].fill(block.lines);
        }
    }

    /// What stays free for other modules at the foot.
    fn opening(&mut self) {
        let layout = self.spot.layout;
        let Some(opening) = layout.opening else { return };
        let first = if opening.left { 0 } else { layout.parts - opening.span };
        let from = self.line + layout.body - opening.lines;
        self.opening = Some(self.within(first, opening.span).lines_from(from, opening.lines));
        for lost in &mut self.at_foot[first as usize..(first + opening.span) as usize] {
            *lost += opening.lines;
        }
    }

    /// The column that a quote stands in.
    fn quoted(&self) -> Option<u32> {
        let layout = self.spot.layout;
        (layout.quote > 0).then(|| (layout.parts / 2).min(layout.parts - 1))
    }

    /// The columns that end a line early: the last ones where nothing else is at the foot.
    fn short(&self) -> Vec<u32> {
        let layout = self.spot.layout;
        let mut columns: Vec<u32> = (0..layout.parts).collect();
        columns.sort_by_key(|&part| {
            let (head, foot) = (self.at_head[part as usize], self.at_foot[part as usize]);
            let busy = foot > 0 || self.quoted() == Some(part);
            (head + foot >= layout.body, busy, std::cmp::Reverse(part))
        });
        columns.truncate(layout.slack as usize);
        columns
    }

    /// The slots of the text, column by column.
    fn columns(&mut self) {
        let layout = self.spot.layout;
        let short = self.short();
        for part in 0..layout.parts {
            let (head, foot) = (self.at_head[part as usize], self.at_foot[part as usize]);
            let lines = (layout.body - head).saturating_sub(foot + u32::from(short.contains(&part)));
            if self.quoted() == Some(part) {
                let text = lines.saturating_sub(layout.quote);
                let above = if text >= 2 * LEAST_ABOVE_QUOTE { text / 2 } else { 0 };
                self.slot(part, 0, above);
                self.quote = self.said(self.within(part, 1).lines_from(self.line + above, layout.quote));
                self.slot(part, above + layout.quote, text - above);
            } else {
                self.slot(part, head, lines);
            }
        }
    }

    fn slot(&mut self, part: u32, from: u32, lines: u32) {
        if lines > 0 {
            self.slots.push(self.within(part, 1).lines_from(self.line + from, lines));
        }
    }
}
