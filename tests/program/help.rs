//! Help and wrong use of the command line, in both languages.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{Folder, root, stderr};

const COMMANDS: [&str; 15] = [
    "watch",
    "desk",
    "build",
    "check",
    "plan",
    "compare",
    "fonts",
    "templates",
    "new",
    "import",
    "export",
    "schema",
    "batch",
    "batch status",
    "help",
];

fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// The help of a command, or of the program.
fn help(folder: &Folder, command: &str, lang: &str) -> String {
    let mut arguments: Vec<&str> = command.split_whitespace().collect();
    arguments.extend(["--lang", lang, "--help"]);
    if command == "help" {
        arguments = vec!["--lang", lang, "help", "help"];
    }
    let output = folder.run(&arguments);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// Commands, arguments and options with what is said of each: what stands indented, apart by two spaces.
fn entries(help: &str) -> BTreeMap<String, String> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in help.lines().filter(|line| line.starts_with("  ")) {
        let line = line.trim();
        match (line.split_once("  "), found.last_mut()) {
            (Some((name, said)), _) => found.push((name.to_owned(), said.trim().to_owned())),
            (None, Some(last)) if !line.starts_with('-') => last.1 = format!("{} {line}", last.1),
            (None, _) => found.push((line.to_owned(), String::new())),
        }
    }
    found.into_iter().collect()
}

#[test]
fn every_command_and_option_is_explained_in_both_languages() {
    let folder = Folder::new("");
    let mut all = BTreeSet::new();
    for command in [""].into_iter().chain(COMMANDS) {
        let [english, chinese] = ["en", "zh"].map(|lang| help(&folder, command, lang));
        let (in_english, in_chinese) = (entries(&english), entries(&chinese));
        assert!(in_english.keys().eq(in_chinese.keys()), "{command}: {in_english:?} {in_chinese:?}");
        for (name, said) in &in_english {
            let other = &in_chinese[name];
            assert!(said.chars().any(char::is_alphabetic), "{command} {name} has no help");
            assert!(other.chars().any(is_han), "{command} {name} has no Chinese help: {other}");
            // What is Chinese in English are names that stand for themselves.
            assert!(said.chars().filter(|c| is_han(*c)).count() < 5, "{command} {name}: {said}");
            // Both tell the same limits, defaults and values.
            let numbers = |text: &str| -> BTreeSet<String> {
                let words = text.split(|c: char| !c.is_ascii_digit());
                words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
            };
            assert_eq!(numbers(said), numbers(other), "{command} {name}: {said} | {other}");
            let list = |text: &str, from: &str, to: char, apart: &str| -> Vec<String> {
                let inside = text.split_once(from).map(|(_, rest)| rest.split(to).next().unwrap());
                inside.into_iter().flat_map(|list| list.split(apart)).map(str::to_owned).collect()
            };
            for (english, chinese) in [("[values: ", "［可取："), ("[default: ", "［默认：")] {
                assert_eq!(
                    list(said, english, ']', ", "),
                    list(other, chinese, '］', "、"),
                    "{command} {name}"
                );
            }
        }
        // Headings, usage and what stands below are Chinese as well.
        let latin = |line: &&str| !line.is_empty() && !line.chars().any(is_han);
        assert_eq!(chinese.lines().find(latin), None, "{command}");
        assert!(!chinese.contains("OPTIONS") && !chinese.contains("COMMAND"), "{chinese}");
        all.extend(in_english.into_keys());
    }
    for option in ["--ppi <N>", "--figures", "-h, --help", "-V, --version", "<REPORT>", "templates"] {
        assert!(all.contains(option), "{option} is not in {all:?}");
    }
}

