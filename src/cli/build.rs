//! `build` and `check`.

use std::path::{Path, PathBuf};

use banmian::diagnostic::{Diagnostic, Severity, sorted};
use banmian::edition::merit_limits::Limit;
use banmian::files::write_whole;
use banmian::job::{self, FileKind, Order, Product};
use banmian::makeup::merit::{Row, Verdict};
use banmian::message::{Lang, Message};
use banmian::press::preview;
use banmian::say;

use super::fix::fix;
use super::output::{Ending, Summary, print, print_findings};
use super::{BuildArguments, CheckArguments, Format, JobArguments};

/// Makes the pages and writes them, unless a finding stops it.
pub fn build(arguments: &BuildArguments, lang: Lang) -> u8 {
    let mut product = job::run(&arguments.order());
    finish(arguments, &mut product, lang);
    Ending::of(&product.findings).code()
}

/// Writes what came of a build and says what was found; gives the files that were written.
pub(super) fn finish(arguments: &BuildArguments, product: &mut Product, lang: Lang) -> Vec<PathBuf> {
    let files = named(arguments, product);
    let mut written = Vec::new();
    match write_whole(&files, &product.read) {
        Ok(()) => written = files.into_iter().map(|(path, _)| path).collect(),
        Err(errors) => product.findings.extend(errors),
    }
    let summary = Summary { output: &written, ..Summary::of(product) };
    print_findings(&product.findings, &summary, arguments.job.format, lang);
    written
}

impl BuildArguments {
    pub(super) fn order(&self) -> Order {
        Order {
            preview: self.png.as_ref().map(|_| f64::from(self.ppi)),
            besides: self.besides.besides(),
            draft: self.draft,
            ..self.job.order()
        }
    }
}

/// Where each file of a product goes.
fn named(arguments: &BuildArguments, product: &mut Product) -> Vec<(PathBuf, Vec<u8>)> {
    let files = std::mem::take(&mut product.files);
    let count = |is: fn(&FileKind) -> bool| files.iter().filter(|file| is(&file.kind)).count();
    let previews = count(|kind| matches!(kind, FileKind::Preview(_)));
    let thumbnails = count(|kind| matches!(kind, FileKind::Thumbnail(_)));
    let names = arguments.png.as_deref().map(|path| preview::names(path, previews)).unwrap_or_default();
    let pdf = pdf_path(arguments, product.name.as_deref());
    let path = |kind| match kind {
        FileKind::Pdf => pdf.clone(),
        FileKind::Preview(number) => names.get(number).cloned(),
        FileKind::Thumbnail(number) => {
            let first = with_ending(pdf.as_ref()?, THUMBNAIL).with_extension("png");
            preview::names(&first, thumbnails).get(number).cloned()
        }
        FileKind::Proof => pdf.as_ref().map(|path| with_ending(path, PROOF)),
    };
    let path = |kind| path(kind).map(|path| if arguments.draft { with_ending(&path, DRAFT) } else { path });
    files.into_iter().filter_map(|file| Some((path(file.kind)?, file.bytes))).collect()
}

/// Where the PDF goes: to the file that is named; else as the county calls its files, or as the report is called, into the
/// folder that is named or beside the report.
fn pdf_path(arguments: &BuildArguments, name: Option<&str>) -> Option<PathBuf> {
    let folder = match &arguments.output {
        Some(path) if !path.is_dir() && !path.as_os_str().to_string_lossy().ends_with(['/', '\\']) => {
            return Some(path.clone());
        }
        folder => folder.as_ref(),
    };
    let report = arguments.job.input().report_file().ok()?;
    let path = match name {
        Some(name) => report.with_file_name(format!("{name}.pdf")),
        None => report.with_extension("pdf"),
    };
    match (folder, path.file_name()) {
        (Some(folder), Some(name)) => Some(folder.join(name)),
        _ => Some(path),
    }
}

/// A file's name with something before its ending, which it has once only.
fn with_ending(path: &Path, more: &str) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_os_string();
    if name.to_string_lossy().ends_with(more) {
        return path.to_path_buf();
    }
    name.push(more);
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

