//! What may be changed of an edition before it is refused, in order: nothing; the size of its body type; the number of its
//! pages; sections that run on to the next page.

use std::sync::Arc;

use rayon::prelude::*;

use super::choose::{Choice, Unchosen, typeset_best};
use super::jumps;
use super::page::{Page, Setting};
use super::photo_order::PhotoOrder;
use super::task::Search;
use super::wish::Wishes;
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
    wishes: &Wishes,
) -> Result<(Setting, Page, Choice), Unchosen> {
    let levers = Levers { edition, fonts, flat, wishes };
    let best = levers.best().map_err(|errors| (None, errors))?;
    let (page, choice) = typeset_best(&best.setting, &best.plans())?;
    Ok((best.setting, page, choice))
}

struct Levers<'a> {
    edition: &'a Arc<Edition>,
    fonts: &'a Fonts,
    /// Whether the hero goes without its picture.
    flat: bool,
    /// What is wished of the page.
    wishes: &'a Wishes,
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
        let mut field_of_all = Vec::new();
        self.try_sizes(self.edition, &[], &mut field_of_all)?;
        // Where as much as can be is kept of a saved plan no section is divided.
        if pages.most > 1 && is_dear(&field_of_all) && !self.wishes.kept {
            // What is divided is told from the edition as it is.
            let cuts = field_of_all.first().map(jumps::cuts).unwrap_or_default();
            for cuts in cuts {
                self.try_sizes(self.edition, &cuts, &mut field_of_all)?;
                if !is_dear(&field_of_all) {
                    break;
                }
            }
        }
        if let Some(best) = finished(&mut field_of_all)? {
            return Ok(best);
        }
        Err(field_of_all.first().or(field.first()).map(Search::misfit).into_iter().collect())
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
        if let Some(only) = self.wishes.size {
            field.extend(begin(only).transpose()?);
            return Ok(());
        }
        let own = begin(0).transpose()?;
        let dear = own.as_ref().is_none_or(Search::is_dear);
        field.extend(own);
        if dear {
            let sizes = edition.template.settings.makeup.sizes.len();
            let others: Result<Vec<Search>, _> = (1..=sizes).into_par_iter().filter_map(begin).collect();
            field.extend(others?);
        }
        Ok(())
    }

    fn setting(&self, edition: &Arc<Edition>, size: usize, cuts: &[Cut]) -> Setting {
        let mut setting =
            Setting { size, cuts: cuts.to_vec(), ..Setting::new(Arc::clone(edition), self.fonts) };
        if cuts.is_empty() {
            // Parts of sections have the wishes of the whole.
            setting.wishes = self.wishes.clone();
        }
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

fn is_dear(field: &[Search]) -> bool {
    field.iter().all(Search::is_dear)
}

/// The best search of a field, gone on with where its plans are dear; of those without any plan all are gone on with, the first
/// ones first.
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
    for search in field.iter_mut() {
        search.go_on()?;
    }
    Ok(best(field).map(|at| field.swap_remove(at)))
}
