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
use super::spelling::Spelling;
use super::{Import, Order, figures, merge, photos, read, roles, styled};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;

/// Imports a text with its tables and photos.
#[must_use]
pub fn run(order: &Order) -> Import {
    let (document, mut findings) = match read::read(&order.text) {
        Ok(read) => read,
        Err(findings) => return Import { findings, ..Import::default() },
    };
    if let Some(import) = back(order, &document, &findings) {
        return import;
    }
    if document.report.is_some() {
        let finding = Diagnostic::warning(say!("import-back.styles")).in_file(document.file.clone());
        findings.push(finding.hint(say!("hint.import-back")));
    }
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
        plain: Some(Spelling::default().text(&written.report)),
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
    let spelling = earlier(order).map(Spelling::of).unwrap_or_default();
    import.report = Some(merged(order, base(&document), &written.report, &spelling, &mut import.changes));
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

/// Imports a text that an export made: what was edited in it, and nothing else. None where it is no such text.
fn back(order: &Order, document: &Document, findings: &[Diagnostic]) -> Option<Import> {
    let before = order.before.as_ref();
    // The report that the text was made from; where a program has dropped it, what is nearest to it.
    let (base, spelling) = if let (Some(base), Some(text)) = (base(document), &document.report) {
        (base, Spelling::of(text))
    } else {
        let base = before.map(|before| before.imported.clone().unwrap_or_else(|| before.report.clone()))?;
        (base, earlier(order).map(Spelling::of).unwrap_or_default())
    };
    let back = styled::read(document, &base, &spelling)?;
    let mut new = back.report;
    let mut left_out: Vec<_> = document.left_out.iter().cloned().chain(back.left_out).collect();
    let mut findings = findings.to_vec();
    if !order.tables.is_empty() {
        let year = new.get("year").and_then(Value::as_u64).and_then(|year| u32::try_from(year).ok());
        let taken = figures::metrics(&order.tables, &[], year.or(order.year).unwrap_or_default());
        findings.extend(taken.findings);
        left_out.extend(taken.left_out);
        if let Some(report) = new.as_object_mut().filter(|_| !taken.metrics.is_empty()) {
            report.insert("metrics".to_owned(), Value::Array(taken.metrics));
        }
    }
    if order.photos.is_some() {
        let finding = Diagnostic::warning(say!("import-back.photos")).in_file(document.file.clone());
        findings.push(finding.hint(say!("hint.import-back-photos")));
    }
    let spelling = earlier(order).map(Spelling::of).unwrap_or_default().with(back.spelling);
    let mut plain = new.clone();
    without_gone(&mut plain, &base);
    let mut changes = Vec::new();
    let report = match &document.report {
        Some(text) if before.is_none() && new == base => text.clone(),
        _ => merged(order, Some(base), &new, &spelling, &mut changes),
    };
    findings.extend(changes.iter().filter(|change| change.conflict).map(both));
    Some(Import {
        report: Some(report),
        plain: Some(spelling.text(&plain)),
        took: back.took,
        pointers: back.pointers,
        photo_doubts: vec![None; back.pictures.len()],
        pictures: back.pictures,
        left_out,
        changes,
        findings,
        ..Import::default()
    })
}

/// The report that an export made a text from.
fn base(document: &Document) -> Option<Value> {
    document.report.as_deref().and_then(|text| serde_json::from_str(text).ok())
}

/// The earlier report, to the letter.
fn earlier(order: &Order) -> Option<&str> {
    order.before.as_ref()?.text.as_deref()
}

/// The new report with what was set in the earlier one, as a file. Where nothing comes of it, that is the earlier one.
fn merged(
    order: &Order,
    base: Option<Value>,
    new: &Value,
    spelling: &Spelling,
    changes: &mut Vec<merge::Changed>,
) -> String {
    let Some(before) = &order.before else {
        let mut report = new.clone();
        without_gone(&mut report, &base.unwrap_or_default());
        return spelling.text(&report);
    };
    // A text that an export made carries the report that it was made from.
    let imported = base.or_else(|| before.imported.clone());
    let before = merge::Before { imported, ..before.clone() };
    let (mut report, differences) = merge::merge(&before, new, order.prefer);
    *changes = differences;
    if report == before.report
        && let Some(text) = &before.text
    {
        return text.clone();
    }
    without_gone(&mut report, &before.report);
    spelling.text(&report)
}

/// Takes out the fields of which nothing is left: an exported text says so with null. Those that were null before stay.
fn without_gone(report: &mut Value, before: &Value) {
    fn clear(object: Option<&mut Value>, names: &[&str], before: &[&Value]) {
        let Some(Value::Object(fields)) = object else { return };
        for name in names {
            let null = |value: &&Value| value.get(*name).is_some_and(Value::is_null);
            if fields.get(*name).is_some_and(Value::is_null) && !before.iter().any(null) {
                fields.shift_remove(*name);
            }
        }
    }
    let folio: Vec<&Value> = before.get("folio").into_iter().collect();
    clear(report.get_mut("folio"), &["paper", "date", "page", "kind"], &folio);
    let list = |report: &Value| report.get("sections").and_then(Value::as_array).cloned().unwrap_or_default();
    let sections = list(before);
    let sections: Vec<&Value> = sections.iter().collect();
    for section in report.get_mut("sections").and_then(Value::as_array_mut).into_iter().flatten() {
        clear(Some(section), &["quote"], &sections);
    }
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

#[cfg(test)]
mod tests;
