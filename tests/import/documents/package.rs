//! The parts of a `.docx` around its text.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::markup::House;
use super::sheet::Doc;

const SPACES: &str = "xmlns:wpc=\"http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:w10=\"urn:schemas-microsoft-com:office:word\" \
    xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" \
    xmlns:wpg=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";
const WPS_SPACE: &str = " xmlns:wpsCustomData=\"http://www.wps.cn/officeDocument/2013/wpsCustomData\" \
    mc:Ignorable=\"w14 wpsCustomData\"";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The file, and all letters that its parts have.
pub fn file(doc: &Doc) -> (Vec<u8>, String) {
    let parts = parts(doc);
    let source = parts.iter().map(|(_, xml)| letters(xml)).collect();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut add = |name: &str, bytes: &[u8]| {
        zip.start_file(name, options).unwrap();
        zip.write_all(bytes).unwrap();
    };
    for (name, xml) in &parts {
        add(name, xml.as_bytes());
    }
    for (name, bytes) in &doc.media {
        add(&format!("word/media/{name}"), bytes);
    }
    (zip.finish().unwrap().into_inner(), source)
}

fn parts(doc: &Doc) -> Vec<(String, String)> {
    let spaces = if doc.house == House::Wps {
        format!("{SPACES}{WPS_SPACE}")
    } else {
        format!("{SPACES} mc:Ignorable=\"w14\"")
    };
    let mut kinds = Vec::new();
    let mut relations = String::new();
    let mut parts = Vec::new();
    let mut part = |name: &str, kind: &str, xml: String| {
        let id = format!("rId{}", kinds.len() + 1);
        relations
            .push_str(&format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{name}\"/>"));
        kinds.push((name.to_owned(), kind.to_owned()));
        parts.push((format!("word/{name}"), format!("{HEAD}{xml}")));
        id
    };
    part("styles.xml", "styles", format!("<w:styles {spaces}>{}{}</w:styles>", styles(doc), doc.styles));
    part(
        "settings.xml",
        "settings",
        format!(
            "<w:settings {spaces}><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"420\"/>\
             <w:characterSpacingControl w:val=\"compressPunctuation\"/><w:themeFontLang w:val=\"en-US\" \
             w:eastAsia=\"zh-CN\"/></w:settings>"
        ),
    );
    part("fontTable.xml", "fontTable", format!("<w:fonts {spaces}>{}</w:fonts>", fonts()));
    if doc.house != House::Libre {
        part("theme/theme1.xml", "theme", theme(doc.house));
    }
    if !doc.numbering.is_empty() {
        part("numbering.xml", "numbering", format!("<w:numbering {spaces}>{}</w:numbering>", doc.numbering));
    }
    if !doc.notes.is_empty() {
        let first = if doc.house == House::Libre { [0, 1] } else { [-1, 0] };
        let lines = format!(
            "<w:footnote w:type=\"separator\" w:id=\"{}\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
             <w:footnote w:type=\"continuationSeparator\" w:id=\"{}\"><w:p><w:r><w:continuationSeparator/>\
             </w:r></w:p></w:footnote>",
            first[0], first[1]
        );
        part(
            "footnotes.xml",
            "footnotes",
            format!("<w:footnotes {spaces}>{lines}{}</w:footnotes>", doc.notes.concat()),
        );
    }
    if !doc.comments.is_empty() {
        part(
            "comments.xml",
            "comments",
            format!("<w:comments {spaces}>{}</w:comments>", doc.comments.concat()),
        );
    }
    let mut margins = String::new();
    for (number, xml) in doc.headers.iter().enumerate() {
        let id =
            part(&format!("header{}.xml", number + 1), "header", format!("<w:hdr {spaces}>{xml}</w:hdr>"));
        let kind = if number == 0 { "default" } else { "even" };
        margins.push_str(&format!("<w:headerReference w:type=\"{kind}\" r:id=\"{id}\"/>"));
    }
    for (number, xml) in doc.footers.iter().enumerate() {
        let id =
            part(&format!("footer{}.xml", number + 1), "footer", format!("<w:ftr {spaces}>{xml}</w:ftr>"));
        let kind = if number == 0 { "default" } else { "even" };
        margins.push_str(&format!("<w:footerReference w:type=\"{kind}\" r:id=\"{id}\"/>"));
    }
    for (name, _) in &doc.media {
        let number: usize = name.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap();
        relations.push_str(&format!(
            "<Relationship Id=\"rId{}\" Type=\"{OFFICE}/image\" Target=\"media/{name}\"/>",
            100 + number
        ));
    }
    let end = format!(
        "<w:sectPr>{margins}<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" \
         w:bottom=\"1985\" w:left=\"1588\" w:header=\"851\" w:footer=\"992\" w:gutter=\"0\"/><w:docGrid \
         w:type=\"lines\" w:linePitch=\"312\"/></w:sectPr>"
    );
    parts.push((
        "word/document.xml".to_owned(),
        format!("{HEAD}<w:document {spaces}><w:body>{}{end}</w:body></w:document>", doc.body),
    ));
    parts.push((
        "word/_rels/document.xml.rels".to_owned(),
        format!(
            "{HEAD}<Relationships \
             xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"
        ),
    ));
    around(doc.house, &kinds, &mut parts);
    parts
}

