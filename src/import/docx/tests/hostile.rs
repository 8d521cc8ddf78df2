use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::make::{SPACES, docx, p, r, texts};
use crate::import::docx::package::MAX_ENTRIES;
use crate::import::docx::xml::MAX_DEPTH;
use crate::import::docx::{MAX_PARAGRAPHS, MAX_PICTURES, parse};
use crate::import::kinds::{Kind, kind};

/// What stops a document.
fn stopped(made: super::make::Make) -> &'static str {
    made.try_read().unwrap_err().message.key()
}

/// A document with something of everything.
fn full() -> super::make::Make {
    let picture = "<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"a\"/><a:blip r:embed=\"i\"/></wp:inline></w:drawing></w:r>";
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"h\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>{}</w:p>\
         <w:p>{picture}<w:ins>{}</w:ins><w:del>{}</w:del><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>\
         <w:tbl><w:tblPr/><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        r("题"),
        r("入"),
        r("出"),
        p("格")
    );
    docx(&body)
        .xml("styles", "<w:style w:type=\"paragraph\" w:styleId=\"h\"><w:name w:val=\"heading 1\"/><w:rPr><w:sz w:val=\"32\"/></w:rPr></w:style>")
        .xml("numbering", "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"%1、\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>")
        .xml("footnotes", &format!("<w:footnote w:id=\"1\">{}</w:footnote>", p("注")))
        .part("i", "image", "media/image1.png", b"\x89PNG")
}

#[test]
fn nothing_panics_at_a_file_that_is_cut_or_changed() {
    let whole = full().bytes();
    assert_eq!(texts(&parse(&whole).unwrap().0), ["题", "入"]);
    for length in (0..whole.len()).step_by(7) {
        let cut = &whole[..length];
        assert!(parse(cut).is_err(), "{length}");
        let _ = kind(cut);
    }
    // Numbers that look like chance, the same each time.
    let mut seed = 1_u32;
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(seed >> 8).unwrap()
    };
    for _ in 0..600 {
        let mut changed = whole.clone();
        for _ in 0..=next() % 4 {
            let at = next() % changed.len();
            changed[at] = next().to_le_bytes()[0];
        }
        let _ = kind(&changed);
        let _ = parse(&changed);
    }
    // The same with the letters themselves, which no sum protects here.
    let body = format!("<w:document {SPACES}><w:body>{}</w:body></w:document>", p("文"));
    for _ in 0..600 {
        let mut changed = body.clone().into_bytes();
        for _ in 0..=next() % 4 {
            let at = next() % changed.len();
            changed[at] = b"<>/=\"&;w:p \0\xff"[next() % 13];
        }
        let _ = docx("").part("again", "styles", "styles.xml", &changed).try_read();
        let _ = parse(&super::make::zipped(&[("word/document.xml".to_owned(), changed)]));
    }
    for length in [0, 1, 4, 100, 5000] {
        let noise: Vec<u8> = (0..length).map(|_| next().to_le_bytes()[0]).collect();
        let _ = kind(&noise);
        assert!(parse(&noise).is_err());
    }
}

#[test]
fn broken_xml_names_its_part() {
    for (styles, key) in [
        ("<w:styles", "import-broken.xml"),
        ("<w:styles><w:style></w:styles>", "import-broken.xml"),
        ("<w:styles>", "import-broken.xml"),
        ("", "import-broken.xml"),
        ("<a b=\"&#1;\"/>&#1;", "import-broken.xml"),
        ("<a>&#1;</a>", "import-broken.xml"),
        ("\u{0}", "import-broken.xml"),
    ] {
        let error = docx(&p("文")).part("s", "styles", "styles.xml", styles).try_read().unwrap_err();
        assert_eq!(error.message.key(), key, "{styles}");
        assert!(error.message.text(crate::message::Lang::En).contains("`word/styles.xml`"), "{styles}");
    }
    assert_eq!(
        stopped(docx(&p("文")).part("s", "styles", "styles.xml", b"\xff\xff<a/>\xfe")),
        "import-broken.part"
    );
    assert_eq!(stopped(docx("</w:body>")), "import-broken.xml");
    assert_eq!(stopped(docx("<w:p><w:r></w:p></w:r>")), "import-broken.xml");
}

