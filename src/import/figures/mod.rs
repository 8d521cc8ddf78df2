//! Figures: from tables of figures and tables in the text, and where prose says them.

mod biff;
mod columns;
mod heads;
mod names;
mod number;
mod ods;
mod open;
mod refer;
mod row;
mod separated;
mod sheet;
mod shown;
mod table;
mod understand;
mod why;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::{Map, Value};

use super::document::{Grid, LeftOut, Place, Where};
use super::ids::id;
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::say;
use number::{LONGEST_UNIT, folded};
use table::{Doubt, Entry, Found, Table};
use why::{LONGEST_LABEL, MOST_METRICS, MOST_YEARS, Why};

pub use refer::refer;

/// So many figures, the first ones, are shown before the others.
const FEATURED: usize = 4;

/// So many labels, or cells with errors, are named in messages.
const MOST_NAMED: usize = 12;

/// The figures that were taken.
#[derive(Debug, Default)]
pub struct Taken {
    /// The report's `metrics`, each as `report.json` has it.
    pub metrics: Vec<Value>,
    /// For each grid that was handed over, whether all that it says is in the metrics.
    pub whole: Vec<bool>,
    /// What was left out of the tables, and why. A table in the text that is not whole stays in the text: nothing of it is
    /// here.
    pub left_out: Vec<LeftOut>,
    /// What should be looked at.
    pub findings: Vec<Diagnostic>,
}

/// A table with what was found in it.
struct Read {
    table: Table,
    found: Found,
    /// The file, and the sheet where the file has several.
    file: String,
    sheet: Option<String>,
    /// The table's place in the text.
    grid: Option<(usize, Place)>,
}

/// Takes figures from table files, and from the tables of a text.
#[must_use]
pub fn metrics(files: &[PathBuf], grids: &[&Grid], year: u32) -> Taken {
    let mut taken = Taken { whole: vec![false; grids.len()], ..Taken::default() };
    let mut tables: Vec<Read> = Vec::new();
    for path in files {
        let file = path.display().to_string();
        match open::sheets(path) {
            Ok(sheets) => {
                let several = sheets.len() > 1;
                if sheets.iter().all(|sheet| sheet.hidden || sheet.cells.is_empty()) {
                    taken.findings.push(nothing(say!("import-figure.none"), &file));
                }
                for sheet in sheets {
                    if sheet.hidden {
                        hidden(&sheet, &file, &mut taken);
                        continue;
                    }
                    let mut table = Table::of_sheet(&sheet);
                    let found = understand::understand(&mut table, year, false);
                    let sheet = several.then_some(sheet.name);
                    tables.push(Read { table, found, file: file.clone(), sheet, grid: None });
                }
            }
            Err((problem, hint)) => {
                let finding = Diagnostic::error(problem).in_file(file);
                taken.findings.push(match hint {
                    Some(hint) => finding.hint(hint),
                    None => finding,
                });
            }
        }
    }
    for (number, grid) in grids.iter().enumerate() {
        if let Some(mut table) = Table::of_grid(grid) {
            let found = understand::understand(&mut table, year, true);
            tables.push(Read {
                table,
                found,
                file: String::new(),
                sheet: None,
                grid: Some((number, grid.place)),
            });
        }
    }
    choose(&mut tables, &mut taken);
    for read in &tables {
        read.doubts(&mut taken.findings);
        read.left_out(&mut taken);
    }
    let mut ids = BTreeSet::new();
    let kept = tables.iter().flat_map(|read| &read.found.entries).filter(|entry| entry.dropped.is_none());
    taken.metrics =
        kept.enumerate().map(|(number, entry)| metric(entry, number < FEATURED, &mut ids)).collect();
    taken
}

fn about(finding: Diagnostic, file: &str) -> Diagnostic {
    if file.is_empty() { finding } else { finding.in_file(file) }
}

fn nothing(message: Message, file: &str) -> Diagnostic {
    Diagnostic::warning(message).in_file(file).hint(say!("hint.import-table-form"))
}

