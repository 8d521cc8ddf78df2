//! Sections shared out to pages: every page one contiguous range of them, filled by itself.

use super::ground::Ground;

use super::rules::{Charge, pages, total};
use super::solve::{Solution, Spot};
use super::surroundings::Surroundings;

/// Fillings of one page that are tried with those of the others, where there are several pages.
const TRIED: usize = 6;
/// Ways to fill the pages so far that are carried on to the next page.
const CARRIED: usize = 24;

/// A page of a plan: which filling, with what above it.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// The fillings' numbers in the solution, each with its first line from the body's head: one, or those above and below
    /// the bands that cut the body.
    pub parts: Vec<(usize, u32)>,
    /// The lines of the hero.
    pub hero: u32,
    /// The lines of the panel of figures.
    pub figures: u32,
    /// What hero and panel cost.
    pub charges: Vec<Charge>,
    /// The fillings' cost with these.
    pub cost: f64,
    /// What stands above and below.
    pub around: Surroundings,
}

impl Leaf {
    /// Where the modules of the page stand, in the report's order.
    #[must_use]
    pub fn spots<'a>(&self, solution: &'a Solution) -> Vec<Spot<'a>> {
        let of_part = |&(id, line): &(usize, u32)| {
            let spots = solution.spots(id).into_iter();
            spots.map(move |spot| Spot { line: spot.line + line, ..spot })
        };
        self.parts.iter().flat_map(of_part).collect()
    }
}

/// The cost of all pages.
#[must_use]
pub fn cost_of_all(leaves: &[Leaf]) -> f64 {
    leaves.iter().map(|leaf| leaf.cost).sum()
}

/// The ways to share the stories out to pages, each page with one of its cheapest fillings.
#[must_use]
pub fn sequences(ground: Ground, around: &Surroundings, solution: &Solution) -> Vec<Vec<Leaf>> {
    let rules = ground.rules;
    let count = solution.count();
    let most = (rules.pages.most as usize).min(count.max(1));
    let mut found = Vec::new();
    // By how many stories are placed: the cheapest ways to place them on the pages so far.
    let mut so_far: Vec<Vec<Vec<Leaf>>> = vec![Vec::new(); count + 1];
    so_far[0].push(Vec::new());
    for page in 1..=most {
        let mut next: Vec<Vec<Vec<Leaf>>> = vec![Vec::new(); count + 1];
        for (first, ways) in so_far.iter().enumerate().filter(|(_, ways)| !ways.is_empty()) {
            for (end, next) in next.iter_mut().enumerate().skip(first + 1) {
                // More pages may come, unless this is the last that is allowed.
                let last = end == count;
                if !last && page == most {
                    continue;
                }
                let on_page = around.on_page(rules, page == 1, last);
                for mut leaf in
                    leaves(ground, (&on_page, (page == 1, last)), solution, (first, end), most == 1)
                {
                    if page > 1 {
                        let more = pages::charge(&rules.costs);
                        leaf.cost += more.cost;
                        leaf.charges.push(more);
                    }
                    for before in ways {
                        let mut leaves = before.clone();
                        leaves.push(leaf.clone());
                        next.push(leaves);
                    }
                }
            }
        }
        for ways in &mut next {
            ways.sort_by(|a, b| cost_of_all(a).total_cmp(&cost_of_all(b)));
            if most > 1 {
                ways.truncate(CARRIED);
            }
        }
        let whole = std::mem::take(&mut next[count]);
        if page >= rules.pages.least as usize {
            found.extend(whole);
        }
        so_far = next;
    }
    found
}

