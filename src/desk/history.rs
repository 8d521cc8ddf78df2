//! The history of a report's text: every change that was accepted, kept beside the report in a journal that only grows, so that
//! nothing is lost whenever the program ends, and undo works after it was started again.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// The journal's folder and file, beside the report.
pub const FOLDER: &str = ".banmian";
const FILE: &str = "history.jsonl";
/// Changes of one field that follow each other within this time are undone together.
const TOGETHER: Duration = Duration::from_millis(1200);
/// A journal with more bytes than this is begun anew, with the last so many changes.
const MOST_BYTES: u64 = 16 * 1024 * 1024;
const KEPT: usize = 2000;

/// A part of a text in the place of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Change {
    at: usize,
    old: String,
    new: String,
    /// Changes with one number are undone together.
    group: u64,
}

/// A line of the journal.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Line {
    /// The text from which all changes go on.
    Base(String),
    Change(Change),
    /// So many changes were taken back.
    Undo(usize),
    /// So many were done again.
    Redo(usize),
}

/// The changes of a text.
pub struct History {
    file: PathBuf,
    base: String,
    changes: Vec<Change>,
    /// How many of them are in the text.
    done: usize,
    /// How many there were when the report was opened.
    opened: usize,
    text: String,
    /// The field of the last change, and when it was made.
    last: Option<(String, Instant)>,
    bytes: u64,
}

impl Change {
    /// From one text to another.
    fn between(old: &str, new: &str, group: u64) -> Self {
        let mut at = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        while !old.is_char_boundary(at) || !new.is_char_boundary(at) {
            at -= 1;
        }
        let (rest_old, rest_new) = (&old[at..], &new[at..]);
        let mut same = rest_old.bytes().rev().zip(rest_new.bytes().rev()).take_while(|(a, b)| a == b).count();
        while !rest_old.is_char_boundary(rest_old.len() - same)
            || !rest_new.is_char_boundary(rest_new.len() - same)
        {
            same -= 1;
        }
        Self {
            at,
            old: rest_old[..rest_old.len() - same].to_owned(),
            new: rest_new[..rest_new.len() - same].to_owned(),
            group,
        }
    }

    /// Puts `to` in the place of `from`, if that stands there.
    fn put(&self, text: &str, from: &str, to: &str) -> Option<String> {
        let rest = text.get(self.at..)?.strip_prefix(from)?;
        Some([&text[..self.at], to, rest].concat())
    }

    fn done(&self, text: &str) -> Option<String> {
        self.put(text, &self.old, &self.new)
    }

    fn undone(&self, text: &str) -> Option<String> {
        self.put(text, &self.new, &self.old)
    }
}

impl History {
    /// The history of a report with the text that its file has. A change that was accepted and whose text was not written any more is
    /// in the history's own text: see [`History::text`]. What was changed outside is a change like others.
    pub fn open(report: &Path, text: &str) -> Self {
        let file = report.with_file_name(FOLDER).join(FILE);
        let journal = std::fs::read_to_string(&file).unwrap_or_default();
        let mut history = Self::replayed(&file, &journal).unwrap_or_else(|| Self::new(&file, text));
        history.bytes = journal.len() as u64;
        // The text before the last line, in a file that is older: the program ended before the file was written.
        let written = |path: &Path| std::fs::metadata(path).and_then(|data| data.modified()).ok();
        let unwritten = written(&file) > written(report)
            && history.before_last(&journal).is_some_and(|before| before == text);
        if history.text != text && !unwritten {
            history.change(text, None);
        }
        history.opened = history.done;
        history
    }

    fn new(file: &Path, text: &str) -> Self {
        Self {
            file: file.to_path_buf(),
            base: text.to_owned(),
            changes: Vec::new(),
            done: 0,
            opened: 0,
            text: text.to_owned(),
            last: None,
            bytes: 0,
        }
    }

    /// The history that a journal tells; what comes after a line that is broken is left out.
    fn replayed(file: &Path, journal: &str) -> Option<Self> {
        let mut lines = journal.lines().map_while(|line| serde_json::from_str::<Line>(line).ok());
        let Some(Line::Base(base)) = lines.next() else { return None };
        let mut history = Self::new(file, &base);
        for line in lines {
            history.replay(line)?;
        }
        Some(history)
    }

