//! The text of an exported report, in reading order.

use std::collections::{BTreeMap, BTreeSet};

use super::picture::Picture;
use super::styles::{FIGURES, STYLES, TIMELINE};
use super::xml::{Part, escaped, parts, run};
use crate::report::{
    Aside, AsideKind, Block, Event, ExtraValue, Item, Metric, Photo, Quote, Report, Saying, Section, Table,
    date_zh, resolve,
};

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
        of_section: Notes::default(),
        shown: BTreeSet::new(),
    };
    writer.head();
    for section in &report.sections {
        writer.section(section);
    }
    writer.foot();
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
    of_section: Notes<'a>,
    /// The photos that stand in the text already.
    shown: BTreeSet<usize>,
}

fn style_id(name: &str) -> &'static str {
    STYLES.iter().find(|style| style.name == name).map_or("Normal", |style| style.id)
}

impl<'a> Writer<'a> {
    fn metrics(&self) -> &'a [Metric] {
        &self.report.metrics
    }

    /// A paragraph of finished runs.
    fn paragraph(&mut self, style: &str, runs: &str) {
        self.out.xml.push_str(&paragraph(style, runs));
    }

    /// A text without marks.
    fn plain(&mut self, style: &str, text: &str) {
        let shown = resolve(text, self.metrics());
        self.paragraph(style, &run("", &shown));
    }

    /// A text with marks.
    fn marked(&mut self, style: &str, text: &str) {
        let runs = self.runs(text);
        self.paragraph(style, &runs);
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

    fn head(&mut self) {
        let report = self.report;
        if let Some(folio) = &report.folio {
            let date = folio.date.as_ref().map(|date| date_zh(date).unwrap_or_else(|| date.clone()));
            let page = folio.page.as_ref().map(|page| format!("第{page}版"));
            let all: Vec<String> =
                [folio.paper.clone(), date, page, folio.kind.clone()].into_iter().flatten().collect();
            if !all.is_empty() {
                self.plain("版面报头", &all.join("　"));
            }
            for staff in &folio.staff {
                self.plain("版面编辑", &format!("{}：{}", staff.role, staff.name));
            }
        }
        let headline = &report.headline;
        self.plain_each("版面引题", &headline.kicker);
        self.plain_each("版面标题", &headline.title);
        self.plain_each("版面副题", &headline.subtitle);
        self.plain_each("版面署名", &headline.byline);
        self.plain_each("版面导语", &report.lead);
        // Photos that no section names belong to the headline.
        let named: BTreeSet<&String> = report.sections.iter().flat_map(|section| &section.photos).collect();
        for (number, photo) in report.photos.iter().enumerate() {
            if !named.contains(&photo.id) {
                self.photo(number, photo);
            }
        }
    }

    fn plain_each<'b>(&mut self, style: &str, texts: impl IntoIterator<Item = &'b String>) {
        for text in texts {
            self.plain(style, text);
        }
    }

    fn section(&mut self, section: &'a Section) {
        self.of_section = Notes { texts: &section.notes, named: BTreeMap::new() };
        self.plain_each("版面栏目标题", &section.heading);
        self.plain_each("版面署名", &section.byline);
        if let Some(note) = &section.editor_note {
            self.marked("版面编者按", note);
        }
        for item in &section.body {
            match item {
                Item::Text(text) => self.marked("版面正文", text),
                Item::Block(block) => self.block(block),
            }
        }
        // Notes that nothing names.
        for (number, note) in (1..).zip(&section.notes) {
            if !self.of_section.named.contains_key(&number) {
                let runs = self.of_note(note);
                self.paragraph("版面注释", &runs);
            }
        }
        self.of_section = Notes::default();
        for id in &section.photos {
            let found = self.report.photos.iter().enumerate().find(|(_, photo)| photo.id == *id);
            if let Some((number, photo)) = found {
                self.photo(number, photo);
            }
        }
        if let Some(Quote { text, from }) = &section.quote {
            let from = from.as_ref().map(|from| format!("——{from}")).unwrap_or_default();
            self.plain("版面附文", &format!("提要：{text}{from}"));
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Subhead(text) => self.plain("版面小标题", text),
            Block::Quote(Saying { text, from }) => {
                let mut runs = self.runs(text);
                if let Some(from) = from {
                    runs.push_str(&run("", &format!("\n——{}", resolve(from, self.metrics()))));
                }
                self.paragraph("版面引语", &runs);
            }
            Block::Box(Aside { kind, title, paragraphs }) => {
                let word = match kind {
                    AsideKind::Link => "链接",
                    AsideKind::Background => "背景",
                    AsideKind::Voice => "声音",
                };
                let title = title.as_ref().map(|title| format!("：{title}")).unwrap_or_default();
                self.plain("版面链接标题", &format!("{word}{title}"));
                for text in paragraphs {
                    self.marked("版面链接正文", text);
                }
            }
            Block::Table(table) => self.table(table),
            Block::List(entries) => {
                for entry in entries {
                    let runs = self.runs(entry);
                    self.out.xml.push_str(&format!(
                        "<w:p><w:pPr><w:pStyle w:val=\"{}\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>{runs}</w:p>",
                        style_id("版面列表")
                    ));
                }
            }
            Block::Timeline(events) => {
                let mut rows = Vec::new();
                for Event { time, text } in events {
                    let time = run("", &resolve(time, self.metrics()));
                    rows.push(vec![time, self.runs(text)]);
                }
                self.grid("BanmianTimelineGrid", TIMELINE, &rows, false);
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.plain_each("版面表题", &table.title);
        let cell = |text: &String| run("", &resolve(text, self.metrics()));
        let rows: Vec<Vec<String>> = std::iter::once(&table.header)
            .chain(&table.rows)
            .map(|row| row.iter().map(cell).collect())
            .collect();
        self.grid("BanmianGrid", "版面表格", &rows, true);
        if let Some(note) = &table.note {
            self.marked("版面表注", note);
        }
    }

    /// A table of finished runs. An empty line keeps it from the next one.
    fn grid(&mut self, table_style: &str, style: &str, rows: &[Vec<String>], has_head: bool) {
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
                let runs = paragraph(style, runs);
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

    fn photo(&mut self, number: usize, photo: &Photo) {
        if !self.shown.insert(number) {
            return;
        }
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
        let has_picture = runs.is_some();
        if has_picture || photo.caption.is_none() {
            self.paragraph("版面图片", &(mark.clone() + &runs.unwrap_or_default()));
        }
        if let Some(caption) = &photo.caption {
            let text = run("", &resolve(caption, self.metrics()));
            self.paragraph("版面图说", &if has_picture { text } else { mark + &text });
        }
        self.plain_each("版面图片署名", &photo.credit);
    }

    fn foot(&mut self) {
        let report = self.report;
        for (number, photo) in report.photos.iter().enumerate() {
            self.photo(number, photo);
        }
        self.plain_each("版面图片说明", &report.credits);
        for value in report.extra.values() {
            match value {
                ExtraValue::Text(text) => self.plain("版面附文", text),
                ExtraValue::Texts(texts) => self.plain_each("版面附文", texts),
                ExtraValue::Bool(_) | ExtraValue::Number(_) => {}
            }
        }
        if !report.metrics.is_empty() {
            self.figures();
        }
    }

    /// The figures, to be looked at: what is counted, the number, the unit, the year before, and the years of each series.
    fn figures(&mut self) {
        self.plain(FIGURES, "数据");
        let metrics = self.metrics();
        let years: BTreeSet<u32> =
            metrics.iter().flat_map(|metric| &metric.series).map(|point| point.year).collect();
        let has_previous = metrics.iter().any(|metric| metric.previous.is_some());
        let mut head = vec!["指标".to_owned(), "数值".to_owned(), "单位".to_owned()];
        head.extend(has_previous.then(|| "上年".to_owned()));
        head.extend(years.iter().map(|year| format!("{year}年")));
        let mut rows = vec![head];
        for metric in metrics {
            let mut row = vec![
                metric.label.clone(),
                metric.value.as_str().to_owned(),
                metric.unit.clone().unwrap_or_default(),
            ];
            let figure = |figure: Option<&crate::report::Figure>| figure.map(|it| it.as_str().to_owned());
            row.extend(has_previous.then(|| figure(metric.previous.as_ref()).unwrap_or_default()));
            row.extend(years.iter().map(|year| {
                let point = metric.series.iter().find(|point| point.year == *year);
                figure(point.map(|point| &point.value)).unwrap_or_default()
            }));
            rows.push(row);
        }
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| run("", cell)).collect()).collect();
        self.grid("BanmianFiguresGrid", FIGURES, &rows, true);
    }
}

fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr>{runs}</w:p>", style_id(style))
}
