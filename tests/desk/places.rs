//! Where things stand: a click on anything of the report goes to its field, and the caret stands where it is typed.

use std::collections::HashMap;

use banmian::drawn::{self, map::Map};
use banmian::edition::{self, Input};
use banmian::job;
use banmian::report::{self, Printed};
use serde_json::{Value, json};

use super::sample;
use crate::support::{FONTS, root};

/// The map of a county's page in a template, and the report that it is of.
fn map_of(county: &str, template: &str) -> (Map, edition::Edition) {
    let folder = root().join("data").join(county);
    let input = Input { template: Some(template.to_owned()), ..Input::new(folder) };
    let edition = edition::open(&input).unwrap_or_else(|_| panic!("{county} opens in {template}"));
    let outcome = job::make(&edition, &FONTS);
    let document = outcome.document.as_ref().unwrap_or_else(|| panic!("{county} in {template}"));
    let made = outcome.edition.as_deref().unwrap();
    let origin = job::origins(made, outcome.placement.as_ref().unwrap());
    let map = drawn::map(&drawn::Finished {
        edition: made,
        hero: None,
        document,
        origin: &origin,
        place: &|_| None,
    });
    (map, made.clone())
}

/// Every character of the report that a template prints has a place, and is written there.
fn every_character_has_its_place(county: &str, template: &str) {
    let (map, edition) = map_of(county, template);
    let report = &edition.loaded.report;
    let by_pointer: HashMap<&str, _> = map.texts.iter().map(|text| (text.pointer.as_str(), text)).collect();
    let omits = &edition.template.settings.texts.omits;
    let (mut all, mut found) = (0, 0);
    for said in report::said(report) {
        let is_value = said.pointer.starts_with("/extra/");
        if said.row.printed == Printed::Perhaps || omits.iter().any(|path| path == said.row.path) || is_value
        {
            continue;
        }
        let seen = |c: &char| !c.is_whitespace() && !['\u{2060}', '\u{200B}'].contains(c);
        let shown: Vec<char> = said.shown(&report.metrics).chars().filter(seen).collect();
        all += shown.len();
        let Some(text) = by_pointer.get(said.pointer.as_str()) else { continue };
        found += text.characters.len();
        assert_eq!(text.characters.len(), shown.len(), "{county} {template} {}", said.pointer);
        let mut before = 0;
        for (one, c) in text.characters.iter().zip(&shown) {
            assert!(one.at >= before && one.at <= said.text.len(), "{} goes on", said.pointer);
            before = one.at;
            let written = said.text[one.at..].chars().next();
            let stands_for_more = matches!(written, Some('{' | '[')) || said.row.kind.is_none();
            assert!(
                written == Some(*c) || stands_for_more,
                "{}: {c} at {:?}",
                said.pointer,
                &said.text[one.at..]
            );
        }
    }
    assert_eq!(found, all, "{county} in {template}");
    assert!(all > 1000, "{county} in {template}: {all}");
    // Each photo that is printed can be clicked.
    for photo in &map.photos {
        assert!(photo.photo < report.photos.len() && photo.area.width() > 20.0, "{photo:?}");
    }
}

#[test]
fn every_character_of_a_feature_page_has_its_place() {
    for county in ["jingyuan", "haixi", "yunxiu"] {
        every_character_has_its_place(county, "newspaper-feature");
    }
}

#[test]
fn every_character_has_its_place_in_each_template() {
    for template in ["tabloid-feature", "annual-review", "double-truck-feature", "red-head", "leaflet"] {
        every_character_has_its_place("jingyuan", template);
    }
}

/// What stands at the middle of a box, a little left of it.
fn at(desk: &super::Desk, one: &Value) -> Value {
    let number = |name: &str| one[name].as_f64().unwrap();
    let (x, y) = (number("x") + number("width") * 0.5, number("y") + number("height") * 0.5);
    desk.get(&format!("at?page={}&x={x}&y={y}", one["page"])).json()
}

