//! `compare`: what changed from one file to another, with place and picture.

use serde_json::Value;

use crate::support::{Folder, sample_text, stderr};

/// The sample on its pinned plan, built as `NAME.pdf` after changes of its text.
fn build(folder: &Folder, name: &str, change: &dyn Fn(String) -> String, more: &[&str]) {
    std::fs::write(folder.path().join("report.json"), change(sample_text())).unwrap();
    let file = format!("{name}.pdf");
    let output = folder.run(&[&["build", "report.json", "--template", "mine", "-o", &file], more].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

/// The changes from `before.pdf` to `after.pdf`: the key of each, and all of it.
fn changes(folder: &Folder) -> Vec<(String, Value)> {
    let output = folder.run(&["compare", "before.pdf", "after.pdf", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    let changes = value["comparison"]["changes"].as_array().unwrap();
    changes.iter().map(|change| (change["key"].as_str().unwrap().to_owned(), change.clone())).collect()
}

#[test]
fn the_same_page_has_no_changes() {
    let folder = Folder::pinned();
    build(&folder, "before", &|text| text, &[]);
    build(&folder, "after", &|text| text, &[]);
    assert_eq!(changes(&folder), []);
    // The printer's marks and slug are not the page.
    build(&folder, "after", &|text| text, &["--marks"]);
    assert_eq!(changes(&folder), []);
    assert!(!folder.path().join("after-compare.png").exists());
    let output = folder.run(&["compare", "before.pdf", "after.pdf"]);
    // Of what lies on other sheets the words and pictures are compared, and it is said that no more is.
    let said = stderr(&output);
    assert!(said.starts_with("warning[compare-marks]: "), "{said}");
    assert!(said.ends_with("nothing changed on the pages\n"), "{said}");
}

#[test]
fn no_output_takes_the_place_of_what_was_read_or_of_another() {
    let folder = Folder::pinned();
    build(&folder, "before", &|text| text, &[]);
    build(&folder, "after", &|text| text.replacen("初冬的清晨，", "初冬的清晨、", 1), &[]);
    let bytes = |name: &str| std::fs::read(folder.path().join(name)).ok();
    let of_build = ["build", "report.json", "--template", "mine", "--ppi", "20"];
    for (command, kept, said) in [
        (&["compare", "before.pdf", "after.pdf", "--png", "before.pdf"][..], "before.pdf", "was read"),
        (&["compare", "before.pdf", "after.pdf", "--png", "./after.pdf"], "after.pdf", "was read"),
        (&["compare", "before.pdf", "after.pdf", "--png", "x.jpg"], "x.jpg", "ends in .png"),
        (&[&of_build[..], &["--png", "photos/seeding.jpg"]].concat(), "photos/seeding.jpg", "was read"),
        (&[&of_build[..], &["-o", "report.json"]].concat(), "report.json", "was read"),
        (&[&of_build[..], &["-o", "same.png", "--png", "same.png"]].concat(), "same.png", "two files"),
        (&[&of_build[..], &["--png", "page.pdf", "-o", "other.pdf"]].concat(), "other.pdf", "ends in .png"),
    ] {
        let before = bytes(kept);
        let output = folder.run(command);
        assert_eq!(output.status.code(), Some(1), "{command:?}");
        assert!(stderr(&output).contains(said), "{command:?}: {}", stderr(&output));
        assert!(bytes(kept) == before, "{command:?} changed {kept}");
    }
}

#[test]
fn a_changed_comma_is_told_with_its_place() {
    let folder = Folder::pinned();
    build(&folder, "before", &|text| text, &[]);
    build(&folder, "after", &|text| text.replacen("初冬的清晨，", "初冬的清晨、", 1), &[]);
    let found = changes(&folder);
    let texts: Vec<&Value> =
        found.iter().filter(|(key, _)| key == "change.text").map(|(_, change)| change).collect();
    let [change] = texts.as_slice() else { panic!("{found:?}") };
    assert_eq!(change["arguments"]["gone"], "，");
    assert_eq!(change["arguments"]["come"], "、");
    assert!(change["arguments"]["lead"].as_str().unwrap().ends_with("清晨"));
    let spot = &change["after"][0];
    assert_eq!(spot["page"], 1);
    assert!(spot["width_mm"].as_f64().unwrap() < 6.0 && spot["x_mm"].as_f64().unwrap() > 10.0, "{spot}");
    // The place is that of the words: what poppler would say of them is checked from outside.
    assert_eq!(spot, &change["before"][0]);
    let picture = image::open(folder.path().join("after-compare.png")).unwrap();
    assert!(picture.width() > 2 * 1100 && picture.height() > 1500, "{:?}", picture.width());
    let output = folder.run(&["compare", "before.pdf", "after.pdf", "--lang", "zh"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("“，”改成了“、”"), "{said}");
}

#[test]
fn numbers_change_as_a_whole() {
    let folder = Folder::pinned();
    build(&folder, "before", &|text| text, &[]);
    build(&folder, "after", &|text| text.replacen("\"value\": 89", "\"value\": 92", 1), &[]);
    let found = changes(&folder);
    assert!(
        found.iter().any(|(key, change)| key == "change.text"
            && change["arguments"]["gone"].as_str().unwrap().starts_with("89")
            && change["arguments"]["come"].as_str().unwrap().starts_with("92")),
        "{found:?}"
    );
}

#[test]
fn pictures_are_told_by_their_names() {
    let folder = Folder::pinned();
    build(&folder, "before", &|text| text, &[]);
    // Another file under the same name.
    let path = folder.path().join("photos/seeding.jpg");
    let turned = image::open(&path).unwrap().fliph();
    turned.save(&path).unwrap();
    build(&folder, "after", &|text| text, &[]);
    let found = changes(&folder);
    let [(key, change)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(key, "change.picture-replaced");
    assert_eq!(change["arguments"]["name"]["arguments"]["name"], "photos/seeding.jpg");
    assert!(change["after"][0]["width_mm"].as_f64().unwrap() > 40.0);
}

#[test]
fn what_is_drawn_otherwise_is_seen() {
    let folder = Folder::pinned();
    build(&folder, "before", &|text| text, &[]);
    let path = folder.path().join("county.toml");
    std::fs::write(&path, "[theme]\naccent = [80, 25, 70, 25]\n").unwrap();
    build(&folder, "after", &|text| text, &[]);
    let found = changes(&folder);
    assert!(!found.is_empty() && found.iter().all(|(key, _)| key == "change.drawn"), "{found:?}");
}

#[test]
fn files_of_others_and_files_that_are_none() {
    let folder = Folder::pinned();
    build(&folder, "before", &|text| text, &[]);
    let ours = std::fs::read(folder.path().join("before.pdf")).unwrap();
    // The same file, as if another program had written it.
    let mut document = lopdf::Document::load_mem(&ours).unwrap();
    let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let info = document.get_dictionary_mut(info).unwrap();
    info.set("Creator", lopdf::Object::string_literal("Somebody"));
    info.set("Producer", lopdf::Object::string_literal("Somebody"));
    document.save(folder.path().join("foreign.pdf")).unwrap();
    let output = folder.run(&["compare", "before.pdf", "foreign.pdf"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(stderr(&output).contains("warning[compare-foreign]"), "{}", stderr(&output));
    for (name, bytes, code) in [
        ("none.pdf", None, "cannot be read"),
        ("text.pdf", Some(b"hello".to_vec()), "this is no PDF"),
        ("half.pdf", Some(ours[..ours.len() / 2].to_vec()), "compare-file"),
        ("empty.pdf", Some(b"%PDF-1.6\n%%EOF".to_vec()), "compare-file"),
    ] {
        if let Some(bytes) = bytes {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        let output = folder.run(&["compare", "before.pdf", name]);
        assert_eq!(output.status.code(), Some(1), "{name}: {}", stderr(&output));
        assert!(stderr(&output).contains(code), "{name}: {}", stderr(&output));
    }
}
