//! What the program says on bad input, to the letter, in English and in `zh/` in Chinese. `UPDATE=1` writes the texts
//! anew, to be read before they are committed.

mod blocks;
mod choice;
mod files;
mod import;
mod language;
mod proofreading;
mod slips;
mod tables;

use image::ImageFormat;

use crate::support::{Folder, SMALL, copy, picture, stderr};

/// Compares what `check report.json` says with `tests/messages/NAME.txt` and `tests/messages/zh/NAME.txt`.
fn expect(name: &str, folder: &Folder, more: &[&str]) {
    let arguments: Vec<&str> = ["check", "report.json"].iter().chain(more).copied().collect();
    expect_of(name, folder, &arguments);
}

/// The same for any command.
fn expect_of(name: &str, folder: &Folder, arguments: &[&str]) {
    expect_code(name, folder, arguments, 1);
}

/// The same, with the exit code.
fn expect_code(name: &str, folder: &Folder, arguments: &[&str], code: i32) {
    for (lang, below) in [("en", ""), ("zh", "zh/")] {
        let output = folder.run(&[arguments, &["--lang", lang]].concat());
        let found = stderr(&output);
        assert_eq!(output.status.code(), Some(code), "{found}");
        // Findings are said on stderr only.
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(!said.contains("error") && !said.contains("错误"), "{said}");
        let path = crate::support::root().join(format!("tests/messages/{below}{name}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &found).unwrap();
        }
        let wanted = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(found, wanted, "the text differs from {}", path.display());
    }
}

/// The small report with one change, beside a photo that is there.
fn spoilt(from: &str, to: &str) -> Folder {
    assert!(SMALL.contains(from), "{from}");
    Folder::new(&SMALL.replace(from, to)).file("one.png", &picture(1200, 800, ImageFormat::Png))
}

/// The small report beside a given photo.
fn with_photo(bytes: &[u8]) -> Folder {
    Folder::new(SMALL).file("one.png", bytes)
}

#[test]
fn reports() {
    for (name, from, to) in [
        ("syntax", "\"county\": \"某县\",", "\"county\": \"某县\""),
        ("comment", "\"format\": 1,", "\"format\": 1, // one"),
        ("unknown-field", "\"title\":", "\"titel\":"),
        ("unknown-field-far", "\"photos\": [\"one\"]", "\"zebra\": 1"),
        ("wrong-type", "\"title\": [\"山河新\"]", "\"title\": \"山河新\""),
        ("number-in-quotes", "\"value\": 89", "\"value\": \"89\""),
        ("missing-field", "\"county\": \"某县\",", ""),
        ("empty-list", "\"body\": [\"全年立案{proposals}。\"]", "\"body\": []"),
        ("empty-text", "\"某县\"", "\"\""),
        ("format", "\"format\": 1", "\"format\": 2"),
        ("duplicate-field", "\"year\": 2024,", "\"year\": 2024, \"year\": 2025,"),
        ("bad-id", "\"id\": \"proposals\"", "\"id\": \"提案\""),
        ("unknown-figure", "{proposals}", "{proposal}"),
        ("stray-brace", "{proposals}", "{proposals"),
        ("unknown-photo", "\"photos\": [\"one\"]", "\"photos\": [\"ones\"]"),
        ("photo-twice", "\"photos\": [\"one\"]", "\"photos\": [\"one\", \"one\"]"),
        ("duplicate-id", "\"photos\": [ {", "\"photos\": [ { \"id\": \"one\", \"file\": \"one.png\" }, {"),
        ("bad-date", "\"year\": 2024,", "\"year\": 2024, \"folio\": { \"date\": \"2025-02-30\" },"),
        ("control-character", "全年", "全\\n年"),
        ("missing-glyph", "全年", "全\u{12000}年"),
        ("photo-missing", "one.png", "ones.png"),
        ("photo-outside", "one.png", "../one.png"),
        ("photo-absolute", "\"file\": \"one.png\"", "\"file\": \"/etc/passwd\""),
    ] {
        expect(name, &spoilt(from, to), &[]);
    }
}

#[test]
fn quotes_that_are_no_quotes() {
    for (name, quote) in [
        ("quote-short", "一件一件办"),
        ("quote-long", "群众的事一件一件办，一件一件有回音，办完一件再办下一件，年年如此从不间断。"),
    ] {
        let to = format!("\"photos\": [\"one\"], \"quote\": {{ \"text\": \"{quote}\" }}");
        expect(name, &spoilt("\"photos\": [\"one\"]", &to), &[]);
    }
}

/// A report of photos, each with its group and caption, and the sections that name them.
fn grouped(sections: &[&[&str]], photos: &[(&str, &str, Option<&str>)]) -> Folder {
    let mut value: serde_json::Value = serde_json::from_str(SMALL).unwrap();
    let section = value["sections"][0].clone();
    value["sections"] = sections
        .iter()
        .map(|ids| {
            let mut section = section.clone();
            section["photos"] = serde_json::json!(ids);
            section
        })
        .collect();
    value["photos"] = photos
        .iter()
        .map(|(id, group, caption)| {
            let mut photo = serde_json::json!({ "id": id, "file": "one.png" });
            if !group.is_empty() {
                photo["group"] = (*group).into();
            }
            if let Some(caption) = caption {
                photo["caption"] = (*caption).into();
            }
            photo
        })
        .collect();
    let text = serde_json::to_string_pretty(&value).unwrap();
    Folder::new(&text).file("one.png", &picture(1200, 800, ImageFormat::Png))
}

#[test]
fn groups_that_cannot_be() {
    let caption = Some("委员走访农户。");
    let together = [("a", "g", None), ("b", "g", None)];
    expect("group-one", &grouped(&[&["a", "b"]], &[("a", "g", None), ("b", "", None)]), &[]);
    let five: Vec<_> = ["a", "b", "c", "d", "e"].map(|id| (id, "g", None)).to_vec();
    expect("group-many", &grouped(&[&["a", "b", "c", "d", "e"]], &five), &[]);
    expect("group-sections", &grouped(&[&["a"], &["b"]], &together), &[]);
    let apart = [together[0], together[1], ("c", "", None)];
    expect("group-apart", &grouped(&[&["a", "c", "b"]], &apart), &[]);
    expect("group-captions", &grouped(&[&["a", "b"]], &[("a", "g", None), ("b", "g", caption)]), &[]);
    // One caption for all, or one for each, is nothing to speak of.
    for second in [None, caption] {
        let folder = grouped(&[&["a", "b"]], &[("a", "g", caption), ("b", "g", second)]);
        assert!(!stderr(&folder.run(&["check", "report.json"])).contains("photo-group"));
    }
}

#[test]
fn all_problems_come_together() {
    let text = SMALL
        .replace("\"title\":", "\"titel\":")
        .replace("\"value\": 89", "\"value\": true")
        .replace("\"year\": 2024,", "")
        .replace("\"file\"", "\"flie\"");
    expect("all-together", &Folder::new(&text), &[]);
}

#[test]
fn a_long_line_is_shown_around_its_place() {
    let long = format!("{}{{nothing}}{}", "前".repeat(300), "后".repeat(300));
    expect("long-line", &spoilt("全年", &long), &[]);
}

#[test]
fn photos_that_are_none() {
    let png = picture(1200, 800, ImageFormat::Png);
    let jpeg = picture(1200, 800, ImageFormat::Jpeg);
    // A header that promises 60,000 × 60,000 pixels: the two sizes of the IHDR chunk, and its checksum's place.
    let mut huge = png.clone();
    huge[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
    let crc = crc32(&huge[12..29]);
    huge[29..33].copy_from_slice(&crc.to_be_bytes());
    for (name, bytes) in [
        ("photo-not-picture", b"this is a text".as_slice()),
        ("photo-empty", b""),
        ("photo-truncated-png", &png[..png.len() / 2]),
        ("photo-truncated-jpeg", &jpeg[..jpeg.len() / 2]),
        ("photo-too-large", &huge),
        ("photo-heic", b"\0\0\0\x18ftypheic\0\0\0\0"),
        ("photo-gif", b"GIF89a\x01\0\x01\0"),
        ("photo-svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ] {
        expect(name, &with_photo(bytes), &[]);
    }
}

/// The checksum of PNG's chunks (ISO 3309), bit by bit.
pub fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 },
        )
    })
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out() {
    let outside = tempfile::TempDir::new().unwrap();
    std::fs::write(outside.path().join("secret.png"), picture(100, 100, ImageFormat::Png)).unwrap();
    let folder = Folder::new(SMALL);
    std::os::unix::fs::symlink(outside.path().join("secret.png"), folder.path().join("one.png")).unwrap();
    expect("photo-link", &folder, &[]);
}

