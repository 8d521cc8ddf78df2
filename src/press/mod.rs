//! Press: the files that leave the program.

pub mod pdf;
pub mod preview;
