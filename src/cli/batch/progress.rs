//! How a batch goes on: a bar on a terminal, lines elsewhere, JSON lines for programs.

use std::io::IsTerminal;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

use super::guardian::OVER;
use super::journal::{Journal, Past};
use crate::cli::Format;
use crate::cli::output::{print, tell};
use banmian::batch::{Host, Job, Settled, Shard, State, Tally, sheet};
use banmian::message::Lang;
use banmian::say;

/// Hears of the work and tells it.
pub struct Progress<'a> {
    jobs: &'a [Job],
    journal: Option<Journal>,
    format: Format,
    lang: Lang,
    /// How many jobs there are in this part.
    count: usize,
    bar: Option<ProgressBar>,
    so_far: Mutex<SoFar>,
    begun: Instant,
}

/// What was heard.
#[derive(Debug, Clone, Copy, Default)]
pub struct SoFar {
    /// The jobs by how they ended.
    pub tally: Tally,
    /// Those that were made now.
    pub made: usize,
    /// The pages of these.
    pub pages: usize,
}

impl<'a> Progress<'a> {
    pub fn new(
        jobs: &'a [Job],
        shard: Shard,
        past: &Past,
        journal: Option<Journal>,
        format: Format,
        lang: Lang,
    ) -> Self {
        let count = (0..jobs.len()).filter(|number| shard.has(*number)).count();
        let mut tally = Tally::default();
        past.settled.values().for_each(|state| tally.count(Some(*state)));
        let bar = (format == Format::Text && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::with_draw_target(Some(count as u64), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{bar:40} {pos}/{len}  {per_sec}  {eta}  {msg}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.set_position(past.settled.len() as u64);
            bar.reset_eta();
            bar
        });
        if format == Format::Json && *past == Past::default() {
            let shown = format!("{}/{}", shard.index + 1, shard.count);
            print(&format!("{}\n", json!({ "event": "begin", "jobs": count, "shard": shown })));
        }
        let so_far = Mutex::new(SoFar { tally, ..SoFar::default() });
        Self { jobs, journal, format, lang, count, bar, so_far, begun: Instant::now() }
    }

    fn so_far(&self) -> MutexGuard<'_, SoFar> {
        self.so_far.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the bar away, and gives what was heard.
    pub fn end(&self) -> SoFar {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        let mut so_far = *self.so_far();
        // What was begun and never heard of again is not done.
        so_far.tally.missing = self.count.saturating_sub(so_far.tally.all());
        so_far
    }

    /// How long it took (s).
    pub fn seconds(&self) -> f64 {
        self.begun.elapsed().as_secs_f64()
    }

    fn text(&self, settled: &Settled, number: usize) {
        let result = settled.result;
        // Of what was done before nothing is said but how much it was.
        if settled.made {
            let state = sheet::state(Some(result.state));
            let first = result.findings.iter().find(|finding| finding["severity"] == "error");
            let message = first.and_then(|finding| finding["message"].as_str());
            let name = result.name.as_str();
            let line = match message {
                Some(message) => say!(
                    "batch.line-why",
                    number = number,
                    count = self.count,
                    name = name,
                    state = state,
                    why = message
                ),
                None => say!("batch.line", number = number, count = self.count, name = name, state = state),
            };
            let line = line.text(self.lang);
            match &self.bar {
                Some(bar) if result.state != State::Done => bar.println(line),
                Some(_) => {}
                None => tell(&format!("{line}\n")),
            }
        }
        if let Some(bar) = &self.bar {
            bar.set_message(result.name.clone());
            bar.inc(1);
        }
    }
}

impl Host for Progress<'_> {
    fn begins(&self, number: usize) {
        if let Some(journal) = &self.journal {
            journal.begins(number);
        }
    }

    fn settled(&self, settled: &Settled) {
        let result = settled.result;
        if let Some(journal) = &self.journal {
            journal.settled(settled.number, result.state);
        }
        // Under the lock, so that the lines come in the order of their numbers.
        let mut so_far = self.so_far();
        so_far.tally.count(Some(result.state));
        if settled.made {
            so_far.made += 1;
            so_far.pages += result.pages;
        }
        let number = so_far.tally.all();
        match self.format {
            Format::Text => self.text(settled, number),
            Format::Json => print(&format!(
                "{}\n",
                json!({
                    "event": "job",
                    "number": number,
                    "jobs": self.count,
                    "name": self.jobs[settled.number].name,
                    "state": result.state,
                    "made": settled.made,
                    "seconds": result.seconds,
                    "errors": result.count("error"),
                    "warnings": result.count("warning"),
                    "sha256": result.pdf.as_ref().map(|written| &written.sha256),
                })
            )),
        }
    }

    fn can_begin_anew(&self) -> bool {
        self.journal.is_some()
    }

    fn over(&self) {
        std::process::exit(OVER.into());
    }
}
