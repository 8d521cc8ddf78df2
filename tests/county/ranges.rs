//! Numbers of a template: each has a range, which the schema shows and the reader enforces at its place; and numbers that
//! bound one another.

use serde_json::{Value, json};

use banmian::diagnostic::Diagnostic;
use banmian::edition::{FolderFile, Template};
use banmian::message::Lang;

use super::schemas::schema;
use crate::support::root;

/// The shipped template's file with one value changed; the pointer's last part may be new.
fn spoilt(pointer: &str, to: &Value) -> Result<Template, Vec<Diagnostic>> {
    let text = std::fs::read_to_string(root().join("templates/newspaper-feature/template.toml")).unwrap();
    let mut value: Value = toml::from_str(&text).unwrap();
    let (above, name) = pointer.rsplit_once('/').unwrap();
    match value.pointer_mut(above).unwrap() {
        Value::Object(object) => drop(object.insert(name.to_owned(), to.clone())),
        Value::Array(array) => array[name.parse::<usize>().unwrap()] = to.clone(),
        _ => panic!("{pointer}"),
    }
    let bytes = toml::to_string(&value).unwrap().into_bytes();
    let file = FolderFile { path: "template.toml".to_owned(), shown: "template.toml".to_owned(), bytes };
    Template::from_files(vec![file], "mine")
}

/// The properties of `[grid]` and `[makeup]` with their own schema, by pointer.
fn numbers(schema: &Value, at: &Value, pointer: &str, found: &mut Vec<(String, Value)>) {
    let at = match at.get("$ref").and_then(Value::as_str) {
        Some(name) => schema.pointer(name.trim_start_matches('#')).unwrap(),
        None => at,
    };
    for part in at.get("anyOf").and_then(Value::as_array).into_iter().flatten() {
        numbers(schema, part, pointer, found);
    }
    for (name, property) in at.get("properties").and_then(Value::as_object).into_iter().flatten() {
        numbers(schema, property, &format!("{pointer}/{name}"), found);
    }
    if let Some(items) = at.get("items") {
        numbers(schema, items, &format!("{pointer}/0"), found);
    }
    let is = |name: &str| {
        at["type"] == *name || at["type"].as_array().is_some_and(|all| all.contains(&json!(name)))
    };
    if is("integer") || is("number") {
        found.push((pointer.to_owned(), at.clone()));
    }
}

