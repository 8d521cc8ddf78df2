//! The text of an exported report, in reading order.

use std::collections::BTreeMap;

use super::lines::{Grid, Kind, Line, Unit, lines};
use super::picture::Picture;
use super::styles::{FIGURES, STYLES, TIMELINE};
use super::xml::{Part, escaped, parts, run};
use crate::report::{Metric, Report, resolve};

/// The widths of a page with the margins of an official text (twentieths of a point).
const TEXT_WIDTH: usize = 8844;

/// The parts that a text consists of.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// What stands in the body.
    pub(super) xml: String,
    /// What the footnotes say, each a paragraph; the first one's number is 1.
    pub(super) notes: Vec<String>,
    /// The pictures.
    pub(super) pictures: Vec<Picture>,
    /// The addresses that links lead to.
    pub(super) links: Vec<String>,
    bookmarks: usize,
}

/// The relation of a picture by its number, from 0.
pub(super) fn picture_relation(number: usize) -> String {
    format!("rIdPicture{}", number + 1)
}

/// The relation of a link by its number, from 0.
pub(super) fn link_relation(number: usize) -> String {
    format!("rIdLink{}", number + 1)
}

/// The text of a report.
pub(super) fn document(report: &Report, photos: &dyn Fn(&str) -> Option<Vec<u8>>) -> Document {
    let mut writer = Writer {
        report,
        photos,
        out: Document::default(),
        section: None,
        of_section: Notes::default(),
        mark: String::new(),
    };
    let units = lines(report);
    for (at, unit) in units.iter().enumerate() {
        match unit {
            Unit::Line(line) => writer.line(line),
            Unit::Grid(grid) => writer.grid(grid),
            Unit::Photo(number) => {
                let caption = format!("/photos/{number}/caption");
                let has_caption =
                    matches!(units.get(at + 1), Some(Unit::Line(next)) if next.pointer == caption);
                writer.photo(*number, has_caption);
            }
        }
    }
    writer.out
}

/// The notes of a section: which of them are footnotes already.
#[derive(Default)]
struct Notes<'a> {
    texts: &'a [String],
    named: BTreeMap<usize, usize>,
}

struct Writer<'a> {
    report: &'a Report,
    photos: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    out: Document,
    section: Option<usize>,
    of_section: Notes<'a>,
    /// What marks the place of a photo without a picture, to stand before its caption.
    mark: String,
}

fn style_id(name: &str) -> &'static str {
    STYLES.iter().find(|style| style.name == name).map_or("Normal", |style| style.id)
}

