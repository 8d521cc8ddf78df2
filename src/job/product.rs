//! What comes of a job.

use std::path::PathBuf;

use super::page::Outcome;
use crate::diagnostic::Diagnostic;
use crate::edition::merit_limits::MeritLimits;
use crate::makeup::merit::{Merit, Row};
use crate::makeup::{Choice, Plan};
use crate::press::ink::InkReport;

/// What comes of a job: files, unless a finding stopped them, everything that was found, and the figures of the pages.
#[derive(Default)]
pub struct Product {
    /// The files; none when a finding is an error.
    pub files: Vec<File>,
    /// The files that it was made from.
    pub read: Vec<PathBuf>,
    /// What the PDF is called, without its ending, where the county says so.
    pub name: Option<String>,
    /// All findings, errors and warnings.
    pub findings: Vec<Diagnostic>,
    /// What was measured.
    pub figures: Figures,
    /// The rectangles.
    pub plan: Option<Plan>,
    /// How the plan was found, where the solver made it.
    pub choice: Option<Choice>,
}

impl Product {
    /// Whether anything stops the output.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        super::has_errors(&self.findings)
    }
}

/// A file that was made, and not written yet.
pub struct File {
    /// What it is.
    pub kind: FileKind,
    /// What stands in it.
    pub bytes: Vec<u8>,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// The PDF for the press, or for the office.
    Pdf,
    /// A preview, as PNG, of a page or sheet counted from 0.
    Preview(usize),
    /// A small picture, as PNG, of a page counted from 0.
    Thumbnail(usize),
    /// The proof, as PDF.
    Proof,
}

/// What was measured on finished pages.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// The figures of merit.
    pub merit: Option<Merit>,
    /// The template's limits for them.
    pub limits: MeritLimits,
    /// The ink on the pages, where they are printed in inks.
    pub ink: Option<InkReport>,
    /// The most ink that the press takes in one place (%).
    pub total_ink: f64,
    /// How many pages there are.
    pub pages: usize,
    /// What was changed to make the report fit.
    pub used: Vec<Row>,
}

impl Outcome {
    /// The same without its pages.
    pub(super) fn without_document(&self) -> Self {
        Self {
            findings: self.findings.clone(),
            document: None,
            plan: self.plan.clone(),
            placement: None,
            edition: self.edition.clone(),
            merit: self.merit.clone(),
            fills: self.fills.clone(),
            choice: self.choice.clone(),
        }
    }
}
