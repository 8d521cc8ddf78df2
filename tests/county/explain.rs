//! `templates`: the list, a copy, and where everything comes from.

use super::{county, put};
use crate::support::{Folder, stderr};

#[test]
fn where_parts_and_values_come_from() {
    let folder =
        county("[theme]\naccent = [80, 25, 70, 25]\n[folio]\nkind = \"副刊\"\n[checks]\nspace = \"off\"\n");
    put(&folder, "parts/credits.typ", "#import \"/banmian.typ\": *\n#let credits(rect) = at(rect, [x])\n");
    let output = folder.run(&["templates", "--explain", "report.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = String::from_utf8(output.stdout).unwrap();
    let row = |start: &str| {
        let found = said.lines().find(|line| line.starts_with(start));
        found
            .unwrap_or_else(|| panic!("no {start} in {said}"))
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(row("county "), "county county.toml");
    assert_eq!(row("template "), "template newspaper-feature");
    assert_eq!(
        row("parts/credits.typ"),
        "parts/credits.typ parts/credits.typ in place of newspaper-feature/parts/credits.typ"
    );
    assert_eq!(row("parts/folio.typ"), "parts/folio.typ newspaper-feature/parts/folio.typ");
    assert!(row("theme.accent").starts_with("theme.accent [80,25,70,25] county.toml:2:10 headline"));
    assert!(row("theme.tint").contains("newspaper-feature/template.toml:"));
    assert!(row("folio.kind").starts_with("folio.kind \"专版\" report.json:"));
    assert_eq!(row("checks.space"), "checks.space \"off\" county.toml:6:9");
    assert!(row("grid.columns").starts_with("grid.columns 8 newspaper-feature/template.toml:"));
}

#[test]
fn a_copy_is_whole_builds_and_writes_over_nothing() {
    let folder = Folder::sample();
    let output = folder.run(&["templates", "--copy", "newspaper-feature", "mine"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let pages: Vec<Vec<u8>> =
        [&["build", "report.json"][..], &["build", "report.json", "--template", "mine"]]
            .iter()
            .map(|arguments| {
                let output = folder.run(arguments);
                assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
                std::fs::read(folder.path().join("report.pdf")).unwrap()
            })
            .collect();
    assert!(pages[0] == pages[1], "the copy makes another page");
    let output = folder.run(&["templates", "--copy", "newspaper-feature", "mine"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("there is something in the folder already\n  --> mine"),
        "{}",
        stderr(&output)
    );
    let output = folder.run(&["templates", "--copy", "newspaper-featur", "other"]);
    assert!(stderr(&output).contains("did you mean `newspaper-feature`?"), "{}", stderr(&output));
    assert!(!folder.path().join("other").exists());
}