impl<'a> Writer<'a> {
    fn metrics(&self) -> &'a [Metric] {
        &self.report.metrics
    }

    fn line(&mut self, line: &Line) {
        let runs = std::mem::take(&mut self.mark) + &self.letters(line);
        let list = if line.style == "版面列表" {
            "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>"
        } else {
            ""
        };
        self.out.xml.push_str(&paragraph(line.style, list, &runs));
    }

    /// The runs of a line.
    fn letters(&mut self, line: &Line) -> String {
        if self.section != line.section {
            self.section = line.section;
            let section = line.section.and_then(|at| self.report.sections.get(at));
            let texts = section.map_or(&[][..], |section| &section.notes);
            self.of_section = Notes { texts, named: BTreeMap::new() };
        }
        let shown = |text: &str| resolve(text, self.metrics());
        match line.kind {
            Kind::Literal => run("", &line.text),
            Kind::Prose => {
                run("", &format!("{}{}", line.before, shown(&format!("{}{}", line.text, line.after))))
            }
            Kind::Marked if line.style == "版面注释" => self.of_note(&line.text),
            Kind::Marked => {
                let after = run("", &shown(&line.after));
                self.runs(&line.text) + &after
            }
        }
    }

    fn runs(&mut self, text: &str) -> String {
        let mut out = String::new();
        for part in parts(text, self.metrics()) {
            match part {
                Part::Run(run) => out.push_str(&run),
                Part::Link(address, run) => {
                    let relation = link_relation(self.out.links.len());
                    self.out.links.push(address);
                    out.push_str(&format!("<w:hyperlink r:id=\"{relation}\">{run}</w:hyperlink>"));
                }
                Part::Note(number, shown) => out.push_str(&self.note(number, &shown)),
            }
        }
        out
    }

    /// The mark of a note; the note itself is written where it is named first.
    fn note(&mut self, number: usize, shown: &str) -> String {
        let Some(text) = number.checked_sub(1).and_then(|at| self.of_section.texts.get(at)) else {
            return run("", shown);
        };
        if self.of_section.named.contains_key(&number) {
            return run("<w:vertAlign w:val=\"superscript\"/>", shown);
        }
        let runs = self.of_note(text);
        self.out.notes.push(runs);
        let id = self.out.notes.len();
        self.of_section.named.insert(number, id);
        format!(
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{id}\"/></w:r>"
        )
    }

    /// What a note says: it names no others, and links in it are text.
    fn of_note(&self, text: &str) -> String {
        let part = |part| match part {
            Part::Run(run) | Part::Link(_, run) => run,
            Part::Note(_, shown) => run("", &shown),
        };
        parts(text, self.metrics()).into_iter().map(part).collect()
    }

    /// A table. An empty line keeps it from the next one.
    fn grid(&mut self, grid: &Grid) {
        let style = grid.style;
        let (table_style, has_head) = match style {
            TIMELINE => ("BanmianTimelineGrid", false),
            FIGURES => ("BanmianFiguresGrid", true),
            _ => ("BanmianGrid", true),
        };
        let mut rows: Vec<Vec<String>> = Vec::new();
        for row in &grid.rows {
            rows.push(row.iter().map(|cell| self.letters(cell)).collect());
        }
        let columns = rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
        // A timeline's times are short.
        let widths: Vec<usize> = if style == TIMELINE {
            vec![TEXT_WIDTH / 5, TEXT_WIDTH * 4 / 5]
        } else {
            vec![TEXT_WIDTH / columns; columns]
        };
        let mut xml = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{table_style}\"/><w:tblW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/>\
             <w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
        );
        for width in &widths {
            xml.push_str(&format!("<w:gridCol w:w=\"{width}\"/>"));
        }
        xml.push_str("</w:tblGrid>");
        for (number, row) in rows.iter().enumerate() {
            xml.push_str("<w:tr><w:trPr><w:cantSplit/>");
            xml.push_str(if has_head && number == 0 { "<w:tblHeader/></w:trPr>" } else { "</w:trPr>" });
            for (at, width) in widths.iter().enumerate() {
                let runs = row.get(at).map_or("", String::as_str);
                let runs = paragraph(style, "", runs);
                xml.push_str(&format!(
                    "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{runs}</w:tc>"
                ));
            }
            xml.push_str("</w:tr>");
        }
        self.out.xml.push_str(&xml);
        self.out
            .xml
            .push_str("</w:tbl><w:p><w:pPr><w:spacing w:line=\"120\" w:lineRule=\"exact\"/></w:pPr></w:p>");
    }

    fn photo(&mut self, number: usize, has_caption: bool) {
        let Some(photo) = self.report.photos.get(number) else { return };
        let picture = (self.photos)(&photo.file).and_then(Picture::new);
        let runs = picture.map(|picture| {
            let relation = picture_relation(self.out.pictures.len());
            let name = photo.file.rsplit('/').next().unwrap_or_default();
            let run = picture.run(&relation, self.out.pictures.len() + 1, &photo.id, name);
            self.out.pictures.push(picture);
            run
        });
        // By the bookmark a photo is known where there is no picture. Its name is no longer than 40 characters.
        let name: String = format!("photo_{}", photo.id.replace('-', "_")).chars().take(40).collect();
        let (id, name) = (self.out.bookmarks, escaped(&name));
        self.out.bookmarks += 1;
        let mark =
            format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{id}\"/>");
        if runs.is_none() && has_caption {
            self.mark = mark;
        } else {
            self.out.xml.push_str(&paragraph("版面图片", "", &(mark + &runs.unwrap_or_default())));
        }
    }
}

fn paragraph(style: &str, list: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{list}</w:pPr>{runs}</w:p>", style_id(style))
}
