//! Keeping to the format's limits. What has no room in its place becomes a paragraph: nothing is dropped.

use super::super::document::{Cell, Grid, Piece};
use super::super::taken::Judged;
use super::gather::{Entry, Outline, Part, Words};
use super::marks::plain;
use crate::report::{MOST_IN_BOX, MOST_IN_CELL};

/// A line of the headline or of a heading (characters).
pub(super) const LINE: usize = 30;
/// Lines of the headline.
const TITLE_LINES: usize = 2;
/// Lines of a heading.
const HEADING_LINES: usize = 3;
/// A kicker, a subtitle, a byline, a credit (characters).
pub(super) const SHORT: usize = 60;
const LEAD_PARAGRAPH: usize = 2000;
const LEAD_PARAGRAPHS: usize = 20;
const PARAGRAPH: usize = 5000;
const BODY: usize = 60;
const SECTIONS: usize = 32;
const ENTRY: usize = 300;
const ENTRIES: usize = 20;
const BOX_PARAGRAPHS: usize = 8;
const EDITOR_NOTE: usize = 500;
pub(super) const CAPTION: usize = 200;
pub(super) const CREDITS: usize = 200;
const TABLE_NOTE: usize = 60;
const COLUMNS: std::ops::RangeInclusive<usize> = 2..=6;
const ROWS: usize = 20;

impl Words {
    fn length(&self) -> usize {
        self.text.chars().count()
    }

    /// Two texts as one.
    fn with(mut self, other: Self, between: &str) -> Self {
        self.text = format!("{}{between}{}", self.text, other.text);
        self.from.extend(other.from);
        self
    }
}

impl Outline {
    /// Takes out the tables that are whole among the figures. A section with nothing else goes with its table.
    pub(super) fn without_tables(&mut self, took: &[Judged], whole: &[bool]) {
        let tables = took.iter().enumerate().filter(|(_, part)| part.grid.is_some()).map(|(at, _)| at);
        let gone: Vec<usize> = tables.zip(whole).filter(|(_, whole)| **whole).map(|(at, _)| at).collect();
        self.in_figures.clone_from(&gone);
        let mut empty = Vec::new();
        for (number, section) in self.sections.iter_mut().enumerate() {
            let before = section.body.len();
            section.body.retain(|entry| !matches!(entry, Entry::Table { from, .. } if gone.contains(from)));
            if section.body.is_empty() && before > 0 {
                empty.push(number);
            }
        }
        for number in empty.into_iter().rev() {
            self.remove(number);
        }
    }

    /// Takes a section out; its pictures are then of the one before.
    fn remove(&mut self, number: usize) -> Part {
        for scene in &mut self.scenes {
            scene.section = match scene.section {
                Some(own) if own == number => number.checked_sub(1),
                Some(own) if own > number => Some(own - 1),
                other => other,
            };
        }
        self.sections.remove(number)
    }

    /// Brings all parts into the format's limits.
    pub(super) fn fit(&mut self) {
        self.captions();
        self.bodies();
        self.empty_sections();
        for section in &mut self.sections {
            section.headings();
        }
        self.many_sections();
        self.head();
    }

    /// A caption that is longer than captions are is a paragraph of its section.
    fn captions(&mut self) {
        for scene in &mut self.scenes {
            let Some(words) = scene.caption.take_if(|words| words.length() > CAPTION) else { continue };
            match scene.section.and_then(|section| self.sections.get_mut(section)) {
                Some(section) => section.body.push(Entry::Text(words)),
                None => self.lead.push(words),
            }
        }
    }

    fn head(&mut self) {
        let mut first: Vec<Words> = Vec::new();
        let mut lines: Vec<Words> =
            std::mem::take(&mut self.title).into_iter().flat_map(|line| broken(line, LINE)).collect();
        let rest = lines.split_off(lines.len().min(TITLE_LINES));
        self.title = lines;
        self.subtitle.splice(0..0, rest);
        self.kicker = one_line(std::mem::take(&mut self.kicker), &mut first);
        self.subtitle = one_line(std::mem::take(&mut self.subtitle), &mut first);
        if let Some(byline) = self.byline.take_if(|words| words.length() > SHORT) {
            first.push(byline);
        }
        self.lead.splice(0..0, first);
        self.lead = std::mem::take(&mut self.lead)
            .into_iter()
            .flat_map(|words| sentences(words, LEAD_PARAGRAPH))
            .collect();
        // A text without headings is all lead: from its second paragraph on it is the section.
        if self.sections.is_empty() {
            let rest = self.lead.split_off(self.lead.len().min(1));
            let body = if rest.is_empty() { std::mem::take(&mut self.lead) } else { rest };
            if !body.is_empty() {
                self.sections
                    .push(Part { body: body.into_iter().map(Entry::Text).collect(), ..Part::default() });
            }
        }
        if self.lead.len() > LEAD_PARAGRAPHS {
            let rest = self.lead.split_off(LEAD_PARAGRAPHS);
            let body = rest.into_iter().map(Entry::Text).collect();
            for scene in &mut self.scenes {
                scene.section = scene.section.map(|section| section + 1);
            }
            self.sections.insert(0, Part { body, ..Part::default() });
        }
    }

