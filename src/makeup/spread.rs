//! The plans of a spread, 跨版: title and main picture go over the fold, the sections are shared out to the two pages.
//!
//! Both bodies are equally high, below one hero. The picture stands at their heads, so many basic columns of it on the left
//! page and so many on the right one that its subject is clear of the fold; sections stand beside it, towards the outer edges,
//! and below it. The panel of figures stands at the foot. No section has columns on both pages, so that nothing of it can
//! stand on the fold.

use std::collections::{BTreeMap, HashMap};

use super::arrange::{Candidate, WORKED_OUT, main_picture, work_out};
use super::galley::Galley;
use super::ground::Ground;
use super::gutters;
use super::hero::{self, Subject, wider_part};
use super::inspect::MIN_PPI;
use super::layout::{Spot, rectangles};
use super::plan::{Area, PhotoBox, cuts};
use super::rules::{self, Charge, Rule, through_gutter, through_line};
use super::solve::{MOST_LINES, Solution, solve};
use super::story::Story;
use super::surroundings::Surroundings;
use super::volume::{self, Misfit};
use super::widths::caption_lines;
use crate::edition::MakeupRules;

/// Basic columns beside the picture are at least so many, or none; and so many of the picture on each page.
const LEAST_BESIDE: u32 = 2;
const LEAST_PICTURE: u32 = 2;
/// A picture has so many lines at the least.
const LEAST_LINES: u32 = 14;
/// Lines that may stay white below the sections beside the picture or below it, and what each costs.
const MOST_WHITE: u32 = 2;
const WHITE: f64 = 4.0;
/// Sections below the picture that stand beside others take so many lines at the least where more follow below all of them.
const LEAST_UNDER: u32 = 8;
/// Ways to fill one page that are tried with those of the other, of each height.
const TRIED: usize = 3;
/// Plans whose pages are worked out, of all pairs.
const PAIRS: usize = 3 * WORKED_OUT;
/// A picture of this share of both type areas is as large as it should be; a smaller one costs.
const LARGE: f64 = 0.24;
/// For each column that one page has more of the picture than the other.
const LOPSIDED: f64 = 1.5;

/// The picture over the fold.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    /// Its basic columns on the left page and on the right one.
    columns: [u32; 2],
    /// Its lines, with its caption.
    lines: u32,
    caption_lines: u32,
    charges: Vec<Charge>,
}

/// What one page has of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Part {
    /// Whether it is the left page.
    left: bool,
    /// The picture's basic columns on it.
    columns: u32,
    /// Its lines with the white below it.
    lines: u32,
}

/// One page's body: fillings, each with its place.
#[derive(Debug, Clone)]
struct Body {
    pieces: Vec<(usize, u32, u32)>,
    cost: f64,
    /// What the lines cost that stay white.
    whites: Charge,
}

/// The bodies of a page by height, the cheapest first.
type ByHeight = BTreeMap<u32, Vec<Body>>;

/// A spread before it is worked out: both bodies, the picture, and what is above them.
struct Pair {
    bodies: [Body; 2],
    picture: Option<usize>,
    hero: u32,
    figures: u32,
    charges: Vec<Charge>,
    cost: f64,
}

/// Everything that plans are made from.
struct Spread<'a> {
    /// The whole spread.
    ground: Ground<'a>,
    /// One of its pages.
    page: Ground<'a>,
    around: &'a Surroundings,
    pictures: &'a [Picture],
}

/// The plans of a spread, best first, with wider gutters or without. None where no section can stand on each page, or no place
/// over the fold suits the picture.
pub(super) fn candidates(
    ground: Ground,
    stories: &[Story],
    around: &Surroundings,
    pictures: Option<&[Picture]>,
    stretched: bool,
) -> Vec<Candidate> {
    let none = pictures.is_some_and(<[Picture]>::is_empty);
    if stories.len() < 2 || none {
        return Vec::new();
    }
    let (grid, rules) = (ground.grid.half(), of_page(ground.rules));
    let page = Ground { grid: &grid, rules: &rules };
    let spread = Spread { ground, page, around, pictures: pictures.unwrap_or_default() };
    spread.candidates(&solve(page, stories, stretched, spread.most()), stories)
}

