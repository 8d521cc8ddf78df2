//! Blocks that a template reserves: strips across the body's head and foot and at lines of the page, and pieces among the
//! sections, at its sides and in its corners.

use super::block::Reserved;
use super::ground::Ground;
use super::layout::{Layout, Spot};
use super::plan::{Area, Plan, PlannedBlock};
use super::story::Story;
use super::surroundings::{Strip, Surroundings};
use super::wish::SectionWish;
use crate::edition::{At, BlockRules, Grid, MakeupRules, OnPage};

/// So many heights of an elastic block are tried, and so many of all blocks together.
const HEIGHTS: u32 = 4;
const MOST_WAYS: usize = 24;
/// So many orders of sections and blocks are tried.
const MOST_ORDERS: usize = 12;

/// The ways to make up a block on some basic columns.
pub(super) fn layouts(ground: Ground, reserved: Reserved, columns: u32, most: u32) -> Vec<Layout> {
    if columns != reserved.columns {
        return Vec::new();
    }
    let (least, most) = reserved.lines.map_or((1, most), |(from, to)| (from, to.min(most)));
    let measure = ground.grid.measure_of(columns);
    (least..=most).map(|lines| Layout::empty((columns, lines), (1, measure))).collect()
}

/// Heights from the least to the most: some of them, where they are many.
fn heights(block: &BlockRules) -> Vec<u32> {
    let Some(lines) = block.lines else { return vec![0] };
    let (least, most) = (lines.least.max(1), lines.most.max(lines.least.max(1)));
    let tried = HEIGHTS.min(most - least + 1);
    (0..tried).map(|one| least + (most - least) * one / (tried - 1).max(1)).collect()
}

/// What stands around the body with the strips across it, in all heights that they may have.
pub(super) fn with_strips(ground: Ground, around: &Surroundings) -> Vec<Surroundings> {
    let strips = ground.rules.blocks.values().enumerate();
    let strips = strips.filter(|(_, block)| block.at.is_strip() || block.at == At::Line);
    let mut found = vec![around.clone()];
    for (index, block) in strips {
        let mut more = Vec::new();
        for around in &found {
            for lines in heights(block) {
                let strip = Strip { block: index, lines, page: block.page, line: block.line };
                let mut around = around.clone();
                match block.at {
                    At::Head => around.head_strips.push(strip),
                    At::Foot => around.foot_strips.push(strip),
                    _ => around.bands.push(strip),
                }
                more.push(around);
            }
        }
        // Those in the middle are as good as any.
        let step = more.len().div_ceil(MOST_WAYS).max(1);
        found = more.into_iter().step_by(step).collect();
    }
    for around in &mut found {
        around.bands.sort_by_key(|band| band.line);
    }
    found
}

/// The orders in which the sections and the blocks among them may come.
pub(super) fn orders(ground: Ground, stories: &[Story]) -> Vec<Vec<Story>> {
    let Ground { grid, rules } = ground;
    let mut found = vec![stories.to_vec()];
    let among =
        rules.blocks.values().enumerate().filter(|(_, block)| block.at.is_among() && block.at != At::Line);
    for (index, block) in among {
        let piece = piece(grid, index, block);
        let mut more = Vec::new();
        for stories in &found {
            for at in places(block, stories.len(), rules.pages.most == 1) {
                let mut stories = stories.clone();
                stories.insert(at, piece.clone());
                more.push(stories);
            }
        }
        let step = more.len().div_ceil(MOST_ORDERS).max(1);
        found = more.into_iter().step_by(step).collect();
    }
    found
}

