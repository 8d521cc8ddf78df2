//! `build` and `check`.

use std::path::{Path, PathBuf};

use typst_layout::PagedDocument;
use typst_library::foundations::Datetime;
use typst_library::visualize::RasterImage;

use super::fix::fix;
use super::limits::guarded;
use super::output::{Summary, print, print_findings, write_whole};
use super::{BuildArguments, CheckArguments, FINDINGS, Format, GOOD, JobArguments, PressArguments};
use crate::diagnostic::{Diagnostic, Severity};
use crate::edition::{County, FolderFile};
use crate::job::{self, Edition, Outcome};
use crate::makeup::merit;
use crate::message::{Lang, Message};
use crate::press::output::PressFile;
use crate::press::pictures::Origin;
use crate::press::{self, Imposition, PdfX, Press, Work, imposition, preview};
use crate::report;
use crate::say;
use crate::typeset::{FontOptions, Fonts};

/// Makes the pages and writes them, unless a finding stops it.
pub fn build(arguments: &BuildArguments, lang: Lang) -> u8 {
    let (mut outcome, made) = make(&arguments.job, lang);
    let mut written = Vec::new();
    if !outcome.has_errors()
        && let (Some(document), Some(made)) = (&outcome.document, &made)
    {
        let target = arguments.output.clone().unwrap_or_else(|| beside(&arguments.job.input().report_file()));
        let mut files = Vec::new();
        let mut problems = Vec::new();
        match press_file(&outcome, made) {
            Ok(file) => {
                problems.extend(file.findings);
                files.push((target, file.bytes));
            }
            Err(errors) => problems.extend(errors),
        }
        let is_error = |problem: &Diagnostic| problem.severity == Severity::Error;
        if let Some(path) = &arguments.png {
            let ppi = f64::from(arguments.ppi);
            let document = &shown(document, made);
            // Pictures are made only when they will be written.
            let pictures = if problems.iter().any(is_error) {
                preview::allowed(document, ppi).map(|()| Vec::new()).map_err(|error| vec![error])
            } else {
                preview::all(document, &origin(&outcome, made), ppi)
            };
            match pictures {
                Ok(pictures) => files.extend(preview::names(path, pictures.len()).into_iter().zip(pictures)),
                Err(errors) => problems.extend(errors),
            }
        }
        if !problems.iter().any(is_error) {
            match write_whole(&files) {
                Ok(()) => written = files.into_iter().map(|(path, _)| path).collect(),
                Err(errors) => problems.extend(errors),
            }
        }
        outcome.findings.extend(problems);
    }
    finish(&arguments.job, &outcome, &written, lang)
}

/// Says everything that is wrong; writes nothing but the corrections that `--fix` asks for.
pub fn check(check: &CheckArguments, lang: Lang) -> u8 {
    let arguments = &check.job;
    let mut fixed = None;
    if check.fix {
        let input = arguments.input();
        let levels = input.style().map(|style| style.county.checks).unwrap_or_default();
        match fix(&input.report_file(), &levels, check.dry_run) {
            Ok(diff) => fixed = Some(diff),
            Err(findings) => return finish(arguments, &Outcome::failed(findings), &[], lang),
        }
    }
    if let (Some(diff), Format::Text) = (&fixed, arguments.format) {
        print(diff);
    }
    let (mut outcome, made) = make(arguments, lang);
    let mut ink = None;
    if !outcome.has_errors()
        && let Some(made) = &made
    {
        let found = match press_file(&outcome, made) {
            Ok(file) => {
                ink = file.ink;
                file.findings
            }
            Err(errors) => errors,
        };
        outcome.findings.extend(found);
    }
    if let (Some(merit), Format::Text) = (&outcome.figures, arguments.format) {
        print(&merit.table(lang));
        if let Some(ink) = ink {
            let (x, y) = ink.at_mm;
            let percent = format!("{:.0}", ink.worst_square);
            let (x, y) = (format!("{x:.0}"), format!("{y:.0}"));
            let several = outcome.document.as_ref().is_some_and(|document| document.pages().len() > 1);
            let most = if several {
                say!("merit.ink-on-page", ink = percent, page = ink.page, x = x, y = y)
            } else {
                say!("merit.ink-at", ink = percent, x = x, y = y)
            };
            print(&merit::row(&say!("merit.most-ink"), &most.text(lang), lang));
            print(&merit::row(&say!("merit.ink-above"), &format!("{:.2} %", ink.above_limit), lang));
        }
    }
    let summary = Summary { fixed: fixed.as_deref(), ..Summary::of(&outcome, &[]) };
    print_findings(&outcome.findings, &summary, arguments.format, lang);
    if outcome.has_errors() { FINDINGS } else { GOOD }
}

