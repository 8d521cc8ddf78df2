//! Several pages to choose from, each as good as the program makes them.

use std::collections::BTreeSet;

use super::page::{Outcome, before_typesetting, finished, judge, make as make_best, with_chosen};
use crate::diagnostic::{Diagnostic, Severity};
use crate::edition::Edition;
use crate::makeup::candidates::Structure;
use crate::makeup::wish::Wishes;
use crate::makeup::{Choice, Plan, pinned, select};
use crate::say;
use crate::typeset::Fonts;

/// Pages to choose from.
pub struct Several {
    /// The pages, the one that is taken when nothing is said first.
    pub outcomes: Vec<Outcome>,
    /// The structure of each; none where it has no plan.
    pub structures: Vec<Option<Structure>>,
    /// That there are fewer than were asked for.
    pub findings: Vec<Diagnostic>,
}

impl Several {
    /// One page, and no others.
    #[must_use]
    pub fn of(outcome: Outcome) -> Self {
        Self { outcomes: vec![outcome], structures: vec![None], findings: Vec::new() }
    }
}

/// The codes of what is wrong with a page.
pub(super) fn errors(findings: &[Diagnostic]) -> BTreeSet<&'static str> {
    findings.iter().filter(|one| one.severity == Severity::Error).map(|one| one.code).collect()
}

/// Makes `count` pages that differ in structure, or as many as there are.
pub(super) fn make(edition: &Edition, fonts: &Fonts, count: usize) -> Several {
    if pinned::is_pinned(&edition.template) {
        let mut several = Several::of(make_best(edition, fonts));
        if count > 1 {
            several.findings.push(Diagnostic::warning(say!("candidate.pinned")));
        }
        return several;
    }
    with_chosen(edition, fonts, &Wishes::of(&edition.loaded.report), |setting, best| {
        let best = finished(edition, setting, best, fonts);
        let Some(plan) = best.plan.clone().filter(|_| best.document.is_some()) else {
            return Several::of(best);
        };
        let known = errors(&best.findings);
        let before = before_typesetting(edition, fonts);
        let good = |page, choice: Choice| {
            let outcome = Outcome { choice: Some(choice), ..judge(setting, page, before.clone()) };
            let whole = outcome.merit.as_ref().is_some_and(|merit| {
                merit.overset_lines == 0 && merit.lost_characters == 0 && merit.butted_headings == 0
            });
            (whole && errors(&outcome.findings).is_subset(&known)).then_some(outcome)
        };
        let further = select::further(setting, &plan, count, good);
        let mut findings = Vec::new();
        let mut outcomes = vec![best];
        match further {
            Ok(further) => outcomes.extend(further),
            Err(errors) => findings.extend(errors),
        }
        if outcomes.len() < count {
            let fewer = say!("candidate.fewer", count = outcomes.len(), wanted = count);
            findings.push(Diagnostic::warning(fewer));
        }
        let of = |plan: &Plan| select::structure(setting, plan);
        let structures = outcomes.iter().map(|outcome| outcome.plan.as_ref().map(of)).collect();
        Several { outcomes, structures, findings }
    })
}

/// The page of a number, from 1.
pub(super) fn one(edition: &Edition, fonts: &Fonts, number: usize) -> Outcome {
    if number <= 1 {
        return make_best(edition, fonts);
    }
    let mut several = make(edition, fonts, number);
    let count = several.outcomes.len();
    if several.outcomes.iter().all(|outcome| outcome.document.is_none()) {
        // What stands in the way of any page.
        return several.outcomes.swap_remove(0);
    }
    if number > count {
        let finding = Diagnostic::error(say!("candidate.none", number = number, count = count))
            .hint(say!("hint.see-candidates", count = count));
        return Outcome::failed(vec![finding]);
    }
    several.outcomes.swap_remove(number - 1)
}
