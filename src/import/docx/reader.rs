//! What is known while a text is read.

use std::collections::BTreeMap;

use super::look::{Block, Letters};
use super::numbering::Numbering;
use super::package::{Links, Package};
use super::styles::Styles;
use super::xml::Node;
use crate::diagnostic::Diagnostic;
use crate::import::document::{Document, LeftOut, Paragraph, Piece, Place, Run, Where};
use crate::message::Message;
use crate::say;

/// The most paragraphs of a document, with those of its tables, boxes, notes and comments.
pub const MAX_PARAGRAPHS: usize = 20_000;
/// The most pictures of a document, with its charts and objects.
pub const MAX_PICTURES: usize = 1_000;

/// Why letters are not handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// A tracked change took them out.
    Deleted,
    /// They are hidden.
    Hidden,
    /// They say how other letters are read.
    Ruby,
    /// They are a part of what a field is told.
    Instruction,
    /// They are a table of contents.
    Contents,
    /// They are signs of a face that is not known.
    Symbol,
    /// They stand in a drawing that is no text.
    Drawing,
}

impl Why {
    /// In words.
    pub fn said(self) -> Message {
        match self {
            Self::Deleted => say!("import-left.deleted"),
            Self::Hidden => say!("import-left.hidden"),
            Self::Ruby => say!("import-left.ruby"),
            Self::Instruction => say!("import-left.instruction"),
            Self::Contents => say!("import-left.contents"),
            Self::Symbol => say!("import-left.symbol"),
            Self::Drawing => say!("import-left.drawing"),
        }
    }
}

/// How often something was met that should be told.
#[derive(Debug, Default)]
pub struct Told {
    pub inserted: usize,
    pub deleted: usize,
    pub hidden: usize,
    pub struck: usize,
    pub linked: usize,
    pub missing: usize,
    pub objects: usize,
    pub chunks: usize,
}

/// A field: what it is told, and what it shows.
#[derive(Debug, Default)]
pub struct Field {
    /// What it is told.
    pub told: String,
    /// Whether what follows is what it shows.
    pub shown: bool,
    /// Whether it is a table of contents.
    pub contents: bool,
    /// The address that it leads to.
    pub link: Option<String>,
}

/// What is read at present: a stretch of text with its own numbers and fields.
#[derive(Default)]
pub struct Story {
    /// In what.
    pub at: Where,
    /// The number of the paragraph, the note or the comment.
    pub number: usize,
    /// The table's number, within one.
    pub table: usize,
    /// What the table's style says of the cell.
    pub sheet: (Letters, Block),
    /// The fields that are open.
    pub fields: Vec<Field>,
    /// What makes all unseen that is read, the innermost last.
    pub unseen: Vec<Why>,
    /// The letters of a paragraph whose end was taken out: they stand before those of the next.
    pub carried: Vec<Run>,
    /// Whether a page begins with the next paragraph.
    pub new_page: bool,
}

/// A reader of a document.
pub struct Reader<'p, 'z> {
    pub package: &'p mut Package<'z>,
    /// The links of the part that is read.
    pub links: Links,
    pub styles: Styles,
    pub numbering: Numbering,
    /// The notes that have not been met, footnotes and endnotes, and the places of those that have been.
    pub notes: BTreeMap<(bool, String), Node>,
    pub met: BTreeMap<(bool, String), usize>,
    /// The notes that have been met and are not read yet.
    pub waiting: Vec<(bool, Node)>,
    pub story: Story,
    pub tables: usize,
    pub paragraphs: usize,
    pub drawings: usize,
    pub told: Told,
    pub document: Document,
}

impl Reader<'_, '_> {
    /// Where it is.
    pub fn place(&self) -> Place {
        if self.story.table > 0 {
            Place { at: Where::Table, number: self.story.table }
        } else {
            Place { at: self.story.at, number: self.story.number }
        }
    }

    /// Whether places are counted by paragraphs and tables: not in notes and what is left out as a whole.
    pub fn counts(&self) -> bool {
        matches!(self.story.at, Where::Text | Where::TextBox)
    }

