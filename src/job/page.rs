//! From an edition to finished pages, with everything that is found on the way.

use std::sync::Arc;

use typst_layout::PagedDocument;

use crate::diagnostic::Diagnostic;
use crate::drawn;
use crate::edition::{Edition, check_fonts};
use crate::makeup::changes::as_made_up;
use crate::makeup::choose::{Unchosen, choose};
use crate::makeup::inspect::Fill;
use crate::makeup::merit::Merit;
use crate::makeup::merit::emptiness::Emptiness;
use crate::makeup::page::{Page, Setting};
use crate::makeup::placement::Placement;
use crate::makeup::refused::refused;
use crate::makeup::wish::{Wishes, impossible};
use crate::makeup::world::free_pictures;
use crate::makeup::{Choice, PhotoOrder, Plan, inspect, pinned};
use crate::report::{self, Loaded};
use crate::say;
use crate::typeset::{Fonts, diagnostics, frames};

/// What came of making up an edition.
pub struct Outcome {
    /// All findings, errors and warnings.
    pub findings: Vec<Diagnostic>,
    /// The pages, where they could be made. They may be written only when no finding is an error.
    pub document: Option<PagedDocument>,
    /// The rectangles.
    pub plan: Option<Plan>,
    /// The rectangles in points.
    pub placement: Option<Placement>,
    /// The edition as it was made up, with the size of its body type and its divided sections.
    pub edition: Option<Arc<Edition>>,
    /// What was measured on the pages.
    pub merit: Option<Merit>,
    /// How each thread was filled.
    pub fills: Vec<Fill>,
    /// How the plan was found, where the solver made it.
    pub choice: Option<Choice>,
}

impl Outcome {
    /// Whether anything stops the output.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        super::has_errors(&self.findings)
    }

    /// Nothing came of it but findings.
    #[must_use]
    pub fn failed(findings: Vec<Diagnostic>) -> Self {
        Self {
            findings,
            document: None,
            plan: None,
            placement: None,
            edition: None,
            merit: None,
            fills: Vec::new(),
            choice: None,
        }
    }

    /// Pages that were typeset, of an edition as it is.
    pub(super) fn of(page: Page, findings: Vec<Diagnostic>) -> Self {
        Self {
            findings,
            document: Some(page.document),
            plan: Some(page.plan),
            placement: Some(page.placement),
            edition: None,
            merit: Some(page.merit),
            fills: page.fills,
            choice: None,
        }
    }
}

/// Makes the pages of an edition, with the plan that the template pins or else with one that the solver finds, and judges
/// them.
#[must_use]
pub fn make(edition: &Edition, fonts: &Fonts) -> Outcome {
    if pinned::is_pinned(&edition.template) {
        return match pinned::read(&edition.template) {
            Ok(plan) => run_with(edition, plan, fonts),
            Err(findings) => Outcome::failed(findings),
        };
    }
    let wishes = Wishes::of(&edition.loaded.report);
    with_chosen(edition, fonts, &wishes, |setting, chosen| finished(edition, setting, chosen, fonts))
}

/// Makes the best page as it is wished, and hands it on with what it was made with.
pub(super) fn with_chosen<T>(
    edition: &Edition,
    fonts: &Fonts,
    wishes: &Wishes,
    then: impl FnOnce(&Setting, Result<(Page, Choice), Unchosen>) -> T,
) -> T {
    let edition = Arc::new(edition.clone());
    let mut chosen = choose(&edition, fonts, false, wishes);
    if chosen.is_err() && PhotoOrder::new(&edition).lead.is_some() {
        // A flat ground takes less room than a picture. What the template's code does wrong it does there as well.
        chosen = choose(&edition, fonts, true, wishes);
    }
    match chosen {
        Ok((setting, page, choice)) => then(&setting, Ok((page, choice))),
        Err(errors) => then(&Setting { wishes: wishes.clone(), ..Setting::new(edition, fonts) }, Err(errors)),
    }
}

/// A page that was chosen, judged; or why there is none, the report's own wishes first.
pub(super) fn finished(
    edition: &Edition,
    setting: &Setting,
    chosen: Result<(Page, Choice), Unchosen>,
    fonts: &Fonts,
) -> Outcome {
    let mut findings = before_typesetting(edition, fonts);
    match chosen {
        Ok((page, choice)) => Outcome { choice: Some(choice), ..judge(setting, page, findings) },
        Err((plan, errors)) => {
            findings.extend(
                refused(setting).unwrap_or_else(|| {
                    if errors.is_empty() { without_wishes(setting, fonts) } else { errors }
                }),
            );
            Outcome { plan: plan.map(|plan| *plan), ..Outcome::failed(findings) }
        }
    }
}

/// What is wrong with a report that has no page even where nothing is wished.
fn without_wishes(setting: &Setting, fonts: &Fonts) -> Vec<Diagnostic> {
    let plain = |flat| choose(&setting.edition, fonts, flat, &Wishes::default());
    match plain(false).or_else(|_| plain(true)) {
        Err((_, errors)) => errors,
        Ok(_) => vec![
            Diagnostic::error(say!("volume.shapes"))
                .at_place(setting.edition.loaded.places.value("/sections"))
                .hint(say!("hint.fewer-wishes")),
        ],
    }
}

