//! The table of a report's texts: what each is, in which face it is set, and where it must be printed. Whoever looks at
//! texts reads it, so that a new one costs a row.

use super::body::{Aside, Block, Item, Table};
use super::dates::date_zh;
use super::figures::{resolve, resolved, shown};
use super::inline::{Marked, marked};
use super::model::{ExtraValue, Metric, Report};
use super::shape::escaped;
use super::text::Kind;

/// The role of the fonts that a text is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Body text, 宋体.
    Body,
    /// The headline, 标宋.
    Headline,
    /// Section headings and labels, 黑体.
    Sans,
    /// Lead, byline and captions, 楷体.
    Kai,
    /// Large figures.
    Figures,
}

/// Where a text must stand on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printed {
    /// In the lead's thread.
    Lead,
    /// In its section's thread.
    Section,
    /// In the thread of its photo's caption.
    Caption,
    /// In the thread of its section's quote.
    Quote,
    /// Wherever the template has it.
    Anywhere,
    /// Wherever the template has it, if it has it.
    Perhaps,
}

/// Takes a text with the numbers that stand for the stars of its row's path.
type Take<'a, 'b> = &'b mut dyn FnMut(&[usize], &'a str);

/// One kind of text in a report.
#[derive(Debug)]
pub struct Row {
    /// Its JSON pointer, with `*` for a number in a list.
    pub path: &'static str,
    /// What it is to a proofreader; none for a number or a date, which have checks of their own.
    pub kind: Option<Kind>,
    /// The role of its fonts.
    pub role: Role,
    /// Where it must be printed.
    pub printed: Printed,
    /// Gives every text of the row that a report has.
    each: for<'a> fn(&'a Report, Take<'a, '_>),
}

impl Row {
    /// Whether marks within the text say how it is set.
    #[must_use]
    pub fn is_marked(&self) -> bool {
        self.printed == Printed::Section && matches!(self.kind, Some(Kind::Body | Kind::Caption))
    }
}

macro_rules! rows {
    ($($path:literal $kind:expr, $role:ident, $printed:ident, $each:expr;)*) => {
        &[$(Row { path: $path, kind: $kind, role: Role::$role, printed: Printed::$printed, each: $each }),*]
    };
}

use Kind::{Body, Caption, Heading, Name, Quote};

