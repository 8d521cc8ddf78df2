//! Reading a report as a proofreader does: the checks of text and the facts, as findings; and what can be put right by itself.
//!
//! How much a check matters can be set for each, and a report can say that a finding is right as it stands.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use super::facts::{self, Disagreement, Fact};
use super::model::Report;
use super::places::Places;
use super::read::Loaded;
use super::scripts;
use super::text::{self, Names, TextSlip};
use super::texts::texts;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::message::Message;
use crate::say;

/// How much a check matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It is not made.
    Off,
    /// Somebody should look.
    Warning,
    /// The output is stopped.
    Error,
}

/// The levels that are not the usual ones, by the check's code.
pub type Levels = BTreeMap<String, Level>;

/// The codes of all checks.
pub fn codes() -> impl Iterator<Item = &'static str> {
    text::CHECKS.iter().map(|check| check.code).chain(facts::CODES).chain(["rare-character"])
}

fn severity(code: &str, levels: &Levels) -> Option<Severity> {
    match levels.get(code) {
        Some(Level::Off) => None,
        Some(Level::Error) => Some(Severity::Error),
        Some(Level::Warning) | None => Some(Severity::Warning),
    }
}

/// The exceptions of a report, and which of them were met.
struct Exceptions<'a> {
    report: &'a Report,
    texts: Vec<(String, &'a str)>,
    met: Vec<bool>,
}

impl<'a> Exceptions<'a> {
    fn of(report: &'a Report) -> Self {
        Self { report, texts: texts(report), met: vec![false; report.exceptions.len()] }
    }

    /// Whether the report says that this is right as it stands.
    fn cover(&mut self, code: &str, pointer: &str, range: &Range<usize>) -> bool {
        let Some((_, text)) = self.texts.iter().find(|(other, _)| other == pointer) else { return false };
        let mut covered = false;
        for (exception, met) in self.report.exceptions.iter().zip(&mut self.met) {
            let here = text.match_indices(&exception.text).any(|(at, said)| {
                let (start, end) = (at, at + said.len());
                start <= range.start && range.end <= end
            });
            if exception.check == code && here {
                *met = true;
                covered = true;
            }
        }
        covered
    }
}

/// Everything that a proofreader would mark in a report.
#[must_use]
pub fn proofread(report: &Report, places: &Places, levels: &Levels, names: &Names) -> Vec<Diagnostic> {
    let mut exceptions = Exceptions::of(report);
    let mut found = scripts::refused(report, places);
    for slip in text::check(report, names) {
        if !exceptions.cover(slip.check.code, &slip.pointer, &slip.slip.range)
            && let Some(severity) = severity(slip.check.code, levels)
        {
            let place = place(report, places, &slip.pointer, &slip.slip.range);
            found.push(slip_finding(&slip, severity).at_place(place));
        }
    }
    for one in facts::check(report) {
        let code = one.fact.code();
        if !exceptions.cover(code, &one.pointer, &one.range)
            && let Some(severity) = severity(code, levels)
        {
            let place = place(report, places, &one.pointer, &one.range);
            found.push(fact_finding(&one, severity, places).at_place(place));
        }
    }
    for (index, _) in exceptions.met.iter().enumerate().filter(|(_, met)| !**met) {
        let exception = &report.exceptions[index];
        let place = places.value(&format!("/exceptions/{index}/text"));
        found.push(if codes().any(|code| code == exception.check) {
            Diagnostic::warning(say!("exception-unused", text = exception.text.as_str())).at_place(place)
        } else {
            let place = places.value(&format!("/exceptions/{index}/check"));
            let hint = match super::shape::nearest(&exception.check, codes()) {
                Some(near) => say!("hint.did-you-mean", name = near),
                None => say!("hint.checks", names = codes().map(str::to_owned).collect::<Vec<_>>()),
            };
            Diagnostic::error(say!("unknown-check", name = exception.check.as_str()))
                .at_place(place)
                .hint(hint)
        });
    }
    found
}

