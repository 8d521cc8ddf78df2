//! What stands in a section's body: paragraphs, and blocks among them. The comments are the schema's descriptions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The most characters of a box, title and paragraphs together: it stands in one column, whole.
pub const MOST_IN_BOX: usize = 300;
/// The most characters of a cell of a table.
pub const MOST_IN_CELL: usize = 24;

/// A paragraph, or a block.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Item {
    /// A paragraph.
    Text(#[schemars(length(min = 1, max = 5000))] String),
    /// A block.
    Block(Block),
}

/// What stands among a section's paragraphs. The name of its one field says what it is.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// A heading within the text, 小标题. The text below it follows.
    Subhead(#[schemars(length(min = 1, max = 30))] String),
    /// What somebody says, set apart from the text, 引语.
    Quote(Saying),
    /// A text of its own on a ground, 链接, 背景 or 声音. It stands whole in one column, near its place in the text.
    Box(Aside),
    /// A table. It stands whole in one column, near its place in the text.
    Table(Table),
    /// The entries of a list.
    List(#[schemars(length(min = 1, max = 20), inner(length(min = 1, max = 300)))] Vec<String>),
    /// What happened when, 大事记.
    Timeline(#[schemars(length(min = 1, max = 20))] Vec<Event>),
}

/// What somebody says.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Saying {
    /// What is said.
    #[schemars(length(min = 1, max = 300))]
    pub text: String,
    /// Who says it.
    #[serde(default)]
    #[schemars(length(max = 40))]
    pub from: Option<String>,
}

/// What kind of box it is; the word is printed before its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AsideKind {
    /// Something to know besides, 链接.
    Link,
    /// What came before, 背景.
    Background,
    /// What people say, 声音.
    Voice,
}

/// A text of its own on a ground.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Aside {
    /// What kind of box it is.
    pub kind: AsideKind,
    /// Its title.
    #[serde(default)]
    #[schemars(length(min = 1, max = 30))]
    pub title: Option<String>,
    /// Its text, paragraph by paragraph: 300 characters together with the title.
    #[schemars(length(min = 1, max = 8), inner(length(min = 1, max = 300)))]
    pub paragraphs: Vec<String>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Its title.
    #[serde(default)]
    #[schemars(length(min = 1, max = 30))]
    pub title: Option<String>,
    /// What stands at the heads of the columns.
    #[schemars(length(min = 2, max = 6), inner(length(max = 24)))]
    pub header: Vec<String>,
    /// The rows, each with as many cells as the header. Columns of numbers are aligned by themselves.
    #[schemars(length(min = 1, max = 20), inner(length(min = 1, max = 6), inner(length(max = 24))))]
    pub rows: Vec<Vec<String>>,
    /// What stands below it, such as where the numbers are from.
    #[serde(default)]
    #[schemars(length(min = 1, max = 60))]
    pub note: Option<String>,
}

/// The widest table (字): no column of text is wider.
pub const WIDEST_TABLE: usize = 20;

impl Table {
    /// How wide it is at the least (字): numbers stand on one line, words in lines of three characters.
    #[must_use]
    pub fn least_width(&self) -> usize {
        let halves = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        let of = |column: usize| {
            let cells = || self.rows.iter().filter_map(|row| row.get(column));
            let number = |cell: &&String| cell.starts_with(|c: char| c.is_ascii_digit());
            let numbers = cells().filter(number).map(|cell| halves(cell)).max().unwrap_or(0);
            let words = cells().map(|cell| halves(cell).min(6)).max().unwrap_or(0);
            numbers.max(words).max(halves(&self.header[column]).min(6))
        };
        let columns = self.header.len();
        ((0..columns).map(of).sum::<usize>() + columns.saturating_sub(1)).div_ceil(2)
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// When, such as 3月8日.
    #[schemars(length(min = 1, max = 20))]
    pub time: String,
    /// What.
    #[schemars(length(min = 1, max = 300))]
    pub text: String,
}

impl Item {
    /// The text of a paragraph.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Block(_) => None,
        }
    }

    /// The text of a paragraph, to be changed.
    pub fn text_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Block(_) => None,
        }
    }

    /// The block.
    #[must_use]
    pub fn block(&self) -> Option<&Block> {
        match self {
            Self::Text(_) => None,
            Self::Block(block) => Some(block),
        }
    }

    /// How many characters it has.
    #[must_use]
    pub fn characters(&self) -> usize {
        let count = |text: &String| text.chars().count();
        let all = |texts: &[String]| texts.iter().map(count).sum::<usize>();
        match self {
            Self::Text(text) | Self::Block(Block::Subhead(text)) => count(text),
            Self::Block(Block::Quote(saying)) => count(&saying.text) + saying.from.as_ref().map_or(0, count),
            Self::Block(Block::Box(aside)) => aside.characters(),
            Self::Block(Block::Table(table)) => {
                let cells = table.rows.iter().map(|row| all(row)).sum::<usize>();
                let beside = [&table.title, &table.note].into_iter().flatten().map(count).sum::<usize>();
                all(&table.header) + cells + beside
            }
            Self::Block(Block::List(entries)) => all(entries),
            Self::Block(Block::Timeline(events)) => {
                events.iter().map(|event| count(&event.time) + count(&event.text)).sum()
            }
        }
    }
}

impl Aside {
    /// How many characters it has.
    #[must_use]
    pub fn characters(&self) -> usize {
        self.title.iter().chain(&self.paragraphs).map(|text| text.chars().count()).sum()
    }
}

impl From<String> for Item {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Item {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
