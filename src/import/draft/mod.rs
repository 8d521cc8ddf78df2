//! The report as a first draft: what was judged, brought into the shape of `report.json`.
//!
//! [`gather`] puts the parts in their places, [`fit`] keeps to the format's limits, [`pictures`] finds the places for photos,
//! [`facts`] the county, the year and the day, [`marks`] how letters of the text are written in a report, [`write`] the JSON.

mod facts;
mod fit;
mod gather;
mod marks;
mod pictures;
mod write;

use serde_json::Value;

use super::document::Document;
use super::{Import, Order, figures, merge, photos, read, roles};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;

/// Imports a text with its tables and photos.
#[must_use]
pub fn run(order: &Order) -> Import {
    let (document, mut findings) = match read::read(&order.text) {
        Ok(read) => read,
        Err(findings) => return Import { findings, ..Import::default() },
    };
    let took = roles::judge(&document);
    let about = facts::about(&document, &took, order);
    findings.extend(about.missing.iter().cloned());
    let mut outline = gather::gather(&document, &took);
    pictures::scenes(&mut outline, &took);
    let grids: Vec<_> = took.iter().filter_map(|judged| judged.grid.as_ref()).collect();
    let taken = figures::metrics(&order.tables, &grids, about.year);
    outline.without_tables(&took, &taken.whole);
    outline.fit();
    let mut placed = photos::place(order.photos.as_deref(), &document.pictures, &outline.candidates());
    own_names(order, &mut placed);
    outline.unspoken(&mut placed);
    let written = write::write(&outline, &about, &taken, &placed, took.len());
    findings.extend(taken.findings);
    findings.extend(placed.findings);
    if outline.title.is_empty() {
        let finding = Diagnostic::warning(say!("import-title")).in_file(document.file.clone());
        findings.push(finding.hint(say!("hint.import-title")));
    }
    let mut import = Import {
        plain: Some(text(&written.report)),
        files: placed
            .photos
            .iter()
            .map(|photo| (format!("photos/{}", photo.name), photo.bytes.clone()))
            .collect(),
        pointers: written.pointers,
        left_out: document.left_out.iter().cloned().chain(taken.left_out).chain(placed.left_out).collect(),
        pictures: written.pictures,
        photo_doubts: placed.photos.iter().map(|photo| photo.doubt.clone()).collect(),
        took,
        ..Import::default()
    };
    import.report = Some(text(&merged(order, &document, written.report, &mut import.changes)));
    findings.extend(import.changes.iter().filter(|change| change.conflict).map(both));
    // Without a county or a year there is no report.
    if findings.iter().any(|finding| finding.severity == Severity::Error && finding.code == "import-fact") {
        (import.report, import.plain) = (None, None);
    }
    import.findings = findings;
    import
}

/// Gives a photo another name where another picture has it already.
fn own_names(order: &Order, placed: &mut photos::Placed) {
    let Some(folder) = &order.folder else { return };
    for photo in &mut placed.photos {
        let (stem, ending) = photo.name.rsplit_once('.').unwrap_or((&photo.name, ""));
        let mut name = photo.name.clone();
        for number in 2..100 {
            let there = std::fs::read(folder.join("photos").join(&name));
            if there.map_or(true, |bytes| bytes == photo.bytes) {
                break;
            }
            name = format!("{stem}-{number}.{ending}");
        }
        photo.name = name;
    }
}

/// The new report with what was set in the earlier one.
fn merged(order: &Order, document: &Document, new: Value, changes: &mut Vec<merge::Changed>) -> Value {
    let Some(before) = &order.before else { return new };
    let mut before = before.clone();
    // A text that an export made carries the report that it was made from.
    if let Some(exported) = document.report.as_deref().and_then(|text| serde_json::from_str(text).ok()) {
        before.imported = Some(exported);
    }
    let (report, differences) = merge::merge(&before, &new, order.prefer);
    *changes = differences;
    report
}

/// What both the text and the report changed, each in its own way: nobody but the clerk can say which one holds.
fn both(change: &merge::Changed) -> Diagnostic {
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let message = say!(
        "import-both",
        pointer = change.pointer.as_str(),
        report = said(&change.before),
        text = said(&change.after)
    );
    Diagnostic::error(message).hint(say!("hint.import-both"))
}

/// A report as a file.
fn text(report: &Value) -> String {
    serde_json::to_string_pretty(report).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests;
