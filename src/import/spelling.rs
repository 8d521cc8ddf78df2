//! How the numbers of figures are written: `12.40` is printed as it stands, and is no other number than `12.4`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::report::{Metric, Report};

/// What a number stands for while a report is written. No keyboard types it.
const SIGN: char = '\u{f8f7}';

/// How numbers are written, by the figure's id and where in it the number is.
#[derive(Debug, Clone, Default)]
pub(super) struct Spelling {
    known: BTreeMap<(String, String), String>,
    /// What was typed for the figure that is read.
    typed: Vec<(String, String)>,
}

/// The place of a year's number.
pub(super) fn slot(year: u32) -> String {
    format!("series/{year}")
}

impl Spelling {
    /// As a report has them.
    pub(super) fn of(report: &str) -> Self {
        let mut out = Self::default();
        let metrics = serde_json::from_str::<Report>(report).map(|report| report.metrics).unwrap_or_default();
        for metric in &metrics {
            out.own(&metric.id, Some(metric));
        }
        out
    }

    /// As another one has them, where that knows more.
    pub(super) fn with(mut self, other: Self) -> Self {
        self.known.extend(other.known);
        self
    }

    /// Takes a number that was typed; [`Self::own`] says whose it is.
    pub(super) fn typed(&mut self, slot: &str, number: String) {
        self.typed.push((slot.to_owned(), number));
    }

    /// Takes the numbers of a figure, and what was typed for it.
    pub(super) fn own(&mut self, id: &str, metric: Option<&Metric>) {
        let mut all: Vec<(String, String)> = Vec::new();
        if let Some(metric) = metric {
            all.push(("value".to_owned(), metric.value.as_str().to_owned()));
            all.extend(metric.previous.iter().map(|it| ("previous".to_owned(), it.as_str().to_owned())));
            all.extend(metric.series.iter().map(|it| (slot(it.year), it.value.as_str().to_owned())));
        }
        all.append(&mut self.typed);
        self.known.extend(all.into_iter().map(|(slot, number)| ((id.to_owned(), slot), number)));
    }

    /// A figure as it is printed.
    pub(super) fn metric(&self, value: &Value) -> Option<Metric> {
        serde_json::from_str(&self.text(&serde_json::json!({ "metrics": [value] })))
            .ok()
            .and_then(|report: BTreeMap<String, Vec<Metric>>| report.into_values().next()?.into_iter().next())
    }

    /// A report as a file.
    pub(super) fn text(&self, report: &Value) -> String {
        let mut report = report.clone();
        for metric in report.get_mut("metrics").and_then(Value::as_array_mut).into_iter().flatten() {
            let Some(id) = metric.get("id").and_then(Value::as_str).map(str::to_owned) else { continue };
            for name in ["value", "previous"] {
                self.spell(&id, name, metric.get_mut(name));
            }
            for point in metric.get_mut("series").and_then(Value::as_array_mut).into_iter().flatten() {
                let year =
                    point.get("year").and_then(Value::as_u64).and_then(|year| u32::try_from(year).ok());
                self.spell(&id, &slot(year.unwrap_or_default()), point.get_mut("value"));
            }
        }
        let text = serde_json::to_string_pretty(&report).unwrap_or_default() + "\n";
        text.replace(&format!("\"{SIGN}"), "").replace(&format!("{SIGN}\""), "")
    }

    /// Puts a number as it was written in the place of the same number.
    fn spell(&self, id: &str, slot: &str, value: Option<&mut Value>) {
        let Some(value) = value.filter(|value| value.is_number()) else { return };
        let Some(written) = self.known.get(&(id.to_owned(), slot.to_owned())) else { return };
        let same = written.parse::<f64>().ok() == value.as_f64();
        if same {
            *value = Value::String(format!("{SIGN}{written}{SIGN}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Spelling;

    #[test]
    fn numbers_stay_as_they_were_written() {
        let text = r#"{ "format": 1, "county": "县", "year": 2024, "headline": { "title": ["题"] }, "sections": [],
            "metrics": [{ "id": "a", "label": "甲", "value": 12.40, "series": [{ "year": 2023, "value": 1e2 }] }] }"#;
        let spelling = Spelling::of(text);
        let point = json!({ "year": 2023, "value": 100 });
        let mut report =
            json!({ "metrics": [{ "id": "a", "label": "甲", "value": 12.4, "series": [point] }] });
        let text = spelling.text(&report);
        assert!(text.contains("\"value\": 12.40") && text.contains("\"value\": 1e2"), "{text}");
        // Another number is written as it is.
        report["metrics"][0]["value"] = json!(12.5);
        assert!(spelling.text(&report).contains("\"value\": 12.5"));
    }
}
