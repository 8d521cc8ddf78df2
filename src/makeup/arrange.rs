//! From fillings of the body to whole plans: where the photos stand among the columns, the tint, and what the plan costs as
//! a page.

use crate::edition::{Grid, MakeupRules};

use super::ground::Ground;

use super::pages::{Leaf, cost_of_all, sequences};
use super::photos::{Band, Block};
use super::plan::{Area, Module, PhotoBox, Plan, Pointer, Quote, Rect, cuts};
use super::rule::{Charge, Rule, sum, total};
use super::shape::{self, Layout};
use super::solve::{Solution, Spot};
use super::story::Story;
use super::surroundings::Surroundings;

/// A plan with what it costs.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The rectangles.
    pub plan: Plan,
    /// What it pays, rule by rule.
    pub charges: Vec<Charge>,
    /// All charges together.
    pub cost: f64,
    /// The measure of each section's text (字).
    pub measures: Vec<u32>,
    /// Empty lines at columns' feet, section by section.
    pub slack: Vec<u32>,
}

/// Plans that are worked out in full, of all that the solver gives.
const WORKED_OUT: usize = 24;

/// The cheapest plans of a solution, cheapest first; none when no filling suits the page.
#[must_use]
pub fn candidates(
    ground: Ground,
    around: &Surroundings,
    stories: &[Story],
    solution: &Solution,
) -> Vec<Candidate> {
    let grid = ground.grid;
    let mut wholes = sequences(ground, around, solution);
    wholes.sort_by(|a, b| cost_of_all(a).total_cmp(&cost_of_all(b)));
    // Two fillings may cut the same page differently.
    wholes.dedup_by(|a, b| {
        let alike = |(a, b): (&Leaf, &Leaf)| same(&solution.spots(a.id), &solution.spots(b.id));
        (cost_of_all(a) - cost_of_all(b)).abs() < 1e-9
            && a.len() == b.len()
            && a.iter().zip(b.iter()).all(alike)
    });
    wholes.truncate(WORKED_OUT);
    let mut found: Vec<Candidate> = wholes
        .into_iter()
        .filter_map(|leaves| {
            let pages = leaves.into_iter().map(|leaf| {
                let spots = solution.spots(leaf.id);
                work_out(ground, &leaf.around, stories, &spots, (leaf.hero, leaf.figures), leaf.charges)
            });
            pages.enumerate().map(|(number, page)| page.on_page(grid, number)).reduce(Candidate::followed_by)
        })
        .collect();
    found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    found
}

impl Candidate {
    /// The same as a page of several, counted from 0.
    fn on_page(mut self, grid: &Grid, number: usize) -> Self {
        let lines = u32::try_from(number).unwrap_or(u32::MAX).saturating_mul(grid.lines);
        self.plan.credits.line += lines;
        self.plan.hero.line += lines;
        self.plan.sections = self.plan.sections.into_iter().map(|module| module.moved(lines)).collect();
        self
    }

    /// One plan of both, the pages of the other behind its own.
    fn followed_by(mut self, other: Self) -> Self {
        self.plan.pages += other.plan.pages;
        self.plan.credits = other.plan.credits;
        self.plan.banners.extend(Some(other.plan.hero).filter(|banner| banner.lines > 0));
        self.plan.sections.extend(other.plan.sections);
        self.charges.extend(other.charges);
        self.charges = sum(&self.charges);
        self.cost = total(&self.charges);
        self.measures.extend(other.measures);
        self.slack.extend(other.slack);
        self
    }
}

fn same(a: &[Spot], b: &[Spot]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.column == b.column && a.line == b.line && a.layout == b.layout)
}

/// One plan in full: of the places that photos among columns may have, those are taken that make the best page.
fn work_out(
    ground: Ground,
    around: &Surroundings,
    stories: &[Story],
    spots: &[Spot],
    (hero, figures): (u32, u32),
    mut charges: Vec<Charge>,
) -> Candidate {
    let Ground { grid, rules } = ground;
    let head = rules.folio_lines + hero + figures + rules.gap;
    let choices: Vec<Vec<Module>> = spots
        .iter()
        .map(|spot| {
            variants(spot.layout).iter().map(|at| module(spot, head, at, &stories[spot.story])).collect()
        })
        .collect();
    let mut chosen = vec![0; spots.len()];
    let cost_of = |chosen: &[usize]| {
        let modules: Vec<&Module> =
            choices.iter().zip(chosen).map(|(choice, &index)| &choice[index]).collect();
        page_charges(ground, stories, spots, &modules)
    };
    let mut best = cost_of(&chosen);
    for _ in 0..2 {
        for index in 0..choices.len() {
            for variant in 0..choices[index].len() {
                let before = chosen[index];
                chosen[index] = variant;
                let cost = cost_of(&chosen);
                if total(&cost) + 1e-9 < total(&best) {
                    best = cost;
                } else {
                    chosen[index] = before;
                }
            }
        }
    }
    for spot in spots {
        charges.extend(shape::charges(ground, &stories[spot.story], spot.layout));
    }
    charges.extend(best);
    let mut sections = Vec::new();
    let mut slack = Vec::new();
    let mut measures = Vec::new();
    for ((choice, &index), spot) in choices.iter().zip(&chosen).zip(spots) {
        sections.push(choice[index].clone());
        slack.push(spot.layout.slack);
        measures.push(spot.layout.measure);
    }
    tint(rules, head, spots, &mut sections);
    let columns = grid.columns;
    let lead_foot = rules.folio_lines + hero;
    let plan = Plan {
        pages: 1,
        banners: Vec::new(),
        folio: Area::new(0, columns, 0, rules.folio_lines),
        hero: Area::new(0, columns, rules.folio_lines, hero),
        lead: Area::new(rules.lead.column, rules.lead.columns, lead_foot - around.lead, around.lead),
        figures: Area::new(0, columns, rules.folio_lines + hero, figures),
        credits: Area::new(0, columns, grid.lines - around.credits, around.credits),
        sections,
    };
    let charges = sum(&charges);
    Candidate { cost: total(&charges), plan, charges, measures, slack }
}

