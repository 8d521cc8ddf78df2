//! The names of threads, and the labels by which their frames are known again.

use std::fmt::{self, Display, Formatter};

use super::pieces::{Cut, Piece};

const LEAD: &str = "lead";
const SECTION: &str = "section-";
const CAPTION: &str = "caption-";
const QUOTE: &str = "quote-";

/// What a thread's text is. Templates write it as `lead`, `section-0`, `caption-3`, `caption-3.chronology`, `quote-0`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ThreadName {
    /// The lead.
    Lead,
    /// The text of a section, from 0.
    Section(usize),
    /// A photo's caption.
    Caption {
        /// The photo, from 0.
        photo: usize,
        /// Where a template prints it once more.
        again: Option<String>,
    },
    /// The quote of a section, from 0.
    Quote(usize),
    /// A thread of the template's own.
    Named(String),
}

impl ThreadName {
    /// The caption of a photo, where it is printed first.
    #[must_use]
    pub fn caption(photo: usize) -> Self {
        Self::Caption { photo, again: None }
    }

    /// The section whose text it is.
    #[must_use]
    pub fn section(&self) -> Option<usize> {
        match self {
            Self::Section(index) => Some(*index),
            _ => None,
        }
    }

    /// The section, caption or lead that a name stands for, however the number is written.
    fn known(name: &str) -> Option<Self> {
        if name == LEAD {
            return Some(Self::Lead);
        }
        if let Some(index) = name.strip_prefix(SECTION) {
            return index.parse().ok().map(Self::Section);
        }
        if let Some(index) = name.strip_prefix(QUOTE) {
            return index.parse().ok().map(Self::Quote);
        }
        let caption = name.strip_prefix(CAPTION)?;
        let (photo, again) = match caption.split_once('.') {
            Some((photo, again)) => (photo, Some(again.to_owned())),
            None => (caption, None),
        };
        photo.parse().ok().map(|photo| Self::Caption { photo, again })
    }
}

impl From<&str> for ThreadName {
    /// A name that is not written as [`ThreadName`] shows it, such as `section-01`, is the template's own.
    fn from(name: &str) -> Self {
        match Self::known(name) {
            Some(known) if known.to_string() == name => known,
            _ => Self::Named(name.to_owned()),
        }
    }
}

impl Display for ThreadName {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        match self {
            Self::Lead => f.write_str(LEAD),
            Self::Section(index) => write!(f, "{SECTION}{index}"),
            Self::Caption { photo, again: None } => write!(f, "{CAPTION}{photo}"),
            Self::Caption { photo, again: Some(again) } => write!(f, "{CAPTION}{photo}.{again}"),
            Self::Quote(index) => write!(f, "{QUOTE}{index}"),
            Self::Named(name) => f.write_str(name),
        }
    }
}

/// A slot of a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The thread.
    pub thread: ThreadName,
    /// The slot's number in its thread; none for the text that did not fit.
    pub number: Option<usize>,
}

const SLOT: &str = "thread-slot:";
const OVERSET: &str = "thread-overset:";
const SAVED: &str = "thread-saved:";
const ASIDE: &str = "thread-aside:";
const PIECE: &str = "thread-piece:";
const BLOCK: &str = "thread-block";
const LINE: &str = "thread-line";

/// What the label of a thread's frame says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThreadLabel {
    /// The frame is what stands in a slot.
    Slot(Slot),
    /// The frame is empty and tells of a paragraph that takes fewer lines than its natural setting would.
    Saved {
        /// The thread.
        thread: ThreadName,
        /// The paragraph's number, from 0.
        paragraph: usize,
    },
    /// The frame is a block that stands whole in a slot.
    Aside(Slot),
    /// The frame is empty and tells how many lines a piece of a thread with blocks takes, and how it may be cut.
    Piece {
        /// The thread.
        thread: ThreadName,
        /// What it is.
        piece: Piece,
    },
    /// The frame is a block.
    Block,
    /// The frame is empty and marks a line of a block on the grid.
    Line,
}

