//! The photos of a module: the heights that each may have at a width, and how several stand beside and below each other.

use super::hero::caption_height_pt;
use super::placement::CAPTION_ROOM_PT;
use super::plan::Area;
use super::rules::{crop, photo_size, small_photo};
use super::shaper::Shaper;
use super::story::PhotoShape;
use crate::edition::Grid;

/// Photos in one band.
pub const MOST_IN_BAND: usize = 4;
/// Photos in one block.
pub const MOST_IN_BLOCK: usize = 3;
/// The widest block (text columns).
const WIDEST_BLOCK: u32 = 5;

/// Photos side by side over a whole width.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Their columns, from the module's left edge; lines are not set.
    pub cells: Vec<Area>,
    /// The lines of the band.
    pub lines: u32,
    /// The lines of the longest caption.
    pub caption_lines: u32,
    pub(super) charges: Charges,
}

/// A picture of a group is at least so wide, 30 mm (pt).
const LEAST_IN_ROW_PT: f64 = 85.0;

/// Photos among the text columns: one, or up to three beside or below each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// How many text columns it takes.
    pub span: u32,
    /// Its lines.
    pub lines: u32,
    /// Its photos.
    pub cells: Vec<Cell>,
    pub(super) charges: Charges,
    /// Whether it may be as high as the body, with no text above or below it.
    pub(super) whole: bool,
}

/// A photo of a block.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Its first text column, from the block's left edge.
    pub first: u32,
    /// How many text columns it takes.
    pub span: u32,
    /// Its first line, from the block's head.
    pub line: u32,
    /// Its lines.
    pub lines: u32,
    /// The lines of its caption.
    pub caption_lines: u32,
}

/// What pictures cost: cropping, being small, and not being as large as they are important.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Charges {
    pub(super) crop: f64,
    pub(super) small: f64,
    pub(super) size: f64,
}

impl Charges {
    pub(super) fn total(self) -> f64 {
        self.crop + self.small + self.size
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self { crop: self.crop + other.crop, small: self.small + other.small, size: self.size + other.size }
    }
}

/// Bands below each other, with their cost.
type Stack = (f64, Vec<Band>);