/// All texts of a report, in the order of its fields.
pub static ROWS: &[Row] = rows! {
    "/county" Some(Name), Body, Perhaps, |it, take| take(&[], &it.county);
    "/folio/paper" Some(Name), Sans, Anywhere, |it, take| one(it.folio.as_ref().and_then(|it| it.paper.as_ref()), take);
    "/folio/date" None, Sans, Anywhere, |it, take| one(it.folio.as_ref().and_then(|it| it.date.as_ref()), take);
    "/folio/page" Some(Name), Figures, Anywhere, |it, take| one(it.folio.as_ref().and_then(|it| it.page.as_ref()), take);
    "/folio/kind" Some(Name), Sans, Anywhere, |it, take| one(it.folio.as_ref().and_then(|it| it.kind.as_ref()), take);
    "/folio/staff/*/role" Some(Name), Sans, Anywhere, |it, take| {
        each(it.folio.iter().flat_map(|it| &it.staff), |it| Some(&it.role), take);
    };
    "/folio/staff/*/name" Some(Name), Sans, Anywhere, |it, take| {
        each(it.folio.iter().flat_map(|it| &it.staff), |it| Some(&it.name), take);
    };
    "/headline/kicker" Some(Heading), Kai, Anywhere, |it, take| one(it.headline.kicker.as_ref(), take);
    "/headline/title/*" Some(Heading), Headline, Anywhere, |it, take| each(&it.headline.title, Some, take);
    "/headline/subtitle" Some(Heading), Headline, Anywhere, |it, take| one(it.headline.subtitle.as_ref(), take);
    "/headline/byline" Some(Name), Kai, Anywhere, |it, take| one(it.headline.byline.as_ref(), take);
    "/lead/*" Some(Body), Kai, Lead, |it, take| each(&it.lead, Some, take);
    "/metrics/*/label" Some(Name), Sans, Anywhere, |it, take| each(&it.metrics, |it| Some(&it.label), take);
    "/metrics/*/value" None, Figures, Anywhere, |it, take| {
        it.metrics.iter().enumerate().for_each(|(index, it)| take(&[index], it.value.as_str()));
    };
    "/metrics/*/unit" Some(Name), Sans, Anywhere, |it, take| each(&it.metrics, |it| it.unit.as_ref(), take);
    "/sections/*/heading/*" Some(Heading), Sans, Anywhere, |it, take| {
        each_of_each(it.sections.iter().map(|it| &it.heading), take);
    };
    "/sections/*/byline" Some(Name), Kai, Section, |it, take| {
        each(&it.sections, |it| it.byline.as_ref(), take);
    };
    "/sections/*/editor_note" Some(Body), Kai, Section, |it, take| {
        each(&it.sections, |it| it.editor_note.as_ref(), take);
    };
    "/sections/*/body/*" Some(Body), Body, Section, |it, take| {
        items(it, |item, take| if let Item::Text(text) = item { take(&[], text) }, take);
    };
    "/sections/*/body/*/subhead" Some(Heading), Sans, Section, |it, take| {
        blocks(it, |block, take| if let Block::Subhead(text) = block { take(&[], text) }, take);
    };
    "/sections/*/body/*/quote/text" Some(Body), Kai, Section, |it, take| {
        blocks(it, |block, take| if let Block::Quote(saying) = block { take(&[], &saying.text) }, take);
    };
    "/sections/*/body/*/quote/from" Some(Name), Kai, Section, |it, take| {
        blocks(it, |block, take| if let Block::Quote(saying) = block { one(saying.from.as_ref(), take) }, take);
    };
    "/sections/*/body/*/box/title" Some(Heading), Sans, Section, |it, take| {
        boxes(it, |aside, take| one(aside.title.as_ref(), take), take);
    };
    "/sections/*/body/*/box/paragraphs/*" Some(Body), Kai, Section, |it, take| {
        boxes(it, |aside, take| each(&aside.paragraphs, Some, take), take);
    };
    "/sections/*/body/*/table/title" Some(Heading), Sans, Section, |it, take| {
        tables(it, |table, take| one(table.title.as_ref(), take), take);
    };
    "/sections/*/body/*/table/header/*" Some(Name), Sans, Section, |it, take| {
        tables(it, |table, take| each(&table.header, Some, take), take);
    };
    "/sections/*/body/*/table/rows/*/*" Some(Name), Body, Section, |it, take| {
        tables(it, |table, take| each_of_each(table.rows.iter(), take), take);
    };
    "/sections/*/body/*/table/note" Some(Caption), Kai, Section, |it, take| {
        tables(it, |table, take| one(table.note.as_ref(), take), take);
    };
    "/sections/*/body/*/list/*" Some(Caption), Body, Section, |it, take| {
        blocks(it, |block, take| if let Block::List(entries) = block { each(entries, Some, take) }, take);
    };
    "/sections/*/body/*/timeline/*/time" Some(Name), Sans, Section, |it, take| {
        blocks(it, |block, take| if let Block::Timeline(events) = block { each(events, |it| Some(&it.time), take) }, take);
    };
    "/sections/*/body/*/timeline/*/text" Some(Caption), Body, Section, |it, take| {
        blocks(it, |block, take| if let Block::Timeline(events) = block { each(events, |it| Some(&it.text), take) }, take);
    };
    "/sections/*/notes/*" Some(Caption), Kai, Section, |it, take| {
        each_of_each(it.sections.iter().map(|it| &it.notes), take);
    };
    "/sections/*/quote/text" Some(Quote), Kai, Quote, |it, take| {
        each(&it.sections, |it| it.quote.as_ref().map(|it| &it.text), take);
    };
    "/sections/*/quote/from" Some(Name), Kai, Quote, |it, take| {
        each(&it.sections, |it| it.quote.as_ref().and_then(|it| it.from.as_ref()), take);
    };
    "/photos/*/caption" Some(Caption), Kai, Caption, |it, take| each(&it.photos, |it| it.caption.as_ref(), take);
    "/photos/*/credit" Some(Name), Kai, Caption, |it, take| each(&it.photos, |it| it.credit.as_ref(), take);
    "/credits" Some(Name), Kai, Anywhere, |it, take| one(it.credits.as_ref(), take);
    // Their names are the template's: `extras` gives them.
    "/extra/*" Some(Caption), Body, Anywhere, |_, _| ();
    "/extra/*/*" Some(Caption), Body, Anywhere, |_, _| ();
};

