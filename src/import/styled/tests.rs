//! Exported texts read back: unedited they change nothing, edited they change what was edited.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::super::export::docx;
use super::super::export::tests::FULL;
use super::super::merge::Before;
use super::super::spelling::Spelling;
use super::super::{Import, Order, Role, docx as reader, run};
use crate::message::Message;
use crate::report::{Report, said};

/// A report's export.
fn exported(json: &str, photos: &dyn Fn(&str) -> Option<Vec<u8>>) -> Vec<u8> {
    let report: Report = serde_json::from_str(json).unwrap();
    docx(&report, json, photos).unwrap()
}

/// A file with its parts as they come out of `edit`; parts of which nothing comes are left out.
fn edited(bytes: &[u8], edit: &dyn Fn(&str, String) -> Option<String>) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let bytes = match String::from_utf8(bytes) {
            Ok(text) => edit(&name, text).map(String::into_bytes),
            Err(error) => Some(error.into_bytes()),
        };
        if let Some(bytes) = bytes {
            out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            out.write_all(&bytes).unwrap();
        }
    }
    out.finish().unwrap().into_inner()
}

/// A file in whose text some words stand for others, each of which is there once.
fn replaced(bytes: &[u8], pairs: &[(&str, &str)]) -> Vec<u8> {
    edited(bytes, &|name, mut text| {
        if name == "word/document.xml" {
            for (from, to) in pairs {
                assert_eq!(text.matches(from).count(), 1, "{from}");
                text = text.replace(from, to);
            }
        }
        Some(text)
    })
}

/// The same without the report in it.
fn bare(bytes: &[u8]) -> Vec<u8> {
    edited(bytes, &|name, text| {
        (name != "banmian/report.json" && !name.starts_with("customXml/")).then_some(text)
    })
}

/// The paragraph with some words, which only one has.
fn paragraph<'a>(xml: &'a str, words: &str) -> &'a str {
    assert_eq!(xml.matches(words).count(), 1, "{words}");
    let at = xml.find(words).unwrap();
    let start = xml[..at].rfind("<w:p>").unwrap();
    let end = at + xml[at..].find("</w:p>").unwrap() + "</w:p>".len();
    &xml[start..end]
}