    /// Why letters are not seen here; none where they are.
    pub fn unseen(&self, hidden: bool) -> Option<Why> {
        let field = |meant: fn(&Field) -> bool| self.story.fields.iter().any(meant);
        match self.story.unseen.last() {
            Some(why) => Some(*why),
            None if field(|field| !field.shown) => Some(Why::Instruction),
            None if field(|field| field.contents) => Some(Why::Contents),
            None => hidden.then_some(Why::Hidden),
        }
    }

    /// Counts a paragraph.
    pub fn counted(&mut self) -> Result<(), Diagnostic> {
        self.paragraphs += 1;
        if self.paragraphs > MAX_PARAGRAPHS {
            return Err(Diagnostic::error(say!("import-limit.paragraphs", limit = MAX_PARAGRAPHS)));
        }
        Ok(())
    }

    /// Leaves letters out at the place that is read.
    pub fn leave_out(&mut self, text: &str, why: Message) {
        if !text.trim().is_empty() {
            let place = self.place();
            self.document.left_out.push(LeftOut { text: text.to_owned(), why, place, picture: None });
        }
    }

    /// Leaves a picture out at the place that is read.
    pub fn leave_out_picture(&mut self, picture: usize, why: Message) {
        let text =
            self.document.pictures.get(picture).map(|picture| picture.name.clone()).unwrap_or_default();
        let place = self.place();
        self.document.left_out.push(LeftOut { text, why, place, picture: Some(picture) });
    }
}

/// Adds a run; letters of one look become one.
pub fn push(runs: &mut Vec<Run>, run: Run) {
    if let Some(last) = runs.last_mut() {
        let text = std::mem::take(&mut last.text);
        let letters = !text.is_empty() && !run.text.is_empty();
        let alike = letters && *last == Run { text: String::new(), ..run.clone() };
        last.text = text;
        if alike {
            last.text.push_str(&run.text);
            return;
        }
    }
    if !run.text.is_empty() || run.note.is_some() || run.picture.is_some() {
        runs.push(run);
    }
}

/// The letters of pieces, a line for each paragraph.
pub fn plain(pieces: &[Piece]) -> String {
    let lines: Vec<String> =
        paragraphs(pieces).into_iter().map(Paragraph::text).filter(|line| !line.trim().is_empty()).collect();
    lines.join("\n")
}

/// All paragraphs of pieces, with those in tables.
pub fn paragraphs(pieces: &[Piece]) -> Vec<&Paragraph> {
    let mut found = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Paragraph(paragraph) => found.push(paragraph),
            Piece::Table(grid) => {
                found.extend(grid.rows.iter().flatten().flat_map(|cell| paragraphs(&cell.pieces)));
            }
        }
    }
    found
}

/// The branch of an `mc:AlternateContent` that is read: the first that shows something, never two.
pub fn chosen(node: &Node) -> Option<&Node> {
    let shows = |node: &&Node| {
        node.any_below(&|part| {
            matches!(
                part.name.as_str(),
                "w:t"
                    | "w:delText"
                    | "m:t"
                    | "a:t"
                    | "a:blip"
                    | "v:imagedata"
                    | "v:textpath"
                    | "c:chart"
                    | "dgm:relIds"
                    | "o:OLEObject"
                    | "w:sym"
                    | "w:footnoteReference"
                    | "w:endnoteReference"
                    | "w:fldChar"
            )
        })
    };
    let named = |name: &'static str| node.nodes().filter(move |branch| branch.name == name);
    let branches = || named("mc:Choice").chain(named("mc:Fallback"));
    branches().find(shows).or_else(|| branches().next())
}

/// Whether a node holds what says of other nodes how they look or are laid out.
pub fn is_properties(node: &Node) -> bool {
    node.name.ends_with("Pr") || node.name.ends_with("PrChange") || node.name == "w:tblGrid"
}

/// Whether a content control is a table of contents.
pub fn is_contents(sdt: &Node) -> bool {
    sdt.at(&["w:sdtPr", "w:docPartObj", "w:docPartGallery"]).and_then(Node::val) == Some("Table of Contents")
}