#[test]
fn every_number_has_a_range_that_is_enforced() {
    let schema: Value = serde_json::from_str(&schema("template")).unwrap();
    let mut found = Vec::new();
    for group in ["grid", "makeup"] {
        numbers(&schema, &schema["properties"][group], &format!("/{group}"), &mut found);
    }
    assert!(found.len() > 80, "{}", found.len());
    let mut tried = 0;
    for (pointer, number) in &found {
        let bound = |name: &str| number[name].as_f64().unwrap_or_else(|| panic!("{pointer} has no {name}"));
        let (low, high) = (bound("minimum"), bound("maximum"));
        assert!(low < high, "{pointer}");
        let whole = number["type"] != "number";
        for wrong in [low - 1.0, high + 1.0, high * 1000.0 + 7.0] {
            let wrong = if whole { json!(wrong as i64) } else { json!(wrong) };
            // Pins and what the shipped template does not say are laid in whole.
            let (pointer, wrong) = match pointer.strip_prefix("/makeup/pin/0/") {
                Some("section") => ("/makeup/pin".to_owned(), json!([{ "section": wrong }])),
                Some(name) => ("/makeup/pin".to_owned(), json!([{ "section": 1, name: wrong }])),
                None => match pointer.rsplit_once('/').unwrap() {
                    ("/makeup/merit", name) => ("/makeup/merit".to_owned(), json!({ name: wrong })),
                    (figure, name) if figure.starts_with("/makeup/merit/limits/") => {
                        let mut limit = json!({ "good": 1, "poor": 2 });
                        limit[name] = wrong;
                        let figure = figure.rsplit('/').next().unwrap();
                        ("/makeup/merit".to_owned(), json!({ "limits": { figure: limit } }))
                    }
                    ("/makeup/pages", name) => {
                        let mut pages = json!({ "least": 1, "most": 1 });
                        pages[name] = wrong;
                        ("/makeup/pages".to_owned(), pages)
                    }
                    ("/makeup/pages/banner", name) => {
                        let mut banner = json!({ "least": 2, "most": 4 });
                        banner[name] = wrong;
                        ("/makeup/pages".to_owned(), json!({ "least": 1, "most": 2, "banner": banner }))
                    }
                    ("/makeup/pages/leaflet/sides/0", _) => {
                        let leaflet = json!({ "sides": [[1, wrong]] });
                        ("/makeup/pages".to_owned(), json!({ "least": 1, "most": 2, "leaflet": leaflet }))
                    }
                    ("/makeup/pages/booklet", name) => {
                        let mut booklet = json!({ "multiple": 4, "optional": [{ "page": "notes" }] });
                        booklet[name] = wrong;
                        let pages = json!({ "least": 1, "most": 2, "booklet": booklet });
                        ("/makeup/pages".to_owned(), pages)
                    }
                    ("/makeup/pages/booklet/optional/0", name) => {
                        let mut rule = json!({ "page": "notes" });
                        rule[name] = wrong;
                        let booklet = json!({ "multiple": 4, "optional": [rule] });
                        let pages = json!({ "least": 1, "most": 2, "booklet": booklet });
                        ("/makeup/pages".to_owned(), pages)
                    }
                    _ => (pointer.clone(), wrong),
                },
            };
            let Err(problems) = spoilt(&pointer, &wrong) else { panic!("{pointer} may be {wrong}") };
            assert!(
                problems.iter().all(|problem| problem.place.is_some()),
                "{pointer} = {wrong}: {problems:?}"
            );
            tried += 1;
        }
    }
    assert_eq!(tried, 3 * found.len());
}

#[test]
fn numbers_bound_one_another() {
    for (pointer, to, wanted) in [
        ("/grid/pitch_pt", json!(8.5), "`pitch_pt` is 8.5, it must be between 9 and 72"),
        ("/grid/body_pt", json!(10.5), "`body_pt` is 10.5, it must be between 5 and 9.96"),
        ("/grid/top_mm", json!(40), "`top_mm` is 40, it must be between 0 and 33.12"),
        ("/grid/lines", json!(160), "`lines` is 160, it must be between 1 and 110"),
        ("/makeup/lead/column", json!(3), "`column` is 3, it must be between 0 and 0"),
        ("/makeup/hero/ideal", json!(70), "`ideal` is 70, it must be between 15 and 64"),
        ("/makeup/hero/most", json!(18), "`ideal` is 20, it must be between 15 and 18"),
        ("/makeup/figures/row", json!({ "least": 9, "most": 8 }), "`least` is 9, it must be between 1 and 8"),
        ("/makeup/measure", json!({ "least": 22, "most": 12 }), "`least` is 22, it must be between 4 and 12"),
        ("/makeup/first_measures", json!([13, 40]), "`1` is 40, it must be between 12 and 22"),
        ("/makeup/pages", json!({ "least": 3, "most": 2 }), "`least` is 3, it must be between 1 and 2"),
        (
            "/makeup/pin",
            json!([{ "section": 1, "column": 6, "columns": 4 }]),
            "`column` is 6, it must be between 0 and 4",
        ),
    ] {
        let Err(problems) = spoilt(pointer, &to) else { panic!("{pointer} may be {to}") };
        let said: Vec<String> = problems.iter().map(|problem| problem.message.text(Lang::En)).collect();
        assert!(said.iter().any(|said| said.starts_with(wanted)), "{pointer} = {to}: {said:?}");
    }
}
