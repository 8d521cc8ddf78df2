//! Three reports put together: cases that a county meets, and reports edited at random on both sides.

mod random;

use serde_json::{Value, json};

use super::{Before, Changed, Prefer, merge};

/// A report as an import makes it.
fn base() -> Value {
    json!({
        "format": 1, "county": "青禾县", "year": 2024,
        "headline": { "title": ["田埂上的议事会"], "byline": "本报记者" },
        "lead": ["这一年，全县开了{meetings}会，说的都是门口的事。"],
        "metrics": [
            { "id": "meetings", "label": "村级议事会", "value": 126, "unit": "场" },
            { "id": "water", "label": "灌溉水量", "value": 12.4, "unit": "万方" }
        ],
        "sections": [
            { "id": "talk", "heading": ["坐在树下说事"], "body": [
                "柳湾村的老槐树下，议事会一开就是两个钟头。",
                "一年下来{meetings}会，议了一千多件事。",
                { "list": ["议题提前三天贴出", "发言不超过五分钟"] }
            ], "photos": ["tree"] },
            { "id": "canal", "heading": ["老渠来了新水"], "body": [
                "三个村轮着用水，一个月轮一遍。",
                "渠长每天沿渠走一趟，哪里漏水记在本子上。"
            ], "photos": [] }
        ],
        "photos": [ { "id": "tree", "file": "photos/image1.jpeg", "caption": "柳湾村村头，会散以后。" } ]
    })
}

/// A copy with some values changed.
fn with(report: &Value, changes: &[(&str, Value)]) -> Value {
    let mut report = report.clone();
    for (pointer, value) in changes {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        match report.pointer_mut(parent).unwrap() {
            Value::Object(fields) => drop(fields.insert(name.to_owned(), value.clone())),
            Value::Array(items) if name == "-" => items.push(value.clone()),
            Value::Array(items) => items[name.parse::<usize>().unwrap()] = value.clone(),
            _ => unreachable!(),
        }
    }
    report
}

fn known(report: &Value, new: &Value) -> (Value, Vec<Changed>) {
    merge(&Before { report: report.clone(), imported: Some(base()), text: None }, new, None)
}

fn keys(changes: &[Changed]) -> Vec<(&str, &str)> {
    changes.iter().map(|change| (change.pointer.as_str(), change.what.key())).collect()
}

const FIRST: &str = "/sections/0/body/0";

#[test]
fn a_text_that_is_as_it_was_changes_nothing() {
    let report = with(
        &base(),
        &[
            (FIRST, json!("柳湾村的**老槐树**下，议事会一开就是两个钟头。")),
            ("/sections/0/importance", json!("lead")),
            ("/photos/0/focus", json!([0.5, 0.4])),
            ("/exceptions", json!([{ "check": "numbers", "text": "一千多件" }])),
            ("/extra", json!({ "slogan": "议" })),
            ("/lead/-", json!("手写的一段导语，文稿里没有。")),
        ],
    );
    assert_eq!(known(&report, &base()), (report.clone(), Vec::new()));
    // Nor where nothing is known of the import.
    let before = Before { report: report.clone(), imported: None, text: None };
    assert_eq!(merge(&before, &report, None), (report, Vec::new()));
}

#[test]
fn words_of_the_text_are_set_as_the_report_sets_them() {
    let report = with(
        &base(),
        &[
            (FIRST, json!("柳湾村的**老槐树**下，议事会一开就是两个钟头。")),
            ("/sections/1/importance", json!("brief")),
        ],
    );
    let new = with(&base(), &[(FIRST, json!("柳湾村的老槐树下，议事会一开就是三个钟头。"))]);
    let (merged, changes) = known(&report, &new);
    assert_eq!(merged.pointer(FIRST).unwrap(), "柳湾村的**老槐树**下，议事会一开就是三个钟头。");
    assert_eq!(merged.pointer("/sections/1/importance").unwrap(), "brief");
    assert_eq!(keys(&changes), [(FIRST, "merge.taken")]);
    assert_eq!(changes[0].after.as_deref(), Some("柳湾村的老槐树下，议事会一开就是三个钟头。"));
}

