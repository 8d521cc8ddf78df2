//! Press: the page in inks, and the files that leave the program.

pub mod content;
pub mod icc;
pub mod marks;
pub mod output;
pub mod pdf;
pub mod pdfx;
pub mod pictures;
pub mod preflight;
pub mod preview;
pub mod profile;
pub mod separate;

pub use crate::edition::{PdfX, PressName};
pub use output::{Work, preview, print};
pub use profile::Press;

/// What the program calls itself in a file.
#[must_use]
pub fn program() -> String {
    format!("Banmian {}", env!("CARGO_PKG_VERSION"))
}