fn hidden(sheet: &sheet::Sheet, file: &str, taken: &mut Taken) {
    if sheet.cells.is_empty() {
        return;
    }
    let mut rows: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    for ((row, _), text) in &sheet.cells {
        rows.entry(*row).or_default().push(text);
    }
    for (row, texts) in rows {
        let place = Place { at: Where::Sheet, number: row as usize + 1 };
        let why = in_sheet(Why::Hidden.said(), Some(&sheet.name));
        taken.left_out.push(LeftOut { text: texts.join("\t"), why, place, picture: None });
    }
    let message = say!("import-figure.hidden", sheet = &sheet.name);
    taken.findings.push(Diagnostic::warning(message).in_file(file).hint(say!("hint.import-unhide")));
}

fn in_sheet(why: Message, sheet: Option<&str>) -> Message {
    match sheet {
        Some(sheet) => say!("import-unused.in-sheet", why = why, sheet = sheet),
        None => why,
    }
}

/// Which of the figures are in the report: those with a short label and unit, each once, and not too many.
fn choose(tables: &mut [Read], taken: &mut Taken) {
    let mut chosen: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut too_many: Vec<String> = Vec::new();
    for at in 0..tables.len() {
        for number in 0..tables[at].found.entries.len() {
            let entry = tables[at].found.entries[number].clone();
            let key = folded(&entry.label);
            let full = chosen.len() == MOST_METRICS;
            let warn = |message: Message, hint: Message, taken: &mut Taken| {
                // Behind the last one that there is room for, the same would be said of each row.
                if !full {
                    taken.findings.push(about(Diagnostic::warning(message).hint(hint), &tables[at].file));
                }
            };
            let count = entry.label.chars().count();
            let dropped = if count > LONGEST_LABEL {
                let message = say!(
                    "import-figure.long-label",
                    label = &entry.label,
                    count = count,
                    limit = LONGEST_LABEL
                );
                warn(message, say!("hint.import-shorten-label", count = count - LONGEST_LABEL), taken);
                Some(Why::LongLabel)
            } else if entry.unit.chars().count() > LONGEST_UNIT {
                let message = say!(
                    "import-figure.long-unit",
                    label = &entry.label,
                    unit = &entry.unit,
                    limit = LONGEST_UNIT
                );
                warn(message, say!("hint.import-shorten-unit"), taken);
                Some(Why::LongUnit)
            } else if let Some((first, own)) = chosen.get(&key) {
                let other = &tables[*first].found.entries[*own];
                if other.value == entry.value && (other.unit == entry.unit || entry.unit.is_empty()) {
                    Some(Why::Twice)
                } else {
                    let said = |entry: &Entry| format!("{}{}", entry.value, entry.unit);
                    let message = say!(
                        "import-figure.differs",
                        label = &entry.label,
                        first = said(other),
                        second = said(&entry)
                    );
                    warn(message, say!("hint.import-one-figure"), taken);
                    Some(Why::Differs)
                }
            } else if full {
                too_many.push(entry.label.clone());
                Some(Why::TooMany)
            } else {
                chosen.insert(key, (at, number));
                None
            };
            tables[at].found.entries[number].dropped = dropped;
        }
    }
    if !too_many.is_empty() {
        let count = too_many.len();
        let more = too_many.len() > MOST_NAMED;
        too_many.truncate(MOST_NAMED);
        too_many.extend(more.then(|| "…".to_owned()));
        let message = say!("import-figure.too-many", limit = MOST_METRICS, count = count, labels = too_many);
        taken.findings.push(Diagnostic::warning(message).hint(say!("hint.import-fewer-figures")));
    }
}

/// A figure as `report.json` has it.
fn metric(entry: &Entry, featured: bool, ids: &mut BTreeSet<String>) -> Value {
    let mut metric = Map::new();
    metric.insert("id".into(), id(&entry.label, ids).into());
    metric.insert("label".into(), entry.label.clone().into());
    metric.insert("value".into(), Value::Number(entry.value.clone()));
    if !entry.unit.is_empty() {
        metric.insert("unit".into(), entry.unit.clone().into());
    }
    if let Some(previous) = &entry.previous {
        metric.insert("previous".into(), Value::Number(previous.clone()));
    }
    if !entry.series.is_empty() {
        let points = entry.series.iter().map(|(year, value)| {
            let year: (String, Value) = ("year".into(), (*year).into());
            Value::Object(Map::from_iter([year, ("value".into(), Value::Number(value.clone()))]))
        });
        metric.insert("series".into(), points.collect());
    }
    if featured {
        metric.insert("featured".into(), true.into());
    }
    Value::Object(metric)
}