#[test]
fn where_both_changed_somebody_decides() {
    let report = with(&base(), &[(FIRST, json!("柳湾村的老槐树下，议事会一开就是一个下午。"))]);
    let new = with(&base(), &[(FIRST, json!("柳湾村的老槐树下，议事会一开就是三个钟头。"))]);
    let (merged, changes) = known(&report, &new);
    assert_eq!(merged, report);
    assert_eq!(keys(&changes), [(FIRST, "merge.both")]);
    assert!(changes[0].conflict);
    assert_eq!(changes[0].before.as_deref(), report.pointer(FIRST).unwrap().as_str());
    assert_eq!(changes[0].after.as_deref(), new.pointer(FIRST).unwrap().as_str());
    let before = Before { report: report.clone(), imported: Some(base()), text: None };
    let (merged, changes) = merge(&before, &new, Some(Prefer::Text));
    assert_eq!(merged, new);
    assert!(!changes[0].conflict);
    let (merged, changes) = merge(&before, &new, Some(Prefer::Report));
    assert_eq!((merged, changes[0].conflict), (report, false));
}

#[test]
fn ids_stay_as_the_report_has_them() {
    let mut report = base();
    // Somebody gave them better names.
    let text = report.to_string().replace("meetings", "yishihui").replace("\"tree\"", "\"old-tree\"");
    report = serde_json::from_str(&text).unwrap();
    let text = base().to_string().replace("meetings", "hui-yi").replace("\"tree\"", "\"p1\"");
    let mut new: Value = serde_json::from_str(&text).unwrap();
    new = with(
        &new,
        &[
            ("/sections/1/body/-", json!("今年的{hui-yi}会，有一半说的是水。")),
            ("/metrics/-", json!({ "id": "yishihui", "label": "新的一项", "value": 3, "unit": "项" })),
            ("/lead/-", json!("还有{yishihui}新办法。")),
            ("/sections/1/photos", json!(["p1"])),
            ("/sections/0/photos", json!([])),
        ],
    );
    let (merged, changes) = known(&report, &new);
    assert_eq!(merged.pointer("/metrics/0/id").unwrap(), "yishihui");
    assert_eq!(merged.pointer("/sections/1/body/2").unwrap(), "今年的{yishihui}会，有一半说的是水。");
    assert_eq!(merged.pointer("/sections/1/photos").unwrap(), &json!(["old-tree"]));
    assert_eq!(merged.pointer("/sections/0/photos").unwrap(), &json!([]));
    assert_eq!(merged.pointer("/photos/0/id").unwrap(), "old-tree");
    // A new figure does not take another one's name.
    assert_eq!(merged.pointer("/metrics/2/id").unwrap(), "yishihui-2");
    assert_eq!(merged.pointer("/lead/1").unwrap(), "还有{yishihui-2}新办法。");
    assert!(!changes.iter().any(|change| change.conflict), "{changes:#?}");
}

#[test]
fn figures_and_what_refers_to_them() {
    // The figure and the text changed together.
    let report = with(&base(), &[("/metrics/0/featured", json!(true))]);
    let new = with(&base(), &[("/metrics/0/value", json!(131))]);
    let (merged, changes) = known(&report, &new);
    assert_eq!(merged, with(&report, &[("/metrics/0/value", json!(131))]));
    assert_eq!(keys(&changes), [("/metrics/0/value", "merge.taken")]);
    // The table changed, and the text did not.
    let new = with(
        &new,
        &[
            ("/lead/0", json!("这一年，全县开了126场会，说的都是门口的事。")),
            ("/sections/0/body/1", json!("一年下来126场会，议了一千多件事。")),
        ],
    );
    let (merged, changes) = known(&report, &new);
    assert_eq!(merged.pointer("/lead/0"), report.pointer("/lead/0"));
    let wanted = [
        ("/lead/0", "merge.both-figure"),
        ("/metrics/0/value", "merge.taken"),
        ("/sections/0/body/1", "merge.both-figure"),
    ];
    assert_eq!(keys(&changes), wanted);
    // A text without figures this time, as when the table was not handed over.
    let plain = with(&new, &[("/metrics", json!([]))]);
    let (merged, changes) = known(&report, &plain);
    assert_eq!(merged, report);
    assert_eq!(keys(&changes), [("/metrics", "merge.kept-list")]);
    // One that the table has no more: it goes, unless something refers to it.
    let mut new = base();
    new["metrics"].as_array_mut().unwrap().remove(1);
    let (merged, changes) = known(&base(), &new);
    assert_eq!(merged["metrics"].as_array().unwrap().len(), 1);
    assert_eq!(keys(&changes), [("/metrics/1", "merge.gone")]);
    let report = with(&base(), &[("/sections/1/body/0", json!("三个村轮着用水，一年{water}。"))]);
    let (merged, changes) = known(&report, &new);
    assert_eq!(merged, report);
    assert_eq!(keys(&changes), [("/metrics/1", "merge.kept-figure")]);
}