#[test]
fn entities_are_refused() {
    let bomb =
        "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><a>&b;&c;</a>";
    assert_eq!(stopped(docx(&p("文")).part("s", "styles", "styles.xml", bomb)), "import-entities");
    assert_eq!(stopped(docx(&p("&c;"))), "import-entities");
    assert_eq!(
        stopped(docx(&p("文")).part("s", "styles", "styles.xml", "<a b=\"&c;\"/>")),
        "import-broken.xml"
    );
}

#[test]
fn limits_hold() {
    let deep = |levels: usize| {
        let open = "<w:sdt><w:sdtContent>".repeat(levels / 2);
        docx(&(open + &p("文") + &"</w:sdtContent></w:sdt>".repeat(levels / 2)))
    };
    assert_eq!(stopped(deep(MAX_DEPTH)), "import-limit.xml");
    assert_eq!(texts(&deep(MAX_DEPTH - 10).read()), ["文"]);
    // As deep as may be, each in another: the way down is not too long for the program.
    let tables = "<w:tbl><w:tr><w:tc>".repeat(60);
    docx(&(tables + &p("文") + &"</w:tc></w:tr></w:tbl>".repeat(60))).read();
    let boxes = "<w:p><w:r><w:pict><w:txbxContent>".repeat(45);
    docx(&(boxes + &p("文") + &"</w:txbxContent></w:pict></w:r></w:p>".repeat(45))).read();

    assert_eq!(stopped(docx(&"<w:p/>".repeat(MAX_PARAGRAPHS + 1))), "import-limit.paragraphs");
    let blip = "<w:p><w:r><w:drawing><a:blip r:embed=\"i\"/></w:drawing></w:r></w:p>";
    let many = docx(&blip.repeat(MAX_PICTURES + 1)).part("i", "image", "media/a.png", b"a");
    assert_eq!(stopped(many), "import-limit.pictures");
    let settings: Vec<String> = (0..1_100).map(|at| format!(" a{at}=\"\"")).collect();
    let settings = settings.concat();
    assert_eq!(stopped(docx(&format!("<w:p{settings}/>"))), "import-limit.xml");
}

#[test]
fn names_without_end_are_cut() {
    let long = "长".repeat(500_000);
    let run = "<w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>b</w:t></w:r>".repeat(5_000);
    let numbered = format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>{run}</w:p>"
    );
    let styles = format!(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia=\"{long}\"/></w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"{long}\"/></w:style>"
    );
    let list = format!(
        "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"{long}\"/></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
    );
    let document = docx(&numbered).xml("styles", &styles).xml("numbering", &list).read();
    let Some(crate::import::document::Piece::Paragraph(paragraph)) = document.pieces.first() else {
        panic!()
    };
    assert_eq!(paragraph.runs.len(), 10_000);
    let lengths =
        [paragraph.runs[9].face.chars().count(), paragraph.number.as_ref().unwrap().chars().count()];
    assert_eq!((lengths, paragraph.style.as_ref().unwrap().chars().count()), ([255; 2], 255));
    // Fields that are never closed.
    let fields = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p>".repeat(300);
    assert_eq!(texts(&docx(&(fields + &p("文"))).read()).concat(), "文");
    let fields = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>".repeat(300);
    assert_eq!(stopped(docx(&format!("<w:p>{fields}</w:p>"))), "import-limit.depth");
    // A chain of styles without end, and tables without paragraphs.
    let chain: Vec<String> = (0..3_000)
        .map(|at| {
            format!(
                "<w:style w:type=\"paragraph\" w:styleId=\"s{at}\"><w:basedOn w:val=\"s{}\"/></w:style>",
                at + 1
            )
        })
        .collect();
    docx(&p("文")).xml("styles", &chain.concat()).read();
    assert_eq!(
        stopped(docx(&"<w:tbl><w:tr/></w:tbl>".repeat(MAX_PARAGRAPHS + 1))),
        "import-limit.paragraphs"
    );
}

