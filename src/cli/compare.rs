//! `compare`: what changed from one finished file to another.

use banmian::files::write_whole;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::output::{Ending, Summary, print, print_findings};
use super::{CompareArguments, Format};
use banmian::compare::{Comparison, Given, MAX_BYTES, compare};
use banmian::diagnostic::Diagnostic;
use banmian::job::{Limits, within};
use banmian::message::{Lang, io_error};
use banmian::press::preview;
use banmian::say;

/// Compares two files: says what changed, and writes a picture of it beside the later one.
pub fn show(arguments: &CompareArguments, lang: Lang) -> u8 {
    let (mut comparison, mut findings) = match of(arguments, lang) {
        Ok(mut comparison) => {
            let findings = std::mem::take(&mut comparison.findings);
            (Some(comparison), findings)
        }
        Err(findings) => (None, findings),
    };
    let mut written = Vec::new();
    if let Some(comparison) = &mut comparison {
        let files = pictures(arguments, comparison);
        let given = [arguments.before.clone(), arguments.after.clone()];
        match write_whole(&files, &given) {
            Ok(()) => written = files.into_iter().map(|(path, _)| path).collect(),
            Err(errors) => findings.extend(errors),
        }
    }
    let mut summary = Summary { output: &written, ..Summary::default() };
    if let Some(comparison) = &comparison {
        if arguments.format == Format::Text {
            print(&text(comparison, lang));
        }
        summary.verdict = Some(match comparison.changes.len() {
            0 => say!("compare.same"),
            count => say!("compare.count", count = count),
        });
        summary.comparison = Some(value(comparison, lang));
    }
    print_findings(&findings, &summary, arguments.format, lang);
    Ending::of(&findings).code()
}

fn of(arguments: &CompareArguments, lang: Lang) -> Result<Comparison, Vec<Diagnostic>> {
    let names = [&arguments.before, &arguments.after].map(|path| path.display().to_string());
    let (before, after) = match (read(&arguments.before), read(&arguments.after)) {
        (Ok(before), Ok(after)) => (before, after),
        (before, after) => return Err(before.err().into_iter().chain(after.err()).collect()),
    };
    // On a thread with room for what is nested deeply.
    let work = move || {
        let [first, second] = &names;
        compare(&Given { bytes: &before, name: first }, &Given { bytes: &after, name: second }, lang)
    };
    within(Limits::NONE, work).unwrap_or_else(|finding| Err(vec![finding]))
}

fn read(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let shown = path.display().to_string();
    let fail = |error: &std::io::Error| {
        let finding = Diagnostic::error(say!("compare-file.none", problem = io_error(error)));
        finding.in_file(shown.clone()).hint(say!("hint.compare-pdf"))
    };
    if std::fs::metadata(path).map_err(|error| fail(&error))?.len() > MAX_BYTES {
        let finding = Diagnostic::error(say!("compare-file.too-large")).in_file(shown);
        return Err(finding.hint(say!("hint.compare-pdf")));
    }
    std::fs::read(path).map_err(|error| fail(&error))
}

/// Where the pictures go: to the file that is named, else beside the later file.
fn pictures(arguments: &CompareArguments, comparison: &mut Comparison) -> Vec<(PathBuf, Vec<u8>)> {
    let pictures = std::mem::take(&mut comparison.pictures);
    let mut name = arguments.after.file_stem().unwrap_or_default().to_os_string();
    name.push("-compare.png");
    let path = arguments.png.clone().unwrap_or_else(|| arguments.after.with_file_name(name));
    if !comparison.several {
        return pictures.into_iter().map(|(_, png)| (path.clone(), png)).collect();
    }
    pictures.into_iter().map(|(page, png)| (preview::numbered(&path, page), png)).collect()
}

/// The changes as a person reads them, numbered as in the pictures.
fn text(comparison: &Comparison, lang: Lang) -> String {
    let mut text = String::new();
    let mut elsewhere = false;
    for (number, change) in (1..).zip(&comparison.changes) {
        if change.kind.is_elsewhere() && !elsewhere && number > 1 {
            let _ = writeln!(text, "{}", say!("compare.elsewhere").text(lang));
        }
        elsewhere |= change.kind.is_elsewhere();
        let said = change.message();
        let said = match change.place(comparison.several) {
            Some(place) => say!("compare.row", number = number.to_string(), place = place, change = said),
            None => say!("compare.row-alone", number = number.to_string(), change = said),
        };
        let _ = writeln!(text, "{}", said.text(lang));
    }
    text
}

fn value(comparison: &Comparison, lang: Lang) -> Value {
    let changes: Vec<Value> = comparison.changes.iter().map(|change| change.to_json(lang)).collect();
    let [before, after] = &comparison.revisions;
    json!({ "changes": changes, "versions": { "before": before, "after": after } })
}