#[test]
fn paragraphs_come_go_and_move_with_what_was_set_in_them() {
    let marked = json!("渠长每天沿渠走一趟，哪里__漏水__记在本子上。");
    let report = with(&base(), &[("/sections/1/body/1", marked.clone())]);
    // Into the other section, and the one after it is edited.
    let mut new = base();
    let moved = new["sections"][1]["body"].as_array_mut().unwrap().remove(1);
    new["sections"][0]["body"].as_array_mut().unwrap().insert(0, moved);
    new["sections"][0]["body"][1] = json!("柳湾村的老槐树下，议事会一开就是三个钟头。");
    let (merged, changes) = known(&report, &new);
    assert_eq!(merged.pointer(FIRST).unwrap(), &marked);
    assert_eq!(merged.pointer("/sections/1/body").unwrap().as_array().unwrap().len(), 1);
    assert_eq!(keys(&changes), [(FIRST, "merge.moved"), ("/sections/0/body/1", "merge.taken")]);
    // Gone from the text though it was set in the report.
    let mut new = base();
    new["sections"][1]["body"].as_array_mut().unwrap().remove(1);
    let (merged, changes) = known(&report, &new);
    assert_eq!(merged, report);
    assert_eq!(keys(&changes), [("/sections/1/body/1", "merge.both-gone")]);
    let (merged, changes) = known(&base(), &new);
    assert_eq!(merged, new);
    assert_eq!(keys(&changes), [("/sections/1/body/1", "merge.gone")]);
    // Taken out of the report: it does not come back, unless the text says something else there.
    assert_eq!(known(&new, &base()), (new.clone(), Vec::new()));
    let edited = with(&base(), &[("/sections/1/body/1", json!("渠长每天沿渠走两趟，哪里漏水记在本子上。"))]);
    let (merged, changes) = known(&new, &edited);
    assert_eq!(merged, new);
    assert_eq!(keys(&changes), [("/sections", "merge.both-deleted")]);
}

#[test]
fn a_section_divided_or_joined_in_the_text_keeps_its_paragraphs() {
    let report = with(
        &base(),
        &[
            ("/sections/1/body/1", json!("渠长每天沿渠走一趟，哪里**漏水**记在本子上。")),
            ("/sections/0/importance", json!("lead")),
        ],
    );
    let mut new = base();
    let last = new["sections"][1]["body"].as_array_mut().unwrap().remove(1);
    new["sections"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "id": "canal", "heading": ["渠长的本子"], "body": [last] }));
    let (merged, changes) = known(&report, &new);
    assert_eq!(merged["sections"][2]["body"][0], report["sections"][1]["body"][1]);
    assert_eq!(merged["sections"][2]["id"], "canal-2");
    assert!(!changes.iter().any(|change| change.conflict), "{changes:#?}");
    // The second heading goes: its text belongs to the first.
    let mut new = base();
    let body = new["sections"].as_array_mut().unwrap().remove(1)["body"].as_array().unwrap().clone();
    new["sections"][0]["body"].as_array_mut().unwrap().extend(body);
    let (merged, changes) = known(&report, &new);
    assert_eq!(merged["sections"].as_array().unwrap().len(), 1);
    assert_eq!(merged["sections"][0]["body"][4], report["sections"][1]["body"][1]);
    assert_eq!(merged["sections"][0]["importance"], "lead");
    assert!(!changes.iter().any(|change| change.conflict), "{changes:#?}");
    // With something set at the section itself somebody decides.
    let report = with(&report, &[("/sections/1/layout", json!({ "first": true }))]);
    let (merged, changes) = known(&report, &new);
    assert_eq!(merged, report);
    assert_eq!(keys(&changes), [("/sections/1", "merge.both-gone")]);
}

