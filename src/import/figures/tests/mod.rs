//! Tables written in memory, as Excel and WPS write them.

// A writer of tests is read more easily so.
#![allow(clippy::format_collect)]

mod binary;
mod book;
mod hostile;
mod prose;
mod tables;