#[test]
fn a_click_goes_to_its_field_and_the_caret_to_its_place() {
    let (_folder, desk) = sample();
    let view = desk.settled();
    let report = &view["report"];
    for pointer in [
        "/headline/title/0",
        "/headline/subtitle",
        "/lead/0",
        "/metrics/0/label",
        "/metrics/0/value",
        "/sections/0/heading/0",
        "/sections/2/body/0",
        "/photos/1/caption",
        "/credits",
    ] {
        let Some(text) = report.pointer(pointer) else { panic!("{pointer} is in the sample") };
        let boxes = desk.get(&format!("boxes?pointer={pointer}&offset=1")).json();
        let first = &boxes["boxes"][0];
        assert!(first.is_object(), "{pointer} {text}");
        assert_eq!(at(&desk, first)["pointer"], pointer, "{text}");
        let caret = &boxes["caret"];
        let inside = |x: f64, from: f64, length: f64| x >= from - 1.0 && x <= from + length + 1.0;
        let number = |value: &Value, name: &str| value[name].as_f64().unwrap();
        assert!(
            inside(number(caret, "y"), number(first, "y"), number(first, "height")),
            "{pointer}: {caret} {first}"
        );
        assert!(
            inside(number(caret, "x"), number(first, "x"), number(first, "width")),
            "{pointer}: {caret} {first}"
        );
    }
    // A photo, the one beneath no text.
    let photo = &view["photos"][1]["boxes"][0];
    assert_eq!(at(&desk, photo)["pointer"], "/photos/1");
    // A chart, right of the other figures, stands for its own.
    let figures = desk.get("boxes?pointer=/metrics").json()["boxes"].as_array().unwrap().clone();
    let of = |one: &Value, name: &str| one[name].as_f64().unwrap();
    let right = figures.iter().map(|one| of(one, "x") + of(one, "width")).fold(0.0, f64::max);
    let over = desk.get(&format!("at?page=0&x={}&y={}", right + 60.0, of(&figures[0], "y"))).json();
    assert_eq!(over["pointer"], "/metrics/0/label");
    // White paper is nothing.
    assert_eq!(desk.get("at?page=0&x=2&y=2").json(), Value::Null);
    assert_eq!(desk.get("at?page=9&x=200&y=200").json(), Value::Null);
}

#[test]
fn only_what_changed_is_drawn_again() {
    let (_folder, desk) = sample();
    let before = desk.settled();
    let edit = json!({
        "after": before["version"],
        "ops": [{ "set": "/metrics/0/label", "value": "提案" }],
        "caret": { "pointer": "/metrics/0/label", "offset": 2 },
    });
    let after = desk.post("edit", &edit).json();
    let cells = |view: &Value| -> Vec<Value> {
        view["pages"][0]["cells"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|row| row.as_array().unwrap().clone())
            .collect()
    };
    let changed = cells(&before).iter().zip(&cells(&after)).filter(|(one, other)| one != other).count();
    assert!((1..=4).contains(&changed), "{changed} of {}", cells(&before).len());
    assert!(after["caret"].is_object(), "{after}");
    // A cell is a picture of its size, and the same when it is asked for again.
    let columns = before["pages"][0]["cells"][0].as_array().unwrap().len();
    let hash = after["pages"][0]["cells"][2][1].as_str().unwrap();
    let cell = |scale: f64| desk.get(&format!("cell/0/1/2/{hash}.png?scale={scale}"));
    let picture = image::load_from_memory(&cell(1.5).body).unwrap();
    assert_eq!((picture.width(), picture.height()), (192, 192), "{columns}");
    assert_eq!(cell(1.5).body, cell(1.5).body);
    assert!(cell(1.5).head.to_lowercase().contains("immutable"));
    // What was seen before can still be asked for.
    let old = before["pages"][0]["cells"][2][1].as_str().unwrap();
    assert_eq!(desk.get(&format!("cell/0/1/2/{old}.png?scale=1")).status, 200);
    assert_eq!(desk.get("cell/0/1/2/00000000000000000000000000000000.png?scale=1").status, 404);
}
