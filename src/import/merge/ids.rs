//! Figures and photos of three reports by the ids that the report has for them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::alike::Part;
use super::fields::{Three, entries};
use super::order::{Row, rows};
use super::texts::{Sides, inside, of_field, row_of, words};
use super::tokens::{reference, tokens};
use crate::report::{Metric, prose};

/// The same figures and photos in three reports.
#[derive(Debug, Default)]
pub(super) struct Things {
    /// The figures.
    pub(super) metrics: Vec<Row>,
    /// The photos.
    pub(super) photos: Vec<Row>,
}

/// What the ids of one report are in the report that is kept; none where the thing was taken out there.
type Renamed = BTreeMap<String, Option<String>>;

/// Finds the same figures and photos.
pub(super) fn things(three: Three, sides: &Sides) -> Things {
    let all = [(three.base, &sides.base), (three.report, &sides.report), (three.new, &sides.new)];
    let parts = |name: &str, part: &dyn Fn(&Value, &[Metric]) -> Part| -> Vec<Row> {
        let [base, report, new] = all.map(|(report, metrics)| -> Vec<Part> {
            let list = entries(report.and_then(|report| report.get(name)));
            list.iter().map(|value| part(value, metrics)).collect()
        });
        rows(&base, &report, &new)
    };
    Things { metrics: parts("metrics", &metric), photos: parts("photos", &photo) }
}

fn string(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn id(value: &Value) -> Option<String> {
    value.get("id").and_then(Value::as_str).map(str::to_owned)
}

fn metric(value: &Value, _: &[Metric]) -> Part {
    let label = string(value, "label");
    Part { keys: vec![format!("{label} {}", string(value, "unit")), label], id: id(value) }
}

fn photo(value: &Value, metrics: &[Metric]) -> Part {
    let caption = value.get("caption").map(|caption| words("/photos/0/caption", caption, metrics));
    let caption = caption.unwrap_or_default();
    // Files of texts are named by counting: the caption says more.
    Part { keys: vec![caption.clone(), string(value, "file"), caption], id: id(value) }
}

/// A report with the ids that the other has for the same things.
pub(super) fn renamed(
    report: &Value,
    own: fn(&Row) -> Option<usize>,
    kept: &Value,
    things: &Things,
    metrics: &[Metric],
) -> Value {
    let new_ids = |name: &str, rows: &[Row]| -> Renamed {
        let of = |report: &Value, at: usize| id(entries(report.get(name)).get(at)?);
        let mut used: BTreeSet<String> = entries(kept.get(name)).iter().filter_map(id).collect();
        let mut found = Renamed::new();
        for row in rows {
            let Some(old) = own(row).and_then(|at| of(report, at)) else { continue };
            let new = match (row.report, row.base) {
                (Some(at), _) => of(kept, at),
                (None, Some(_)) => None,
                (None, None) => Some(free(&old, &used)),
            };
            used.extend(new.clone());
            found.insert(old, new);
        }
        found
    };
    let names = Names {
        metrics: new_ids("metrics", &things.metrics),
        photos: new_ids("photos", &things.photos),
        figures: metrics,
    };
    names.renamed("", report)
}

/// An id that is not used yet.
pub(super) fn free(wanted: &str, used: &BTreeSet<String>) -> String {
    let mut number = 2;
    let mut id = wanted.to_owned();
    while used.contains(&id) {
        let end = format!("-{number}");
        let short: String = wanted.chars().take(40 - end.len()).collect();
        id = short + &end;
        number += 1;
    }
    id
}

struct Names<'a> {
    metrics: Renamed,
    photos: Renamed,
    figures: &'a [Metric],
}

impl Names<'_> {
    fn renamed(&self, path: &str, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(path, text)),
            Value::Array(items) if path == "/sections/0/photos" => {
                let photo = |item: &Value| match item.as_str().and_then(|id| self.photos.get(id)) {
                    Some(new) => new.clone().map(Value::String),
                    None => Some(item.clone()),
                };
                items.iter().filter_map(photo).collect()
            }
            Value::Array(items) => {
                let inside = inside(path);
                items.iter().map(|item| self.renamed(&inside, item)).collect()
            }
            Value::Object(fields) => {
                let field = |(name, field): (&String, &Value)| {
                    (name.clone(), self.renamed(&of_field(path, name), field))
                };
                Value::Object(fields.iter().map(field).collect())
            }
            _ => value.clone(),
        }
    }

    fn text(&self, path: &str, text: &str) -> String {
        let new = |names: &Renamed| names.get(text).cloned().flatten().unwrap_or_else(|| text.to_owned());
        match path {
            "/metrics/0/id" => return new(&self.metrics),
            "/photos/0/id" => return new(&self.photos),
            _ => {}
        }
        if row_of(path).is_none_or(|row| row.kind.is_none()) || !text.contains('{') {
            return text.to_owned();
        }
        let token = |token: &str| {
            let Some(name) = reference(token) else { return token.to_owned() };
            match self.metrics.get(name) {
                Some(Some(new)) => token.replacen(name, new, 1),
                // The number itself, where the report has no such figure.
                Some(None) => prose(token, self.figures),
                None => token.to_owned(),
            }
        };
        tokens(text).into_iter().map(token).collect()
    }
}

/// The figures that a report's texts refer to.
pub(super) fn referred(path: &str, value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if row_of(path).is_some_and(|row| row.kind.is_some()) => {
            found.extend(tokens(text).into_iter().filter_map(reference).map(str::to_owned));
        }
        Value::Array(items) => items.iter().for_each(|item| referred(&inside(path), item, found)),
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| referred(&of_field(path, name), field, found));
        }
        _ => {}
    }
}
