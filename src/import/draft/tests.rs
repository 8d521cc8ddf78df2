//! Judged parts become a report.

use serde_json::{Value, json};

use super::super::document::{Cell, Document, Grid, Paragraph, Piece, Place, Run, Where};
use super::super::figures::Taken;
use super::super::photos::{Placed, TakenPhoto};
use super::super::taken::{Judged, Role};
use super::facts::About;
use super::{gather, pictures, write};

fn part(role: Role, text: &str) -> Judged {
    let runs = vec![Run { text: text.into(), ..Run::default() }];
    Judged {
        role,
        place: Place::default(),
        runs,
        taken_off: String::new(),
        grid: None,
        picture: None,
        doubt: None,
    }
}

fn picture(number: usize, paragraph: usize) -> Judged {
    let place = Place { at: Where::Text, number: paragraph };
    Judged { picture: Some(number), place, runs: Vec::new(), ..part(Role::Picture, "") }
}

fn table(rows: &[&[&str]]) -> Judged {
    let cell = |text: &&str| {
        let runs = vec![Run { text: (*text).to_owned(), ..Run::default() }];
        let paragraph = Piece::Paragraph(Paragraph { runs, ..Paragraph::default() });
        Cell { pieces: vec![paragraph], columns: 1, joined: false }
    };
    let rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let grid = Grid { place: Place::default(), rows, ruled: true };
    Judged { grid: Some(grid), runs: Vec::new(), ..part(Role::Table, "") }
}

/// The report of some parts, with a photo for each place, and where each part stands in it.
fn report(document: &Document, took: &[Judged]) -> (Value, Vec<Option<String>>) {
    let mut outline = gather::gather(document, took);
    pictures::scenes(&mut outline, took);
    outline.fit();
    let photo = |candidate| TakenPhoto {
        candidate: Some(candidate),
        name: format!("{candidate}.jpg"),
        bytes: vec![1],
        ..TakenPhoto::default()
    };
    let placed = Placed { photos: (0..outline.candidates().len()).map(photo).collect(), ..Placed::default() };
    let about = About { county: "云岭县".into(), year: 2024, missing: Vec::new() };
    let written = write::write(&outline, &about, &Taken::default(), &placed, took.len());
    let text = serde_json::to_string(&written.report).unwrap();
    let read = crate::report::read_text(text, "report.json");
    assert!(read.is_ok(), "{:#?}", read.err());
    (written.report, written.pointers)
}

#[test]
fn every_part_has_its_place() {
    let subtitle = Judged { taken_off: "——".into(), ..part(Role::Subtitle, "2024年回顾") };
    let took = [
        part(Role::Kicker, "引题"),
        part(Role::Title, "上联"),
        part(Role::Title, "下联"),
        subtitle,
        part(Role::Byline, "本报记者　某某"),
        part(Role::Folio, "云岭时报"),
        part(Role::Folio, "2025年1月10日"),
        part(Role::Lead, "导语一。"),
        part(Role::EditorNote, "编者按的话。"),
        part(Role::Heading, "第一"),
        part(Role::Heading, "两行"),
        part(Role::Byline, "通讯员　某某"),
        part(Role::EditorNote, "这一部分的按语。"),
        part(Role::Text, "正文{一}。"),
        part(Role::Subhead, "小标题"),
        part(Role::Text, "小标题下。"),
        part(Role::Entry, "第一件；"),
        part(Role::Entry, "第二件。"),
        part(Role::TableTitle, "三年对照"),
        table(&[&["年份", "件数"], &["2023年", "85"]]),
        part(Role::TableNote, "数据来自办公室"),
        part(Role::BoxTitle, "背景资料"),
        part(Role::BoxText, "背景的话。"),
        part(Role::Saying, "说得好——某委员"),
        part(Role::Heading, "第二"),
        part(Role::Text, "第二的正文。"),
        part(Role::Credits, "本版图片由某某提供"),
        part(Role::Staff, "责任编辑：某某"),
        part(Role::LeftOut, "第1页"),
    ];
    let (report, pointers) = report(&Document::default(), &took);
    assert_eq!(report["headline"]["title"], json!(["上联", "下联"]));
    assert_eq!(report["headline"]["subtitle"], "——2024年回顾");
    assert_eq!(report["folio"]["paper"], "云岭时报");
    assert_eq!(report["folio"]["date"], "2025-01-10");
    assert_eq!(report["folio"]["staff"][0], json!({ "role": "责任编辑", "name": "某某" }));
    assert_eq!(report["lead"], json!(["导语一。", "编者按的话。"]));
    let first = &report["sections"][0];
    assert_eq!(first["heading"], json!(["第一", "两行"]));
    assert_eq!(first["byline"], "通讯员　某某");
    assert_eq!(first["editor_note"], "这一部分的按语。");
    let body = json!([
        "正文{{一}}。",
        { "subhead": "小标题" },
        "小标题下。",
        { "list": ["第一件；", "第二件。"] },
        { "table": { "title": "三年对照", "header": ["年份", "件数"], "rows": [["2023年", "85"]], "note": "数据来自办公室" } },
        { "box": { "kind": "background", "title": "背景资料", "paragraphs": ["背景的话。"] } },
        { "quote": { "text": "说得好", "from": "某委员" } },
    ]);
    assert_eq!(first["body"], body);
    assert_eq!(report["credits"], "本版图片由某某提供");
    // Each part says where it stands; the page's number stands nowhere.
    for (part, pointer) in took.iter().zip(&pointers) {
        match pointer {
            Some(pointer) => assert!(report.pointer(pointer).is_some(), "{pointer}"),
            None => assert_eq!(part.role, Role::LeftOut, "{part:?}"),
        }
    }
}