/// The parts beside `word/`.
fn around(house: House, kinds: &[(String, String)], parts: &mut Vec<(String, String)>) {
    let program = match house {
        House::Word => "Microsoft Office Word",
        House::Wps => "WPS Office_12.1.0.18276_F1E327BC-269C-435d-A152-05C5408002CA",
        House::Libre => "LibreOffice/7.6.4.1$Linux_X86_64",
    };
    parts.push((
        "docProps/app.xml".to_owned(),
        format!(
            "{HEAD}<Properties \
             xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>\
             {program}</Application></Properties>"
        ),
    ));
    let mut overrides = format!(
        "<Override PartName=\"/word/document.xml\" ContentType=\"{CONTENT}.document.main+xml\"/><Override \
         PartName=\"/docProps/app.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>"
    );
    for (name, kind) in kinds {
        let kind = if kind == "theme" {
            "application/vnd.openxmlformats-officedocument.theme+xml".to_owned()
        } else {
            format!("{CONTENT}.{kind}+xml")
        };
        overrides.push_str(&format!("<Override PartName=\"/word/{name}\" ContentType=\"{kind}\"/>"));
    }
    let mut relations = format!(
        "<Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/><Relationship \
         Id=\"rId2\" Type=\"{OFFICE}/extended-properties\" Target=\"docProps/app.xml\"/>"
    );
    if house == House::Wps {
        parts.push((
            "docProps/custom.xml".to_owned(),
            format!(
                "{HEAD}<Properties \
                 xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" \
                 xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\"><property \
                 fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"2\" name=\"KSOProductBuildVer\">\
                 <vt:lpwstr>2052-12.1.0.18276</vt:lpwstr></property></Properties>"
            ),
        ));
        overrides.push_str(
            "<Override PartName=\"/docProps/custom.xml\" \
             ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\"/>",
        );
        relations.push_str(&format!(
            "<Relationship Id=\"rId3\" Type=\"{OFFICE}/custom-properties\" Target=\"docProps/custom.xml\"/>"
        ));
    }
    parts.push((
        "_rels/.rels".to_owned(),
        format!(
            "{HEAD}<Relationships \
             xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"
        ),
    ));
    parts.push((
        "[Content_Types].xml".to_owned(),
        format!(
            "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default \
             Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"jpeg\" \
             ContentType=\"image/jpeg\"/><Default Extension=\"png\" ContentType=\"image/png\"/>{overrides}\
             </Types>"
        ),
    ));
    parts.rotate_right(1);
}

