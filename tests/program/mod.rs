//! The program as a user runs it.

mod choice;
mod compare;
mod draft;
mod help;
mod import;
mod layers;
mod proof;

use std::path::Path;
use std::process::Command;

use image::ImageFormat;
use serde_json::Value;

use crate::support::{Folder, picture, stderr, turned};

#[test]
fn build_writes_the_page_and_a_preview() {
    let folder = Folder::sample();
    let output = folder.run(&["build", ".", "--png", "page.png", "--ppi", "30"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "wrote ./report.pdf\nwrote page.png\n");
    assert_eq!(folder.names(), ["page.png", "photos", "report.json", "report.pdf"]);
    let pdf = std::fs::read(folder.path().join("report.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-") && pdf.ends_with(b"%%EOF"));
    let preview = image::open(folder.path().join("page.png")).unwrap();
    assert_eq!((preview.width(), preview.height()), (461, 644));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let pages: Vec<Vec<u8>> = ["here.pdf", "again.pdf"]
        .iter()
        .map(|name| {
            // Each run has a folder of its own as well.
            let folder = Folder::sample();
            let output = folder.run(&["build", "report.json", "-o", name]);
            assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
            std::fs::read(folder.path().join(name)).unwrap()
        })
        .collect();
    assert!(pages[0] == pages[1], "two runs differ");
}

#[test]
fn the_program_needs_nothing_but_itself() {
    let folder = Folder::sample();
    let program = folder.path().join("banmian");
    std::fs::copy(env!("CARGO_BIN_EXE_banmian"), &program).unwrap();
    let output = Command::new(&program)
        .args(["build", "report.json"])
        .current_dir(folder.path())
        .env_clear()
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(folder.path().join("report.pdf").is_file());
}

#[test]
fn findings_as_json() {
    let folder = Folder::new(&crate::support::SMALL.replace("\"title\":", "\"titel\":"));
    let output = folder.run(&["check", "report.json", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stderr.is_empty());
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        object["findings"][0],
        serde_json::json!({
            "severity": "error", "code": "unknown-field", "message": "there is no field `titel` here",
            "file": "report.json", "line": 5, "column": 17, "pointer": "/headline/titel",
            "hints": ["did you mean `title`?"],
            "key": "unknown-field", "arguments": { "name": "titel" },
        })
    );
    assert_eq!(object["output"], serde_json::json!([]));
}

#[test]
fn a_good_build_as_json() {
    let folder = Folder::sample();
    let output = folder.run(&["build", "report.json", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(object["output"], serde_json::json!(["report.pdf"]));
    assert_eq!(object["figures"]["lost_characters"], 0);
    assert_eq!(object["figures"]["overset_lines"], 0);
    assert_eq!(object["plan"]["section"].as_array().unwrap().len(), 5);
}

#[test]
fn wrong_use_is_two() {
    let folder = Folder::new("");
    for arguments in
        [&["bild"][..], &["build"], &["build", "x", "--ppi", "5"], &["check", "x", "--format", "xml"]]
    {
        assert_eq!(folder.run(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn fonts_are_listed() {
    let folder = Folder::new("");
    let output = folder.run(&["fonts"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().count(), 12);
    let first = text.lines().next().unwrap();
    assert!(
        first.starts_with("Noto Serif CJK SC") && first.contains("宋体") && first.contains(" 400 "),
        "{first}"
    );
    assert!(text.contains("35684 hanzi"), "{text}");
}

#[test]
fn every_format_of_photo_prints() {
    for (name, format) in [
        ("seeding.png", ImageFormat::Png),
        ("seeding.webp", ImageFormat::WebP),
        ("seeding.tiff", ImageFormat::Tiff),
        ("seeding.jpeg", ImageFormat::Jpeg),
    ] {
        let folder = Folder::sample().file(&format!("photos/{name}"), &picture(900, 600, format));
        let text = crate::support::sample_text().replace("seeding.jpg", name);
        std::fs::write(folder.path().join("report.json"), text).unwrap();
        let output = folder.run(&["build", "report.json"]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", stderr(&output));
    }
}

#[test]
fn the_cameras_orientation_is_respected() {
    for (orientation, size) in [(1, (300, 200)), (3, (300, 200)), (6, (200, 300)), (8, (200, 300))] {
        let folder = Folder::new(crate::support::SMALL)
            .file("one.png", &turned(&picture(300, 200, ImageFormat::Jpeg), orientation));
        let loaded = banmian::report::read(&folder.path().join("report.json"), "report.json").unwrap();
        let (photos, findings) =
            banmian::report::load_photos(&loaded.report, &loaded.places, Path::new(folder.path()));
        assert!(findings.is_empty());
        let photo = photos[0].as_ref().unwrap();
        assert_eq!((photo.width, photo.height), size, "orientation {orientation}");
    }
}

#[test]
fn the_plan_is_shown_with_its_costs() {
    let folder = Folder::sample();
    let output = folder.run(&["plan", "report.json", "--svg", "plan.svg"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(
        said.contains("=1=")
            && said.contains("\nThis plan costs ")
            && said.contains("\nNumber 2 would cost "),
        "{said}"
    );
    let svg = std::fs::read_to_string(folder.path().join("plan.svg")).unwrap();
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    let pinned = Folder::pinned();
    let output = pinned.run(&["plan", "report.json", "--template", "mine"]);
    assert!(String::from_utf8(output.stdout).unwrap().ends_with("\nThe template pins this plan.\n"));
}

#[test]
fn check_ends_with_one_sentence() {
    let last = |folder: &Folder, lang: &str| {
        let output = folder.run(&["check", "report.json", "--lang", lang]);
        assert!(output.stdout.is_empty(), "no figures unless they are asked for");
        stderr(&output).lines().last().unwrap_or_default().to_owned()
    };
    let sample = Folder::sample();
    assert_eq!(last(&sample, "en"), "ready for the press: nothing found");
    assert_eq!(last(&sample, "zh"), "可以送印：没有发现问题");
    let text = crate::support::sample_text();
    // Two things that nobody must correct.
    let looked_at = text.replace("群众", "群众(1)");
    std::fs::write(sample.path().join("report.json"), &looked_at).unwrap();
    let said = last(&sample, "en");
    assert!(
        said.starts_with("ready for the press: no errors, ") && said.ends_with(" things to look at"),
        "{said}"
    );
    let warnings = stderr(&sample.run(&["check", "report.json"])).matches("\nwarning[").count() + 1;
    assert!(said.contains(&format!(" {warnings} things")), "{said}");
    // What has to be done first is what stands first in the report, warnings aside.
    let spoilt = looked_at.replace("\"county\":", "\"countie\":").replace("\"year\":", "\"yeer\":");
    std::fs::write(sample.path().join("report.json"), spoilt).unwrap();
    let said = last(&sample, "en");
    let first = stderr(&sample.run(&["check", "report.json"]));
    let (place, _) = first.split_once('\n').unwrap().1.trim().split_once('\n').unwrap();
    let place = place.trim_start_matches("--> ");
    assert!(
        said.starts_with("not ready for the press: ") && said.contains(&format!(" begin at {place}: ")),
        "{said}"
    );
    assert!(last(&sample, "zh").starts_with("还不能送印：有"));
}

#[test]
fn check_prints_the_figures_of_merit_when_asked() {
    let folder = Folder::sample();
    let output = folder.run(&["check", "report.json", "--figures"]);
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.starts_with(
            "overset lines                     0                               good  good to 0\n"
        ),
        "{said}"
    );
    assert_eq!(said.lines().count(), 40);
    assert!(said.contains("\nmost ink on 15 mm square          2"), "{said}");
    // Every figure has its verdict; how many lines there are is none.
    let verdict = |line: &&str| line.contains(" good to ") || line.contains(" good from ");
    assert_eq!(said.lines().filter(verdict).count(), 36, "{said}");
    let object = folder.run(&["check", "report.json", "--format", "json"]);
    let object: Value = serde_json::from_slice(&object.stdout).unwrap();
    assert!(object["figures"]["widows"].is_u64());
}
