//! `build` and `check`.

use std::path::{Path, PathBuf};

use banmian::diagnostic::Diagnostic;
use banmian::job::{self, FileKind, Product};
use banmian::makeup::merit;
use banmian::message::Lang;
use banmian::press::preview;
use banmian::say;

use super::fix::fix;
use super::output::{Ending, Summary, print, print_findings, write_whole};
use super::{BuildArguments, CheckArguments, Format, JobArguments};

/// Makes the pages and writes them, unless a finding stops it.
pub fn build(arguments: &BuildArguments, lang: Lang) -> u8 {
    let mut order = arguments.job.order();
    order.preview = arguments.png.as_ref().map(|_| f64::from(arguments.ppi));
    let mut product = job::run(&order);
    let files = named(arguments, &mut product);
    let mut written = Vec::new();
    match write_whole(&files) {
        Ok(()) => written = files.into_iter().map(|(path, _)| path).collect(),
        Err(errors) => product.findings.extend(errors),
    }
    tell(&arguments.job, &product, &written, None, lang);
    Ending::of(&product.findings).code()
}

/// Where each file of a product goes.
fn named(arguments: &BuildArguments, product: &mut Product) -> Vec<(PathBuf, Vec<u8>)> {
    let files = std::mem::take(&mut product.files);
    let previews = files.iter().filter(|file| matches!(file.kind, FileKind::Preview(_))).count();
    let names = arguments.png.as_deref().map(|path| preview::names(path, previews)).unwrap_or_default();
    let beside = || arguments.job.input().report_file().map(|file| file.with_extension("pdf"));
    let pdf = arguments.output.clone().or_else(|| beside().ok());
    let path = |kind| match kind {
        FileKind::Pdf => pdf.clone(),
        FileKind::Preview(number) => names.get(number).cloned(),
    };
    files.into_iter().filter_map(|file| Some((path(file.kind)?, file.bytes))).collect()
}

/// Says everything that is wrong; writes nothing but the corrections that `--fix` asks for.
pub fn check(check: &CheckArguments, lang: Lang) -> u8 {
    let arguments = &check.job;
    let mut fixed = None;
    if check.fix {
        match corrected(arguments, check.dry_run) {
            Ok(diff) => fixed = Some(diff),
            Err(findings) => {
                let product = Product { findings, ..Product::default() };
                tell(arguments, &product, &[], None, lang);
                return Ending::of(&product.findings).code();
            }
        }
    }
    if let (Some(diff), Format::Text) = (&fixed, arguments.format) {
        print(diff);
    }
    let product = job::run(&arguments.order());
    if arguments.format == Format::Text {
        print(&figures(&product, lang));
    }
    tell(arguments, &product, &[], fixed.as_deref(), lang);
    Ending::of(&product.findings).code()
}

/// Corrects the report's text and gives what changed.
fn corrected(arguments: &JobArguments, dry_run: bool) -> Result<String, Vec<Diagnostic>> {
    let input = arguments.input();
    let levels = input.style().map(|style| style.county.checks).unwrap_or_default();
    let file = input.report_file().map_err(|problem| vec![problem])?;
    fix(&file, &levels, dry_run)
}

/// The table of figures.
fn figures(product: &Product, lang: Lang) -> String {
    let Some(merit) = &product.figures.merit else { return String::new() };
    let mut table = merit.table(lang);
    if let Some(ink) = product.figures.ink {
        let (x, y) = ink.at_mm;
        let percent = format!("{:.0}", ink.worst_square);
        let (x, y) = (format!("{x:.0}"), format!("{y:.0}"));
        let most = if product.figures.pages > 1 {
            say!("merit.ink-on-page", ink = percent, page = ink.page, x = x, y = y)
        } else {
            say!("merit.ink-at", ink = percent, x = x, y = y)
        };
        table.push_str(&merit::row(&say!("merit.most-ink"), &most.text(lang), lang));
        table.push_str(&merit::row(&say!("merit.ink-above"), &format!("{:.2} %", ink.above_limit), lang));
    }
    table
}

fn tell(arguments: &JobArguments, product: &Product, written: &[PathBuf], fixed: Option<&str>, lang: Lang) {
    let summary = Summary {
        plan: product.plan.as_ref(),
        figures: product.figures.merit.as_ref(),
        choice: product.choice.as_ref(),
        output: written,
        fixed,
    };
    print_findings(&product.findings, &summary, arguments.format, lang);
}

/// A finding about a file that cannot be written.
pub fn unwritable(path: &Path, problem: banmian::message::Message) -> Diagnostic {
    Diagnostic::error(say!("unwritable", problem = problem))
        .in_file(path.display().to_string())
        .hint(say!("hint.another-place"))
}
