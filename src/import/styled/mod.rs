//! An exported text read back: what was edited in it is changed in the report that it was made from, and nothing else.
//!
//! [`align`] says which part of the text is which line of the export, [`build`] walks through the text, [`known`] puts each
//! line that the report has in its place, [`new`] what is new; [`odd`] reads lines that say more than one thing, [`words`]
//! and [`letters`] write edited words with the marks and figures that the report had in them, [`figures`] reads the table of
//! figures, [`write`] makes the report.

mod align;
mod build;
mod figures;
mod known;
mod letters;
mod new;
mod odd;
mod places;
#[cfg(test)]
mod tests;
mod words;
mod write;

use serde_json::{Map, Value};

use super::document::{Document, LeftOut, Piece};
use super::export::name_of_style;
use super::spelling::Spelling;
use super::taken::Judged;
use crate::report::Report;

/// What an exported text says now.
pub(super) struct Back {
    /// The report.
    pub(super) report: Value,
    /// What was taken as what.
    pub(super) took: Vec<Judged>,
    /// For each of these where it stands in the report.
    pub(super) pointers: Vec<Option<String>>,
    /// For each photo in the text its file, and the places of its picture and caption in `took`.
    pub(super) pictures: Vec<(String, Vec<usize>)>,
    /// How the numbers of figures are written.
    pub(super) spelling: Spelling,
    /// What is not in the report, and why.
    pub(super) left_out: Vec<LeftOut>,
}

/// Reads an exported text. None where it is none: the report that it was made from cannot be read, or most of its paragraphs
/// have other styles. `spelling` says how the report's figures are written.
pub(super) fn read(document: &Document, base: &Value, spelling: &Spelling) -> Option<Back> {
    let report: Report = serde_json::from_str(&spelling.text(base)).ok()?;
    if !is_export(document) {
        return None;
    }
    let mut build = build::build(document, base, &report);
    let spelling = spelling.clone().with(build.figures.spelling.clone());
    let left_out = std::mem::take(&mut build.left_out);
    let write::Written { report, pointers, pictures } = write::write(&mut build);
    Some(Back { report, took: build.took, pointers, pictures, spelling, left_out })
}

/// Whether at least half of the paragraphs have styles of an export.
fn is_export(document: &Document) -> bool {
    let says =
        |piece: &&Piece| matches!(piece, Piece::Paragraph(paragraph) if !paragraph.text().trim().is_empty());
    let (mut ours, mut all) = (0, 0);
    for piece in document.pieces.iter().filter(says) {
        let Piece::Paragraph(paragraph) = piece else { continue };
        all += 1;
        ours += usize::from(paragraph.style.as_deref().and_then(name_of_style).is_some());
    }
    ours > 0 && ours * 2 >= all
}

/// Puts a field in its place, or takes it out.
fn set(fields: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        fields.insert(name.to_owned(), value);
        return;
    }
    let says = |value: &Value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
    if fields.get(name).is_some_and(says) {
        fields.shift_remove(name);
    }
}
