//! Why a cell of a table is not among the figures.

use super::number::LONGEST_UNIT;
use crate::message::Message;
use crate::say;

/// The most characters of a figure's label.
pub(super) const LONGEST_LABEL: usize = 20;
/// The most figures of a report.
pub(super) const MOST_METRICS: usize = 24;
/// The most years of a figure.
pub(super) const MOST_YEARS: usize = 12;

/// Why a cell, or a part of what it says, is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    /// It is the head of a column.
    Head,
    /// It is the row's number.
    Index,
    /// It is the number before a label.
    Numbering,
    /// It stands above the table.
    Title,
    /// It is the head of the rows below it.
    Group,
    /// It adds up what stands above it.
    Total,
    /// It is a note to the table.
    Note,
    /// Its row has no label.
    NoLabel,
    /// Its row has no number.
    NoNumber,
    /// A report has no place for its column.
    Column,
    /// It says by how much the figure grew.
    Growth,
    /// The cell holds an error.
    Error,
    /// The sheet is hidden.
    Hidden,
    /// No figures were found in the table.
    NoTable,
    /// The label is too long.
    LongLabel,
    /// The unit is too long.
    LongUnit,
    /// There are more figures than a report has.
    TooMany,
    /// The same figure stands elsewhere.
    Twice,
    /// The same label stands elsewhere with another number.
    Differs,
    /// It is of a year after the report's.
    LaterYear,
    /// It is of a year before the last twelve.
    EarlyYear,
    /// Its unit is not that of the figure.
    OtherUnit,
}

impl Why {
    /// In words.
    pub(super) fn said(self) -> Message {
        match self {
            Self::Head => say!("import-unused.head"),
            Self::Index => say!("import-unused.index"),
            Self::Numbering => say!("import-unused.numbering"),
            Self::Title => say!("import-unused.title"),
            Self::Group => say!("import-unused.group"),
            Self::Total => say!("import-unused.total"),
            Self::Note => say!("import-unused.note"),
            Self::NoLabel => say!("import-unused.no-label"),
            Self::NoNumber => say!("import-unused.no-number"),
            Self::Column => say!("import-unused.column"),
            Self::Growth => say!("import-unused.growth"),
            Self::Error => say!("import-unused.error"),
            Self::Hidden => say!("import-unused.hidden"),
            Self::NoTable => say!("import-unused.no-table"),
            Self::LongLabel => say!("import-unused.long-label", limit = LONGEST_LABEL),
            Self::LongUnit => say!("import-unused.long-unit", limit = LONGEST_UNIT),
            Self::TooMany => say!("import-unused.too-many", limit = MOST_METRICS),
            Self::Twice => say!("import-unused.twice"),
            Self::Differs => say!("import-unused.differs"),
            Self::LaterYear => say!("import-unused.later-year"),
            Self::EarlyYear => say!("import-unused.early-year", limit = MOST_YEARS),
            Self::OtherUnit => say!("import-unused.other-unit"),
        }
    }

    /// Whether nothing is lost with it: it only says how the table is to be read.
    pub(super) fn is_frame(self) -> bool {
        matches!(self, Self::Head | Self::Index | Self::Numbering)
    }
}
