//! The shape function of a module: every height that a section can have at a width, and the cheapest way to it.
//!
//! A module is a band of photos, or none; the heading; the body, text columns with up to two photos among them; and
//! bands of photos below. Text of n lines, in k columns, with photos that take p columns of h lines out of the body,
//! fills the body exactly when k × body = n + Σ p × h; what is missing to a multiple of k is slack, an empty line at
//! the foot of a column.

use std::collections::HashMap;

use super::ground::Ground;
use super::headings::{heading_charges, heading_width};
use super::layout::{Best, Corner, Layout, Opening, OwnPictures, Pictures, PicturesByParts, proportion};
use super::module::holds;
use super::panel;
use super::photos::{Band, Block, Charges, MOST_IN_BAND, MOST_IN_BLOCK};
use super::plan::Area;
use super::pour::Text;
use super::reserved;
use super::rules::{Charge, Rule, columns, lead_section, quote, stub, uneven_feet};
use super::shaper::Shaper;
use super::story::Story;

/// How the text columns of a width may be divided: their number and measure.
#[must_use]
pub fn divisions(ground: Ground, columns: u32, stretched: bool) -> Vec<(u32, u32)> {
    let Ground { grid, rules } = ground;
    (1..=columns)
        .filter_map(|parts| {
            let measure = grid.measure_of_area(&Area { parts, ..Area::new(0, columns, 0, 1) });
            let stretch = grid.gutter_stretch(columns, parts);
            let fits = (rules.measure.least..=rules.measure.most).contains(&measure)
                && (stretch < 1e-9 || (stretched && stretch <= rules.gutter_stretch + 1e-9))
                && (stretched || rules.first_measures.contains(&measure));
            fits.then_some((parts, measure))
        })
        .collect()
}

