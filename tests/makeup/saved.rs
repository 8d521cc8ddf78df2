//! Saved plans: they build as they are, and survive what is done to a report's text.

use banmian::diagnostic::Severity;
use banmian::job::{self, Limits, Order, Outcome};
use banmian::makeup::{Plan, saved};
use serde_json::Value;

use super::candidates::open;
use super::reports::Numbers;
use crate::support::{Folder, english, sample_text};

/// A sentence that anybody may add.
const SENTENCE: &str = "同时，各界别委员还结合自身专长，为基层群众送去了实实在在的服务。";

/// The sample with a plan that was saved from one of its candidates.
fn saved_from(candidate: usize) -> (Folder, Plan) {
    let folder = Folder::sample();
    let name = candidate.to_string();
    let output = folder.run(&["plan", ".", "--candidate", &name, "--save", "plan.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", crate::support::stderr(&output));
    let plan = toml::from_str(&std::fs::read_to_string(folder.path().join("plan.toml")).unwrap()).unwrap();
    (folder, plan)
}

fn page(folder: &Folder) -> Outcome {
    let outcome = job::page(&open(&Order::new(folder.path())), Limits::NONE);
    comemo::evict(0);
    outcome
}

fn keys(outcome: &Outcome) -> Vec<&str> {
    let about = |finding: &&banmian::diagnostic::Diagnostic| {
        finding.code == "saved" || finding.severity == Severity::Error
    };
    outcome.findings.iter().filter(about).map(|finding| finding.message.key()).collect()
}

/// How many sections keep their columns.
fn keeping(saved: &Plan, plan: &Plan) -> usize {
    let columns = |plan: &Plan| -> Vec<(u32, u32)> {
        plan.sections
            .iter()
            .map(banmian::makeup::plan::Module::bounds)
            .map(|area| (area.column, area.columns))
            .collect()
    };
    columns(saved).iter().zip(columns(plan)).filter(|(one, two)| **one == *two).count()
}

/// Adds one to three sentences to a paragraph, or takes as many from its end.
fn edited(numbers: &mut Numbers) -> String {
    let mut report: Value = serde_json::from_str(&sample_text()).unwrap();
    let section = numbers.between(0, 4);
    let body = report["sections"][section]["body"].as_array_mut().unwrap();
    let paragraph = numbers.between(0, body.len() - 1);
    let text = body[paragraph].as_str().unwrap().to_owned();
    let count = numbers.between(1, 3);
    body[paragraph] = if numbers.between(0, 1) == 0 {
        (text + &SENTENCE.repeat(count)).into()
    } else {
        let sentences: Vec<&str> = text.split_inclusive('。').collect();
        sentences[..sentences.len() - count.min(sentences.len() - 1)].concat().into()
    };
    report.to_string()
}

#[test]
fn a_saved_plan_survives_edits() {
    // More edits: BANMIAN_SEEDS=20.
    let seeds: u64 = std::env::var("BANMIAN_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(4);
    let (mut all, mut whole, mut sections, mut kept) = (0, 0, 0, 0);
    for candidate in 1..=3 {
        let (folder, plan) = saved_from(candidate);
        assert_eq!(plan.names.len(), 5);
        let outcome = page(&folder);
        assert_eq!(keys(&outcome), Vec::<&str>::new(), "{candidate}");
        assert_eq!(outcome.plan.as_ref(), Some(&plan));
        // It is the very page that it was saved from.
        let own = job::page(
            &open(&Order { candidate: Some(candidate), ..Order::new(folder.path()) }),
            Limits::NONE,
        );
        assert_eq!(own.plan, Some(Plan { names: Vec::new(), ..plan.clone() }));
        let shown = |outcome: &Outcome| outcome.merit.clone().map(|merit| format!("{merit:?}"));
        assert_eq!(shown(&own), shown(&outcome));
        for seed in 0..seeds {
            let text = edited(&mut Numbers::new(seed * 10 + candidate as u64));
            std::fs::write(folder.path().join("report.json"), text).unwrap();
            let outcome = page(&folder);
            let said: Vec<String> =
                outcome.findings.iter().map(|finding| english(&finding.message)).collect();
            assert!(!outcome.has_errors(), "{candidate}, {seed}: {said:?}");
            let merit = outcome.merit.as_ref().unwrap();
            assert_eq!((merit.overset_lines, merit.lost_characters, merit.butted_headings), (0, 0, 0));
            let made = outcome.plan.as_ref().unwrap();
            let same = keeping(&plan, made);
            all += 1;
            whole += usize::from(same == plan.sections.len());
            sections += plan.sections.len();
            kept += same;
            // What is said of it is true.
            let told = outcome.findings.iter().find(|finding| finding.code == "saved");
            let key = told.map(|finding| finding.message.key());
            match same {
                5 => assert!([None, Some("saved.foot"), Some("saved.columns")].contains(&key), "{key:?}"),
                0 => assert_eq!(key, Some("saved.nothing")),
                _ => assert_eq!(key, Some("saved.some")),
            }
            if key.is_none() {
                assert_eq!(made, &plan);
            }
        }
    }
    println!("of {all} edits {whole} keep all columns; {kept} of {sections} sections do");
    assert!(kept * 10 >= sections * 8, "{kept} of {sections}");
}

#[test]
fn a_line_may_be_missing_at_the_foot() {
    let (folder, plan) = saved_from(1);
    let outcome = page(&folder);
    // One line less at a column's foot, and the plan is what it was with a line more.
    let fills = banmian::makeup::inspect::fills(
        outcome.placement.as_ref().unwrap(),
        &banmian::typeset::frames::slots(outcome.document.as_ref().unwrap()),
    );
    assert_eq!(saved::trimmed(&plan, &fills), None, "nothing is missing");
    let mut short = fills.clone();
    let of_third = short.iter_mut().find(|fill| fill.thread.section() == Some(2)).unwrap();
    of_third.lines -= 1;
    let trimmed = saved::trimmed(&plan, &short).unwrap();
    let lines = |plan: &Plan| {
        plan.sections.iter().map(|s| s.slots.iter().map(|slot| slot.lines).sum()).collect::<Vec<u32>>()
    };
    let mut wanted = lines(&plan);
    wanted[2] -= 1;
    assert_eq!(lines(&trimmed), wanted);
    short[3].lines -= 2;
    assert_eq!(saved::trimmed(&plan, &short), None, "two lines are too many");
}

#[test]
fn sections_are_known_by_their_names() {
    let (folder, plan) = saved_from(1);
    let report = || banmian::report::read(&folder.path().join("report.json"), "report.json").unwrap().report;
    assert_eq!(saved::matching(&plan, &report()), [0, 1, 2, 3, 4].map(Some));
    // A heading that is written anew is the same section, one that goes leaves the others what they are.
    let mut value: Value = serde_json::from_str(&sample_text()).unwrap();
    value["sections"][2]["id"] = "another".into();
    let write = |value: &Value| std::fs::write(folder.path().join("report.json"), value.to_string()).unwrap();
    write(&value);
    assert_eq!(saved::matching(&plan, &report()), [0, 1, 2, 3, 4].map(Some));
    value["sections"].as_array_mut().unwrap().remove(2);
    write(&value);
    assert_eq!(saved::matching(&plan, &report()), [0, 1, 3, 4].map(Some));
    value["sections"].as_array_mut().unwrap().swap(0, 1);
    write(&value);
    assert_eq!(saved::matching(&plan, &report()), [Some(1), None, Some(3), Some(4)]);
}

#[test]
fn a_plan_survives_what_is_done_to_sections_and_photos() {
    let (folder, plan) = saved_from(2);
    let write = |change: &dyn Fn(&mut Value)| {
        let mut value: Value = serde_json::from_str(&sample_text()).unwrap();
        change(&mut value);
        std::fs::write(folder.path().join("report.json"), value.to_string()).unwrap();
        page(&folder)
    };
    let swapped = write(&|report| report["sections"].as_array_mut().unwrap().swap(1, 3));
    assert!(!swapped.has_errors() && keys(&swapped).len() == 1, "{:?}", keys(&swapped));
    let without_photo = write(&|report| {
        report["photos"].as_array_mut().unwrap().retain(|photo| photo["id"] != "planning");
        report["sections"][1]["photos"] = serde_json::json!(["supervision"]);
    });
    assert!(!without_photo.has_errors() && keys(&without_photo).len() == 1, "{:?}", keys(&without_photo));
    assert!(keeping(&plan, without_photo.plan.as_ref().unwrap()) >= 2);
    // What the report wishes goes before what was saved.
    let wished = write(&|report| report["sections"][0]["layout"] = serde_json::json!({ "columns": 3 }));
    assert!(!wished.has_errors(), "{:?}", keys(&wished));
    assert_eq!(wished.plan.as_ref().unwrap().sections[0].bounds().columns, 3);
    assert_ne!(plan.sections[0].bounds().columns, 3, "the wish has nothing to do");
}

#[test]
fn a_templates_own_plan_stays_strict() {
    let folder = Folder::pinned();
    let order = |template: Option<&str>| {
        let mut order = Order::new(folder.path());
        order.input.template = template.map(|name| folder.path().join(name).display().to_string());
        order
    };
    let text = sample_text().replace("机关里都有人记挂。", "").replace("一人学变成了众人学。", "");
    std::fs::write(folder.path().join("report.json"), text).unwrap();
    let strict = job::page(&open(&order(Some("mine"))), Limits::NONE);
    assert!(
        !keys(&strict).is_empty() && keys(&strict).iter().all(|key| *key == "short"),
        "{:?}",
        keys(&strict)
    );
    // The same plan as a saved one gives way.
    let plan = Some(folder.path().join("mine/plan.toml"));
    let kept = job::page(&open(&Order { plan, ..order(None) }), Limits::NONE);
    assert!(!kept.has_errors(), "{:?}", keys(&kept));
    assert_eq!(keys(&kept).len(), 1);
}
