//! What `import` says of files that it cannot read, of what it is not sure of, and of what it leaves out.

use std::io::{Cursor, Write};

use image::ImageFormat;

use super::{expect_code, expect_of};
use crate::support::{Folder, picture};

/// A `.docx` of one part.
fn docx(body: &str) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
             <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"
                .to_owned(),
        ),
        (
            "word/document.xml",
            format!(
                "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
            ),
        ),
    ];
    for (name, text) in parts {
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn files_of_other_kinds() {
    let kinds: [(&str, &str, &[u8]); 8] = [
        ("doc", "稿.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"),
        ("pdf", "稿.pdf", b"%PDF-1.7\n"),
        ("rtf", "稿.rtf", b"{\\rtf1\\ansi }"),
        ("html", "稿.docx", b"<html><body>report</body></html>"),
        ("empty", "稿.docx", b""),
        ("zip", "稿.docx", b"PK\x03\x04 broken"),
        ("binary", "稿.txt", b"\x00\x01\x02\x03\x04\x05\x06\x07\xff\xfe\xfd"),
        ("picture", "稿.docx", b"\x89PNG\r\n\x1a\n"),
    ];
    for (name, file, bytes) in kinds {
        let folder = Folder::new("").file(file, bytes);
        expect_of(&format!("import-{name}"), &folder, &["import", file, "-o", "out/2024"]);
    }
    let folder = Folder::new("");
    expect_of("import-missing", &folder, &["import", "没有.docx", "-o", "out/2024"]);
    expect_of("import-no-text", &folder, &["import", ".", "-o", "out/2024"]);
}

#[test]
fn hostile_texts() {
    let entity = format!(
        "<!DOCTYPE d [<!ENTITY a \"{}\">]>{}",
        "啊".repeat(100),
        "<w:p><w:r><w:t>&a;</w:t></w:r></w:p>"
    );
    // The document begins with what the helper writes: an entity is named without being declared.
    let folder = Folder::new("").file("稿.docx", &docx(&entity));
    expect_of("import-entity", &folder, &["import", "稿.docx", "-o", "out/2024"]);
    let deep = format!("{}{}", "<w:sdt>".repeat(500), "</w:sdt>".repeat(500));
    let folder = Folder::new("").file("稿.docx", &docx(&deep));
    expect_of("import-deep", &folder, &["import", "稿.docx", "-o", "out/2024"]);
    let bomb = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "弹".repeat(30_000_000));
    let folder = Folder::new("").file("稿.docx", &docx(&bomb));
    expect_of("import-bomb", &folder, &["import", "稿.docx", "-o", "out/2024"]);
}

const TEXT: &str = "云岭县政协2024年工作回顾\n\n全年召开会议12次。\n\n一、学习\n\n立案提案89件，满意率95%。\n\n图1 委员在学习\n\n二、办实事\n\n办了许多实事。\n";

#[test]
fn what_is_not_certain_and_what_is_left_out() {
    let sheet = "指标,数值,单位,上年\n立案提案,89,件,85\n很长很长的一个指标名称谁也放不下它的说明,3,项,\n说明,,,\n满意率,95,%,好\n";
    let folder = Folder::new("").file("稿.txt", TEXT.as_bytes()).file("数据.csv", sheet.as_bytes());
    std::fs::create_dir(folder.path().join("照片")).unwrap();
    let folder = folder
        .file("照片/1.jpg", &picture(300, 200, ImageFormat::Jpeg))
        .file("照片/IMG_0001.HEIC", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1")
        .file("照片/坏.jpg", b"no picture");
    let files = ["import", "稿.txt", "数据.csv", "照片", "-o", "out/2024"];
    expect_code("import-told", &folder, &files, 0);
    // No county, no year, no headline.
    let bare = Folder::new("").file("稿.txt", "一、学习\n\n大家都学习了，学得很好。\n".as_bytes());
    expect_of("import-facts", &bare, &["import", "稿.txt", "-o", "out"]);
    let broken = Folder::new("{").file("稿.txt", TEXT.as_bytes());
    expect_of("import-report", &broken, &["import", "稿.txt", "-o", "."]);
}

#[test]
fn what_both_sides_changed() {
    let folder = Folder::new("").file("稿.txt", TEXT.as_bytes());
    let arguments = ["import", "稿.txt", "-o", "out/2024"];
    assert_eq!(folder.run(&arguments).status.code(), Some(0));
    let path = folder.path().join("out/2024/report.json");
    let report = std::fs::read_to_string(&path).unwrap();
    assert!(report.contains("办了许多实事。"), "{report}");
    std::fs::write(&path, report.replace("办了许多实事。", "办了一件件实事。")).unwrap();
    let folder = folder.file("稿.txt", TEXT.replace("办了许多实事。", "办了不少实事。").as_bytes());
    expect_of("import-both", &folder, &arguments);
}