/// How the name of a draft's file ends: no file that is to be printed has it, and it has no other's.
const DRAFT: &str = "-draft";
/// The same of a proof.
const PROOF: &str = "-proof";
/// The same of a page's small picture.
const THUMBNAIL: &str = "-thumb";

/// Says everything that is wrong; writes nothing but the corrections that `--fix` asks for.
pub fn check(check: &CheckArguments, lang: Lang) -> u8 {
    let arguments = &check.job;
    let mut fixed = None;
    if check.fix {
        match corrected(arguments, check.dry_run) {
            Ok(diff) => fixed = Some(diff),
            Err(findings) => {
                let summary = Summary { verdict: Some(verdict(&findings, &[])), ..Summary::default() };
                print_findings(&findings, &summary, arguments.format, lang);
                return Ending::of(&findings).code();
            }
        }
    }
    if let (Some(diff), Format::Text) = (&fixed, arguments.format) {
        print(diff);
    }
    let product = job::run(&arguments.order());
    let rows = rows(&product);
    if arguments.format == Format::Text && check.figures {
        print(&rows.iter().map(|row| row.line(lang)).collect::<String>());
    }
    let summary = Summary {
        verdict: Some(verdict(&product.findings, &rows)),
        fixed: fixed.as_deref(),
        ..Summary::of(&product)
    };
    print_findings(&product.findings, &summary, arguments.format, lang);
    Ending::of(&product.findings).code()
}

/// Whether the page can go to the press, in one sentence: if not, what is to be done first.
fn verdict(findings: &[Diagnostic], rows: &[Row]) -> Message {
    let is_error = |finding: &&Diagnostic| finding.severity == Severity::Error;
    let errors = findings.iter().filter(is_error).count();
    let look = findings.len() - errors;
    if let Some(first) = sorted(findings).into_iter().find(is_error) {
        let what = first.hints.first().unwrap_or(&first.message).clone();
        return match (first.shown_place(), errors) {
            (Some(at), 1) => say!("verdict.fix-at", at = at, what = what),
            (None, 1) => say!("verdict.fix", what = what),
            (Some(at), _) => say!("verdict.fix-first-at", count = errors, at = at, what = what),
            (None, _) => say!("verdict.fix-first", count = errors, what = what),
        };
    }
    let poor =
        rows.iter().filter(|row| row.verdict.is_some_and(|(verdict, _)| verdict == Verdict::Poor)).count();
    match (look, poor) {
        (0, 0) => say!("verdict.good"),
        (_, 0) => say!("verdict.look", count = look),
        (0, poor) => say!("verdict.poor", poor = poor),
        _ => say!("verdict.look-and-poor", count = look, poor = poor),
    }
}

/// Corrects the report's text and gives what changed.
fn corrected(arguments: &JobArguments, dry_run: bool) -> Result<String, Vec<Diagnostic>> {
    let input = arguments.input();
    let levels = input.style().map(|style| style.county.checks).unwrap_or_default();
    let file = input.report_file().map_err(|problem| vec![problem])?;
    fix(&file, &levels, dry_run)
}

/// Of the whole page less than the first per cent may have more ink than the press takes, than the second is poor.
const ABOVE: Limit = Limit::new(0.1, 1.0);

/// The table of figures: those of the page, and the ink on it.
fn rows(product: &Product) -> Vec<Row> {
    let figures = &product.figures;
    let Some(merit) = &figures.merit else { return Vec::new() };
    let mut rows = merit.rows(&figures.limits);
    rows.extend(figures.used.iter().cloned());
    if let Some(ink) = figures.ink {
        let (x, y) = ink.at_mm;
        let percent = format!("{:.0}", ink.worst_square);
        let (x, y) = (format!("{x:.0}"), format!("{y:.0}"));
        let most = if figures.pages > 1 {
            say!("merit.ink-on-page", ink = percent, page = ink.page, x = x, y = y)
        } else {
            say!("merit.ink-at", ink = percent, x = x, y = y)
        };
        let limit = Limit::new(figures.total_ink, figures.total_ink);
        rows.push(Row::judged(say!("merit.most-ink"), most, ink.worst_square, limit));
        let above = say!("merit.value", value = format!("{:.2} %", ink.above_limit));
        rows.push(Row::judged(say!("merit.ink-above"), above, ink.above_limit, ABOVE));
    }
    rows
}
