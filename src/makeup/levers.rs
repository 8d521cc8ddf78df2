//! What may be changed of an edition before it is refused, in order: nothing; the size of its body type; the number of its
//! pages; sections that run on to the next page.

use std::sync::Arc;

use rayon::prelude::*;

use super::changes::{Changes, PhotoChanges, as_made_up};
use super::jumps;
use super::page::Setting;
use super::photo_order::PhotoOrder;
use super::task::Search;
use super::volume::Misfit;
use super::wish::Wishes;
use crate::diagnostic::Diagnostic;
use crate::edition::{Cut, Edition};
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

/// What is changed of photos where there is no page otherwise: pictures of a section that stand alone at the most, then what may
/// be cut off.
const ALONE: [u32; 2] = [2, 1];
const CROP_PERCENT: u32 = 20;

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

/// The searches of an edition on few pages, and of all that may be changed.
#[derive(Default)]
struct Field {
    few: Vec<Search>,
    all: Vec<Search>,
}

impl Levers<'_> {
    /// The search with the best plans, or by how much the report misses its pages. With `any`, the first that has a plan.
    pub(super) fn best(&self, any: bool) -> Result<Found, Vec<Diagnostic>> {
        let mut field = Field::default();
        if let Some(best) = self.with_photos(self.wishes.how, any, &mut field)? {
            return Ok(Found::Plans(best));
        }
        let Field { mut few, mut all } = field;
        let tried = all.first().or(few.first());
        let misfit = tried.map_or(Misfit::Shapes, Search::misfit);
        if let Some(tried) = tried.filter(|_| misfit == Misfit::Shapes) {
            for photos in self.photo_changes(tried, any) {
                if let Some(best) = self.with_photos(photos, any, &mut Field::default())? {
                    return Ok(Found::Plans(best));
                }
            }
        }
        few.append(&mut all);
        for search in &mut few {
            search.fill();
        }
        Ok(finished(&mut few, any)?.map_or(Found::Misfit(misfit), Found::Plans))
    }

    /// What may be changed of photos where there is no page otherwise, after a search for one. Whether there is any plan is asked
    /// many times: then only the likeliest is tried.
    fn photo_changes(&self, tried: &Search, any: bool) -> Vec<PhotoChanges> {
        let most = tried.setting.order.sections.iter().map(Vec::len).max().unwrap_or(0);
        // A saved plan that is kept says how its photos stand.
        if self.wishes.kept || most == 0 {
            return Vec::new();
        }
        let usual = self.edition.template.settings.makeup.photo.crop * 100.0;
        let cropped = Some(CROP_PERCENT).filter(|percent| usual < f64::from(*percent));
        let alone = ALONE.into_iter().filter(|alone| !any && (*alone as usize) < most);
        let mut found: Vec<_> =
            alone.map(|alone| PhotoChanges { alone: Some(alone), crop_percent: None }).collect();
        if cropped.is_some() {
            // Each by itself, then both.
            let both = found.last().map(|last| PhotoChanges { crop_percent: cropped, ..*last });
            found.push(PhotoChanges { alone: None, crop_percent: cropped });
            found.extend(both);
        }
        found
    }

    /// The search with the best plans where photos stand so.
    fn with_photos(
        &self,
        photos: PhotoChanges,
        any: bool,
        field: &mut Field,
    ) -> Result<Option<Box<Search>>, Vec<Diagnostic>> {
        let pages = &self.edition.template.settings.makeup.pages;
        let Field { few, all } = field;
        // The best plan on few pages, where it holds the report but not well.
        let mut crowded = None;
        if let Some(first) = pages.first.filter(|first| (pages.least..pages.most).contains(first)) {
            self.try_sizes(&self.with_pages(first), photos, few, any)?;
            if let Some(best) = finished(few, any)? {
                if any || !best.costs_more_than(CROWDED) {
                    return Ok(Some(best));
                }
                crowded = Some(best);
            }
        }
        self.try_sizes(self.edition, photos, all, any)?;
        let much = if any { f64::INFINITY } else { MUCH };
        // Where as much as can be is kept of a saved plan no section is divided.
        let whole = self.wishes.kept;
        if pages.most > 1 && !whole && all.iter().all(|search| search.costs_more_than(much)) {
            // Where to divide is told from the edition as it is.
            let cuts = all.first().map(jumps::cuts).unwrap_or_default();
            let begin = |cuts: &Vec<Cut>| {
                let changes = Changes { cuts: cuts.clone(), photos, ..Changes::default() };
                self.begin(self.edition, changes)
            };
            for cuts in cuts.chunks(CUTS).take(ROUNDS) {
                let divided: Result<Vec<Search>, _> = cuts.par_iter().filter_map(begin).collect();
                all.extend(divided?);
                if all.iter().any(|search| search.cost().is_some()) {
                    break;
                }
            }
        }
        let best = finished(all, any)?;
        // The first of equals has fewer pages.
        let a_page = |one: &Search| one.cost_of_a_page().unwrap_or(f64::INFINITY);
        Ok(crowded.into_iter().chain(best).min_by(|a, b| a_page(a).total_cmp(&a_page(b))))
    }

    /// Whether there is any plan, whatever is wished.
    pub(super) fn places(&self) -> bool {
        matches!(self.best(true), Ok(Found::Plans(_)))
    }

    fn begin(&self, edition: &Arc<Edition>, changes: Changes) -> Option<Result<Search, Vec<Diagnostic>>> {
        Some(Search::begin(self.setting(&as_made_up(edition, &changes)?, changes)))
    }

    /// Searches with the template's own size of the body type, and where that gives dear plans begins with the others.
    fn try_sizes(
        &self,
        edition: &Arc<Edition>,
        photos: PhotoChanges,
        field: &mut Vec<Search>,
        any: bool,
    ) -> Result<(), Vec<Diagnostic>> {
        let begin = |size: usize| self.begin(edition, Changes { size, photos, ..Changes::default() });
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

    fn setting(&self, edition: &Arc<Edition>, changes: Changes) -> Setting {
        let mut setting = Setting { changes, ..Setting::new(Arc::clone(edition), self.fonts) };
        if setting.changes.cuts.is_empty() {
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