    fn bodies(&mut self) {
        for section in &mut self.sections {
            let body = std::mem::take(&mut section.body);
            let note = std::mem::take(&mut section.editor_note);
            let note = one(note, "");
            let mut fitted: Vec<Entry> = Vec::new();
            match note {
                Some(note) if note.length() <= EDITOR_NOTE => section.editor_note.push(note),
                note => fitted.extend(note.map(Entry::Text)),
            }
            if let Some(byline) = section.byline.take_if(|words| words.length() > SHORT) {
                fitted.push(Entry::Text(byline));
            }
            fitted.extend(body.into_iter().flat_map(fitting));
            section.body = fitted;
            section.bare_subheads();
        }
    }

    /// Sections without a paragraph: lists become paragraphs, tables go to the section before, a heading alone is a line
    /// of the next one's.
    fn empty_sections(&mut self) {
        let mut number = 0;
        while number < self.sections.len() {
            let section = &mut self.sections[number];
            if !section.has_text() {
                section.lists_as_text();
            }
            if section.has_text() {
                number += 1;
                continue;
            }
            let part = self.remove(number);
            if let Some(next) = self.sections.get_mut(number).filter(|_| part.body.is_empty()) {
                next.heading.splice(0..0, part.heading);
            } else if let Some(before) = number.checked_sub(1).and_then(|at| self.sections.get_mut(at)) {
                before.body.extend(part.heading.into_iter().map(Entry::Text));
                before.body.extend(part.body);
                before.notes.extend(part.notes);
            } else {
                self.lead.extend(part.heading);
                for entry in part.body {
                    self.lead.extend(entry.into_words());
                }
            }
        }
    }

    /// More sections than a report has: the last ones are one, with their headings as subheads.
    fn many_sections(&mut self) {
        while self.sections.len() > SECTIONS {
            let part = self.remove(self.sections.len() - 1);
            let Some(last) = self.sections.last_mut() else { return };
            last.body.extend(one(part.heading, "　").map(Entry::Subhead));
            last.body.extend(part.body);
            last.notes.extend(part.notes);
        }
        // A body of very many paragraphs goes on in a section without a heading.
        let mut number = 0;
        while number < self.sections.len() {
            if self.sections[number].body.len() > BODY && self.sections.len() < SECTIONS {
                let rest = self.sections[number].body.split_off(BODY);
                for scene in &mut self.scenes {
                    scene.section = scene.section.map(|own| if own > number { own + 1 } else { own });
                }
                self.sections.insert(number + 1, Part { body: rest, ..Part::default() });
            }
            number += 1;
        }
    }
}

impl Part {
    fn has_text(&self) -> bool {
        self.body.iter().any(|entry| matches!(entry, Entry::Text(_)))
    }

    fn lists_as_text(&mut self) {
        let body = std::mem::take(&mut self.body);
        self.body = body
            .into_iter()
            .flat_map(|entry| match entry {
                Entry::List(entries) => entries.into_iter().map(Entry::Text).collect(),
                Entry::Subhead(words) | Entry::Saying(words) => vec![Entry::Text(words)],
                other => vec![other],
            })
            .collect();
    }

    /// A subhead has text below it.
    fn bare_subheads(&mut self) {
        for at in 0..self.body.len() {
            let text_below = matches!(self.body.get(at + 1), Some(Entry::Text(_) | Entry::List(_)));
            if let (Entry::Subhead(words), false) = (&self.body[at], text_below) {
                self.body[at] = Entry::Text(words.clone());
            }
        }
    }

    /// A heading in lines that fit; one that is longer is the first paragraph.
    fn headings(&mut self) {
        let lines: Vec<Words> =
            std::mem::take(&mut self.heading).into_iter().flat_map(|line| broken(line, LINE)).collect();
        if lines.len() <= HEADING_LINES {
            self.heading = lines;
        } else if let Some(words) = one(lines, "") {
            self.body.insert(0, Entry::Text(words));
        }
    }
}