fn fonts() -> String {
    ["宋体", "黑体", "仿宋_GB2312", "楷体_GB2312", "方正小标宋简体"]
        .iter()
        .map(|face| format!("<w:font w:name=\"{face}\"><w:charset w:val=\"86\"/></w:font>"))
        .collect()
}

fn theme(house: House) -> String {
    let (major, minor) = if house == House::Word { ("等线 Light", "等线") } else { ("黑体", "宋体") };
    let fonts = |name: &str, latin: &str, face: &str| {
        format!(
            "<a:{name}><a:latin typeface=\"{latin}\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/><a:font \
             script=\"Jpan\" typeface=\"游明朝\"/><a:font script=\"Hans\" typeface=\"{face}\"/></a:{name}>"
        )
    };
    let colours: String = ["dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "hlink", "folHlink"]
        .iter()
        .map(|name| format!("<a:{name}><a:srgbClr val=\"1F497D\"/></a:{name}>"))
        .collect();
    format!(
        "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"Office 主题\">\
         <a:themeElements><a:clrScheme name=\"Office\">{colours}</a:clrScheme><a:fontScheme name=\"Office\">{}{}\
         </a:fontScheme></a:themeElements></a:theme>",
        fonts("majorFont", "Calibri Light", major),
        fonts("minorFont", "Calibri", minor)
    )
}

/// A paragraph style: its id and name, what it is based on, its paragraph and letters.
pub fn style(id: &str, name: &str, based: &str, paragraph: &str, letters: &str) -> String {
    let based = if based.is_empty() { String::new() } else { format!("<w:basedOn w:val=\"{based}\"/>") };
    format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based}<w:qFormat/><w:pPr>\
         {paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )
}

/// The styles that the program puts into every new file.
fn styles(doc: &Doc) -> String {
    match doc.house {
        House::Word => word_styles(),
        House::Wps => wps_styles(),
        House::Libre => libre_styles(doc.plain_style),
    }
}

fn word_styles() -> String {
    let level = |number: usize| {
        format!(
            "<w:keepNext/><w:keepLines/><w:spacing w:before=\"340\" w:after=\"330\"/><w:outlineLvl w:val=\"{number}\"/>"
        )
    };
    let major = "<w:rFonts w:asciiTheme=\"majorHAnsi\" w:eastAsiaTheme=\"majorEastAsia\" \
                 w:hAnsiTheme=\"majorHAnsi\"/><w:b/><w:bCs/>";
    [
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme=\"minorHAnsi\" \
         w:eastAsiaTheme=\"minorEastAsia\" w:hAnsiTheme=\"minorHAnsi\" w:cstheme=\"minorBidi\"/><w:kern \
         w:val=\"2\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"22\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" \
         w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type=\"paragraph\" \
         w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/><w:qFormat/><w:pPr><w:widowControl \
         w:val=\"0\"/><w:jc w:val=\"both\"/></w:pPr></w:style><w:style w:type=\"character\" w:default=\"1\" \
         w:styleId=\"a0\"><w:name w:val=\"Default Paragraph Font\"/></w:style><w:style w:type=\"table\" \
         w:default=\"1\" w:styleId=\"a1\"><w:name w:val=\"Normal Table\"/></w:style><w:style w:type=\"table\" \
         w:styleId=\"aa\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"a1\"/><w:tblPr><w:tblBorders><w:top \
         w:val=\"single\" w:sz=\"4\"/><w:left w:val=\"single\" w:sz=\"4\"/><w:bottom w:val=\"single\" \
         w:sz=\"4\"/><w:right w:val=\"single\" w:sz=\"4\"/><w:insideH w:val=\"single\" w:sz=\"4\"/><w:insideV \
         w:val=\"single\" w:sz=\"4\"/></w:tblBorders></w:tblPr></w:style><w:style w:type=\"character\" \
         w:styleId=\"a7\"><w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign \
         w:val=\"superscript\"/></w:rPr></w:style>"
            .to_owned(),
        style("1", "heading 1", "a", &level(0), "<w:b/><w:bCs/><w:kern w:val=\"44\"/><w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/>"),
        style("2", "heading 2", "a", &level(1), &format!("{major}<w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>")),
        style("3", "heading 3", "a", &level(2), "<w:b/><w:bCs/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>"),
        style("a3", "Title", "a", "<w:spacing w:before=\"240\" w:after=\"60\"/><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/>", &format!("{major}<w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>")),
        style("a4", "Subtitle", "a", "<w:spacing w:before=\"240\" w:after=\"60\" w:line=\"312\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"1\"/>", "<w:b/><w:bCs/><w:kern w:val=\"28\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/>"),
        style("a5", "List Paragraph", "a", "<w:ind w:firstLineChars=\"200\" w:firstLine=\"420\"/>", ""),
        style("a6", "footnote text", "a", "<w:snapToGrid w:val=\"0\"/><w:jc w:val=\"left\"/>", "<w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>"),
        style("a8", "header", "a", "<w:jc w:val=\"center\"/>", "<w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>"),
        style("a9", "caption", "a", "", "<w:rFonts w:asciiTheme=\"majorHAnsi\" w:eastAsia=\"黑体\" w:hAnsiTheme=\"majorHAnsi\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>"),
        style("TOC1", "toc 1", "a", "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"8296\"/></w:tabs>", ""),
        style("TOC2", "toc 2", "a", "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"8296\"/></w:tabs><w:ind w:leftChars=\"200\" w:left=\"420\"/>", ""),
    ]
    .concat()
}