/// The rules of one of the pages: the solver fills each by itself.
fn of_page(rules: &MakeupRules) -> MakeupRules {
    let mut rules = rules.clone();
    (rules.pages.least, rules.pages.most) = (2, 2);
    rules
}

/// By how much a report does not fit a spread, about; of one with a picture only that no plan has room for it, for the same
/// without has more room, and is told where it has too little as well.
pub(super) fn misfit(ground: Ground, stories: &[Story], around: &Surroundings, picture: bool) -> Misfit {
    if stories.len() < 2 {
        return Misfit::Undivided;
    }
    let (grid, rules) = (ground.grid.half(), of_page(ground.rules));
    let page = Ground { grid: &grid, rules: &rules };
    if picture {
        Misfit::Shapes
    } else {
        let spread = Spread { ground, page, around, pictures: &[] };
        spread.misfit(&solve(page, stories, true, MOST_LINES), stories)
    }
}

/// The sizes and places that the picture may have over the fold: no more of it is cut off than the template allows, its subject
/// is whole and clear of the fold, and it has enough pixels, if it has them at any size.
pub(super) fn pictures(ground: Ground, subject: &Subject) -> Vec<Picture> {
    let Ground { grid, rules } = ground;
    let (Some(fold), Some((_, _, said))) = (grid.fold(), subject.photo) else { return Vec::new() };
    let columns = grid.columns / 2;
    let whole = grid.type_width_pt() * grid.page_height_pt();
    let mut found: Vec<(f64, Picture)> = Vec::new();
    let allowed = |of: &u32| *of >= LEAST_PICTURE && (*of == columns || columns - of >= LEAST_BESIDE);
    for (left, right) in (1..=columns)
        .filter(allowed)
        .flat_map(|left| (1..=columns).filter(allowed).map(move |right| (left, right)))
    {
        let wide = Area::new(columns - left, left + right, 0, 1);
        let caption_lines = caption_lines(said, wider_part(&grid.rect(&wide), &fold).width, grid.caption_pt);
        for lines in LEAST_LINES..grid.lines {
            let area = wide.lines_from(0, lines);
            let photo = PhotoBox { area, caption_lines, pointer: None };
            let opening = hero::open(grid, subject, &wide, &Area::new(0, grid.columns, 0, 0), Some(&photo));
            let Some(picture) = opening.picture.filter(|_| opening.clear) else { continue };
            if picture.crop_loss > rules.hero.crop || picture.ppi < MIN_PPI {
                continue;
            }
            let share = picture.frame.width * picture.frame.height / whole;
            let small = (LARGE - share).max(0.0) / LARGE;
            let form = 2.0 * rules.costs.hero_form * small + LOPSIDED * f64::from(left.abs_diff(right));
            let charges =
                vec![rules::crop::charge(&rules.costs, picture.crop_loss), Charge::new(Rule::HeroForm, form)];
            found.push((picture.ppi, Picture { columns: [left, right], lines, caption_lines, charges }));
        }
    }
    let enough = found.iter().any(|(ppi, _)| *ppi >= rules.photo.least_ppi);
    found.retain(|(ppi, _)| !enough || *ppi >= rules.photo.least_ppi);
    found.into_iter().map(|(_, picture)| picture).collect()
}

