//! What is said of candidates, of saved plans, and of what a report wishes of its page.

use image::ImageFormat;
use serde_json::{Value, json};

use super::{expect, expect_code, expect_of};
use crate::support::{Folder, picture, sample_text, stderr};

fn change(folder: &Folder, change: impl Fn(&mut Value)) {
    let mut value: Value = serde_json::from_str(&sample_text()).unwrap();
    change(&mut value);
    std::fs::write(folder.path().join("report.json"), serde_json::to_string_pretty(&value).unwrap()).unwrap();
}

#[test]
fn wishes_that_no_plan_honours() {
    let folder = Folder::sample();
    for (name, section, layout) in [
        ("layout-columns", 0, json!({ "columns": 7 })),
        ("layout-first", 4, json!({ "first": true })),
        ("layout-too-wide", 2, json!({ "columns": 9 })),
    ] {
        change(&folder, |report| report["sections"][section]["layout"] = layout.clone());
        expect(name, &folder, &[]);
    }
    change(&folder, |report| {
        report["sections"][0]["layout"] = json!({ "columns": 7 });
        report["sections"][2]["layout"] = json!({ "columns": 7 });
    });
    expect("layout-together", &folder, &[]);
    // Either of two, without which there is a page.
    change(&folder, |report| {
        report["sections"][4]["layout"] = json!({ "columns": 2 });
        report["photos"][8]["layout"] = json!({ "largest": true });
    });
    expect("layout-largest", &folder, &[]);
    change(&folder, |report| {
        report["sections"][0]["layout"] = json!({ "columns": 2 });
        for photo in [1, 2, 3, 4, 5] {
            report["photos"][photo]["layout"] = json!({ "no_crop": true });
        }
    });
    expect("layout-no-crop", &folder, &[]);
}

#[test]
fn two_photos_that_are_the_largest() {
    let folder = Folder::sample();
    change(&folder, |report| {
        report["photos"][1]["layout"] = json!({ "largest": true });
        report["photos"][2]["layout"] = json!({ "largest": true });
    });
    expect_code("layout-two-largest", &folder, &["check", "report.json"], 0);
}

#[test]
fn candidates_that_there_are_not() {
    let folder = Folder::pinned();
    expect_of("candidate-none", &folder, &["build", "report.json", "--template", "mine", "--candidate", "2"]);
    let plan = ["plan", "report.json", "--template", "mine", "--candidates", "3"];
    expect_code("candidate-pinned", &folder, &plan, 0);
    // Two sections with a photo each have no six pages.
    let folder = Folder::sample();
    change(&folder, |report| {
        let sections = report["sections"].as_array().unwrap();
        let bodies = sections.iter().flat_map(|section| section["body"].as_array().unwrap().clone());
        let bodies: Vec<Value> = bodies.collect();
        let mut first = sections[0].clone();
        first["body"] = bodies.into();
        first["photos"] = json!([]);
        report["sections"] = json!([first]);
        report["photos"] = json!([report["photos"][0].clone()]);
    });
    expect_code("candidate-fewer", &folder, &["plan", "report.json", "--candidates", "6"], 0);
}

