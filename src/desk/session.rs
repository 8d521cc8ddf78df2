//! A report that is open on the desk: its text, its history, and the page that was made of it last.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use banmian::diagnostic::Diagnostic;
use banmian::files::write_whole;
use banmian::job::{self, Opened, Order, Outcome, Screen, Shown, Stock, Threads};
use banmian::makeup::Plan;
use banmian::makeup::inspect::Fill;
use banmian::message::Message;
use banmian::report;
use serde::Deserialize;

use super::beside::Beside;
use super::history::History;
use super::merge::{self, Met};
use super::ops::{self, Op};
use super::outside::Stamps;

/// Results of the compiler that were not used for so many settled pages, or so many times as many edits, are forgotten.
const KEPT_PAGES: usize = 4;
const EDITS: u64 = 16;
/// A page is settled when nothing was edited for this long, for so many times as long as between the last edits, or that long
/// after the first edit since the last: who types on is not disturbed, for the letters are on the page.
const QUIET: Duration = Duration::from_millis(250);
const PAUSE: f64 = 1.6;
const MOST_QUIET: Duration = Duration::from_millis(1500);
const LONG: Duration = Duration::from_secs(20);
/// A report that was written outside may be joined with so many changes.
const JOINED: usize = 500;

/// A report that is open.
pub struct Session {
    /// Its file.
    pub report: PathBuf,
    pub history: History,
    /// Counts what was accepted.
    pub version: u64,
    pub made: Made,
    /// The plan of the last page that was made up, which pages are set on until they are made up anew.
    plan: Option<Plan>,
    /// When the first and the last edit were since a page was made up.
    edited: Option<(Instant, Instant)>,
    /// How long it takes from one edit to the next, and when the last was.
    pace: (Duration, Option<Instant>),
    /// The files as they were when the page was made.
    pub stamps: Stamps,
    /// What was changed of files beside it.
    pub beside: Beside,
    /// A report that was written outside, and cannot be joined with what was changed here.
    pub outside: Option<String>,
    keep: Arc<Keep>,
}

/// Which of two reports is kept.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Which {
    /// The desk's own.
    Ours,
    /// The one that was written outside.
    Theirs,
}

/// What stays warm from version to version.
#[derive(Default)]
struct Keep {
    stock: Stock,
    screen: Screen,
}

/// The page that was made last.
#[derive(Default)]
pub struct Made {
    /// The pages as they are shown; those of an earlier version where `stale`.
    pub shown: Option<Arc<Shown>>,
    pub stale: bool,
    /// Whether the page was made up for what the report says now, and judged.
    pub settled: bool,
    /// Everything that was opened for the last page.
    pub opened: Option<Arc<Opened>>,
    pub outcome: Option<Arc<Outcome>>,
    /// How the texts of the page that is shown fill their places.
    pub fills: Vec<Fill>,
    /// What is wrong with the report; while the page is not settled, what was wrong before.
    pub findings: Vec<Diagnostic>,
}

/// A page that is to be made up.
pub struct Pending {
    version: u64,
    order: Order,
    keep: Arc<Keep>,
}

/// A page that was made up.
pub struct Settled {
    version: u64,
    made: Made,
    plan: Option<Plan>,
}

/// Why an edit was not taken.
pub enum Refused {
    /// Somebody else edited the report meanwhile.
    Older,
    /// It cannot be done.
    Wrong(Message),
    /// The report cannot be written.
    Unwritable(Vec<Diagnostic>),
}

