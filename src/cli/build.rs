//! `build` and `check`.

use std::path::{Path, PathBuf};

use typst_library::foundations::Datetime;

use super::output::{Summary, print, print_findings, write_whole};
use super::{BuildArguments, FINDINGS, Format, GOOD, JobArguments};
use crate::diagnostic::Diagnostic;
use crate::job::{self, Edition, Outcome};
use crate::press::{pdf, preview};
use crate::typeset::Fonts;

/// Makes the page and writes it, unless a finding stops it.
pub fn build(arguments: &BuildArguments) -> u8 {
    let (mut outcome, edition) = make(&arguments.job);
    let mut written = Vec::new();
    if !outcome.has_errors()
        && let (Some(document), Some(edition)) = (&outcome.document, &edition)
    {
        let target = arguments.output.clone().unwrap_or_else(|| beside(&arguments.job.input().report_file()));
        let mut files = Vec::new();
        let mut problems = Vec::new();
        match pdf::export(document, date(edition)) {
            Ok(bytes) => files.push((target, bytes)),
            Err(errors) => problems.extend(errors),
        }
        if let Some(path) = &arguments.png {
            match preview::png(document, f64::from(arguments.ppi)) {
                Ok(bytes) => files.push((path.clone(), bytes)),
                Err(error) => problems.push(error),
            }
        }
        if problems.is_empty() {
            match write_whole(&files) {
                Ok(()) => written = files.into_iter().map(|(path, _)| path).collect(),
                Err(errors) => problems.extend(errors),
            }
        }
        outcome.findings.extend(problems);
    }
    finish(&arguments.job, &outcome, &written)
}

/// Says everything that is wrong; writes nothing.
pub fn check(arguments: &JobArguments) -> u8 {
    let (outcome, _) = make(arguments);
    if let (Some(merit), Format::Text) = (&outcome.figures, arguments.format) {
        print(&merit.table());
    }
    finish(arguments, &outcome, &[])
}

/// Reads the job's input and makes the page.
pub fn make(arguments: &JobArguments) -> (Outcome, Option<Edition>) {
    let failed =
        |findings| (Outcome { findings, document: None, plan: None, figures: None, choice: None }, None);
    let (fonts, edition) = match (Fonts::load(&arguments.fonts.options()), job::open(&arguments.input())) {
        (Ok(fonts), Ok(edition)) => (fonts, edition),
        (fonts, edition) => {
            return failed(fonts.err().into_iter().chain(edition.err()).flatten().collect());
        }
    };
    (job::make(&edition, &fonts), Some(edition))
}

fn finish(arguments: &JobArguments, outcome: &Outcome, written: &[PathBuf]) -> u8 {
    let summary = Summary::of(outcome, written);
    print_findings(&outcome.findings, &summary, arguments.format);
    if outcome.has_errors() { FINDINGS } else { GOOD }
}

/// The PDF's name when none is given.
fn beside(report: &Path) -> PathBuf {
    report.with_extension("pdf")
}

/// The report's date at midnight, which is the PDF's; `None` when the report has none.
fn date(edition: &Edition) -> Option<Datetime> {
    let folio = edition.loaded.report.folio.as_ref()?;
    let mut parts = folio.date.as_deref()?.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    Datetime::from_ymd_hms(year, month, day, 0, 0, 0)
}

/// A finding about a file that cannot be written.
pub fn unwritable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("unwritable", format!("the file cannot be written: {error}"))
        .in_file(path.display().to_string())
        .hint("choose another place with -o, or close the program that has the file open".into())
}
