//! Whether a report agrees with itself: its figures, shares, years and names.
//!
//! A finding needs the same words on both sides. What is said of a part, of another year or of another place is let pass:
//! a check that is often wrong is switched off.

mod growth;
mod names;
mod numbers;
mod prose;
mod shares;
mod years;

use std::ops::Range;

use super::model::Report;
use super::texts::{Said, said};
use prose::Prose;

/// Something that two places of a report, or a place and the world, do not agree on.
#[derive(Debug, Clone, PartialEq)]
pub struct Disagreement {
    /// What kind.
    pub fact: Fact,
    /// The text's pointer.
    pub pointer: String,
    /// The bytes of the text that are meant.
    pub range: Range<usize>,
    /// What stands there.
    pub said: String,
}

/// The kinds of disagreement.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// A number that speaks of a metric, and differs from it.
    Metric {
        /// The metric's id.
        id: String,
        /// Its value and unit.
        value: String,
    },
    /// The same is said elsewhere with another number.
    Disagree {
        /// What is said there.
        other: String,
        /// Where.
        pointer: String,
    },
    /// A share of more than the whole.
    Percent,
    /// Parts that do not make the whole.
    Sum {
        /// The parts together.
        parts: String,
        /// The whole.
        whole: String,
    },
    /// A growth that is not that of the two numbers.
    Growth {
        /// What it is.
        right: String,
    },
    /// A caption's month that is not that of its photo.
    CaptionDate {
        /// The photo's.
        date: String,
    },
    /// A year that is not the report's.
    Year {
        /// The report's.
        year: u32,
    },
    /// A name that is given elsewhere with one character more, less or other.
    Name {
        /// The other form.
        other: String,
    },
}

impl Fact {
    /// The name of the kind, for settings and programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Metric { .. } => "metric",
            Self::Disagree { .. } => "disagree",
            Self::Percent => "percent",
            Self::Sum { .. } => "sum",
            Self::Growth { .. } => "growth",
            Self::CaptionDate { .. } => "caption-date",
            Self::Year { .. } => "year",
            Self::Name { .. } => "name",
        }
    }
}

/// The codes of all kinds.
pub const CODES: [&str; 8] =
    ["metric", "disagree", "percent", "sum", "growth", "year", "caption-date", "name"];

/// A number written out that says what a metric says: a reference in its place could never go wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// The text's pointer.
    pub pointer: String,
    /// The bytes of number and unit.
    pub range: Range<usize>,
    /// What could stand there, such as `{proposals}`.
    pub reference: String,
}

/// Everything that does not agree in a report.
#[must_use]
pub fn check(report: &Report) -> Vec<Disagreement> {
    let prose = Prose::of(report);
    let mut found = Vec::new();
    numbers::metrics(&prose, report, &mut found, &mut Vec::new());
    numbers::repeated(&prose, report, &mut found);
    for paragraph in &prose.paragraphs {
        shares::percents(paragraph, &mut found);
        shares::sums(paragraph, &mut found);
        shares::totals(paragraph, &mut found);
        growth::growth(paragraph, &mut found);
        years::years(paragraph, report, &mut found);
    }
    years::caption_dates(&prose, report, &mut found);
    years::folio_year(report, &mut found);
    names::names(&prose, &mut found);
    // A number is told once, by the first rule that finds it.
    let mut told: Vec<Disagreement> = Vec::new();
    for one in found {
        let again = |other: &Disagreement| other.pointer == one.pointer && other.range == one.range;
        if !told.iter().any(again) {
            told.push(one);
        }
    }
    let texts = said(report);
    for one in &mut told {
        one.range = written(&texts, &one.pointer, &one.range).0;
    }
    told
}

/// The bytes in which a part of a text's print is written, and whether it is written as it is printed.
fn written(texts: &[Said], pointer: &str, range: &Range<usize>) -> (Range<usize>, bool) {
    let Some(said) = texts.iter().find(|said| said.pointer == pointer) else { return (range.clone(), true) };
    let marked = said.marked();
    let written = marked.written(range);
    let same = said.text.get(written.clone()) == marked.plain().get(range.clone());
    (written, same)
}

/// Every number that could be a reference to a metric.
#[must_use]
pub fn literals(report: &Report) -> Vec<Literal> {
    let mut found = Vec::new();
    numbers::metrics(&Prose::of(report), report, &mut Vec::new(), &mut found);
    let texts = said(report);
    found.retain_mut(|literal| {
        let (range, same) = written(&texts, &literal.pointer, &literal.range);
        literal.range = range;
        same
    });
    found
}
