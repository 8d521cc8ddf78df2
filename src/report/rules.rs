//! What a report's types cannot say: ids that name something, dates that exist, references that lead somewhere.

use std::collections::HashMap;

use super::figures::{Piece, pieces, target};
use super::model::Report;
use super::places::Places;
use super::texts::texts;
use super::{dates, shape::nearest};
use crate::diagnostic::{Diagnostic, Place};
use crate::message::Message;
use crate::say;

/// All texts of a report together may have this many characters.
pub const MAX_CHARACTERS: usize = 60_000;

/// Everything that is wrong with a report of the right shape.
pub(super) fn check(report: &Report, places: &Places) -> Vec<Diagnostic> {
    let mut rules = Rules { report, places, problems: Vec::new() };
    rules.ids();
    rules.photo_names();
    rules.dates();
    rules.prose();
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
            self.problem(place, say!("bad-date", date = date), say!("hint.date-form"));
        }
        for (number, photo) in self.report.photos.iter().enumerate() {
            if let Some(date) = photo.date.as_deref().filter(|date| dates::month_or_day(date).is_none()) {
                let place = self.places.value(&format!("/photos/{number}/date"));
                self.problem(place, say!("bad-date.photo", date = date), say!("hint.photo-date-form"));
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

    fn text(&mut self, pointer: &str, text: &str) {
        if let Some(index) = text.chars().position(char::is_control) {
            let place = self.places.character(pointer, index);
            self.problem(place, say!("control-character"), say!("hint.new-paragraph"));
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
                Piece::Stray(at) => {
                    let place = self.places.character(pointer, text[..at].chars().count());
                    self.problem(place, say!("brace"), say!("hint.write-figure"));
                }
                _ => {}
            }
        }
    }
}