fn wps_styles() -> String {
    let level = |number: usize| {
        format!(
            "<w:keepNext/><w:keepLines/><w:spacing w:before=\"340\" w:after=\"330\"/><w:outlineLvl w:val=\"{number}\"/>"
        )
    };
    [
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" \
         w:eastAsia=\"宋体\" w:cs=\"Times New Roman\"/></w:rPr></w:rPrDefault></w:docDefaults><w:style \
         w:type=\"paragraph\" w:default=\"1\" w:styleId=\"1\"><w:name w:val=\"Normal\"/><w:qFormat/><w:pPr>\
         <w:widowControl w:val=\"0\"/><w:jc w:val=\"both\"/></w:pPr><w:rPr><w:rFonts \
         w:asciiTheme=\"minorHAnsi\" w:hAnsiTheme=\"minorHAnsi\" w:eastAsiaTheme=\"minorEastAsia\" \
         w:cstheme=\"minorBidi\"/><w:kern w:val=\"2\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"24\"/><w:lang \
         w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:style><w:style w:type=\"character\" \
         w:default=\"1\" w:styleId=\"10\"><w:name w:val=\"Default Paragraph Font\"/></w:style><w:style \
         w:type=\"table\" w:default=\"1\" w:styleId=\"11\"><w:name w:val=\"Normal Table\"/></w:style><w:style \
         w:type=\"table\" w:styleId=\"12\"><w:name w:val=\"Table Grid\"/><w:basedOn w:val=\"11\"/></w:style>\
         <w:style w:type=\"character\" w:styleId=\"a7\"><w:name w:val=\"footnote reference\"/><w:rPr>\
         <w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>"
            .to_owned(),
        style("2", "heading 1", "1", &level(0), "<w:b/><w:kern w:val=\"44\"/><w:sz w:val=\"44\"/>"),
        style("3", "heading 2", "1", &level(1), "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:eastAsia=\"黑体\"/><w:b/><w:sz w:val=\"32\"/>"),
        style("4", "heading 3", "1", &level(2), "<w:b/><w:sz w:val=\"32\"/>"),
        style("5", "caption", "1", "", "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:eastAsia=\"黑体\"/><w:sz w:val=\"20\"/>"),
        style("6", "toc 1", "1", "", ""),
        style("7", "toc 2", "1", "<w:ind w:left=\"420\" w:leftChars=\"200\"/>", ""),
        style("8", "Subtitle", "1", "<w:jc w:val=\"center\"/><w:outlineLvl w:val=\"1\"/>", "<w:b/><w:kern w:val=\"28\"/><w:sz w:val=\"32\"/>"),
        style("9", "Title", "1", "<w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/>", "<w:b/><w:sz w:val=\"32\"/>"),
        style("15", "List Paragraph", "1", "<w:ind w:firstLine=\"420\" w:firstLineChars=\"200\"/>", ""),
        style("a6", "footnote text", "1", "<w:jc w:val=\"left\"/>", "<w:sz w:val=\"18\"/>"),
    ]
    .concat()
}