#[test]
fn photos_are_known_by_their_captions() {
    let report =
        with(&base(), &[("/photos/0/focus", json!([0.2, 0.3])), ("/photos/0/importance", json!("lead"))]);
    let mut new = base();
    // A picture was put before it: the files of the text are counted anew.
    let come = json!({ "id": "tree", "file": "photos/image1.jpeg", "caption": "新修的渠首。" });
    new["photos"][0]["file"] = json!("photos/image2.jpeg");
    new["photos"][0]["id"] = json!("photo-2");
    new["photos"].as_array_mut().unwrap().insert(0, come);
    new["sections"][0]["photos"] = json!(["photo-2"]);
    new["sections"][1]["photos"] = json!(["tree"]);
    let (merged, changes) = known(&report, &new);
    assert_eq!(merged["photos"][1]["id"], "tree");
    assert_eq!(merged["photos"][1]["focus"], json!([0.2, 0.3]));
    assert_eq!(merged["photos"][1]["file"], "photos/image2.jpeg");
    assert_eq!(merged["photos"][0]["id"], "tree-2");
    assert_eq!(merged["sections"][1]["photos"], json!(["tree-2"]));
    assert_eq!(merged["sections"][0]["photos"], json!(["tree"]));
    assert!(!changes.iter().any(|change| change.conflict));
    // One that goes leaves its section; one that somebody set does not go by itself.
    let mut new = with(&base(), &[("/photos/-", json!({ "id": "b", "file": "b.jpg", "caption": "别的。" }))]);
    new["photos"].as_array_mut().unwrap().remove(0);
    new["sections"][0]["photos"] = json!([]);
    let (merged, _) = known(&base(), &new);
    assert_eq!(merged["photos"].as_array().unwrap().len(), 1);
    let (merged, changes) = known(&report, &new);
    assert_eq!(merged["photos"].as_array().unwrap().len(), 2);
    assert!(keys(&changes).contains(&("/photos/0", "merge.both-gone")));
    // No photos at all this time: they were not handed over.
    let mut new = with(&base(), &[("/photos", json!([])), ("/sections/0/photos", json!([]))]);
    new["sections"][1].as_object_mut().unwrap().remove("photos");
    assert_eq!(known(&report, &new).0, report);
}

