//! A report from what an office has: a text by Word, WPS or `LibreOffice`, tables, a folder of photos.
//!
//! [`read`] reads the text as a [`Document`], before anyone decides what its parts are; [`roles`] says what each part is;
//! [`figures`] takes the figures from tables, [`photos`] finds each photo's caption and place; [`draft`] writes the report.
//! [`merge`] keeps what was set in an earlier report. Nothing is dropped: each character and picture is in the report or
//! among what was left out, with the reason.

mod document;
mod docx;
mod draft;
pub mod export;
mod figures;
mod ids;
mod kinds;
pub mod merge;
mod photos;
mod plain;
mod read;
mod roles;
mod sheet;
mod spelling;
mod styled;
mod taken;

use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::message::Message;

pub use document::{Align, Cell, Document, Grid, LeftOut, Paragraph, Picture, Piece, Place, Run, Where};
pub use draft::run;
pub use read::{MAX_FILE_BYTES, read};
pub use sheet::sheet;
pub use taken::{Judged, Role};

/// What is to be imported.
#[derive(Debug, Clone, Default)]
pub struct Order {
    /// The text: `.docx`, `.txt` or `.md`.
    pub text: PathBuf,
    /// Tables of figures: `.xlsx`.
    pub tables: Vec<PathBuf>,
    /// The folder of the photos.
    pub photos: Option<PathBuf>,
    /// The county's name, where the text need not say it.
    pub county: Option<String>,
    /// The year, where the text need not say it.
    pub year: Option<u32>,
    /// The folder that the report is written to: a photo that is there already under the same name is never replaced.
    pub folder: Option<PathBuf>,
    /// The report that is there already, and the one that was made at the last import of it.
    pub before: Option<merge::Before>,
    /// What holds where the text and the report were both changed at one place.
    pub prefer: Option<merge::Prefer>,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Import {
    /// The report, as JSON; none where the text could not be read.
    pub report: Option<String>,
    /// The report as the text alone says it, to be kept for the next import.
    pub plain: Option<String>,
    /// The photos: their names below the report's folder, and their bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// What was taken as what, in the order of the text.
    pub took: Vec<Judged>,
    /// For each of these where it stands in the report, as a JSON pointer; none where it does not.
    pub pointers: Vec<Option<String>>,
    /// The names of the photos, each with the places of its picture and caption in `took`.
    pub pictures: Vec<(String, Vec<usize>)>,
    /// For each of these why it is not certain that the photo is the one.
    pub photo_doubts: Vec<Option<Message>>,
    /// What was left out, and why.
    pub left_out: Vec<LeftOut>,
    /// What changed in an earlier report.
    pub changes: Vec<merge::Changed>,
    /// What should be looked at.
    pub findings: Vec<Diagnostic>,
}
