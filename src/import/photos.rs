//! Which photo is meant by which caption or picture of a text.

use std::path::Path;

use super::document::{LeftOut, Picture};
use crate::diagnostic::Diagnostic;

/// A place for a photo in the text: a picture of the text, a caption, or both.
#[derive(Debug, Clone, Default)]
pub struct Candidate {
    /// The picture of the text.
    pub picture: Option<usize>,
    /// What it shows.
    pub caption: Option<String>,
    /// What stood before the caption, such as 图1.
    pub taken_off: String,
    /// Who took it.
    pub credit: Option<String>,
    /// The section that it belongs to, from 0; none for the headline.
    pub section: Option<usize>,
    /// What the section or the text near it says, to find a photo by its words.
    pub near: String,
}

/// A photo of the report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TakenPhoto {
    /// The place that it is for; none for a photo of the folder that nothing in the text speaks of.
    pub candidate: Option<usize>,
    /// The name of its file below `photos/`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The caption, where the file's name says it and the text does not.
    pub caption: Option<String>,
    /// When it was taken, as 2024-03-08.
    pub date: Option<String>,
    /// Why the match is not certain.
    pub doubt: Option<crate::message::Message>,
    /// The file of the folder that it was taken from.
    pub from: Option<String>,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Placed {
    /// The photos, in the order of the text; those that nothing speaks of at the end.
    pub photos: Vec<TakenPhoto>,
    /// Pictures and files that were left out, and why.
    pub left_out: Vec<LeftOut>,
    /// What should be looked at.
    pub findings: Vec<Diagnostic>,
}

/// Finds the photo for each place.
#[must_use]
pub fn place(folder: Option<&Path>, pictures: &[Picture], candidates: &[Candidate]) -> Placed {
    let _ = (folder, pictures, candidates);
    Placed::default()
}
