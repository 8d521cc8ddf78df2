//! The slips that clerks make: what is said of each, and that the proposal works when it is followed.

use image::ImageFormat;

use super::{expect, spoilt};
use crate::support::{Folder, SMALL, picture, stderr};

/// A spoilt report says its message; with the proposal followed nothing of the kind is said.
fn followed(name: &str, from: &str, to: &str, right: &str, codes: &[&str]) {
    expect(name, &spoilt(from, to), &[]);
    let good = spoilt(from, right);
    let said = stderr(&good.run(&["check", "report.json"]));
    for code in codes {
        assert!(!said.contains(&format!("[{code}]")), "{name}: {said}");
    }
    let wrong = stderr(&spoilt(from, to).run(&["check", "report.json"]));
    assert!(codes.iter().all(|code| wrong.contains(&format!("[{code}]"))), "{name}: {wrong}");
}

#[test]
fn texts_pasted_from_a_program_for_writing() {
    let control = ["control-character"];
    followed("pasted-soft-break", "全年", "全年\\u000b", "全年", &control);
    followed("pasted-line-separator", "全年", "全年\u{2028}", "全年", &control);
    followed("pasted-tab", "全年", "\\t全年", "全年", &control);
    followed("pasted-raw", "全年", "\t全\u{B}年\n", "全年", &control);
    followed("curly-quotes", "\"county\": \"某县\"", "“county”: “某县”", "\"county\": \"某县\"", &["syntax"]);
    followed("inner-quotes", "全年", "全年\"委员讲堂\"，", "全年“委员讲堂”，", &["syntax"]);
}

#[test]
fn signs_typed_in_chinese() {
    followed("full-width-marks", "\"format\": 1,", "\"format\"：1，", "\"format\":1,", &["syntax"]);
    followed("full-width-brackets", "[\"山河新\"]", "【\"山河新\"】", "[\"山河新\"]", &["syntax"]);
    followed("full-width-braces", "{proposals}", "｛proposals｝", "{proposals}", &["brace"]);
    followed("half-full-width-braces", "{proposals}", "{proposals｝", "{proposals}", &["brace"]);
}

#[test]
fn values_of_another_form() {
    let unit = "\"value\": \"89件\", \"previous\": \"８０\"";
    let right = "\"value\": 89, \"previous\": 80";
    followed("number-and-unit", "\"value\": 89", unit, right, &["wrong-type"]);
    followed("number-in-words", "\"value\": 89", "\"value\": \"八十九\"", "\"value\": 89", &["wrong-type"]);
    let date = |date: &str| format!("\"year\": 2024, \"folio\": {{ \"date\": \"{date}\" }},");
    for (name, wrong) in [("date-slashes", "2025/1/10"), ("date-in-chinese", "2025年1月10日")] {
        followed(name, "\"year\": 2024,", &date(wrong), &date("2025-01-10"), &["bad-date"]);
    }
}

#[test]
fn syntax_is_told_all_at_once() {
    followed("trailing-comma", "\"one.png\" }", "\"one.png\", }", "\"one.png\" }", &["syntax"]);
    followed("open-text", "\"某县\",", "\"某县,", "\"某县\",", &["syntax"]);
    let text = SMALL
        .replace("\"format\": 1,", "\"format\": 1")
        .replace("\"county\": \"某县\",", "“county”：“某县”， // 县名")
        .replace("全年", "全年\"立案\"")
        .replace("\"title\"", "\"titel\"")
        .replace("\"unit\": \"件\" }", "\"unit\": \"件\", }");
    expect("several-slips", &Folder::new(&text), &[]);
}

#[test]
fn files_that_are_no_report() {
    let folder = Folder::new("");
    std::fs::rename(folder.path().join("report.json"), folder.path().join("report.json.txt")).unwrap();
    expect("report-json-txt", &folder, &[]);
    let folder = Folder::new("");
    std::fs::write(folder.path().join("report.json"), b"PK\x03\x04\x14\0\x06\0").unwrap();
    expect("report-docx", &folder, &[]);
    std::fs::write(folder.path().join("report.json"), b"%PDF-1.7\n").unwrap();
    expect("report-pdf", &folder, &[]);
}

#[test]
fn photos_left_over_and_photos_twice() {
    let png = picture(1200, 800, ImageFormat::Png);
    let two = "\"photos\": [ { \"id\": \"two\", \"file\": \"two.png\" }, {";
    let folder = spoilt("\"photos\": [ {", two).file("two.png", &png);
    expect("photo-same", &folder, &[]);
    let report = SMALL.replace("\"photos\": [ {", two).replace("\"photos\": [\"one\"]", "\"photos\": []");
    let folder =
        Folder::new(&report).file("one.png", &png).file("two.png", &picture(900, 800, ImageFormat::Png));
    expect("photo-unnamed", &folder, &[]);
}

#[test]
fn figures_that_are_given_twice_and_differ() {
    let report = SMALL.replace(
        "\"unit\": \"件\" }",
        "\"unit\": \"件\", \"previous\": 80, \"series\": [ { \"year\": 2023, \"value\": 81 }, { \"year\": 2024, \"value\": 90.50 } ] }",
    );
    let png = picture(1200, 800, ImageFormat::Png);
    expect("figure-twice", &Folder::new(&report).file("one.png", &png), &[]);
}