#[test]
fn plans_that_do_not_fit_any_more() {
    let folder = Folder::sample();
    let output = folder.run(&["plan", ".", "--candidate", "2", "--save", "plan.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let check = ["check", "report.json"];
    let sentence = "同时，各界别委员还结合自身专长，为基层群众送去了实实在在的服务。";
    let longer = |report: &mut Value, section: usize, count: usize| {
        let text = &mut report["sections"][section]["body"][0];
        *text = (text.as_str().unwrap().to_owned() + &sentence.repeat(count)).into();
    };
    change(&folder, |report| longer(report, 1, 2));
    expect_code("saved-columns", &folder, &check, 0);
    change(&folder, |report| {
        report["sections"].as_array_mut().unwrap().remove(2);
        report["photos"]
            .as_array_mut()
            .unwrap()
            .retain(|photo| !["greening", "families"].contains(&photo["id"].as_str().unwrap()));
        longer(report, 1, 20);
    });
    expect_code("saved-sections", &folder, &check, 0);
    change(&folder, |report| report["sections"].as_array_mut().unwrap().swap(1, 3));
    expect_code("saved-order", &folder, &check, 0);
    change(&folder, |report| {
        report["photos"].as_array_mut().unwrap().retain(|photo| photo["id"] != "planning");
        report["sections"][1]["photos"] = json!(["supervision"]);
    });
    expect_code("saved-photos", &folder, &check, 0);
    change(&folder, |report| report["sections"][0]["layout"] = json!({ "columns": 3 }));
    expect_code("saved-wish", &folder, &check, 0);
    change(&folder, |report| {
        report["photos"].as_array_mut().unwrap().remove(0);
        report["photos"]
            .as_array_mut()
            .unwrap()
            .iter_mut()
            .for_each(|photo| photo["layout"] = json!({ "no_crop": true }));
    });
    let without_hero = folder.run(&check);
    assert!(
        stderr(&without_hero).contains("the headline has no picture any more"),
        "{}",
        stderr(&without_hero)
    );
    // The same plan with a photo of another shape.
    let folder = folder.file("photos/seeding.jpg", &picture(1800, 700, ImageFormat::Jpeg));
    change(&folder, |_| ());
    expect_code("saved-crop", &folder, &check, 0);
}

#[test]
fn a_quote_that_is_not_said_any_more() {
    let folder = Folder::pinned();
    let text = std::fs::read_to_string(folder.path().join("mine/plan.toml")).unwrap();
    let mut plan: toml::Table = toml::from_str(&text).unwrap();
    let section = plan["section"].as_array_mut().unwrap()[0].as_table_mut().unwrap();
    // The last lines of the last slot.
    let slot = section["slots"].as_array().unwrap().last().unwrap().as_table().unwrap().clone();
    let mut area = slot.clone();
    area["line"] = (slot["line"].as_integer().unwrap() + slot["lines"].as_integer().unwrap() - 4).into();
    area["lines"] = 4.into();
    let last = section["slots"].as_array_mut().unwrap().last_mut().unwrap().as_table_mut().unwrap();
    last["lines"] = (slot["lines"].as_integer().unwrap() - 4).into();
    let quote = toml::Table::from_iter([
        ("area".to_owned(), area.into()),
        ("text".to_owned(), "没有人说过这句话。".into()),
    ]);
    section.insert("quote".to_owned(), quote.into());
    let folder = folder.file("plan.toml", toml::to_string(&plan).unwrap().as_bytes());
    expect_code("saved-quote", &folder, &["check", "report.json"], 0);
}

#[test]
fn a_line_that_stays_empty() {
    let folder = Folder::pinned();
    let text = std::fs::read_to_string(folder.path().join("mine/plan.toml")).unwrap();
    let folder = folder.file("plan.toml", text.as_bytes());
    assert!(!stderr(&folder.run(&["check", "report.json"])).contains("saved"));
    let report = sample_text().replace("一人学变成了众人学。", "");
    std::fs::write(folder.path().join("report.json"), report).unwrap();
    expect_code("saved-foot", &folder, &["check", "report.json"], 0);
}

#[test]
fn files_that_are_no_plans() {
    let folder = Folder::sample();
    let output = folder.run(&["plan", ".", "--save", "good.toml"]);
    assert_eq!(output.status.code(), Some(0));
    let good = std::fs::read_to_string(folder.path().join("good.toml")).unwrap();
    expect("saved-missing", &folder, &["--plan", "none.toml"]);
    let large = format!("# {}\n", "x".repeat(1024 * 1024));
    let folder = folder
        .file("large.toml", large.as_bytes())
        .file("broken.toml", b"folio = {")
        .file("bytes.toml", b"\xff\xfe")
        .file("number.toml", good.replacen("columns = 8", "columns = 4000000000", 1).as_bytes())
        .file("pages.toml", format!("pages = 4000\n{good}").as_bytes())
        .file("overlap.toml", good.replacen("lines = ", "lines = 2", 4).as_bytes());
    for name in ["large", "broken", "bytes", "number", "pages"] {
        expect(&format!("saved-{name}"), &folder, &["--plan", &format!("{name}.toml")]);
    }
    // Whatever the numbers are, there is no panic.
    let output = folder.run(&["check", "report.json", "--plan", "overlap.toml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!stderr(&output).contains("fault"), "{}", stderr(&output));
    let template =
        folder.run(&["check", "report.json", "--plan", "good.toml", "--template", "tabloid-feature"]);
    assert!(!stderr(&template).contains("fault"), "{}", stderr(&template));
}
