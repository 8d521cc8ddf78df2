//! What the solver works on, and what it finds.

use super::arrange::candidates;
use super::copyfit::copyfit;
use super::ground::Ground;
use super::measure::add_galleys;
use super::page::Setting;
use super::photo_order::photo_inputs;
use super::quote;
use super::settle::Fitted;
use super::shape::measures;
use super::solve::{MOST_LINES, solve};
use super::story::{Story, stories};
use super::surroundings::Surroundings;
use super::volume::{self, Misfit};
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::typeset::Fonts;
use crate::typeset::han;

/// When the best plan costs more than this for each page, gutters may be stretched as well.
const PATIENCE: f64 = 22.0;

/// What the solver works on.
pub struct Task {
    /// The sections with their galleys.
    pub stories: Vec<Story>,
    /// What stands above and below the body.
    pub around: Surroundings,
    /// The most lines of the body.
    pub most: u32,
}

/// Measures the sections of an edition at the measures that need no wider gutters.
///
/// # Errors
/// What the template's code does wrong.
pub fn task(edition: &Edition, fonts: &Fonts) -> Result<Task, Vec<Diagnostic>> {
    prepare(&Setting::new(edition, fonts))
}

fn prepare(setting: &Setting) -> Result<Task, Vec<Diagnostic>> {
    let Setting { edition, order, kept, .. } = setting;
    let settings = &edition.template.settings;
    let ground = Ground::new(settings);
    let report = &edition.loaded.report;
    let mut stories = stories(
        report,
        &photo_inputs(edition),
        order,
        quote::of_report(report, ground.rules.quote.characters),
    );
    let grid = ground.grid;
    let whole = (1..=grid.columns).map(|columns| grid.measure_of(columns));
    let widths: Vec<u32> = measures(ground, true).into_iter().chain(whole).collect();
    for story in &mut stories {
        for caption in story.photos.iter_mut().flat_map(|photo| &mut photo.captions) {
            caption.text = han::prepare(&caption.text, kept);
        }
        if let Some(quote) = &mut story.quote {
            quote.measure(&han::prepare_heading(&quote.text, kept), ground, &widths);
        }
    }
    let lead_lines = add_galleys(setting, &mut stories, &measures(ground, false))?;
    let around = Surroundings::new(
        ground,
        lead_lines,
        u32::try_from(report.metrics.len()).unwrap_or(u32::MAX),
        order.lead.is_some(),
        report.credits.as_deref().is_some_and(|text| !text.is_empty()),
    );
    let most = around.most(ground).min(MOST_LINES);
    Ok(Task { stories, around, most })
}

/// The plans that the solver finds, best first.
pub(super) fn plans(setting: &Setting) -> Result<Vec<Fitted>, Vec<Diagnostic>> {
    let edition = setting.edition;
    let settings = &edition.template.settings;
    let ground = Ground::new(settings);
    let Task { mut stories, around, most } = prepare(setting)?;
    let mut found = candidates(ground, &around, &stories, &solve(ground, &stories, false, most));
    if found.first().is_none_or(|best| best.cost > PATIENCE * f64::from(best.plan.pages)) {
        let plain = measures(ground, false);
        let more: Vec<u32> =
            measures(ground, true).into_iter().filter(|measure| !plain.contains(measure)).collect();
        if !more.is_empty() {
            add_galleys(setting, &mut stories, &more)?;
            let again = candidates(ground, &around, &stories, &solve(ground, &stories, true, most));
            if again.first().is_some_and(|new| found.first().is_none_or(|old| new.cost < old.cost)) {
                found = again;
            }
        }
    }
    if found.is_empty() {
        return Err(vec![misfit(edition, ground, &around, &stories)]);
    }
    let mut fits: Vec<Fitted> = found
        .into_iter()
        .map(|plain| Fitted { fitted: copyfit(&plain, &stories, ground.rules), plain })
        .collect();
    fits.sort_by(|a, b| a.best().cost.total_cmp(&b.best().cost));
    Ok(fits)
}

/// Says by how much a report does not fit its page.
fn misfit(edition: &Edition, ground: Ground, around: &Surroundings, stories: &[Story]) -> Diagnostic {
    let grid = ground.grid;
    let whole = solve(ground, stories, true, MOST_LINES);
    let misfit = Misfit::of(ground, around, stories, &whole);
    volume::finding(&misfit, grid, &edition.loaded.report, &edition.loaded.places)
}
