//! The headings of modules: on how many lines they are set, how much smaller, and what that costs.

use super::plan::Area;
use super::rules::{self as of, Charge, heading_line, total};
use super::shaper::Shaper;
use super::story::Story;
use crate::edition::makeup_rules::{HeadingRules, HeadingSize};
use crate::edition::{Grid, MakeupRules};
use crate::report::Importance;

/// A heading as it may be set.
pub(super) struct Heading {
    /// On how many lines it is set.
    pub(super) lines: u32,
    /// The lines of the grid that it takes.
    pub(super) rows: u32,
    /// What it costs.
    pub(super) cost: f64,
}

impl Shaper<'_> {
    /// The ways to set the heading at a width: on how many lines, how many lines of the grid it takes, and the cost.
    pub(super) fn headings(&self, columns: u32, parts: u32, raised_span: u32) -> Vec<Heading> {
        if self.story.heading.is_empty() {
            return vec![Heading { lines: 1, rows: 0, cost: 0.0 }];
        }
        let rules = &self.ground.rules.heading;
        let size = rules.of(self.story.rank);
        let width = heading_width(self.ground.grid, columns, parts, raised_span);
        let scale = |lines: u32| heading_scale(rules, self.story.rank, &self.story.heading, (width, lines));
        let mut found = Vec::new();
        let parts_of_heading = u32::try_from(self.story.heading.len()).unwrap_or(u32::MAX);
        let one = std::iter::once(1);
        for lines in one.chain((parts_of_heading > 1).then_some(parts_of_heading)) {
            let rows = rows_on(size, lines);
            if scale(lines) >= rules.least_scale {
                found.extend((0..=rules.extra).map(|extra| (lines, rows + extra)));
            }
        }
        if found.is_empty() && columns == self.ground.grid.columns && raised_span == 0 {
            // Nothing else is left for a very long heading but to be set small.
            found.push((1, size.lines));
        }
        found
            .into_iter()
            .map(|(lines, rows)| Heading {
                lines,
                rows,
                cost: total(&heading_charges(self.ground.rules, self.story, width, lines, rows)),
            })
            .collect()
    }
}

/// The lines of the grid that a heading on some lines takes: each beyond two as many more as the second one does.
fn rows_on(size: HeadingSize, lines: u32) -> u32 {
    match lines {
        0 | 1 => size.lines,
        _ => size.lines_of_two + (lines - 2) * size.lines_of_two.saturating_sub(size.lines).max(1),
    }
}

/// The width of a heading that stands over all text columns but some (pt).
pub(super) fn heading_width(grid: &Grid, columns: u32, parts: u32, raised_span: u32) -> f64 {
    grid.rect(&Area { lines: 1, ..Area::within(0, columns, parts, 0, parts - raised_span) }).width
}

/// By how much a heading is made smaller to fit: 1 when it is not.
pub(super) fn heading_scale(
    rules: &HeadingRules,
    rank: Importance,
    words: &[f64],
    (width, lines): (f64, u32),
) -> f64 {
    (1.0 / heading_share(rules, rank, words, (width, lines))).min(1.0)
}

/// The share of its width that a heading fills; more than 1 when it is too long.
fn heading_share(rules: &HeadingRules, rank: Importance, words: &[f64], (width, lines): (f64, u32)) -> f64 {
    let heading = rules.of(rank);
    let (words, side) = if lines == 1 {
        let gaps = 0.5 * f64::from(u32::try_from(words.len().saturating_sub(1)).unwrap_or(0));
        (words.iter().sum::<f64>() + gaps, heading.side_pt)
    } else {
        (words.iter().copied().fold(0.0, f64::max), heading.side_of_two_pt)
    };
    words.max(1.0) * heading.size_pt / (width - side).max(1.0)
}

/// What a heading costs that is set at a width on some lines.
pub(super) fn heading_charges(
    rules: &MakeupRules,
    story: &Story,
    width: f64,
    lines: u32,
    rows: u32,
) -> Vec<Charge> {
    if story.heading.is_empty() {
        return Vec::new();
    }
    let scale_on = |lines| heading_scale(&rules.heading, story.rank, &story.heading, (width, lines));
    let scale = scale_on(lines);
    let size = rules.heading.of(story.rank);
    let usual = rows_on(size, lines);
    let filled = heading_share(&rules.heading, story.rank, &story.heading, (width, lines));
    let needless = lines > 1 && scale_on(1) >= 1.0;
    vec![
        of::heading_scale::charge(&rules.costs, scale),
        heading_line::charge(&rules.costs, rows - usual + u32::from(needless), (filled, lines > 1)),
    ]
}