/// Where an inset stands: its first text column, and whether at the body's foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Corner {
    first: u32,
    foot: bool,
}

/// The places that a layout's blocks may take.
fn variants(layout: &Layout) -> Vec<Vec<Corner>> {
    let corner = |first, foot| Corner { first, foot };
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
            found.push(vec![corner(0, false)]);
            if layout.raised.is_some() {
                // Two blocks at one height would be one.
                found.retain(|corners| corners[0].foot);
            }
            found
        }
        [one, two] => {
            let (a, b) = (free - one.span, free - two.span);
            let mut found = vec![
                vec![corner(a, false), corner(0, true)],
                vec![corner(0, false), corner(b, true)],
                vec![corner(a, false), corner(b, true)],
            ];
            found.retain(|corners| corners_fit(layout, corners));
            found
        }
        _ => vec![Vec::new()],
    }
}

fn corners_fit(layout: &Layout, corners: &[Corner]) -> bool {
    let [one, two] = layout.insets.as_slice() else { return true };
    let [a, b] = corners else { return true };
    let apart = a.first + one.span <= b.first || b.first + two.span <= a.first;
    apart || one.lines + two.lines < layout.body
}

/// A module's areas from its layout.
fn module(spot: &Spot, head: u32, corners: &[Corner], story: &Story) -> Module {
    let Spot { column, layout, .. } = *spot;
    let Layout { columns, parts, .. } = *layout;
    let mut line = head + spot.line;
    let mut photos = Vec::new();
    let place_band = |band: &Band, line: u32, pointer: Option<Pointer>, photos: &mut Vec<PhotoBox>| {
        for cell in &band.cells {
            let said = story.photos.get(photos.len()).is_some_and(|photo| !photo.caption.is_empty());
            photos.push(PhotoBox {
                area: Area { column: column + cell.column, line, lines: band.lines, ..*cell },
                caption_lines: band.caption_lines,
                pointer: pointer.filter(|_| said),
            });
        }
    };
    if let Some(band) = &layout.top {
        place_band(band, line, Some(Pointer::Up), &mut photos);
        line += band.lines;
    }
    let said = |area: Area| story.quote.clone().map(|text| Quote { area, text });
    let mut quote = None;
    if layout.quote_above {
        quote = said(Area::new(column, columns, line, layout.quote));
        line += layout.quote;
    }
    let heading =
        Area::within(column, columns, parts, 0, layout.heading_span()).lines_from(line, layout.heading_rows);
    // What each text column loses at its head and its foot.
    let mut at_head = vec![0; parts as usize];
    let mut at_foot = vec![0; parts as usize];
    let place_block = |block: &Block, first: u32, line: u32, photos: &mut Vec<PhotoBox>| {
        for cell in &block.cells {
            photos.push(PhotoBox {
                area: Area::within(column, columns, parts, first + cell.first, cell.span)
                    .lines_from(line + cell.line, cell.lines),
                caption_lines: cell.caption_lines,
                pointer: None,
            });
        }
    };
    if let Some(block) = &layout.raised {
        let first = layout.heading_span();
        place_block(block, first, line, &mut photos);
        at_head[first as usize..].fill(block.lines - layout.heading_rows);
    }
    line += layout.heading_rows;
    for (block, corner) in layout.insets.iter().zip(corners) {
        let from = if corner.foot { line + layout.body - block.lines } else { line };
        place_block(block, corner.first, from, &mut photos);
        let columns = corner.first as usize..(corner.first + block.span) as usize;
        let lost = if corner.foot { &mut at_foot } else { &mut at_head };
        lost[columns].fill(block.lines);
    }
    let middle = parts / 2;
    let quote_at = if layout.quote == 0 || layout.quote_above { None } else { Some(middle.min(parts - 1)) };
    // Empty lines are at the feet of the last columns, where nothing else is.
    let mut short: Vec<u32> = (0..parts).collect();
    short.sort_by_key(|&part| {
        let full = at_head[part as usize] + at_foot[part as usize] >= layout.body;
        let busy = at_foot[part as usize] > 0 || quote_at == Some(part);
        (full, busy, std::cmp::Reverse(part))
    });
    short.truncate(layout.slack as usize);
    let mut slots = Vec::new();
    for part in 0..parts {
        let (top, foot) = (at_head[part as usize], at_foot[part as usize]);
        let lines = (layout.body - top).saturating_sub(foot + u32::from(short.contains(&part)));
        let area = Area::within(column, columns, parts, part, 1);
        let mut add_slot = |from: u32, lines: u32| {
            if lines > 0 {
                slots.push(area.lines_from(line + from, lines));
            }
        };
        if quote_at == Some(part) {
            let text = lines.saturating_sub(layout.quote);
            let above = if text >= 8 { text / 2 } else { 0 };
            add_slot(0, above);
            quote = said(area.lines_from(line + above, layout.quote));
            add_slot(above + layout.quote, text - above);
        } else {
            add_slot(top, lines);
        }
    }
    line += layout.body;
    for band in &layout.bottom {
        place_band(band, line, None, &mut photos);
        line += band.lines;
    }
    Module {
        heading,
        heading_lines: layout.heading_lines,
        slots,
        photos,
        tint: None,
        quote,
        tracking: Vec::new(),
    }
}

