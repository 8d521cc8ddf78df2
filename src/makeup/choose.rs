//! The best page: the best plans typeset, the cheapest of them taken.

use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::Plan;
use super::advice;
use super::booklet;
use super::levers::{Found, Levers};
use super::page::{Page, Setting, Typeset, placement};
use super::photo_order::PhotoOrder;
use super::plan::OptionalPage;
use super::rules::{self, Charge, Rule};
use super::settle::{Fitted, typeset_fitted};
use super::wish::Wishes;
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::typeset::Fonts;

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

/// What is wrong, with the plan that shows it where there is one.
pub type Unchosen = (Option<Box<Plan>>, Vec<Diagnostic>);

/// The best page and why it was chosen.
type Chosen = Result<(Page, Choice), Unchosen>;

/// The pages on the best plan and why it was chosen, with the edition as it is made up for them.
///
/// # Errors
/// What the template's code does wrong, with the plan that shows it; why there is no plan.
pub fn choose(
    edition: &Arc<Edition>,
    fonts: &Fonts,
    flat: bool,
    wishes: &Wishes,
) -> Result<(Setting, Page, Choice), Unchosen> {
    let levers = Levers { edition, fonts, flat, wishes };
    let best = match levers.best(false).map_err(|errors| (None, errors))? {
        Found::Plans(best) => *best,
        // Which wish is in the way is asked before what else would help; and a flat page is tried before that.
        Found::Misfit(_)
            if !wishes.all().is_empty() || !(flat || PhotoOrder::new(edition).lead.is_none()) =>
        {
            return Err((None, Vec::new()));
        }
        Found::Misfit(misfit) => return Err((None, vec![advice::finding(&levers, misfit)])),
    };
    let plans = with_optional(&best.setting, best.plans()).map_err(|errors| (None, errors))?;
    let (page, choice) = typeset_best(&best.setting, &plans)?;
    Ok((best.setting, page, choice))
}

/// The plans of a booklet with what the pages cost that are put in, best first; other plans as they are.
fn with_optional(setting: &Setting, mut plans: Vec<Fitted>) -> Result<Vec<Fitted>, Vec<Diagnostic>> {
    let edition = &setting.edition;
    let (Some(rules), Some(first)) = (&edition.template.settings.makeup.pages.booklet, plans.first()) else {
        return Ok(plans);
    };
    // The template's own pages are the same whatever the plan.
    let page = setting.typeset_as_is(first.plain.plan.clone()).map_err(|(_, errors)| errors)?;
    let own = page.document.pages().len().saturating_sub(first.plain.plan.pages as usize);
    for fit in &mut plans {
        for candidate in [&mut fit.plain].into_iter().chain(&mut fit.fitted) {
            let placed = placement(edition, &candidate.plan, &setting.order);
            let put_in = booklet::optional(rules, own + candidate.plan.pages as usize, edition, &placed);
            let cost = |page: &OptionalPage| {
                rules.optional.iter().find(|rule| rule.page == page.kind()).map_or(0.0, |rule| rule.cost)
            };
            let cost: f64 = put_in.iter().map(cost).sum();
            if cost > 0.0 {
                candidate.charges.push(Charge::new(Rule::OptionalPages, cost));
                candidate.charges = rules::sum(&candidate.charges);
                candidate.cost += cost;
            }
        }
    }
    plans.sort_by(|a, b| a.best().cost.total_cmp(&b.best().cost));
    Ok(plans)
}

/// The best page where there is one, without a word on what stands in its way.
pub(super) fn plain(levers: &Levers) -> Option<(Setting, Page, Choice)> {
    let Ok(Found::Plans(best)) = levers.best(false) else { return None };
    let plans = with_optional(&best.setting, best.plans()).ok()?;
    let (page, choice) = typeset_best(&best.setting, &plans).ok()?;
    Some((best.setting, page, choice))
}

/// The cheapest of the best plans, typeset.
fn typeset_best(setting: &Setting, solved: &[Fitted]) -> Chosen {
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
