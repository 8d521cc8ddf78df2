//! A report as a text for Word or another writing program, to be read and corrected there and imported again.
//!
//! Each paragraph has a style that says what it is ([`role_of_style`]); the report itself is in the file as well, so that the
//! next import knows what was changed in the text.

mod body;
pub(in crate::import) mod lines;
mod package;
mod picture;
mod styles;
#[cfg(test)]
pub(in crate::import) mod tests;
mod xml;

use crate::report::Report;

pub use styles::{FIGURES, TIMELINE, role_of_style};
pub(in crate::import) use styles::{is_kai, name_of_style};
pub(in crate::import) use xml::address;

/// The name of the part that holds the report.
pub const REPORT_PART: &str = "banmian/report.json";
/// The namespace of the element that holds the report once more, as text: WPS drops parts that it does not know.
pub const REPORT_NAMESPACE: &str = "https://banmian.example/report";

/// A `.docx` with a report's texts. `json` is the report as its file has it; `photos` gives the bytes of a photo by the name
/// that the report has for its file, where they are to be had.
///
/// # Errors
/// What keeps the file from being written: it would be too large.
pub fn docx(
    report: &Report,
    json: &str,
    photos: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> std::io::Result<Vec<u8>> {
    package::write(&body::document(report, photos), report, json)
}