#[test]
fn reports_that_are_no_text() {
    let folder = Folder::new("");
    expect("empty-file", &folder, &[]);
    std::fs::write(folder.path().join("report.json"), b"{ \"format\": \xff }").unwrap();
    expect("not-utf8", &folder, &[]);
    std::fs::write(folder.path().join("report.json"), vec![b' '; 5 * 1024 * 1024]).unwrap();
    expect("file-too-large", &folder, &[]);
    std::fs::remove_file(folder.path().join("report.json")).unwrap();
    expect("file-missing", &folder, &[]);
    std::fs::write(folder.path().join("report.json"), "[".repeat(200_000)).unwrap();
    let deep = folder.check();
    assert!(deep.starts_with("error[syntax]: this is not JSON: "), "{}", &deep[..deep.len().min(300)]);
}

#[test]
fn a_text_that_does_not_fit_a_pinned_plan() {
    let folder = Folder::pinned();
    let pinned = ["--template", "mine"];
    let text = crate::support::sample_text();
    let longer = text
        .replace("全年召开各类协商议政会议", &format!("{}全年召开各类协商议政会议", "再写一句。".repeat(20)));
    std::fs::write(folder.path().join("report.json"), longer).unwrap();
    expect("overset", &folder, &pinned);
    let shorter = text.replace("机关里都有人记挂。", "").replace("一人学变成了众人学。", "");
    std::fs::write(folder.path().join("report.json"), shorter).unwrap();
    expect("short", &folder, &pinned);
    let output = folder.run(&["build", "report.json", "--template", "mine"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(folder.names(), ["mine", "photos", "report.json"]);
}

#[test]
fn a_report_that_does_not_suit_a_pinned_plan() {
    let folder = Folder::pinned();
    std::fs::write(folder.path().join("report.json"), SMALL).unwrap();
    let folder = folder.file("one.png", &picture(1200, 800, ImageFormat::Png));
    expect("plan", &folder, &["--template", "mine"]);
}

/// A template in the folder `mine` with one page, one size of type and nothing that fills the page.
fn with_strict(folder: &Folder) {
    let strict = "extends = \"newspaper-feature\"\n[makeup]\npages = { least = 1, most = 1 }\n\
                  sizes = []\nfiller = { least = 0, most = 0 }\n";
    std::fs::create_dir(folder.path().join("mine")).unwrap();
    std::fs::write(folder.path().join("mine/template.toml"), strict).unwrap();
}

#[test]
fn a_report_that_fits_no_page() {
    let folder = with_photo(&picture(1200, 800, ImageFormat::Png));
    with_strict(&folder);
    expect("volume-short", &folder, &["--template", "mine"]);
    let folder = Folder::sample();
    with_strict(&folder);
    let text = crate::support::sample_text();
    let longer = text.replace(
        "全年召开各类协商议政会议",
        &format!("{}全年召开各类协商议政会议", "再写一句。".repeat(400)),
    );
    std::fs::write(folder.path().join("report.json"), longer).unwrap();
    expect("volume-long", &folder, &["--template", "mine"]);
}

#[test]
fn a_broken_template() {
    let folder = Folder::sample();
    let template = folder.path().join("mine");
    copy(&crate::support::root().join("templates/newspaper-feature"), &template);
    let part = template.join("parts/credits.typ");
    let text = std::fs::read_to_string(&part).unwrap();
    std::fs::write(&part, text.replace("align(right", "align(rihgt")).unwrap();
    expect("template-code", &folder, &["--template", "mine"]);
    std::fs::write(&part, text.replace("box-thread(", "read(\"/etc/passwd\")\n  box-thread(")).unwrap();
    expect("template-outside", &folder, &["--template", "mine"]);
    std::fs::write(&part, text.replace("#import \"/banmian.typ\"", "#import \"@preview/cetz:0.4.0\""))
        .unwrap();
    expect("template-package", &folder, &["--template", "mine"]);
    let settings = std::fs::read_to_string(template.join("template.toml")).unwrap();
    std::fs::write(template.join("template.toml"), settings.replace("columns = 8 ", "columns = 800 "))
        .unwrap();
    expect("template-grid", &folder, &["--template", "mine"]);
    std::fs::write(template.join("template.toml"), settings.replace("pitch_pt", "pich_pt")).unwrap();
    expect("template-field", &folder, &["--template", "mine"]);
    expect("template-none", &folder, &["--template", "nothing"]);
}

/// A folio line with something wrong about each of its texts.
const BAD_FOLIO: &str = r#"#import "/banmian.typ": *
#let folio(rect, number: 0) = at(rect, {
  let it = report.folio
  set text(font: faces("sans"), size: 9pt)
  let put(x, body, y: 0pt) = place(top + left, dx: x, dy: y, body)
  put(0pt, text(fill: paper, it.paper))
  put(100pt, text(fill: luma(70%), it.date))
  put(1040pt, it.kind)
  put(300pt, it.page)
  put(295pt, std.rect(width: 30pt, height: 12pt, fill: accent))
  for (index, person) in it.staff.enumerate() {
    let x = 400pt + index * 80pt
    put(x, if index == 0 { block(width: 10pt, height: 12pt, clip: true, box(width: 50pt, person.role)) } else { person.role })
    put(x + if index == 1 { 5pt } else { 0pt }, person.name, y: if index == 1 { 3pt } else { 15pt })
  }
})
"#;

