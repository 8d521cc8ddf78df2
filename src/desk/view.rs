//! What the browser is told: the page in cells, where things stand, what is wrong.

use banmian::diagnostic::{Diagnostic, to_json};
use banmian::drawn::map::{DrawnText, Map};
use banmian::makeup::inspect::Fill;
use banmian::message::Lang;
use banmian::press::cells::SIDE_PT;
use banmian::typeset::area::Area;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::actions::fixable;
use super::session::Session;

/// A box on a page, as the browser is told.
fn boxed((page, area): (usize, Area)) -> Value {
    let round = |value: f64| (value * 100.0).round() / 100.0;
    json!({
        "page": page,
        "x": round(area.left),
        "y": round(area.top),
        "width": round(area.width()),
        "height": round(area.height()),
    })
}

/// How far a point is from a box (pt); 0 inside.
fn distance(area: &Area, (x, y): (f64, f64)) -> f64 {
    let beyond = |at: f64, from: f64, to: f64| (from - at).max(at - to).max(0.0);
    beyond(x, area.left, area.right).hypot(beyond(y, area.top, area.bottom))
}

/// Everything that the browser needs of a session, as JSON. The report itself is among it where it is asked for, to the letter: a
/// number keeps its digits.
pub fn view(session: &Session, lang: Lang, with_report: bool, caret: Option<(&str, usize)>) -> String {
    let mut text = without_report(session, lang, caret).to_string();
    let report = session.history.text();
    if with_report && serde_json::from_str::<&RawValue>(report).is_ok() {
        text.truncate(text.len() - 1);
        text.push_str(",\"report\":");
        text.push_str(report);
        text.push('}');
    }
    text
}

fn without_report(session: &Session, lang: Lang, caret: Option<(&str, usize)>) -> Value {
    let made = &session.made;
    let map = made.shown.as_ref().map(|shown| &shown.map);
    let pages: Vec<Value> = made
        .shown
        .iter()
        .flat_map(|shown| {
            shown.sizes().into_iter().zip(&shown.cells).map(|((width, height), cells)| {
                let row = |row: &Vec<u128>| row.iter().map(|hash| format!("{hash:032x}")).collect::<Vec<_>>();
                let cells: Vec<_> = cells.iter().map(row).collect();
                json!({ "width": width, "height": height, "cell": SIDE_PT, "cells": cells })
            })
        })
        .collect();
    let fixable = fixable(session);
    let findings = made.findings.iter().zip(&fixable).enumerate().map(|(number, (one, can_be_fixed))| {
        let mut value = finding(one, map, lang);
        value["fix"] = if *can_be_fixed { json!(number) } else { Value::Null };
        value
    });
    let findings: Vec<Value> = findings.collect();
    json!({
        "version": session.version,
        "file": session.report.display().to_string(),
        "undo": session.history.can_undo() || session.beside.can_undo(),
        "redo": session.history.can_redo() || session.beside.can_redo(),
        "pages": pages,
        "outside": session.outside.is_some(),
        "stale": made.stale,
        "settled": made.settled,
        "findings": findings,
        "volume": volume(session),
        "photos": photos(session),
        "locked": locked(session),
        "caret": caret.zip(map).and_then(|((pointer, offset), map)| caret_of(session, map, pointer, offset)),
    })
}

/// A finding with its place on the page.
pub fn finding(finding: &Diagnostic, map: Option<&Map>, lang: Lang) -> Value {
    let mut value = to_json(finding, lang);
    let pointer = finding.place.as_ref().and_then(|place| place.pointer.as_deref());
    let boxes = pointer.zip(map).map(|(pointer, map)| boxes(map, pointer)).unwrap_or_default();
    value["boxes"] = json!(boxes);
    value
}

/// How many characters the report has, and by how many each section has too many for its place on the page, or too few; with the
/// place where the page breaks off.
fn volume(session: &Session) -> Value {
    let Some(opened) = &session.made.opened else { return Value::Null };
    let report = &opened.edition.loaded.report;
    let section = |(index, section): (usize, &banmian::report::Section)| {
        let fill = session.made.fills.iter().find(|fill| fill.thread.section() == Some(index));
        let overset = fill.map_or(0, |fill| fill.overset_characters);
        let breaks_off = if overset > 0 { last_of(session, index).map(boxed) } else { None };
        json!({
            "characters": section.characters(),
            "overset": overset,
            "short": fill.map_or(0, |fill| missing(session, index, fill)),
            "lines": fill.map_or(0, |fill| fill.overset_lines),
            "breaksOff": breaks_off,
        })
    };
    let sections: Vec<Value> = report.sections.iter().enumerate().map(section).collect();
    let all: usize = report.sections.iter().map(banmian::report::Section::characters).sum();
    let lead: usize = report.lead.iter().map(|text| text.chars().count()).sum();
    json!({ "characters": all + lead, "sections": sections })
}

