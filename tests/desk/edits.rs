//! Edits: what is changed is changed and nothing else, nothing is lost, everything can be taken back.

use std::time::Duration;

use crate::support::Folder;
use serde_json::{Value, json};

use super::http::Desk;
use super::{sample, text};

/// The lines that are in one text and not in the other.
fn differing(one: &str, other: &str) -> usize {
    one.lines().zip(other.lines()).filter(|(one, other)| one != other).count()
        + one.lines().count().abs_diff(other.lines().count())
}

#[test]
fn an_edit_changes_its_place_in_the_file_and_nothing_else() {
    let (folder, desk) = sample();
    let before = text(&folder);
    let first = desk.view();
    let after =
        desk.edit(&first["version"], json!([{ "set": "/headline/title/0", "value": "新的标题\"<script>" }]));
    assert_eq!(after.status, 200);
    let after = after.json();
    let now = text(&folder);
    assert_eq!(differing(&before, &now), 1);
    assert!(now.contains("新的标题\\\"<script>"));
    assert!(after.get("report").is_none(), "the browser has it");
    // A number keeps its digits, a member that is new comes last, an item goes where it is put.
    let steps = json!([
        { "set": "/metrics/0/previous", "value": 12 },
        { "insert": "/sections/1/body/1", "value": "一段新的话。" },
        { "move": "/sections/2", "to": "/sections/0" },
        { "remove": "/sections/1/body/0" },
    ]);
    let sections = |text: &str| serde_json::from_str::<Value>(text).unwrap()["sections"].clone();
    let old = sections(&now);
    let after = desk.edit(&after["version"], steps);
    assert_eq!(after.status, 200, "{}", String::from_utf8_lossy(&after.body));
    let new = sections(&text(&folder));
    assert_eq!(new[0], old[2]);
    assert_eq!(new[1]["heading"], old[0]["heading"]);
    assert_eq!(new[1]["body"], json!(old[0]["body"].as_array().unwrap()[1..].to_vec()));
    assert_eq!(new[2]["body"][1], "一段新的话。");
    let exact = desk.send(
        "edit",
        "application/json",
        format!(
            r#"{{"after":{},"ops":[{{"set":"/metrics/0/value","value":12.50}}]}}"#,
            after.json()["version"]
        )
        .as_bytes(),
    );
    assert_eq!(exact.status, 200);
    assert!(text(&folder).contains("12.50"), "a number is written as it was typed");
}

