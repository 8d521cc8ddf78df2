//! Exported texts: well-formed, whole, the same every time.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use quick_xml::events::Event;

use super::{REPORT_PART, docx};
use crate::report::inline::{Style, marked};
use crate::report::{Report, resolve, said};

/// The parts of a file by their names.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

/// The paragraphs of a part: each one's style and letters. That it is well-formed is looked at on the way.
fn paragraphs(xml: &[u8]) -> Vec<(String, String)> {
    let mut reader = quick_xml::Reader::from_reader(xml);
    reader.config_mut().check_end_names = true;
    let mut found: Vec<(String, String)> = Vec::new();
    let mut depth = 0_i32;
    loop {
        let event = reader.read_event().unwrap();
        let named = |start: &quick_xml::events::BytesStart| -> String {
            for attribute in start.attributes() {
                attribute.unwrap();
            }
            let style = start.try_get_attribute("w:val").unwrap();
            style.map(|style| style.value.into_owned()).unwrap_or_default()
        };
        match &event {
            Event::Start(start) => {
                depth += 1;
                named(start);
                if start.name().as_ref() == "w:p" {
                    found.push((String::new(), String::new()));
                }
            }
            Event::Empty(start) => {
                let value = named(start);
                let Some(last) = found.last_mut() else { continue };
                match start.name().as_ref() {
                    "w:pStyle" => last.0 = value,
                    "w:br" => last.1.push('\n'),
                    _ => {}
                }
            }
            Event::Text(text) => {
                if let Some(last) = found.last_mut() {
                    last.1.push_str(text);
                }
            }
            Event::GeneralRef(name) => {
                let sign = match &**name {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "quot" => "\"",
                    other => panic!("&{other};"),
                };
                if let Some(last) = found.last_mut() {
                    last.1.push_str(sign);
                }
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    found
}

fn all_paragraphs(parts: &BTreeMap<String, Vec<u8>>) -> Vec<(String, String)> {
    ["word/document.xml", "word/footnotes.xml"].iter().flat_map(|name| paragraphs(&parts[*name])).collect()
}

fn letters(text: &str) -> BTreeMap<char, usize> {
    let mut found = BTreeMap::new();
    for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
        *found.entry(letter).or_default() += 1;
    }
    found
}

/// The letters that an export adds: words before a box's title, marks before names, heads of the figures.
fn added(report: &Report) -> String {
    use crate::report::{AsideKind, Block, Item};
    let mut out = String::new();
    if let Some(folio) = &report.folio {
        out.push_str(if folio.page.is_some() { "第版" } else { "" });
        out.push_str(&"：".repeat(folio.staff.len()));
    }
    for section in &report.sections {
        if let Some(quote) = &section.quote {
            out.push_str("提要：");
            out.push_str(if quote.from.is_some() { "——" } else { "" });
        }
        for block in section.body.iter().filter_map(Item::block) {
            match block {
                Block::Quote(saying) if saying.from.is_some() => out.push_str("——"),
                Block::Box(aside) => {
                    out.push_str(match aside.kind {
                        AsideKind::Link => "链接",
                        AsideKind::Background => "背景",
                        AsideKind::Voice => "声音",
                    });
                    out.push_str(if aside.title.is_some() { "：" } else { "" });
                }
                _ => {}
            }
        }
    }
    if !report.metrics.is_empty() {
        out.push_str("数据指标数值单位");
        let mut years: Vec<u32> =
            report.metrics.iter().flat_map(|metric| &metric.series).map(|point| point.year).collect();
        years.sort_unstable();
        years.dedup();
        for year in years {
            out.push_str(&format!("{year}年"));
        }
        for metric in &report.metrics {
            metric.series.iter().for_each(|point| out.push_str(point.value.as_str()));
            out.push_str(metric.previous.as_ref().map_or("", |figure| figure.as_str()));
        }
        if report.metrics.iter().any(|metric| metric.previous.is_some()) {
            out.push_str("上年");
        }
    }
    out
}

/// A report's export, after everything that holds of every one was looked at.
fn exported(json: &str, photos: &dyn Fn(&str) -> Option<Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let report: Report = serde_json::from_str(json).unwrap();
    let bytes = docx(&report, json, photos).unwrap();
    assert_eq!(bytes, docx(&report, json, photos).unwrap(), "other bytes the second time");
    let parts = parts(&bytes);
    for (name, part) in &parts {
        if name != REPORT_PART && !name.starts_with("word/media/") {
            paragraphs(part);
        }
    }
    // Every relation leads to a part, and every part is led to.
    for (name, part) in parts.iter().filter(|(name, _)| name.contains("_rels/")) {
        let folder = name.split("_rels").next().unwrap();
        for target in String::from_utf8(part.clone()).unwrap().split("Target=\"").skip(1) {
            let (target, rest) = target.split_once('"').unwrap();
            if !rest.starts_with(" TargetMode=\"External\"") {
                let path = format!("{folder}{target}").replace("word/../", "");
                assert!(parts.contains_key(&path), "{path}");
            }
        }
    }
    // The report is in it twice.
    assert_eq!(parts[REPORT_PART], json.as_bytes());
    let mut custom = String::new();
    let mut reader = quick_xml::Reader::from_reader(&parts["customXml/item1.xml"][..]);
    loop {
        match reader.read_event().unwrap() {
            Event::Text(text) => custom.push_str(&text),
            Event::GeneralRef(name) => {
                custom.push_str(quick_xml::escape::resolve_predefined_entity(&name).unwrap());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let again: serde_json::Value = serde_json::from_str(custom.trim()).unwrap();
    assert_eq!(again, serde_json::from_str::<serde_json::Value>(json).unwrap());
    // All that is printed is there, and each letter as often as it is printed.
    let found: String = all_paragraphs(&parts).into_iter().map(|(_, text)| text + "\n").collect();
    let mut wanted = added(&report);
    for said in said(&report).iter().filter(|said| said.pointer != "/county") {
        if !said.row.is_marked() {
            let shown = said.shown(&report.metrics);
            assert!(found.contains(&shown), "{}: {shown}", said.pointer);
            wanted.push_str(&shown);
            continue;
        }
        // Numbers of notes are counted by the writing program.
        for piece in marked(said.text).pieces.iter().filter(|piece| piece.style != Style::Note) {
            let shown = resolve(&piece.text, &report.metrics);
            assert!(found.contains(&shown), "{}: {shown}", said.pointer);
            wanted.push_str(&shown);
        }
    }
    // A note that is named again has its number as text.
    assert_eq!(letters(&found.replace('①', "")), letters(&wanted));
    parts
}

fn data() -> PathBuf {
    Path::new(file!()).ancestors().nth(4).unwrap().join("data")
}

#[test]
fn all_samples_are_whole() {
    let mut count = 0;
    for county in std::fs::read_dir(data()).unwrap() {
        let folder = county.unwrap().path().join("2024");
        let Ok(json) = std::fs::read_to_string(folder.join("report.json")) else { continue };
        exported(&json, &|_| None);
        let parts = exported(&json, &|file| std::fs::read(folder.join(file)).ok());
        let report: Report = serde_json::from_str(&json).unwrap();
        let media = parts.keys().filter(|name| name.starts_with("word/media/")).count();
        assert_eq!(media, report.photos.len());
        count += 1;
    }
    assert!(count >= 4, "{count}");
}

/// A report with every kind of text, and with signs that XML and JSON have a meaning for.
pub(in crate::import) const FULL: &str = r#"{
  "format": 1, "county": "县<&>", "year": 2024,
  "folio": { "paper": "《“报”》", "date": "2025-01-10", "page": "8", "kind": "专版", "staff": [{ "role": "编辑", "name": "甲" }] },
  "headline": { "kicker": "引", "title": ["上<b>", "下&amp;"], "subtitle": "副\"题\"", "byline": "丙𠮷" },
  "lead": ["一{a}二{{括号}}", "表情😀与\u2060无形"],
  "metrics": [ { "id": "a", "label": "提案", "value": 12.40, "unit": "件", "previous": 85,
    "series": [ { "year": 2022, "value": 80 }, { "year": 2024, "value": 12.40 } ] }, { "id": "b", "label": "率", "value": 3 } ],
  "sections": [
    { "heading": ["题", "目"], "byline": "己", "editor_note": "按**语**",
      "body": ["文**{a}**见[报<1>](https://a.cn/?a=1&b=2)。[^1]又[^1]", { "subhead": "小" },
        { "quote": { "text": "言^^重^^", "from": "庚" } }, { "box": { "kind": "link", "paragraphs": ["内__石__"] } },
        { "box": { "kind": "background", "title": "框", "paragraphs": ["]]>"] } },
        { "table": { "title": "表", "header": ["栏", ""], "rows": [["格", "1"]], "note": "源" } },
        { "table": { "header": ["x", "y"], "rows": [["1", "2"]] } },
        { "list": ["项**一**", "项二"] }, { "timeline": [{ "time": "三月", "text": "事[^2]" }] }],
      "notes": ["注一", "注[二](https://b.cn)", "没有人提到"], "photos": ["p"],
      "quote": { "text": "语", "from": "戊" } },
    { "body": ["没有标题的一节"] } ],
  "photos": [ { "id": "p", "file": "photos/p&q.png", "caption": "图<>", "credit": "丁" }, { "id": "q", "file": "q.jpg" } ],
  "credits": "供", "extra": { "a": "外", "b": ["列"], "c": 3 }
}"#;

#[test]
fn every_kind_of_text_is_there() {
    let png = {
        let mut bytes = Cursor::new(Vec::new());
        image::RgbImage::new(2000, 500).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    };
    let parts = exported(FULL, &|file| (file == "photos/p&q.png").then(|| png.clone()));
    let main = String::from_utf8(parts["word/document.xml"].clone()).unwrap();
    for wanted in [
        "descr=\"p\"",
        "name=\"p&amp;q.png\"",
        // As wide as the text, and as high as it is then.
        "<wp:extent cx=\"5616000\" cy=\"1404000\"/>",
        "w:name=\"photo_q\"",
        "<w:em w:val=\"dot\"/>",
        "<w:footnoteReference w:id=\"2\"/>",
        "<w:numId w:val=\"1\"/>",
        "<w:tblStyle w:val=\"BanmianTimelineGrid\"/>",
        "<w:tblStyle w:val=\"BanmianFiguresGrid\"/>",
        "文</w:t></w:r><w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space=\"preserve\">12.40件",
    ] {
        assert!(main.contains(wanted), "{wanted}");
    }
    assert_eq!(parts["word/media/image1.png"], png);
    let relations = String::from_utf8(parts["word/_rels/document.xml.rels"].clone()).unwrap();
    assert!(relations.contains("Target=\"https://a.cn/?a=1&amp;b=2\" TargetMode=\"External\""));
    let all = all_paragraphs(&parts);
    let of = |style: &str| -> Vec<&str> {
        all.iter().filter(|(own, _)| own == style).map(|(_, text)| text.as_str()).collect()
    };
    for (style, wanted) in [
        ("BanmianFolio", vec!["《“报”》　2025年1月10日　第8版　专版"]),
        ("BanmianStaff", vec!["编辑：甲"]),
        ("BanmianTitle", vec!["上<b>", "下&amp;"]),
        ("BanmianHeading", vec!["题", "目"]),
        ("BanmianSaying", vec!["言重\n——庚"]),
        ("BanmianBoxTitle", vec!["链接", "背景：框"]),
        ("BanmianEntry", vec!["项一", "项二"]),
        ("BanmianTable", vec!["栏", "", "格", "1", "x", "y", "1", "2"]),
        ("BanmianTimeline", vec!["三月", "事"]),
        ("BanmianNote", vec!["没有人提到", "注一", "注二"]),
        ("BanmianCaption", vec!["图<>"]),
        ("BanmianAside", vec!["提要：语——戊", "外", "列"]),
    ] {
        assert_eq!(of(style), wanted, "{style}");
    }
    // Two tables without anything between them would be one.
    assert!(!main.contains("</w:tbl><w:tbl>"));
    // Every style that is named is there.
    let styles = String::from_utf8(parts["word/styles.xml"].clone()).unwrap();
    for (style, _) in all.iter().filter(|(style, _)| !style.is_empty()) {
        assert!(styles.contains(&format!("w:styleId=\"{style}\"")), "{style}");
    }
}

#[test]
fn the_least_report_is_a_text_too() {
    let json = r#"{ "format": 1, "county": "县", "year": 2024, "headline": { "title": ["题"] }, "sections": [{ "body": ["文"] }] }"#;
    let parts = exported(json, &|_| None);
    assert!(!String::from_utf8(parts["word/document.xml"].clone()).unwrap().contains("<w:tbl>"));
    // A picture that is none, and one of a kind that not all programs show.
    let json = FULL.replace("q.jpg", "q.webp");
    let parts = exported(&json, &|_| Some(b"RIFF\0\0\0\0WEBPVP8 no picture".to_vec()));
    assert!(!parts.keys().any(|name| name.starts_with("word/media/")));
}