/// Sets modules on a tint: those nearest to a sixth of the page that stand below the body's head.
fn tint(rules: &MakeupRules, head: u32, spots: &[Spot], sections: &mut [Module]) {
    if sections.len() < 3 {
        return;
    }
    let mut order: Vec<(u32, usize)> = spots
        .iter()
        .enumerate()
        .filter(|(_, spot)| spot.line > 0)
        .map(|(index, spot)| ((spot.layout.columns * spot.layout.lines).abs_diff(100), index))
        .collect();
    order.sort_unstable();
    for &(_, index) in order.iter().take(rules.tints as usize) {
        let spot = &spots[index];
        sections[index].tint =
            Some(Area::new(spot.column, spot.layout.columns, head + spot.line, spot.layout.lines));
    }
}

/// What a page costs beyond its modules.
fn page_charges(ground: Ground, stories: &[Story], spots: &[Spot], modules: &[&Module]) -> Vec<Charge> {
    let Ground { grid, rules } = ground;
    let costs = &rules.costs;
    let mut charges = Vec::with_capacity(8);
    let mut charge = |rule, cost: f64| {
        if cost > 0.0 {
            charges.push(Charge { rule, cost });
        }
    };
    let rectangles: Vec<Area> = spots
        .iter()
        .map(|spot| Area::new(spot.column, spot.layout.columns, spot.line, spot.layout.lines))
        .collect();
    let (gutters, lines) = cuts(grid, &rectangles);
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    charge(Rule::ThroughGutter, costs.through_gutter * count(gutters));
    charge(Rule::ThroughLine, costs.through_line * count(lines));
    let widows: u32 = modules
        .iter()
        .zip(spots)
        .filter_map(|(module, spot)| {
            let galley = stories[spot.story].galley(spot.layout.measure)?;
            Some(galley.widows(module.slots.iter().map(|slot| slot.lines)))
        })
        .sum();
    charge(Rule::Widow, costs.widow * f64::from(widows));
    let photos: Vec<(usize, Rect)> = modules
        .iter()
        .enumerate()
        .flat_map(|(index, module)| module.photos.iter().map(move |photo| (index, grid.rect(&photo.area))))
        .collect();
    if photos.len() >= 3 {
        let areas = || photos.iter().map(|(_, rect)| rect.width * rect.height);
        let (least, most) = (areas().fold(f64::MAX, f64::min), areas().fold(0.0, f64::max));
        charge(Rule::EqualPhotos, costs.equal_photos * (1.0 - (most / least - 1.0)).max(0.0));
    }
    if photos.len() >= 2 {
        let area: f64 = photos.iter().map(|(_, rect)| rect.width * rect.height).sum();
        let centre: f64 = photos
            .iter()
            .map(|(_, rect)| (rect.x + rect.width / 2.0) * rect.width * rect.height)
            .sum::<f64>()
            / area;
        let off = (centre / grid.type_width_pt() - 0.5).abs();
        charge(Rule::Weight, costs.weight * (off - 0.08).max(0.0));
    }
    let reach = grid.pitch_pt + grid.leading_pt() + 1.0;
    let mut pairs = 0;
    for (index, (module, a)) in photos.iter().enumerate() {
        for (_, b) in photos[index + 1..].iter().filter(|(other, _)| other != module) {
            let beside = a.x < b.x + b.width + reach && b.x < a.x + a.width + reach;
            let above = a.y < b.y + b.height + reach && b.y < a.y + a.height + reach;
            // Two that only meet at a corner do not count.
            let overlap_x = (a.x + a.width).min(b.x + b.width) - a.x.max(b.x);
            let overlap_y = (a.y + a.height).min(b.y + b.height) - a.y.max(b.y);
            if beside && above && (overlap_x > grid.pitch_pt || overlap_y > grid.pitch_pt) {
                pairs += 1;
            }
        }
    }
    charge(Rule::PhotosAdjoin, costs.photos_adjoin * f64::from(pairs));
    charges
}
