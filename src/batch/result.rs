//! What came of a job, as it is written beside its page: `result.json`.

use std::fmt::Write;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::job::RESULT_FILE;
use super::store::Store;
use crate::diagnostic::{Diagnostic, to_json};
use crate::job::has_errors;
use crate::message::Lang;
use crate::report::Staff;

/// The version of what stands in the file.
const FORMAT: u32 = 1;

/// How a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// The page is written.
    Done,
    /// Findings stop it: somebody must change something.
    Findings,
    /// It could not be made or written this time: another try may succeed.
    Again,
}

impl State {
    /// What findings come to.
    #[must_use]
    pub fn of(findings: &[Diagnostic]) -> Self {
        if findings
            .iter()
            .any(|finding| ["unwritable", "limit", "broke-off", "objects"].contains(&finding.code))
        {
            Self::Again
        } else if has_errors(findings) {
            Self::Findings
        } else {
            Self::Done
        }
    }
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Its name, beside `result.json`.
    pub file: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// Their SHA-256.
    pub sha256: String,
}

impl Written {
    /// What is said of a file.
    #[must_use]
    pub fn of(file: &str, bytes: &[u8]) -> Self {
        let mut sha256 = String::new();
        for byte in Sha256::digest(bytes) {
            let _ = write!(sha256, "{byte:02x}");
        }
        Self { file: file.to_owned(), bytes: bytes.len() as u64, sha256 }
    }
}

/// What came of a job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct JobResult {
    /// The version of this file.
    pub format: u32,
    /// The job's name.
    pub name: String,
    /// How it ended.
    pub state: State,
    /// What stands for all that the page was made from.
    pub key: Option<String>,
    /// The program.
    pub program: String,
    /// The report's file or folder, as the job names it.
    pub report: String,
    /// The county.
    pub county: Option<String>,
    /// The year.
    pub year: Option<i64>,
    /// Who made the page, and may be asked.
    #[serde(default)]
    pub staff: Vec<Staff>,
    /// The page.
    pub pdf: Option<Written>,
    /// How many pages there are.
    pub pages: usize,
    /// A small picture of the first.
    pub picture: Option<Written>,
    /// All findings, as `check --format json` gives them.
    pub findings: Vec<Value>,
    /// What was measured on the page.
    pub figures: Value,
    /// When the work began, UTC.
    pub started: String,
    /// How long it took.
    pub seconds: f64,
}

impl JobResult {
    /// A result with nothing in it yet.
    #[must_use]
    pub fn new(name: &str, report: String) -> Self {
        Self {
            format: FORMAT,
            name: name.to_owned(),
            state: State::Again,
            key: None,
            program: crate::press::program(),
            report,
            county: None,
            year: None,
            staff: Vec::new(),
            pdf: None,
            pages: 0,
            picture: None,
            findings: Vec::new(),
            figures: Value::Null,
            started: String::new(),
            seconds: 0.0,
        }
    }

    /// The result that was written for a job, if it is one of ours.
    #[must_use]
    pub fn read(store: &Store, name: &str) -> Option<Self> {
        let result: Self = serde_json::from_slice(&store.read(&path(name, RESULT_FILE))?).ok()?;
        (result.format == FORMAT && result.name == name).then_some(result)
    }

    /// Says what was found.
    pub fn find(&mut self, findings: &[Diagnostic], lang: Lang) {
        self.state = State::of(findings);
        self.findings = findings.iter().map(|finding| to_json(finding, lang)).collect();
    }

    /// As it is written.
    #[must_use]
    pub fn text(&self) -> String {
        // What is made of texts and numbers can be written as JSON.
        format!("{:#}\n", json!(self))
    }

    /// Whether its files are there as they were written.
    #[must_use]
    pub fn is_whole(&self, store: &Store) -> bool {
        let there = |written: &Written| {
            let bytes = store.read(&path(&self.name, &written.file));
            bytes.is_some_and(|bytes| {
                bytes.len() as u64 == written.bytes && Written::of(&written.file, &bytes) == *written
            })
        };
        self.pdf.iter().chain(&self.picture).all(there) && (self.pdf.is_some() || self.state != State::Done)
    }

    /// How many findings of a severity there are.
    #[must_use]
    pub fn count(&self, severity: &str) -> usize {
        self.findings.iter().filter(|finding| finding["severity"] == severity).count()
    }
}

/// The path of a job's file among all results.
#[must_use]
pub fn path(name: &str, file: &str) -> String {
    format!("{name}/{file}")
}
