//! What is said of every check of text and of facts: one report that has a fault of each kind.

use banmian::diagnostic::render;
use banmian::message::Lang;
use banmian::report::text::{CHECKS, Kind};
use banmian::report::{self, Levels, Names, facts};
use serde_json::{Value, json};

use crate::support::root;

/// A report with the first wrong example of every check, and one fault of each kind of fact.
fn report() -> String {
    let examples = |kind: Kind| CHECKS.into_iter().filter(move |check| check.kind == kind);
    let section = |heading: &[&str], body: &[&str]| json!({ "heading": heading, "body": body });
    let bodies: Vec<&str> = examples(Kind::Body).map(|check| check.wrong[0].0).collect();
    let headings: Vec<&str> = examples(Kind::Heading).map(|check| check.wrong[0].0).collect();
    assert_eq!(bodies.len() + headings.len(), CHECKS.len(), "a kind has no place in this report");
    // What does not end its sentence is a heading where another paragraph follows.
    let unended = CHECKS.into_iter().find(|check| check.code == "paragraph-end").unwrap().wrong[0].0;
    let mut sections: Vec<Value> = bodies.chunks(20).map(|body| section(&["民生"], body)).collect();
    sections.extend(headings.iter().map(|heading| section(&[heading], &["水通了。"])));
    sections.push(section(&["民生"], &[unended]));
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
    let loaded = report::read_text(report(), "report.json").unwrap();
    let found = report::proofread(&loaded.report, &loaded.places, &Levels::new(), &Names::example());
    let codes = CHECKS.iter().map(|check| check.code).chain(facts::CODES);
    let unsaid: Vec<&str> = codes.filter(|code| !found.iter().any(|one| one.code == *code)).collect();
    assert_eq!(unsaid, Vec::<&str>::new());
    for (lang, below) in [(Lang::En, ""), (Lang::Zh, "zh/")] {
        let said = render(&found, lang);
        let path = root().join(format!("tests/messages/{below}every-check.txt"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &said).unwrap();
        }
        let wanted = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(said, wanted, "the text differs from {}", path.display());
    }
}
