//! A text file as it was read, in reading order, before anyone decides what its parts are.

use crate::message::Message;
use crate::say;

/// A text file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// The file as the user named it.
    pub file: String,
    /// Paragraphs and tables in reading order. A text box stands after the paragraph that it is tied to.
    pub pieces: Vec<Piece>,
    /// The pictures, in the order in which the text has them.
    pub pictures: Vec<Picture>,
    /// Footnotes and endnotes, in the order of their marks in the text.
    pub notes: Vec<Vec<Paragraph>>,
    /// What is not handed on, and why.
    pub left_out: Vec<LeftOut>,
    /// The report that an export put into the file.
    pub report: Option<String>,
}

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Grid),
}

/// A paragraph, with what its look says of it. Direct formatting, styles and defaults are resolved.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Paragraph {
    /// Where it stands.
    pub place: Place,
    /// Its text. A line break within it is `\n`, a tab `\t`.
    pub runs: Vec<Run>,
    /// The number that the writing program prints before it, such as `一、`: it is not in the runs.
    pub number: Option<String>,
    /// The level of that number in its list, from 0.
    pub level: u8,
    /// The style's name, as the writing program shows it.
    pub style: Option<String>,
    /// The level in the outline, from 0 for the highest; none for text.
    pub outline: Option<u8>,
    /// How it is aligned.
    pub align: Align,
    /// How far its first line is indented (字 of its own size); negative where it hangs out.
    pub indent: f32,
    /// How far the whole of it is indented from the left (字).
    pub left: f32,
    /// White above it (lines).
    pub before: f32,
    /// Whether it stands in a frame or on a ground of its own.
    pub boxed: bool,
    /// Whether a new page begins with it.
    pub new_page: bool,
}

/// Letters of one look. A picture is a run without text.
#[allow(clippy::struct_excessive_bools, reason = "each says one thing of the look")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    /// The letters.
    pub text: String,
    /// The size of the type (pt).
    pub size: f32,
    /// The name of the Chinese face, as the file has it; a theme's name is resolved. Empty where nothing says it.
    pub face: String,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is slanted.
    pub italic: bool,
    /// Whether it is underlined.
    pub underlined: bool,
    /// Whether it has emphasis dots, 着重号.
    pub dotted: bool,
    /// Whether it stands above the line.
    pub raised: bool,
    /// Its colour, where it is not the text's.
    pub colour: Option<[u8; 3]>,
    /// The address that it leads to.
    pub link: Option<String>,
    /// The note whose mark stands here: a place in [`Document::notes`].
    pub note: Option<usize>,
    /// The picture that stands here: a place in [`Document::pictures`].
    pub picture: Option<usize>,
}

/// How a paragraph is aligned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// To the left, or to both sides.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// To the right.
    Right,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    /// Where it stands.
    pub place: Place,
    /// Its rows of cells.
    pub rows: Vec<Vec<Cell>>,
    /// Whether lines are drawn between its cells.
    pub ruled: bool,
}

/// A cell of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// What stands in it.
    pub pieces: Vec<Piece>,
    /// How many columns it is wide, 1 or more.
    pub columns: usize,
    /// Whether it only goes on with the cell above it.
    pub joined: bool,
}

/// A picture of the text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Picture {
    /// The file's name within the document, such as `image1.jpeg`.
    pub name: String,
    /// What the writing program says that it shows, or the name that the user's file had.
    pub description: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether it floats beside the text.
    pub floating: bool,
}

/// Where a part of the text stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// In what.
    pub at: Where,
    /// The paragraph's number there, from 1; in a text file the line's.
    pub number: usize,
}

/// In what a part of the text stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Where {
    /// The text itself.
    #[default]
    Text,
    /// A table: the number is the table's.
    Table,
    /// A text box.
    TextBox,
    /// A footnote or endnote.
    Note,
    /// The head or foot of the pages.
    Margin,
    /// A comment.
    Comment,
    /// A table of figures: the number is the row's.
    Sheet,
    /// The folder of photos.
    Folder,
}

/// What is not in the report.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOut {
    /// What it says; for a picture its name.
    pub text: String,
    /// Why.
    pub why: Message,
    /// Where it stands.
    pub place: Place,
    /// The picture, where it is one.
    pub picture: Option<usize>,
}

impl Paragraph {
    /// Its letters, without the number before it.
    #[must_use]
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Its pictures.
    pub fn pictures(&self) -> impl Iterator<Item = usize> {
        self.runs.iter().filter_map(|run| run.picture)
    }
}

impl Place {
    /// In words.
    #[must_use]
    pub fn said(self) -> Message {
        let number = self.number.to_string();
        match self.at {
            Where::Text => say!("place.paragraph", number = number),
            Where::Table => say!("place.table", number = number),
            Where::TextBox => say!("place.text-box", number = number),
            Where::Note => say!("place.note", number = number),
            Where::Margin => say!("place.margin"),
            Where::Comment => say!("place.comment", number = number),
            Where::Sheet => say!("place.row", number = number),
            Where::Folder => say!("place.folder"),
        }
    }
}