#[test]
fn captions_find_their_pictures() {
    let captions = |took: &[Judged]| -> Vec<(Option<String>, Option<String>)> {
        let (report, _) = report(&Document::default(), took);
        let text = |photo: &Value, name: &str| photo[name].as_str().map(str::to_owned);
        let photos = report["photos"].as_array().unwrap();
        photos.iter().map(|photo| (text(photo, "caption"), text(photo, "credit"))).collect()
    };
    let head = || vec![part(Role::Title, "题"), part(Role::Heading, "部分"), part(Role::Text, "文。")];
    let with = |parts: Vec<Judged>| captions(&[head(), parts].concat());
    let pair = |caption: &str, credit: Option<&str>| (Some(caption.to_owned()), credit.map(str::to_owned));
    let caption = |text: &str| part(Role::Caption, text);
    // Below the picture, above it, with a credit each.
    let below = vec![picture(0, 3), caption("甲"), part(Role::Credit, "某摄"), picture(1, 5), caption("乙")];
    assert_eq!(with(below), [pair("甲", Some("某摄")), pair("乙", None)]);
    let above = vec![caption("甲"), picture(0, 3), caption("乙"), picture(1, 5)];
    assert_eq!(with(above), [pair("甲", None), pair("乙", None)]);
    // Two side by side, then their two captions.
    let rows = vec![picture(0, 3), picture(1, 3), caption("甲"), caption("乙")];
    assert_eq!(with(rows), [pair("甲", None), pair("乙", None)]);
    // Pictures without a caption keep to themselves; a caption alone waits for a photo of the folder.
    let bare = vec![picture(0, 3), part(Role::Text, "文。"), picture(1, 5), caption("乙")];
    assert_eq!(with(bare), [(None, None), pair("乙", None)]);
    assert_eq!(with(vec![caption("甲")]), [pair("甲", None)]);
    // One caption for three pictures of one paragraph: a group.
    let took = [head(), vec![picture(0, 3), picture(1, 3), picture(2, 3), caption("三张")]].concat();
    let (report, _) = report(&Document::default(), &took);
    assert_eq!(report["photos"][0]["caption"], "三张");
    assert_eq!(report["photos"][2]["group"], report["photos"][0]["group"]);
    assert!(report["photos"][0]["group"].is_string());
    assert_eq!(report["sections"][0]["photos"].as_array().unwrap().len(), 3);
}

#[test]
fn notes_are_numbered_in_their_section() {
    let note = |text: &str| {
        vec![Paragraph { runs: vec![Run { text: text.into(), ..Run::default() }], ..Paragraph::default() }]
    };
    let document = Document {
        notes: vec![note("导语的注。"), note("甲注。"), note(&"长".repeat(300))],
        ..Document::default()
    };
    let noted = |role, text: &str, note| {
        let runs = vec![Run { text: text.into(), note: Some(note), ..Run::default() }];
        Judged { runs, ..part(role, "") }
    };
    let took = [
        part(Role::Title, "题"),
        noted(Role::Lead, "导语", 0),
        part(Role::Note, "导语的注。"),
        part(Role::Heading, "部分"),
        noted(Role::Text, "正文", 1),
        part(Role::Note, "甲注。"),
        noted(Role::Text, "长注", 2),
    ];
    let (report, pointers) = report(&document, &took);
    assert_eq!(report["lead"][0], "导语（导语的注。）");
    assert_eq!(report["sections"][0]["body"][0], "正文[^1]");
    assert_eq!(report["sections"][0]["notes"], json!(["甲注。"]));
    assert_eq!(pointers[5].as_deref(), Some("/sections/0/notes/0"));
    // A note that is longer than notes are stands in brackets.
    assert_eq!(report["sections"][0]["body"][1].as_str().unwrap().chars().count(), 304);
}

#[test]
fn what_is_too_long_for_its_place_is_kept_elsewhere() {
    let long = "长".repeat(65);
    let took = [
        part(Role::Title, "题"),
        part(Role::Kicker, &long),
        part(Role::Heading, &"题".repeat(100)),
        part(Role::Subhead, &long),
        part(Role::Text, "文。"),
        table(&[&["一", "二", "三", "四", "五", "六", "七"], &["1", "2", "3", "4", "5", "6", "7"]]),
        part(Role::BoxText, &"框".repeat(301)),
        part(Role::Caption, &"说".repeat(201)),
    ];
    let (report, pointers) = report(&Document::default(), &took);
    assert_eq!(report["lead"][0], json!(long));
    let body = report["sections"][0]["body"].as_array().unwrap();
    assert_eq!(body[0], json!("题".repeat(100)));
    assert_eq!(body[1], json!(long));
    assert_eq!(body[3], json!({ "list": ["一　二　三　四　五　六　七", "1　2　3　4　5　6　7"] }));
    assert_eq!(body[4], json!("框".repeat(301)));
    assert_eq!(body[5], json!("说".repeat(201)));
    assert!(pointers.iter().all(Option::is_some), "{pointers:?}");
}
