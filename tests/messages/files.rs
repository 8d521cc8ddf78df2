//! Names of files, files that are compared, and what the press's rules say, to the letter.

use super::{expect, expect_code, expect_of};
use crate::support::{Folder, sample_text};

fn with_county(text: &str) -> Folder {
    Folder::pinned().file("county.toml", text.as_bytes())
}

#[test]
fn names_of_files() {
    for (name, pattern) in [
        ("file-name-field", "{paper}-{pages}"),
        ("file-name-braces", "{paper"),
        ("file-name-character", "../{paper}"),
        ("file-name-form", "CON.{page}"),
    ] {
        expect(name, &with_county(&format!("[files]\npattern = \"{pattern}\"\n")), &[]);
    }
    let undated = sample_text().replacen("\"date\": \"2025-01-10\",", "", 1);
    let folder = with_county("[files]\npattern = \"{date}\"\n").file("report.json", undated.as_bytes());
    expect("file-name-missing", &folder, &["--template", "mine"]);
}

#[test]
fn files_that_are_compared() {
    let folder = Folder::new("{}").file("text.pdf", b"hello").file("half.pdf", b"%PDF-1.6\n1 0 obj\n");
    expect_of("compare-none", &folder, &["compare", "none.pdf", "text.pdf"]);
    expect_of("compare-half", &folder, &["compare", "half.pdf", "text.pdf"]);
}

#[test]
fn what_is_shown_of_no_press() {
    let folder = Folder::pinned();
    let build = [
        "build",
        "report.json",
        "--template",
        "mine",
        "--png",
        "page.png",
        "--soft-proof",
        "--press",
        "office",
    ];
    expect_code("soft-proof", &folder, &build, 1);
}

#[test]
fn rules_of_the_trade() {
    let arguments = ["--template", "mine", "--preflight", "gwg-newspaper", "--pdfx", "x1a"];
    expect("gwg-version", &Folder::pinned(), &arguments);
}