impl Spread<'_> {
    /// The lines of the panel of figures with the white above it: the fewest, usual and most.
    fn panel(&self) -> [u32; 3] {
        let (least, usual, most) = self.around.figures;
        let gap = self.ground.rules.gap;
        [least, usual, most].map(|lines| if lines == 0 { 0 } else { lines + gap })
    }

    /// The lines that hero, bodies and panel share.
    fn shared(&self) -> u32 {
        let Ground { grid, rules } = self.ground;
        grid.lines.saturating_sub(rules.folio_lines + self.around.credits + rules.gap)
    }

    /// The most lines of a body.
    fn most(&self) -> u32 {
        self.shared().saturating_sub(self.around.hero.0 + self.panel()[0]).min(MOST_LINES)
    }

    /// The fewest.
    fn least(&self) -> u32 {
        self.shared().saturating_sub(self.around.hero.2 + self.panel()[2])
    }

    /// The heights of hero and panel when the bodies have some lines, and what they cost.
    fn heights(&self, body: u32) -> Option<(u32, u32, Vec<Charge>)> {
        let (around, rules) = (self.around, self.ground.rules);
        let shared = self.shared().checked_sub(body)?;
        let [least, usual, most] = self.panel();
        let of = |panel: u32| {
            let hero = shared.checked_sub(panel)?;
            let allowed = (around.hero.0..=around.hero.2).contains(&hero);
            let charges = vec![
                rules::hero::charge(&rules.costs, hero, around.hero.1, around.tallest),
                rules::figures::charge(&rules.costs, panel, usual, around.rows(rules)),
            ];
            allowed.then_some((hero, panel.saturating_sub(rules.gap), charges))
        };
        (least..=most).filter_map(of).min_by(|a, b| rules::total(&a.2).total_cmp(&rules::total(&b.2)))
    }

    /// The cheapest plans, in full.
    fn candidates(&self, solution: &Solution, stories: &[Story]) -> Vec<Candidate> {
        let mut pairs = self.pairs(solution);
        pairs.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        pairs.truncate(PAIRS);
        let mut found: Vec<Candidate> =
            pairs.iter().map(|pair| self.work_out(solution, stories, pair)).collect();
        found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        found.dedup_by(|a, b| a.plan == b.plan);
        found.truncate(WORKED_OUT);
        found
    }

    /// Bodies of two pages that are equally high, with the picture between them where there is one.
    fn pairs(&self, solution: &Solution) -> Vec<Pair> {
        let count = solution.count();
        let heights: BTreeMap<u32, _> =
            (self.least()..=self.most()).filter_map(|body| Some((body, self.heights(body)?))).collect();
        let wide = wide(solution);
        let mut known: HashMap<(Part, usize), ByHeight> = HashMap::new();
        let mut pairs = Vec::new();
        // Without a picture the bodies begin at one line all over the spread.
        let numbers: Vec<Option<usize>> = match self.pictures.len() {
            0 => vec![None],
            count => (0..count).map(Some).collect(),
        };
        for number in numbers {
            let picture = number.map(|number| &self.pictures[number]);
            let part = |left: bool| Part {
                left,
                columns: picture.map_or(0, |picture| picture.columns[usize::from(!left)]),
                lines: picture.map_or(0, |picture| picture.lines + self.page.rules.gap),
            };
            let of_picture = picture.map_or(0.0, |picture| rules::total(&picture.charges));
            for middle in 1..count {
                for left in [true, false] {
                    let range = if left { (0, middle) } else { (middle, count) };
                    known
                        .entry((part(left), middle))
                        .or_insert_with(|| self.bodies(solution, range, part(left), &heights, &wide));
                }
                let (left, right) = (&known[&(part(true), middle)], &known[&(part(false), middle)]);
                for (body, (hero, figures, charges)) in &heights {
                    let (Some(left), Some(right)) = (left.get(body), right.get(body)) else { continue };
                    for (one, other) in left.iter().flat_map(|one| right.iter().map(move |b| (one, b))) {
                        let mut charges = charges.clone();
                        charges.extend(picture.into_iter().flat_map(|picture| picture.charges.clone()));
                        let cost = one.cost + other.cost + of_picture + rules::total(&charges);
                        let bodies = [one.clone(), other.clone()];
                        pairs.push(Pair {
                            bodies,
                            picture: number,
                            hero: *hero,
                            figures: *figures,
                            charges,
                            cost,
                        });
                    }
                }
            }
            // Only the best are kept while more are found.
            if pairs.len() > 40 * PAIRS {
                pairs.sort_by(|a, b| a.cost.total_cmp(&b.cost));
                pairs.truncate(PAIRS);
            }
        }
        pairs
    }

    /// The cheapest bodies that a page may have with some stories, of each height that is allowed.
    fn bodies<T>(
        &self,
        solution: &Solution,
        (first, end): (usize, usize),
        part: Part,
        heights: &BTreeMap<u32, T>,
        wide: &Wide,
    ) -> ByHeight {
        let mut found = Found { spread: self, solution, part, heights, wide, kept: ByHeight::new() };
        let columns = self.page.grid.columns;
        if part.columns == 0 || part.columns == columns {
            for (id, lines, cost) in solution.range(first, end) {
                found.add(part.lines + lines, vec![(id, 0, part.lines)], cost, 0);
            }
            return found.kept;
        }
        for middle in first + 1..end {
            found.over((first, middle, end));
            found.along((first, middle, end), None);
            for last in middle + 1..end {
                found.along((first, middle, last), Some(end));
            }
        }
        found.kept
    }

    /// Whether sections stand where the template pins them, by the columns of the whole spread.
    fn is_pinned_so(&self, solution: &Solution, body: &Body, left: bool) -> bool {
        let pins = &self.ground.rules.pin;
        pins.is_empty() || {
            let columns = if left { 0 } else { self.page.grid.columns };
            body.spots(solution).iter().all(|spot| {
                let own = pins.iter().filter(|pin| pin.section == spot.story + 1);
                own.clone().all(|pin| pin.allows_place(spot.column + columns, spot.line))
            })
        }
    }

    /// Both pages in full, as one plan.
    fn work_out(&self, solution: &Solution, stories: &[Story], pair: &Pair) -> Candidate {
        let (Ground { grid, rules }, page) = (self.ground, self.page);
        let picture = pair.picture.map(|number| &self.pictures[number]);
        let columns = page.grid.columns;
        let mut halves = pair.bodies.iter().zip([true, false]).map(|(body, left)| {
            let spots = body.spots(solution);
            let main = vec![main_picture(page, &spots, None)];
            let half = work_out(page, self.around, stories, &spots, (pair.hero, 0), main);
            let part = picture.map(|picture| {
                let wide = picture.columns[usize::from(!left)];
                Area::new(if left { columns - wide } else { 0 }, wide, 0, picture.lines)
            });
            with_picture(page, half, &spots, part)
        });
        let (Some(left), Some(right)) = (halves.next(), halves.next()) else {
            unreachable!("a spread has two pages")
        };
        let head = rules.folio_lines + pair.hero + rules.gap;
        let foot = grid.lines - self.around.credits - pair.figures;
        let mut whole = left;
        let plan = &mut whole.plan;
        plan.folio = Area::new(0, grid.columns, 0, rules.folio_lines);
        plan.hero = Area::new(0, grid.columns, rules.folio_lines, pair.hero);
        plan.hero_photo = picture.map(|picture| PhotoBox {
            area: Area::new(columns - picture.columns[0], picture.columns.iter().sum(), head, picture.lines),
            caption_lines: picture.caption_lines,
            pointer: None,
        });
        plan.figures = Area::new(0, grid.columns, foot, pair.figures);
        let credits = right.plan.credits;
        plan.credits = Area { column: columns, ..credits };
        plan.sections.extend(right.plan.sections.into_iter().map(|module| module.beside(columns)));
        whole.charges.extend(right.charges);
        whole.charges.extend(pair.charges.iter().chain(pair.bodies.iter().map(|body| &body.whites)).copied());
        whole.charges = rules::sum(&whole.charges);
        whole.cost = rules::total(&whole.charges);
        whole.measures.extend(right.measures);
        whole.slack.extend(right.slack);
        whole
    }

    /// How many lines of a page's whole width the text takes by itself.
    fn text(&self, stories: &[Story]) -> u32 {
        let galleys = stories.iter().filter_map(|story| story.galleys.first());
        galleys.map(Galley::lines).sum::<u32>().div_ceil(self.page.grid.columns)
    }

    /// By how much the report misses the spread.
    fn misfit(&self, solution: &Solution, stories: &[Story]) -> Misfit {
        if !self.ground.rules.pin.is_empty() {
            return Misfit::Pinned;
        }
        let text = self.text(stories);
        let count = solution.count();
        let lines = |first: usize, end: usize| solution.range(first, end).map(|(_, lines, _)| lines);
        let lowest = (1..count)
            .filter_map(|middle| Some(lines(0, middle).min()?.max(lines(middle, count).min()?)))
            .min();
        let highest = (1..count)
            .filter_map(|middle| Some(lines(0, middle).max()?.min(lines(middle, count).max()?)))
            .max();
        // Both pages lack, or have too many, as many lines.
        let of = |lines: u32| volume::characters(self.page.grid, lines);
        match (lowest, highest) {
            (Some(lowest), _) if lowest > self.most() => Misfit::Long(of(2 * (lowest - self.most()))),
            (_, Some(highest)) if highest < self.least() => Misfit::Short(of(2 * (self.least() - highest))),
            // So little that not even one module can be made of it.
            (None, _) if text < 2 * self.least() => Misfit::Short(of(2 * self.least() - text)),
            (None, _) if text > 2 * self.most() => Misfit::Long(of(text - 2 * self.most())),
            _ => Misfit::Shapes,
        }
    }
}

