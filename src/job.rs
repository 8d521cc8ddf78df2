//! One job from beginning to end: report → edition → plan → pages → findings. Nothing is written here.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::{Value, json};
use typst_layout::PagedDocument;
use typst_library::foundations::Bytes;

use crate::diagnostic::{Diagnostic, Severity};
use crate::edition::{Template, check_fonts, template};
use crate::makeup::inspect::{self, Fill};
use crate::makeup::pinned::{self, PhotoOrder};
use crate::makeup::placement::{PhotoInput, Placement, place};
use crate::makeup::plan::Plan;
use crate::report::{self, Loaded, PhotoFile, PhotoFormat, Report};
use crate::typeset::han::prepare;
use crate::typeset::{self, Fonts, JobFile, JobWorld, TEMPLATE_LIBRARY, frames};

/// What a job is made from.
#[derive(Debug, Clone)]
pub struct Input {
    /// `report.json`, or the folder that holds one.
    pub report: PathBuf,
    /// An embedded template's name or a folder.
    pub template: String,
}

impl Input {
    /// The sample template with a report.
    #[must_use]
    pub fn new(report: impl Into<PathBuf>) -> Self {
        Self { report: report.into(), template: template::DEFAULT.to_owned() }
    }

    /// The report's file.
    #[must_use]
    pub fn report_file(&self) -> PathBuf {
        if self.report.is_dir() { self.report.join("report.json") } else { self.report.clone() }
    }
}

/// Report and template, read and checked: all that can be known before the page is made.
pub struct Edition {
    /// The report with its places.
    pub loaded: Loaded,
    /// The photos, in the report's order.
    pub photos: Vec<PhotoFile>,
    /// The template.
    pub template: Template,
}

/// What came of a job.
pub struct Outcome {
    /// All findings, errors and warnings.
    pub findings: Vec<Diagnostic>,
    /// The page, where it could be made. It may be written only when no finding is an error.
    pub document: Option<PagedDocument>,
    /// The rectangles.
    pub plan: Option<Plan>,
    /// What was measured on the page.
    pub figures: Option<Figures>,
}

impl Outcome {
    /// Whether anything stops the output.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    fn failed(findings: Vec<Diagnostic>) -> Self {
        Self { findings, document: None, plan: None, figures: None }
    }
}

/// What was measured on the finished page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Figures {
    /// Lines of text that did not fit, all threads together.
    pub overset_lines: usize,
    /// Lines that stayed empty in section columns.
    pub short_lines: usize,
    /// How many lines of body text stand in the sections.
    pub body_lines: usize,
    /// The lowest resolution of a placed photo (pixels to the inch), where there is a photo.
    pub lowest_ppi: Option<f64>,
}

/// Reads everything a page needs.
///
/// # Errors
/// Every problem of report, photos and template together.
pub fn open(input: &Input) -> Result<Edition, Vec<Diagnostic>> {
    let path = input.report_file();
    let template = Template::open(&input.template);
    let loaded = report::read(&path, &path.display().to_string());
    let (loaded, template) = match (loaded, template) {
        (Ok(loaded), Ok(template)) => (loaded, template),
        (loaded, template) => {
            return Err(loaded.err().into_iter().chain(template.err()).flatten().collect());
        }
    };
    let folder = path.parent().map_or_else(|| Path::new(".").to_path_buf(), Path::to_path_buf);
    let (photos, problems) = report::load_photos(&loaded.report, &loaded.places, &folder);
    if !problems.is_empty() {
        return Err(problems);
    }
    let photos = photos.into_iter().flatten().collect();
    Ok(Edition { loaded, photos, template })
}

/// Makes the page with the plan that the template pins, and judges it.
#[must_use]
pub fn run(input: &Input, fonts: &Fonts) -> Outcome {
    let edition = match open(input) {
        Ok(edition) => edition,
        Err(findings) => return Outcome::failed(findings),
    };
    match pinned::read(&edition.template) {
        Ok(plan) => run_with(&edition, plan, fonts),
        Err(findings) => Outcome::failed(findings),
    }
}

/// Makes the page with a given plan, and judges it.
#[must_use]
pub fn run_with(edition: &Edition, plan: Plan, fonts: &Fonts) -> Outcome {
    let Loaded { report, places, warnings } = &edition.loaded;
    let mut findings = warnings.clone();
    findings.extend(check_fonts(report, places, &edition.template, fonts));
    let order = pinned::photo_order(report);
    let mismatches = pinned::mismatches(&plan, report, places, &order);
    if !mismatches.is_empty() {
        findings.extend(mismatches);
        return Outcome { plan: Some(plan), ..Outcome::failed(findings) };
    }
    let placement = placement(edition, &plan, &order);
    let world = world(edition, &placement, fonts);
    let document = match typeset::compile(&world) {
        Ok((document, warnings)) => {
            findings.extend(warnings);
            document
        }
        Err(errors) => {
            findings.extend(errors);
            return Outcome { plan: Some(plan), ..Outcome::failed(findings) };
        }
    };
    if document.pages().len() != 1 {
        findings.push(Diagnostic::error(
            "template",
            format!("the template made {} pages instead of one", document.pages().len()),
        ));
    }
    let fills = inspect::fills(&placement, &frames::slots(&document));
    findings.extend(inspect::fill_findings(&fills, &placement, report, places));
    findings.extend(inspect::photo_findings(&placement, report, places));
    findings.extend(missing_glyphs(&document, &findings));
    let figures = figures(&fills, &placement);
    Outcome { findings, document: Some(document), plan: Some(plan), figures: Some(figures) }
}

