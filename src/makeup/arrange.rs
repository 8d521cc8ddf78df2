//! From fillings of the body to whole plans: where the photos stand among the columns, the tint, and what the plan costs as
//! a page.

use crate::edition::{Grid, MakeupRules};

use super::galley::Galley;
use super::ground::Ground;
use super::gutters::{self, Solid};

use super::module::{fits, module, variants};
use super::pages::{Leaf, cost_of_all, sequences};
use super::plan::{Area, Module, Plan, Rect, cuts};
use super::pointers::point;
use super::reserved;
use super::rules::{
    Charge, equal_photos, figures, loose_line, main_photo, near_headings, photos_adjoin, sandwich, sum,
    through_gutter, through_line, total, uneven_feet, weight, widow,
};
use super::shape;
use super::solve::{Solution, Spot, rectangles};
use super::standing;
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
pub(super) const WORKED_OUT: usize = 24;

/// The cheapest plans of a solution, cheapest first; none when no filling suits the page.
#[must_use]
pub fn candidates(
    ground: Ground,
    around: &Surroundings,
    stories: &[Story],
    solution: &Solution,
) -> Vec<Candidate> {
    let cheapest = cheapest(ground, around, solution, WORKED_OUT).into_iter();
    let mut found: Vec<Candidate> =
        cheapest.filter_map(|leaves| whole(ground, stories, solution, (leaves, None))).collect();
    found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    found
}

/// The fillings of the pages that are worth to be worked out in full, the cheapest first.
pub(super) fn cheapest(
    ground: Ground,
    around: &Surroundings,
    solution: &Solution,
    most: usize,
) -> Vec<Vec<Leaf>> {
    let mut wholes = sequences(ground, around, solution);
    wholes.sort_by(|a, b| cost_of_all(a).total_cmp(&cost_of_all(b)));
    // Two fillings may cut the same page differently.
    wholes.dedup_by(|a, b| {
        let alike = |(a, b): (&Leaf, &Leaf)| same(&a.spots(solution), &b.spots(solution));
        (cost_of_all(a) - cost_of_all(b)).abs() < 1e-9
            && a.len() == b.len()
            && a.iter().zip(b.iter()).all(alike)
    });
    keep_cheapest(ground, &mut wholes, most, Vec::len);
    wholes
}

/// What the gutters of a page cost that nothing crosses, with each photo at the first place that it may have.
pub(super) fn uncrossed(ground: Ground, stories: &[Story], spots: &[Spot]) -> Charge {
    let of_section =
        |spot: &&Spot| stories[spot.story].reserved.is_none() && stories[spot.story].panel.is_none();
    let modules: Vec<Module> = spots
        .iter()
        .filter(of_section)
        .filter_map(|spot| Some(module(spot, 0, variants(spot.layout).first()?, &stories[spot.story])))
        .collect();
    let modules: Vec<&Module> = modules.iter().collect();
    let share = gutters::longest_uncrossed(ground.grid, &modules, &solids(stories, spots, 0));
    through_gutter::uncrossed(&ground.rules.costs, share)
}

/// What stands among the sections and is none, `head` lines below the page's head.
fn solids(stories: &[Story], spots: &[Spot], head: u32) -> Vec<Solid> {
    let solid = |spot: &Spot| {
        let story = &stories[spot.story];
        let area = Area::new(spot.column, spot.layout.columns, head + spot.line, spot.layout.lines);
        let panel = story.panel.map(|_| Solid::Panel(area));
        story.reserved.map(|_| Solid::Block(area)).or(panel)
    };
    spots.iter().filter_map(solid).collect()
}

/// Of a booklet so many plans of each number of pages are kept beside the cheapest.
const OF_EACH: usize = 2;

/// Keeps the first of some plans, which are sorted by cost; of a booklet also some of each number of pages, since what is put
/// in to bind it may turn the order round.
pub(super) fn keep_cheapest<T>(
    ground: Ground,
    sorted: &mut Vec<T>,
    most: usize,
    pages: impl Fn(&T) -> usize,
) {
    if ground.rules.pages.booklet.is_none() {
        sorted.truncate(most);
        return;
    }
    let (mut kept, mut of_count) = (0, std::collections::HashMap::new());
    sorted.retain(|plan| {
        let of_count: &mut usize = of_count.entry(pages(plan)).or_default();
        *of_count += 1;
        kept += 1;
        kept <= most || *of_count <= OF_EACH
    });
}

