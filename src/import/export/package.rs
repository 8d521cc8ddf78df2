//! The file that a text is: its parts, and how they belong together.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::body::{Document, link_relation, picture_relation};
use super::styles;
use super::xml::{escaped, holds};
use super::{REPORT_NAMESPACE, REPORT_PART};
use crate::report::Report;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const OF_PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Writes the file. The same report gives the same bytes.
pub(super) fn write(document: &Document, report: &Report, json: &str) -> std::io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let stored = packed.compression_method(CompressionMethod::Stored);
    let texts = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", properties(report)),
        ("word/document.xml", main(document)),
        ("word/styles.xml", styles::part()),
        ("word/settings.xml", settings()),
        ("word/numbering.xml", numbering()),
        ("word/footnotes.xml", footnotes(document)),
        ("word/_rels/document.xml.rels", relations(document)),
        ("customXml/item1.xml", custom(json)),
        ("customXml/itemProps1.xml", custom_properties()),
        ("customXml/_rels/item1.xml.rels", custom_relations()),
    ];
    for (name, text) in &texts {
        zip.start_file(*name, packed)?;
        zip.write_all(HEAD.as_bytes())?;
        zip.write_all(text.as_bytes())?;
    }
    zip.start_file(REPORT_PART, packed)?;
    zip.write_all(json.as_bytes())?;
    for (number, picture) in document.pictures.iter().enumerate() {
        zip.start_file(format!("word/{}", media(number, picture.ending)), stored)?;
        zip.write_all(&picture.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn media(number: usize, ending: &str) -> String {
    format!("media/image{}.{ending}", number + 1)
}

fn content_types() -> String {
    let part = |name: &str, kind: &str| format!("<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>");
    format!(
        "<Types xmlns=\"{OF_PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"json\" ContentType=\"application/json\"/>\
         <Default Extension=\"jpeg\" ContentType=\"image/jpeg\"/>\
         <Default Extension=\"png\" ContentType=\"image/png\"/>{}{}{}{}{}{}{}</Types>",
        part("word/document.xml", &format!("{WORD}.document.main+xml")),
        part("word/styles.xml", &format!("{WORD}.styles+xml")),
        part("word/settings.xml", &format!("{WORD}.settings+xml")),
        part("word/numbering.xml", &format!("{WORD}.numbering+xml")),
        part("word/footnotes.xml", &format!("{WORD}.footnotes+xml")),
        part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        part(
            "customXml/itemProps1.xml",
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
        ),
    )
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
}

fn relations_of(all: &[String]) -> String {
    format!("<Relationships xmlns=\"{OF_PACKAGE}/relationships\">{}</Relationships>", all.concat())
}

fn package_relations() -> String {
    relations_of(&[
        relation("rId1", &format!("{RELATIONS}/officeDocument"), "word/document.xml"),
        relation(
            "rId2",
            &format!("{OF_PACKAGE}/relationships/metadata/core-properties"),
            "docProps/core.xml",
        ),
        relation("rId3", REPORT_NAMESPACE, REPORT_PART),
    ])
}

fn relations(document: &Document) -> String {
    let mut all = vec![
        relation("rId1", &format!("{RELATIONS}/styles"), "styles.xml"),
        relation("rId2", &format!("{RELATIONS}/settings"), "settings.xml"),
        relation("rId3", &format!("{RELATIONS}/numbering"), "numbering.xml"),
        relation("rId4", &format!("{RELATIONS}/footnotes"), "footnotes.xml"),
        relation("rId5", &format!("{RELATIONS}/customXml"), "../customXml/item1.xml"),
    ];
    for (number, picture) in document.pictures.iter().enumerate() {
        let target = media(number, picture.ending);
        all.push(relation(&picture_relation(number), &format!("{RELATIONS}/image"), &target));
    }
    for (number, address) in document.links.iter().enumerate() {
        all.push(format!(
            "<Relationship Id=\"{}\" Type=\"{RELATIONS}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            link_relation(number),
            escaped(address)
        ));
    }
    relations_of(&all)
}

fn properties(report: &Report) -> String {
    let title = format!("{} {}", report.county, report.headline.title.join(" "));
    format!(
        "<cp:coreProperties xmlns:cp=\"{OF_PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:title>{}</dc:title></cp:coreProperties>",
        escaped(&title)
    )
}

fn main(document: &Document) -> String {
    format!(
        "<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATIONS}\" \
         xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
         xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>{}\
         <w:sectPr><w:footnotePr><w:numFmt w:val=\"decimalEnclosedCircle\"/></w:footnotePr>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1985\" w:left=\"1588\" w:header=\"851\" w:footer=\"992\" w:gutter=\"0\"/>\
         </w:sectPr></w:body></w:document>",
        document.xml
    )
}

fn settings() -> String {
    format!(
        "<w:settings xmlns:w=\"{MAIN}\"><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"420\"/>\
         <w:characterSpacingControl w:val=\"compressPunctuation\"/>\
         <w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>"
    )
}

fn numbering() -> String {
    format!(
        "<w:numbering xmlns:w=\"{MAIN}\"><w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/>\
         <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"●\"/><w:lvlJc w:val=\"left\"/>\
         <w:pPr><w:ind w:left=\"1060\" w:hanging=\"420\"/></w:pPr><w:rPr><w:rFonts w:ascii=\"宋体\" w:hAnsi=\"宋体\" w:eastAsia=\"宋体\"/>\
         <w:sz w:val=\"21\"/></w:rPr></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
    )
}

fn footnotes(document: &Document) -> String {
    let mut out = format!("<w:footnotes xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATIONS}\">");
    for (id, kind, sign) in
        [(-1, "separator", "separator"), (0, "continuationSeparator", "continuationSeparator")]
    {
        out.push_str(&format!(
            "<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr>\
             <w:r><w:{sign}/></w:r></w:p></w:footnote>"
        ));
    }
    for (id, runs) in (1..).zip(&document.notes) {
        out.push_str(&format!(
            "<w:footnote w:id=\"{id}\"><w:p><w:pPr><w:pStyle w:val=\"BanmianNote\"/></w:pPr>\
             <w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>{runs}</w:p></w:footnote>"
        ));
    }
    out + "</w:footnotes>"
}

/// The report as text of an element. What XML cannot hold can only stand in JSON's texts, where it may be written by number.
fn custom(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if holds(character) || matches!(character, '\n' | '\r' | '\t') {
            text.push(character);
        } else {
            text.push_str(&format!("\\u{:04x}", u32::from(character)));
        }
    }
    // A return alone would be read as a new line.
    let text = escaped(&text.replace("\r\n", "\n").replace('\r', "\n"));
    format!("<report xmlns=\"{REPORT_NAMESPACE}\">{text}</report>")
}

fn custom_properties() -> String {
    format!(
        "<ds:datastoreItem ds:itemID=\"{{6B0C2E1A-5D3F-4C8B-9A47-2F1E8D7C6B50}}\" \
         xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\"><ds:schemaRefs>\
         <ds:schemaRef ds:uri=\"{REPORT_NAMESPACE}\"/></ds:schemaRefs></ds:datastoreItem>"
    )
}

fn custom_relations() -> String {
    relations_of(&[relation("rId1", &format!("{RELATIONS}/customXmlProps"), "itemProps1.xml")])
}
