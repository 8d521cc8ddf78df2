//! What the buttons do.

use serde_json::{Value, json};

use super::http::Desk;
use super::{sample, text};
use crate::support::{Folder, root};

#[test]
fn files_are_made_of_the_page_as_it_is() {
    let (folder, desk) = sample();
    let version = desk.view()["version"].clone();
    desk.edit(&version, json!([{ "set": "/headline/title/0", "value": "改过的标题" }]));
    for (what, name) in
        [("press", "report.pdf"), ("office", "report-office.pdf"), ("proof", "report-proof.pdf")]
    {
        let made = desk.post("make", &json!({ "what": what })).json();
        assert_eq!(made["good"], true, "{made}");
        assert_eq!(made["files"][0]["name"], name);
        let file = desk.get(made["files"][0]["address"].as_str().unwrap());
        assert_eq!(file.body, std::fs::read(folder.path().join(name)).unwrap());
        assert!(file.body.starts_with(b"%PDF-"));
    }
    // The file for the press is the one that the command line makes.
    let own = folder.run(&["build", ".", "-o", "own.pdf"]);
    assert_eq!(own.status.code(), Some(0));
    assert_eq!(
        std::fs::read(folder.path().join("own.pdf")).unwrap(),
        std::fs::read(folder.path().join("report.pdf")).unwrap()
    );
}

#[test]
fn what_stops_the_file_is_said_and_nothing_is_written() {
    let (folder, desk) = sample();
    let report: Value = serde_json::from_str(&text(&folder)).unwrap();
    let long = report["sections"][0]["body"][0].as_str().unwrap().repeat(60);
    let version = desk.view()["version"].clone();
    let after = desk.edit(&version, json!([{ "set": "/sections/0/body/0", "value": long }]));
    assert_eq!(after.status, 200, "what does not fit is taken all the same");
    let view = desk.settled();
    assert!(
        view["findings"].as_array().unwrap().iter().any(|one| one["severity"] == "error"),
        "{}",
        view["findings"]
    );
    let made = desk.post("make", &json!({ "what": "press" })).json();
    assert_eq!(made["good"], false);
    assert!(!made["findings"][0]["message"].as_str().unwrap().is_empty());
    assert!(!folder.path().join("report.pdf").exists());
}

#[test]
fn a_report_that_cannot_be_read_keeps_the_last_page_in_sight() {
    let (_folder, desk) = sample();
    let before = desk.settled();
    let after = desk.edit(&before["version"], json!([{ "remove": "/headline/title" }])).json();
    assert_eq!(after["stale"], true);
    assert_eq!(after["pages"], before["pages"]);
    let finding = &after["findings"][0];
    assert_eq!(
        (finding["severity"].as_str(), finding["pointer"].as_str()),
        (Some("error"), Some("/headline")),
        "{finding}"
    );
    desk.post("undo", &json!({}));
    assert_eq!(desk.settled()["stale"], false);
}

#[test]
fn a_finding_is_corrected_with_one_click() {
    let (folder, desk) = sample();
    let report: Value = serde_json::from_str(&text(&folder)).unwrap();
    let body = report["sections"][0]["body"][0].as_str().unwrap().to_owned();
    let version = desk.view()["version"].clone();
    desk.edit(&version, json!([{ "set": "/sections/0/body/0", "value": body.replacen('，', ",", 1) }]));
    let view = desk.settled();
    let findings = view["findings"].as_array().unwrap();
    let finding =
        findings.iter().find(|one| one["fix"].is_number()).unwrap_or_else(|| panic!("{findings:#?}"));
    assert_eq!(finding["pointer"], "/sections/0/body/0");
    assert!(!finding["boxes"].as_array().unwrap().is_empty(), "it is on the page");
    let fixed = desk.post("fix", &json!({ "fix": finding["fix"] })).json();
    assert_eq!(fixed["report"]["sections"][0]["body"][0], body);
    desk.post("undo", &json!({}));
    assert!(!text(&folder).contains(&body));
    assert_eq!(desk.post("fix", &json!({ "fix": 9999 })).status, 422);
}

#[test]
fn a_layout_is_chosen_and_let_go() {
    let (folder, desk) = sample();
    let found = desk.get("candidates").json();
    let candidates = found["candidates"].as_array().unwrap();
    assert_eq!(candidates.len(), 3, "{found}");
    let pictures: Vec<Vec<u8>> =
        candidates.iter().map(|one| desk.get(one["picture"].as_str().unwrap()).body).collect();
    assert!(pictures.iter().all(|png| png.starts_with(b"\x89PNG")) && pictures[0] != pictures[1]);
    let before = desk.settled();
    assert_eq!(desk.post("candidates", &json!({ "take": 2 })).status, 200);
    let after = desk.settled();
    assert_ne!(after["pages"], before["pages"]);
    assert!(folder.path().join("plan.toml").is_file());
    assert_eq!(desk.post("candidates", &json!({ "take": null })).status, 200);
    assert_eq!(desk.settled()["pages"], before["pages"]);
    assert_eq!(desk.post("candidates", &json!({ "take": 9 })).status, 422);
}

