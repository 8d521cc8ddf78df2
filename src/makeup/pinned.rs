//! A plan that the template pins: read from its `plan.toml` and matched to the report.

use crate::diagnostic::Diagnostic;
use crate::edition::{Edition, Template, template::parse_toml};
use crate::message::Message;
use crate::say;

use super::photo_order::PhotoOrder;
use super::plan::Plan;
use super::reserved;

/// The file that holds a plan: one that a template pins in its folder, one that was saved beside its report.
pub const PLAN_FILE: &str = "plan.toml";

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
pub fn mismatches(plan: &Plan, edition: &Edition, order: &PhotoOrder) -> Vec<Diagnostic> {
    let (report, places) = (&edition.loaded.report, &edition.loaded.places);
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
    let (has, wanted) = reserved::names(plan, &edition.template.settings.makeup);
    if has != wanted {
        problem(say!("plan.blocks", has = has, wanted = wanted), "/sections", say!("hint.plan-blocks"));
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