/// What it costs that no picture of a page is the main one; `hero` is the area of the picture at its head (pt²).
pub(super) fn main_picture(ground: Ground, spots: &[Spot], hero: Option<f64>) -> Charge {
    let areas = spots.iter().flat_map(|spot| spot.layout.picture_areas(ground.grid));
    main_photo::charge(&ground.rules.costs, areas.chain(hero))
}

/// All pages of a plan in full; `hero` is the area of the picture at the first one's head (pt²).
pub(super) fn whole(
    ground: Ground,
    stories: &[Story],
    solution: &Solution,
    (leaves, hero): (Vec<Leaf>, Option<f64>),
) -> Option<Candidate> {
    let pages = leaves.into_iter().enumerate().map(|(number, mut leaf)| {
        let spots = leaf.spots(solution);
        leaf.charges.push(main_picture(ground, &spots, hero.filter(|_| number == 0)));
        work_out(ground, &leaf.around, stories, &spots, (leaf.hero, leaf.figures), leaf.charges)
    });
    let pages = pages.enumerate().map(|(number, page)| page.on_page(ground.grid, number));
    pages.reduce(Candidate::followed_by)
}

impl Candidate {
    /// The same as a page of several, counted from 0.
    fn on_page(mut self, grid: &Grid, number: usize) -> Self {
        let lines = u32::try_from(number).unwrap_or(u32::MAX).saturating_mul(grid.lines);
        self.plan.credits.line += lines;
        if let Some(filler) = &mut self.plan.filler {
            filler.line += lines;
        }
        self.plan.blocks.iter_mut().for_each(|block| block.area.line += lines);
        self.plan.hero.line += lines;
        self.plan.sections = self.plan.sections.into_iter().map(|module| module.moved(lines)).collect();
        self
    }