#[test]
fn a_section_keeps_its_width() {
    let (folder, desk) = sample();
    desk.settled();
    let view = desk.post("lock", &json!({ "pointer": "/sections/1", "locked": true })).json();
    assert_eq!(view["locked"], json!(["/sections/1"]));
    let report: Value = serde_json::from_str(&text(&folder)).unwrap();
    assert!(report["sections"][1]["layout"]["columns"].as_u64().is_some_and(|columns| columns > 0));
    desk.settled();
    let view = desk.post("lock", &json!({ "pointer": "/sections/1", "locked": false })).json();
    assert_eq!(view["locked"], json!([]));
    assert_eq!(desk.post("lock", &json!({ "pointer": "/sections/77", "locked": true })).status, 422);
}

#[test]
fn the_countys_style_is_changed_in_its_file() {
    let folder = Folder::new("");
    crate::support::copy(&root().join("data/jingyuan"), &folder.path().join("县"));
    let desk = Desk::start(&folder.path().join("县"));
    let before = desk.settled();
    let style = desk.get("style").json();
    let values = style["county"]["values"].as_array().unwrap();
    let accent = values.iter().find(|value| value["name"] == "accent").unwrap();
    assert_eq!(accent["type"], "colour");
    let names: Vec<&Value> = style["templates"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert!(names.contains(&&json!("tabloid-feature")) && names.contains(&&style["template"]), "{names:?}");
    let file = folder.path().join("县/county.toml");
    let old = std::fs::read_to_string(&file).unwrap();
    assert_eq!(desk.post("style", &json!({ "values": { "accent": [100, 60, 0, 10] } })).status, 200);
    let new = std::fs::read_to_string(&file).unwrap();
    assert!(new.contains("accent = [100, 60, 0, 10]"), "{new}");
    let comments = |text: &str| text.lines().filter(|line| line.starts_with('#')).count();
    assert_eq!(comments(&new), comments(&old), "comments stay");
    assert_ne!(desk.settled()["pages"], before["pages"]);
    // What cannot be is said, and is not kept.
    let refused = desk.post("style", &json!({ "values": { "accent": [900, 0, 0, 0] } }));
    assert_eq!(refused.status, 422);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), new);
    assert_eq!(desk.post("style", &json!({ "template": "no-such-template" })).status, 422);
    // The fonts of the roles: the families that are there, and the template's own again.
    let of_role = |role: &str| {
        let fonts = desk.get("style").json()["fonts"].as_array().unwrap().clone();
        fonts.into_iter().find(|one| one["role"] == role).unwrap()
    };
    let own = of_role("sans");
    let families = own["families"].as_array().unwrap();
    assert!(families.contains(&own["value"]) && families.contains(&json!("Noto Serif CJK SC")), "{own}");
    assert!(!families.contains(&json!("Oswald")), "it has no Chinese characters: {own}");
    assert_eq!(desk.post("style", &json!({ "fonts": { "sans": "Noto Serif CJK SC" } })).status, 200);
    let chosen = of_role("sans");
    assert_eq!((&chosen["value"], &chosen["by_county"]), (&json!("Noto Serif CJK SC"), &json!(true)));
    assert_eq!(desk.post("style", &json!({ "fonts": { "sans": "No Such Face" } })).status, 422);
    assert_eq!(of_role("sans"), chosen);
    assert_eq!(desk.post("style", &json!({ "fonts": { "sans": null } })).status, 200);
    assert_eq!(of_role("sans"), own);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), new);
    // A change of the style is taken back like one of the text, in its turn.
    let said = || std::fs::read_to_string(&file).unwrap();
    let own = said();
    std::thread::sleep(std::time::Duration::from_millis(1600));
    assert_eq!(desk.post("style", &json!({ "values": { "accent": [0, 90, 80, 0] } })).status, 200);
    let coloured = said();
    assert_ne!(coloured, own);
    let title = |desk: &Desk| desk.view()["report"]["headline"]["title"][0].clone();
    let old = title(&desk);
    let set = json!([{ "set": "/headline/title/0", "value": "新的标题" }]);
    assert_eq!(desk.edit(&desk.view()["version"], set).status, 200);
    desk.post("undo", &json!({}));
    assert_eq!((title(&desk), said()), (old.clone(), coloured.clone()));
    desk.post("undo", &json!({}));
    assert_eq!((title(&desk), said()), (old.clone(), own.clone()));
    desk.post("redo", &json!({}));
    assert_eq!((title(&desk), said()), (old, coloured));
    desk.post("redo", &json!({}));
    assert_eq!(title(&desk), "新的标题");
    assert_eq!(desk.post("style", &json!({ "template": "tabloid-feature" })).status, 200);
    assert!(desk.settled()["pages"].as_array().unwrap().len() >= 2);
}

