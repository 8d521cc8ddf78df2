//! The best page: the best plans typeset, the cheapest of them taken.

use rayon::prelude::*;
use serde::Serialize;

use super::Plan;
use super::page::{Page, Setting, Typeset};
use super::rules::Charge;
use super::settle::typeset_fitted;
use super::task::plans;
use crate::diagnostic::Diagnostic;

/// Why the plan was chosen.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    /// What the plan costs, rule by rule.
    pub charges: Vec<Charge>,
    /// All charges, and what the frames add.
    pub cost: f64,
    /// The plans that came next.
    pub runners_up: Vec<RunnerUp>,
}

/// A plan that was not chosen.
#[derive(Debug, Clone, Serialize)]
pub struct RunnerUp {
    /// Its rectangles.
    pub plan: Plan,
    /// What it costs, rule by rule.
    pub charges: Vec<Charge>,
    /// All charges, and what the frames add where it was typeset.
    pub cost: f64,
    /// Whether it was typeset.
    pub typeset: bool,
}

/// The pages of an edition on the best plan, and why it was chosen.
///
/// # Errors
/// What the template's code does wrong, with the plan that shows it; why there is no plan.
pub fn choose(setting: &Setting) -> Result<(Page, Choice), (Option<Box<Plan>>, Vec<Diagnostic>)> {
    let solved = plans(setting).map_err(|errors| (None, errors))?;
    let rules = &setting.edition.template.settings.makeup;
    let (first, rest) = solved.split_at(rules.typeset.clamp(1, solved.len()));
    let typeset: Vec<Typeset> = first.par_iter().map(|fit| typeset_fitted(setting, fit)).collect();
    let mut pages = Vec::new();
    for (candidate, page) in first.iter().zip(typeset) {
        // A template that fails on one plan fails on all.
        let page = page.map_err(|(plan, errors)| (Some(plan), errors))?;
        // Letterspacing that did not come true is not charged.
        let plain = page.merit.tracking_em == 0.0;
        let candidate = if plain { &candidate.plain } else { candidate.best() };
        pages.push((candidate.cost + page.merit.cost(&rules.merit), candidate, page));
    }
    // The sort is stable: of equal plans the one that the solver preferred wins.
    pages.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut pages = pages.into_iter();
    let Some((cost, candidate, page)) = pages.next() else { return Err((None, Vec::new())) };
    let mut runners_up: Vec<RunnerUp> = pages
        .map(|(cost, candidate, page)| RunnerUp {
            plan: page.plan,
            charges: candidate.charges.clone(),
            cost,
            typeset: true,
        })
        .collect();
    runners_up.extend(rest.iter().take(3).map(|fit| RunnerUp {
        plan: fit.best().plan.clone(),
        charges: fit.best().charges.clone(),
        cost: fit.best().cost,
        typeset: false,
    }));
    Ok((page, Choice { charges: candidate.charges.clone(), cost, runners_up }))
}
