//! What is said of every check of text and of facts: one report that has a fault of each kind.

use banmian::report::Names;
use banmian::report::facts;
use banmian::report::text::{CHECKS, Kind};
use image::ImageFormat;
use serde_json::{Value, json};

use super::{expect, stderr};
use crate::support::{Folder, picture};

/// A report with the first wrong example of every check, and one fault of each kind of fact.
fn report() -> String {
    let examples = |kind: Kind| CHECKS.into_iter().filter(move |check| check.kind == kind);
    let section = |heading: &[&str], body: &[&str]| json!({ "heading": heading, "body": body });
    let bodies: Vec<&str> = examples(Kind::Body).map(|check| check.wrong[0].0).collect();
    let headings: Vec<&str> = examples(Kind::Heading).map(|check| check.wrong[0].0).collect();
    assert_eq!(bodies.len() + headings.len(), CHECKS.len(), "a kind has no place in this report");
    let mut sections: Vec<Value> = bodies.chunks(20).map(|body| section(&["民生"], body)).collect();
    sections.extend(headings.iter().map(|heading| section(&[heading], &["水通了。"])));
    sections.push(section(
        &["数字"],
        &[
            "立案提案98件，全部办复。",
            "驻村工作队全年走访农户360户。",
            "驻村工作队全年走访农户630户。",
            "委员满意率达到105%。",
            "帮扶30户，每户补助200元，共6500元。",
            "肉牛存栏由120头增加到150头，增长20%。",
            "委员们提交《关于加快肉牛产业发展的建议》。",
            "《关于加快肉牛产业发展建议》落地。",
            "石𠀀川走访。",
        ],
    ));
    let report = json!({
        "format": 1, "county": "某县", "year": 2024,
        "headline": { "title": ["2023年工作回顾"] },
        "metrics": [ { "id": "proposals", "label": "立案提案", "value": 89, "unit": "件" } ],
        "sections": sections,
        "photos": [ { "id": "one", "file": "one.png", "caption": "2024年8月，委员在田间。", "date": "2024-06-12" } ],
    });
    serde_json::to_string_pretty(&report).unwrap()
}

#[test]
fn every_check() {
    let people: Vec<String> = Names::example().people.iter().map(|person| format!("{person:?}")).collect();
    let county = format!("[names]\npeople = [{}]\n", people.join(", "));
    let folder = Folder::new(&report())
        .file("one.png", &picture(1200, 800, ImageFormat::Png))
        .file("county.toml", county.as_bytes());
    let said = stderr(&folder.run(&["check", "report.json"]));
    let codes = CHECKS.iter().map(|check| check.code).chain(facts::CODES).chain(["rare-character"]);
    let unsaid: Vec<&str> = codes.filter(|code| !said.contains(&format!("[{code}]"))).collect();
    assert_eq!(unsaid, Vec::<&str>::new(), "{said}");
    expect("every-check", &folder, &[]);
}
