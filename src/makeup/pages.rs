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
    /// The filling's number in the solution.
    pub id: usize,
    /// The lines of the hero.
    pub hero: u32,
    /// The lines of the panel of figures.
    pub figures: u32,
    /// What hero and panel cost.
    pub charges: Vec<Charge>,
    /// The filling's cost with these.
    pub cost: f64,
    /// What stands above and below.
    pub around: Surroundings,
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
                for mut leaf in leaves(ground, &on_page, solution, (first, end), most == 1) {
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

/// The fillings that a page may have with some stories, cheapest first.
fn leaves(
    ground: Ground,
    around: &Surroundings,
    solution: &Solution,
    (first, end): (usize, usize),
    all: bool,
) -> Vec<Leaf> {
    let rules = ground.rules;
    let mut found: Vec<Leaf> = solution
        .range(first, end)
        .filter_map(|(id, lines, cost)| {
            let in_place = |spot: &Spot| {
                let pins = rules.pin.iter().filter(|pin| pin.section == spot.story + 1);
                pins.clone().all(|pin| pin.allows_place(spot.column, spot.line))
            };
            if !rules.pin.is_empty() && !solution.spots(id).iter().all(in_place) {
                return None;
            }
            let (hero, figures, charges) = around.heights(ground, lines)?;
            let cost = cost + total(&charges);
            Some(Leaf { id, hero, figures, charges, cost, around: around.clone() })
        })
        .collect();
    found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    if !all {
        found.truncate(TRIED);
    }
    found
}
