//! When a report does not fit its page: by how much, and what would help.

use crate::diagnostic::Diagnostic;
use crate::edition::Grid;
use crate::report::{Places, Report};
use crate::say;

use super::galley::Galley;
use super::ground::Ground;
use super::solve::Solution;
use super::story::Story;
use super::surroundings::Surroundings;

/// The characters that stand in the place of one photo, about.
const ONE_PHOTO: u32 = 500;

/// By how many lines of the whole page's width a report misses its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// So many lines too many, at the least.
    Long(u32),
    /// So many lines too few, at the least.
    Short(u32),
    /// A section, from 0, has so many lines too many for any page.
    Section(usize, u32),
    /// The template pins sections, and nothing fits round them.
    Pinned,
    /// Pictures and text have no common filling, at any height.
    Shapes,
}

impl Misfit {
    /// Compares the heights that a solution knows, without regard to the page, with those the page allows.
    #[must_use]
    pub fn of(ground: Ground, around: &Surroundings, stories: &[Story], solution: &Solution) -> Self {
        let Ground { grid, rules } = ground;
        if !rules.pin.is_empty() {
            return Self::Pinned;
        }
        // A section stands on one page, and the first one below the opening.
        let first = around.on_page(rules, true, false).body(ground).1;
        let over = (0..if rules.pages.most > 1 { stories.len() } else { 0 }).filter_map(|index| {
            let lowest = solution.range(index, index + 1).map(|(_, lines, _)| lines).min()?;
            let page = if index == 0 { first } else { around.most(ground) };
            (lowest > page).then(|| Self::Section(index, lowest - page))
        });
        if let Some(section) =
            over.max_by_key(|one| if let Self::Section(_, lines) = one { *lines } else { 0 })
        {
            return section;
        }
        let (least, most) = around.bodies(ground);
        let lowest = solution.wholes().map(|(_, lines, _)| lines).min();
        let highest = solution.wholes().map(|(_, lines, _)| lines).max();
        match (lowest, highest) {
            (Some(lowest), _) if lowest > most => Self::Long(lowest - most),
            (_, Some(highest)) if highest < least => Self::Short(least - highest),
            // So little that not even one module can be made of it.
            (None, _) if lines(grid, stories) < least => Self::Short(least - lines(grid, stories)),
            _ => Self::Shapes,
        }
    }
}

/// How many lines of the whole width the text takes by itself.
#[must_use]
pub fn lines(grid: &Grid, stories: &[Story]) -> u32 {
    let lines: u32 = stories.iter().filter_map(|story| story.galleys.first()).map(Galley::lines).sum();
    lines.div_ceil(grid.columns)
}

/// The finding for the user.
#[must_use]
pub fn finding(misfit: &Misfit, grid: &Grid, report: &Report, places: &Places) -> Diagnostic {
    // A line across the page holds that many characters; paragraphs end before their lines do.
    let characters = |lines: u32| ((lines * grid.columns * grid.measure * 9 / 10).max(10) + 5) / 10 * 10;
    let longest = report
        .sections
        .iter()
        .enumerate()
        .max_by_key(|(index, section)| {
            (section.body.iter().map(|text| text.chars().count()).sum::<usize>(), std::cmp::Reverse(*index))
        })
        .map_or(0, |(index, _)| index);
    let finding = match misfit {
        Misfit::Long(lines) => {
            let over = characters(*lines);
            let total: usize = report
                .sections
                .iter()
                .flat_map(|section| &section.body)
                .map(|text| text.chars().count())
                .sum();
            let mut ways = say!("hint.cut-from", count = over, section = longest + 1);
            let mut or = |way| ways = say!("hint.or", first = ways.clone(), second = way);
            // A photo of three columns takes about as much room as so many characters.
            if !report.photos.is_empty() && over <= ONE_PHOTO {
                or(say!("hint.drop-photo"));
            }
            // Smaller type on the same lines sets the same text in fewer of them.
            let half = grid.body_pt - 0.5;
            let saved = f64::from(u32::try_from(total).unwrap_or(u32::MAX)) * (1.0 - half / grid.body_pt);
            if saved >= f64::from(over) {
                or(say!("hint.smaller-body", points = half));
            }
            Diagnostic::error(say!("volume.long", count = over)).hint(ways)
        }
        Misfit::Short(lines) => {
            let under = characters(*lines);
            Diagnostic::error(say!("volume.short", count = under))
                .hint(say!("hint.write-or-photo", count = under))
        }
        Misfit::Section(index, lines) => {
            let over = characters(*lines);
            let finding = Diagnostic::error(say!("volume.section", section = index + 1, count = over))
                .hint(say!("hint.divide-section", count = over));
            return match places.value(&format!("/sections/{index}")) {
                Some(place) => finding.at(place),
                None => finding,
            };
        }
        Misfit::Pinned => Diagnostic::error(say!("volume.pinned")).hint(say!("hint.pin-less")),
        Misfit::Shapes => Diagnostic::error(say!("volume.shapes")).hint(say!("hint.spread-photos")),
    };
    match places.value("/sections") {
        Some(place) => finding.at(place),
        None => finding,
    }
}