    fn replay(&mut self, line: Line) -> Option<()> {
        match line {
            Line::Base(_) => return None,
            Line::Change(change) => {
                self.text = change.done(&self.text)?;
                self.changes.truncate(self.done);
                self.changes.push(change);
                self.done += 1;
            }
            Line::Undo(count) => {
                for _ in 0..count {
                    let change = self.changes.get(self.done.checked_sub(1)?)?;
                    self.text = change.undone(&self.text)?;
                    self.done -= 1;
                }
            }
            Line::Redo(count) => {
                for _ in 0..count {
                    self.text = self.changes.get(self.done)?.done(&self.text)?;
                    self.done += 1;
                }
            }
        }
        Some(())
    }

    /// The text before the last line of the journal.
    fn before_last(&self, journal: &str) -> Option<String> {
        let without = journal.trim_end().rfind('\n').map(|end| &journal[..end])?;
        Self::replayed(&self.file, without).map(|history| history.text)
    }

    /// The text as it is now.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text as it is now, and up to so many that it was since it was opened, the newest first.
    pub fn texts(&self, most: usize) -> Vec<String> {
        let mut texts = vec![self.text.clone()];
        let since = self.opened.min(self.done)..self.done;
        for change in self.changes[since].iter().rev().take(most) {
            let Some(before) = texts.last().and_then(|text| change.undone(text)) else { break };
            texts.push(before);
        }
        texts
    }

    /// How many changes are in the text.
    pub fn done(&self) -> usize {
        self.done
    }

    /// What comes next is not taken back together with what was before.
    pub fn part(&mut self) {
        self.last = None;
    }

    /// Whether anything can be taken back.
    pub fn can_undo(&self) -> bool {
        self.done > 0
    }

    /// Whether anything can be done again.
    pub fn can_redo(&self) -> bool {
        self.done < self.changes.len()
    }

    /// Takes a new text in. Changes of one field in quick succession are undone together.
    pub fn change(&mut self, text: &str, field: Option<&str>) {
        if text == self.text {
            return;
        }
        let now = Instant::now();
        let before = self.changes[..self.done].last().map_or(0, |change| change.group);
        let together = self.last.as_ref().is_some_and(|(last, when)| {
            Some(last.as_str()) == field
                && now.duration_since(*when) < TOGETHER
                && self.done == self.changes.len()
        });
        let group = before + u64::from(!together);
        let change = Change::between(&self.text, text, group);
        self.changes.truncate(self.done);
        self.append(&Line::Change(change.clone()));
        self.changes.push(change);
        self.done += 1;
        text.clone_into(&mut self.text);
        self.last = field.map(|field| (field.to_owned(), now));
    }

    /// Takes the last changes back that belong together.
    pub fn undo(&mut self) -> bool {
        let Some(group) = self.changes[..self.done].last().map(|change| change.group) else { return false };
        let count = self.changes[..self.done].iter().rev().take_while(|change| change.group == group).count();
        self.go(Line::Undo(count))
    }

    /// Does them again.
    pub fn redo(&mut self) -> bool {
        let Some(group) = self.changes.get(self.done).map(|change| change.group) else { return false };
        let count = self.changes[self.done..].iter().take_while(|change| change.group == group).count();
        self.go(Line::Redo(count))
    }

    fn go(&mut self, line: Line) -> bool {
        self.append(&line);
        self.last = None;
        self.replay(line).is_some()
    }

    /// Writes a line behind the journal. That it cannot be written stops nobody: the report itself is written, or is not.
    fn append(&mut self, line: &Line) {
        if self.bytes == 0 || self.bytes > MOST_BYTES {
            self.begin();
        }
        let Ok(mut text) = serde_json::to_string(line) else { return };
        text.push('\n');
        let written = std::fs::OpenOptions::new()
            .append(true)
            .open(&self.file)
            .and_then(|mut file| file.write_all(text.as_bytes()));
        if written.is_ok() {
            self.bytes += text.len() as u64;
        }
    }

    /// Begins the journal anew, with the last changes.
    fn begin(&mut self) {
        let dropped = self.done.saturating_sub(KEPT);
        for change in self.changes.drain(..dropped) {
            if let Some(text) = change.done(&self.base) {
                self.base = text;
            }
        }
        self.done -= dropped;
        self.opened = self.opened.saturating_sub(dropped);
        let kept = self.changes[..self.done].iter().map(|change| Line::Change(change.clone()));
        let lines = std::iter::once(Line::Base(self.base.clone())).chain(kept);
        let text: String = lines.filter_map(|line| Some(serde_json::to_string(&line).ok()? + "\n")).collect();
        let _ = self.file.parent().map(std::fs::create_dir_all);
        let beside = self.file.with_extension("new");
        if std::fs::write(&beside, &text).and_then(|()| std::fs::rename(&beside, &self.file)).is_ok() {
            self.bytes = text.len() as u64;
        }
    }
}
