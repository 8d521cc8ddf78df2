//! Tables written in memory, as Excel and WPS write them.

mod binary;
mod book;
mod hostile;
mod prose;
mod tables;