/// The plan in points for this edition's photos.
#[must_use]
pub fn placement(edition: &Edition, plan: &Plan, order: &PhotoOrder) -> Placement {
    let report = &edition.loaded.report;
    let photos: Vec<PhotoInput> = report
        .photos
        .iter()
        .zip(&edition.photos)
        .enumerate()
        .map(|(index, (said, file))| PhotoInput {
            file: photo_path(index, file.format),
            width: file.width,
            height: file.height,
            focus: said.focus.map_or((0.5, 0.5), |[x, y]| (x, y)),
        })
        .collect();
    place(plan, &edition.template.settings.grid, &photos, order.lead, &order.sections)
}

/// The files and fonts that the compiler sees.
#[must_use]
pub fn world(edition: &Edition, placement: &Placement, fonts: &Fonts) -> JobWorld {
    let settings = &edition.template.settings;
    let mut files: Vec<JobFile> = edition
        .template
        .files
        .iter()
        .map(|file| JobFile {
            path: format!("/{}", file.path),
            bytes: Bytes::new(file.bytes.clone()),
            shown: file.shown.clone(),
        })
        .collect();
    let mut add = |path: &str, text: String| {
        files.push(JobFile {
            path: path.to_owned(),
            bytes: Bytes::from_string(text),
            shown: path.to_owned(),
        });
    };
    add("/banmian.typ", TEMPLATE_LIBRARY.to_owned());
    add("/report.json", report_data(&edition.loaded.report).to_string());
    add("/plan.json", json!(placement).to_string());
    add("/theme.json", json!(settings.theme).to_string());
    add("/fonts.json", json!(settings.fonts).to_string());
    for (index, photo) in edition.photos.iter().enumerate() {
        let path = photo_path(index, photo.format);
        files.push(JobFile { shown: path.clone(), path, bytes: Bytes::new(photo.bytes.clone()) });
    }
    JobWorld::new(files, fonts.clone())
}

fn photo_path(index: usize, format: PhotoFormat) -> String {
    let ending = match format {
        PhotoFormat::Jpeg => "jpg",
        PhotoFormat::Png => "png",
        PhotoFormat::Webp => "webp",
    };
    format!("/photos/{index}.{ending}")
}

/// The report as the templates read it: figures resolved, text prepared, every optional field there.
fn report_data(report: &Report) -> Value {
    let prose = |text: &str| prepare(&report::resolve(text, &report.metrics));
    let all = |texts: &[String]| texts.iter().map(|text| prose(text)).collect::<Vec<_>>();
    let optional = |text: Option<&String>| text.map_or_else(String::new, |text| prose(text));
    let folio = report.folio.clone().unwrap_or_default();
    let date = folio.date.as_deref();
    json!({
        "county": report.county,
        "year": report.year,
        "author": author(report),
        "folio": {
            "paper": folio.paper.unwrap_or_default(),
            "date": date.and_then(report::date_zh).unwrap_or_default(),
            "weekday": date.and_then(report::weekday_zh).unwrap_or_default(),
            "page": folio.page.unwrap_or_default(),
            "kind": folio.kind.unwrap_or_default(),
            "staff": folio.staff.iter().map(|s| json!({"role": s.role, "name": s.name})).collect::<Vec<_>>(),
        },
        "headline": {
            "kicker": optional(report.headline.kicker.as_ref()),
            "title": all(&report.headline.title),
            "subtitle": optional(report.headline.subtitle.as_ref()),
            "byline": optional(report.headline.byline.as_ref()),
        },
        "lead": all(&report.lead),
        "metrics": report.metrics.iter().map(|metric| json!({
            "label": metric.label,
            "value": metric.value.as_str(),
            "unit": metric.unit.clone().unwrap_or_default(),
            "series": metric.series.iter().map(|point| json!({
                "year": point.year, "value": point.value.as_str(), "number": point.value.as_f64(),
            })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "sections": report.sections.iter().map(|section| json!({
            "heading": all(&section.heading), "body": all(&section.body),
        })).collect::<Vec<_>>(),
        "photos": report.photos.iter().map(|photo| json!({
            "caption": optional(photo.caption.as_ref()), "credit": optional(photo.credit.as_ref()),
        })).collect::<Vec<_>>(),
        "credits": optional(report.credits.as_ref()),
    })
}

/// Who wrote it, for the PDF's metadata: the byline in one piece, else the county.
fn author(report: &Report) -> String {
    let byline = report.headline.byline.as_deref().unwrap_or(&report.county);
    byline.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Missing glyphs that the check of the report's characters could not foresee (a template's own text).
fn missing_glyphs(document: &PagedDocument, known: &[Diagnostic]) -> Vec<Diagnostic> {
    if known.iter().any(|finding| finding.code == "missing-glyph") {
        return Vec::new();
    }
    let runs = document.pages().iter().flat_map(frames::runs);
    runs.filter(|run| run.missing)
        .map(|run| {
            Diagnostic::error("missing-glyph", format!("no font has every character of “{}”", run.text))
                .hint("replace the character, or name a folder with a font that has it: --font-path".into())
        })
        .collect()
}

fn figures(fills: &[Fill], placement: &Placement) -> Figures {
    let sections = || fills.iter().filter(|fill| fill.thread.starts_with("section-"));
    let photos = placement.sections.iter().flat_map(|section| &section.photos).map(|photo| &photo.picture);
    Figures {
        overset_lines: fills.iter().map(|fill| fill.overset_lines).sum(),
        short_lines: sections().map(Fill::short_lines).sum(),
        body_lines: sections().map(|fill| fill.lines).sum(),
        lowest_ppi: placement.hero_picture.iter().chain(photos).map(|p| p.ppi).reduce(f64::min),
    }
}
