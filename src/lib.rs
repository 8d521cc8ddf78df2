//! Banmian (版面): turns one county's annual review, a JSON file, into a newspaper feature page ready for print.
//!
//! The steps, each callable alone, in the order in which a page goes through them: [`report`] reads the data,
//! [`edition`] adds the template, [`typeset`] is the embedded compiler, [`makeup`] decides and judges the rectangles,
//! [`press`] writes the files, [`drawn`] judges whether all that the report says can be read. [`job`] calls them one after the other; [`cli`] is the command line.

pub mod diagnostic;
pub mod drawn;
pub mod edition;
pub mod job;
pub mod makeup;
pub mod message;
pub mod press;
pub mod report;
pub mod typeset;
