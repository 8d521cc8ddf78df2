//! Which language the program speaks.

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::support::{Folder, SMALL, stderr};

fn spoilt() -> Folder {
    Folder::new(&SMALL.replace("\"title\":", "\"titel\":"))
}

/// What `check` says at its end.
fn counts(arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let arguments = [&["check", "report.json"], arguments].concat();
    let said = stderr(&spoilt().run_with(&arguments, environment));
    said.lines().last().unwrap_or_default().chars().take_while(|c| !";；".contains(*c)).collect()
}

#[test]
fn the_environment_chooses_the_language() {
    let english = "not ready for the press: 2 errors";
    let chinese = "还不能送印：有2处错误";
    for (environment, wanted) in [
        (&[][..], english),
        (&[("LANG", "zh_CN.UTF-8")][..], chinese),
        (&[("LANG", "zh_TW.UTF-8")][..], chinese),
        (&[("LANG", "de_DE.UTF-8")][..], english),
        (&[("LANG", "C")][..], english),
        (&[("LANG", "en_US.UTF-8"), ("LC_MESSAGES", "zh_CN.UTF-8")][..], chinese),
        (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C.UTF-8")][..], english),
        (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "")][..], chinese),
    ] {
        assert_eq!(counts(&[], environment), wanted, "{environment:?}");
    }
}

#[test]
fn an_option_chooses_the_language() {
    assert_eq!(counts(&["--lang", "zh"], &[("LC_ALL", "en_US.UTF-8")]), "还不能送印：有2处错误");
    assert_eq!(counts(&["--lang", "en"], &[("LC_ALL", "zh_CN.UTF-8")]), "not ready for the press: 2 errors");
    let folder = spoilt();
    // Before the command as well; no other word than the two.
    let before = folder.run(&["--lang", "zh", "check", "report.json"]);
    assert!(stderr(&before).starts_with("错误[missing-field]：缺少字段“title”\n"), "{}", stderr(&before));
    assert_eq!(folder.run(&["fonts", "--lang", "fr"]).status.code(), Some(2));
    let fonts = String::from_utf8(folder.run(&["fonts", "--lang", "zh"]).stdout).unwrap();
    assert!(fonts.lines().next().unwrap().ends_with("宋体，正文"), "{fonts}");
}

#[test]
fn json_says_the_same_in_both_languages() {
    let folder = spoilt();
    let [english, chinese] = ["en", "zh"].map(|lang| {
        let output = folder.run(&["check", "report.json", "--format", "json", "--lang", lang]);
        serde_json::from_slice::<Value>(&output.stdout).unwrap()["findings"][0].take()
    });
    assert_eq!(chinese["message"], "这里没有“titel”这个字段");
    assert_eq!(chinese["hints"], serde_json::json!(["是不是想写“title”？"]));
    for field in ["severity", "code", "key", "arguments", "file", "line", "column", "pointer"] {
        assert_eq!(english[field], chinese[field], "{field}");
        assert!(!english[field].is_null(), "{field}");
    }
}

#[test]
fn all_a_command_prints_is_in_its_language() {
    let folder = Folder::sample();
    let output = folder.run(&["check", "report.json", "--figures", "--lang", "zh"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(
        table.starts_with(
            "溢排行数                          0                               好    不超过0为好\n"
        ),
        "{table}"
    );
    assert_eq!(table.lines().count(), 40);
    for line in table.lines() {
        let (name, rest) = line.split_once("  ").unwrap();
        assert_eq!(name.width() + 2 + rest.width() - rest.trim_start().width(), 34, "{line}");
        let verdict = ["好  ", "留意  ", "差  "].iter().find_map(|word| line.find(word));
        let plain = ["正文行数", "文字栏块数", "题图形式", "题图主体", "加宽的栏间距"].contains(&name);
        assert!(plain || verdict.is_some_and(|at| line[..at].width() == 66), "{line}");
    }
    let output = folder.run(&["build", "report.json", "--lang", "zh"]);
    assert!(stderr(&output).eq("已写出：report.pdf\n"), "{}", stderr(&output));
    let plan = String::from_utf8(folder.run(&["plan", "report.json", "--lang", "zh"]).stdout).unwrap();
    assert!(plan.contains("·题图·") && plan.contains("\n这个版样的代价是"), "{plan}");
    let english: Vec<&str> =
        plan.lines().filter(|line| line.chars().any(|c| c.is_ascii_alphabetic())).collect();
    assert_eq!(english, Vec::<&str>::new());
}
