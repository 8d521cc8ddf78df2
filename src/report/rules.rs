//! What a report's types cannot say: ids that name something, dates that exist, references that lead somewhere.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::body::{Block, Item, MOST_IN_BOX, WIDEST_TABLE};
use super::figures::{Piece, pieces, resolve, target};
use super::groups;
use super::inline::{marked, marks};
use super::mend::control;
use super::model::Report;
use super::places::Places;
use super::text::WISHES;
use super::texts::{Printed, said, texts};
use super::{dates, shape::nearest};
use crate::diagnostic::{Diagnostic, Place};
use crate::message::Message;
use crate::say;

/// All texts of a report together may have this many characters.
pub const MAX_CHARACTERS: usize = 60_000;

/// The characters that words set large may have.
const QUOTE_CHARACTERS: std::ops::RangeInclusive<usize> = 12..=30;

/// A reference to a figure with a brace as wide as a Chinese character; ordinary ones match too.
static FULL_WIDTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("[{｛]\\s*([a-z][a-z0-9-]*(?:\\.value)?)\\s*[}｝]")
        .unwrap_or_else(|_| unreachable!("a pattern"))
});

/// Everything that is wrong with a report of the right shape.
pub(super) fn check(report: &Report, places: &Places) -> Vec<Diagnostic> {
    let mut rules = Rules { report, places, problems: Vec::new() };
    rules.ids();
    rules.photo_names();
    rules.dates();
    rules.prose();
    rules.quotes();
    rules.marks();
    rules.notes();
    rules.blocks();
    rules.problems.extend(groups::check(report, places));
    rules.problems
}

struct Rules<'a> {
    report: &'a Report,
    places: &'a Places,
    problems: Vec<Diagnostic>,
}