#[test]
fn no_help_is_left_over() {
    let table = std::fs::read_to_string(root().join("src/cli/help.toml")).unwrap();
    let table: toml::Table = toml::from_str(&table).unwrap();
    let folder = Folder::new("");
    let said: String = [""].into_iter().chain(COMMANDS).map(|command| help(&folder, command, "zh")).collect();
    let said: String = said.split_whitespace().collect();
    for (part, texts) in &table {
        for (name, both) in texts.as_table().unwrap() {
            let [english, chinese] = both.as_array().unwrap().as_slice() else { panic!("{name}") };
            let (english, chinese) = (english.as_str().unwrap(), chinese.as_str().unwrap());
            assert!(english != chinese && chinese.chars().any(is_han), "{part} {name}");
            let shown: String = chinese.split("{}").next().unwrap().split_whitespace().collect();
            assert!(said.contains(&shown), "{part}.{name} is never shown: {chinese}");
        }
    }
}

#[test]
fn wrong_use_is_told_in_both_languages() {
    let folder = Folder::new("");
    let mut keys = BTreeSet::new();
    for (arguments, english, chinese) in [
        (&["chekc"][..], "there is no command `chekc`", "没有“chekc”这个命令"),
        (&["check"], "what is missing: <REPORT>", "缺少：<REPORT>"),
        (&["check", "x", "--dry-run"], "what is missing: --fix", "缺少：--fix"),
        (&["check", "x", "--fixx"], "there is no option `--fixx` here", "这里没有“--fixx”这个选项"),
        (&["check", "x", "y"], "`y` is one word too many", "“y”是多出来的"),
        (&["check", "x", "--fix", "--fix"], "`--fix` is given twice", "“--fix”写了两次"),
        (&["build", "x", "--ppi", "5"], "`5` is no value of `--ppi <N>`", "“--ppi <N>”的值不能是“5”"),
        (&["build", "x", "--ppi"], "`--ppi <N>` needs a value", "“--ppi <N>”后面缺少值"),
        (
            &["build", "x", "--press", "news"],
            "`news` is no value of `--press <PRESS>`",
            "“--press <PRESS>”的值不能是“news”",
        ),
        (
            &["templates", "--copy", "a"],
            "`--copy <NAME> <DIR>` takes 2 values, not 1",
            "“--copy <NAME> <DIR>”要有2个值，实际有1个",
        ),
        (
            &["templates", "--explain", "x", "--copy", "a", "b"],
            "`--explain <REPORT>` and `--copy <NAME> <DIR>` do not go together",
            "“--explain <REPORT>”和“--copy <NAME> <DIR>”不能同时用",
        ),
    ] {
        for (lang, wanted) in [("en", english), ("zh", chinese)] {
            // The language is known even though the rest cannot be understood.
            let output = folder.run(&[arguments, &["--lang", lang]].concat());
            let said = stderr(&output);
            assert_eq!(output.status.code(), Some(2), "{said}");
            assert!(output.stdout.is_empty());
            let first = said.lines().next().unwrap();
            let (before, rest) = first.split_at(first.find(wanted).unwrap_or_else(|| panic!("{said}")));
            assert_eq!(rest, wanted);
            assert!(["error[usage]: ", "错误[usage]："].contains(&before), "{said}");
            // Every one says what to do.
            assert!(said.lines().nth(1).unwrap().starts_with("  = "), "{said}");
            keys.insert(first.to_owned());
        }
    }
    assert_eq!(keys.len(), 22);
    let hints = |arguments: &[&str]| stderr(&folder.run_with(arguments, &[("LANG", "zh_CN.UTF-8")]));
    assert!(hints(&["chekc"]).contains("建议：是不是想写“check”？"), "{}", hints(&["chekc"]));
    assert!(hints(&["check", "--fixx"]).contains("用法：banmian check [选项] <REPORT>"));
    assert!(hints(&["build", "x", "--ppi", "5"]).contains("每英寸10至600像素"));
    assert!(hints(&["check", "x", "--format", "xml"]).contains("请写其中之一：text、json"));
    assert!(hints(&["new", "x", "--county", "{"]).contains("1至40个字"));
}

#[test]
fn nothing_asked_shows_the_help() {
    let output = Folder::new("").run_with(&[], &[("LANG", "zh_CN.UTF-8")]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("命令：\n  build"), "{}", stderr(&output));
    let version = Folder::new("").run(&["--version"]);
    assert_eq!(version.status.code(), Some(0));
    assert!(String::from_utf8(version.stdout).unwrap().starts_with("banmian "));
}