impl Session {
    /// Opens the report of a file. Its page is to be settled.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn open(report: &Path) -> Result<Self, Vec<Diagnostic>> {
        let text = read(report)?;
        let history = History::open(report, &text);
        let mut session = Self {
            report: report.to_path_buf(),
            history,
            version: 1,
            made: Made::default(),
            plan: None,
            edited: None,
            pace: (Duration::ZERO, None),
            stamps: Stamps::default(),
            beside: Beside::default(),
            outside: None,
            keep: Arc::default(),
        };
        if session.history.text() != text {
            session.save()?;
        }
        session.make();
        Ok(session)
    }

    /// The job that makes the page.
    pub fn order(&self) -> Order {
        Order::new(&self.report)
    }

    /// Takes some steps, writes the report, and makes the page.
    ///
    /// # Errors
    /// When the steps are on another version, cannot be done, or the report cannot be written: nothing has changed then.
    pub fn edit(&mut self, after: u64, steps: &[Op], field: Option<&str>) -> Result<(), Refused> {
        if after != self.version {
            return Err(Refused::Older);
        }
        let text = ops::apply(self.history.text(), steps).map_err(Refused::Wrong)?;
        self.take(&text, field)
    }

    /// Takes a whole new text.
    ///
    /// # Errors
    /// When the report cannot be written.
    pub fn take(&mut self, text: &str, field: Option<&str>) -> Result<(), Refused> {
        self.change(text, field);
        if let Err(findings) = self.save() {
            self.history.undo();
            return Err(Refused::Unwritable(findings));
        }
        self.version += 1;
        self.make();
        Ok(())
    }

    /// Takes a text into the history: what was taken back before can be done again no more, neither of it nor of files beside it.
    fn change(&mut self, text: &str, field: Option<&str>) {
        self.beside.go_on();
        self.history.change(text, field);
    }

    /// Goes one change back, or on again.
    ///
    /// # Errors
    /// When the report cannot be written.
    pub fn step(&mut self, back: bool) -> Result<(), Refused> {
        // A file beside the report that was changed last comes first.
        let beside = self.beside.step(back, self.history.done()).map_err(Refused::Unwritable)?;
        if let Some(path) = &beside {
            self.stamps.take(path);
        } else {
            let gone = if back { self.history.undo() } else { self.history.redo() };
            if !gone {
                return Ok(());
            }
            self.save().map_err(Refused::Unwritable)?;
        }
        self.version += 1;
        self.make();
        Ok(())
    }

    /// Writes a file beside the report, or takes it away, so that it can be taken back; and makes the page.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put_beside(&mut self, path: &Path, bytes: Option<Vec<u8>>) -> Result<(), Vec<Diagnostic>> {
        self.beside.change(path, bytes, self.history.done())?;
        self.history.part();
        self.stamps.take(path);
        self.version += 1;
        self.make();
        Ok(())
    }

    fn save(&mut self) -> Result<(), Vec<Diagnostic>> {
        write_whole(&[(self.report.clone(), self.history.text().as_bytes().to_vec())], &[])?;
        self.stamps.take(&self.report);
        Ok(())
    }

    /// Sets the page of the text as it is now on the plan there is, where that has a place for everything; it is to be settled.
    /// Where there is none the last page stays, and is said to be old.
    pub fn make(&mut self) {
        let order = self.order();
        let before = std::mem::take(&mut self.made);
        let now = Instant::now();
        let since = self.pace.1.map_or(MOST_QUIET, |last| now - last);
        // Longer than that is a pause.
        let pace = if since < MOST_QUIET { (self.pace.0 + since) / 2 } else { Duration::ZERO };
        self.pace = (pace, Some(now));
        if self.version.is_multiple_of(EDITS) {
            comemo::evict(KEPT_PAGES);
        }
        self.edited = Some((self.edited.map_or(now, |(first, _)| first), now));
        match job::open_from(&order, &self.keep.stock) {
            Ok(opened) => {
                let opened = Arc::new(opened);
                let set = self.plan.as_ref().and_then(|plan| job::again(&opened, plan, order.limits));
                let shown = set.and_then(|outcome| {
                    let shown = self.keep.screen.show(&opened, &outcome).ok()??;
                    Some((Arc::new(shown), Arc::new(outcome)))
                });
                // What was lengthened for this letter is so for the next.
                if let Some(plan) = shown.as_ref().and_then(|(_, outcome)| outcome.plan.as_ref()) {
                    self.plan = Some(plan.clone());
                }
                self.stamps.watch(job::files_read(&order, &opened.edition));
                self.made = match shown {
                    Some((shown, outcome)) => Made {
                        shown: Some(shown),
                        fills: outcome.fills.clone(),
                        outcome: Some(outcome),
                        opened: Some(opened),
                        findings: before.findings,
                        ..Made::default()
                    },
                    None => Made { stale: true, opened: Some(opened), ..before },
                };
                self.made.settled = false;
            }
            // What cannot be opened has nothing to be made up.
            Err(findings) => {
                self.edited = None;
                self.made = Made { findings, stale: true, settled: true, ..before };
                self.stamps.also(vec![self.report.clone()]);
            }
        }
    }

    /// The page that is to be made up, when it is time to.
    pub fn pending(&self) -> Option<Pending> {
        let (first, last) = self.edited?;
        let quiet = self.pace.0.mul_f64(PAUSE).clamp(QUIET, MOST_QUIET);
        let due = last.elapsed() >= quiet || first.elapsed() >= LONG;
        due.then(|| Pending { version: self.version, order: self.order(), keep: Arc::clone(&self.keep) })
    }

    /// Takes a page that was made up, if nothing was edited meanwhile.
    pub fn settle(&mut self, settled: Settled) -> bool {
        // The plan is as good as any until the next.
        if settled.plan.is_some() {
            self.plan = settled.plan;
        }
        if settled.version != self.version {
            self.edited = self.edited.map(|(_, last)| (last, last));
            return false;
        }
        self.edited = None;
        let before = std::mem::take(&mut self.made);
        self.made = settled.made;
        if self.made.shown.is_none() {
            self.made.shown = before.shown;
            self.made.fills = before.fills;
            self.made.stale = true;
        }
        true
    }

    /// Whether the report was written outside since it was looked at.
    pub fn is_written_outside(&self) -> bool {
        self.stamps.is_new(&self.report)
    }

    /// Looks whether files were changed outside, and makes the page anew where they were. A report that was changed here as well is
    /// joined with that; where both changed one value it is asked about. Gives whether anything is new.
    pub fn look(&mut self) -> bool {
        let changed = self.stamps.changed();
        if changed.is_empty() {
            return false;
        }
        if changed.contains(&self.report)
            && let Ok(text) = read(&self.report)
            && text != self.history.text()
        {
            match merge::join(&self.history.texts(JOINED), &text) {
                Met::Theirs => self.change(&text, None),
                Met::Joined(joined) => {
                    // Each can be taken back by itself: what was written outside, and what it was joined with.
                    self.change(&text, None);
                    self.change(&joined, None);
                    // Where it cannot be written the next edit says so.
                    let _ = self.save();
                }
                Met::Apart => self.outside = Some(text),
            }
        }
        self.stamps.take_all();
        self.version += 1;
        self.make();
        true
    }

    /// Keeps one of two reports that cannot be joined; the other can be had by taking that back.
    ///
    /// # Errors
    /// When the report cannot be written.
    pub fn keep_one(&mut self, which: Which) -> Result<(), Refused> {
        let Some(theirs) = self.outside.take() else { return Ok(()) };
        let ours = self.history.text().to_owned();
        self.change(&theirs, None);
        self.take(if matches!(which, Which::Ours) { &ours } else { &theirs }, None)
    }
}

