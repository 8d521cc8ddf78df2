//! Banmian (版面): turns one county's annual review, a JSON file, into a newspaper feature page ready for print.
//!
//! [`job`] is the front door: an order in, a product out. Nothing is written or printed on the way, and nothing ends the
//! process; who calls decides what becomes of the files.
//!
//! ```
//! use banmian::job::{self, FileKind, Order};
//!
//! let product = job::run(&Order::new("data/jingyuan/2024"));
//! for finding in &product.findings {
//!     eprintln!("{}", finding.message.text(banmian::message::Lang::En));
//! }
//! let pdf = product.files.iter().find(|file| file.kind == FileKind::Pdf);
//! assert!(pdf.is_some_and(|file| file.bytes.starts_with(b"%PDF-1.6")));
//! assert_eq!(product.figures.pages, 1);
//! ```
//!
//! The steps, each callable alone, in the order in which a page goes through them: [`report`] reads the data, [`typeset`] is
//! the embedded compiler, [`edition`] adds county and template, [`makeup`] decides and judges the rectangles, [`press`] makes
//! the files, [`drawn`] judges whether all that the report says can be read. [`import`] makes a report from a Word file.

pub mod batch;
pub mod compare;
pub mod diagnostic;
pub mod drawn;
pub mod edition;
pub mod files;
pub mod guard;
pub mod html;
pub mod import;
pub mod job;
pub mod makeup;
pub mod message;
pub mod press;
pub mod report;
pub mod trial;
pub mod typeset;
