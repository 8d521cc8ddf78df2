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
    let shown: Vec<&str> = said.lines().filter(|line| line.starts_with("report.json:")).collect();
    assert_eq!(shown.len(), 2, "{said}");
    assert!(shown[0].contains("提案[-裏-]{+里+}装着"), "{said}");
    assert!(shown[1].contains("全年立案提案[- 89 件,-]{+{proposals}，+}关乎"), "{said}");
    assert!(shown.iter().all(|line| line.chars().count() < 80) && stdout(&dry).contains(shown[0]));
    let fixed = std::fs::read_to_string(folder.path().join("report.json")).unwrap();
    // Nothing but the slips has changed, and the number has become a reference that cannot go wrong.
    assert_eq!(fixed, sample_text().replace("成为了", "成为").replace('\n', "\r\n"));
    // A second time there is nothing to do.
    let again = folder.run(&["check", "report.json", "--fix"]);
    assert!(!stdout(&again).contains("[-"));
}

#[test]
fn escapes_and_the_byte_order_mark_are_kept() {
    let text =
        "\u{feff}".to_owned() + &crate::support::SMALL.replace("全年立案", "\\u201c好\\u201d全年 \\u7acb案,");
    let folder = Folder::new(&text);
    let output = folder.run(&["check", "report.json", "--fix", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(object["fixed"].as_str().unwrap().contains("案[-,-]{+，+}"), "{object}");
    let fixed = std::fs::read_to_string(folder.path().join("report.json")).unwrap();
    assert_eq!(fixed, text.replace(",{proposals}", "，{proposals}"));
}

#[test]
fn a_report_can_say_that_something_is_right() {
    let report = |exceptions: &str| {
        let text = crate::support::SMALL
            .replace("全年立案", "品牌名是“A,县”，全年立案")
            .replace("\"format\": 1,", &format!("\"format\": 1, \"exceptions\": {exceptions},"));
        let loaded = report::read_text(text.replace("A,县", "泾,源"), "report.json").unwrap();
        let found =
            report::proofread(&loaded.report, &loaded.places, &Levels::new(), &report::Names::default());
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
    let text = crate::support::SMALL.replace("全年立案{proposals}", "全年立案 {proposals}");
    let loaded = report::read_text(text, "report.json").unwrap();
    let found = |level: Option<Level>| {
        let levels: Levels = level.into_iter().map(|level| ("space".to_owned(), level)).collect();
        let found = report::proofread(&loaded.report, &loaded.places, &levels, &report::Names::default());
        (
            found.iter().map(|finding| finding.severity).collect::<Vec<_>>(),
            report::edits(&loaded, &levels).len(),
        )
    };
    assert_eq!(found(None), (vec![Warning], 1));
    assert_eq!(found(Some(Level::Error)), (vec![Error], 1));
    assert_eq!(found(Some(Level::Off)), (vec![], 0));
}

#[test]
fn a_missing_photo_does_not_hide_what_is_wrong_with_the_text() {
    let folder = Folder::new(&crate::support::SMALL.replace("全年立案", "截止年底立案"));
    let output = folder.run(&["check", "report.json"]);
    let said = stderr(&output);
    assert!(said.contains("[photo-missing]") && said.contains("[confusable]"), "{said}");
}

/// Right text of newspapers and offices that an earlier rule spoilt, or might have.
const RIGHT: [&str; 24] = [
    "成立20年以来，累计立案1200件。",
    "建校60年以来，桃李满天下。",
    "服务热线12345。2024年，全部办复。",
    "占总数的4/5。2024年，全部办复。",
    "学习《中共中央 国务院关于深化改革的意见》。",
    "日本前大藏大臣三塚博来访。",
    "朱文榘委员提交提案。",
    "’97中国旅游年开幕。",
    "2024十大新闻揭晓。",
    "入选2024百强县。",
    "每个星期5次接送。",
    "破除“等、靠、要”思想，不站、等、看。",
    "阿卜杜.热合曼委员发言。",
    "网址 http://a.cn/b 查询。",
    "银川 - 西安高铁通车。",
    "出席：马清源 于小禾 石望川。",
    "搬进3-5号楼。",
    "7-10日开会。",
    "比分10：30。",
    "他说\"要建\"委员之家\"，大家同意\"。",
    "讲堂”和“书屋。",
    "按第（一）、（二）项办理。",
    "升级到2024.12.5版。",
    "密码138*5号。",
];

#[test]
fn right_text_is_left_alone() {
    for right in RIGHT {
        let folder_text = crate::support::SMALL.replace("全年立案{proposals}。", &right.replace('"', "\\\""));
        assert!(folder_text != crate::support::SMALL);
        let loaded = report::read_text(folder_text, "report.json").unwrap();
        let edits = report::edits(&loaded, &Levels::new());
        assert!(edits.is_empty(), "{right}: {edits:?}");
    }
}
