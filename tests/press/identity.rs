//! Identity: which document a file is of, which version, which file.

use banmian::press::{PdfX, PressName, Revision};
use lopdf::{Document, Object};

use super::printing::{load, origin, pages, printed};
use crate::support::{Folder, sample_text, stderr};

/// What a file says of itself: the two parts of its ID, and the three of its metadata.
fn said(document: &Document) -> [String; 5] {
    let ids = document.trailer.get(b"ID").and_then(Object::as_array).unwrap();
    let hex = |id: &Object| id.as_str().unwrap().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let metadata = document.catalog().unwrap().get(b"Metadata").and_then(Object::as_reference).unwrap();
    let xmp = document.get_object(metadata).and_then(Object::as_stream).unwrap();
    let xmp = String::from_utf8(xmp.content.clone()).unwrap();
    let tag = |name: &str| {
        let (_, rest) = xmp.split_once(&format!("<{name}>")).unwrap();
        rest.split('<').next().unwrap().to_owned()
    };
    [hex(&ids[0]), hex(&ids[1]), tag("xmpMM:DocumentID"), tag("xmpMM:InstanceID"), tag("xmpMM:VersionID")]
}

/// The sample with its text changed, built with arguments; the mark in the slug, and what the file says.
fn built(change: impl Fn(String) -> String, arguments: &[&str]) -> (String, [String; 5]) {
    let folder = Folder::pinned();
    std::fs::write(folder.path().join("report.json"), change(sample_text())).unwrap();
    let all = [&["build", "report.json", "--template", "mine", "-o", "page.pdf"], arguments].concat();
    let output = folder.run(&all);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let document = Document::load_mem(&std::fs::read(folder.path().join("page.pdf")).unwrap()).unwrap();
    let words = document.extract_text(&[1]).unwrap();
    let mark = words
        .split("版本")
        .nth(1)
        .map(|rest| rest.chars().filter(|c| !c.is_whitespace()).take(9).collect::<String>());
    (mark.unwrap_or_default(), said(&document))
}

#[test]
fn a_changed_comma_is_another_version_of_the_same_document() {
    let comma = |text: String| {
        let changed = text.replacen('，', "；", 1);
        assert_ne!(changed, text);
        changed
    };
    let (mark, first) = built(|text| text, &["--marks"]);
    let (other_mark, other) = built(comma, &["--marks"]);
    let [document, file, document_id, instance, version] = &first;
    assert_eq!((document, document_id), (&other[0], &other[2]));
    assert_eq!(*document_id, uuid_of(document));
    assert_eq!(*instance, uuid_of(file));
    assert!(*file != other[1] && *instance != other[3] && *version != other[4], "{first:?} {other:?}");
    // The mark in the slug is the version.
    assert_eq!((&mark, &other_mark), (version, &other[4]));
    assert!(mark.len() == 9 && mark.chars().all(|c| c.is_ascii_hexdigit() || c == '-'), "{mark}");
    // The same again, to the letter.
    assert_eq!(built(|text| text, &["--marks"]), (mark.clone(), first.clone()));
    // Another rendition has the same content: its version is the same, the file is another.
    let (_, coated) = built(|text| text, &["--press", "coated"]);
    assert_eq!((&coated[0], &coated[4]), (document, version));
    assert_ne!(coated[3], *instance);
}

fn uuid_of(hex: &str) -> String {
    format!("uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[test]
fn the_mark_follows_what_is_seen_and_nothing_else() {
    let mark = |code: &str| Revision::of(&pages(1, code), &origin).to_string();
    let base = "at(20mm, 30mm, text(fill: black)[page]); at(20mm, 50mm, image(\"/white.png\", width: 50mm)); at(20mm, 150mm, rect(width: 9mm, height: 9mm, fill: red))";
    let marks: Vec<String> = [
        base.to_owned(),
        base.replace("[page]", "[pages]"),
        base.replace("fill: black", "fill: blue"),
        base.replace("20mm, 30mm", "20mm, 30.1mm"),
        base.replace("white.png", "black.png"),
        base.replace("width: 50mm", "width: 51mm"),
        base.replace("width: 9mm", "width: 9.1mm"),
        base.replace("fill: red", "fill: rgb(254, 65, 55)"),
        format!("{base}; line(length: 2mm)"),
    ]
    .iter()
    .map(|code| mark(code))
    .collect();
    let mut once = marks.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), marks.len(), "{marks:?}");
    // Written otherwise, it looks the same.
    assert_eq!(mark(&format!("/* a comment */ {base}")), marks[0]);
}

#[test]
fn the_office_file_has_an_identity_as_well() {
    let ids = |code: &str| {
        let document = load(&printed(&pages(1, code), PressName::Office, None, false, None));
        let ids = document.trailer.get(b"ID").and_then(Object::as_array).unwrap();
        [ids[0].as_str().unwrap().to_vec(), ids[1].as_str().unwrap().to_vec()]
    };
    let (one, other) = (ids("at(20mm, 30mm, [one])"), ids("at(20mm, 30mm, [other])"));
    assert_eq!(one[0], other[0]);
    assert_ne!(one[1], other[1]);
    assert_eq!(one, ids("at(20mm, 30mm, [one])"));
}

#[test]
fn photos_name_their_files() {
    let (_, _) = built(|text| text, &[]);
    let folder = Folder::pinned();
    let output = folder.run(&["build", "report.json", "--template", "mine", "-o", "page.pdf"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let document = Document::load_mem(&std::fs::read(folder.path().join("page.pdf")).unwrap()).unwrap();
    let names: Vec<String> = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok()?.dict.get(b"BANM_Photo").ok()?.as_str().ok())
        .map(|name| String::from_utf8(name.to_vec()).unwrap())
        .collect();
    assert!(names.iter().any(|name| name == "photos/seeding.jpg"), "{names:?}");
    let both = printed(&pages(1, "at(20mm, 30mm, [x])"), PressName::Newsprint, Some(PdfX::X1a), false, None);
    assert_eq!(said(&load(&both))[4].len(), 9);
}
