//! How far a batch is: the results of all parts, one row a job.

use std::fmt::Write;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::job::Job;
use super::result::{JobResult, State};
use super::store::Store;
use crate::diagnostic::Diagnostic;
use crate::report::Staff;
use crate::say;

/// The file that lists the jobs of a batch.
pub const LIST_FILE: &str = "jobs.jsonl";

/// A job in the list.
#[derive(Debug, Serialize, Deserialize)]
struct Listed {
    name: String,
    report: String,
}

/// What is to be done about a finding.
#[derive(Debug, Clone)]
pub struct Todo {
    /// Whether it stops the page.
    pub error: bool,
    /// Where it is.
    pub place: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hints: Vec<String>,
}

/// One county.
#[derive(Debug, Clone)]
pub struct Row {
    /// The job's name.
    pub name: String,
    /// The report's file or folder.
    pub report: String,
    /// How it ended; none when it was not made yet.
    pub state: Option<State>,
    /// The county.
    pub county: Option<String>,
    /// The year.
    pub year: Option<i64>,
    /// Whom to ask.
    pub staff: Vec<Staff>,
    /// The page's file, among all results.
    pub pdf: Option<String>,
    /// The picture's.
    pub picture: Option<String>,
    /// How many pages there are.
    pub pages: usize,
    /// The findings.
    pub todo: Vec<Todo>,
    /// How long the page took (s).
    pub seconds: f64,
    /// When it was begun.
    pub started: String,
    /// The page's SHA-256.
    pub sha256: Option<String>,
}

/// How many jobs there are of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Pages that are written.
    pub done: usize,
    /// Jobs that findings stop.
    pub findings: usize,
    /// Jobs to be tried again.
    pub again: usize,
    /// Jobs that nobody has begun.
    pub missing: usize,
}

impl Tally {
    /// Counts a job.
    pub fn count(&mut self, state: Option<State>) {
        *match state {
            Some(State::Done) => &mut self.done,
            Some(State::Findings) => &mut self.findings,
            Some(State::Again) => &mut self.again,
            None => &mut self.missing,
        } += 1;
    }

    /// All jobs.
    #[must_use]
    pub fn all(&self) -> usize {
        self.done + self.findings + self.again + self.missing
    }
}

/// Writes the list of all jobs.
///
/// # Errors
/// When it cannot be written.
pub fn list(store: &Store, jobs: &[Job]) -> Result<(), Vec<Diagnostic>> {
    let mut text = String::new();
    for job in jobs {
        let line = Listed { name: job.name.clone(), report: job.order.input.report.display().to_string() };
        let _ = writeln!(text, "{}", json!(line));
    }
    // The other parts write the same: it is not touched when it is there.
    if store.read(LIST_FILE).is_some_and(|before| before == text.as_bytes()) {
        return Ok(());
    }
    store.write(LIST_FILE, text.into_bytes())
}

/// Reads the results of all jobs.
///
/// # Errors
/// When there is no list of jobs.
pub fn read(store: &Store) -> Result<Vec<Row>, Diagnostic> {
    let none = || {
        Diagnostic::error(say!("batch.no-list"))
            .in_file(store.shown(LIST_FILE))
            .hint(say!("hint.batch-first"))
    };
    let bytes = store.read(LIST_FILE).ok_or_else(none)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let listed = text.lines().map(serde_json::from_str::<Listed>);
    listed.map(|line| line.map(|listed| row(store, listed)).map_err(|_| none())).collect()
}

fn row(store: &Store, listed: Listed) -> Row {
    let Some(result) = JobResult::read(store, &listed.name) else {
        return Row {
            name: listed.name,
            report: listed.report,
            state: None,
            county: None,
            year: None,
            staff: Vec::new(),
            pdf: None,
            picture: None,
            pages: 0,
            todo: Vec::new(),
            seconds: 0.0,
            started: String::new(),
            sha256: None,
        };
    };
    let mut todo: Vec<Todo> = result.findings.iter().map(todo).collect();
    todo.sort_by_key(|one| !one.error);
    let below = |written: &super::result::Written| super::result::path(&listed.name, &written.file);
    Row {
        state: Some(result.state),
        pdf: result.pdf.as_ref().map(below),
        picture: result.picture.as_ref().map(below),
        sha256: result.pdf.map(|written| written.sha256),
        county: result.county,
        year: result.year,
        staff: result.staff,
        pages: result.pages,
        todo,
        seconds: result.seconds,
        started: result.started,
        name: listed.name,
        report: listed.report,
    }
}

fn todo(finding: &Value) -> Todo {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let place =
        text(&finding["file"]).map(|file| match (finding["line"].as_u64(), finding["column"].as_u64()) {
            (Some(line), Some(column)) => format!("{file}:{line}:{column}"),
            _ => file,
        });
    Todo {
        error: finding["severity"] == "error",
        place,
        message: text(&finding["message"]).unwrap_or_default(),
        hints: finding["hints"].as_array().into_iter().flatten().filter_map(text).collect(),
    }
}

impl Row {
    /// How many findings stop the page, and how many do not.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let errors = self.todo.iter().filter(|one| one.error).count();
        (errors, self.todo.len() - errors)
    }

    /// What the county is called: by its own name, where it is known.
    #[must_use]
    pub fn title(&self) -> &str {
        self.county.as_deref().unwrap_or(&self.name)
    }

    /// What tells the job from others of its county: its report, and its name where that says something else.
    #[must_use]
    pub fn said(&self) -> String {
        let own = self.name == self.title() || self.report.replace('\\', "/").contains(&self.name);
        if own { self.report.clone() } else { format!("{}　{}", self.name, self.report) }
    }

    /// Whom to ask.
    #[must_use]
    pub fn whom(&self) -> String {
        let people = self.staff.iter().map(|person| format!("{} {}", person.role, person.name));
        people.collect::<Vec<_>>().join("、")
    }
}