    /// One plan of both, the pages of the other behind its own.
    fn followed_by(mut self, other: Self) -> Self {
        self.plan.pages += other.plan.pages;
        self.plan.credits = other.plan.credits;
        self.plan.filler = other.plan.filler;
        self.plan.banners.extend(Some(other.plan.hero).filter(|banner| banner.lines > 0));
        self.plan.blocks.extend(other.plan.blocks);
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
pub(super) fn work_out(
    ground: Ground,
    around: &Surroundings,
    stories: &[Story],
    spots: &[Spot],
    (hero, panel_lines): (u32, u32),
    mut charges: Vec<Charge>,
) -> Candidate {
    let Ground { grid, rules } = ground;
    let head = around.head(rules, (hero, panel_lines));
    let all = spots;
    let blocks = reserved::of_page(ground, around, (hero, panel_lines), &reserved::areas(stories, all, head));
    let of_report = all.iter().filter(|spot| stories[spot.story].reserved.is_none());
    let (panels, spots): (Vec<Spot>, Vec<Spot>) =
        of_report.partition(|spot| stories[spot.story].panel.is_some());
    let panel = panels.first().map(|spot| {
        let (columns, lines) = (spot.layout.columns, spot.layout.lines);
        Area::new(spot.column, columns, head + spot.line, lines)
    });
    let choices: Vec<Vec<Module>> = spots
        .iter()
        .map(|spot| {
            let story = &stories[spot.story];
            let mut all: Vec<Module> =
                variants(spot.layout).iter().map(|at| module(spot, head, at, story)).collect();
            if let Some(galley) = story.galley(spot.layout.measure)
                && all.iter().any(|module| fits(galley, module))
            {
                all.retain(|module| fits(galley, module));
            }
            all
        })
        .collect();
    let mut chosen = vec![0; spots.len()];
    let solids = solids(stories, all, head);
    let cost_of = |chosen: &[usize]| {
        let modules: Vec<&Module> =
            choices.iter().zip(chosen).map(|(choice, &index)| &choice[index]).collect();
        page_charges(ground, stories, &spots, (&modules, &solids))
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
    let whole = all.iter().map(|spot| spot.line + spot.layout.lines).max().unwrap_or(0);
    let bands = reserved::bands(ground, around, head);
    let (_, lines) = cuts(&[rectangles(all), bands].concat());
    charges.push(through_gutter::charge(&rules.costs, gutters::weight(grid, stories, all)));
    charges.push(through_line::charge(&rules.costs, lines));
    charges.push(near_headings::charge(&rules.costs, near_headings::of_page(all)));
    charges.extend(panels.first().map(|spot| figures::low(&rules.costs, spot.line, whole)));
    for spot in all {
        charges.extend(shape::charges(ground, &stories[spot.story], spot.layout));
    }
    charges.extend(best);
    let mut sections = Vec::new();
    let mut slack = Vec::new();
    let mut measures = Vec::new();
    for ((choice, &index), spot) in choices.iter().zip(&chosen).zip(&spots) {
        sections.push(choice[index].clone());
        slack.push(spot.layout.slack);
        measures.push(spot.layout.measure);
    }
    tint(rules, head, &spots, &mut sections);
    point(grid, rules.gap, &mut sections, spots.iter().map(|spot| &stories[spot.story]));
    let columns = grid.columns;
    let lead_foot = rules.folio_lines + hero - around.below_lead;
    let plan = Plan {
        pages: 1,
        banners: Vec::new(),
        folio: Area::new(0, columns, 0, rules.folio_lines),
        hero: Area::new(0, columns, rules.folio_lines, hero),
        lead: Area::new(
            around.lead_shape.column,
            around.lead_shape.columns,
            lead_foot - around.lead,
            around.lead,
        ),
        lead_columns: around.lead_shape.columns_of(around.lead_lines),
        small_headings: false,
        size: 0,
        cuts: Vec::new(),
        alone: None,
        crop_percent: None,
        names: Vec::new(),
        hero_photo: None,
        figures: panel.unwrap_or(Area::new(0, columns, rules.folio_lines + hero, panel_lines)),
        credits: Area::new(0, columns, grid.lines - around.credits, around.credits),
        optional: Vec::new(),
        blocks,
        filler: (around.filler > 0)
            .then(|| Area::new(0, columns, grid.lines - around.credits - around.filler, around.filler)),
        sections,
    };
    let charges = sum(&charges);
    Candidate { cost: total(&charges), plan, charges, measures, slack }
}

/// Sets modules on a tint: those nearest to a sixth of the page that stand below the body's head.
fn tint(rules: &MakeupRules, head: u32, spots: &[Spot], sections: &mut [Module]) {
    if sections.len() < 3 {
        return;
    }
    let mut order: Vec<(u32, usize)> = spots
        .iter()
        .enumerate()
        .filter(|(_, spot)| spot.line > 0 && spot.layout.opening.is_none())
        .map(|(index, spot)| ((spot.layout.columns * spot.layout.lines).abs_diff(100), index))
        .collect();
    order.sort_unstable();
    for &(_, index) in order.iter().take(rules.tints as usize) {
        let spot = &spots[index];
        sections[index].tint =
            Some(Area::new(spot.column, spot.layout.columns, head + spot.line, spot.layout.lines));
    }
}

/// What a page costs beyond its modules and the cuts between them, which do not depend on where photos stand.
fn page_charges(
    ground: Ground,
    stories: &[Story],
    spots: &[Spot],
    (modules, solids): (&[&Module], &[Solid]),
) -> Vec<Charge> {
    let Ground { grid, rules } = ground;
    let costs = &rules.costs;
    let of_module = |(module, spot): (&&Module, &Spot)| {
        let galley = stories[spot.story].galley(spot.layout.measure)?;
        Some(galley.widows(module.slots.iter().map(|slot| slot.lines)))
    };
    let widows = modules.iter().zip(spots).filter_map(of_module).sum();
    let galleys = spots.iter().filter_map(|spot| stories[spot.story].galley(spot.layout.measure));
    let loose = galleys.map(Galley::loose_lines).sum();
    let of_section = |(index, module): (usize, &&Module)| {
        module.photos.iter().map(|photo| (index, grid.rect(&photo.area))).collect::<Vec<_>>()
    };
    let photos: Vec<(usize, Rect)> = modules.iter().enumerate().flat_map(of_section).collect();
    // Letterspacing fills what it can.
    let left = |spot: &Spot| {
        let galley = stories[spot.story].galley(spot.layout.measure);
        let filled = galley.map_or(0, |galley| galley.stretch(spot.layout.slack, rules.tracking).len());
        spot.layout.slack.saturating_sub(u32::try_from(filled).unwrap_or(0)) * spot.layout.measure
    };
    let empty: f64 = spots.iter().map(|spot| f64::from(left(spot))).sum();
    let charges = [
        widow::charge(costs, widows),
        loose_line::charge(costs, loose),
        equal_photos::charge(costs, photos.iter().map(|(_, rect)| rect.width * rect.height)),
        weight::charge(costs, grid, &photos),
        photos_adjoin::charge(costs, grid, &photos),
        sandwich::charge(costs, modules.iter().copied()),
        through_gutter::uncrossed(costs, gutters::longest_uncrossed(grid, modules, solids)),
        uneven_feet::many(costs, 100.0 * empty / f64::from(grid.measure_of(grid.columns) * grid.lines)),
    ];
    charges
        .into_iter()
        .chain(standing::of_spots(costs, stories, spots))
        .filter(|charge| charge.cost > 0.0)
        .collect()
}
