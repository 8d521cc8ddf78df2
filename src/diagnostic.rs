//! One `Diagnostic` for everything that can be said to a user, and how it is printed.

use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use crate::message::{Lang, Message};
use crate::say;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The output is stopped.
    Error,
    /// The output is written; somebody should look.
    Warning,
}

/// A text that findings point into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// The file as the user named it.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

impl SourceText {
    /// Line and column, both from 1, of a byte; the column counts characters.
    #[must_use]
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let mut at = byte.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &self.text[..at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub source: Arc<SourceText>,
    /// The bytes that are meant.
    pub range: Range<usize>,
    /// The JSON pointer of the value, in a report.
    pub pointer: Option<String>,
}

/// One thing to be said to the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable name for the kind of finding, for programs: the message's key up to its first dot.
    pub code: &'static str,
    /// What is wrong.
    pub message: Message,
    /// Where it is.
    pub place: Option<Place>,
    /// The file, where the finding is about a file and not about a place in it.
    pub file: Option<String>,
    /// What to do.
    pub hints: Vec<Message>,
}

impl Diagnostic {
    /// A finding without a place.
    #[must_use]
    pub fn new(severity: Severity, message: Message) -> Self {
        Self { severity, code: message.code(), message, place: None, file: None, hints: Vec::new() }
    }

    /// An error without a place.
    #[must_use]
    pub fn error(message: Message) -> Self {
        Self::new(Severity::Error, message)
    }

    /// A warning without a place.
    #[must_use]
    pub fn warning(message: Message) -> Self {
        Self::new(Severity::Warning, message)
    }

    /// The same finding at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same finding at a place, where it is known.
    #[must_use]
    pub fn at_place(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }

    /// The same finding about a whole file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// The same finding with one more hint on what to do.
    #[must_use]
    pub fn hint(mut self, hint: Message) -> Self {
        self.hints.push(hint);
        self
    }

    /// Where it is, as file, line and column, or the file alone.
    #[must_use]
    pub fn shown_place(&self) -> Option<String> {
        match &self.place {
            Some(place) => {
                let (line, column) = place.source.line_column(place.range.start);
                Some(format!("{}:{line}:{column}", place.source.path))
            }
            None => self.file.clone(),
        }
    }

    fn order(&self) -> (String, usize) {
        match &self.place {
            Some(place) => (place.source.path.clone(), place.range.start),
            None => (self.file.clone().unwrap_or_default(), 0),
        }
    }
}

/// How many characters of a line are shown on either side of a finding.
const WINDOW: usize = 30;

/// The findings in the order of their places.
#[must_use]
pub fn sorted(findings: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut sorted: Vec<&Diagnostic> = findings.iter().collect();
    sorted.sort_by_key(|finding| finding.order());
    sorted
}

/// The findings as text for a person, in the order of their places.
#[must_use]
pub fn list(findings: &[Diagnostic], lang: Lang) -> String {
    let mut out = String::new();
    for finding in sorted(findings) {
        render_one(finding, lang, &mut out);
        out.push('\n');
    }
    out
}

/// The same with a line that counts them.
#[must_use]
pub fn render(findings: &[Diagnostic], lang: Lang) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let counted = match (errors, warnings) {
        (_, 0) => say!("finding.errors", count = errors),
        (0, _) => say!("finding.warnings", count = warnings),
        _ => say!(
            "finding.both",
            errors = say!("finding.errors", count = errors),
            warnings = say!("finding.warnings", count = warnings),
        ),
    };
    list(findings, lang) + &counted.text(lang) + "\n"
}

fn render_one(finding: &Diagnostic, lang: Lang, out: &mut String) {
    let (code, message) = (finding.code, finding.message.clone());
    let first = match finding.severity {
        Severity::Error => say!("finding.error", code = code, message = message),
        Severity::Warning => say!("finding.warning", code = code, message = message),
    };
    // A line that cannot be written to a String does not exist.
    let _ = writeln!(out, "{}", first.text(lang));
    if let Some(at) = finding.shown_place() {
        let _ = writeln!(out, "  --> {at}");
    }
    if let Some(place) = &finding.place {
        render_line(place, out);
    }
    for hint in &finding.hints {
        let _ = writeln!(out, "{}", say!("finding.help", hint = hint.clone()).text(lang));
    }
}

/// The line with the place marked under it. Of a long line only the neighbourhood is shown.
fn render_line(place: &Place, out: &mut String) {
    let text = &place.source.text;
    let (line, column) = place.source.line_column(place.range.start);
    let Some(whole) = text.lines().nth(line - 1) else { return };
    let start = column - 1;
    let marked = text.get(place.range.clone()).unwrap_or_default();
    let length = marked.lines().next().unwrap_or_default().chars().count().clamp(1, 2 * WINDOW);
    let characters: Vec<char> = whole.chars().collect();
    let first = start.saturating_sub(WINDOW);
    let last = (start + length + WINDOW).min(characters.len());
    let lead = if first > 0 { "…" } else { "" };
    let tail = if last < characters.len() { "…" } else { "" };
    let shown: String = characters.get(first..last).unwrap_or_default().iter().collect();
    let before: String = characters.get(first..start.min(last)).unwrap_or_default().iter().collect();
    let under: String =
        characters.get(start.min(last)..(start + length).min(last)).unwrap_or_default().iter().collect();
    let gutter = line.to_string().len();
    let _ = writeln!(out, "{:gutter$} |", "");
    let _ = writeln!(out, "{line} | {lead}{}{tail}", shown.replace('\t', " "));
    let _ = writeln!(
        out,
        "{:gutter$} | {}{}",
        "",
        " ".repeat(columns(lead) + columns(&before)),
        "^".repeat(columns(&under).max(1))
    );
}

/// How many columns of a terminal a text takes: two for a Chinese character.
fn columns(text: &str) -> usize {
    // In a Chinese terminal the ellipsis and the dash are wide as well, in others they are not; few lines hold any.
    text.width()
}

/// A finding as JSON, for programs: `message` and `hints` in a language, `key` and `arguments` in none.
#[must_use]
pub fn to_json(finding: &Diagnostic, lang: Lang) -> Value {
    let place = finding.place.as_ref();
    let position = place.map(|place| place.source.line_column(place.range.start));
    json!({
        "severity": finding.severity,
        "code": finding.code,
        "message": finding.message.text(lang),
        "key": finding.message.key(),
        "arguments": finding.message.arguments_json(),
        "file": place.map(|place| &place.source.path).or(finding.file.as_ref()),
        "line": position.map(|position| position.0),
        "column": position.map(|position| position.1),
        "pointer": place.and_then(|place| place.pointer.as_ref()),
        "hints": finding.hints.iter().map(|hint| hint.text(lang)).collect::<Vec<_>>(),
    })
}