/// The cheapest fillings of the whole width by their height, for the stories from one to before another: number and cost.
type Wide = Vec<Vec<BTreeMap<u32, Vec<(usize, f64)>>>>;

fn wide(solution: &Solution) -> Wide {
    let count = solution.count();
    let mut wide: Wide = vec![vec![BTreeMap::new(); count + 1]; count + 1];
    for (first, end) in (0..count).flat_map(|first| (first + 1..=count).map(move |end| (first, end))) {
        let by_height = &mut wide[first][end];
        for (id, lines, cost) in solution.range(first, end) {
            by_height.entry(lines).or_default().push((id, cost));
        }
        for ways in by_height.values_mut() {
            ways.sort_by(|a, b| a.1.total_cmp(&b.1));
            ways.truncate(TRIED);
        }
    }
    wide
}

/// The bodies of one page as they are found.
struct Found<'a, T> {
    spread: &'a Spread<'a>,
    solution: &'a Solution,
    part: Part,
    heights: &'a BTreeMap<u32, T>,
    wide: &'a Wide,
    kept: ByHeight,
}

impl<T> Found<'_, T> {
    /// Keeps a body if it is among the cheapest of its height. Some lines are white: of one piece, the others are full.
    fn add(&mut self, lines: u32, pieces: Vec<(usize, u32, u32)>, cost: f64, white: u32) {
        if !self.heights.contains_key(&lines) {
            return;
        }
        let kept = self.kept.entry(lines).or_default();
        let whites = Charge::new(Rule::PageFoot, WHITE * f64::from(white));
        let cost = cost + whites.cost;
        let at = kept.partition_point(|other| other.cost <= cost);
        if at >= TRIED {
            return;
        }
        let body = Body { pieces, cost, whites };
        if self.spread.is_pinned_so(self.solution, &body, self.part.left) {
            kept.insert(at, body);
            kept.truncate(TRIED);
        }
    }

    /// The basic columns beside the picture, the first of them, and the picture's first.
    fn sides(&self) -> (u32, u32, u32) {
        let beside = self.spread.page.grid.columns - self.part.columns;
        if self.part.left { (beside, 0, beside) } else { (beside, self.part.columns, 0) }
    }

    /// Sections beside the picture, and others below both over the whole width.
    fn over(&mut self, (first, middle, end): (usize, usize, usize)) {
        let (beside, outer, _) = self.sides();
        let (part, page) = (self.part, self.spread.page);
        let room = part.lines.saturating_sub(page.rules.gap);
        let through = through_line::charge(&page.rules.costs, 1).cost;
        for white in 0..=MOST_WHITE.min(room) {
            for &flank in self.solution.narrow((first, middle), beside, room - white) {
                for &body in self.heights.keys() {
                    let below =
                        body.checked_sub(part.lines).and_then(|lines| self.wide[middle][end].get(&lines));
                    for &(id, cost) in below.into_iter().flatten() {
                        let cost = cost + self.solution.edges(flank).0 + through;
                        self.add(body, vec![(flank, outer, 0), (id, 0, part.lines)], cost, white);
                    }
                }
            }
        }
    }

    /// Sections beside the picture and farther down, others below the picture as wide as it; and perhaps, from the one that
    /// comes last of these to the `end`, others below all of them.
    fn along(&mut self, (first, middle, under_end): (usize, usize, usize), end: Option<usize>) {
        let (beside, outer, inner) = self.sides();
        let (part, page, solution) = (self.part, self.spread.page, self.solution);
        let (before, after) = ((first, middle), (middle, under_end));
        let (flanks, unders) = if part.left { (before, after) } else { (after, before) };
        let costs = &page.rules.costs;
        let (least, most) = match end {
            // Both are read beside one another for some lines.
            Some(_) => (part.lines + LEAST_UNDER, self.spread.most()),
            None => (self.spread.least().max(part.lines + 1), self.spread.most()),
        };
        for lines in least..=most {
            for (white, of_flank) in
                (0..=2 * MOST_WHITE).map(|white| (white % (MOST_WHITE + 1), white > MOST_WHITE))
            {
                let (long, short) = if of_flank { (white, 0) } else { (0, white) };
                let Some(below) = (lines - part.lines).checked_sub(short).filter(|lines| *lines > 0) else {
                    continue;
                };
                let flank = solution.narrow(flanks, beside, lines.saturating_sub(long));
                let under = solution.narrow(unders, part.columns, below);
                for (&flank, &under) in
                    flank.iter().flat_map(|flank| under.iter().map(move |under| (flank, under)))
                {
                    let ((a, left, right), (b, under_left, under_right)) =
                        (solution.edges(flank), solution.edges(under));
                    let met = if part.left {
                        right & (under_left << part.lines)
                    } else {
                        left & (under_right << part.lines)
                    };
                    if met != 0 {
                        continue;
                    }
                    let mut pieces = vec![(flank, outer, 0), (under, inner, part.lines)];
                    if !part.left {
                        pieces.reverse();
                    }
                    let Some(end) = end else {
                        self.add(lines, pieces, a + b + through_gutter::charge(costs, 1.0).cost, white);
                        continue;
                    };
                    let foot = lines + page.rules.gap;
                    let least_below = self.spread.least().saturating_sub(foot);
                    let through = through_line::charge(costs, 1).cost;
                    for (more, ways) in self.wide[under_end][end].range(least_below..) {
                        if !self.heights.contains_key(&(foot + more)) {
                            continue;
                        }
                        for &(id, cost) in ways.iter().take(2) {
                            let mut pieces = pieces.clone();
                            pieces.push((id, 0, foot));
                            self.add(foot + more, pieces, a + b + cost + through, white);
                        }
                    }
                }
            }
        }
    }
}

impl Body {
    /// Where its modules stand, in the report's order.
    fn spots<'a>(&self, solution: &'a Solution) -> Vec<Spot<'a>> {
        let of = |&(id, column, line): &(usize, u32, u32)| {
            let spots = solution.spots(id).into_iter();
            spots.map(move |spot| Spot { column: spot.column + column, line: spot.line + line, ..spot })
        };
        self.pieces.iter().flat_map(of).collect()
    }
}

/// A page's plan with the cuts through it counted as they are with a picture among its sections.
fn with_picture(page: Ground, mut half: Candidate, spots: &[Spot], picture: Option<Area>) -> Candidate {
    let Ground { grid, rules } = page;
    let all: Vec<Area> = rectangles(spots).into_iter().chain(picture).collect();
    let (_, lines) = cuts(&all);
    half.charges.retain(|charge| !matches!(charge.rule, Rule::ThroughGutter | Rule::ThroughLine));
    let gutters = gutters::weight_beside(grid, &[], spots, picture.as_ref());
    half.charges.push(through_gutter::charge(&rules.costs, gutters));
    half.charges.push(through_line::charge(&rules.costs, lines));
    half
}
