//! What the solver works on, and what it finds.

use super::arrange::{Candidate, candidates};
use super::copyfit::copyfit;
use super::ground::Ground;
use super::hero::{Form, Subject, forms, lead_columns};
use super::lead::LeadShape;
use super::measure::{self, add_galleys};
use super::page::Setting;
use super::photo_order::{caption, photo_inputs};
use super::quote;
use super::rules;
use super::settle::Fitted;
use super::shape::measures;
use super::solve::{MOST_LINES, Solution, solve};
use super::story::{Story, stories};
use super::surroundings::Surroundings;
use super::volume::{self, Misfit};
use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, MakeupRules};
use crate::report;
use crate::typeset::Fonts;
use crate::typeset::han;

/// When the best plan costs more than this for each page, gutters may be stretched as well.
const PATIENCE: f64 = 22.0;

/// What the solver works on.
pub struct Task {
    /// The sections with their galleys.
    pub stories: Vec<Story>,
    /// What stands above and below the body, whatever the hero's form.
    pub around: Surroundings,
    /// The forms that the hero may have, the preferred one first, each with what stands above and below the body.
    pub ways: Vec<Way>,
    /// The most lines of the body.
    pub most: u32,
}

/// One way to begin the page.
pub struct Way {
    /// The form; none without a picture.
    pub form: Option<Form>,
    /// How many forms the template prefers.
    pub before: usize,
    /// What stands above and below the body.
    pub around: Surroundings,
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
    let characters: usize =
        report.lead.iter().map(|text| report::resolve(text, &report.metrics).chars().count()).sum();
    let own = LeadShape::new(ground, characters);
    let lead_lines = add_galleys(setting, &mut stories, &measures(ground, false), own)?;
    let around = |lead: (LeadShape, u32)| {
        Surroundings::new(
            ground,
            lead,
            u32::try_from(report.metrics.len()).unwrap_or(u32::MAX),
            order.lead.is_some(),
            report.credits.as_deref().is_some_and(|text| !text.is_empty()),
        )
    };
    let forms = if ground.rules.pages.opening && order.lead.is_some() {
        let columns = if lead_lines == 0 { Vec::new() } else { lead_columns(ground) };
        let shape = |columns: u32| LeadShape::of_columns(ground, columns, characters);
        let mut shapes: Vec<LeadShape> =
            columns.into_iter().map(shape).filter(|shape| *shape != own).collect();
        shapes.dedup();
        let mut measured = measure::lead_lines(setting, &shapes)?;
        measured.push((own, lead_lines));
        let lead = |columns: u32| {
            let shape = shape(columns);
            (shape, measured.iter().find(|(at, _)| *at == shape).map_or(0, |(_, lines)| *lines))
        };
        with_subject(setting, |subject| forms(ground, subject, &lead))
    } else {
        Vec::new()
    };
    let ways: Vec<Way> = forms.into_iter().map(|form| way(ground.rules, form, &around)).collect();
    // A template that sets its headline itself, or whose picture is only a backdrop.
    let plain = around((own, lead_lines));
    let of_none = || Way { form: None, before: 0, around: plain.clone() };
    let ways = if ways.is_empty() { vec![of_none()] } else { ways };
    let most = ways.iter().map(|way| way.around.most(ground)).max().unwrap_or(0).min(MOST_LINES);
    Ok(Task { stories, around: plain, ways, most })
}

/// A form with what stands around the body in it.
fn way(rules: &MakeupRules, form: Form, around: &impl Fn((LeadShape, u32)) -> Surroundings) -> Way {
    let before = rules.hero.forms.iter().position(|kind| *kind == form.kind).unwrap_or(0);
    let (least, most) = form.lines;
    let around = Surroundings {
        hero: (least, rules.hero.ideal.clamp(least, most), most),
        ..around((form.lead, form.lead_text))
    };
    Way { form: Some(form), before, around }
}

impl Way {
    /// The plans that begin in this way, with what the form of the hero costs.
    fn candidates(
        &self,
        ground: Ground,
        subject: &Subject,
        stories: &[Story],
        solved: &Solution,
    ) -> Vec<Candidate> {
        let mut found = candidates(ground, &self.around, stories, solved);
        let Some(form) = &self.form else { return found };
        let costs = &ground.rules.costs;
        for candidate in &mut found {
            let hero = candidate.plan.hero;
            candidate.plan.hero_photo = form.photo(ground.grid, &hero, subject);
            let Some(picture) = form.at(ground.grid, subject, hero.lines).picture else { continue };
            let whole = ground.grid.rect(&hero);
            let share = picture.frame.width * picture.frame.height / (whole.width * whole.height).max(1.0);
            candidate.charges.extend([
                rules::crop::charge(costs, picture.crop_loss),
                rules::hero::form_charge(costs, self.before, share),
            ]);
            candidate.charges = rules::sum(&candidate.charges);
            candidate.cost = rules::total(&candidate.charges);
        }
        found
    }
}

/// The plans of all ways, the cheapest first.
fn of_all(
    setting: &Setting,
    ground: Ground,
    ways: &[Way],
    stories: &[Story],
    solved: &Solution,
) -> Vec<Candidate> {
    let mut found = with_subject(setting, |subject| {
        ways.iter().flat_map(|way| way.candidates(ground, subject, stories, solved)).collect::<Vec<_>>()
    });
    // The sort is stable: of equal plans the one of the form that the template prefers wins.
    found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    found
}

/// Asks something of the hero's words and its photo.
fn with_subject<T>(setting: &Setting, ask: impl FnOnce(&Subject) -> T) -> T {
    let Setting { edition, order, kept, .. } = setting;
    let report = &edition.loaded.report;
    let inputs = photo_inputs(edition);
    let said = order.lead.map(|index| han::prepare(&caption(report, index), kept)).unwrap_or_default();
    let photo = order.lead.and_then(|index| Some((inputs.get(index)?, index, said.as_str())));
    ask(&Subject { headline: &report.headline, photo })
}

/// The plans that the solver finds, best first.
pub(super) fn plans(setting: &Setting) -> Result<Vec<Fitted>, Vec<Diagnostic>> {
    let edition = setting.edition;
    let settings = &edition.template.settings;
    let ground = Ground::new(settings);
    let Task { mut stories, around, ways, most } = prepare(setting)?;
    let mut found = of_all(setting, ground, &ways, &stories, &solve(ground, &stories, false, most));
    if found.first().is_none_or(|best| best.cost > PATIENCE * f64::from(best.plan.pages)) {
        let plain = measures(ground, false);
        let more: Vec<u32> =
            measures(ground, true).into_iter().filter(|measure| !plain.contains(measure)).collect();
        if !more.is_empty() {
            add_galleys(setting, &mut stories, &more, around.lead_shape)?;
            let again = of_all(setting, ground, &ways, &stories, &solve(ground, &stories, true, most));
            if again.first().is_some_and(|new| found.first().is_none_or(|old| new.cost < old.cost)) {
                found = again;
            }
        }
    }
    // A page that is too full so is made with smaller headings.
    if found.is_empty() {
        let rules = MakeupRules { heading: ground.rules.heading.smaller(), ..ground.rules.clone() };
        if rules.heading != ground.rules.heading {
            let ground = Ground { rules: &rules, ..ground };
            found = of_all(setting, ground, &ways, &stories, &solve(ground, &stories, true, most));
            for candidate in &mut found {
                candidate.plan.small_headings = true;
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