#[test]
fn without_the_last_import_the_text_holds_and_what_was_set_stays() {
    let report = with(
        &base(),
        &[
            (FIRST, json!("柳湾村的**老槐树**下，议事会一开就是两个钟头。")),
            ("/sections/0/quote", json!({ "text": "说的都是门口的事" })),
            ("/folio", json!({ "paper": "青禾报", "page": "8" })),
            ("/photos/-", json!({ "id": "own", "file": "own.jpg", "focus": [0.5, 0.5] })),
            ("/sections/1/photos", json!(["own"])),
        ],
    );
    let mut new = with(
        &base(),
        &[
            (FIRST, json!("柳湾村的老槐树下，议事会一开就是三个钟头。")),
            ("/sections/0/body/1", json!("一年下来126场会，议了两千多件事。")),
            ("/headline/title", json!(["田埂上的", "议事会"])),
        ],
    );
    new["headline"].as_object_mut().unwrap().remove("byline");
    new["sections"][1]["body"].as_array_mut().unwrap().remove(0);
    let (merged, changes) = merge(&Before { report: report.clone(), imported: None, text: None }, &new, None);
    assert_eq!(merged.pointer(FIRST).unwrap(), "柳湾村的**老槐树**下，议事会一开就是三个钟头。");
    assert_eq!(merged.pointer("/sections/0/body/1").unwrap(), "一年下来{meetings}会，议了两千多件事。");
    assert_eq!(merged["headline"]["title"], json!(["田埂上的", "议事会"]));
    assert_eq!(merged["headline"]["byline"], "本报记者");
    for kept in ["/sections/0/quote", "/folio", "/photos", "/sections/1/photos", "/lead"] {
        assert_eq!(merged.pointer(kept), report.pointer(kept), "{kept}");
    }
    let wanted = [
        ("/headline/title", "merge.taken"),
        ("/headline/byline", "merge.kept"),
        (FIRST, "merge.taken"),
        ("/sections/0/body/1", "merge.taken"),
        ("/sections/1/body/0", "merge.gone"),
        ("/photos/1", "merge.both-gone"),
    ];
    assert_eq!(keys(&changes), wanted);
}

#[test]
fn fields_of_the_text_come_and_go_in_their_places() {
    let new = with(
        &base(),
        &[
            ("/headline/kicker", json!("同心同向")),
            ("/sections/0/editor_note", json!("编者的话。")),
            ("/sections/0/body/2/list/-", json!("办理单写明日期")),
            ("/credits", json!("图片由县融媒体中心提供")),
        ],
    );
    let (merged, changes) = known(&base(), &new);
    assert_eq!(merged, new);
    assert_eq!(changes.len(), 4);
    assert!(changes.iter().all(|change| change.what.key() == "merge.added"));
    let (back, changes) = merge(&Before { report: merged, imported: Some(new), text: None }, &base(), None);
    assert_eq!(back, base());
    assert_eq!(changes.len(), 4);
    // The order of the fields is the report's.
    let report: Value =
        serde_json::from_str(r#"{"year":2024,"county":"县","sections":[],"format":1}"#).unwrap();
    let new: Value = serde_json::from_str(r#"{"format":1,"county":"县","year":2025,"sections":[]}"#).unwrap();
    let (merged, _) =
        merge(&Before { report: report.clone(), imported: Some(report), text: None }, &new, None);
    assert_eq!(merged.to_string(), r#"{"year":2025,"county":"县","sections":[],"format":1}"#);
}

#[test]
fn a_text_that_was_exported_lacks_only_what_is_no_text() {
    // The report went out whole; what comes back has no words for how it is set on the page.
    let report = with(
        &base(),
        &[
            ("/sections/0/importance", json!("lead")),
            ("/sections/0/quote", json!({ "text": "说的都是门口的事" })),
            ("/sections/1/layout", json!({ "columns": 2 })),
            ("/metrics/0/featured", json!(true)),
            ("/photos/0/subject", json!({ "x": 0.1, "y": 0.1, "width": 0.5, "height": 0.5 })),
            ("/photos/0/date", json!("2024-03")),
            ("/extra", json!({ "slogan": "议" })),
            ("/folio", json!({ "page": "8", "kind": "专版" })),
        ],
    );
    let before = Before { report: report.clone(), imported: Some(report.clone()), text: None };
    let mut new = base();
    new["sections"][1]["id"] = json!("section-2");
    assert_eq!(merge(&before, &new, None), (report.clone(), Vec::new()));
    assert_eq!(merge(&before, &new, Some(Prefer::Text)), (report, Vec::new()));
}

#[test]
fn what_is_no_report_does_no_harm() {
    for odd in [json!(null), json!([]), json!({ "sections": 3, "metrics": {}, "lead": [1, null] })] {
        let _ = merge(&Before { report: odd.clone(), imported: None, text: None }, &base(), None);
        let _ = merge(&Before { report: base(), imported: Some(odd.clone()), text: None }, &base(), None);
        let _ =
            merge(&Before { report: base(), imported: Some(base()), text: None }, &odd, Some(Prefer::Text));
    }
}