fn one<'a>(text: Option<&'a String>, take: Take<'a, '_>) {
    if let Some(text) = text {
        take(&[], text);
    }
}

fn each<'a, T: 'a>(
    items: impl IntoIterator<Item = &'a T>,
    text: impl Fn(&'a T) -> Option<&'a String>,
    take: Take<'a, '_>,
) {
    for (index, item) in items.into_iter().enumerate() {
        if let Some(text) = text(item) {
            take(&[index], text);
        }
    }
}

/// Every item of a section's body, with its numbers before those that `of` gives.
fn items<'a>(report: &'a Report, of: impl Fn(&'a Item, Take<'a, '_>), take: Take<'a, '_>) {
    for (number, section) in report.sections.iter().enumerate() {
        for (index, item) in section.body.iter().enumerate() {
            of(item, &mut |numbers, text| {
                let all: Vec<usize> = [number, index].into_iter().chain(numbers.iter().copied()).collect();
                take(&all, text);
            });
        }
    }
}

fn blocks<'a>(report: &'a Report, of: impl Fn(&'a Block, Take<'a, '_>), take: Take<'a, '_>) {
    items(report, |item, take| item.block().into_iter().for_each(|block| of(block, take)), take);
}

/// The blocks of one kind.
fn of_kind<'a, T: 'a>(
    report: &'a Report,
    kind: impl Fn(&'a Block) -> Option<&'a T>,
    of: impl Fn(&'a T, Take<'a, '_>),
    take: Take<'a, '_>,
) {
    blocks(report, |block, take| kind(block).into_iter().for_each(|one| of(one, take)), take);
}

fn boxes<'a>(report: &'a Report, of: impl Fn(&'a Aside, Take<'a, '_>), take: Take<'a, '_>) {
    of_kind(report, |block| if let Block::Box(aside) = block { Some(aside) } else { None }, of, take);
}

fn tables<'a>(report: &'a Report, of: impl Fn(&'a Table, Take<'a, '_>), take: Take<'a, '_>) {
    of_kind(report, |block| if let Block::Table(table) = block { Some(table) } else { None }, of, take);
}

fn each_of_each<'a>(lists: impl Iterator<Item = &'a Vec<String>>, take: Take<'a, '_>) {
    for (number, list) in lists.enumerate() {
        list.iter().enumerate().for_each(|(index, text)| take(&[number, index], text));
    }
}

/// A text of a report.
#[derive(Debug, Clone)]
pub struct Said<'a> {
    /// Its JSON pointer.
    pub pointer: String,
    /// The text as it is written.
    pub text: &'a str,
    /// Its row.
    pub row: &'static Row,
    /// The number of its section, photo or metric; 0 for other texts.
    pub number: usize,
}

impl<'a> Said<'a> {
    /// The text taken apart by the marks that say how it is set.
    #[must_use]
    pub fn marked(&self) -> Marked<'a> {
        if self.row.is_marked() { marked(self.text) } else { Marked::of_plain(self.text) }
    }

    /// The text as it is printed.
    #[must_use]
    pub fn shown(&self, metrics: &[Metric]) -> String {
        match self.row.path {
            "/folio/date" => date_zh(self.text).unwrap_or_default(),
            _ if self.row.kind.is_none() => self.text.to_owned(),
            _ if self.row.is_marked() => shown(self.text, metrics),
            _ => resolve(self.text, metrics),
        }
    }

    /// The characters of [`Self::shown`], each with the byte of the text at which it is written, or at which what stands for
    /// it begins.
    #[must_use]
    pub fn written(&self, metrics: &[Metric]) -> Vec<(char, usize)> {
        if self.row.kind.is_none() {
            let shown = self.shown(metrics);
            let same = shown == self.text;
            return shown.char_indices().map(|(at, c)| (c, if same { at } else { 0 })).collect();
        }
        let marked = self.marked();
        let plain = marked.plain();
        let of_plain = resolved(&plain, metrics).into_iter();
        of_plain.map(|(c, at)| (c, marked.written(&(at..at)).start)).collect()
    }
}

