//! A plan, typeset: the pages that the compiler makes of it, and what they measure.

use std::sync::Arc;

use typst_layout::PagedDocument;

use super::Plan;
use super::booklet;
use super::changes::Changes;
use super::inspect::{self, Fill};
use super::merit::emptiness::Emptiness;
use super::merit::{self, Finished, Merit};
use super::news_value::ranks;
use super::photo_order::{PhotoOrder, caption, photo_inputs};
use super::placement::{HeadingInput, Placement, Words, place};
use super::story::heading_widths;
use super::tone;
use super::wish::Wishes;
use super::world::{kept, with_plan, world_without_plan};
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::typeset::words::Kept;
use crate::typeset::{self, Fonts, JobWorld, frames};

/// A plan, typeset.
pub struct Page {
    /// The rectangles.
    pub plan: Plan,
    /// The rectangles in points.
    pub placement: Placement,
    /// The pages.
    pub document: PagedDocument,
    /// What the compiler warned of.
    pub warnings: Vec<Diagnostic>,
    /// The slots as they were filled.
    pub slots: Vec<frames::SlotLines>,
    /// How each thread was filled.
    pub fills: Vec<Fill>,
    /// What was measured.
    pub merit: Merit,
}

/// A page, or the plan that it was to have and what is wrong with the template's code.
pub type Typeset = Result<Page, (Box<Plan>, Vec<Diagnostic>)>;

/// What all plans of an edition share when they are typeset.
#[derive(Clone)]
pub struct Setting {
    /// The edition.
    pub edition: Arc<Edition>,
    /// What was changed of it so that it fits.
    pub changes: Changes,
    /// Which photo stands where.
    pub order: PhotoOrder,
    /// What the compiler sees, but for the plan.
    pub world: JobWorld,
    /// What is kept together in its texts.
    pub kept: Kept,
    /// What is wished of the page.
    pub wishes: Wishes,
}

impl Setting {
    /// What the compiler sees of an edition, but for the plan.
    #[must_use]
    pub fn new(edition: Arc<Edition>, fonts: &Fonts) -> Self {
        let kept = kept(&edition);
        let world = world_without_plan(&edition, &kept, fonts);
        let wishes = Wishes::of(&edition.loaded.report);
        let order = PhotoOrder::new(&edition);
        Self { changes: Changes::default(), order, edition, world, kept, wishes }
    }

    /// Typesets a plan, and measures what came of it. A booklet gets the pages that it needs to be bound.
    ///
    /// # Errors
    /// What the template's code does wrong.
    pub fn typeset(&self, mut plan: Plan) -> Typeset {
        let Some(rules) = &self.edition.template.settings.makeup.pages.booklet else {
            return self.typeset_as_is(plan);
        };
        plan.optional.clear();
        let mut page = self.typeset_as_is(plan)?;
        let count = page.document.pages().len();
        let optional = booklet::optional(rules, count, &self.edition, &page.placement);
        if !optional.is_empty() {
            page = self.typeset_as_is(Plan { optional, ..page.plan })?;
        }
        let grid = &self.edition.template.settings.grid;
        page.merit.emptiness = Some(Emptiness::of(&page.document, grid));
        Ok(page)
    }

    /// Typesets a plan without a look at the number of its pages.
    ///
    /// # Errors
    /// What the template's code does wrong.
    pub(super) fn typeset_as_is(&self, plan: Plan) -> Typeset {
        let Self { edition, order, world, kept, .. } = self;
        let placement = placement(edition, &plan, order);
        match typeset::compile(&with_plan(edition, world, &placement, kept)) {
            Ok((document, warnings)) => {
                let mut slots = frames::slots(&document);
                inspect::stack_pages(&mut slots, &plan, &edition.template.settings.grid);
                let fills = inspect::fills(&placement, &slots);
                let grid = &edition.template.settings.grid;
                let finished =
                    Finished { grid, plan: &plan, placement: &placement, slots: &slots, fills: &fills };
                let merit = merit::measure(&finished);
                Ok(Page { plan, placement, document, warnings, slots, fills, merit })
            }
            Err(errors) => Err((Box::new(plan), errors)),
        }
    }
}

/// The plan in points for this edition's photos.
#[must_use]
pub fn placement(edition: &Edition, plan: &Plan, order: &PhotoOrder) -> Placement {
    let report = &edition.loaded.report;
    let headings: Vec<HeadingInput> = ranks(report)
        .into_iter()
        .zip(&report.sections)
        .map(|(rank, section)| (rank, heading_widths(section)))
        .collect();
    let said = order.lead.map(|index| caption(report, index)).unwrap_or_default();
    let headline = edition.template.settings.makeup.hero.words.then_some(&report.headline);
    let words = Words { headline, headings: &headings, hero_caption: &said };
    let mut placement = place(plan, &edition.template.settings, &photo_inputs(edition), order, &words);
    tone::choose(&mut placement, edition);
    placement
}