impl Read {
    /// What of the table is not in the report; of one in the text, whether anything is.
    fn left_out(&self, taken: &mut Taken) {
        // A row's cells that are left out for the same reason stand together.
        let mut lines: BTreeMap<(usize, Why), Vec<&str>> = BTreeMap::new();
        for cell in self.table.cells.iter().filter(|cell| !cell.is_blank()) {
            let dropped = |by: &usize| self.found.entries[*by].dropped;
            if cell.by.iter().any(|by| dropped(by).is_none()) {
                if let Some((rest, why)) = &cell.rest {
                    lines.entry((cell.row, *why)).or_default().push(rest);
                }
            } else {
                let why = cell.by.iter().find_map(dropped).or(cell.why).unwrap_or(Why::NoTable);
                lines.entry((cell.row, why)).or_default().push(&cell.text);
            }
        }
        lines.retain(|_, texts| texts.iter().any(|text| text.chars().any(char::is_alphanumeric)));
        let place = match self.grid {
            Some((number, place)) => {
                let kept = self.found.entries.iter().any(|entry| entry.dropped.is_none());
                let dated = self.found.doubts.iter().any(|doubt| matches!(doubt, Doubt::OtherYear(_)));
                taken.whole[number] = kept && !dated && lines.keys().all(|(_, why)| why.is_frame());
                if !taken.whole[number] {
                    return;
                }
                Some(place)
            }
            None => None,
        };
        for ((row, why), texts) in lines {
            let place = place.unwrap_or(Place { at: Where::Sheet, number: row });
            let why = in_sheet(why.said(), self.sheet.as_deref());
            taken.left_out.push(LeftOut { text: texts.join("\t"), why, place, picture: None });
        }
    }

    fn doubts(&self, findings: &mut Vec<Diagnostic>) {
        let sheet = self.sheet.as_deref();
        let mut errors = 0;
        for doubt in &self.found.doubts {
            errors += usize::from(matches!(doubt, Doubt::Error(..)));
            if matches!(doubt, Doubt::Error(..)) && errors > MOST_NAMED {
                continue;
            }
            // A table of the text that is no table of figures is not spoken of.
            if self.grid.is_some() && self.found.entries.is_empty() {
                continue;
            }
            let finding = match doubt {
                Doubt::OnlyGrowth => {
                    Diagnostic::warning(say!("import-figure.growth")).hint(say!("hint.import-last-year"))
                }
                Doubt::OtherYear(year) => {
                    Diagnostic::warning(say!("import-figure.other-year", year = year.to_string()))
                        .hint(say!("hint.import-this-year"))
                }
                Doubt::Share(label, was, now) => {
                    Diagnostic::warning(say!("import-figure.share", label = label, was = was, now = now))
                        .hint(say!("hint.import-share"))
                }
                Doubt::Error(row, column, text) => {
                    let column = column_name(*column);
                    let row = row.to_string();
                    let message = match sheet {
                        Some(sheet) => {
                            say!(
                                "import-figure.error-in",
                                sheet = sheet,
                                row = row,
                                column = column,
                                text = text
                            )
                        }
                        None => say!("import-figure.error", row = row, column = column, text = text),
                    };
                    Diagnostic::warning(message).hint(say!("hint.import-error-cell"))
                }
                Doubt::ManyYears(label) => {
                    Diagnostic::warning(say!("import-figure.many-years", label = label, limit = MOST_YEARS))
                        .hint(say!("hint.import-many-years"))
                }
            };
            findings.push(about(finding, &self.file));
        }
        if self.grid.is_none() && self.found.entries.is_empty() && self.table.cells.len() > 1 {
            let message = match sheet {
                Some(sheet) => say!("import-figure.none-in", sheet = sheet),
                None => say!("import-figure.none"),
            };
            findings.push(nothing(message, &self.file));
        }
    }
}

/// The letters of a column, as programs of tables show them.
fn column_name(column: usize) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + u8::try_from(rest % 26).unwrap_or(0));
        rest /= 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests;