#[test]
fn a_county_begins_at_the_desk_and_from_a_text() {
    let folder = Folder::office();
    std::fs::remove_file(folder.path().join("report.json")).unwrap();
    let desk = Desk::start(folder.path());
    assert_eq!(desk.view(), json!({ "open": null }));
    assert_eq!(desk.get("reports").json(), json!({ "reports": [], "open": null }));
    let begun = desk.post("begin", &json!({ "county": "青山县", "year": 2025 }));
    assert_eq!(begun.status, 200, "{}", String::from_utf8_lossy(&begun.body));
    assert_eq!(begun.json()["report"]["county"], "青山县");
    assert_eq!(desk.settled()["stale"], false);
    let text = std::fs::read(folder.path().join("履职报告.docx")).unwrap();
    let made = desk.send(
        "import?name=%E6%8A%A5%E5%91%8A.docx&county=%E4%BA%91%E5%8E%BF&year=2024",
        "application/octet-stream",
        &text,
    );
    assert_eq!(made.status, 200, "{}", String::from_utf8_lossy(&made.body));
    assert_eq!(made.json()["report"]["county"], "云县");
    let reports = desk.get("reports").json();
    let folders: Vec<&str> =
        reports["reports"].as_array().unwrap().iter().map(|one| one["folder"].as_str().unwrap()).collect();
    assert_eq!(folders, ["云县/2024", "青山县/2025"]);
    assert_eq!(desk.post("open", &json!({ "folder": "青山县/2025" })).json()["report"]["county"], "青山县");
    for body in [
        json!({ "county": "", "year": 2025 }),
        json!({ "county": "县", "year": 1 }),
        json!({ "county": "x".repeat(99), "year": 2025 }),
    ] {
        assert_eq!(desk.post("begin", &body).status, 422, "{body}");
    }
    let junk = desk.send(
        "import?name=x.docx&county=%E4%BA%91%E5%8E%BF&year=2024",
        "application/octet-stream",
        b"PK\x03\x04junk",
    );
    assert_eq!(junk.status, 422);
    assert!(!junk.json()["error"].as_str().unwrap().is_empty());
}

#[test]
fn what_does_not_fit_is_marked_where_it_breaks_off() {
    let (_folder, desk) = sample();
    let view = desk.settled();
    let fits = |view: &Value| {
        let sections = view["volume"]["sections"].as_array().unwrap().clone();
        sections.iter().all(|one| one["overset"] == 0 && one["breaksOff"].is_null())
    };
    assert!(fits(&view), "{}", view["volume"]);
    let text = view["report"]["sections"][1]["body"][0].as_str().unwrap().to_owned();
    let longer = format!("{text}{}", "各方面都有了新的进展。".repeat(40));
    let set = |text: &str| json!([{ "set": "/sections/1/body/0", "value": text }]);
    let answer = desk.edit(&view["version"], set(&longer)).json();
    let one = &answer["volume"]["sections"][1];
    // 440 characters more, of which the last column's empty lines take some at the most.
    let overset = one["overset"].as_u64().unwrap();
    assert!((300..=440).contains(&overset), "{one}");
    assert!(
        one["lines"].as_u64().unwrap() > 10 && one["breaksOff"]["height"].as_f64().unwrap() > 5.0,
        "{one}"
    );
    // What is too short is counted as well.
    let shorter: String = text.chars().take(20).collect();
    let answer = desk.edit(&answer["version"], set(&shorter)).json();
    let one = &answer["volume"]["sections"][1];
    assert!(one["short"].as_u64().unwrap() > 20 && one["overset"] == 0, "{one}");
    desk.edit(&answer["version"], set(&text));
    assert!(fits(&desk.settled()));
}

#[test]
fn the_page_is_seen_as_the_press_prints_it() {
    let (_folder, desk) = sample();
    let version = desk.settled()["version"].clone();
    let answer = desk.get(&format!("soft-proof/0/{version}"));
    assert_eq!(answer.status, 200);
    let picture = image::load_from_memory(&answer.body).unwrap().to_rgb8();
    // Newsprint is no white paper.
    let [red, _, blue] = picture.get_pixel(2, 2).0;
    assert!(red < 250 && blue < red, "{red} {blue}");
    // Of another version, and of a page that is not there, there is none.
    for path in ["soft-proof/0/999".to_owned(), format!("soft-proof/9/{version}")] {
        assert_eq!(desk.get(&path).status, 404, "{path}");
    }
}