fn new_paragraph(style: &str, text: &str) -> String {
    let style = if style.is_empty() {
        String::new()
    } else {
        format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>")
    };
    format!("<w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// The import of a file into a folder with a report.
fn imported(bytes: &[u8], before: Option<Before>) -> Import {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.docx");
    std::fs::write(&path, bytes).unwrap();
    run(&Order { text: path, before, ..Order::default() })
}

fn before(text: &str) -> Before {
    Before { report: value(text), imported: None, text: Some(text.to_owned()) }
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The report that comes of an import, and where it differs from another one.
fn differences(one: &Value, other: &Value) -> Vec<String> {
    fn walk(path: String, one: &Value, other: &Value, out: &mut Vec<String>) {
        match (one, other) {
            (Value::Object(a), Value::Object(b)) => {
                let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
                for name in names {
                    match (a.get(name), b.get(name)) {
                        (Some(a), Some(b)) => walk(format!("{path}/{name}"), a, b, out),
                        _ => out.push(format!("{path}/{name}")),
                    }
                }
            }
            (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
                for (at, (a, b)) in a.iter().zip(b).enumerate() {
                    walk(format!("{path}/{at}"), a, b, out);
                }
            }
            _ if one == other => {}
            _ => out.push(path),
        }
    }
    let mut out = Vec::new();
    walk(String::new(), one, other, &mut out);
    out
}

fn data() -> PathBuf {
    Path::new(file!()).ancestors().nth(4).unwrap().join("data")
}

/// All reports that are tried, with their photos' folders.
fn samples() -> Vec<(String, Option<PathBuf>)> {
    let mut all = vec![(FULL.to_owned(), None)];
    for county in std::fs::read_dir(data()).unwrap() {
        let folder = county.unwrap().path().join("2024");
        if let Ok(json) = std::fs::read_to_string(folder.join("report.json")) {
            all.push((json, Some(folder)));
        }
    }
    assert!(all.len() >= 5);
    all
}

fn yunxiu() -> String {
    std::fs::read_to_string(data().join("yunxiu/2024/report.json")).unwrap()
}

#[test]
fn what_was_not_edited_is_as_it_was() {
    for (json, folder) in samples() {
        let none = |_: &str| None;
        let photos = |file: &str| std::fs::read(folder.as_ref()?.join(file)).ok();
        for file in [exported(&json, &none), exported(&json, &photos)] {
            let (document, _) = reader::parse(&file).unwrap();
            let back = super::read(&document, &value(&json), &Spelling::of(&json)).unwrap();
            assert_eq!(differences(&back.report, &value(&json)), Vec::<String>::new());
            assert_eq!(back.report, value(&json));
            assert_eq!(back.took.len(), back.pointers.len());
            for (part, pointer) in back.took.iter().zip(&back.pointers) {
                let pointer = pointer.as_ref().unwrap_or_else(|| panic!("{part:?}"));
                assert!(back.report.pointer(pointer).is_some(), "{pointer}");
                assert!(part.doubt.is_none(), "{part:?}");
            }
            assert!(back.left_out.is_empty());
            // With what was set since, with the last import known, with nothing but the report, and with nothing at all.
            let mut set = value(&json);
            set["sections"][0]["importance"] = json!("brief");
            let set = serde_json::to_string(&set).unwrap();
            for file in [file.clone(), bare(&file)] {
                let import = imported(&file, Some(before(&set)));
                assert_eq!(import.report.as_deref(), Some(&*set));
                assert!(import.changes.is_empty(), "{:#?}", import.changes);
                let known = Before { imported: Some(value(&json)), ..before(&set) };
                let import = imported(&file, Some(known));
                assert_eq!(import.report.as_deref(), Some(&*set));
                assert!(import.changes.is_empty(), "{:#?}", import.changes);
            }
            let import = imported(&file, None);
            assert_eq!(import.report.as_deref(), Some(&*json));
        }
    }
}

/// A file is imported where the report is as it was, with what was set by hand, without the report in it: each time what
/// differs is what is wanted.
fn only(json: &str, file: &[u8], wanted: &[(&str, Value)]) {
    let base = value(json);
    let mut by_hand = base.clone();
    by_hand["sections"][0]["importance"] = json!("brief");
    by_hand["exceptions"] = json!([{ "check": "x", "text": "y" }]);
    if by_hand["photos"].is_array() {
        by_hand["photos"][0]["focus"] = json!([0.25, 0.5]);
    }
    let text = serde_json::to_string_pretty(&by_hand).unwrap();
    let plain = |import: &Import| value(import.report.as_ref().unwrap());
    let known = |text: &str| Before { imported: Some(base.clone()), ..before(text) };
    let without = bare(file);
    for (file, at, own) in [
        (file, before(json), &base),
        (file, before(&text), &by_hand),
        (&without, known(json), &base),
        (&without, known(&text), &by_hand),
        (&without, before(json), &base),
        (&without, before(&text), &by_hand),
    ] {
        let import = imported(file, Some(at));
        let report = plain(&import);
        for (pointer, wanted) in wanted {
            assert_eq!(report.pointer(pointer).unwrap_or(&Value::Null), wanted, "{pointer}");
        }
        let mut pointers: Vec<&str> = wanted.iter().map(|(pointer, _)| *pointer).collect();
        pointers.sort_unstable();
        assert_eq!(differences(own, &report), pointers);
        assert!(!import.changes.is_empty());
        assert!(import.changes.iter().all(|change| !change.conflict), "{:#?}", import.changes);
        assert!(import.findings.iter().all(|finding| finding.severity < crate::diagnostic::Severity::Error));
    }
}

/// A report with words that are easy to find.
const SMALL: &str = r#"{
  "format": 1, "county": "云岭县", "year": 2024,
  "folio": { "paper": "云岭时报", "date": "2025-01-10", "page": "5", "staff": [{ "role": "责任编辑", "name": "甲乙" }] },
  "headline": { "kicker": "把会开到田边", "title": ["云岭一年", "步步有声"], "subtitle": "——年度纪事" },
  "lead": ["这一年立案{total}提案。"],
  "metrics": [
    { "id": "total", "label": "立案提案", "value": 12.40, "unit": "件", "series": [{ "year": 2023, "value": 80 }, { "year": 2024, "value": 12.40 }] },
    { "id": "done", "label": "办成提案", "value": 51, "unit": "件" } ],
  "sections": [
    { "id": "shui", "heading": ["清水到户"], "byline": "通讯员　丙",
      "body": ["去年立案{total}，今年**办成**得更多，__石望川__说好。[^1]", "第二段说的是水管和路灯。", { "subhead": "管护有人" },
        { "list": ["第一件是水；", "第二件是灯。"] }, { "quote": { "text": "水甜了。", "from": "老李" } },
        { "box": { "kind": "background", "title": "什么是管护", "paragraphs": ["管护就是看着水管。"] } },
        { "table": { "title": "三年对照", "header": ["年份", "件数"], "rows": [["2022年", "71"], ["2023年", "80"]], "note": "数据来自县里" } },
        { "timeline": [{ "time": "三月", "text": "开工。" }, { "time": "六月", "text": "通水。" }] }],
      "notes": ["立案以登记为准。"], "photos": ["guan"], "quote": { "text": "事情虽小，件件连着人心" } },
    { "id": "lu", "heading": ["路灯亮了"], "body": ["夜里走路不再怕黑。", "灯是太阳能的。"], "photos": ["deng"] } ],
  "photos": [ { "id": "guan", "file": "photos/guan.jpg", "caption": "村民在接水。", "credit": "丁 摄" },
    { "id": "deng", "file": "photos/deng.jpg", "caption": "新装的路灯。" } ],
  "credits": "本版图片由县里提供", "extra": { "slogan": "为民" }
}"#;

fn small(pairs: &[(&str, &str)], wanted: &[(&str, Value)]) {
    let file = exported(SMALL, &|_| None);
    only(SMALL, &replaced(&file, pairs), wanted);
}

#[test]
fn edited_words_keep_what_was_set_around_them() {
    let text = |text: &str| json!(text);
    small(
        &[("得更多，", "得比去年更多，")],
        &[("/sections/0/body/0", text("去年立案{total}，今年**办成**得比去年更多，__石望川__说好。[^1]"))],
    );
    // A figure of which a part was changed is none any more.
    small(
        &[("去年立案12.40件", "去年立案12.50件")],
        &[("/sections/0/body/0", text("去年立案12.50件，今年**办成**得更多，__石望川__说好。[^1]"))],
    );
    // What was made bold, and what has braces.
    small(
        &[(
            "第二段说的是",
            "第二段</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{说}</w:t></w:r><w:r><w:t>的是",
        )],
        &[("/sections/0/body/1", text("第二段**{{说}}**的是水管和路灯。"))],
    );
    small(&[("清水到户", "清水进家")], &[("/sections/0/heading/0", text("清水进家"))]);
    small(&[("步步有声", "步步有回声")], &[("/headline/title/1", text("步步有回声"))]);
    small(&[("把会开到田边", "全不一样")], &[("/headline/kicker", text("全不一样"))]);
    small(&[("村民在接水。", "村民在院里接水。")], &[("/photos/0/caption", text("村民在院里接水。"))]);
    small(&[("丁 摄", "戊 摄")], &[("/photos/0/credit", text("戊 摄"))]);
    small(&[("管护有人", "管护靠人")], &[("/sections/0/body/2/subhead", text("管护靠人"))]);
    small(&[("第二件是灯。", "第二件是路灯。")], &[("/sections/0/body/3/list/1", text("第二件是路灯。"))]);
    small(&[("——老李", "——老王")], &[("/sections/0/body/4/quote/from", text("老王"))]);
    small(
        &[("背景：什么是管护", "链接：什么叫管护")],
        &[
            ("/sections/0/body/5/box/kind", text("link")),
            ("/sections/0/body/5/box/title", text("什么叫管护")),
        ],
    );
    small(&[(">71<", ">72<")], &[("/sections/0/body/6/table/rows/0/1", text("72"))]);
    small(&[("开工。", "动工。")], &[("/sections/0/body/7/timeline/0/text", text("动工。"))]);
    small(&[("事情虽小，", "事虽小，")], &[("/sections/0/quote/text", text("事虽小，件件连着人心"))]);
    small(&[(">为民<", ">为了民<")], &[("/extra/slogan", text("为了民"))]);
    small(
        &[("2025年1月10日　第5版", "2025年1月11日　第6版")],
        &[("/folio/date", text("2025-01-11")), ("/folio/page", text("6"))],
    );
    small(&[("责任编辑：甲乙", "责任编辑：甲丙")], &[("/folio/staff/0/name", text("甲丙"))]);
    small(&[("这一年立案", "这一年全县立案")], &[("/lead/0", text("这一年全县立案{total}提案。"))]);
}

#[test]
fn figures_are_taken_from_their_table() {
    small(&[(">51<", ">52.50<")], &[("/metrics/1/value", json!(52.5))]);
    // Where the text says the same, it goes on referring to it.
    let file = exported(SMALL, &|_| None);
    let file = edited(&file, &|name, text| {
        let text = if name == "word/document.xml" { text.replace("12.40", "13.60") } else { text };
        Some(text)
    });
    only(SMALL, &file, &[("/metrics/0/value", json!(13.6)), ("/metrics/0/series/1/value", json!(13.6))]);
    // A number is written as it was typed, and the others as they were.
    let file = replaced(&exported(SMALL, &|_| None), &[(">51<", ">52.50<")]);
    let report = imported(&file, Some(before(SMALL))).report.unwrap();
    assert!(report.contains("\"value\": 52.50") && report.contains("\"value\": 12.40"), "{report}");
    // What is no number is told.
    let file = replaced(&exported(SMALL, &|_| None), &[(">51<", ">五十<")]);
    let import = imported(&file, Some(before(SMALL)));
    assert_eq!(import.report.as_deref(), Some(SMALL));
    assert!(
        import
            .took
            .iter()
            .any(|part| part.doubt.as_ref().is_some_and(|doubt| doubt.key() == "import-doubt.back-figure"))
    );
}

/// The report of an edited text, made of the paragraph with some words.
fn with(words: &str, edit: &dyn Fn(&str) -> String) -> (Vec<u8>, Value) {
    let file = edited(&exported(SMALL, &|_| None), &|name, text| {
        if name != "word/document.xml" {
            return Some(text);
        }
        let old = paragraph(&text, words).to_owned();
        Some(text.replace(&old, &edit(&old)))
    });
    let report = value(&imported(&file, Some(before(SMALL))).report.unwrap());
    (file, report)
}

/// A report's body with changes in it.
fn body(section: usize, change: &dyn Fn(&mut Vec<Value>)) -> Value {
    let mut body = value(SMALL)["sections"][section]["body"].as_array().unwrap().clone();
    change(&mut body);
    json!(body)
}

#[test]
fn paragraphs_come_and_go() {
    let after = |new: String| move |old: &str| format!("{old}{new}");
    let gone = |_: &str| String::new();
    let (file, _) = with("第二段说的是", &after(new_paragraph("BanmianText", "新来的一段。")));
    only(SMALL, &file, &[("/sections/0/body", body(0, &|body| body.insert(2, json!("新来的一段。"))))]);
    let (file, _) = with("第二段说的是", &gone);
    only(SMALL, &file, &[("/sections/0/body", body(0, &|body| drop(body.remove(1))))]);
    let (file, _) = with("第一件是水", &gone);
    only(SMALL, &file, &[("/sections/0/body/3/list", json!(["第二件是灯。"]))]);
    let (file, _) = with("第二件是灯", &after(new_paragraph("BanmianEntry", "第三件。")));
    only(SMALL, &file, &[("/sections/0/body/3/list", json!(["第一件是水；", "第二件是灯。", "第三件。"]))]);
    // A plain paragraph of a reviewer is told.
    let (file, _) = with("夜里走路", &after(new_paragraph("", "批注人写的一段。")));
    only(SMALL, &file, &[("/sections/1/body", body(1, &|body| body.insert(1, json!("批注人写的一段。"))))]);
    let import = imported(&file, Some(before(SMALL)));
    let doubts: Vec<_> =
        import.took.iter().filter_map(|part| part.doubt.as_ref()).map(Message::key).collect();
    assert_eq!(doubts, ["import-doubt.back-style"]);
    // A photo goes with its caption.
    let (file, _) = with("新装的路灯", &gone);
    let (_, report) = with("新装的路灯", &gone);
    assert_eq!(report["photos"].as_array().unwrap().len(), 1);
    assert_eq!(report["sections"][1].get("photos").and_then(Value::as_array).map_or(0, Vec::len), 0);
    assert_eq!(
        imported(&file, Some(before(SMALL))).took.iter().filter(|part| part.role == Role::Caption).count(),
        1
    );
    // A box that lost its text and title.
    let (_, report) = with("数据来自县里", &gone);
    assert_eq!(differences(&value(SMALL), &report), ["/sections/0/body/6/table/note"]);
    // The mark of a note and with it the note.
    let (_, report) = with("石望川", &|old| {
        let start = old.find("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/>").unwrap();
        let end = start + old[start..].find("</w:r>").unwrap() + "</w:r>".len();
        format!("{}{}", &old[..start], &old[end..])
    });
    assert_eq!(differences(&value(SMALL), &report), ["/sections/0/body/0", "/sections/0/notes"]);
    // Extract of a section and of the folio.
    let (_, report) = with("事情虽小", &gone);
    assert_eq!(differences(&value(SMALL), &report), ["/sections/0/quote"]);
    let (_, report) = with("云岭时报", &|old| old.replace("　第5版", ""));
    assert_eq!(differences(&value(SMALL), &report), ["/folio/page"]);
}

#[test]
fn sections_come_and_go() {
    let new = new_paragraph("BanmianHeading", "新的一节") + &new_paragraph("BanmianText", "它的正文。");
    let (_, report) = with("路灯亮了", &|old| format!("{new}{old}"));
    let sections = report["sections"].as_array().unwrap();
    assert_eq!(sections.len(), 3);
    let old = value(SMALL);
    assert_eq!(sections[0], old["sections"][0]);
    assert_eq!(sections[2], old["sections"][1]);
    assert_eq!(
        (&sections[1]["heading"], &sections[1]["body"]),
        (&json!(["新的一节"]), &json!(["它的正文。"]))
    );
    // A heading in the midst of a section takes what follows it.
    let (_, report) = with("灯是太阳能的", &|old| new_paragraph("BanmianHeading", "另起一节") + old);
    let sections = report["sections"].as_array().unwrap();
    assert_eq!(sections[1]["body"], json!(["夜里走路不再怕黑。"]));
    assert_eq!(
        (&sections[2]["heading"], &sections[2]["body"]),
        (&json!(["另起一节"]), &json!(["灯是太阳能的。"]))
    );
    assert_eq!((&sections[0], &report["photos"]), (&old["sections"][0], &old["photos"]));
    assert_eq!(sections[2]["photos"], json!(["deng"]));
    // A section that is gone as a whole.
    let file = edited(&exported(SMALL, &|_| None), &|name, mut text| {
        for words in ["路灯亮了", "夜里走路", "灯是太阳能的", "新装的路灯"]
            .iter()
            .filter(|_| name == "word/document.xml")
        {
            text = text.replace(paragraph(&text, words).to_owned().as_str(), "");
        }
        Some(text)
    });
    let report = value(&imported(&file, Some(before(SMALL))).report.unwrap());
    assert_eq!(report["sections"], json!([old["sections"][0]]));
    assert_eq!(report["photos"], json!([old["photos"][0]]));
    assert_eq!(report["metrics"], old["metrics"]);
}

#[test]
fn moved_paragraphs_keep_their_marks() {
    let file = edited(&exported(SMALL, &|_| None), &|name, text| {
        if name != "word/document.xml" {
            return Some(text);
        }
        let (first, second) =
            (paragraph(&text, "石望川").to_owned(), paragraph(&text, "第二段说的是").to_owned());
        Some(text.replace(&second, "").replace(&first, &format!("{second}{first}")))
    });
    let report = value(&imported(&file, Some(before(SMALL))).report.unwrap());
    let body = body(0, &|body| body.swap(0, 1));
    assert_eq!(differences(&value(SMALL), &report), ["/sections/0/body/0", "/sections/0/body/1"]);
    assert_eq!(report["sections"][0]["body"], body);
}

#[test]
fn notes_are_read_with_their_marks() {
    let note = |name: &str, text: String, id: u32, says: &str| match name {
        "word/footnotes.xml" => {
            let note = format!(
                "<w:footnote w:id=\"{id}\"><w:p><w:r><w:t>{says}</w:t></w:r></w:p></w:footnote></w:footnotes>"
            );
            text.replace("</w:footnotes>", &note)
        }
        "word/document.xml" => {
            let words = "夜里走路不再怕黑</w:t>";
            assert!(text.contains("夜里走路不再怕黑。</w:t>"));
            let mark =
                format!("{words}</w:r><w:r><w:footnoteReference w:id=\"{id}\"/></w:r><w:r><w:t>。</w:t>");
            text.replace("夜里走路不再怕黑。</w:t>", &mark)
        }
        _ => text,
    };
    let file = edited(&exported(SMALL, &|_| None), &|name, text| Some(note(name, text, 7, "灯有{三}百盏。")));
    let report = value(&imported(&file, Some(before(SMALL))).report.unwrap());
    assert_eq!(differences(&value(SMALL), &report), ["/sections/1/body/0", "/sections/1/notes"]);
    assert_eq!(report["sections"][1]["body"][0], "夜里走路不再怕黑[^1]。");
    assert_eq!(report["sections"][1]["notes"], json!(["灯有{{三}}百盏。"]));
    // What a note says.
    let file = edited(&exported(SMALL, &|_| None), &|name, text| {
        Some(if name == "word/footnotes.xml" {
            text.replace("以登记为准", "以公告为准")
        } else {
            text
        })
    });
    only(SMALL, &file, &[("/sections/0/notes/0", json!("立案以公告为准。"))]);
    // Of two notes the first one goes, and the other has its number.
    let json = FULL.replace("又[^1]", "又");
    let file = edited(&exported(&json, &|_| None), &|name, text| {
        let mark = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"1\"/></w:r>";
        assert!(name != "word/document.xml" || text.contains(mark));
        Some(if name == "word/document.xml" { text.replace(mark, "") } else { text })
    });
    let report = value(&imported(&file, Some(before(&json))).report.unwrap());
    assert_eq!(report["sections"][0]["notes"], json!(["注[二](https://b.cn)", "没有人提到"]));
    assert_eq!(report["sections"][0]["body"][8]["timeline"][0]["text"], "事[^1]");
}

#[test]
fn a_paragraph_divided_in_two_loses_no_words() {
    let (_, report) = with("石望川", &|old| {
        let cut = "得更多，</w:t></w:r>";
        assert!(old.contains(cut));
        old.replace(cut, "得更多，</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"BanmianText\"/></w:pPr>")
    });
    let body = report["sections"][0]["body"].as_array().unwrap();
    assert_eq!(body[0], "去年立案{total}，今年**办成**得更多，");
    assert_eq!(body[1], "__石望川__说好。[^1]");
    assert_eq!(report["sections"][0]["notes"], value(SMALL)["sections"][0]["notes"]);
}

#[test]
fn both_sides_are_heard() {
    let json = yunxiu();
    let file = replaced(&exported(&json, &|_| None), &[("梯田垄上绘新图", "梯田垄上画新图")]);
    let mut by_hand = value(&json);
    by_hand["lead"][1] = json!("手改的一段。");
    by_hand["sections"][1]["importance"] = json!("brief");
    let import = imported(&file, Some(before(&by_hand.to_string())));
    let report = value(&import.report.unwrap());
    assert_eq!(differences(&by_hand, &report), ["/headline/title/1"]);
    // The same line changed on both sides is for the clerk to decide.
    by_hand["headline"]["title"][1] = json!("梯田垄上写新图");
    let import = imported(&file, Some(before(&by_hand.to_string())));
    assert!(import.changes.iter().any(|change| change.conflict));
}

#[test]
fn lost_styles_are_judged() {
    let json = yunxiu();
    let file = exported(&json, &|_| None);
    // Other ids for the same names say the same.
    let renamed = edited(&file, &|name, text| {
        Some(if name.starts_with("word/") { text.replace("\"Banmian", "\"a1b2") } else { text })
    });
    let import = imported(&renamed, Some(before(&json)));
    assert_eq!(import.report.as_deref(), Some(&*json));
    // No styles at all: judged by looks, with doubts, and the report is not overwritten silently.
    let lost = edited(&file, &|name, mut text| {
        while name == "word/document.xml" && text.contains("<w:pStyle") {
            let start = text.find("<w:pStyle").unwrap();
            let end = start + text[start..].find("/>").unwrap() + 2;
            text.replace_range(start..end, "");
        }
        Some(text)
    });
    let import = imported(&lost, Some(before(&json)));
    assert!(import.findings.iter().any(|finding| finding.code == "import-back"));
    assert!(import.took.iter().any(|part| part.doubt.is_some()));
    // A report that cannot be read is none.
    let broken =
        edited(&file, &|name, text| Some(if name == "banmian/report.json" { "{".to_owned() } else { text }));
    assert!(imported(&broken, None).report.is_some() || !imported(&broken, None).findings.is_empty());
    assert_eq!(imported(&broken, Some(before(&json))).report.as_deref(), Some(&*json));
}

#[test]
fn no_edit_stops_it() {
    let file = exported(SMALL, &|_| None);
    let (document, _) = reader::parse(&file).unwrap();
    let base = value(SMALL);
    // Any parts left out, twice or turned round.
    for step in 1..7 {
        for start in 0..document.pieces.len() {
            let mut odd = document.clone();
            let pieces = odd.pieces.clone();
            odd.pieces =
                pieces.iter().skip(start).step_by(step).chain(pieces.iter().take(start)).cloned().collect();
            if step == 2 {
                odd.pieces.reverse();
            }
            let back = super::read(&odd, &base, &Spelling::of(SMALL)).unwrap();
            assert_eq!(back.took.len(), back.pointers.len());
            for pointer in back.pointers.iter().flatten() {
                assert!(back.report.pointer(pointer).is_some(), "{pointer}");
            }
            // Every word is somewhere, whatever became of it.
            let report: Report = serde_json::from_str(&back.spelling.text(&back.report)).unwrap();
            let said: Vec<String> = said(&report).iter().map(|said| said.shown(&report.metrics)).collect();
            for part in &back.took {
                let text = part.text();
                let text =
                    ["提要：", "背景：", "——老李"].iter().fold(text, |text, word| text.replace(word, ""));
                let odd = matches!(part.role, Role::Folio | Role::Staff) || part.text() == "数据";
                let there = said.iter().any(|said| said.replace('①', "").contains(text.trim()));
                assert!(odd || there, "{step} {start} {part:?}");
            }
        }
    }
}