/// The measures of all divisions of a grid.
#[must_use]
pub fn measures(ground: Ground, stretched: bool) -> Vec<u32> {
    let grid = ground.grid;
    let mut found: Vec<u32> = (1..=grid.columns)
        .flat_map(|columns| divisions(ground, columns, stretched))
        .map(|(_, measure)| measure)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

impl Shaper<'_> {
    /// The cheapest layouts at a width, by their height.
    #[must_use]
    pub fn layouts(&self, columns: u32) -> Vec<Layout> {
        if let Some(cells) = self.story.panel {
            return panel::layouts(self.ground, cells, columns);
        }
        if let Some(reserved) = self.story.reserved {
            return reserved::layouts(self.ground, reserved, columns, self.most_lines);
        }
        let mut best = Best(vec![Vec::new(); self.most_lines as usize + 1]);
        for (parts, measure) in divisions(self.ground, columns, self.stretched) {
            if let Some(text) = self.text(columns, (parts, measure)) {
                self.modules(columns, &text, &mut best);
            }
        }
        best.0.into_iter().flatten().collect()
    }

    /// The ways to share the photos out: above the heading, beside it, in two blocks among the columns, below.
    fn modules(&self, columns: u32, text: &Text, best: &mut Best) {
        let (parts, room) = (text.parts, self.ground.rules.heading_room_pt);
        let photos = self.story.photos.len();
        let blocks: Vec<Vec<Vec<Block>>> = (0..=photos)
            .map(|first| {
                (0..=MOST_IN_BLOCK.min(photos - first))
                    .map(|count| self.blocks(columns, parts, first..first + count))
                    .collect()
            })
            .collect();
        let bands: Vec<Vec<Vec<Band>>> =
            (0..=photos).map(|first| self.stacks(columns, first..photos)).collect();
        for above in 0..=photos.min(MOST_IN_BAND) {
            let tops: Vec<Option<Band>> = if above == 0 {
                vec![None]
            } else {
                self.bands(columns, 0..above, room).into_iter().map(Some).collect()
            };
            // Photos stand above the heading or beside it, not both.
            let most_beside = if above == 0 { MOST_IN_BLOCK.min(photos) } else { 0 };
            for beside in 0..=most_beside {
                let from = above + beside;
                for one in 0..=MOST_IN_BLOCK.min(photos - from) {
                    for two in 0..=if one == 0 { 0 } else { MOST_IN_BLOCK.min(photos - from - one) } {
                        let rest = from + one + two;
                        let bottoms = &bands[rest];
                        if tops.is_empty() || bottoms.is_empty() {
                            continue;
                        }
                        let raised = optional(&blocks[above][beside], beside);
                        let first = optional(&blocks[from][one], one);
                        let second = optional(&blocks[from + one][two], two);
                        for raised in &raised {
                            for insets in inset_sets(parts, &first, &second) {
                                for top in &tops {
                                    for bottom in bottoms {
                                        let top = top.as_ref();
                                        let pictures =
                                            Pictures { top, raised: *raised, insets: &insets, bottom };
                                        self.pour(columns, text, pictures, best);
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Pictures of a module with an opening that are tried, the cheapest first.
const TRIED: usize = 24;
/// An opening has at least so many lines.
const LEAST_OPENING: u32 = 9;

impl Shaper<'_> {
    /// The cheapest layouts that are open at a corner of their foot, by their height and that of the opening. `pictures` are the
    /// ways to place the photos, by the number of text columns.
    pub(super) fn opened(&self, corner: Corner, pictures: &PicturesByParts) -> Vec<Layout> {
        let Corner { columns, wide, left } = corner;
        // An L has no quote; what the report names must stand.
        let named = self.story.quote.as_ref().is_some_and(|quote| quote.named);
        if named || self.story.reserved.is_some() {
            return Vec::new();
        }
        // What the cheapest costs, by the lines of the opening and of all: it is asked for much more often than there is a better.
        let lines = self.most_lines as usize + 1;
        let mut costs = vec![f64::INFINITY; lines * lines];
        let mut best: HashMap<(u32, u32), Layout> = HashMap::new();
        for (parts, measure) in divisions(self.ground, columns, self.stretched) {
            // The opening's edge is the edge of a text column.
            if !(wide * parts).is_multiple_of(columns) {
                continue;
            }
            let Some(text) = self.text(columns, (parts, measure)) else { continue };
            let span = wide * parts / columns;
            let pictures = pictures.iter().find(|(of, _)| *of == parts).map_or(&[][..], |(_, all)| all);
            for pictures in pictures.iter().map(OwnPictures::borrow) {
                for lines in LEAST_OPENING..self.most_lines {
                    let opening = Some(Opening { span, lines, left });
                    self.pour_round(columns, &text, pictures, (&[0], opening), |of, cost, layout| {
                        let least = &mut costs[(lines * (self.most_lines + 1) + of) as usize];
                        if cost >= *least {
                            return false;
                        }
                        if let Some(layout) = layout {
                            let layout = pictures.within(layout);
                            if holds(&layout, self.story) {
                                *least = cost;
                                best.insert((of, lines), layout);
                            }
                        }
                        true
                    });
                }
            }
        }
        let mut found: Vec<((u32, u32), Layout)> = best.into_iter().collect();
        found.sort_by_key(|(key, _)| *key);
        found.into_iter().map(|(_, layout)| layout).collect()
    }

    /// The ways to place all photos of a module with an opening, by its number of text columns.
    pub(super) fn pictures_beside_opening(&self, columns: u32) -> PicturesByParts {
        let divided = divisions(self.ground, columns, self.stretched).into_iter();
        divided.map(|(parts, _)| (parts, self.pictures_at_head(columns, parts))).collect()
    }

    /// The ways to place all photos above the heading or beside it, and in one block.
    fn pictures_at_head(&self, columns: u32, parts: u32) -> Vec<OwnPictures> {
        let photos = self.story.photos.len();
        let mut found = Vec::new();
        for head in 0..=photos.min(MOST_IN_BAND) {
            let rest = photos - head;
            if rest > MOST_IN_BLOCK {
                continue;
            }
            let insets: Vec<Vec<Block>> = if rest == 0 {
                vec![Vec::new()]
            } else {
                self.blocks(columns, parts, head..photos).into_iter().map(|block| vec![block]).collect()
            };
            for insets in insets {
                let with =
                    |top, raised| OwnPictures { top, raised, insets: insets.clone(), bottom: Vec::new() };
                if head == 0 {
                    found.push(with(None, None));
                    continue;
                }
                let bands = self.bands(columns, 0..head, self.ground.rules.heading_room_pt);
                found.extend(bands.into_iter().map(|band| with(Some(band), None)));
                if head <= MOST_IN_BLOCK {
                    let blocks = self.blocks(columns, parts, 0..head);
                    found.extend(blocks.into_iter().map(|block| with(None, Some(block))));
                }
            }
        }
        let cost = |pictures: &OwnPictures| pictures.borrow().charges().total();
        found.sort_by(|a, b| cost(a).total_cmp(&cost(b)));
        found.truncate(TRIED);
        found
    }
}

/// Pairs of blocks among the columns: of those that take up equally much room the cheapest.
fn inset_sets(parts: u32, first: &[Option<&Block>], second: &[Option<&Block>]) -> Vec<Vec<Block>> {
    let mut best: Vec<(u32, f64, Vec<Block>)> = Vec::new();
    for one in first {
        for two in second {
            let set: Vec<Block> = one.iter().chain(two).map(|block| (*block).clone()).collect();
            let taken: u32 = set.iter().map(|block| block.span * block.lines).sum();
            let cost: f64 = set.iter().map(|block| block.charges.total()).sum();
            let spans: u32 = set.iter().map(|block| block.span).sum();
            // Blocks that stand beside each other leave more freedom than blocks of more columns than there are.
            let key = taken * 2 + u32::from(spans > parts);
            match best.iter_mut().find(|other| other.0 == key) {
                Some(other) if other.1 <= cost => {}
                Some(other) => *other = (key, cost, set),
                None => best.push((key, cost, set)),
            }
        }
    }
    best.into_iter().map(|(_, _, set)| set).collect()
}

/// The blocks as choices; nothing at all is the one choice when no photo is to be placed.
fn optional(blocks: &[Block], photos: usize) -> Vec<Option<&Block>> {
    if photos == 0 { vec![None] } else { blocks.iter().map(Some).collect() }
}

/// What a layout costs by itself, rule by rule.
#[must_use]
pub fn charges(ground: Ground, story: &Story, layout: &Layout) -> Vec<Charge> {
    let Ground { grid, rules } = ground;
    let costs = &rules.costs;
    if let Some(cells) = story.panel {
        return vec![panel::charge(ground, cells, layout.columns, layout.lines)];
    }
    if story.reserved.is_some() {
        return Vec::new();
    }
    let bands = layout.top.iter().chain(&layout.bottom).map(|band| band.charges);
    let blocks = layout.raised.iter().chain(&layout.insets).map(|block| block.charges);
    let pictures = bands.chain(blocks).fold(Charges::default(), Charges::plus);
    let raised_span = layout.raised.as_ref().map_or(0, |block| block.span);
    let width = heading_width(grid, layout.columns, layout.parts, raised_span);
    let mut found = heading_charges(rules, story, width, layout.heading_lines, layout.heading_rows);
    found.extend([
        Charge::new(Rule::Crop, pictures.crop),
        Charge::new(Rule::SmallPhoto, pictures.small),
        Charge::new(Rule::PhotoSize, pictures.size),
        columns::charge(costs, layout.columns, layout.parts, layout.measure),
        lead_section::narrow(costs, story.rank, layout.columns, grid.columns),
        lead_section::under_picture(costs, story.rank, layout.top.is_some(), (layout.columns, grid.columns)),
        stub::charge(costs, layout.short_slots(), (layout.parts, layout.body)),
        stub::legs(costs, layout.body, layout.opening.map(|opening| opening.lines)),
        uneven_feet::charge(costs, layout.slack),
        quote::charge(costs, layout.quote),
    ]);
    found.extend(proportion(ground, layout.columns, layout.lines));
    found
}
