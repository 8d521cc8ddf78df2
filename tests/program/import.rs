//! From a Word file to a page, as an office does it.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Folder, sample_text, stderr};

const FILES: [&str; 3] = ["履职报告.docx", "数据.xlsx", "照片"];

fn import(folder: &Folder, more: &[&str]) -> std::process::Output {
    folder.run(&[&["import"], &FILES[..], &["-o", "泾源/2024"], more].concat())
}

fn report(folder: &Folder, path: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(folder.path().join(path)).unwrap()).unwrap()
}

/// Changes a text within a `.docx`.
fn edit(path: &Path, from: &str, to: &str) {
    let mut archive = zip::ZipArchive::new(Cursor::new(std::fs::read(path).unwrap())).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut found = 0;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            let text = String::from_utf8(bytes).unwrap();
            found = text.matches(from).count();
            bytes = text.replace(from, to).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    assert_eq!(found, 1, "{from}");
    std::fs::write(path, out.finish().unwrap().into_inner()).unwrap();
}

#[test]
fn a_word_file_becomes_the_report_that_it_was_made_from() {
    let folder = Folder::office();
    let output = import(&folder, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let (made, sample) = (report(&folder, "泾源/2024/report.json"), sample_text());
    let sample: Value = serde_json::from_str(&sample).unwrap();
    for part in ["kicker", "title", "subtitle", "byline"] {
        assert_eq!(made["headline"][part], sample["headline"][part], "{part}");
    }
    assert_eq!((&made["county"], &made["year"]), (&json!("泾源县"), &json!(2024)));
    assert_eq!(made["credits"], sample["credits"]);
    assert_eq!(made["lead"].as_array().unwrap().len(), sample["lead"].as_array().unwrap().len());
    // The figures of the table, with the same values, units, years before and series.
    for (one, other) in made["metrics"].as_array().unwrap().iter().zip(sample["metrics"].as_array().unwrap())
    {
        for field in ["label", "value", "unit", "previous", "series"] {
            assert_eq!(one[field], other[field], "{} {field}", other["label"]);
        }
    }
    assert_eq!(made["metrics"].as_array().unwrap().len(), sample["metrics"].as_array().unwrap().len());
    let sections = |report: &Value| report["sections"].as_array().unwrap().clone();
    assert_eq!(sections(&made).len(), sections(&sample).len());
    for (one, other) in sections(&made).iter().zip(&sections(&sample)) {
        let heading = |part: &Value| {
            let lines = part["heading"].as_array().unwrap().iter().filter_map(Value::as_str);
            lines.collect::<String>().replace('　', "")
        };
        assert_eq!(heading(one), heading(other));
        // All that was paragraphs is paragraphs, and each photo stands in its section.
        let paragraphs = other["body"].as_array().unwrap().iter().filter(|item| item.is_string()).count();
        assert_eq!(one["body"].as_array().unwrap().len(), paragraphs);
        assert_eq!(
            one["photos"].as_array().map(Vec::len),
            other["photos"].as_array().map(Vec::len),
            "{}",
            heading(other)
        );
    }
    // Photo number n is that of caption n.
    for (number, photo) in (1..).zip(made["photos"].as_array().unwrap()) {
        assert_eq!(photo["file"], format!("photos/图{number}.jpg"));
        let same =
            sample["photos"].as_array().unwrap().iter().find(|other| other["caption"] == photo["caption"]);
        assert!(same.is_some(), "{photo}");
    }
    // Some of the numbers in the text are figures for certain, none of them a wrong one.
    let text = made["sections"].to_string() + &made["lead"].to_string();
    assert!(text.matches('{').count() > sections(&made).len() + 3, "no figure is referred to");
    let page = folder.run(&["build", "泾源/2024"]);
    assert_eq!(page.status.code(), Some(0), "{}", stderr(&page));
    assert!(folder.path().join("泾源/county.toml").is_file());
    assert!(folder.path().join("泾源/2024/report.pdf").is_file());
    // Imported again, nothing is another.
    let before = std::fs::read(folder.path().join("泾源/2024/report.json")).unwrap();
    let output = import(&folder, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(std::fs::read(folder.path().join("泾源/2024/report.json")).unwrap(), before);
}

#[test]
fn what_was_set_by_hand_stays_and_what_changed_in_the_text_is_taken() {
    let folder = Folder::office();
    assert_eq!(import(&folder, &[]).status.code(), Some(0));
    let path = folder.path().join("泾源/2024/report.json");
    let mut by_hand = report(&folder, "泾源/2024/report.json");
    by_hand["sections"][1]["importance"] = json!("lead");
    by_hand["photos"][0]["focus"] = json!([0.5, 0.4]);
    by_hand["headline"]["kicker"] = json!("手改的引题");
    std::fs::write(&path, serde_json::to_string_pretty(&by_hand).unwrap()).unwrap();
    let text = folder.path().join(FILES[0]);
    edit(&text, "初冬的清晨", "深冬的清晨");
    // To be looked at first.
    let output = import(&folder, &["--dry-run"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("/sections/0/body/0"), "{said}");
    assert_eq!(report(&folder, "泾源/2024/report.json"), by_hand);
    let output = import(&folder, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let now = report(&folder, "泾源/2024/report.json");
    assert!(now["sections"][0]["body"][0].as_str().unwrap().starts_with("深冬的清晨"));
    by_hand["sections"][0]["body"][0] = now["sections"][0]["body"][0].clone();
    assert_eq!(now, by_hand);
    // Changed on both sides: told, and nothing is written until somebody says which one holds.
    edit(&text, "同心同向谋发展", "齐心协力谋发展");
    let output = import(&folder, &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("error[import-both]") && said.contains("/headline/kicker"), "{said}");
    assert!(said.contains("手改的引题") && said.contains("齐心协力谋发展"), "{said}");
    assert_eq!(report(&folder, "泾源/2024/report.json"), by_hand);
    assert_eq!(import(&folder, &["--prefer", "text"]).status.code(), Some(0));
    let now = report(&folder, "泾源/2024/report.json");
    assert!(now["headline"]["kicker"].as_str().unwrap().starts_with("齐心协力谋发展"));
    assert_eq!(now["photos"][0]["focus"], json!([0.5, 0.4]));
}

#[test]
fn an_exported_report_comes_back_as_it_was() {
    let folder = Folder::sample();
    let before = std::fs::read(folder.path().join("report.json")).unwrap();
    let output = folder.run(&["export", ".", "-o", "审阅.docx"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let output = folder.run(&["import", "审阅.docx", "-o", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(std::fs::read(folder.path().join("report.json")).unwrap(), before);
    // One word changed by those who read it.
    edit(&folder.path().join("审阅.docx"), "初冬的清晨", "深冬的清晨");
    let output = folder.run(&["import", "审阅.docx", "-o", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let old: Value = serde_json::from_slice(&before).unwrap();
    let mut expected = old.clone();
    let words = old["sections"][0]["body"][0].as_str().unwrap().replace("初冬", "深冬");
    expected["sections"][0]["body"][0] = json!(words);
    assert_eq!(report(&folder, "report.json"), expected);
}

#[test]
fn files_dropped_on_the_program_become_a_page() {
    let folder = Folder::office();
    let output = folder.run(&FILES);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(folder.path().join("履职报告/report.pdf").is_file());
    assert!(folder.path().join("履职报告/import.html").is_file());
    // A command is a command, also where a file is called so.
    assert_eq!(folder.run(&["fonts"]).status.code(), Some(0));
}

#[test]
fn what_cannot_be_imported_is_told_and_nothing_is_written() {
    let folder = Folder::office();
    let says = |arguments: &[&str], code: &str| {
        let output = folder.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(code), "{arguments:?}: {}", stderr(&output));
        assert!(!folder.path().join("out").exists());
    };
    says(&["import", "数据.xlsx", "-o", "out"], "error[import-files]: no text is named");
    says(&["import", "nothing.docx", "-o", "out"], "error[");
    std::fs::write(folder.path().join("旧.doc"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old").unwrap();
    says(&["import", "旧.doc", "-o", "out"], "error[");
    std::fs::write(
        folder.path().join("无名.txt"),
        "工作回顾\n\n一、学习\n\n大家都学习了。\n\n二、办实事\n\n办了许多实事。\n",
    )
    .unwrap();
    says(&["import", "无名.txt", "-o", "out"], "error[import-fact]");
    let output = folder.run(&["import", "无名.txt", "-o", "out/2024", "--county", "云岭县"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(report(&folder, "out/2024/report.json")["sections"][0]["heading"], json!(["学习"]));
}
