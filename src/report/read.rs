//! Reading a report: text → places and shape → types → rules. Every problem is told, not only the first.

use std::io::Read;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, ParseStringErrorKind, parse_to_ast};
use serde::de::IgnoredAny;
use serde_json::Value;

use super::mend::{Slip, mend};
use super::model::Report;
use super::places::Places;
use super::rules;
use super::shape::{Walk, schema};
use crate::diagnostic::{Diagnostic, Place, SourceText};
use crate::message::Message;
use crate::say;

/// A report's file may have this many bytes.
pub const MAX_FILE_BYTES: u64 = 4 * 1024 * 1024;

static SCHEMA: LazyLock<Value> = LazyLock::new(|| schema().to_value());

/// A report with the places of its values.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The report.
    pub report: Report,
    /// Where everything stands.
    pub places: Places,
    /// What should be looked at but stops nothing.
    pub warnings: Vec<Diagnostic>,
}

/// Reads a report's file. `shown` is its name in messages.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(path: &Path, shown: &str) -> Result<Loaded, Vec<Diagnostic>> {
    read_text(file_text(path, shown)?, shown)
}

/// The text of a report's file, whatever is in it.
///
/// # Errors
/// When it cannot be read, is too large, or is no text.
pub fn file_text(path: &Path, shown: &str) -> Result<String, Vec<Diagnostic>> {
    let unreadable = |error: &std::io::Error| {
        let finding = Diagnostic::error(say!("unreadable", problem = error));
        let hint = match misnamed(path) {
            Some(name) => say!("hint.rename-report", name = name),
            None => say!("hint.name-a-report"),
        };
        vec![finding.in_file(shown).hint(hint)]
    };
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        let finding = Diagnostic::error(say!("too-large"));
        return Err(vec![finding.in_file(shown).hint(say!("hint.photos-in-files"))]);
    }
    if let Some(kind) = foreign(&bytes) {
        let finding = Diagnostic::error(say!("not-a-report", kind = kind));
        return Err(vec![finding.in_file(shown).hint(say!("hint.copy-into-report"))]);
    }
    match String::from_utf8(bytes) {
        // Windows' Notepad puts a byte order mark first.
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let source = Arc::new(SourceText { path: shown.to_owned(), text });
            let place = Place { source, range: good..good + 1, pointer: None };
            Err(vec![Diagnostic::error(say!("not-utf8")).at(place).hint(say!("hint.save-as-utf8"))])
        }
    }
}

/// The file beside a report that is not there which may be it: Windows hides the ending of `report.json.txt`.
fn misnamed(path: &Path) -> Option<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(folder).ok()?.take(1000).filter_map(Result::ok);
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let wanted = path.file_name()?.to_string_lossy();
    names.into_iter().find(|name| name.strip_prefix(&*wanted).is_some_and(|rest| rest.starts_with('.')))
}

/// What a file is that is no text at all, by its first bytes.
fn foreign(bytes: &[u8]) -> Option<Message> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"PK\x03\x04") || starts(b"\xD0\xCF\x11\xE0") || starts(b"{\\rtf") {
        Some(say!("not-a-report.office"))
    } else if starts(b"%PDF") {
        Some(say!("format.pdf"))
    } else if starts(b"\xFF\xD8\xFF") || starts(b"\x89PNG") {
        Some(say!("not-a-report.picture"))
    } else {
        None
    }
}