/// Everything that a report says, in reading order.
#[must_use]
pub fn said(report: &Report) -> Vec<Said<'_>> {
    let mut found: Vec<(Vec<usize>, Said)> = Vec::new();
    for (index, row) in ROWS.iter().enumerate() {
        // The texts of one section, one block or one photo stand together.
        let stars = row.path.match_indices("/*");
        let lists: Vec<usize> = stars
            .map(|(at, star)| {
                let list = &row.path[..at + star.len()];
                let begins = |other: &Row| {
                    other.path.strip_prefix(list).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                };
                ROWS.iter().position(begins).unwrap_or(index)
            })
            .collect();
        (row.each)(report, &mut |numbers, text| {
            let number = numbers.first().copied().unwrap_or(0);
            let said = Said { pointer: pointer(row.path, numbers), text, row, number };
            let of_lists = lists.iter().zip(numbers).flat_map(|(list, number)| [*list, *number]);
            found.push((of_lists.chain([index]).collect(), said));
        });
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found.into_iter().map(|(_, said)| said).chain(extras(report)).collect()
}

/// The texts among the values that a template asks for.
fn extras(report: &Report) -> impl Iterator<Item = Said<'_>> {
    report.extra.iter().flat_map(|(name, value)| {
        let pointer = format!("/extra/{}", escaped(name));
        let texts: Vec<(String, &str)> = match value {
            ExtraValue::Text(text) => vec![(pointer, text)],
            ExtraValue::Texts(texts) => {
                let below = |(index, text)| (format!("{pointer}/{index}"), String::as_str(text));
                texts.iter().enumerate().map(below).collect()
            }
            ExtraValue::Bool(_) | ExtraValue::Number(_) => Vec::new(),
        };
        texts.into_iter().filter_map(|(pointer, text)| {
            let row = row(&pointer)?;
            Some(Said { pointer, text, row, number: 0 })
        })
    })
}

/// Every text of a report that a proofreader reads, with its JSON pointer, in reading order.
#[must_use]
pub fn texts(report: &Report) -> Vec<(String, &str)> {
    let read = said(report).into_iter().filter(|said| said.row.kind.is_some());
    read.map(|said| (said.pointer, said.text)).collect()
}

fn pointer(path: &str, numbers: &[usize]) -> String {
    let mut numbers = numbers.iter();
    let mut pointer = String::with_capacity(path.len() + 2);
    for part in path.split_inclusive('*') {
        match (part.strip_suffix('*'), numbers.next()) {
            (Some(before), Some(number)) => {
                pointer.push_str(before);
                pointer.push_str(&number.to_string());
            }
            _ => pointer.push_str(part),
        }
    }
    pointer
}

