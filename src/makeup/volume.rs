//! When a report does not fit its page: by how much, and what would help.

use crate::diagnostic::Diagnostic;
use crate::edition::{Grid, MakeupRules};
use crate::report::{Places, Report};

use super::arrange::Surroundings;
use super::solve::Solution;
use super::story::{Galley, Story};

/// The characters that stand in the place of one photo, about.
const ONE_PHOTO: u32 = 500;

/// By how many lines of the whole page's width a report misses its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// So many lines too many, at the least.
    Long(u32),
    /// So many lines too few, at the least.
    Short(u32),
    /// The template pins sections, and nothing fits round them.
    Pinned,
    /// Pictures and text have no common filling, at any height.
    Shapes,
}

impl Misfit {
    /// Compares the heights that a solution knows, without regard to the page, with those the page allows.
    #[must_use]
    pub fn of(
        grid: &Grid,
        rules: &MakeupRules,
        around: &Surroundings,
        stories: &[Story],
        solution: &Solution,
    ) -> Self {
        if !rules.pin.is_empty() {
            return Self::Pinned;
        }
        let (least, most) = around.body(grid, rules);
        let lowest = solution.wholes().map(|(_, lines, _)| lines).min();
        let highest = solution.wholes().map(|(_, lines, _)| lines).max();
        match (lowest, highest) {
            (Some(lowest), _) if lowest > most => Self::Long(lowest - most),
            (_, Some(highest)) if highest < least => Self::Short(least - highest),
            // So little that not even one module can be made of it.
            (None, _) if volume(grid, stories) < least => Self::Short(least - volume(grid, stories)),
            _ => Self::Shapes,
        }
    }
}

/// How many lines of the whole width the text takes by itself.
fn volume(grid: &Grid, stories: &[Story]) -> u32 {
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
            let mut ways = vec![format!("cut {over} characters, most easily from section {}", longest + 1)];
            // A photo of three columns takes about as much room as so many characters.
            if !report.photos.is_empty() && over <= ONE_PHOTO {
                ways.push("drop one photo".to_owned());
            }
            // Smaller type on the same lines sets the same text in fewer of them.
            let half = grid.body_pt - 0.5;
            let saved = f64::from(u32::try_from(total).unwrap_or(u32::MAX)) * (1.0 - half / grid.body_pt);
            if saved >= f64::from(over) {
                ways.push(format!("set the body in {half} pt"));
            }
            Diagnostic::old_error(
                "volume",
                format!("the report is about {over} characters too long for its page"),
            )
            .old_hint(ways.join(", or "))
        }
        Misfit::Short(lines) => {
            let under = characters(*lines);
            Diagnostic::old_error(
                "volume",
                format!("the report is about {under} characters too short for its page"),
            )
            .old_hint(format!("write {under} characters more, or add a photo"))
        }
        Misfit::Pinned => Diagnostic::old_error(
            "volume",
            "no plan has the sections where the template pins them".to_owned(),
        )
        .old_hint("pin less of them: `[[makeup.pin]]` in the template's template.toml".to_owned()),
        Misfit::Shapes => Diagnostic::old_error(
            "volume",
            "no arrangement of the sections and their photos fills the page".to_owned(),
        )
        .old_hint("spread the photos more evenly over the sections, or drop one".to_owned()),
    };
    match places.value("/sections") {
        Some(place) => finding.at(place),
        None => finding,
    }
}