/// What a page was made from.
pub struct Made {
    /// Report and template.
    pub edition: Edition,
    /// The fonts.
    fonts: Fonts,
    /// The press.
    press: Press,
    /// What is chosen of it.
    choice: PressChoice,
}

/// The pages as they stand on the sheets, where they are imposed and can be.
fn shown(document: &PagedDocument, made: &Made) -> PagedDocument {
    match made.choice.imposition {
        Some(Imposition::Booklet) if imposition::is_possible(document) => {
            imposition::impose(document).document
        }
        _ => document.clone(),
    }
}

/// The finished pages as a file for the press.
fn press_file(outcome: &Outcome, made: &Made) -> Result<PressFile, Vec<Diagnostic>> {
    let Some(document) = &outcome.document else { return Err(Vec::new()) };
    let report = &made.edition.loaded.report;
    let date = date(&made.edition);
    let folio = report.folio.clone().unwrap_or_default();
    let slug = [
        format!("{} {}", report.county, report.year),
        folio.page.map(|page| format!("第{page}版")).unwrap_or_default(),
        folio.date.unwrap_or_default(),
        made.press.settings.name.clone(),
        press::program(),
    ];
    let slug = slug.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　");
    press::print(&Work {
        document,
        origin: &origin(outcome, made),
        press: &made.press,
        pdfx: made.choice.pdfx,
        imposition: made.choice.imposition,
        marks: made.choice.marks.then_some(slug),
        families: &made.edition.template.settings.fonts.sans,
        fonts: &made.fonts,
        date,
    })
}

fn origin<'a>(outcome: &'a Outcome, made: &'a Made) -> impl Fn(&RasterImage) -> Origin + 'a {
    let origins = outcome.placement.as_ref().map(|placement| job::origins(&made.edition, placement));
    move |raster| match &origins {
        Some(origins) => origins(raster),
        None => Origin::Other(raster.data().clone()),
    }
}

/// Reads the job's input and makes the page.
pub fn make(arguments: &JobArguments, lang: Lang) -> (Outcome, Option<Made>) {
    let edition = job::open(&arguments.input());
    let first = edition.as_ref().map(|edition| edition.fonts.clone()).unwrap_or_default();
    let first = first.into_iter().map(|file| (file.shown, file.bytes)).collect();
    let fonts = Fonts::load(&FontOptions { first, ..arguments.fonts.options() });
    let press = open_press(&arguments.press, edition.as_ref().map(|edition| &edition.county).ok());
    let (fonts, (press, choice), edition) = match (fonts, press, edition) {
        (Ok(fonts), Ok(press), Ok(edition)) => (fonts, press, edition),
        (fonts, press, edition) => {
            let findings =
                fonts.err().into_iter().chain(press.err()).chain(edition.err()).flatten().collect();
            return (Outcome::failed(findings), None);
        }
    };
    let tell = |finding: Diagnostic| {
        let finding = finding.in_file(code_of(&edition));
        finish(arguments, &Outcome::failed(vec![finding]), &[], lang);
    };
    let outcome = guarded(arguments.time_limit, tell, || job::make(&edition, &fonts))
        .unwrap_or_else(|finding| Outcome::failed(vec![finding]));
    (outcome, Some(Made { edition, fonts, press, choice }))
}