/// The row of the text at a pointer.
#[must_use]
pub fn row(pointer: &str) -> Option<&'static Row> {
    // These have names.
    let pointer_is_extra = pointer.starts_with("/extra/");
    let fits = |path: &str| {
        let (mut path, mut pointer) = (path.split('/'), pointer.split('/'));
        loop {
            match (path.next(), pointer.next()) {
                (None, None) => return true,
                (Some("*"), Some(number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {}
                (Some("*"), Some(_)) if pointer_is_extra => {}
                (Some(one), Some(other)) if one == other => {}
                _ => return false,
            }
        }
    };
    ROWS.iter().find(|row| fits(row.path))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{row, said, texts};
    use crate::report::Report;

    /// A report with every field.
    const FULL: &str = r#"{
      "$schema": "s", "format": 1, "county": "县", "year": 2024,
      "folio": { "paper": "报", "date": "2025-01-10", "page": "8", "kind": "专版", "staff": [
        { "role": "编辑", "name": "甲" }, { "role": "校对", "name": "乙" } ] },
      "headline": { "kicker": "引", "title": ["上", "下"], "subtitle": "副", "byline": "丙" },
      "lead": ["一", "二"],
      "metrics": [ { "id": "a", "label": "提案", "value": 89, "unit": "件", "previous": 85,
        "series": [ { "year": 2023, "value": 85 } ], "featured": true } ],
      "sections": [
        { "id": "s", "heading": ["题", "目"], "body": ["文{a}", "字", { "subhead": "小" },
            { "quote": { "text": "言", "from": "庚" } }, { "box": { "kind": "link", "title": "框", "paragraphs": ["内"] } },
            { "table": { "title": "表", "header": ["栏", "名"], "rows": [["格", "子"]], "note": "源" } },
            { "list": ["项"] }, { "timeline": [{ "time": "时", "text": "事" }] }],
          "photos": ["p"], "byline": "己", "editor_note": "按", "notes": ["注"],
          "importance": "lead", "quote": { "text": "语", "from": "戊" }, "layout": { "columns": 3 } },
        { "heading": ["又"], "body": ["章"] } ],
      "photos": [ { "id": "p", "file": "p.jpg", "caption": "图", "credit": "丁", "date": "2024-03", "focus": [0.5, 0.5],
        "subject": { "x": 0.4, "y": 0.4, "width": 0.2, "height": 0.2 }, "importance": "lead", "group": "g" } ],
      "credits": "供", "exceptions": [ { "check": "c", "text": "文", "reason": "因" } ],
      "extra": { "a": "外", "b": ["列"], "c": 3, "d": true }
    }"#;

    /// Strings of a report that are no texts: names that it uses for itself, dates of photos, numbers of other years.
    const NO_TEXTS: &[&str] = &[
        "/$schema",
        "/metrics/0/id",
        "/metrics/0/previous",
        "/metrics/0/series/0/value",
        "/sections/0/id",
        "/sections/0/body/4/box/kind",
        "/sections/0/photos/0",
        "/sections/0/importance",
        "/photos/0/id",
        "/photos/0/file",
        "/photos/0/date",
        "/photos/0/importance",
        "/photos/0/group",
        "/exceptions/0/check",
        "/exceptions/0/text",
        "/exceptions/0/reason",
    ];

    fn full() -> Report {
        serde_json::from_str(FULL).unwrap()
    }

    fn strings(value: &Value, pointer: &str, found: &mut Vec<String>) {
        match value {
            Value::String(_) => found.push(pointer.to_owned()),
            Value::Array(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(i, item)| strings(item, &format!("{pointer}/{i}"), found));
            }
            Value::Object(fields) => {
                fields.iter().for_each(|(name, field)| strings(field, &format!("{pointer}/{name}"), found));
            }
            // A field that is added must be filled here as well.
            Value::Null => {
                let empty = [
                    "/sections/1/id",
                    "/sections/1/byline",
                    "/sections/1/editor_note",
                    "/sections/1/quote",
                    "/sections/1/importance",
                    "/sections/1/layout/columns",
                ];
                assert!(empty.contains(&pointer), "{pointer} is empty");
            }
            _ => {}
        }
    }

    #[test]
    fn every_string_of_a_report_has_a_row() {
        let report = full();
        let mut found = Vec::new();
        strings(&serde_json::to_value(&report).unwrap(), "", &mut found);
        let without: Vec<_> = found.iter().filter(|pointer| row(pointer).is_none()).collect();
        assert_eq!(without, NO_TEXTS, "texts without a row");
        // And the rows give exactly these, each with what stands there.
        let mut given: Vec<String> = said(&report).into_iter().map(|said| said.pointer).collect();
        given.sort();
        found.retain(|pointer| !NO_TEXTS.contains(&pointer.as_str()));
        found.sort();
        assert_eq!(given, found);
        let json = serde_json::to_value(&report).unwrap();
        for said in said(&report) {
            assert_eq!(json.pointer(&said.pointer).unwrap(), said.text);
        }
    }

    #[test]
    fn texts_are_in_reading_order() {
        let report = full();
        let order: Vec<&str> = texts(&report).into_iter().map(|(_, text)| text).collect();
        assert_eq!(
            order.join(" "),
            "县 报 8 专版 编辑 甲 校对 乙 引 上 下 副 丙 一 二 提案 件 题 目 己 按 文{a} 字 小 言 庚 框 内 表 栏 名 格 子 源 项 时 事 \
             注 语 戊 又 章 图 丁 供 外 列"
        );
    }

    #[test]
    fn a_text_is_shown_as_it_is_printed() {
        let report = full();
        let shown: Vec<String> = said(&report).into_iter().map(|said| said.shown(&report.metrics)).collect();
        for wanted in ["2025年1月10日", "文89件", "89"] {
            assert!(shown.iter().any(|text| text == wanted), "{wanted}");
        }
    }
}
