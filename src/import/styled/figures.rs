//! The table of figures at the end of an exported text.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::super::export::lines::figures;
use super::super::ids;
use super::super::merge::{common, likeness};
use super::super::spelling::{Spelling, slot};
use super::set;
use crate::message::Message;
use crate::report::{Metric, Report};
use crate::say;

/// The figures that a text has.
#[derive(Default)]
pub(super) struct Figures {
    /// As the report has them.
    pub(super) values: Vec<Value>,
    /// The same, as they are printed.
    pub(super) metrics: Vec<Metric>,
    /// How their numbers are written.
    pub(super) spelling: Spelling,
    /// What cannot be a number.
    pub(super) doubt: Option<Message>,
    /// Whether anything is not as it was.
    pub(super) changed: bool,
}

impl Figures {
    /// The figures of the report itself.
    pub(super) fn of(base: &Value, report: &Report) -> Self {
        let values = base.get("metrics").and_then(Value::as_array).cloned().unwrap_or_default();
        Self { values, metrics: report.metrics.clone(), ..Self::default() }
    }

    /// The figures with what a table changes in them: its rows of cells.
    pub(super) fn read(base: &Value, report: &Report, rows: &[Vec<String>]) -> Self {
        let own = Self::of(base, report);
        let old = figures(&report.metrics);
        let Some((head, rows)) = rows.split_first() else { return own };
        let rows: Vec<&Vec<String>> =
            rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        let Some((old_head, old_rows)) = old.split_first() else { return own };
        let mut out = Self::default();
        let mut ids: BTreeSet<String> = report.metrics.iter().map(|metric| metric.id.clone()).collect();
        let of = same_rows(old_rows, &rows);
        for (row, old) in rows.iter().zip(&of) {
            let mut value = old.and_then(|at| own.values.get(at).cloned()).unwrap_or_else(|| json!({}));
            let Some(fields) = value.as_object_mut() else { continue };
            for (column, name) in head.iter().enumerate() {
                let cell = row.get(column).map(String::as_str).unwrap_or_default();
                let at = old_head.iter().position(|old| old == name);
                let before = at.and_then(|at| old_rows.get((*old)?)?.get(at)).map_or("", |cell| cell.trim());
                if cell != before {
                    out.changed = true;
                    out.cell(fields, name, cell);
                }
            }
            if old.is_none() {
                let label = fields.get("label").and_then(Value::as_str).unwrap_or_default().to_owned();
                if label.is_empty() || !fields.contains_key("value") {
                    out.doubt.get_or_insert(say!("import-doubt.back-figure", text = row.join("　")));
                    continue;
                }
                let mut whole = Map::from_iter([("id".to_owned(), json!(ids::id(&label, &mut ids)))]);
                whole.append(fields);
                *fields = whole;
            }
            let id = fields.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
            let known = old.and_then(|at| report.metrics.get(at));
            out.spelling.own(&id, known);
            out.metrics.extend(out.spelling.metric(&value).or_else(|| known.cloned()));
            out.values.push(value);
        }
        out.changed |= of.iter().flatten().count() < old_rows.len();
        out
    }

    /// Takes what a cell says now.
    fn cell(&mut self, fields: &mut Map<String, Value>, name: &str, cell: &str) {
        match name {
            "指标" if !cell.is_empty() => set(fields, "label", Some(json!(cell))),
            "单位" => {
                set(fields, "unit", Some(cell).filter(|cell| !cell.is_empty()).map(|cell| json!(cell)));
            }
            "数值" => {
                if let Some(number) = self.number("value", cell) {
                    set(fields, "value", Some(number));
                }
            }
            "上年" => {
                let number = self.number("previous", cell);
                if number.is_some() || cell.is_empty() {
                    set(fields, "previous", number);
                }
            }
            _ => {
                let Some(year) = name.strip_suffix('年').and_then(|year| year.parse::<u32>().ok()) else {
                    return;
                };
                let number = self.number(&slot(year), cell);
                if number.is_none() && !cell.is_empty() {
                    return;
                }
                let mut series: Vec<Value> =
                    fields.get("series").and_then(Value::as_array).cloned().unwrap_or_default();
                let of = |point: &Value| point.get("year").and_then(Value::as_u64).unwrap_or_default();
                series.retain(|point| of(point) != u64::from(year) || number.is_some());
                if let Some(number) = number {
                    if let Some(point) = series.iter_mut().find(|point| of(point) == u64::from(year)) {
                        point["value"] = number;
                    } else {
                        let at = series.iter().take_while(|point| of(point) < u64::from(year)).count();
                        series.insert(at, json!({ "year": year, "value": number }));
                    }
                }
                set(fields, "series", Some(series).filter(|series| !series.is_empty()).map(Value::Array));
            }
        }
    }

    /// A number as it was typed; what is none is told.
    fn number(&mut self, slot: &str, cell: &str) -> Option<Value> {
        let typed: String = cell
            .chars()
            .filter(|letter| !letter.is_whitespace() && !matches!(letter, ',' | '，'))
            .map(|letter| match letter {
                '０'..='９' | '．' | '－' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
                _ => letter,
            })
            .collect();
        let number = serde_json::from_str::<Value>(&typed).ok().filter(Value::is_number);
        match &number {
            Some(_) => self.spelling.typed(slot, typed),
            None if !cell.is_empty() || slot == "value" => {
                self.doubt = Some(say!("import-doubt.back-figure", text = cell));
            }
            None => {}
        }
        number
    }
}

/// The old row that each row is: by its label, else by what it has in common with one between the same two.
fn same_rows(old: &[Vec<String>], rows: &[&Vec<String>]) -> Vec<Option<usize>> {
    let label = |row: &[String]| row.first().map(|cell| cell.trim().to_owned()).unwrap_or_default();
    let one: Vec<String> = old.iter().map(|row| label(row)).collect();
    let other: Vec<String> = rows.iter().map(|row| label(row)).collect();
    let mut of = vec![None; rows.len()];
    for (left, right) in common(&one, &other) {
        of[right] = Some(left);
    }
    let free = |of: &[Option<usize>], left: usize| !of.contains(&Some(left));
    for right in 0..rows.len() {
        if of[right].is_none() {
            of[right] = (0..old.len()).find(|&left| free(&of, left) && one[left] == other[right]);
        }
    }
    let words = |row: &[String]| row.join("\t");
    for right in 0..rows.len() {
        if of[right].is_none() {
            let alike = |&left: &usize| likeness(&words(&old[left]), &words(rows[right])) >= 0.5;
            of[right] = (0..old.len()).filter(|&left| free(&of, left)).find(alike);
        }
    }
    of
}