impl Pending {
    /// Makes the page up on some threads.
    pub fn make(&self, threads: &Threads) -> Settled {
        let Keep { stock, screen } = &*self.keep;
        let mut plan = None;
        let made = match job::open_from(&self.order, stock) {
            Ok(opened) => self.made(opened, threads, stock, screen, &mut plan),
            Err(findings) => Made { findings, ..Made::default() },
        };
        comemo::evict(KEPT_PAGES);
        Settled { version: self.version, made: Made { settled: true, ..made }, plan }
    }

    fn made(
        &self,
        opened: Opened,
        threads: &Threads,
        stock: &Stock,
        screen: &Screen,
        plan: &mut Option<Plan>,
    ) -> Made {
        let limits = self.order.limits;
        let opened = Arc::new(opened);
        let outcome = job::page_on(threads, &opened, limits);
        let mut findings = outcome.findings.clone();
        if outcome.document.is_none()
            && let Ok(draft) = job::open_from(&Order { draft: true, ..self.order.clone() }, stock)
        {
            // A report that has no page is shown as a draft, with what is wrong marked on it.
            let draft = Arc::new(draft);
            let drawn = job::page_on(threads, &draft, limits);
            plan.clone_from(&drawn.plan);
            let shown = screen.show(&draft, &drawn).ok().flatten().map(Arc::new);
            return Made { shown, opened: Some(opened), fills: drawn.fills, findings, ..Made::default() };
        }
        plan.clone_from(&outcome.plan);
        let shown = screen.show(&opened, &outcome).unwrap_or_else(|errors| {
            findings.extend(errors);
            None
        });
        let shown = shown.map(Arc::new);
        let (opened, fills) = (Some(opened), outcome.fills.clone());
        Made { shown, opened, outcome: Some(Arc::new(outcome)), fills, findings, ..Made::default() }
    }
}

/// A report's text.
fn read(report: &Path) -> Result<String, Vec<Diagnostic>> {
    report::file_text(report, &report.display().to_string())
}