fn libre_styles(plain: &str) -> String {
    let heading = |id: &str, name: &str, level: usize, size: usize| {
        style(
            id,
            name,
            "Heading",
            &format!("<w:spacing w:before=\"240\" w:after=\"120\"/><w:outlineLvl w:val=\"{level}\"/>"),
            &format!("<w:b/><w:bCs/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"),
        )
    };
    [
        format!(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Liberation Serif\" w:hAnsi=\"Liberation Serif\" \
         w:eastAsia=\"Noto Serif CJK SC\" w:cs=\"Noto Sans Devanagari\"/><w:kern w:val=\"2\"/><w:sz \
         w:val=\"24\"/><w:szCs w:val=\"24\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"hi-IN\"/>\
         </w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:suppressAutoHyphens w:val=\"true\"/></w:pPr>\
         </w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"{plain}\">\
         <w:name w:val=\"{plain}\"/><w:qFormat/><w:pPr><w:widowControl/></w:pPr></w:style>"
        ),
        style("Heading", "Heading", plain, "<w:keepNext w:val=\"true\"/><w:spacing w:before=\"240\" w:after=\"120\"/>", "<w:rFonts w:ascii=\"Liberation Sans\" w:hAnsi=\"Liberation Sans\" w:eastAsia=\"Noto Sans CJK SC\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>"),
        heading("Heading1", "Heading 1", 0, 36),
        heading("Heading2", "Heading 2", 1, 32),
        heading("Heading3", "Heading 3", 2, 28),
        style("Title", "Title", "Heading", "<w:jc w:val=\"center\"/>", "<w:b/><w:bCs/><w:sz w:val=\"56\"/><w:szCs w:val=\"56\"/>"),
        style("Subtitle", "Subtitle", "Heading", "<w:spacing w:before=\"60\" w:after=\"120\"/><w:jc w:val=\"center\"/>", "<w:sz w:val=\"36\"/><w:szCs w:val=\"36\"/>"),
        style("TextBody", "Body Text", plain, "<w:spacing w:lineRule=\"auto\" w:line=\"276\" w:before=\"0\" w:after=\"140\"/>", ""),
        style("Caption", "caption", plain, "<w:suppressLineNumbers/><w:spacing w:before=\"120\" w:after=\"120\"/>", "<w:i/><w:iCs/><w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/>"),
        style("Figure", "图", "Caption", "", ""),
        style("Footnote", "footnote text", plain, "<w:ind w:hanging=\"340\" w:left=\"340\"/>", "<w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>"),
        style("TableContents", "Table Contents", plain, "<w:suppressLineNumbers/>", ""),
        style("TableHeading", "Table Heading", "TableContents", "<w:jc w:val=\"center\"/>", "<w:b/><w:bCs/>"),
        "<w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:rPr>\
         <w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>"
            .to_owned(),
    ]
    .concat()
}

/// The letters of a part: what is in `w:t` and, struck out, in `w:delText`. What an older program would read instead is
/// the same again and does not count.
pub fn letters(xml: &str) -> String {
    let mut text = String::new();
    let mut rest = xml;
    let mut deep = 0;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let end = rest.find('>').unwrap();
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        match name {
            "mc:Fallback" => deep += 1,
            "" if tag == "/mc:Fallback" => deep -= 1,
            "w:t" | "w:delText" if deep == 0 && !tag.ends_with('/') => {
                let until = rest.find('<').unwrap();
                text.push_str(&rest[..until]);
            }
            _ => {}
        }
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