/// The fillings that a page may have with some stories, cheapest first. The two truth values say
/// whether it is the first, and the last.
fn leaves(
    ground: Ground,
    (around, (on_first, on_last)): (&Surroundings, (bool, bool)),
    solution: &Solution,
    (first, end): (usize, usize),
    all: bool,
) -> Vec<Leaf> {
    let rules = ground.rules;
    // A block of the template stands on its own page.
    let has_page =
        |story: usize| solution.reserved(story).is_none_or(|block| block.page.is(on_first, on_last));
    if !(first..end).all(has_page) {
        return Vec::new();
    }
    let mut found: Vec<Leaf> = if around.bands.is_empty() {
        let of_filling = |(id, lines, cost)| {
            let (hero, figures, charges) = around.heights(ground, lines)?;
            let cost = cost + total(&charges);
            Some(Leaf { parts: vec![(id, 0)], hero, figures, charges, cost, around: around.clone() })
        };
        solution.range(first, end).filter_map(of_filling).collect()
    } else {
        between_bands(ground, around, solution, (first, end))
    };
    if !rules.pin.is_empty() {
        let in_place = |spot: &Spot| {
            let pins = rules.pin.iter().filter(|pin| pin.section == spot.story + 1);
            pins.clone().all(|pin| pin.allows_place(spot.column, spot.line))
        };
        found.retain(|leaf| leaf.spots(solution).iter().all(in_place));
    }
    found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    if !all {
        found.truncate(TRIED);
    }
    found
}

/// Ways to fill a body so far that are carried on across a band.
const CARRIED_OVER: usize = 400;

/// The fillings of a body that bands cut at lines of the page. Each part has some of the stories, in order; all below the first
/// band has exactly the lines that are there.
fn between_bands(
    ground: Ground,
    around: &Surroundings,
    solution: &Solution,
    (first, end): (usize, usize),
) -> Vec<Leaf> {
    let (rules, gap) = (ground.rules, ground.rules.gap);
    let foot = ground.grid.lines.saturating_sub(around.foot(rules));
    let bands: Vec<(u32, u32)> =
        around.bands.iter().map(|band| (band.line.unwrap_or(0), band.lines)).collect();
    // Where each part below a band begins and ends on the page.
    let below = |index: usize| {
        let (line, lines) = bands[index];
        let next = bands.get(index + 1).map_or(foot, |next| next.0.saturating_sub(gap));
        (line + lines + gap, next)
    };
    let Some(&(line, _)) = bands.first() else { return Vec::new() };
    // What stands at the body's head or foot does so in its first or last part.
    let at_its_end = |stories: (usize, usize), part: usize| {
        let mut blocks = (stories.0..stories.1).filter_map(|story| solution.reserved(story));
        blocks.all(|block| (!block.ends.0 || part == 0) && (!block.ends.1 || part == bands.len()))
    };
    // What is filled so far, and the next story.
    let mut begun: Vec<(Leaf, usize)> = Vec::new();
    for middle in (first + 1..=end).filter(|&middle| at_its_end((first, middle), 0)) {
        for (id, lines, cost) in solution.range(first, middle) {
            // The whole body's height follows from where the first part ends.
            let Some(head) = line.checked_sub(lines + gap) else { continue };
            let Some(body) = foot.checked_sub(head) else { continue };
            let Some((hero, figures, charges)) = around.heights(ground, body) else { continue };
            if around.head(rules, (hero, figures)) != head {
                continue;
            }
            let cost = cost + total(&charges);
            let leaf = Leaf { parts: vec![(id, 0)], hero, figures, charges, cost, around: around.clone() };
            begun.push((leaf, middle));
        }
    }
    for index in 0..bands.len() {
        let (from, to) = below(index);
        let mut next = Vec::new();
        for (leaf, story) in begun {
            let head = around.head(rules, (leaf.hero, leaf.figures));
            let ends = if index + 1 == bands.len() { end..=end } else { story + 1..=end };
            // A band at the very foot has nothing below it.
            if to <= from && story == end {
                next.push((leaf, story));
                continue;
            }
            let ends = ends.filter(|&last| last > story && at_its_end((story, last), index + 1));
            for last in ends {
                for (id, lines, cost) in solution.range(story, last) {
                    let short = to.saturating_sub(from + lines);
                    if from + lines > to || short > around.short {
                        continue;
                    }
                    let mut leaf = leaf.clone();
                    leaf.parts.push((id, from.saturating_sub(head)));
                    leaf.cost += cost;
                    next.push((leaf, last));
                }
            }
        }
        next.sort_by(|a, b| a.0.cost.total_cmp(&b.0.cost));
        next.truncate(CARRIED_OVER);
        begun = next;
    }
    begun.into_iter().filter(|(_, story)| *story == end).map(|(leaf, _)| leaf).collect()
}
