//! Press: the pages in inks, and the files that leave the program.

pub mod artwork;
mod black;
mod content;
mod curves;
pub mod draft;
mod encode;
mod functions;
pub mod icc;
pub mod imposition;
pub mod ink;
pub mod lab;
pub mod line_art;
pub mod link;
pub mod marks;
pub mod output;
pub mod pdf;
pub mod pdfx;
pub mod pictures;
pub mod preflight;
mod prepare;
pub mod preview;
pub mod profile;
pub mod ramp;
mod recolour;
pub mod separate;
mod sheet;
pub mod space;
mod spaces;
mod spot;
mod table;
pub mod way;

pub use crate::edition::{PdfX, PressName};
pub use imposition::Imposition;
pub use output::{Work, preview, print};
pub use profile::Press;

/// A document may have so many pages.
pub const MAX_PAGES: usize = 200;

/// What the program calls itself in a file.
#[must_use]
pub fn program() -> String {
    format!("Banmian {}", env!("CARGO_PKG_VERSION"))
}