#[test]
fn bombs_are_stopped_while_they_are_unpacked() {
    // Nothing but zeros packs a thousand to one.
    let zeros = |size: usize| {
        docx("<w:p><w:r><w:drawing><a:blip r:embed=\"i\"/></w:drawing></w:r></w:p>").part(
            "i",
            "image",
            "media/a.bmp",
            vec![0; size],
        )
    };
    assert_eq!(stopped(zeros(40 << 20)), "import-limit.ratio");
    assert_eq!(zeros(10 << 20).read().pictures[0].bytes.len(), 10 << 20);
    // A header that lies about the size changes nothing.
    let mut lying = zeros(40 << 20).bytes();
    let size = (40_u32 << 20).to_le_bytes();
    let places: Vec<usize> =
        lying.windows(4).enumerate().filter(|(_, window)| *window == size).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        lying[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    assert!(parse(&lying).is_err());
    // A picture that does not pack at all, and one that stands at many places.
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let body = "<w:p><w:r><w:drawing><a:blip r:embed=\"i\"/></w:drawing></w:r></w:p>".repeat(9);
    let document = format!("<w:document {SPACES}><w:body>{body}</w:body></w:document>");
    let links = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"i\" Type=\"x/image\" Target=\"a.bmp\"/></Relationships>";
    for (name, bytes) in [
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", links.as_bytes()),
        ("word/a.bmp", &vec![7; 64 << 20]),
    ] {
        zip.start_file(name, stored).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(parse(&bytes).unwrap_err().message.key(), "import-limit.total");
}

#[test]
fn too_many_files_are_not_listed() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..=MAX_ENTRIES {
        zip.start_file(at.to_string(), SimpleFileOptions::default()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(kind(&bytes).unwrap_err().message.key(), "import-limit.entries");
}

#[test]
fn names_that_lead_out_of_the_package_lead_nowhere() {
    let made =
        docx(&p("文")).file("../../etc/passwd", b"x").part("s", "styles", "../../../etc/passwd", b"<a/>");
    assert_eq!(texts(&made.read()), ["文"]);
}

#[test]
fn kinds_are_told_by_what_is_in_the_file() {
    let zip = |files: &[(&str, &str)]| {
        super::make::zipped(
            &files
                .iter()
                .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
                .collect::<Vec<_>>(),
        )
    };
    let old = |stream: &str| {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(1024, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(2048, 0);
        bytes
    };
    for (bytes, wanted) in [
        (docx(&p("文")).bytes(), Kind::Word),
        (zip(&[("xl/workbook.xml", "<a/>")]), Kind::Table),
        (zip(&[("ppt/presentation.xml", "<a/>")]), Kind::Archive),
        (
            zip(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")]),
            Kind::OpenDocument,
        ),
        (zip(&[("Index/Document.iwa", "")]), Kind::Apple),
        (zip(&[("a.docx", "")]), Kind::Archive),
        (old("WordDocument"), Kind::OldWord),
        (old("Workbook"), Kind::OldTable),
        (old("EncryptedPackage"), Kind::Locked),
        (old("PowerPoint Document"), Kind::OldOther),
        (b"%PDF-1.7\n".to_vec(), Kind::Pdf),
        (b"{\\rtf1\\ansi}".to_vec(), Kind::Rtf),
        ("\u{feff}\r\n<!DOCTYPE html><p>".as_bytes().to_vec(), Kind::Web),
        (b"<html xmlns:w=\"urn\"><head>".to_vec(), Kind::Web),
        (b"MIME-Version: 1.0\r\n".to_vec(), Kind::Web),
        (
            b"<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?><w:wordDocument/>".to_vec(),
            Kind::WordXml,
        ),
        (b"\xff\xd8\xff\xe0".to_vec(), Kind::Picture),
        (b"Rar!\x1a".to_vec(), Kind::Archive),
        (b"\x7fELF\0\0".to_vec(), Kind::Unknown),
        ("柳南一年".as_bytes().to_vec(), Kind::Text),
        (b"\xff\xfe\x1f\x67".to_vec(), Kind::Text),
    ] {
        assert_eq!(kind(&bytes).unwrap(), wanted);
    }
}
