//! What may be changed of an edition before it is refused, in order: nothing; the size of its body type; the number of its
//! pages; sections that run on to the next page.

use std::sync::Arc;

use rayon::prelude::*;

use super::jumps;
use super::page::Setting;
use super::photo_order::PhotoOrder;
use super::task::Search;
use super::volume::Misfit;
use super::wish::Wishes;
use crate::diagnostic::Diagnostic;
use crate::edition::{Cut, Edition, Template};
use crate::typeset::Fonts;

/// Sections are divided where the best plan costs so many times as much as the template's patience, or there is none.
const MUCH: f64 = 1.6;
/// Searches without a plan that are gone on with.
const GONE_ON: usize = 2;
/// A plan on few pages holds a report well that costs at most so many times as much as the template's patience.
const CROWDED: f64 = 3.0;
/// Ways to divide sections that are tried together, and how often as many more where there is no plan.
const CUTS: usize = 8;
const ROUNDS: usize = 4;

/// What came of all levers.
pub(super) enum Found {
    /// A search that has plans.
    Plans(Box<Search>),
    /// Nothing: by how much the report misses its pages.
    Misfit(Misfit),
}

/// An edition and all that may be changed of it.
#[derive(Clone, Copy)]
pub(super) struct Levers<'a> {
    pub(super) edition: &'a Arc<Edition>,
    pub(super) fonts: &'a Fonts,
    /// Whether the hero goes without its picture.
    pub(super) flat: bool,
    /// What is wished of the page.
    pub(super) wishes: &'a Wishes,
}

impl Levers<'_> {
    /// The search with the best plans, or by how much the report misses its pages. With `any`, the first that has a plan.
    pub(super) fn best(&self, any: bool) -> Result<Found, Vec<Diagnostic>> {
        let pages = &self.edition.template.settings.makeup.pages;
        let mut few = Vec::new();
        // The best plan on few pages, where it holds the report but not well.
        let mut crowded = None;
        if let Some(first) = pages.first.filter(|first| (pages.least..pages.most).contains(first)) {
            self.try_sizes(&self.with_pages(first), &mut few, any)?;
            if let Some(best) = finished(&mut few, any)? {
                if any || !best.costs_more_than(CROWDED) {
                    return Ok(Found::Plans(best));
                }
                crowded = Some(best);
            }
        }
        let mut all = Vec::new();
        self.try_sizes(self.edition, &mut all, any)?;
        let much = if any { f64::INFINITY } else { MUCH };
        // Where as much as can be is kept of a saved plan no section is divided.
        let whole = self.wishes.kept;
        if pages.most > 1 && !whole && all.iter().all(|search| search.costs_more_than(much)) {
            // Where to divide is told from the edition as it is.
            let cuts = all.first().map(jumps::cuts).unwrap_or_default();
            let begin = |cuts: &Vec<Cut>| self.begin(self.edition, 0, cuts);
            for cuts in cuts.chunks(CUTS).take(ROUNDS) {
                let divided: Result<Vec<Search>, _> = cuts.par_iter().filter_map(begin).collect();
                all.extend(divided?);
                if all.iter().any(|search| search.cost().is_some()) {
                    break;
                }
            }
        }
        let best = finished(&mut all, any)?;
        // The first of equals has fewer pages.
        let a_page = |one: &Search| one.cost_of_a_page().unwrap_or(f64::INFINITY);
        let of_both = crowded.into_iter().chain(best).min_by(|a, b| a_page(a).total_cmp(&a_page(b)));
        if let Some(best) = of_both {
            return Ok(Found::Plans(best));
        }
        let last = few.len();
        few.append(&mut all);
        for search in &mut few {
            search.fill();
        }
        if let Some(best) = finished(&mut few, any)? {
            return Ok(Found::Plans(best));
        }
        Ok(Found::Misfit(few.get(last).or(few.first()).map_or(Misfit::Shapes, Search::misfit)))
    }

    /// Whether there is any plan, whatever is wished.
    pub(super) fn places(&self) -> bool {
        matches!(self.best(true), Ok(Found::Plans(_)))
    }

    fn begin(
        &self,
        edition: &Arc<Edition>,
        size: usize,
        cuts: &[Cut],
    ) -> Option<Result<Search, Vec<Diagnostic>>> {
        Some(Search::begin(self.setting(&as_made_up(edition, size, cuts)?, size, cuts)))
    }

    /// Searches with the template's own size of the body type, and where that gives dear plans begins with the others.
    fn try_sizes(
        &self,
        edition: &Arc<Edition>,
        field: &mut Vec<Search>,
        any: bool,
    ) -> Result<(), Vec<Diagnostic>> {
        let begin = |size: usize| self.begin(edition, size, &[]);
        if let Some(only) = self.wishes.size {
            field.extend(begin(only).transpose()?);
            return Ok(());
        }
        let Some(mut own) = begin(0).transpose()? else { return Ok(()) };
        let wanting = |own: &Search| if any { own.cost().is_none() } else { own.is_dear() };
        if wanting(&own) && own.is_near() {
            own.go_on()?;
        }
        let others = wanting(&own) && own.is_near();
        field.push(own);
        if others {
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

/// The best search of a field, gone on with where its plans are dear unless `any` will do; of those without any plan they are
/// gone on with in order, until there is one.
fn finished(field: &mut Vec<Search>, any: bool) -> Result<Option<Box<Search>>, Vec<Diagnostic>> {
    let cost = |search: &Search| search.cost().unwrap_or(f64::INFINITY);
    // The first of equals is the one that is liked best.
    let best = |field: &[Search]| {
        let all = field.iter().map(cost).enumerate().filter(|(_, cost)| cost.is_finite());
        all.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
    };
    if best(field).is_none() {
        for search in field.iter_mut().filter(|search| search.is_near()).take(GONE_ON) {
            search.go_on()?;
            if search.cost().is_some() {
                break;
            }
        }
    }
    let Some(at) = best(field) else { return Ok(None) };
    let mut search = field.swap_remove(at);
    if !any {
        search.go_on()?;
    }
    Ok(Some(Box::new(search)))
}
