//! The lines of an exported text as plain data: what the writer writes, and what the next import looks for.

use std::collections::BTreeSet;

use super::styles::{FIGURES, TIMELINE};
use crate::report::inline::marked;
use crate::report::{
    Aside, AsideKind, Block, Event, ExtraValue, Item, Metric, Photo, Quote, Report, Saying, Section, Table,
    date_zh, resolve,
};

/// A part of the text.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) enum Unit {
    /// A paragraph.
    Line(Line),
    /// A table.
    Grid(Grid),
    /// The place of a photo's picture, by the photo's number.
    Photo(usize),
}

/// How a text is written in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Kind {
    /// With marks and figures.
    Marked,
    /// With figures.
    Prose,
    /// As it is printed.
    Literal,
}

/// A paragraph, or a cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct Line {
    /// The name of its style.
    pub(in crate::import) style: &'static str,
    /// Where it stands in the report.
    pub(in crate::import) pointer: String,
    /// Letters that stand before it in print.
    pub(in crate::import) before: String,
    /// What the report says.
    pub(in crate::import) text: String,
    /// How.
    pub(in crate::import) kind: Kind,
    /// Letters that stand after it in print, written as the report does.
    pub(in crate::import) after: String,
    /// The section whose notes it may name.
    pub(in crate::import) section: Option<usize>,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct Grid {
    /// The style of its cells.
    pub(in crate::import) style: &'static str,
    /// Where it stands in the report.
    pub(in crate::import) pointer: String,
    /// Its rows of cells.
    pub(in crate::import) rows: Vec<Vec<Line>>,
}

/// The lines of a report, in reading order.
pub(in crate::import) fn lines(report: &Report) -> Vec<Unit> {
    let mut lines = Lines { report, out: Vec::new(), section: None, shown: BTreeSet::new() };
    lines.head();
    for (number, section) in report.sections.iter().enumerate() {
        lines.section = Some(number);
        lines.section(number, section);
    }
    lines.section = None;
    lines.foot();
    lines.out
}

/// What a figure's row says: what is counted, the number, the unit, the year before, and the years of the series.
pub(in crate::import) fn figures(metrics: &[Metric]) -> Vec<Vec<String>> {
    let years: BTreeSet<u32> =
        metrics.iter().flat_map(|metric| &metric.series).map(|point| point.year).collect();
    let has_previous = metrics.iter().any(|metric| metric.previous.is_some());
    let mut head = vec!["指标".to_owned(), "数值".to_owned(), "单位".to_owned()];
    head.extend(has_previous.then(|| "上年".to_owned()));
    head.extend(years.iter().map(|year| format!("{year}年")));
    let mut rows = vec![head];
    for metric in metrics {
        let figure = |figure: Option<&crate::report::Figure>| figure.map(|it| it.as_str().to_owned());
        let mut row = vec![
            metric.label.clone(),
            metric.value.as_str().to_owned(),
            metric.unit.clone().unwrap_or_default(),
        ];
        row.extend(has_previous.then(|| figure(metric.previous.as_ref()).unwrap_or_default()));
        row.extend(years.iter().map(|year| {
            let point = metric.series.iter().find(|point| point.year == *year);
            figure(point.map(|point| &point.value)).unwrap_or_default()
        }));
        rows.push(row);
    }
    rows
}

/// The fields of the line at the head of the page, as they are printed.
pub(in crate::import) fn folio(report: &Report) -> Vec<(&'static str, String)> {
    let Some(folio) = &report.folio else { return Vec::new() };
    let date = folio.date.as_ref().map(|date| date_zh(date).unwrap_or_else(|| date.clone()));
    let page = folio.page.as_ref().map(|page| format!("第{page}版"));
    let all = [("paper", folio.paper.clone()), ("date", date), ("page", page), ("kind", folio.kind.clone())];
    all.into_iter().filter_map(|(name, text)| Some((name, resolve(&text?, &report.metrics)))).collect()
}

/// The word before a box's title.
pub(in crate::import) fn kind_word(kind: AsideKind) -> &'static str {
    match kind {
        AsideKind::Link => "链接",
        AsideKind::Background => "背景",
        AsideKind::Voice => "声音",
    }
}

struct Lines<'a> {
    report: &'a Report,
    out: Vec<Unit>,
    section: Option<usize>,
    /// The photos that stand in the text already.
    shown: BTreeSet<usize>,
}

