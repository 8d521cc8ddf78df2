//! Headings: what signs each line has of being one, and which level it is of, by what all of them have in common.

mod levels;
mod looked;
mod numbered;
mod run_in;

use std::ops::Range;

use super::line::Line;
use super::look::Face;
use super::numbering::Form;
use super::wording;
use crate::message::Message;

pub(super) use levels::judge;
pub(super) use looked::looked;
pub(super) use numbered::numbered;

/// What headings of one level have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// The form of their numbers.
    Number(Form, u8),
    /// Their look.
    Look {
        /// The size (half points).
        size: u16,
        /// The face.
        face: Face,
        /// Whether bold.
        bold: bool,
        /// Whether centred.
        centred: bool,
        /// The level in the outline.
        outline: Option<u8>,
        /// Whether their text follows on the same line.
        run_in: bool,
        /// Whether another heading follows each, where nothing else tells one from the other.
        above: bool,
    },
}

/// A line that may be a heading.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The line.
    pub line: usize,
    /// What it has in common with others.
    pub key: Key,
    /// How much speaks for it.
    pub score: f32,
    /// The letters of the heading.
    pub range: Range<usize>,
    /// Where the text begins that follows in the same line.
    pub text: Option<usize>,
    /// Why it is not certain.
    pub doubt: Option<Message>,
}

/// How much must speak for a heading.
const ENOUGH: f32 = 3.0;
/// How much makes a paragraph of the text doubtful.
const MAYBE: f32 = 2.2;
/// How much makes it certain.
const CERTAIN: f32 = 3.9;
/// The most letters of a line of a heading.
const LINE: usize = 30;
/// The most letters of an entry of a list.
const ENTRY: usize = 100;

/// The next line that has anything in it.
pub(super) fn next(lines: &[Line], at: usize) -> Option<usize> {
    (at + 1..lines.len()).find(|&next| {
        lines[next].length > 0 || lines[next].grid.is_some() || !lines[next].pictures.is_empty()
    })
}

/// The next line but for the one of who wrote it.
fn following(lines: &[Line], at: usize) -> Option<usize> {
    let then = next(lines, at)?;
    if wording::is_byline(&lines[then].said) && lines[then].length <= 40 {
        next(lines, then)
    } else {
        Some(then)
    }
}

/// The last line before that has letters.
pub(super) fn previous(lines: &[Line], at: usize) -> Option<usize> {
    (0..at).rev().find(|&before| lines[before].length > 0 || lines[before].grid.is_some())
}

impl Line {
    /// Whether it is too short to hold a heading and a text.
    fn ends_short(&self) -> bool {
        self.after_number() < 12
    }

    /// Whether it is a heading by its length and end; where it has a number it may be longer.
    fn is_short(&self) -> bool {
        let most = if self.number.is_some() || self.outline.is_some() { 64 } else { 40 };
        self.grid.is_none()
            && (2..=most).contains(&self.after_number())
            && !matches!(self.last(), '。' | '；' | '，' | '、' | '：' | ';' | ',' | ':')
            && !self.letters.contains(&'。')
    }

    /// Whether it is one sentence that could be a heading but for its 。.
    fn is_sentence(&self) -> bool {
        self.last() == '。'
            && (4..=36).contains(&self.after_number())
            && self.letters.iter().filter(|&&c| c == '。').count() == 1
    }
}