impl ThreadLabel {
    /// Reads a label; none when it is of no thread.
    #[must_use]
    pub fn read(label: &str) -> Option<Self> {
        if let Some(thread) = label.strip_prefix(OVERSET) {
            return Some(Self::Slot(Slot { thread: thread.into(), number: None }));
        }
        let numbered = |prefix: &str| -> Option<(ThreadName, usize)> {
            let (thread, number) = label.strip_prefix(prefix)?.rsplit_once(':')?;
            Some((thread.into(), number.parse().ok()?))
        };
        if let Some((thread, number)) = numbered(SLOT) {
            return Some(Self::Slot(Slot { thread, number: Some(number) }));
        }
        if let Some((thread, number)) = numbered(ASIDE) {
            return Some(Self::Aside(Slot { thread, number: Some(number) }));
        }
        if let Some(rest) = label.strip_prefix(PIECE) {
            let (thread, rest) = rest.rsplit_once(':')?;
            let lines = rest.get(1..)?.parse().ok()?;
            let cut = match rest.chars().next()? {
                't' => Cut::Text,
                'k' => Cut::Kept,
                'w' => Cut::Whole,
                _ => return None,
            };
            return Some(Self::Piece { thread: thread.into(), piece: Piece { lines, cut } });
        }
        match label {
            BLOCK => return Some(Self::Block),
            LINE => return Some(Self::Line),
            _ => {}
        }
        numbered(SAVED).map(|(thread, paragraph)| Self::Saved { thread, paragraph })
    }
}

impl Display for ThreadLabel {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        match self {
            Self::Slot(Slot { thread, number: Some(number) }) => write!(f, "{SLOT}{thread}:{number}"),
            Self::Slot(Slot { thread, number: None }) => write!(f, "{OVERSET}{thread}"),
            Self::Saved { thread, paragraph } => write!(f, "{SAVED}{thread}:{paragraph}"),
            Self::Aside(Slot { thread, number }) => {
                write!(f, "{ASIDE}{thread}:{}", number.unwrap_or(usize::MAX))
            }
            Self::Piece { thread, piece: Piece { lines, cut } } => {
                let cut = match cut {
                    Cut::Text => 't',
                    Cut::Kept => 'k',
                    Cut::Whole => 'w',
                };
                write!(f, "{PIECE}{thread}:{cut}{lines}")
            }
            Self::Block => f.write_str(BLOCK),
            Self::Line => f.write_str(LINE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Cut, Piece, Slot, ThreadLabel, ThreadName};

    #[test]
    fn names_are_read_as_they_are_written() {
        for (name, wanted) in [
            ("lead", ThreadName::Lead),
            ("section-0", ThreadName::Section(0)),
            ("section-12", ThreadName::Section(12)),
            ("caption-3", ThreadName::caption(3)),
            ("quote-2", ThreadName::Quote(2)),
            ("caption-3.chronology", ThreadName::Caption { photo: 3, again: Some("chronology".to_owned()) }),
        ] {
            assert_eq!(ThreadName::from(name), wanted);
            assert_eq!(wanted.to_string(), name);
        }
        for own in [
            "",
            "notes",
            "leads",
            "section-",
            "section-01",
            "section-+1",
            "section-0.x",
            "caption-x",
            "caption",
        ] {
            assert_eq!(ThreadName::from(own), ThreadName::Named(own.to_owned()));
            assert_eq!(ThreadName::from(own).to_string(), own);
        }
    }

    #[test]
    fn labels_are_read_as_they_are_written() {
        let named = || ThreadName::Named("a:b".to_owned());
        for label in [
            ThreadLabel::Slot(Slot { thread: named(), number: Some(7) }),
            ThreadLabel::Slot(Slot { thread: named(), number: None }),
            ThreadLabel::Saved { thread: ThreadName::Lead, paragraph: 2 },
            ThreadLabel::Aside(Slot { thread: named(), number: Some(1) }),
            ThreadLabel::Piece { thread: named(), piece: Piece { lines: 4, cut: Cut::Kept } },
            ThreadLabel::Block,
            ThreadLabel::Line,
        ] {
            assert_eq!(ThreadLabel::read(&label.to_string()), Some(label));
        }
        for other in ["", "figure-1", "thread-slot:lead", "thread-saved:lead:x"] {
            assert_eq!(ThreadLabel::read(other), None);
        }
    }
}