impl Shaper<'_> {
    /// How a photo may stand in a width (pt): for each height in lines, what it costs. `beside` is white above or
    /// below it.
    fn heights(&self, photo: &PhotoShape, width: f64, captions: u32, beside: f64) -> Vec<(u32, Charges)> {
        let rules = &self.ground.rules.photo;
        let natural = photo.height(width);
        // Photos in a row are not made stamps of where there is more room.
        let narrowest = |width: f64| photo.pictures(width) * photo.least_share;
        let least = LEAST_IN_ROW_PT.min(narrowest(self.ground.grid.type_width_pt()));
        if photo.photos.len() > 1 && narrowest(width) + 0.01 < least {
            return Vec::new();
        }
        let small = small_photo::charge(self.ground, photo, width).cost;
        (3..=rules.most_lines)
            .filter_map(|lines| {
                let height = picture_height_pt(self.ground.grid, lines, captions, beside);
                if photo.whole {
                    // Its box is higher by less than a line.
                    let over = height - natural;
                    let size = photo_size::charge(self.ground, photo.rank, width * natural).cost;
                    return (0.0..self.ground.grid.pitch_pt)
                        .contains(&over)
                        .then_some((lines, Charges { crop: 0.0, small, size }));
                }
                if height < natural * (1.0 - rules.crop) || height * (1.0 - rules.crop) > natural {
                    return None;
                }
                let loss = 1.0 - (height / natural).min(natural / height);
                let crop = crop::charge(&self.ground.rules.costs, loss).cost;
                let size = photo_size::charge(self.ground, photo.rank, width * height).cost;
                Some((lines, Charges { crop, small, size }))
            })
            .collect()
    }

    /// The bands of some photos at a width: the cheapest for each height.
    pub(super) fn bands(&self, columns: u32, photos: std::ops::Range<usize>, beside: f64) -> Vec<Band> {
        let count = u32::try_from(photos.len()).unwrap_or(u32::MAX);
        let mut divided: Vec<Vec<Area>> = Vec::new();
        if count <= columns {
            compositions(columns, count, &mut Vec::new(), &mut |widths| {
                let mut column = 0;
                divided.push(
                    widths
                        .iter()
                        .map(|&width| {
                            column += width;
                            Area::new(column - width, width, 0, 1)
                        })
                        .collect(),
                );
            });
        }
        if count > 1 && !columns.is_multiple_of(count) {
            divided.push((0..count).map(|part| Area::within(0, columns, count, part, 1)).collect());
        }
        let mut best: Vec<Option<Band>> = vec![None; self.ground.rules.photo.most_lines as usize + 1];
        for cells in divided {
            let widths: Vec<f64> = cells.iter().map(|cell| self.ground.grid.rect(cell).width).collect();
            if widths.iter().any(|&width| width < least_picture_pt(self.ground.grid)) {
                continue;
            }
            let shapes = &self.story.photos[photos.clone()];
            let bar = small_photo::in_row(&self.ground.rules.costs, shapes.len()).cost;
            for (lines, captions, charges) in self.level(shapes, &widths, beside) {
                let charges = Charges { small: charges.small + bar, ..charges };
                let place = &mut best[lines as usize];
                if place.as_ref().is_none_or(|band| charges.total() < band.charges.total()) {
                    *place = Some(Band { cells: cells.clone(), lines, caption_lines: captions, charges });
                }
            }
        }
        best.into_iter().flatten().collect()
    }

    /// The common heights of photos side by side at some widths, with the lines of the longest caption and the cost.
    fn level(&self, shapes: &[PhotoShape], widths: &[f64], beside: f64) -> Vec<(u32, u32, Charges)> {
        let captions = shapes
            .iter()
            .zip(widths)
            .map(|(shape, &width)| shape.caption_lines(width, self.ground.grid.caption_pt))
            .max()
            .unwrap_or(0);
        let mut common: Option<Vec<(u32, Charges)>> = None;
        for (shape, &width) in shapes.iter().zip(widths) {
            let heights = self.heights(shape, width, captions, beside);
            common = Some(match common {
                None => heights,
                Some(common) => common
                    .into_iter()
                    .filter_map(|(lines, charges)| {
                        let (_, more) = heights.iter().find(|(other, _)| *other == lines)?;
                        Some((lines, charges.plus(*more)))
                    })
                    .collect(),
            });
        }
        common.unwrap_or_default().into_iter().map(|(lines, charges)| (lines, captions, charges)).collect()
    }

    /// Some photos below the text, in as many bands as they need: the cheapest for each height.
    pub(super) fn stacks(&self, columns: u32, photos: std::ops::Range<usize>) -> Vec<Vec<Band>> {
        // begun[n][lines]: the first n photos in bands of so many lines together.
        let height = self.most_lines as usize + 1;
        let mut begun: Vec<Vec<Option<Stack>>> = vec![vec![None; height]; photos.len() + 1];
        begun[0][0] = Some((0.0, Vec::new()));
        for done in 0..photos.len() {
            for count in 1..=MOST_IN_BAND.min(photos.len() - done) {
                let beside = if done == 0 { CAPTION_ROOM_PT } else { 0.0 };
                let first = photos.start + done;
                let options = self.bands(columns, first..first + count, beside);
                for lines in 0..height {
                    let Some((cost, bands)) = begun[done][lines].clone() else { continue };
                    for option in &options {
                        let cost = cost + option.charges.total();
                        if let Some(place) = begun[done + count].get_mut(lines + option.lines as usize)
                            && place.as_ref().is_none_or(|(other, _)| cost < *other)
                        {
                            *place = Some((cost, bands.iter().cloned().chain([option.clone()]).collect()));
                        }
                    }
                }
            }
        }
        begun.pop().into_iter().flatten().flatten().map(|(_, bands)| bands).collect()
    }

    /// The blocks of some photos among the text columns: of each width and height the cheapest.
    pub(super) fn blocks(&self, columns: u32, parts: u32, photos: std::ops::Range<usize>) -> Vec<Block> {
        let mut best: Vec<Block> = Vec::new();
        if photos.is_empty() || parts < 2 {
            return best;
        }
        let mut keep = |block: Block| match best.iter_mut().find(|other| {
            other.span == block.span && other.lines == block.lines && other.whole == block.whole
        }) {
            Some(other) if other.charges.total() <= block.charges.total() => {}
            Some(other) => *other = block,
            None => best.push(block),
        };
        let shapes = &self.story.photos[photos];
        let width = |span: u32| {
            self.ground.grid.rect(&Area { lines: 1, ..Area::within(0, columns, parts, 0, span) }).width
        };
        let widest = (parts - 1).min(WIDEST_BLOCK);
        for span in 1..=widest {
            self.stacked(shapes, span, width(span), &mut keep);
        }
        let count = u32::try_from(shapes.len()).unwrap_or(u32::MAX);
        if count > 1 {
            for span in count..=widest {
                compositions(span, count, &mut Vec::new(), &mut |spans| {
                    let widths: Vec<f64> = spans.iter().map(|&span| width(span)).collect();
                    for (lines, caption_lines, charges) in self.level(shapes, &widths, CAPTION_ROOM_PT) {
                        let whole =
                            self.level(shapes, &widths, 0.0).iter().any(|(other, ..)| *other == lines);
                        let mut first = 0;
                        let cells = spans
                            .iter()
                            .map(|&span| {
                                first += span;
                                Cell { first: first - span, span, line: 0, lines, caption_lines }
                            })
                            .collect();
                        keep(Block { span, lines, cells, charges, whole });
                    }
                });
            }
        }
        best
    }

    /// One photo, or photos below each other in one width. All but a single one must suit with and without white
    /// beside them, for only the outermost has text beside it.
    fn stacked(&self, shapes: &[PhotoShape], span: u32, width: f64, keep: &mut impl FnMut(Block)) {
        let tower = small_photo::stacked(&self.ground.rules.costs).cost;
        let mut begun: Vec<Block> =
            vec![Block { span, lines: 0, cells: Vec::new(), charges: Charges::default(), whole: true }];
        for shape in shapes {
            let captions = shape.caption_lines(width, self.ground.grid.caption_pt);
            let tight = self.heights(shape, width, captions, 0.0);
            let options: Vec<(u32, Charges, bool)> = self
                .heights(shape, width, captions, CAPTION_ROOM_PT)
                .into_iter()
                .map(|(lines, charges)| (lines, charges, tight.iter().any(|(other, _)| *other == lines)))
                .filter(|(_, _, whole)| shapes.len() == 1 || *whole)
                .collect();
            let mut next: Vec<Block> = Vec::new();
            for block in &begun {
                let tower = if block.cells.is_empty() { 0.0 } else { tower };
                for &(lines, charges, whole) in &options {
                    let charges = Charges { small: charges.small + tower, ..charges };
                    let cell = Cell { first: 0, span, line: block.lines, lines, caption_lines: captions };
                    let longer = Block {
                        span,
                        lines: block.lines + lines,
                        cells: block.cells.iter().copied().chain([cell]).collect(),
                        charges: block.charges.plus(charges),
                        whole: block.whole && whole,
                    };
                    match next.iter_mut().find(|other| other.lines == longer.lines) {
                        Some(other) if other.charges.total() <= longer.charges.total() => {}
                        Some(other) => *other = longer,
                        None => next.push(longer),
                    }
                }
            }
            begun = next;
        }
        begun.into_iter().for_each(keep);
    }
}

/// A picture among others is at least so wide.
fn least_picture_pt(grid: &Grid) -> f64 {
    f64::from(grid.measure) * grid.body_pt * 0.75
}

/// The height of a picture whose box, with caption, has some lines.
fn picture_height_pt(grid: &Grid, lines: u32, captions: u32, beside: f64) -> f64 {
    f64::from(lines) * grid.pitch_pt - grid.leading_pt() - caption_height_pt(grid, captions) - beside
}

/// All ways to write a sum as `count` parts of at least 1.
fn compositions(sum: u32, count: u32, begun: &mut Vec<u32>, found: &mut impl FnMut(&[u32])) {
    if count == 1 {
        begun.push(sum);
        found(begun);
        begun.pop();
        return;
    }
    for part in 1..=sum.saturating_sub(count - 1) {
        begun.push(part);
        compositions(sum - part, count - 1, begun, found);
        begun.pop();
    }
}
