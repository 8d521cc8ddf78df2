//! A plan that the template pins: read from its `plan.toml` and matched to the report.

use crate::diagnostic::Diagnostic;
use crate::edition::{Template, template::parse_toml};
use crate::message::Message;
use crate::report::{Places, Report};
use crate::say;

use super::placement::PhotoInput;
use super::plan::Plan;

/// The file in the template's folder that holds the pinned plan.
pub const PLAN_FILE: &str = "plan.toml";

/// Which photos stand where, as indices of the report's photos.
#[derive(Debug, Clone, Default)]
pub struct PhotoOrder {
    /// The photo behind the headline.
    pub lead: Option<usize>,
    /// The photos of each section, in its order.
    pub sections: Vec<Vec<usize>>,
}

/// Sorts the photos: a section's own, and the lead's, which no section names. The first of these that is wide enough
/// stands behind the headline; the others open the first section.
#[must_use]
pub fn photo_order(report: &Report, photos: &[PhotoInput], least_aspect: f64) -> PhotoOrder {
    let index_of = |id: &String| report.photos.iter().position(|photo| &photo.id == id);
    let mut sections: Vec<Vec<usize>> =
        report.sections.iter().map(|section| section.photos.iter().filter_map(index_of).collect()).collect();
    let mut own: Vec<usize> = (0..report.photos.len())
        .filter(|index| !sections.iter().flatten().any(|used| used == index))
        .collect();
    let wide = |photo: &PhotoInput| f64::from(photo.width) >= least_aspect * f64::from(photo.height);
    let behind = own.iter().position(|&index| photos.get(index).is_some_and(wide));
    let lead = behind.map(|at| own.remove(at));
    if let Some(first) = sections.first_mut() {
        first.splice(0..0, own);
    }
    PhotoOrder { lead, sections }
}

/// Whether the template pins its plan.
#[must_use]
pub fn is_pinned(template: &Template) -> bool {
    template.file(PLAN_FILE).is_some()
}

/// Reads the template's plan.
///
/// # Errors
/// When the template has none, or it does not suit the grid.
pub fn read(template: &Template) -> Result<Plan, Vec<Diagnostic>> {
    let Some(file) = template.file(PLAN_FILE) else {
        return Err(vec![
            Diagnostic::error(say!("plan.none"))
                .in_file(template.settings.name.clone())
                .hint(say!("hint.add-plan", file = PLAN_FILE)),
        ]);
    };
    let plan: Plan = parse_toml(file).map_err(|problem| vec![problem])?;
    let problems = plan.problems(&template.settings.grid);
    if problems.is_empty() {
        return Ok(plan);
    }
    Err(problems.into_iter().map(|p| Diagnostic::error(p).in_file(file.shown.clone())).collect())
}

/// Whether the plan has a place for everything in the report; nothing is ever dropped silently.
#[must_use]
pub fn mismatches(plan: &Plan, report: &Report, places: &Places, order: &PhotoOrder) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut problem = |message: Message, pointer: &str, hint: Message| {
        let mut finding = Diagnostic::error(message).hint(hint);
        if let Some(place) = places.value(pointer).or_else(|| places.key(pointer)) {
            finding = finding.at(place);
        }
        problems.push(finding);
    };
    let (places_for, sections) = (plan.sections.len(), report.sections.len());
    if places_for != sections {
        problem(
            say!("plan.sections", places = places_for, sections = sections),
            "/sections",
            say!("hint.so-many-sections", count = places_for),
        );
    }
    for (index, (module, photos)) in plan.sections.iter().zip(&order.sections).enumerate() {
        let (boxes, given) = (module.photos.len(), photos.len());
        if boxes != given {
            problem(
                say!("plan.photos", section = index + 1, photos = given, places = boxes),
                &format!("/sections/{index}"),
                say!("hint.so-many-photos", count = boxes),
            );
        }
    }
    problems
}
