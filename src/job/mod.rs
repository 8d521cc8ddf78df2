//! One job from beginning to end: report → edition → plan → pages → findings. Nothing is written here.

mod data;
mod files;
mod solved;

pub use files::{origins, world};
pub use solved::{Choice, RunnerUp, Task, task};

use std::path::{Path, PathBuf};

use typst_layout::PagedDocument;

use crate::diagnostic::{Diagnostic, Severity};
use crate::edition::{self, County, FolderFile, Style, Template, check_fonts};
use crate::makeup::inspect::{self, Fill};
use crate::makeup::merit::{self, Expected, Finished, Merit};
use crate::makeup::pinned::{self, PhotoOrder};
use crate::makeup::placement::{PhotoInput, Placement, place};
use crate::makeup::plan::Plan;
use crate::report::{self, Loaded, PhotoFile};
use crate::say;
use crate::typeset::words::Kept;
use crate::typeset::{self, Fonts, JobWorld, ThreadName, frames};

use files::{free_pictures, kept, photo_path, with_plan, world_without_plan};

/// What a job is made from.
#[derive(Debug, Clone)]
pub struct Input {
    /// `report.json`, or the folder that holds one.
    pub report: PathBuf,
    /// An embedded template's name or a folder; the county's template when there is none.
    pub template: Option<String>,
    /// The county's folder; the nearest at or above the report's when there is none.
    pub county: Option<PathBuf>,
}

impl Input {
    /// A report in the style of its county.
    #[must_use]
    pub fn new(report: impl Into<PathBuf>) -> Self {
        Self { report: report.into(), template: None, county: None }
    }

    /// The report's file.
    #[must_use]
    pub fn report_file(&self) -> PathBuf {
        if self.report.is_dir() { self.report.join("report.json") } else { self.report.clone() }
    }

    /// The folder of the report.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.report_file().parent().map_or_else(|| Path::new(".").to_path_buf(), Path::to_path_buf)
    }

    /// County and template.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn style(&self) -> Result<Style, Vec<Diagnostic>> {
        edition::resolve(&self.folder(), self.county.as_deref(), self.template.as_deref())
    }
}

/// Report, county and template, read and checked: all that can be known before the page is made.
pub struct Edition {
    /// The report with its places.
    pub loaded: Loaded,
    /// The photos, in the report's order.
    pub photos: Vec<PhotoFile>,
    /// The template, with what the county replaces.
    pub template: Template,
    /// The county.
    pub county: County,
    /// The fonts that county and template bring.
    pub fonts: Vec<FolderFile>,
}

/// What came of a job.
pub struct Outcome {
    /// All findings, errors and warnings.
    pub findings: Vec<Diagnostic>,
    /// The page, where it could be made. It may be written only when no finding is an error.
    pub document: Option<PagedDocument>,
    /// The rectangles.
    pub plan: Option<Plan>,
    /// The rectangles in points.
    pub placement: Option<Placement>,
    /// What was measured on the page.
    pub figures: Option<Merit>,
    /// How the plan was found, where the solver made it.
    pub choice: Option<Choice>,
}

impl Outcome {
    /// Whether anything stops the output.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Nothing came of it but findings.
    #[must_use]
    pub fn failed(findings: Vec<Diagnostic>) -> Self {
        Self { findings, document: None, plan: None, placement: None, figures: None, choice: None }
    }
}

/// Reads everything a page needs.
///
/// # Errors
/// Every problem of report, photos, county and template together.
pub fn open(input: &Input) -> Result<Edition, Vec<Diagnostic>> {
    let path = input.report_file();
    let style = input.style();
    let loaded = report::read(&path, &path.display().to_string());
    let (mut loaded, style) = match (loaded, style) {
        (Ok(loaded), Ok(style)) => (loaded, style),
        (loaded, style) => {
            return Err(loaded.err().into_iter().chain(style.err()).flatten().collect());
        }
    };
    let (photos, problems) = report::load_photos(&loaded.report, &loaded.places, &input.folder());
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(problems);
    }
    loaded.warnings.extend(problems);
    let photos = photos.into_iter().flatten().collect();
    let Style { county, template, fonts } = style;
    county.complete(&mut loaded.report, &mut loaded.places);
    Ok(Edition { loaded, photos, template, county, fonts })
}

/// Makes the page, with the plan that the template pins or else with one that the solver finds, and judges it.
#[must_use]
pub fn run(input: &Input, fonts: &Fonts) -> Outcome {
    match open(input) {
        Ok(edition) => make(&edition, fonts),
        Err(findings) => Outcome::failed(findings),
    }
}

/// Makes the page of an edition, and judges it.
#[must_use]
pub fn make(edition: &Edition, fonts: &Fonts) -> Outcome {
    if !pinned::is_pinned(&edition.template) {
        return solved::make(edition, fonts);
    }
    match pinned::read(&edition.template) {
        Ok(plan) => run_with(edition, plan, fonts),
        Err(findings) => Outcome::failed(findings),
    }
}