fn slip_finding(slip: &TextSlip, severity: Severity) -> Diagnostic {
    // A check's code is the key of its message.
    let message = Message::new(slip.check.code, vec![("wrong", slip.wrong.as_str().into())]);
    let finding = Diagnostic::new(severity, message);
    match &slip.corrected {
        Some(right) => finding.hint(say!("hint.write", right = right.as_str())),
        None => finding.hint(say!("hint.look")),
    }
}

fn fact_finding(one: &Disagreement, severity: Severity, places: &Places) -> Diagnostic {
    let said = one.said.as_str();
    let new = |message: Message| Diagnostic::new(severity, message);
    match &one.fact {
        Fact::Metric { id, value } => {
            new(say!("metric", said = said, id = id.as_str(), value = value.as_str()))
                .hint(say!("hint.other-figure", value = value.as_str()))
        }
        Fact::Disagree { other, pointer } => {
            let line = places.value(pointer).map_or(0, |place| place.source.line_column(place.range.start).0);
            new(say!("disagree", said = said, other = other.as_str(), line = line)).hint(say!("hint.agree"))
        }
        Fact::Percent => new(say!("percent", said = said)).hint(say!("hint.percent")),
        Fact::Sum { parts, whole } => {
            new(say!("sum", parts = parts.as_str(), whole = whole.as_str())).hint(say!("hint.sum"))
        }
        Fact::Growth { right } => {
            new(say!("growth", said = said, right = right.as_str())).hint(say!("hint.growth"))
        }
        Fact::CaptionDate { date } => {
            new(say!("caption-date", said = said, date = date.as_str())).hint(say!("hint.caption-date"))
        }
        Fact::Year { year } => new(say!("year", said = said, year = *year)).hint(say!("hint.year")),
        Fact::Name { other } => {
            new(say!("name", said = said, other = other.as_str())).hint(say!("hint.name"))
        }
    }
}

/// The place of some bytes of a text.
fn place(report: &Report, places: &Places, pointer: &str, range: &Range<usize>) -> Option<Place> {
    let found = texts(report).into_iter().find(|(other, _)| other == pointer);
    let Some((_, text)) = found else { return places.value(pointer) };
    let count = |end: usize| text[..end].chars().count();
    let (start, end) = (count(range.start), count(range.end));
    // What is to be put in at the end is shown at the last character.
    if start == end {
        places.character(pointer, start.saturating_sub(1))
    } else {
        places.characters(pointer, start..end)
    }
}

/// A change of a report's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes of the file.
    pub range: Range<usize>,
    /// What takes their place, as JSON writes it within a string.
    pub right: String,
}

/// The corrections that need nobody's judgement: those of the safe checks, and references in the place of numbers that
/// say what a metric says.
#[must_use]
pub fn edits(loaded: &Loaded, levels: &Levels) -> Vec<Edit> {
    let Loaded { report, places, .. } = loaded;
    let mut exceptions = Exceptions::of(report);
    let mut edits: Vec<Edit> = Vec::new();
    let mut add = |pointer: &str, range: &Range<usize>, right: &str| {
        if let Some(place) = place(report, places, pointer, range).filter(|_| !range.is_empty()) {
            let json = serde_json::Value::from(right).to_string();
            let right = json.trim_matches('"').to_owned();
            let touches =
                |edit: &Edit| edit.range.start < place.range.end && place.range.start < edit.range.end;
            if !edits.iter().any(touches) {
                edits.push(Edit { range: place.range, right });
            }
        }
    };
    for slip in text::check(report, &Names::default()).iter().filter(|slip| slip.check.safe && slip.slip.sure)
    {
        let wanted = severity(slip.check.code, levels).is_some();
        if let (true, Some(right)) = (wanted, &slip.slip.right)
            && !exceptions.cover(slip.check.code, &slip.pointer, &slip.slip.range)
        {
            add(&slip.pointer, &slip.slip.range, right);
        }
    }
    for literal in facts::literals(report) {
        let wanted = severity("metric", levels).is_some();
        if wanted && !exceptions.cover("metric", &literal.pointer, &literal.range) {
            add(&literal.pointer, &literal.range, &literal.reference);
        }
    }
    edits.sort_by_key(|edit| edit.range.start);
    edits
}

/// A text with edits made.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.range.start).unwrap_or_default());
        out.push_str(&edit.right);
        at = edit.range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
