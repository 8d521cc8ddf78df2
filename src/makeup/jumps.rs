//! Where sections may run on to the next page, 转版: the ways to divide those in which a page ends.

use super::ground::Ground;
use super::task::Search;
use crate::edition::{Cut, cut_near};
use crate::report::{Importance, Section};

/// By how many lines the ends of pages are moved to try other cuts.
const MOVES: [f64; 5] = [0.0, -4.0, 4.0, -9.0, 9.0];
/// A page that ends so near to a section's end (lines) ends with it.
const NEAR: f64 = 7.0;
/// The share of the type area that photos take, about, by their importance (%).
const SHARES: [f64; 3] = [12.0, 4.5, 2.0];
/// How large photos may be, as parts of these shares: few words and many photos make them large or small.
const SIZES: [f64; 3] = [1.0, 0.6, 1.7];
/// The lines of the whole width that a heading takes, about.
const HEADING: f64 = 2.0;

/// The ways to divide an edition's sections, those of few pages first.
pub(super) fn cuts(search: &Search) -> Vec<Vec<Cut>> {
    let ground = search.ground();
    let pages = &ground.rules.pages;
    let filler = ground.rules.filler.map_or(0, |filler| filler.most);
    let fillers = if filler > 0 { vec![0, filler] } else { vec![0] };
    let mut found = by_themselves(search);
    // Photos of the usual size come before others; pages of the report alone before those whose last one is filled up.
    for size in SIZES {
        let heights = heights(search, SHARES.map(|share| share * size));
        for filler in &fillers {
            for count in pages.least.max(2)..=pages.most {
                for cuts in on_pages(search, &heights, *filler, count) {
                    if !found.contains(&cuts) {
                        found.push(cuts);
                    }
                }
            }
        }
    }
    found
}

/// The ways to divide sections so high on so many pages, the last of which may have a filler of so many lines.
fn on_pages(search: &Search, heights: &[f64], filler: u32, count: u32) -> Vec<Vec<Cut>> {
    let ground = search.ground();
    let around = |page: u32| {
        let around = &search.task.ways.first().map_or(&search.task.around, |way| &way.around);
        around.on_page(ground.rules, page == 0, page + 1 == count).body(ground)
    };
    let mut bodies: Vec<(u32, u32)> = (0..count).map(around).collect();
    if let Some((least, _)) = bodies.last_mut() {
        *least = least.saturating_sub(filler);
    }
    let sum = |of: &dyn Fn(&(u32, u32)) -> u32| bodies.iter().map(|body| f64::from(of(body))).sum::<f64>();
    let (least, most) = (sum(&|body| body.0), sum(&|body| body.1));
    let whole: f64 = heights.iter().sum();
    // The estimate is rough: photos give and take.
    if whole < least * 0.7 || whole > most * 1.3 {
        return Vec::new();
    }
    let part = ((whole - least) / (most - least).max(1.0)).clamp(0.0, 1.0);
    // As much as the pages hold with this share of their room.
    let scale = whole / (least + part * (most - least)).max(1.0);
    let moved = |by: f64| {
        let mut end = 0.0;
        let ends = bodies.iter().take(bodies.len() - 1).map(|(least, most)| {
            end += f64::from(*least) + part * f64::from(most - least);
            end * scale + by
        });
        ends.filter_map(|end| cut_at(search, heights, end)).collect::<Vec<_>>()
    };
    MOVES.into_iter().map(moved).filter(|cuts| !cuts.is_empty()).collect()
}

/// How full the pages are that sections of more than a page are shared out to.
const FILLS: [f64; 3] = [0.95, 0.78, 0.6];
/// The share of the type area that photos take of a template whose pages may end early (%).
const LARGE_SHARES: [f64; 3] = [18.0, 11.0, 7.0];

/// Where pages may end early: the ways to divide each section that is higher than a page into parts of one height.
fn by_themselves(search: &Search) -> Vec<Vec<Cut>> {
    let ground = search.ground();
    if ground.rules.pages.short == 0 {
        return Vec::new();
    }
    let page = f64::from(search.task.around.on_page(ground.rules, false, false).body(ground).1);
    let sections = &search.setting.edition.loaded.report.sections;
    let heights = heights(search, LARGE_SHARES);
    let mut found: Vec<Vec<Cut>> = Vec::new();
    for fill in FILLS {
        let of = |(index, (section, height)): (usize, (&Section, &f64))| {
            let parts = (height / (page * fill).max(1.0)).ceil();
            let at = (1_u32..).map(f64::from).take_while(move |part| *part < parts);
            at.filter_map(move |part| cut_near(section, index, part / parts)).collect::<Vec<_>>()
        };
        let mut cuts: Vec<Cut> = sections.iter().zip(&heights).enumerate().flat_map(of).collect();
        cuts.dedup();
        if !cuts.is_empty() && !found.contains(&cuts) {
            found.push(cuts);
        }
    }
    found
}

/// About how many lines of the whole width each section takes.
fn heights(search: &Search, shares: [f64; 3]) -> Vec<f64> {
    let Ground { grid, .. } = search.ground();
    let page = f64::from(grid.lines);
    let of_photo = |rank: Importance| match rank {
        Importance::Lead => shares[0],
        Importance::Normal => shares[1],
        Importance::Brief => shares[2],
    };
    let of = |story: &super::story::Story| {
        let text = story.galleys.first().map_or(0.0, |galley| {
            let share = f64::from(galley.measure + grid.gutter)
                / f64::from(grid.measure_of(grid.columns) + grid.gutter);
            f64::from(galley.lines()) * share
        });
        let photos: f64 = story.photos.iter().map(|photo| of_photo(photo.rank)).sum();
        text + photos / 100.0 * page + HEADING
    };
    search.task.stories.iter().map(of).collect()
}

/// The cut of the section in which a page ends; none where that is near its beginning or its end.
fn cut_at(search: &Search, heights: &[f64], end: f64) -> Option<Cut> {
    let mut from = 0.0;
    for (index, &height) in heights.iter().enumerate() {
        let (above, below) = (end - from, from + height - end);
        if above > NEAR && below > NEAR {
            let section = search.setting.edition.loaded.report.sections.get(index)?;
            return cut_near(section, index, above / height);
        }
        from += height;
    }
    None
}
