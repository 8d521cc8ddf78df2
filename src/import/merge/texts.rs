//! Texts of three reports compared as they are printed, with the figures that each report has.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

use super::change::{Changed, Clash, Prefer, clash, told};
use super::tokens::{both, markup};
use crate::report::inline::marked;
use crate::report::{Metric, ROWS, Row, braces, resolve, row, shown};
use crate::say;

/// What is merged: the figures that the references of each report stand for, and how to decide.
#[derive(Debug, Default)]
pub(super) struct Sides {
    /// The figures of the last import.
    pub(super) base: Vec<Metric>,
    /// The figures of the report as it stands.
    pub(super) report: Vec<Metric>,
    /// The figures of the new import.
    pub(super) new: Vec<Metric>,
    /// The figures that come of it.
    pub(super) merged: Vec<Metric>,
    /// Whether the last import is known; else the report is taken for it.
    pub(super) known: bool,
    /// What holds where both were changed.
    pub(super) prefer: Option<Prefer>,
    /// Whether the new import has figures at all.
    pub(super) has_metrics: bool,
    /// Whether the new import has photos at all.
    pub(super) has_photos: bool,
}

/// The figures of a report.
pub(super) fn metrics(report: &Value) -> Vec<Metric> {
    let list = report.get("metrics").and_then(Value::as_array);
    let read = |metric: &Value| serde_json::from_str(&metric.to_string()).ok();
    list.into_iter().flatten().filter_map(read).collect()
}

/// The row of the text at a path. In the paths here all numbers are 0.
pub(super) fn row_of(path: &str) -> Option<&'static Row> {
    static KNOWN: LazyLock<BTreeMap<String, &'static Row>> =
        LazyLock::new(|| ROWS.iter().map(|row| (row.path.replace('*', "0"), row)).collect());
    if path.starts_with("/extra/") { row(path) } else { KNOWN.get(path).copied() }
}

/// A text as it is printed. The path says what it is; its numbers do not matter.
pub(super) fn printed(path: &str, text: &str, metrics: &[Metric]) -> String {
    match row_of(path).filter(|row| row.kind.is_some()) {
        Some(row) if row.is_marked() => shown(text, metrics),
        Some(_) => resolve(text, metrics),
        None => text.to_owned(),
    }
}

/// A text as it is printed, with the marks that say how it is set.
fn said(path: &str, text: &str, metrics: &[Metric]) -> String {
    if row_of(path).is_some_and(|row| row.kind.is_some()) { resolve(text, metrics) } else { text.to_owned() }
}

/// Everything printed of a value, to show it and to know it again.
pub(super) fn words(path: &str, value: &Value, metrics: &[Metric]) -> String {
    let mut found = Vec::new();
    collect(path, value, metrics, &mut found);
    found.join(" ")
}

fn collect(path: &str, value: &Value, metrics: &[Metric], found: &mut Vec<String>) {
    match value {
        Value::String(text) if row_of(path).is_some() && !path.starts_with("/sections/0/quote") => {
            found.push(printed(path, text, metrics));
        }
        Value::Number(number) if path.starts_with("/metrics/") => found.push(number.to_string()),
        Value::Array(items) => items.iter().for_each(|item| collect(&inside(path), item, metrics, found)),
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| collect(&of_field(path, name), field, metrics, found));
        }
        _ => {}
    }
}

/// The path of what is in a list.
pub(super) fn inside(path: &str) -> String {
    format!("{path}/0")
}

/// The path of a field.
pub(super) fn of_field(path: &str, name: &str) -> String {
    format!("{path}/{}", crate::report::escaped(name))
}

impl Sides {
    /// Whether the text holds where both were changed.
    pub(super) fn of_text(&self) -> bool {
        self.prefer == Some(Prefer::Text)
    }

    /// Whether the text says the same as at the last import.
    pub(super) fn same(&self, path: &str, base: &Value, new: &Value) -> bool {
        alike(path, (base, &self.base), (new, &self.new))
    }

    /// What the text of three reports comes to.
    pub(super) fn text(
        &self,
        path: &str,
        base: Option<&str>,
        report: &str,
        new: &str,
    ) -> (String, Option<Changed>) {
        let stays = (report.to_owned(), None);
        let (now, wanted) = (printed(path, report, &self.merged), printed(path, new, &self.new));
        let before = printed(path, report, &self.report);
        let same = match base {
            Some(base) if self.known => said(path, base, &self.base) == said(path, new, &self.new),
            _ => now == wanted || before == wanted,
        };
        if same && before == wanted && now != before {
            // The number in the text is none of the figure's any more.
            let change = clash(Clash::Figure, self.prefer, Some(now), Some(wanted));
            return (if self.of_text() { new.to_owned() } else { stays.0 }, Some(change));
        }
        if same || said(path, report, &self.merged) == said(path, new, &self.new) {
            return stays;
        }
        let taken = |text: String| {
            let (was, is) = if before == wanted { (report, &*text) } else { (&*before, &*wanted) };
            let change = told(say!("merge.taken"), Some(was.to_owned()), Some(is.to_owned()));
            let change = (text != report).then_some(change);
            (text, change)
        };
        if self.known && base == Some(report) {
            return taken(new.to_owned());
        }
        // Words of the text, set as the report has set the earlier ones.
        let only_set = base.is_some_and(|base| printed(path, base, &self.base) == before);
        if only_set || base.is_some_and(|_| !self.known) {
            if let Some(text) = self.set_again(path, report, new, &now, &wanted, !self.known) {
                return taken(text);
            }
            if !self.known {
                return taken(new.to_owned());
            }
        }
        let change = clash(Clash::Both, self.prefer, Some(before), Some(wanted));
        (if self.of_text() { new.to_owned() } else { stays.0 }, Some(change))
    }

    /// A new text with the marks and references that the report has. None where they cannot be kept.
    fn set_again(
        &self,
        path: &str,
        report: &str,
        new: &str,
        now: &str,
        wanted: &str,
        loose: bool,
    ) -> Option<String> {
        let is_marked = row_of(path).is_some_and(Row::is_marked);
        let text = both(&braces(now), report, new, loose)?;
        let stray = |text: &str| if is_marked { marked(text).stray.len() } else { 0 };
        let whole = printed(path, &text, &self.merged) == wanted && stray(&text) <= stray(report);
        let kept = || {
            let mut left = markup(&text);
            markup(report).iter().all(|token| {
                left.iter().position(|other| other == token).map(|at| left.swap_remove(at)).is_some()
            })
        };
        (whole && (loose || kept())).then_some(text)
    }
}

/// Whether two values say the same.
fn alike(path: &str, (one, of_one): (&Value, &[Metric]), (other, of_other): (&Value, &[Metric])) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => said(path, one, of_one) == said(path, other, of_other),
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            let inside = inside(path);
            let pairs = || one.iter().zip(other);
            one.len() == other.len()
                && pairs().all(|(one, other)| alike(&inside, (one, of_one), (other, of_other)))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, field)| {
                    let path = of_field(path, name);
                    other.get(name).is_some_and(|other| alike(&path, (field, of_one), (other, of_other)))
                })
        }
        _ => one == other,
    }
}
