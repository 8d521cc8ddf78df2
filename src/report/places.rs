//! Where every value of a JSON text stands.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Place, SourceText};

/// The places of all values and field names of a JSON text, by JSON pointer.
#[derive(Debug, Clone)]
pub struct Places {
    source: Arc<SourceText>,
    values: HashMap<String, Range<usize>>,
    keys: HashMap<String, Range<usize>>,
    /// Values that the county gives, which stand in its file.
    elsewhere: HashMap<String, Place>,
    /// Of a report with divided sections: for each part the section, and the paragraph with which it begins.
    parts: Vec<(usize, usize)>,
}

impl Places {
    pub(crate) fn new(source: Arc<SourceText>) -> Self {
        Self {
            source,
            values: HashMap::new(),
            keys: HashMap::new(),
            elsewhere: HashMap::new(),
            parts: Vec::new(),
        }
    }

    /// The places of a report whose sections are divided: for each part the section, and the paragraph with which it begins.
    pub(crate) fn of_parts(&self, parts: Vec<(usize, usize)>) -> Self {
        Self { parts, ..self.clone() }
    }

    /// A pointer as the report was written.
    fn written<'a>(&self, pointer: &'a str) -> Cow<'a, str> {
        let Some(rest) = pointer.strip_prefix("/sections/").filter(|_| !self.parts.is_empty()) else {
            return pointer.into();
        };
        let (number, rest) = rest.split_once('/').map_or((rest, ""), |(number, rest)| (number, rest));
        let Some(&(section, first)) = number.parse::<usize>().ok().and_then(|number| self.parts.get(number))
        else {
            return pointer.into();
        };
        let paragraph = rest.strip_prefix("body/").and_then(|number| number.parse::<usize>().ok());
        match (paragraph, rest) {
            (Some(paragraph), _) => format!("/sections/{section}/body/{}", first + paragraph),
            (None, "") => format!("/sections/{section}"),
            (None, rest) => format!("/sections/{section}/{rest}"),
        }
        .into()
    }

    pub(crate) fn add_value(&mut self, pointer: &str, range: Range<usize>) {
        self.values.insert(pointer.to_owned(), range);
    }

    pub(crate) fn add_key(&mut self, pointer: &str, range: Range<usize>) {
        self.keys.insert(pointer.to_owned(), range);
    }

    /// Notes that the value at a pointer stands in another file.
    pub(crate) fn add_elsewhere(&mut self, pointer: &str, place: Place) {
        self.elsewhere.insert(pointer.to_owned(), place);
    }

    /// The text.
    #[must_use]
    pub fn source(&self) -> &SourceText {
        &self.source
    }

    /// A place in this text.
    #[must_use]
    pub fn range(&self, range: Range<usize>, pointer: &str) -> Place {
        Place { source: Arc::clone(&self.source), range, pointer: Some(pointer.to_owned()) }
    }

    /// Where a value stands.
    #[must_use]
    pub fn value(&self, pointer: &str) -> Option<Place> {
        let pointer = &*self.written(pointer);
        match self.values.get(pointer) {
            Some(range) => Some(self.range(range.clone(), pointer)),
            None => self.elsewhere.get(pointer).cloned(),
        }
    }

    /// Where the name of a field stands.
    #[must_use]
    pub fn key(&self, pointer: &str) -> Option<Place> {
        let pointer = &*self.written(pointer);
        self.keys.get(pointer).map(|range| self.range(range.clone(), pointer))
    }

    /// Where the n-th character, from 0, of a string value stands; escapes count as the character they stand for.
    #[must_use]
    pub fn character(&self, pointer: &str, number: usize) -> Option<Place> {
        self.characters(pointer, number..number + 1)
    }

    /// Where some characters of a string value stand.
    #[must_use]
    pub fn characters(&self, pointer: &str, numbers: Range<usize>) -> Option<Place> {
        let pointer = &*self.written(pointer);
        let Some(whole) = self.values.get(pointer).cloned() else {
            return self.elsewhere.get(pointer).cloned();
        };
        let inner = self.source.text.get(whole.start + 1..whole.end.checked_sub(1)?)?;
        let mut at = 0;
        let mut starts = Vec::new();
        while at < inner.len() && starts.len() < numbers.end {
            starts.push(at);
            at += escape_length(&inner[at..]);
        }
        let start = whole.start + 1 + starts.get(numbers.start)?;
        Some(self.range(start..whole.start + 1 + at, pointer))
    }
}

/// How many bytes of JSON stand for the next character.
fn escape_length(text: &str) -> usize {
    let is_high_surrogate = |hex: &str| matches!(u32::from_str_radix(hex, 16), Ok(0xD800..=0xDBFF));
    match text.as_bytes() {
        [b'\\', b'u', ..] => {
            let pair = text.get(2..6).is_some_and(is_high_surrogate) && text.get(6..8) == Some("\\u");
            text.len().min(if pair { 12 } else { 6 })
        }
        [b'\\', ..] => text.len().min(2),
        _ => text.chars().next().map_or(1, char::len_utf8),
    }
}
