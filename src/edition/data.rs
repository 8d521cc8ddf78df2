//! The report as the templates read it: `/report.json`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::extra::{self, Extra};
use crate::report::inline::Marked;
use crate::report::text::Kind;
use crate::report::{self, Part, ROWS, Report, Section};
use crate::typeset::han::{is_steering, prepare, prepare_heading};
use crate::typeset::words::Kept;

/// The report as the templates read it: figures resolved, text prepared, every text that may be left out there.
pub(crate) fn report_data(report: &Report, kept: &Kept, declared: &BTreeMap<String, Extra>) -> Value {
    let mut report = report.clone();
    let day = report.folio.get_or_insert_default().date.clone();
    let day = day.as_deref();
    let mut data = json!(report);
    for row in ROWS {
        let path: Vec<&str> = row.path.split('/').skip(1).collect();
        fill(&mut data, &path);
    }
    for said in report::said(&report).iter().filter(|said| said.row.kind.is_some()) {
        if let Some(value) = data.pointer_mut(&said.pointer) {
            let marked = said.marked();
            let prose = report::prose(&marked.plain(), &report.metrics);
            let heading = matches!(said.row.kind, Some(Kind::Heading | Kind::Quote));
            *value = if !marked.is_plain() {
                pieces(&marked, &report, kept)
            } else if heading {
                prepare_heading(&prose, kept).into()
            } else {
                prepare(&prose, kept).into()
            };
        }
    }
    for (index, section) in report.sections.iter().enumerate() {
        let Part { continues, goes_on, runs_on } = section.part;
        // Sections without a heading have no number.
        let headed = |section: &&Section| !section.part.continues && !section.heading.is_empty();
        let number = report.sections.iter().take(index + 1).filter(headed).count().saturating_sub(1);
        data["sections"][index]["part"] = json!({
            "number": number, "continues": continues, "goes_on": goes_on, "runs_on": runs_on,
        });
    }
    data["region"] = report.language.unwrap_or_default().region().into();
    extra::complete(&mut data, declared, &report);
    data["author"] = author(&report).into();
    data["folio"]["date"] = day.and_then(report::date_zh).unwrap_or_default().into();
    data["folio"]["weekday"] = day.and_then(report::weekday_zh).unwrap_or_default().into();
    for (index, metric) in report.metrics.iter().enumerate() {
        let change = report::change(metric, report.year);
        data["metrics"][index]["change"] = json!(change.map(|change| json!({
            "direction": change.direction, "by": change.by, "percent": change.percent,
        })));
        for (number, point) in metric.series.iter().enumerate() {
            data["metrics"][index]["series"][number]["number"] = point.value.as_f64().into();
        }
    }
    for (index, photo) in report.photos.iter().enumerate() {
        let day = photo.date.as_deref().and_then(report::month_or_day);
        data["photos"][index]["date"] = json!(day.map(|(year, month, day)| json!({
            "year": year, "month": month, "day": day,
        })));
    }
    data
}

/// A text whose pieces are set in several ways: the text as a whole, and each piece with its style. What steers the breaking
/// of lines is found in the whole.
fn pieces(marked: &Marked, report: &Report, kept: &Kept) -> Value {
    let printed = |text: &str| report::prose(text, &report.metrics);
    let whole: String = marked.pieces.iter().map(|piece| printed(&piece.text)).collect();
    let whole = prepare(&whole, kept);
    let mut rest = whole.chars().peekable();
    let mut pieces = Vec::new();
    for piece in &marked.pieces {
        let mut left = printed(&piece.text).chars().filter(|c| !is_steering(*c)).count();
        let mut text = String::new();
        while let Some(&next) = rest.peek().filter(|next| left > 0 || is_steering(**next)) {
            left -= usize::from(!is_steering(next));
            text.push(next);
            rest.next();
        }
        pieces.push(json!({ "text": text, "style": piece.style.name() }));
    }
    json!({ "text": whole, "pieces": pieces })
}

/// Puts an empty text where the report leaves one out.
fn fill(value: &mut Value, path: &[&str]) {
    match (path, value) {
        ([], value @ Value::Null) => *value = "".into(),
        (["*", rest @ ..], Value::Array(items)) => items.iter_mut().for_each(|item| fill(item, rest)),
        ([name, rest @ ..], Value::Object(fields)) => {
            if let Some(field) = fields.get_mut(*name) {
                fill(field, rest);
            }
        }
        _ => {}
    }
}

/// Who wrote it, for the PDF's metadata: the byline in one piece, else the county.
fn author(report: &Report) -> String {
    let byline = report.headline.byline.as_deref().unwrap_or(&report.county);
    byline.split_whitespace().collect::<Vec<_>>().join(" ")
}