/// Makes the page with a given plan, and judges it.
#[must_use]
pub fn run_with(edition: &Edition, plan: Plan, fonts: &Fonts) -> Outcome {
    let report = &edition.loaded.report;
    let mut findings = before_typesetting(edition, fonts);
    let order = photo_order(edition);
    let mismatches = pinned::mismatches(&plan, report, &edition.loaded.places, &order);
    if !mismatches.is_empty() {
        findings.extend(mismatches);
        return Outcome { plan: Some(plan), ..Outcome::failed(findings) };
    }
    match typeset_plan(&Setting::new(edition, fonts), plan) {
        Ok(page) => judge(edition, page, findings),
        Err((plan, errors)) => {
            findings.extend(errors);
            Outcome { plan: Some(*plan), ..Outcome::failed(findings) }
        }
    }
}

/// A plan, typeset.
struct Page {
    plan: Plan,
    placement: Placement,
    document: PagedDocument,
    warnings: Vec<Diagnostic>,
    slots: Vec<frames::SlotLines>,
    fills: Vec<Fill>,
    merit: Merit,
}

/// What all plans of an edition share when they are typeset.
struct Setting<'a> {
    edition: &'a Edition,
    order: PhotoOrder,
    kept: Kept,
    world: JobWorld,
    expected: Expected,
}

impl<'a> Setting<'a> {
    fn new(edition: &'a Edition, fonts: &Fonts) -> Self {
        let kept = kept(edition);
        Self {
            edition,
            order: photo_order(edition),
            world: world_without_plan(edition, &kept, fonts),
            kept,
            expected: expected(edition),
        }
    }
}

fn typeset_plan(setting: &Setting, plan: Plan) -> Result<Page, (Box<Plan>, Vec<Diagnostic>)> {
    let Setting { edition, order, kept, world, expected } = setting;
    let placement = placement(edition, &plan, order);
    match typeset::compile(&with_plan(world, &placement, kept)) {
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

/// What can be said before a page is made.
fn before_typesetting(edition: &Edition, fonts: &Fonts) -> Vec<Diagnostic> {
    let Loaded { report, places, warnings } = &edition.loaded;
    let mut findings = warnings.clone();
    findings.extend(report::proofread(report, places, &edition.county.checks));
    findings.extend(check_fonts(report, places, &edition.template, &edition.county, fonts));
    findings
}

fn judge(edition: &Edition, page: Page, mut findings: Vec<Diagnostic>) -> Outcome {
    let Loaded { report, places, .. } = &edition.loaded;
    findings.extend(page.warnings);
    let (count, wanted) = (page.document.pages().len(), page.plan.pages as usize);
    // A template without opening has pages of its own.
    let opening = edition.template.settings.makeup.pages.opening;
    if count < wanted || (opening && count > wanted) {
        findings.push(Diagnostic::error(say!("template.pages", count = count, wanted = wanted)));
    }
    findings.extend(inspect::fill_findings(&page.fills, &page.placement, report, places));
    let free = free_pictures(edition, &page.placement, &page.document);
    findings.extend(inspect::photo_findings(&page.placement, &free, report, places));
    findings.extend(missing_glyphs(&page.document, &findings));
    Outcome {
        findings,
        document: Some(page.document),
        plan: Some(page.plan),
        placement: Some(page.placement),
        figures: Some(page.merit),
        choice: None,
    }
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
    let order = photo_order(edition);
    // The photo behind the headline has no caption on the page.
    threads.extend(
        captions
            .filter(|(photo, _)| order.lead != Some(*photo))
            .map(|(photo, text)| (ThreadName::caption(photo), text)),
    );
    for metric in &report.metrics {
        elsewhere.extend([metric.label.clone(), metric.value.as_str().to_owned()]);
        elsewhere.extend(metric.unit.clone());
    }
    Expected { threads, elsewhere }
}

/// Which photo stands where.
#[must_use]
pub fn photo_order(edition: &Edition) -> PhotoOrder {
    let least = edition.template.settings.makeup.hero.least_aspect;
    pinned::photo_order(&edition.loaded.report, &photo_inputs(edition), least)
}

fn photo_inputs(edition: &Edition) -> Vec<PhotoInput> {
    edition
        .loaded
        .report
        .photos
        .iter()
        .zip(&edition.photos)
        .enumerate()
        .map(|(index, (said, file))| PhotoInput {
            file: photo_path(index),
            width: file.width,
            height: file.height,
            focus: said.focus.map_or((0.5, 0.5), |[x, y]| (x, y)),
        })
        .collect()
}

/// The plan in points for this edition's photos.
#[must_use]
pub fn placement(edition: &Edition, plan: &Plan, order: &PhotoOrder) -> Placement {
    place(plan, &edition.template.settings, &photo_inputs(edition), order)
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
