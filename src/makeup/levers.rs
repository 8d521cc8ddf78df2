//! What may be changed of an edition before it is refused, in order: nothing; the size of its body type; the number of its
//! pages; sections that run on to the next page.

use std::sync::Arc;

use rayon::prelude::*;

use super::choose::{Choice, Unchosen, typeset_best};
use super::jumps;
use super::page::{Page, Setting};
use super::photo_order::PhotoOrder;
use super::task::Search;
use crate::diagnostic::Diagnostic;
use crate::edition::{Cut, Edition, Template};
use crate::typeset::Fonts;

/// The pages on the best plan and why it was chosen, with the edition as it is made up for them.
///
/// # Errors
/// What the template's code does wrong, with the plan that shows it; why there is no plan.
pub fn choose(
    edition: &Arc<Edition>,
    fonts: &Fonts,
    flat: bool,
) -> Result<(Setting, Page, Choice), Unchosen> {
    let levers = Levers { edition, fonts, flat };
    let best = levers.best().map_err(|errors| (None, errors))?;
    let (page, choice) = typeset_best(&best.setting, &best.plans())?;
    Ok((best.setting, page, choice))
}

/// Sections are divided where the best plan costs so many times as much as the template's patience, or there is none.
const MUCH: f64 = 1.6;
/// Ways to divide sections that are tried.
const CUTS: usize = 8;

struct Levers<'a> {
    edition: &'a Arc<Edition>,
    fonts: &'a Fonts,
    /// Whether the hero goes without its picture.
    flat: bool,
}

impl Levers<'_> {
    /// The search with the best plans; or what is told when there are none.
    fn best(&self) -> Result<Search, Vec<Diagnostic>> {
        let pages = &self.edition.template.settings.makeup.pages;
        let mut field = Vec::new();
        if let Some(first) = pages.first.filter(|first| (pages.least..pages.most).contains(first)) {
            let few = self.with_pages(first);
            self.try_sizes(&few, &[], &mut field)?;
            if let Some(best) = finished(&mut field)? {
                return Ok(best);
            }
        }
        let dividing = pages.most > 1;
        let mut field_of_all = Vec::new();
        self.try_sizes(self.edition, &[], &mut field_of_all)?;
        if dividing && field_of_all.iter().all(|search| search.costs_more_than(MUCH)) {
            // Where to divide is told from the edition as it is.
            let cuts = field_of_all.first().map(jumps::cuts).unwrap_or_default();
            let begin = |cuts: Vec<Cut>| -> Option<Result<Search, Vec<Diagnostic>>> {
                Some(Search::begin(self.setting(&as_made_up(self.edition, 0, &cuts)?, 0, &cuts)))
            };
            let divided: Result<Vec<Search>, _> = cuts.into_par_iter().take(CUTS).filter_map(begin).collect();
            field_of_all.extend(divided?);
        }
        if let Some(best) = finished(&mut field_of_all)? {
            return Ok(best);
        }
        for search in field.iter_mut().chain(&mut field_of_all) {
            search.fill();
        }
        field.append(&mut field_of_all);
        if let Some(best) = finished(&mut field)? {
            return Ok(best);
        }
        Err(field.last().map(Search::misfit).into_iter().collect())
    }

    /// Begins a search with the template's own size of the body type, and where it gives dear plans with the others.
    fn try_sizes(
        &self,
        edition: &Arc<Edition>,
        cuts: &[Cut],
        field: &mut Vec<Search>,
    ) -> Result<(), Vec<Diagnostic>> {
        let begin = |size: usize| -> Option<Result<Search, Vec<Diagnostic>>> {
            Some(Search::begin(self.setting(&as_made_up(edition, size, cuts)?, size, cuts)))
        };
        let own = begin(0).transpose()?;
        let dear = own.as_ref().is_none_or(|own| own.is_dear() && own.is_near());
        field.extend(own);
        if dear {
            let sizes = edition.template.settings.makeup.sizes.len();
            let others: Result<Vec<Search>, _> = (1..=sizes).into_par_iter().filter_map(begin).collect();
            field.extend(others?);
        }
        Ok(())
    }

    fn setting(&self, edition: &Arc<Edition>, size: usize, cuts: &[Cut]) -> Setting {
        let setting = Setting { size, cuts: cuts.to_vec(), ..Setting::new(Arc::clone(edition), self.fonts) };
        if self.flat { Setting { order: PhotoOrder::without_lead(edition), ..setting } } else { setting }
    }

    /// The edition on so many pages at the most.
    fn with_pages(&self, most: u32) -> Arc<Edition> {
        let mut edition = Edition::clone(self.edition);
        edition.template.settings.makeup.pages.most = most;
        Arc::new(edition)
    }
}

/// An edition with one of the template's other sizes of the body type, from 1, and with divided sections.
#[must_use]
pub fn as_made_up(edition: &Arc<Edition>, size: usize, cuts: &[Cut]) -> Option<Arc<Edition>> {
    let mut made = Arc::clone(edition);
    if size > 0 {
        let settings = edition.template.settings.sized(size - 1)?;
        let template = Template { settings, ..edition.template.clone() };
        made = Arc::new(Edition { template, ..Edition::clone(edition) });
    }
    if !cuts.is_empty() {
        made = Arc::new(made.divided(cuts));
    }
    Some(made)
}

/// The best search of a field, gone on with where its plans are dear; of those without any plan they are gone on with in
/// order, until there is one.
fn finished(field: &mut Vec<Search>) -> Result<Option<Search>, Vec<Diagnostic>> {
    let cost = |search: &Search| search.cost().unwrap_or(f64::INFINITY);
    // The first of equals is the one that is liked best.
    let best = |field: &[Search]| {
        let all = field.iter().map(cost).enumerate().filter(|(_, cost)| cost.is_finite());
        all.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
    };
    if let Some(at) = best(field) {
        let mut search = field.swap_remove(at);
        search.go_on()?;
        return Ok(Some(search));
    }
    for search in field.iter_mut().filter(|search| search.is_near()) {
        search.go_on()?;
        if search.cost().is_some() {
            break;
        }
    }
    Ok(best(field).map(|at| field.swap_remove(at)))
}