/// A block as a story: what is known of its place is a wish.
fn piece(grid: &Grid, index: usize, block: &BlockRules) -> Story {
    let columns = block.columns.unwrap_or(1).min(grid.columns);
    let right = grid.columns - columns;
    let (column, head, foot) = match block.at {
        At::Left => (0, true, true),
        At::Right => (right, true, true),
        At::HeadLeft => (0, true, false),
        At::HeadRight => (right, true, false),
        At::FootLeft => (0, false, true),
        _ => (right, false, true),
    };
    let lines = block.lines.map(|lines| (lines.least.max(1), lines.most.max(1)));
    Story {
        reserved: Some(Reserved { block: index, columns, lines, ends: (head, foot), page: block.page }),
        wish: SectionWish { first: head, foot, columns: Some(columns), column: Some(column) },
        ..Story::default()
    }
}

/// Before which stories a block may come: reading goes from left to right and down, page by page.
fn places(block: &BlockRules, count: usize, one_page: bool) -> Vec<usize> {
    let (first, last) = (block.page != OnPage::Last, block.page != OnPage::First);
    match block.at {
        At::Left | At::HeadLeft if one_page || first => vec![0],
        At::Right | At::FootRight if one_page || last => vec![count],
        At::HeadRight | At::FootLeft => (1..=count).collect(),
        _ => (0..=count).collect(),
    }
}

/// Where the blocks among the sections of a page stand.
pub(super) fn areas(stories: &[Story], spots: &[Spot], head: u32) -> Vec<(usize, Area)> {
    let of = |spot: &Spot| {
        let reserved = stories[spot.story].reserved?;
        let (columns, lines) = (spot.layout.columns, spot.layout.lines);
        Some((reserved.block, Area::new(spot.column, columns, head + spot.line, lines)))
    };
    spots.iter().filter_map(of).collect()
}

/// Every block of a page with its place: the strips, the bands, and those among the sections.
pub(super) fn of_page(
    ground: Ground,
    around: &Surroundings,
    (hero, figures): (u32, u32),
    among: &[(usize, Area)],
) -> Vec<PlannedBlock> {
    let Ground { grid, rules } = ground;
    let across = |line: u32, lines: u32| Area::new(0, grid.columns, line, lines);
    let mut found = among.to_vec();
    // From the body upwards and downwards.
    let mut head = around.head(rules, (hero, figures));
    for strip in around.head_strips.iter().rev() {
        head = head.saturating_sub(strip.lines + rules.gap);
        found.push((strip.block, across(head, strip.lines)));
    }
    let mut foot = grid.lines.saturating_sub(around.foot(rules));
    for strip in &around.foot_strips {
        found.push((strip.block, across(foot + rules.gap, strip.lines)));
        foot += strip.lines + rules.gap;
    }
    found.extend(around.bands.iter().filter_map(|band| Some((band.block, across(band.line?, band.lines)))));
    found.sort_by_key(|(block, area)| (area.line, area.column, *block));
    let name = |block: usize| rules.blocks.keys().nth(block).cloned().unwrap_or_default();
    found.into_iter().map(|(block, area)| PlannedBlock { name: name(block), area }).collect()
}

/// The names of the blocks that a plan has, and of those that a report has in its template.
pub(super) fn names(plan: &Plan, rules: &MakeupRules) -> (Vec<String>, Vec<String>) {
    let mut has: Vec<String> = plan.blocks.iter().map(|block| block.name.clone()).collect();
    has.sort();
    has.dedup();
    let wanted = rules.blocks.iter().filter(|(_, block)| !block.at.is_beside());
    let wanted = wanted.map(|(name, _)| name.clone()).collect();
    let or_none = |names: Vec<String>| if names.is_empty() { vec!["–".to_owned()] } else { names };
    (or_none(has), or_none(wanted))
}

/// The bands that cut a body, each with the gaps above and below it: no white lines between sections.
pub(super) fn bands(ground: Ground, around: &Surroundings, head: u32) -> Vec<Area> {
    let gap = ground.rules.gap;
    let of = |strip: &Strip| {
        let line = strip.line?.checked_sub(head)?;
        let from = line.saturating_sub(gap);
        Some(Area::new(0, ground.grid.columns, from, line - from + strip.lines + gap))
    };
    around.bands.iter().filter_map(of).collect()
}
