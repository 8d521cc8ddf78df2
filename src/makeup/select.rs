//! Pages to choose from, one after the other: the cheapest plan of each structure, typeset.

use crate::diagnostic::Diagnostic;

use super::candidates::Structure;
use super::choose::Choice;
use super::news_value::ranks;
use super::page::{Page, Setting};
use super::plan::Plan;
use super::settle::{Fitted, typeset_fitted};
use super::task::{Pool, plans};

/// Plans that are typeset and are no good, at the most.
const TRIED: usize = 18;

/// The structure of a plan of an edition.
#[must_use]
pub fn structure(setting: &Setting, plan: &Plan) -> Structure {
    let edition = &*setting.edition;
    let grid = &edition.template.settings.grid;
    Structure::of(plan, grid, &ranks(&edition.loaded.report), setting.order.lead.is_some())
}

/// Pages that differ in structure from those that are there and from each other, the cheapest plans first, until there are
/// `count` with those. `good` says whether a page is good enough.
///
/// # Errors
/// Why the solver finds nothing; what the template's code does wrong.
pub fn further<T>(
    setting: &Setting,
    first: &Plan,
    count: usize,
    mut good: impl FnMut(Page, Choice) -> Option<T>,
) -> Result<Vec<T>, Vec<Diagnostic>> {
    let mut found = Vec::new();
    let mut taken = vec![structure(setting, first)];
    let mut failed = 0;
    let mut pool: Vec<Fitted> = plans(setting, Pool::OfEachKind)?;
    // The sort is stable: of equal plans the one that the solver preferred comes first.
    pool.sort_by(|a, b| a.best().cost.total_cmp(&b.best().cost));
    for fit in pool {
        if taken.len() >= count || failed >= TRIED {
            break;
        }
        let own = structure(setting, &fit.best().plan);
        if !taken.iter().all(|other| own.difference(other).is_enough()) {
            continue;
        }
        let page = typeset_fitted(setting, &fit).map_err(|(_, errors)| errors)?;
        let candidate = if page.merit.tracking_em == 0.0 { &fit.plain } else { fit.best() };
        let rules = &setting.edition.template.settings.makeup;
        let choice = Choice {
            charges: candidate.charges.clone(),
            cost: candidate.cost + page.merit.cost(&rules.merit),
            runners_up: Vec::new(),
        };
        match good(page, choice) {
            Some(page) => {
                found.push(page);
                taken.push(own);
            }
            None => failed += 1,
        }
    }
    Ok(found)
}