/// How many characters would fill the lines that a section leaves empty.
fn missing(session: &Session, index: usize, fill: &Fill) -> usize {
    let placement = session.made.outcome.as_ref().and_then(|outcome| outcome.placement.as_ref());
    let Some(placement) = placement else { return 0 };
    let slot = placement.sections.get(index).and_then(|section| section.slots.first());
    let measure = slot.map_or(0.0, |slot| (slot.width / placement.body).floor());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some characters of a line")]
    let measure = measure.max(0.0) as usize;
    fill.short_lines() * measure
}

/// The last line of a section that is on the page.
fn last_of(session: &Session, section: usize) -> Option<(usize, Area)> {
    let map = &session.made.shown.as_ref()?.map;
    let body = format!("/sections/{section}/body/");
    let number =
        |text: &DrawnText| text.pointer.strip_prefix(&body)?.split('/').next()?.parse::<usize>().ok();
    let drawn = map.texts.iter().filter(|text| !text.characters.is_empty());
    let last = drawn.filter_map(|text| Some((number(text)?, text))).max_by_key(|(number, _)| *number)?;
    lines(last.1).pop()
}

fn photos(session: &Session) -> Vec<Value> {
    let made = &session.made;
    let Some(opened) = &made.opened else { return Vec::new() };
    let placement = made.outcome.as_ref().and_then(|outcome| outcome.placement.as_ref());
    let pictures = || {
        let sections = placement.iter().flat_map(|placement| &placement.sections);
        let of_sections = sections.flat_map(|section| &section.photos).map(|photo| &photo.picture);
        placement.iter().filter_map(|placement| placement.hero_picture.as_ref()).chain(of_sections)
    };
    let photo = |(index, file): (usize, &banmian::report::PhotoFile)| {
        let ppi = pictures().find(|picture| picture.photo == index).map(|picture| picture.ppi.round());
        let pointer = format!("/photos/{index}");
        let boxes = made.shown.as_ref().map(|shown| boxes(&shown.map, &pointer)).unwrap_or_default();
        json!({ "width": file.width, "height": file.height, "ppi": ppi, "boxes": boxes })
    };
    opened.edition.photos.iter().enumerate().map(photo).collect()
}

fn locked(session: &Session) -> Vec<String> {
    let Some(opened) = &session.made.opened else { return Vec::new() };
    let report = &opened.edition.loaded.report;
    let sections = report.sections.iter().enumerate().filter(|(_, section)| section.layout.columns.is_some());
    let photos = report.photos.iter().enumerate().filter(|(_, photo)| photo.layout.is_some());
    let sections = sections.map(|(index, _)| format!("/sections/{index}"));
    sections.chain(photos.map(|(index, _)| format!("/photos/{index}"))).collect()
}

