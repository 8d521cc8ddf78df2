//! A plan, typeset: the pages that the compiler makes of it, and what they measure.

use typst_layout::PagedDocument;

use super::Plan;
use super::inspect::{self, Fill};
use super::merit::{self, Expected, Finished, Merit};
use super::photo_order::{PhotoOrder, photo_inputs};
use super::placement::{Placement, place};
use super::world::{with_plan, world_without_plan};
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::report;
use crate::typeset::{self, Fonts, JobWorld, ThreadName, frames};

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
pub struct Setting<'a> {
    /// The edition.
    pub edition: &'a Edition,
    /// Which photo stands where.
    pub order: PhotoOrder,
    world: JobWorld,
    expected: Expected,
}

impl<'a> Setting<'a> {
    /// What the compiler sees of an edition, but for the plan.
    #[must_use]
    pub fn new(edition: &'a Edition, fonts: &Fonts) -> Self {
        Self {
            edition,
            order: PhotoOrder::new(edition),
            world: world_without_plan(edition, fonts),
            expected: expected(edition),
        }
    }

    /// Typesets a plan, and measures what came of it.
    ///
    /// # Errors
    /// What the template's code does wrong.
    pub fn typeset(&self, plan: Plan) -> Typeset {
        let Self { edition, order, world, expected } = self;
        let placement = placement(edition, &plan, order);
        match typeset::compile(&with_plan(world, &placement)) {
            Ok((document, warnings)) => {
                let mut slots = frames::slots(&document);
                inspect::stack_pages(&mut slots, &plan, &edition.template.settings.grid);
                let fills = inspect::fills(&placement, &slots);
                let grid = &edition.template.settings.grid;
                let outside = frames::outside(&document);
                let finished = Finished {
                    grid,
                    plan: &plan,
                    placement: &placement,
                    slots: &slots,
                    outside: &outside,
                    fills: &fills,
                };
                let merit = merit::measure(&finished, expected);
                Ok(Page { plan, placement, document, warnings, slots, fills, merit })
            }
            Err(errors) => Err((Box::new(plan), errors)),
        }
    }
}

/// The plan in points for this edition's photos.
#[must_use]
pub fn placement(edition: &Edition, plan: &Plan, order: &PhotoOrder) -> Placement {
    place(plan, &edition.template.settings, &photo_inputs(edition), order)
}

/// The texts of the report as they should stand on the page.
fn expected(edition: &Edition) -> Expected {
    let report = &edition.loaded.report;
    let prose = |text: &str| report::resolve(text, &report.metrics);
    let all = |texts: &[String]| texts.iter().map(|text| prose(text)).collect::<String>();
    let mut threads = vec![(ThreadName::Lead, all(&report.lead))];
    let mut elsewhere = vec![all(&report.headline.title)];
    for text in [&report.headline.kicker, &report.headline.subtitle, &report.headline.byline, &report.credits]
    {
        elsewhere.extend(text.as_deref().map(prose));
    }
    for (index, section) in report.sections.iter().enumerate() {
        threads.push((ThreadName::Section(index), all(&section.body)));
        elsewhere.push(all(&section.heading));
    }
    let captions = report.photos.iter().enumerate().filter_map(|(index, photo)| {
        let text =
            [&photo.caption, &photo.credit].into_iter().flatten().map(|text| prose(text)).collect::<String>();
        (!text.is_empty()).then_some((index, text))
    });
    let order = PhotoOrder::new(edition);
    // The photo behind the headline has no caption on the page.
    let printed = captions.filter(|(photo, _)| order.lead != Some(*photo));
    threads.extend(printed.map(|(photo, text)| (ThreadName::caption(photo), text)));
    for metric in &report.metrics {
        elsewhere.extend([metric.label.clone(), metric.value.as_str().to_owned()]);
        elsewhere.extend(metric.unit.clone());
    }
    Expected { threads, elsewhere }
}