impl Entry {
    /// All that it says, as paragraphs.
    fn into_words(self) -> Vec<Words> {
        match self {
            Self::Text(words) | Self::Subhead(words) | Self::Saying(words) => vec![words],
            Self::List(entries) => entries,
            Self::Aside { title, paragraphs } => title.into_iter().chain(paragraphs).collect(),
            Self::Table { title, grid, note, from } => {
                title.into_iter().chain(rows(&grid, from)).chain(note).collect()
            }
        }
    }
}

/// An entry within the limits, or what takes its place.
fn fitting(entry: Entry) -> Vec<Entry> {
    let texts = |words: Vec<Words>| -> Vec<Entry> {
        words.into_iter().flat_map(|words| sentences(words, PARAGRAPH)).map(Entry::Text).collect()
    };
    match entry {
        Entry::Subhead(words) if words.length() <= LINE => vec![Entry::Subhead(words)],
        Entry::List(entries) if entries.iter().all(|words| words.length() <= ENTRY) => {
            entries.chunks(ENTRIES).map(|entries| Entry::List(entries.to_vec())).collect()
        }
        Entry::Saying(words) if words.length() <= ENTRY => vec![Entry::Saying(words)],
        Entry::Aside { title, paragraphs } => {
            let all = paragraphs.iter().chain(&title).map(Words::length).sum::<usize>();
            let titled = title.as_ref().is_none_or(|title| title.length() <= LINE);
            if all <= MOST_IN_BOX && titled && (1..=BOX_PARAGRAPHS).contains(&paragraphs.len()) {
                return vec![Entry::Aside { title, paragraphs }];
            }
            let mut out: Vec<Entry> =
                title.into_iter().flat_map(|title| fitting(Entry::Subhead(title))).collect();
            out.extend(texts(paragraphs));
            out
        }
        Entry::Table { mut title, grid, mut note, from } => {
            let table = cells(&grid);
            if !fits(&table) {
                let mut out: Vec<Entry> = title.into_iter().map(Entry::Text).collect();
                out.extend(fitting(Entry::List(rows(&grid, from))));
                out.extend(note.map(Entry::Text));
                return out;
            }
            let above = title.take_if(|title| title.length() > LINE);
            let below = note.take_if(|note| note.length() > TABLE_NOTE);
            let table = Entry::Table { title, grid, note, from };
            above.map(Entry::Text).into_iter().chain([table]).chain(below.map(Entry::Text)).collect()
        }
        Entry::Text(words) | Entry::Subhead(words) | Entry::Saying(words) => texts(vec![words]),
        Entry::List(entries) => texts(entries),
    }
}

/// The words of a grid's cells. A cell that is several columns wide has empty ones behind it.
pub(super) fn cells(grid: &Grid) -> Vec<Vec<String>> {
    fn words(cell: &Cell) -> String {
        let mut out = Vec::new();
        for piece in &cell.pieces {
            match piece {
                Piece::Paragraph(paragraph) => out.push(plain(&paragraph.runs)),
                Piece::Table(grid) => out.extend(grid.rows.iter().flatten().map(words)),
            }
        }
        out.retain(|text| !text.is_empty());
        out.join("　")
    }
    let row = |row: &Vec<Cell>| {
        let wide = |cell: &Cell| {
            std::iter::once(words(cell))
                .chain((1..cell.columns.min(20)).map(|_| String::new()))
                .collect::<Vec<_>>()
        };
        row.iter().flat_map(wide).collect::<Vec<String>>()
    };
    let mut rows: Vec<Vec<String>> = grid.rows.iter().map(row).collect();
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    rows
}

/// Whether a table can stand in a column.
fn fits(rows: &[Vec<String>]) -> bool {
    let Some(header) = rows.first() else { return false };
    let shape = COLUMNS.contains(&header.len())
        && (2..=ROWS + 1).contains(&rows.len())
        && rows.iter().all(|row| row.len() == header.len())
        && rows.iter().flatten().all(|cell| cell.chars().count() <= MOST_IN_CELL);
    shape
        && crate::report::Table { title: None, header: header.clone(), rows: rows[1..].to_vec(), note: None }
            .least_width()
            <= crate::report::WIDEST_TABLE
}

/// The rows of a table that cannot stand in a column, as entries of a list.
fn rows(grid: &Grid, from: usize) -> Vec<Words> {
    let said =
        |row: Vec<String>| row.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("　");
    cells(grid).into_iter().map(|row| Words { text: said(row), from: vec![from] }).collect()
}