/// Makes the pages with a given plan, and judges them.
#[must_use]
pub fn run_with(edition: &Edition, plan: Plan, fonts: &Fonts) -> Outcome {
    let whole = Arc::new(edition.clone());
    let edition = as_made_up(&whole, &plan.changes()).unwrap_or_else(|| Arc::clone(&whole));
    let mut findings = before_typesetting(&whole, fonts);
    let setting = Setting::new(Arc::clone(&edition), fonts);
    let mismatches = pinned::mismatches(&plan, &edition, &setting.order);
    if !mismatches.is_empty() {
        findings.extend(mismatches);
        return Outcome { plan: Some(plan), ..Outcome::failed(findings) };
    }
    match setting.typeset(plan) {
        Ok(page) => judge(&setting, page, findings),
        Err((plan, errors)) => {
            findings.extend(errors);
            Outcome { plan: Some(*plan), ..Outcome::failed(findings) }
        }
    }
}

/// What can be said before a page is made.
pub(super) fn before_typesetting(edition: &Edition, fonts: &Fonts) -> Vec<Diagnostic> {
    let Loaded { report, places, warnings } = &edition.loaded;
    let mut findings = warnings.clone();
    findings.extend(report::proofread(report, places, &edition.county.checks, &edition.county.names));
    findings.extend(check_fonts(report, places, &edition.template, &edition.county, fonts));
    findings.extend(impossible(report, places, &edition.template.settings.grid));
    findings
}

pub(super) fn judge(setting: &Setting, mut page: Page, mut findings: Vec<Diagnostic>) -> Outcome {
    let edition = &*setting.edition;
    let Loaded { report, places, .. } = &edition.loaded;
    findings.extend(of_booklet(edition, &page));
    findings.append(&mut page.warnings);
    let (count, wanted) = (page.document.pages().len(), page.plan.pages as usize);
    // A template without opening has pages of its own.
    let opening = edition.template.settings.makeup.pages.opening;
    if count < wanted || (opening && count > wanted) {
        findings.push(Diagnostic::error(say!("template.pages", count = count, wanted = wanted)));
    }
    if page.plan.filler.is_some() {
        let finding = Diagnostic::warning(say!("filler")).hint(say!("hint.filler"));
        findings.push(finding.at_place(places.value("/sections")));
    }
    findings.extend(inspect::fill_findings(&page.fills, &page.placement, report, places));
    findings.extend(inspect::loose_lines(&page.slots, report, places));
    let free = free_pictures(edition, &page.placement, &page.document);
    findings.extend(inspect::photo_findings(&page.placement, &free, report, places));
    findings.extend(missing_glyphs(&page.document, &findings));
    let judged = drawn::judge(&drawn::Finished {
        edition,
        hero: setting.order.lead,
        document: &page.document,
        origin: &super::origins(edition, &page.placement),
        place: &|span| diagnostics::place(&setting.world, span),
    });
    page.merit.lost_characters = judged.lost;
    page.merit.hero.seen = judged.hero;
    findings.extend(judged.findings);
    Outcome { edition: Some(Arc::clone(&setting.edition)), ..Outcome::of(page, findings) }
}

/// What a booklet's pages miss: a number that can be bound, and what would fill them.
fn of_booklet(edition: &Edition, page: &Page) -> Vec<Diagnostic> {
    let pages = &edition.template.settings.makeup.pages;
    let Some(rules) = &pages.booklet else { return Vec::new() };
    let count = page.document.pages().len();
    let mut findings = Vec::new();
    if !count.is_multiple_of(rules.multiple.max(1) as usize) {
        let finding = Diagnostic::error(say!("booklet.pages", count = count, multiple = rules.multiple));
        let place = edition.template.place("/makeup/pages/booklet/optional");
        findings.push(finding.at_place(place).hint(say!("hint.booklet")));
    }
    let empty = page.merit.emptiness.iter().flat_map(Emptiness::empty);
    findings.extend(empty.map(|(number, white)| {
        Diagnostic::warning(say!("empty-page", page = number, percent = format!("{white:.0}")))
            .hint(say!("hint.empty-page"))
    }));
    findings
}

/// Missing glyphs that the check of the report's characters could not foresee (a template's own text).
fn missing_glyphs(document: &PagedDocument, known: &[Diagnostic]) -> Vec<Diagnostic> {
    if known.iter().any(|finding| finding.code == "missing-glyph") {
        return Vec::new();
    }
    let runs = document.pages().iter().flat_map(frames::runs);
    runs.filter(|run| run.missing)
        .map(|run| {
            Diagnostic::error(say!("missing-glyph.in-text", text = run.text)).hint(say!("hint.missing-glyph"))
        })
        .collect()
}
