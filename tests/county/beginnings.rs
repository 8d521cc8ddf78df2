//! `new`: what it writes builds at once, and it writes over nothing.

use crate::support::{Folder, stderr};

#[test]
fn what_is_begun_builds() {
    let folder = Folder::new("");
    let output = folder.run(&["new", "cloud", "--county", "云岭县", "--year", "2031"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.ends_with("next: banmian build cloud/2031\n"), "{said}");
    let output = folder.run(&["build", "cloud/2031", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    // Nothing is found: no text that is wrong, no picture that is too small.
    assert_eq!(stderr(&output), "wrote cloud/2031/report.pdf\n");
    let report = std::fs::read_to_string(folder.path().join("cloud/2031/report.json")).unwrap();
    assert!(report.contains("云岭县2031年") && report.contains("2032-01-10") && !report.contains("2024"));
    // Every field of the format is shown.
    let loaded = banmian::report::read_text(report.clone(), "report.json").unwrap().report;
    assert_eq!(loaded.county, "云岭县");
    let schema = banmian::report::schema().to_value();
    let mut names: Vec<String> = fields(&schema["properties"]);
    for kind in schema["$defs"].as_object().unwrap().values() {
        names.extend(fields(&kind["properties"]));
    }
    assert!(names.len() > 30);
    // Wishes are for one page, `extra` is for one template; a report that is begun is for all. Notes and large blocks are in the
    // guide: they would ask for more text.
    let wishes = ["layout", "first", "columns", "largest", "no_crop", "extra"];
    let blocks = ["editor_note", "notes", "paragraphs", "header", "rows", "note", "time"];
    let left_out = |name: &String| wishes.contains(&name.as_str()) || blocks.contains(&name.as_str());
    for name in names.into_iter().filter(|name| !left_out(name)) {
        assert!(report.contains(&format!("\"{name}\":")), "{name} is not shown");
    }
    // Every theme value and every table of county.toml is shown, with its meaning.
    let county = std::fs::read_to_string(folder.path().join("cloud/county.toml")).unwrap();
    for name in
        ["accent", "rule", "masthead", "[fonts]", "profile", "[checks]", "[names]", "[folio]", "spots"]
    {
        assert!(county.contains(name), "{name}");
    }
}

fn fields(properties: &serde_json::Value) -> Vec<String> {
    properties.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

#[test]
fn every_comment_can_be_used() {
    let folder = Folder::new("");
    folder.run(&["new", ".x", "--year", "2024"]);
    let path = folder.path().join(".x/county.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    // A comment that is a setting: a name, " = " and a value.
    let used: String = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(setting) if setting.split_once(" = ").is_some_and(|(name, _)| is_name(name)) => setting,
            _ => line,
        })
        .filter(|line| !line.starts_with("profile") && !line.starts_with("headline"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert!(
        used.lines().filter(|line| line.contains(" = ") && !line.starts_with('#')).count() > 18,
        "{used}"
    );
    std::fs::write(&path, used).unwrap();
    let output = folder.run(&["build", ".x/2024"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_lowercase() || c == '_')
}

#[test]
fn nothing_is_written_over() {
    let folder = Folder::new("x");
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    assert_eq!(folder.run(&["new", "empty", "--year", "2024"]).status.code(), Some(0));
    let output = folder.run(&["new", ".", "--year", "2024"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("there is something in the folder already"), "{}", stderr(&output));
    assert_eq!(folder.names(), ["empty", "report.json"]);
    for wrong in [
        &["new"][..],
        &["new", "a", "--year", "99"],
        &["new", "a", "--county", "a\"b"],
        &["new", "a", "--county", ""],
    ] {
        assert_eq!(folder.run(wrong).status.code(), Some(2), "{wrong:?}");
    }
    let output = folder.run(&["new", "a", "--template", "newspaper"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(folder.names(), ["empty", "report.json"]);
}