impl<'a> Lines<'a> {
    fn line(&self, style: &'static str, pointer: String, text: &str, kind: Kind) -> Line {
        let text = text.to_owned();
        Line {
            style,
            pointer,
            before: String::new(),
            text,
            kind,
            after: String::new(),
            section: self.section,
        }
    }

    fn prose(&mut self, style: &'static str, pointer: String, text: &str) {
        let line = self.line(style, pointer, text, Kind::Prose);
        self.out.push(Unit::Line(line));
    }

    fn marked(&mut self, style: &'static str, pointer: String, text: &str) {
        let line = self.line(style, pointer, text, Kind::Marked);
        self.out.push(Unit::Line(line));
    }

    fn field(&mut self, style: &'static str, pointer: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.prose(style, pointer.to_owned(), text);
        }
    }

    fn list(&mut self, style: &'static str, pointer: &str, texts: &[String]) {
        for (number, text) in texts.iter().enumerate() {
            self.prose(style, format!("{pointer}/{number}"), text);
        }
    }

    fn head(&mut self) {
        let report = self.report;
        let all: Vec<String> = folio(report).into_iter().map(|(_, text)| text).collect();
        if !all.is_empty() {
            let line = self.line("版面报头", "/folio".to_owned(), &all.join("　"), Kind::Literal);
            self.out.push(Unit::Line(line));
        }
        for (number, staff) in report.folio.iter().flat_map(|folio| &folio.staff).enumerate() {
            let text = format!("{}：{}", staff.role, staff.name);
            self.prose("版面编辑", format!("/folio/staff/{number}"), &text);
        }
        let headline = &report.headline;
        self.field("版面引题", "/headline/kicker", headline.kicker.as_ref());
        self.list("版面标题", "/headline/title", &headline.title);
        self.field("版面副题", "/headline/subtitle", headline.subtitle.as_ref());
        self.field("版面署名", "/headline/byline", headline.byline.as_ref());
        self.list("版面导语", "/lead", &report.lead);
        // Photos that no section names belong to the headline.
        let named: BTreeSet<&String> = report.sections.iter().flat_map(|section| &section.photos).collect();
        for (number, photo) in report.photos.iter().enumerate() {
            if !named.contains(&photo.id) {
                self.photo(number, photo);
            }
        }
    }

    fn section(&mut self, number: usize, section: &'a Section) {
        let at = format!("/sections/{number}");
        self.list("版面栏目标题", &format!("{at}/heading"), &section.heading);
        self.field("版面署名", &format!("{at}/byline"), section.byline.as_ref());
        let start = self.out.len();
        if let Some(note) = &section.editor_note {
            self.marked("版面编者按", format!("{at}/editor_note"), note);
        }
        for (index, item) in section.body.iter().enumerate() {
            let at = format!("{at}/body/{index}");
            match item {
                Item::Text(text) => self.marked("版面正文", at, text),
                Item::Block(block) => self.block(&at, block),
            }
        }
        // Notes that nothing names.
        let named: BTreeSet<usize> = self.out[start..].iter().flat_map(notes_of).collect();
        for (index, note) in section.notes.iter().enumerate() {
            if !named.contains(&(index + 1)) {
                self.marked("版面注释", format!("{at}/notes/{index}"), note);
            }
        }
        for id in &section.photos {
            let found = self.report.photos.iter().enumerate().find(|(_, photo)| photo.id == *id);
            if let Some((number, photo)) = found {
                self.photo(number, photo);
            }
        }
        if let Some(Quote { text, from }) = &section.quote {
            let mut line = self.line("版面附文", format!("{at}/quote"), text, Kind::Prose);
            "提要：".clone_into(&mut line.before);
            line.after = from.as_ref().map(|from| format!("——{from}")).unwrap_or_default();
            self.out.push(Unit::Line(line));
        }
    }

    fn block(&mut self, at: &str, block: &Block) {
        match block {
            Block::Subhead(text) => self.prose("版面小标题", format!("{at}/subhead"), text),
            Block::Quote(Saying { text, from }) => {
                let mut line = self.line("版面引语", format!("{at}/quote"), text, Kind::Marked);
                line.after = from.as_ref().map(|from| format!("\n——{from}")).unwrap_or_default();
                self.out.push(Unit::Line(line));
            }
            Block::Box(Aside { kind, title, paragraphs }) => {
                let text = title.clone().unwrap_or_default();
                let mut line = self.line("版面链接标题", format!("{at}/box/title"), &text, Kind::Prose);
                line.before = format!("{}{}", kind_word(*kind), if title.is_some() { "：" } else { "" });
                self.out.push(Unit::Line(line));
                for (number, text) in paragraphs.iter().enumerate() {
                    self.marked("版面链接正文", format!("{at}/box/paragraphs/{number}"), text);
                }
            }
            Block::Table(table) => self.table(&format!("{at}/table"), table),
            Block::List(entries) => {
                for (number, entry) in entries.iter().enumerate() {
                    self.marked("版面列表", format!("{at}/list/{number}"), entry);
                }
            }
            Block::Timeline(events) => {
                let row = |(number, Event { time, text }): (usize, &Event)| {
                    let at = format!("{at}/timeline/{number}");
                    let time = self.line(TIMELINE, format!("{at}/time"), time, Kind::Prose);
                    vec![time, self.line(TIMELINE, format!("{at}/text"), text, Kind::Marked)]
                };
                let rows = events.iter().enumerate().map(row).collect();
                let pointer = format!("{at}/timeline");
                self.out.push(Unit::Grid(Grid { style: TIMELINE, pointer, rows }));
            }
        }
    }

    fn table(&mut self, at: &str, table: &Table) {
        self.field("版面表题", &format!("{at}/title"), table.title.as_ref());
        let row = |(number, row): (usize, &Vec<String>)| {
            let cell = |(column, text): (usize, &String)| {
                let at = match number.checked_sub(1) {
                    None => format!("{at}/header/{column}"),
                    Some(number) => format!("{at}/rows/{number}/{column}"),
                };
                self.line("版面表格", at, text, Kind::Prose)
            };
            row.iter().enumerate().map(cell).collect()
        };
        let rows = std::iter::once(&table.header).chain(&table.rows).enumerate().map(row).collect();
        self.out.push(Unit::Grid(Grid { style: "版面表格", pointer: at.to_owned(), rows }));
        if let Some(note) = &table.note {
            self.marked("版面表注", format!("{at}/note"), note);
        }
    }

    fn photo(&mut self, number: usize, photo: &Photo) {
        if !self.shown.insert(number) {
            return;
        }
        self.out.push(Unit::Photo(number));
        self.field("版面图说", &format!("/photos/{number}/caption"), photo.caption.as_ref());
        self.field("版面图片署名", &format!("/photos/{number}/credit"), photo.credit.as_ref());
    }

    fn foot(&mut self) {
        let report = self.report;
        for (number, photo) in report.photos.iter().enumerate() {
            self.photo(number, photo);
        }
        self.field("版面图片说明", "/credits", report.credits.as_ref());
        for (name, value) in &report.extra {
            let at = format!("/extra/{}", crate::report::escaped(name));
            match value {
                ExtraValue::Text(text) => self.prose("版面附文", at, text),
                ExtraValue::Texts(texts) => self.list("版面附文", &at, texts),
                ExtraValue::Bool(_) | ExtraValue::Number(_) => {}
            }
        }
        if !report.metrics.is_empty() {
            let title = self.line(FIGURES, "/metrics".to_owned(), "数据", Kind::Literal);
            self.out.push(Unit::Line(title));
            let row = |(number, row): (usize, Vec<String>)| {
                let at = number.checked_sub(1).map(|at| format!("/metrics/{at}")).unwrap_or_default();
                row.iter().map(|cell| self.line(FIGURES, at.clone(), cell, Kind::Literal)).collect()
            };
            let rows = figures(&report.metrics).into_iter().enumerate().map(row).collect();
            self.out.push(Unit::Grid(Grid { style: FIGURES, pointer: "/metrics".to_owned(), rows }));
        }
    }
}

/// The numbers of the notes that are named in a part.
fn notes_of(unit: &Unit) -> Vec<usize> {
    let of = |line: &Line| match line.kind {
        Kind::Marked => marked(&line.text).notes.into_iter().map(|(_, number)| number).collect(),
        Kind::Prose | Kind::Literal => Vec::new(),
    };
    match unit {
        Unit::Line(line) => of(line),
        Unit::Grid(grid) => grid.rows.iter().flatten().flat_map(of).collect(),
        Unit::Photo(_) => Vec::new(),
    }
}