impl Rules<'_> {
    fn problem(&mut self, place: Option<Place>, message: Message, hint: Message) {
        self.problems.push(Diagnostic::error(message).at_place(place).hint(hint));
    }

    fn ids(&mut self) {
        let report = self.report;
        let metrics =
            report.metrics.iter().enumerate().map(|(i, m)| (m.id.as_str(), format!("/metrics/{i}/id")));
        self.unique(metrics.collect());
        let sections = report.sections.iter().enumerate();
        self.unique(
            sections.filter_map(|(i, s)| Some((s.id.as_deref()?, format!("/sections/{i}/id")))).collect(),
        );
        let photos =
            report.photos.iter().enumerate().map(|(i, p)| (p.id.as_str(), format!("/photos/{i}/id")));
        self.unique(photos.collect());
    }

    fn unique(&mut self, ids: Vec<(&str, String)>) {
        let mut first: HashMap<&str, String> = HashMap::new();
        for (id, pointer) in ids {
            if let Some(earlier) = first.get(id) {
                let line = self
                    .places
                    .value(earlier)
                    .map_or(0, |place| place.source.line_column(place.range.start).0);
                let place = self.places.value(&pointer);
                let message = say!("duplicate-id", id = id, line = line);
                self.problem(place, message, say!("hint.own-id"));
            } else {
                first.insert(id, pointer);
            }
        }
    }

    fn photo_names(&mut self) {
        let mut named: HashMap<&str, usize> = HashMap::new();
        for (number, section) in self.report.sections.iter().enumerate() {
            for (index, id) in section.photos.iter().enumerate() {
                let place = self.places.value(&format!("/sections/{number}/photos/{index}"));
                if !self.report.photos.iter().any(|photo| photo.id == *id) {
                    let ids = self.report.photos.iter().map(|photo| photo.id.as_str());
                    let hint = match nearest(id, ids) {
                        Some(near) => say!("hint.did-you-mean", name = near),
                        None => say!("hint.add-photo"),
                    };
                    self.problem(place, say!("unknown-id.photo", id = id), hint);
                } else if let Some(earlier) = named.insert(id, number) {
                    let message = say!("photo-twice", id = id, section = earlier + 1);
                    self.problem(place, message, say!("hint.photo-once"));
                }
            }
        }
    }

    fn dates(&mut self) {
        let date = self.report.folio.as_ref().and_then(|folio| folio.date.as_deref());
        if let Some(date) = date.filter(|date| dates::parse(date).is_none()) {
            let place = self.places.value("/folio/date");
            let hint = match in_parts(date).as_deref() {
                Some(right) if dates::parse(right).is_some() => say!("hint.write", right = right),
                _ => say!("hint.date-form"),
            };
            self.problem(place, say!("bad-date", date = date), hint);
        }
        for (number, photo) in self.report.photos.iter().enumerate() {
            if let Some(date) = photo.date.as_deref().filter(|date| dates::month_or_day(date).is_none()) {
                let place = self.places.value(&format!("/photos/{number}/date"));
                let hint = match in_parts(date).as_deref() {
                    Some(right) if dates::month_or_day(right).is_some() => say!("hint.write", right = right),
                    _ => say!("hint.photo-date-form"),
                };
                self.problem(place, say!("bad-date.photo", date = date), hint);
            }
        }
        for (number, metric) in self.report.metrics.iter().enumerate() {
            for (index, pair) in metric.series.windows(2).enumerate() {
                if let [before, after] = pair
                    && after.year <= before.year
                {
                    let place = self.places.value(&format!("/metrics/{number}/series/{}/year", index + 1));
                    let message = say!(
                        "series-order",
                        later = after.year.to_string(),
                        earlier = before.year.to_string()
                    );
                    self.problem(place, message, say!("hint.years-in-order"));
                }
            }
        }
    }

    fn prose(&mut self) {
        let mut total = 0;
        for (pointer, text) in texts(self.report) {
            total += text.chars().count();
            self.text(&pointer, text);
        }
        if total > MAX_CHARACTERS {
            let place = self.places.value("/sections");
            let message = say!("too-long.report", count = total, limit = MAX_CHARACTERS);
            self.problem(place, message, say!("hint.shorten-report"));
        }
    }

    /// Words that are set large are neither a mere tag nor a paragraph.
    fn quotes(&mut self) {
        for (number, section) in self.report.sections.iter().enumerate() {
            let Some(quote) = &section.quote else { continue };
            let shown = resolve(&quote.text, &self.report.metrics);
            let count = shown.chars().filter(|c| !c.is_whitespace() && !WISHES.contains(c)).count();
            let (least, most) = (*QUOTE_CHARACTERS.start(), *QUOTE_CHARACTERS.end());
            if !QUOTE_CHARACTERS.contains(&count) {
                let place = self.places.value(&format!("/sections/{number}/quote/text"));
                let message = say!("quote-length", count = count, least = least, most = most);
                let hint = if count < least {
                    say!("hint.write-more", count = least - count)
                } else {
                    say!("hint.cut", count = count - most)
                };
                self.problem(place, message, hint);
            }
        }
    }

    /// Marks without a partner, and marks where there are none.
    fn marks(&mut self) {
        for said in said(self.report).iter().filter(|said| said.row.kind.is_some()) {
            let found = marked(said.text);
            let here = said.row.is_marked();
            let stray = if here { found.stray } else { marks(said.text) };
            for range in stray {
                let count = |end: usize| said.text[..end].chars().count();
                let place = self.places.characters(&said.pointer, count(range.start)..count(range.end));
                let mark = &said.text[range];
                let message =
                    if here { say!("mark", mark = mark) } else { say!("mark.not-here", mark = mark) };
                let twice = mark.repeat(2);
                let hint = if here {
                    say!("hint.close-mark", mark = mark, twice = twice)
                } else {
                    say!("hint.no-marks-here")
                };
                self.problem(place, message, hint);
            }
        }
    }

    /// Every note is named in its section's text, in order, and every number has its note.
    fn notes(&mut self) {
        let all = said(self.report);
        for (number, section) in self.report.sections.iter().enumerate() {
            let own = all.iter().filter(|said| said.row.printed == Printed::Section && said.number == number);
            let mut next = 1;
            for said in own {
                for (range, note) in said.marked().notes {
                    let count = |end: usize| said.text[..end].chars().count();
                    let place = self.places.characters(&said.pointer, count(range.start)..count(range.end));
                    if note == 0 || note > section.notes.len() {
                        let message = say!("note.missing", number = note);
                        self.problem(place, message, say!("hint.add-note"));
                        continue;
                    }
                    if note > next {
                        let message = say!("note.order", number = note, wanted = next);
                        self.problem(place, message, say!("hint.notes-in-order"));
                    }
                    next = next.max(note + 1);
                }
            }
            for unused in next..=section.notes.len() {
                let place = self.places.value(&format!("/sections/{number}/notes/{}", unused - 1));
                let message = say!("note.unused", number = unused);
                self.problem(place, message, say!("hint.name-note", number = unused));
            }
        }
    }

    /// What the shape of blocks does not say.
    fn blocks(&mut self) {
        for (number, section) in self.report.sections.iter().enumerate() {
            for (index, item) in section.body.iter().enumerate() {
                let at = format!("/sections/{number}/body/{index}");
                match item {
                    Item::Block(Block::Subhead(_)) => {
                        let next = section.body.get(index + 1);
                        if !matches!(
                            next,
                            Some(Item::Text(_) | Item::Block(Block::List(_) | Block::Timeline(_)))
                        ) {
                            let place = self.places.value(&format!("{at}/subhead"));
                            self.problem(place, say!("block.bare-subhead"), say!("hint.text-below-subhead"));
                        }
                    }
                    Item::Block(Block::Box(aside)) if aside.characters() > MOST_IN_BOX => {
                        let count = aside.characters();
                        let place = self.places.value(&format!("{at}/box"));
                        let message = say!("block.long-box", count = count, limit = MOST_IN_BOX);
                        self.problem(place, message, say!("hint.cut", count = count - MOST_IN_BOX));
                    }
                    Item::Block(Block::Table(table)) => {
                        let columns = table.header.len();
                        let width = table.least_width();
                        if width > WIDEST_TABLE {
                            let place = self.places.value(&format!("{at}/table"));
                            let message = say!("block.wide-table", width = width, limit = WIDEST_TABLE);
                            self.problem(place, message, say!("hint.smaller-block"));
                        }
                        for (row, cells) in
                            table.rows.iter().enumerate().filter(|(_, row)| row.len() != columns)
                        {
                            let place = self.places.value(&format!("{at}/table/rows/{row}"));
                            let message = say!("block.row", cells = cells.len(), columns = columns);
                            self.problem(place, message, say!("hint.cells", columns = columns));
                        }
                    }
                    _ => {}
                }
            }
            if section.paragraphs().next().is_none() {
                let place = self.places.value(&format!("/sections/{number}/body"));
                self.problem(place, say!("block.no-text"), say!("hint.add-paragraph"));
            }
        }
    }

    fn text(&mut self, pointer: &str, text: &str) {
        let breaks = |c: char| matches!(c, '\u{2028}' | '\u{2029}');
        if let Some((index, found)) = text.chars().enumerate().find(|(_, c)| c.is_control() || breaks(*c)) {
            let place = self.places.character(pointer, index);
            let message = control(found);
            let hint = match message.key() {
                "control-character.line" => say!("hint.new-paragraph"),
                _ => say!("hint.remove-control"),
            };
            self.problem(place, message, hint);
        }
        for found in FULL_WIDTH.captures_iter(text) {
            let (Some(whole), Some(id)) = (found.get(0), found.get(1)) else { continue };
            if whole.as_str().starts_with('{') && whole.as_str().ends_with('}') {
                continue;
            }
            let count = |end: usize| text[..end].chars().count();
            let place = self.places.characters(pointer, count(whole.start())..count(whole.end()));
            let message = say!("brace.full-width", wrong = whole.as_str());
            self.problem(place, message, say!("hint.write-reference", reference = id.as_str()));
        }
        if text.trim().is_empty() && !text.is_empty() {
            let place = self.places.value(pointer);
            self.problem(place, say!("too-short.spaces"), say!("hint.write-or-remove"));
        }
        for piece in pieces(text) {
            match piece {
                Piece::Reference(reference, range) if target(reference, &self.report.metrics).is_none() => {
                    let count = |end: usize| text[..end].chars().count();
                    let place = self.places.characters(pointer, count(range.start)..count(range.end));
                    let id = reference.strip_suffix(".value").unwrap_or(reference);
                    let hint = match nearest(id, self.report.metrics.iter().map(|metric| metric.id.as_str()))
                    {
                        Some(near) => say!("hint.did-you-mean-figure", name = near),
                        None => say!("hint.add-metric", reference = reference),
                    };
                    self.problem(place, say!("unknown-id.metric", id = id), hint);
                }
                // Its partner is full-width: said already.
                Piece::Stray(at) if FULL_WIDTH.find_iter(text).any(|found| found.range().contains(&at)) => {}
                Piece::Stray(at) => {
                    let place = self.places.character(pointer, text[..at].chars().count());
                    self.problem(place, say!("brace"), say!("hint.write-figure"));
                }
                _ => {}
            }
        }
    }
}

