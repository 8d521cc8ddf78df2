//! The names of threads: what a text in slots is.

use std::fmt::{self, Display, Formatter};

const LEAD: &str = "lead";
const SECTION: &str = "section-";
const CAPTION: &str = "caption-";

/// What a thread's text is. Templates write it as `lead`, `section-0`, `caption-3`, `caption-3.chronology`.
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
            Self::Named(name) => f.write_str(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ThreadName;

    #[test]
    fn names_are_read_as_they_are_written() {
        for (name, wanted) in [
            ("lead", ThreadName::Lead),
            ("section-0", ThreadName::Section(0)),
            ("section-12", ThreadName::Section(12)),
            ("caption-3", ThreadName::caption(3)),
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
}