#[test]
fn what_cannot_be_done_changes_nothing() {
    let (folder, desk) = sample();
    let before = text(&folder);
    let version = desk.view()["version"].clone();
    for steps in [
        json!([{ "set": "/headline/title/0", "value": "好" }, { "remove": "/sections/99" }]),
        json!([{ "insert": "/sections/99", "value": {} }]),
        json!([{ "set": "/nowhere/at/all", "value": 1 }]),
        json!([{ "set": "no pointer", "value": 1 }]),
        json!([{ "set": "/county" }]),
        json!([{ "value": 1 }]),
        json!([{ "move": "/sections/0" }]),
        json!([{ "set": "/county", "remove": "/county", "value": 1 }]),
    ] {
        let answer = desk.edit(&version, steps.clone());
        assert_eq!(answer.status, 422, "{steps}");
        assert!(answer.json()["error"].as_str().is_some_and(|said| !said.is_empty()));
    }
    let odd = desk.send("edit", "application/json", br#"{"after":1,"ops":[{"set":"/county","value":}]}"#);
    assert_eq!(odd.status, 400);
    assert_eq!(text(&folder), before);
    assert_eq!(desk.view()["version"], version);
}

#[test]
fn two_windows_do_not_write_over_each_other() {
    let (folder, desk) = sample();
    let version = desk.view()["version"].clone();
    let step = |value: &str| json!([{ "set": "/headline/title/0", "value": value }]);
    assert_eq!(desk.edit(&version, step("第一个窗口")).status, 200);
    let late = desk.edit(&version, step("第二个窗口"));
    assert_eq!(late.status, 409);
    let now = late.json();
    assert_eq!(now["report"]["headline"]["title"][0], "第一个窗口");
    assert!(text(&folder).contains("第一个窗口"));
    assert_eq!(desk.edit(&now["version"], step("第二个窗口")).status, 200);
}

#[test]
fn undo_goes_back_to_the_letter_also_after_a_restart() {
    let (folder, desk) = sample();
    let mut texts = vec![text(&folder)];
    for value in ["一", "二", "三"] {
        let version = desk.view()["version"].clone();
        assert_eq!(desk.edit(&version, json!([{ "set": "/headline/title/0", "value": value }])).status, 200);
        texts.push(text(&folder));
    }
    assert_eq!(desk.view()["undo"], true);
    assert_eq!(desk.post("undo", &json!({})).json()["redo"], true);
    assert_eq!(text(&folder), texts[2]);
    desk.kill();
    let desk = Desk::start(folder.path());
    for wanted in [1, 0] {
        desk.post("undo", &json!({}));
        assert_eq!(text(&folder), texts[wanted]);
    }
    assert_eq!(desk.view()["undo"], false);
    for wanted in &texts[1..] {
        desk.post("redo", &json!({}));
        assert_eq!(text(&folder), *wanted);
    }
    // A new edit leaves nothing to do again.
    desk.post("undo", &json!({}));
    let version = desk.view()["version"].clone();
    desk.edit(&version, json!([{ "set": "/county", "value": "别县" }]));
    assert_eq!(desk.view()["redo"], false);
}

#[test]
fn letters_typed_one_after_the_other_are_undone_together() {
    let (folder, desk) = sample();
    let before = text(&folder);
    let mut version = desk.view()["version"].clone();
    for value in ["凝", "凝心", "凝心聚"] {
        let body = json!({
            "after": version,
            "ops": [{ "set": "/headline/title/0", "value": value }],
            "caret": { "pointer": "/headline/title/0", "offset": 1 },
        });
        version = desk.post("edit", &body).json()["version"].clone();
    }
    desk.post("undo", &json!({}));
    assert_eq!(text(&folder), before);
}

#[test]
fn nothing_that_was_taken_is_lost_when_the_program_is_killed() {
    let (folder, mut desk) = sample();
    let mut kept = String::new();
    for round in 0..12_u64 {
        let version = desk.view()["version"].clone();
        let value = format!("第{round}次");
        let body = json!({ "after": version, "ops": [{ "set": "/headline/title/0", "value": value }] });
        if round % 3 == 2 {
            // In the middle of an edit: it is taken whole, or not at all.
            let (token, port) = (desk.token.clone(), desk.port);
            let payload = body.to_string();
            std::thread::spawn(move || {
                use std::io::Write as _;
                let mut stream = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
                let head = format!(
                    "POST /{token}/edit HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
                    payload.len()
                );
                let _ = stream.write_all((head + &payload).as_bytes());
                std::thread::sleep(Duration::from_secs(1));
            });
            std::thread::sleep(Duration::from_millis(3 * round));
            desk.kill();
            desk = Desk::start(folder.path());
            let now = desk.view()["report"]["headline"]["title"][0].as_str().unwrap().to_owned();
            assert!(now == value || now == kept, "{round}: {now}");
            kept = now;
        } else {
            assert_eq!(desk.post("edit", &body).status, 200);
            kept = value;
            if round % 3 == 0 {
                desk.kill();
                desk = Desk::start(folder.path());
            }
            assert_eq!(desk.view()["report"]["headline"]["title"][0], kept);
        }
        let value: Value = serde_json::from_str(&text(&folder)).expect("the file is whole");
        assert_eq!(value["headline"]["title"][0], kept);
    }
}

/// The view, once it is another than that of a version.
fn next_view(desk: &Desk, version: &Value) -> Value {
    for _ in 0..100 {
        let view = desk.view();
        if view["version"] != *version {
            return view;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("nothing was seen of what was written outside");
}

#[test]
fn a_change_outside_is_seen_and_can_be_undone() {
    let (folder, desk) = sample();
    let before = text(&folder);
    let version = desk.view()["version"].clone();
    std::fs::write(folder.path().join("report.json"), before.replacen("泾源县", "外县", 1)).unwrap();
    let view = next_view(&desk, &version);
    assert_eq!((&view["report"]["county"], &view["outside"]), (&json!("外县"), &json!(false)));
    desk.post("undo", &json!({}));
    assert_eq!(text(&folder), before);
}

/// Writes something here, and a text outside that knows nothing of it.
fn written_on_both_sides(desk: &Desk, folder: &Folder, here: &Value, outside: impl Fn(&mut Value)) -> Value {
    let before = text(folder);
    let version = desk.view()["version"].clone();
    assert_eq!(desk.post("edit", &json!({ "after": version, "ops": here })).status, 200);
    let version = desk.view()["version"].clone();
    let mut value: Value = serde_json::from_str(&before).unwrap();
    outside(&mut value);
    std::fs::write(folder.path().join("report.json"), serde_json::to_string_pretty(&value).unwrap()).unwrap();
    next_view(desk, &version)
}

#[test]
fn what_was_written_on_both_sides_is_joined() {
    let (folder, desk) = sample();
    let here = json!([{ "set": "/headline/title/0", "value": "这里的" }]);
    let view = written_on_both_sides(&desk, &folder, &here, |report| {
        report["county"] = json!("外县");
        let first = report["sections"][0]["body"].as_array_mut().unwrap();
        first.insert(0, json!("外面加的一段。"));
    });
    let file: Value = serde_json::from_str(&text(&folder)).unwrap();
    for report in [&view["report"], &file] {
        assert_eq!(report["headline"]["title"][0], "这里的");
        assert_eq!(report["county"], "外县");
        assert_eq!(report["sections"][0]["body"][0], "外面加的一段。");
    }
    assert_eq!(view["outside"], false);
}

#[test]
fn one_value_that_was_written_on_both_sides_is_asked_about() {
    let here = json!([{ "set": "/headline/title/0", "value": "这里的" }]);
    for (take, title, other) in [("ours", "这里的", "外面的"), ("theirs", "外面的", "这里的")] {
        let (folder, desk) = sample();
        let view = written_on_both_sides(&desk, &folder, &here, |report| {
            report["headline"]["title"][0] = json!("外面的");
        });
        assert_eq!(
            (&view["outside"], &view["report"]["headline"]["title"][0]),
            (&json!(true), &json!("这里的"))
        );
        assert_eq!(desk.post("outside", &json!({ "take": take })).status, 200);
        let titles = |desk: &Desk| {
            let file: Value = serde_json::from_str(&text(&folder)).unwrap();
            let view = desk.view();
            assert_eq!(view["outside"], false);
            assert_eq!(file["headline"]["title"][0], view["report"]["headline"]["title"][0]);
            file["headline"]["title"][0].as_str().unwrap().to_owned()
        };
        assert_eq!(titles(&desk), title);
        // The other one is not lost.
        desk.post("undo", &json!({}));
        assert_eq!(titles(&desk), other);
    }
}

#[test]
fn what_was_just_written_outside_is_not_written_over() {
    let (folder, desk) = sample();
    let version = desk.view()["version"].clone();
    let outside = text(&folder).replacen("泾源县", "外县", 1);
    std::fs::write(folder.path().join("report.json"), &outside).unwrap();
    let body = json!({ "after": version, "ops": [{ "set": "/headline/title/0", "value": "这里的" }] });
    // Not taken, for it was made on an older report; the answer is the report as it is.
    let answer = desk.post("edit", &body);
    assert_eq!((answer.status, &answer.json()["report"]["county"]), (409, &json!("外县")));
    assert_eq!(text(&folder), outside);
}
