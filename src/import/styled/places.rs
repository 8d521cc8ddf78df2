//! The places of a report in which the parts of a text are put.

use std::collections::BTreeMap;

use serde_json::Value;

/// Words with the part of the text that they are, by its place in what was taken.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) took: Option<usize>,
}

/// What stands above the sections, and below them.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) folio: BTreeMap<&'static str, Words>,
    pub(super) staff: Vec<(Words, String)>,
    pub(super) kicker: Option<Words>,
    pub(super) title: Vec<Words>,
    pub(super) subtitle: Option<Words>,
    pub(super) byline: Option<Words>,
    pub(super) lead: Vec<Words>,
    pub(super) credits: Option<Words>,
    /// What the template asks for, by the pointers of texts.
    pub(super) extra: Vec<(String, Words)>,
    pub(super) sections: Vec<Part>,
    /// By the numbers of the report's photos.
    pub(super) photos: BTreeMap<usize, Shown>,
}

/// A photo in the text.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) picture: Option<usize>,
    /// Whether its picture's paragraph is there.
    pub(super) is_there: bool,
    pub(super) caption: Option<Words>,
    pub(super) credit: Option<Words>,
    /// The section in which it is met first; none for the headline's.
    pub(super) section: Option<usize>,
}

/// A section.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// The report's section that it is.
    pub(super) of: Option<usize>,
    /// The report's section whose notes its text names by their numbers.
    pub(super) notes_of: Option<usize>,
    pub(super) heading: Vec<Words>,
    pub(super) byline: Option<Words>,
    pub(super) editor_note: Option<Words>,
    pub(super) body: Vec<Entry>,
    /// Notes of the report: by their numbers the notes of the document that they are, where a mark leads to them.
    pub(super) marks: BTreeMap<usize, usize>,
    /// Notes of the report that stand as paragraphs.
    pub(super) notes: BTreeMap<usize, Words>,
    /// Notes that are new.
    pub(super) new_notes: Vec<Words>,
    pub(super) quote: Option<(Words, Option<String>)>,
}

/// An entry of a section's body, and the block of the report that it is: the section's number and its own.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) of: Option<(usize, usize)>,
    pub(super) block: Block,
}

/// What it is.
#[derive(Debug)]
pub(super) enum Block {
    Text(Words),
    Subhead(Words),
    Quote(Words, Option<String>),
    Box { kind: String, title: Option<Words>, paragraphs: Vec<Words>, took: Option<usize> },
    List(Vec<Words>),
    Table { title: Option<Words>, rows: Vec<Vec<String>>, note: Option<Words>, took: Option<usize> },
    Timeline(Vec<(String, String)>, Option<usize>),
}

impl Part {
    /// Whether it has any text.
    pub(super) fn says(&self) -> bool {
        !self.heading.is_empty() || !self.body.is_empty()
    }
}

/// A list of words as a report has it.
pub(super) fn texts(words: &[Words]) -> Value {
    words.iter().map(|words| Value::String(words.text.clone())).collect()
}