/// Texts as one.
pub(super) fn one(words: Vec<Words>, between: &str) -> Option<Words> {
    words.into_iter().reduce(|all, next| all.with(next, between))
}

/// Lines that are one in the report, where they are short enough; else they go before the lead.
fn one_line(words: Vec<Words>, first: &mut Vec<Words>) -> Vec<Words> {
    match one(words, "　") {
        Some(words) if words.length() > SHORT => {
            first.push(words);
            Vec::new()
        }
        words => words.into_iter().collect(),
    }
}

/// A line that is too long, in lines: broken at white or a mark nearest the middle, else in the middle.
fn broken(words: Words, most: usize) -> Vec<Words> {
    let length = words.length();
    if length <= most {
        return vec![words];
    }
    let letters: Vec<char> = words.text.chars().collect();
    let near = |at: &usize| at.abs_diff(length / 2);
    let marks = (1..length).filter(|at| " 　，、；：。！？".contains(letters[at - 1]));
    let at = marks.min_by_key(near).filter(|at| near(at) < length / 4).unwrap_or(length / 2);
    let half = |part: &[char]| Words {
        text: part.iter().collect::<String>().trim().to_owned(),
        from: words.from.clone(),
    };
    let (first, second) = letters.split_at(at);
    [half(first), half(second)].into_iter().flat_map(|half| broken(half, most)).collect()
}

/// A paragraph that is too long, in paragraphs of whole sentences.
fn sentences(words: Words, most: usize) -> Vec<Words> {
    if words.length() <= most {
        return vec![words];
    }
    let mut out: Vec<Words> = Vec::new();
    let mut text = String::new();
    let mut count = 0;
    for sentence in words.text.split_inclusive('。').flat_map(|sentence| pieces(sentence, most)) {
        let length = sentence.chars().count();
        if count > 0 && count + length > most {
            out.push(Words { text: std::mem::take(&mut text), from: words.from.clone() });
            count = 0;
        }
        text.push_str(&sentence);
        count += length;
    }
    if count > 0 {
        out.push(Words { text, from: words.from });
    }
    out
}

/// A sentence that is longer than a paragraph may be, in parts.
fn pieces(sentence: &str, most: usize) -> Vec<String> {
    let letters: Vec<char> = sentence.chars().collect();
    letters.chunks(most).map(|part| part.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Entry, Outline, Part, Words, broken, sentences};

    fn words(text: &str) -> Words {
        Words { text: text.into(), from: vec![0] }
    }

    #[test]
    fn long_lines_are_broken_at_white_or_a_mark() {
        let lines =
            |text: &str| broken(words(text), 30).into_iter().map(|line| line.text).collect::<Vec<_>>();
        assert_eq!(lines("同心同向谋发展　尽智尽责为人民"), ["同心同向谋发展　尽智尽责为人民"]);
        let two = format!("{}，{}", "前".repeat(18), "后".repeat(20));
        assert_eq!(lines(&two), [format!("{}，", "前".repeat(18)), "后".repeat(20)]);
        assert_eq!(lines(&"长".repeat(70)).iter().map(|line| line.chars().count()).sum::<usize>(), 70);
    }

    #[test]
    fn long_paragraphs_are_parted_between_sentences() {
        let text = "一二三四。".repeat(5);
        let parts = sentences(words(&text), 12);
        assert_eq!(parts.iter().map(|part| part.text.chars().count()).collect::<Vec<_>>(), [10, 10, 5]);
        assert_eq!(sentences(words(&"无".repeat(25)), 12).len(), 3);
    }

    #[test]
    fn what_has_no_room_becomes_a_paragraph() {
        let section =
            |heading: &str, body: Vec<Entry>| Part { heading: vec![words(heading)], body, ..Part::default() };
        let mut outline = Outline {
            title: vec![words("题")],
            lead: vec![words("导语。")],
            sections: vec![
                section("有文", vec![Entry::Text(words("文。")), Entry::Subhead(words("末尾的小标题"))]),
                section("只有题", vec![]),
                section("只有表列", vec![Entry::List(vec![words("一。"), words("二。")])]),
                section("最后", vec![]),
            ],
            ..Outline::default()
        };
        outline.fit();
        assert_eq!(outline.sections.len(), 2);
        assert_eq!(outline.sections[0].body[1], Entry::Text(words("末尾的小标题")));
        let heading: Vec<&str> = outline.sections[1].heading.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(heading, ["只有题", "只有表列"]);
        assert_eq!(outline.sections[1].body.len(), 3);
        assert_eq!(outline.sections[1].body[2], Entry::Text(words("最后")));
    }
}
