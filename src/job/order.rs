//! What is asked of a job.

use std::path::PathBuf;

use super::limits::Limits;
use crate::edition::{Input, PdfX, Preflight, PressName};
use crate::press::Imposition;
use crate::typeset::FontOptions;

/// A job as it is ordered. What is left out is the county's, the template's or the press's own.
#[derive(Debug, Clone)]
pub struct Order {
    /// What the page is made from.
    pub input: Input,
    /// The fonts besides those of county and program.
    pub fonts: FontOptions,
    /// The press.
    pub press: PressOrder,
    /// Which of several pages is wanted, from 1; the best when none is named.
    pub candidate: Option<usize>,
    /// A plan that was saved, to be kept to; the `plan.toml` beside the report where none and no candidate is named.
    pub plan: Option<PathBuf>,
    /// The resolution of previews (pixels to the inch), where they are wanted.
    pub preview: Option<f64>,
    /// What is wanted besides.
    pub besides: Besides,
    /// Whether the pages are only to be seen, whatever is wrong with them: nothing of the press counts.
    pub draft: bool,
    /// How long the making up may take, and how much memory.
    pub limits: Limits,
}

impl Order {
    /// A report in the style of its county, for the press of its county.
    #[must_use]
    pub fn new(report: impl Into<PathBuf>) -> Self {
        Self {
            input: Input::new(report),
            fonts: FontOptions::default(),
            press: PressOrder::default(),
            candidate: None,
            plan: None,
            preview: None,
            besides: Besides::default(),
            draft: false,
            limits: Limits::default(),
        }
    }
}

/// What is wanted besides the file for the press.
#[derive(Debug, Clone, Copy, Default)]
pub struct Besides {
    /// Previews show the pages as the press prints them.
    pub soft_proof: bool,
    /// A small picture of each page.
    pub thumbnails: bool,
    /// A proof, which is drawn whatever is wrong with finished pages.
    pub proof: bool,
}

/// What is said of the press; what is not said is the county's, or the press's own.
#[derive(Debug, Clone, Default)]
pub struct PressOrder {
    /// What the page is printed on.
    pub name: Option<PressName>,
    /// The version of PDF/X.
    pub pdfx: Option<PdfX>,
    /// The printer's own ICC profile.
    pub profile: Option<PathBuf>,
    /// The most ink in one place, in per cent of one ink.
    pub total_ink: Option<u16>,
    /// Whether printer's marks are added.
    pub marks: Option<bool>,
    /// How the pages stand on sheets.
    pub imposition: Option<Imposition>,
    /// How thick the paper of a booklet is (mm).
    pub paper_mm: Option<f64>,
    /// The rules of the trade that the file is checked against.
    pub preflight: Option<Preflight>,
}