/// The file to look into when the code of a page does not end: the first of the county's, else the template's main file.
fn code_of(edition: &Edition) -> String {
    let files = &edition.template.files;
    let of_county = edition.county.folder.as_ref().and_then(|folder| {
        let own = |file: &&FolderFile| file.shown == folder.join(&file.path).display().to_string();
        let is_code = |path: &str| Path::new(path).extension().is_some_and(|ending| ending == "typ");
        files.iter().filter(own).find(|file| is_code(&file.path))
    });
    let main = || files.iter().find(|file| file.path == "main.typ");
    of_county.or_else(main).map(|file| file.shown.clone()).unwrap_or_default()
}

/// What is chosen of a press besides its name.
struct PressChoice {
    pdfx: Option<PdfX>,
    marks: bool,
    imposition: Option<Imposition>,
}

/// The press: what the command line says, else what the county says. A county's profile, ink and PDF/X are for its own
/// press: they do not count when the command line names another.
fn open_press(
    said: &PressArguments,
    county: Option<&County>,
) -> Result<(Press, PressChoice), Vec<Diagnostic>> {
    let defaults = county.map(|county| county.press.clone()).unwrap_or_default();
    let own = defaults.name.unwrap_or_default();
    let name = said.press.unwrap_or(own);
    let of_county = name == own;
    let profile = match (&said.profile, county.filter(|_| of_county)) {
        (Some(path), _) => Some(path.clone()),
        (None, Some(county)) => county.profile()?,
        (None, None) => None,
    };
    let mut press = Press::open(name, profile.as_deref())?;
    if let Some(percent) = said.total_ink.or(defaults.total_ink.filter(|_| of_county)) {
        press.settings.total_ink = f64::from(percent);
    }
    press.settings.spots.extend(defaults.spots);
    let pdfx = said.pdfx.or(defaults.pdfx.filter(|_| of_county));
    let marks = said.marks.or(defaults.marks).unwrap_or(false);
    Ok((press, PressChoice { pdfx, marks, imposition: said.imposition }))
}

fn finish(arguments: &JobArguments, outcome: &Outcome, written: &[PathBuf], lang: Lang) -> u8 {
    let summary = Summary::of(outcome, written);
    print_findings(&outcome.findings, &summary, arguments.format, lang);
    if outcome.has_errors() { FINDINGS } else { GOOD }
}

/// The PDF's name when none is given.
fn beside(report: &Path) -> PathBuf {
    report.with_extension("pdf")
}

/// The file's date: the report's at midnight; else what `SOURCE_DATE_EPOCH` says; else now.
fn date(edition: &Edition) -> Datetime {
    let said = || {
        let folio = edition.loaded.report.folio.as_ref()?;
        let mut parts = folio.date.as_deref()?.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let day = parts.next()?.parse().ok()?;
        Datetime::from_ymd_hms(year, month, day, 0, 0, 0)
    };
    let epoch = || {
        let seconds: u64 = match std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse().ok()) {
            Some(seconds) => seconds,
            None => {
                std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_secs())
            }
        };
        report::datetime(seconds)
    };
    let ((year, month, day), (hour, minute, second)) = match said() {
        Some(date) => return date,
        None => epoch(),
    };
    Datetime::from_ymd_hms(year, month, day, hour, minute, second)
        .or_else(|| Datetime::from_ymd_hms(2000, 1, 1, 0, 0, 0))
        .unwrap_or_else(|| unreachable!("the first of January is a day"))
}

/// A finding about a file that cannot be written.
pub fn unwritable(path: &Path, problem: Message) -> Diagnostic {
    Diagnostic::error(say!("unwritable", problem = problem))
        .in_file(path.display().to_string())
        .hint(say!("hint.another-place"))
}
