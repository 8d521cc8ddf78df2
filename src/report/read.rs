//! Reading a report: text → places and shape → types → rules. Every problem is told, not only the first.

use std::io::Read;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_json::Value;

use super::model::Report;
use super::places::Places;
use super::rules;
use super::shape::{Walk, schema};
use crate::diagnostic::{Diagnostic, Place, SourceText};

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
    let unreadable = |error: &std::io::Error| {
        let finding = Diagnostic::old_error("unreadable", format!("the report cannot be read: {error}"));
        vec![finding.in_file(shown).old_hint("name a report.json, or the folder that holds one".into())]
    };
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        let finding = Diagnostic::old_error("too-large", "the report is larger than 4 MiB, the limit");
        return Err(vec![finding.in_file(shown).old_hint("photos belong into files of their own".into())]);
    }
    match String::from_utf8(bytes) {
        Ok(text) => read_text(text, shown),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let source = Arc::new(SourceText { path: shown.to_owned(), text });
            let place = Place { source, range: good..good + 1, pointer: None };
            Err(vec![
                Diagnostic::old_error("not-utf8", "the report is not UTF-8 text from here on")
                    .at(place)
                    .old_hint("save the file as UTF-8 (in Notepad: Save as, Encoding: UTF-8)".into()),
            ])
        }
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
    let syntax = |message: String, range: std::ops::Range<usize>| {
        vec![
            Diagnostic::old_error("syntax", format!("this is not JSON: {message}"))
                .at(Place { source: Arc::clone(&source), range, pointer: None })
                .old_hint("look for a missing comma, quote or bracket here or just before".into()),
        ]
    };
    let parsed = parse_to_ast(&source.text, &CollectOptions::default(), &strict).map_err(|error| {
        let range = error.range();
        syntax(lower_first(&error.kind().to_string()), range.start..range.end)
    })?;
    let Some(value) = parsed.value else {
        return Err(syntax("the file is empty".into(), 0..0));
    };
    let mut walk = Walk::new(&SCHEMA, Places::new(Arc::clone(&source)));
    walk.value(&value, &SCHEMA, "");
    let Walk { places, problems, .. } = walk;
    if !problems.is_empty() {
        return Err(problems);
    }
    let report: Report = serde_json::from_str(&source.text).map_err(|error| {
        let at = byte_of(&source.text, error.line(), error.column());
        syntax(error.to_string(), at..at + 1)
    })?;
    let problems = rules::check(&report, &places);
    if problems.is_empty() { Ok(Loaded { report, places, warnings: Vec::new() }) } else { Err(problems) }
}

/// The byte of a line and a column (bytes), both from 1.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (before + column.saturating_sub(1)).min(text.len())
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}