/// The boxes of everything at a pointer or below it: of texts one a line, and photos.
pub fn boxes(map: &Map, pointer: &str) -> Vec<Value> {
    let below = |other: &str| {
        other.strip_prefix(pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let photo = pointer.strip_prefix("/photos/").and_then(|number| number.parse::<usize>().ok());
    let photos = map.photos.iter().filter(|one| Some(one.photo) == photo).map(|one| (one.page, one.area));
    let texts = map.texts.iter().filter(|text| below(&text.pointer) && photo.is_none());
    photos.chain(texts.flat_map(lines)).map(boxed).collect()
}

/// The lines of a text.
fn lines(text: &DrawnText) -> Vec<(usize, Area)> {
    let mut found: Vec<(usize, Area)> = Vec::new();
    for one in &text.characters {
        let area = one.area;
        if let Some((page, last)) = found.last_mut() {
            let (height, width) = (area.height(), area.width());
            let level = last.top < area.bottom - 0.3 * height && area.top < last.bottom - 0.3 * height;
            let upright = (last.left - area.left).abs() < 0.3 * width && area.top >= last.top;
            let near = area.left >= last.left - width && area.left - last.right < 3.0 * height.max(width);
            let below = upright && area.top - last.bottom < height;
            if *page == one.page && (level && near || below && last.height() > 1.5 * height) {
                *last = last.with(area);
                continue;
            }
        }
        found.push((one.page, area));
    }
    found
}

/// The bytes of a text before so many UTF-16 units.
fn byte_of(text: &str, units: usize) -> usize {
    let mut seen = 0;
    for (at, c) in text.char_indices() {
        if seen >= units {
            return at;
        }
        seen += c.len_utf16();
    }
    text.len()
}

/// The UTF-16 units of a text before some byte.
fn units_of(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).map(|(_, c)| c.len_utf16()).sum()
}

/// The text at a pointer of the report as it is now.
fn text_at(session: &Session, pointer: &str) -> Option<String> {
    let opened = session.made.opened.as_ref()?;
    let said = banmian::report::said(&opened.edition.loaded.report);
    said.into_iter().find(|said| said.pointer == pointer).map(|said| said.text.to_owned())
}

/// Where the caret of a field stands on the page, `offset` UTF-16 units into it.
pub fn caret_of(session: &Session, map: &Map, pointer: &str, offset: usize) -> Option<Value> {
    let text = text_at(session, pointer)?;
    let byte = byte_of(&text, offset);
    let drawn = map.texts.iter().find(|one| one.pointer == pointer)?;
    let before = drawn.characters.iter().rev().find(|one| one.at < byte);
    let (one, behind) = match before {
        Some(one) => (one, true),
        None => (drawn.characters.first()?, false),
    };
    let x = if behind { one.area.right } else { one.area.left };
    Some(json!({ "page": one.page, "x": x, "y": one.area.top, "height": one.area.height() }))
}

/// Characters farther away than this are not meant by a click (pt).
const REACH: f64 = 8.0;
/// A chart reaches so far beyond the words of the other figures, to the side and upwards (pt).
const CHART: (f64, f64) = (180.0, 12.0);

/// What stands at a point of a page.
pub fn at(session: &Session, page: usize, x: f64, y: f64) -> Value {
    let Some(shown) = &session.made.shown else { return Value::Null };
    let map = &shown.map;
    let nearest = map
        .texts
        .iter()
        .flat_map(|text| text.characters.iter().map(move |one| (text, one)))
        .filter(|(_, one)| one.page == page)
        .map(|(text, one)| (distance(&one.area, (x, y)), text, one))
        .min_by(|a, b| a.0.total_cmp(&b.0));
    let photo = map.photos.iter().rev().find(|one| one.page == page && one.area.has((x, y)));
    let reach = if photo.is_some() { 1.0 } else { REACH };
    if let Some((_, text, one)) = nearest.filter(|(distance, ..)| *distance <= reach) {
        let source = text_at(session, &text.pointer).unwrap_or_default();
        let (middle, _) = one.area.middle();
        let next = text.characters.iter().map(|other| other.at).filter(|at| *at > one.at).min();
        let byte = if x > middle { next.unwrap_or(source.len()) } else { one.at };
        return json!({
            "pointer": text.pointer,
            "offset": units_of(&source, byte),
            "boxes": boxes(map, &text.pointer),
        });
    }
    let found = |pointer: String| json!({ "pointer": pointer, "boxes": boxes(map, &pointer) });
    match photo {
        Some(one) => found(format!("/photos/{}", one.photo)),
        None => charted(session, map, page, (x, y)).map_or(Value::Null, found),
    }
}

/// The figure whose chart stands at a point: beside the other figures, where nothing of the report's own words does.
fn charted(session: &Session, map: &Map, page: usize, (x, y): (f64, f64)) -> Option<String> {
    let figures = map.texts.iter().filter(|text| text.pointer.starts_with("/metrics/"));
    let characters = figures.flat_map(|text| &text.characters).filter(|one| one.page == page);
    let panel = characters.map(|one| one.area).reduce(Area::with)?;
    let (beside, above) = CHART;
    let level = y >= panel.top - above && y <= panel.bottom + above;
    let near = x >= panel.left - beside && x <= panel.right + beside;
    let metrics = &session.made.opened.as_ref()?.edition.loaded.report.metrics;
    let charted = metrics.iter().position(|metric| metric.series.len() > 1)?;
    (level && near).then(|| format!("/metrics/{charted}/label"))
}
