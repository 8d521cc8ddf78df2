//! Documents made in memory.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::diagnostic::Diagnostic;
use crate::import::document::{Document, Paragraph, Piece};

/// The namespaces that Word and WPS declare.
pub const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
    xmlns:dgm=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\" \
    xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:wpsCustomData=\"http://www.wps.cn/officeDocument/2013/wpsCustomData\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"";

/// The kinds of links, without their last word.
const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document that is being made.
pub struct Make {
    files: Vec<(String, Vec<u8>)>,
    links: Vec<String>,
    body: String,
    main: &'static str,
}

/// A document with this in its body.
pub fn docx(body: &str) -> Make {
    let main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    Make { files: Vec::new(), links: Vec::new(), body: body.to_owned(), main }
}

/// A paragraph with one run.
pub fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

/// A run.
pub fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

impl Make {
    /// With a part of its own, linked as a kind.
    pub fn part(mut self, id: &str, kind: &str, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.files.push((format!("word/{name}"), bytes.as_ref().to_vec()));
        self.links.push(format!("<Relationship Id=\"{id}\" Type=\"{KIND}/{kind}\" Target=\"{name}\"/>"));
        self
    }

    /// With a part in an element of `w:`, linked as its kind.
    pub fn xml(self, kind: &str, inside: &str) -> Self {
        let element = if kind == "header" {
            "hdr"
        } else if kind == "footer" {
            "ftr"
        } else {
            kind
        };
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:{element} {SPACES}>{inside}</w:{element}>"
        );
        self.part(&format!("part-{kind}"), kind, &format!("{kind}1.xml"), xml)
    }

    /// With a link out of it.
    pub fn outside(mut self, id: &str, kind: &str, target: &str) -> Self {
        self.links.push(format!(
            "<Relationship Id=\"{id}\" Type=\"{KIND}/{kind}\" Target=\"{target}\" TargetMode=\"External\"/>"
        ));
        self
    }

    /// With a file that nothing links to.
    pub fn file(mut self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.files.push((name.to_owned(), bytes.as_ref().to_vec()));
        self
    }

    /// Of another kind.
    pub fn of(mut self, main: &'static str) -> Self {
        self.main = main;
        self
    }

    /// Its bytes.
    pub fn bytes(self) -> Vec<u8> {
        let types = format!(
            "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
             <Override PartName=\"/word/document.xml\" ContentType=\"{}\"/></Types>",
            self.main
        );
        let links = |links: &str| {
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>"
            )
        };
        let root = format!(
            "<Relationship Id=\"rId1\" Type=\"{KIND}/officeDocument\" Target=\"word/document.xml\"/>"
        );
        let mut files = vec![
            ("[Content_Types].xml".to_owned(), types.into_bytes()),
            ("_rels/.rels".to_owned(), links(&root).into_bytes()),
            ("word/_rels/document.xml.rels".to_owned(), links(&self.links.concat()).into_bytes()),
            (
                "word/document.xml".to_owned(),
                format!("<w:document {SPACES}><w:body>{}<w:sectPr/></w:body></w:document>", self.body)
                    .into_bytes(),
            ),
        ];
        files.extend(self.files);
        zipped(&files)
    }

    /// What is read of it.
    pub fn try_read(self) -> Result<(Document, Vec<Diagnostic>), Diagnostic> {
        super::super::parse(&self.bytes())
    }

    /// What is read of it, where nothing stops it.
    pub fn read(self) -> Document {
        self.try_read().unwrap().0
    }
}

/// Files packed.
pub fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The paragraphs of a document that stand in no table.
pub fn paragraphs(document: &Document) -> Vec<&Paragraph> {
    let mut found = Vec::new();
    for piece in &document.pieces {
        if let Piece::Paragraph(paragraph) = piece {
            found.push(paragraph);
        }
    }
    found
}

/// Their letters.
pub fn texts(document: &Document) -> Vec<String> {
    paragraphs(document).into_iter().map(Paragraph::text).collect()
}

/// The codes and letters of what was left out.
pub fn left_out(document: &Document) -> Vec<(&'static str, &str)> {
    document.left_out.iter().map(|left| (left.why.key(), left.text.as_str())).collect()
}