/// Reads a report from its text. `shown` is its name in messages.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_text(text: String, shown: &str) -> Result<Loaded, Vec<Diagnostic>> {
    // Windows' Notepad puts a byte order mark first.
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    let source = Arc::new(SourceText { path: shown.to_owned(), text });
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let syntax = |problem: Message, range: std::ops::Range<usize>| {
        vec![
            Diagnostic::error(say!("syntax", problem = problem))
                .at(Place { source: Arc::clone(&source), range, pointer: None })
                .hint(say!("hint.look-for-missing")),
        ]
    };
    // What is no JSON is mended as far as it can be, for all that is wrong to be told at once.
    let is_json = serde_json::from_str::<IgnoredAny>(&source.text).is_ok();
    let (mended, slips) = if is_json { (source.text.clone(), Vec::new()) } else { mend(&source.text) };
    let mut problems: Vec<Diagnostic> = slips
        .into_iter()
        .map(|Slip { range, message, hint }| {
            let place = Place { source: Arc::clone(&source), range, pointer: None };
            // What stands in a text is no slip of JSON's to a clerk.
            let message = if message.code() == "json" { say!("syntax", problem = message) } else { message };
            Diagnostic::error(message).at(place).hint(hint)
        })
        .collect();
    let parsed = match parse_to_ast(&mended, &CollectOptions::default(), &strict) {
        Ok(parsed) => parsed,
        Err(error) => {
            let range = error.range();
            problems.extend(syntax(json_problem(error.kind()), range.start..range.end));
            return Err(problems);
        }
    };
    let Some(value) = parsed.value else {
        return Err(syntax(say!("json.empty"), 0..0));
    };
    let mut walk = Walk::new(&SCHEMA, Places::new(Arc::clone(&source)));
    walk.value(&value, &SCHEMA, "");
    let Walk { places, problems: misfits, .. } = walk;
    problems.extend(misfits);
    if !problems.is_empty() {
        return Err(problems);
    }
    let report: Report = serde_json::from_str(&source.text).map_err(|error| {
        let at = byte_of(&source.text, error.line(), error.column());
        syntax(say!("json.other", words = error.to_string()), at..at + 1)
    })?;
    let problems = rules::check(&report, &places);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut warnings = rules::left_over(&report, &places);
    warnings.extend(rules::figures_twice(&report, &places));
    Ok(Loaded { report, places, warnings })
}

/// The byte of a line and a column (bytes), both from 1.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (before + column.saturating_sub(1)).min(text.len())
}

/// What the parser found, in words of ours where people meet it; the rest in the parser's.
fn json_problem(kind: &ParseErrorKind) -> Message {
    match kind {
        ParseErrorKind::CommentsNotAllowed => say!("json.comment"),
        ParseErrorKind::ExpectedColonAfterObjectKey => say!("json.colon"),
        ParseErrorKind::ExpectedObjectValue => say!("json.value"),
        ParseErrorKind::ExpectedStringObjectProperty => say!("json.name"),
        ParseErrorKind::ExpectedComma => say!("json.comma"),
        ParseErrorKind::MultipleRootJsonValues => say!("json.more-than-one"),
        ParseErrorKind::SingleQuotedStringsNotAllowed => say!("json.single-quotes"),
        ParseErrorKind::TrailingCommasNotAllowed => say!("json.trailing-comma"),
        ParseErrorKind::UnexpectedCloseBrace => say!("json.close-brace"),
        ParseErrorKind::UnexpectedCloseBracket => say!("json.close-bracket"),
        ParseErrorKind::UnexpectedColon => say!("json.stray-colon"),
        ParseErrorKind::UnexpectedComma => say!("json.stray-comma"),
        ParseErrorKind::UnexpectedToken => say!("json.stray-character"),
        ParseErrorKind::UnexpectedTokenInObject => say!("json.stray-character-in-object"),
        ParseErrorKind::UnexpectedWord => say!("json.stray-word"),
        ParseErrorKind::UnterminatedArray => say!("json.open-list"),
        ParseErrorKind::UnterminatedObject => say!("json.open-object"),
        ParseErrorKind::NestingDepthExceeded => say!("json.too-deep"),
        ParseErrorKind::String(ParseStringErrorKind::UnterminatedStringLiteral) => say!("json.open-text"),
        ParseErrorKind::String(_) => say!("json.escape"),
        other => say!("json.other", words = lower_first(&other.to_string())),
    }
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}