#[test]
fn texts_that_are_not_drawn() {
    let folder = Folder::pinned();
    let write =
        |path: &str, text: String| std::fs::write(folder.path().join("mine").join(path), text).unwrap();
    let read = |path: &str| std::fs::read_to_string(folder.path().join("mine").join(path)).unwrap();
    write("parts/folio.typ", BAD_FOLIO.to_owned());
    write("parts/credits.typ", "#let credits(rect) = []\n".to_owned());
    let hero = read("parts/hero.typ");
    let lead = "report.lead.map(it => paragraph(it, indent: 2em))";
    assert!(hero.contains(lead));
    write(
        "parts/hero.typ",
        hero.replace(lead, "report.lead.map(it => paragraph(it.slice(0, -9), indent: 2em))"),
    );
    expect("not-drawn", &folder, &["--template", "mine"]);
    let settings = read("template.toml");
    write("template.toml", settings + "\n[texts]\nomits = [\"/folio/pages\"]\n");
    expect("template-omits", &folder, &["--template", "mine"]);
}

#[test]
fn files_that_cannot_be_written() {
    let folder = Folder::sample();
    let build = ["build", "report.json", "-o", "no/such/folder/page.pdf", "--png", "photos"];
    expect_code("unwritable", &folder, &build, 3);
    assert_eq!(folder.names(), ["photos", "report.json"]);
    expect("font-path", &folder, &["--font-path", "none", "--font-path", "photos"]);
}

#[test]
fn a_photo_with_too_few_pixels() {
    let folder = Folder::sample().file("photos/seeding.jpg", &picture(150, 120, ImageFormat::Jpeg));
    expect("low-resolution", &folder, &[]);
}