/// Photos that no section names, though there are several: one can stand with the headline.
pub(super) fn left_over(report: &Report, places: &Places) -> Vec<Diagnostic> {
    let named = |id: &String| report.sections.iter().any(|section| section.photos.contains(id));
    let own: Vec<usize> = report
        .photos
        .iter()
        .enumerate()
        .filter(|(_, photo)| !named(&photo.id))
        .map(|(index, _)| index)
        .collect();
    if own.len() < 2 {
        return Vec::new();
    }
    own.into_iter()
        .map(|index| {
            let message = say!("photo-unnamed", id = report.photos[index].id.as_str());
            let place = places.value(&format!("/photos/{index}/id"));
            Diagnostic::warning(message).at_place(place).hint(say!("hint.photo-unnamed"))
        })
        .collect()
}

/// Figures that are given twice, by themselves and in their series, and are not the same.
pub(super) fn figures_twice(report: &Report, places: &Places) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (number, metric) in report.metrics.iter().enumerate() {
        for (index, point) in metric.series.iter().enumerate() {
            let other = match report.year.checked_sub(point.year) {
                Some(0) => Some((&metric.value, "value")),
                Some(1) => metric.previous.as_ref().map(|previous| (previous, "previous")),
                _ => None,
            };
            if let Some((value, field)) =
                other.filter(|(value, _)| (value.as_f64() - point.value.as_f64()).abs() > f64::EPSILON)
            {
                let message = say!(
                    "figure-twice",
                    label = metric.label.as_str(),
                    year = point.year.to_string(),
                    value = point.value.as_str(),
                    other = value.as_str(),
                    field = field
                );
                let place = places.value(&format!("/metrics/{number}/series/{index}/value"));
                found.push(Diagnostic::warning(message).at_place(place).hint(say!("hint.figure-twice")));
            }
        }
    }
    found
}

/// A date that is written in another way, such as 2025/1/10, 2025.1 or 2025年1月10日, as 2025-01-10.
fn in_parts(date: &str) -> Option<String> {
    let parts: Vec<&str> =
        date.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let two = |part: &str| (part.len() <= 2).then(|| format!("{part:0>2}"));
    match parts.as_slice() {
        [year, month] => Some(format!("{year}-{}", two(month)?)),
        [year, month, day] => Some(format!("{year}-{}-{}", two(month)?, two(day)?)),
        _ => None,
    }
}
