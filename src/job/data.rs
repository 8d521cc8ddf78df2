//! The report as the templates read it: `/report.json`.

use serde_json::{Value, json};

use crate::report::{self, Report};
use crate::typeset::han::{prepare, prepare_heading};
use crate::typeset::words::Kept;

/// The report as the templates read it: figures resolved, text prepared, every optional field there.
pub(super) fn report_data(report: &Report, kept: &Kept) -> Value {
    let prose = |text: &str| prepare(&report::prose(text, &report.metrics), kept);
    let heading = |text: &String| prepare_heading(&report::prose(text, &report.metrics), kept);
    let headings = |texts: &[String]| texts.iter().map(heading).collect::<Vec<_>>();
    let optional_heading = |text: Option<&String>| text.map_or_else(String::new, heading);
    let all = |texts: &[String]| texts.iter().map(|text| prose(text)).collect::<Vec<_>>();
    let optional = |text: Option<&String>| text.map_or_else(String::new, |text| prose(text));
    let folio = report.folio.clone().unwrap_or_default();
    let date = folio.date.as_deref();
    json!({
        "county": report.county,
        "year": report.year,
        "author": author(report),
        "folio": {
            "paper": folio.paper.unwrap_or_default(),
            "date": date.and_then(report::date_zh).unwrap_or_default(),
            "weekday": date.and_then(report::weekday_zh).unwrap_or_default(),
            "page": folio.page.unwrap_or_default(),
            "kind": folio.kind.unwrap_or_default(),
            "staff": folio.staff.iter().map(|s| json!({"role": s.role, "name": s.name})).collect::<Vec<_>>(),
        },
        "headline": {
            "kicker": optional_heading(report.headline.kicker.as_ref()),
            "title": headings(&report.headline.title),
            "subtitle": optional_heading(report.headline.subtitle.as_ref()),
            "byline": optional(report.headline.byline.as_ref()),
        },
        "lead": all(&report.lead),
        "metrics": report.metrics.iter().map(|metric| json!({
            "label": metric.label,
            "value": metric.value.as_str(),
            "unit": metric.unit.clone().unwrap_or_default(),
            "featured": metric.featured,
            "change": report::change(metric, report.year).map(|change| json!({
                "direction": change.direction, "by": change.by, "percent": change.percent,
            })),
            "series": metric.series.iter().map(|point| json!({
                "year": point.year, "value": point.value.as_str(), "number": point.value.as_f64(),
            })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "sections": report.sections.iter().map(|section| json!({
            "heading": headings(&section.heading), "body": all(&section.body),
        })).collect::<Vec<_>>(),
        "photos": report.photos.iter().map(|photo| json!({
            "caption": optional(photo.caption.as_ref()), "credit": optional(photo.credit.as_ref()),
            "date": photo.date.as_deref().and_then(report::month_or_day).map(|(year, month, day)| json!({
                "year": year, "month": month, "day": day,
            })),
        })).collect::<Vec<_>>(),
        "credits": optional(report.credits.as_ref()),
    })
}

/// Who wrote it, for the PDF's metadata: the byline in one piece, else the county.
fn author(report: &Report) -> String {
    let byline = report.headline.byline.as_deref().unwrap_or(&report.county);
    byline.split_whitespace().collect::<Vec<_>>().join(" ")
}
