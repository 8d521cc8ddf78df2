//! Press: the pages in inks, and the files that leave the program.

pub mod artwork;
pub mod bar;
mod black;
pub mod cells;
pub mod condition;
mod content;
mod curves;
pub mod draft;
mod encode;
mod functions;
pub mod gwg;
pub mod icc;
pub mod identity;
pub mod imposition;
pub mod ink;
pub mod lab;
pub mod line_art;
pub mod link;
pub mod marks;
pub mod on_screen;
pub mod output;
pub mod pdf;
pub mod pdfx;
pub mod pictures;
pub mod preflight;
mod prepare;
pub mod preview;
pub mod profile;
pub mod proof;
pub mod ramp;
mod recolour;
pub mod separate;
mod sheet;
pub mod space;
mod spaces;
mod spot;
mod table;
pub mod way;

pub use crate::edition::{PdfX, Preflight, PressName};
pub use identity::{Identity, Revision};
pub use imposition::Imposition;
pub use output::{Kept, Work, preview, preview_kept, print, screen, soft_proof};
pub use profile::Press;

/// A document may have so many pages.
pub const MAX_PAGES: usize = 200;

/// What the program calls itself in a file.
#[must_use]
pub fn program() -> String {
    format!("Banmian {}", env!("CARGO_PKG_VERSION"))
}
