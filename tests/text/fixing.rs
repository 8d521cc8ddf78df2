//! `check --fix`, exceptions and levels, as a user meets them.

use banmian::diagnostic::Severity::{Error, Warning};
use banmian::report::{self, Level, Levels};

use crate::support::{Folder, sample_text, stderr};

fn stdout(output: &std::process::Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The sample with slips of several kinds; the file has Windows' line ends.
fn slipped() -> String {
    sample_text()
        .replace("全年立案提案{proposals}，关乎", "全年立案提案 89 件,关乎")
        .replace("成为了", "成为")
        .replace("提案里装着百姓的日子", "提案裏装着百姓的日子")
        .replace('\n', "\r\n")
}

#[test]
fn safe_corrections_are_written_and_shown() {
    let folder = Folder::new(&slipped());
    let sample = Folder::sample();
    std::fs::rename(sample.path().join("photos"), folder.path().join("photos")).unwrap();
    // A dry run shows the same and writes nothing.
    let dry = folder.run(&["check", "report.json", "--fix", "--dry-run"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("report.json")).unwrap(), slipped());
    assert!(stderr(&dry).contains("[space]") && stderr(&dry).contains("[traditional]"), "{}", stderr(&dry));
    let output = folder.run(&["check", "report.json", "--fix"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = stdout(&output);
    assert!(said.starts_with("--- report.json\n+++ report.json\n@@ -"), "{said}");
    let diff_of = |text: &str| text.lines().filter(|line| line.starts_with(['+', '-'])).count();
    assert_eq!((diff_of(&said), diff_of(&stdout(&dry))), (4, 4), "{said}");
    let fixed = std::fs::read_to_string(folder.path().join("report.json")).unwrap();
    // Nothing but the slips has changed, and the number has become a reference that cannot go wrong.
    assert_eq!(fixed, sample_text().replace("成为了", "成为").replace('\n', "\r\n"));
    // A second time there is nothing to do.
    let again = folder.run(&["check", "report.json", "--fix"]);
    assert!(!stdout(&again).contains("@@"));
}

#[test]
fn escapes_and_the_byte_order_mark_are_kept() {
    let text =
        "\u{feff}".to_owned() + &crate::support::SMALL.replace("全年立案", "\\u201c好\\u201d全年 \\u7acb案,");
    let folder = Folder::new(&text);
    let output = folder.run(&["check", "report.json", "--fix", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(object["fixed"].as_str().unwrap().contains("+    { \"heading\""), "{object}");
    let fixed = std::fs::read_to_string(folder.path().join("report.json")).unwrap();
    assert_eq!(fixed, text.replace("年 \\u", "年\\u").replace(",{proposals}", "，{proposals}"));
}

#[test]
fn a_report_can_say_that_something_is_right() {
    let report = |exceptions: &str| {
        let text = crate::support::SMALL
            .replace("全年立案", "品牌名是“A,县”，全年立案")
            .replace("\"format\": 1,", &format!("\"format\": 1, \"exceptions\": {exceptions},"));
        let loaded = report::read_text(text.replace("A,县", "泾,源"), "report.json").unwrap();
        let found = report::proofread(&loaded.report, &loaded.places, &Levels::new());
        let codes: Vec<&str> = found.iter().map(|finding| finding.code).collect();
        (codes, report::edits(&loaded, &Levels::new()).len())
    };
    assert_eq!(report("[]"), (vec!["ascii-mark"], 1));
    assert_eq!(report(r#"[{ "check": "ascii-mark", "text": "泾,源", "reason": "登记如此" }]"#), (vec![], 0));
    // Another check, or other words, do not cover it; what covers nothing is told.
    assert_eq!(
        report(r#"[{ "check": "space", "text": "泾,源" }]"#),
        (vec!["ascii-mark", "exception-unused"], 1)
    );
    assert_eq!(
        report(r#"[{ "check": "ascii-marks", "text": "泾,源" }]"#),
        (vec!["ascii-mark", "unknown-check"], 1)
    );
}

#[test]
fn a_check_can_be_switched_off_or_made_to_stop_the_page() {
    let text = crate::support::SMALL.replace("全年立案", "全年 立案");
    let loaded = report::read_text(text, "report.json").unwrap();
    let found = |level: Option<Level>| {
        let levels: Levels = level.into_iter().map(|level| ("space".to_owned(), level)).collect();
        let found = report::proofread(&loaded.report, &loaded.places, &levels);
        (
            found.iter().map(|finding| finding.severity).collect::<Vec<_>>(),
            report::edits(&loaded, &levels).len(),
        )
    };
    assert_eq!(found(None), (vec![Warning], 1));
    assert_eq!(found(Some(Level::Error)), (vec![Error], 1));
    assert_eq!(found(Some(Level::Off)), (vec![], 0));
}
