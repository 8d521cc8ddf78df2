//! Letters of the text as the report writes them.

use std::collections::BTreeSet;

use super::super::document::Paragraph;
use super::super::export::lines::{Kind, Line};
use super::super::taken::{Judged, Role};
use super::build::{Build, NEW};
use super::letters::{Atom, Letter, NOTE, atoms, differ, printed, runs, said, written};
use super::places::Words;
use crate::report::Metric;
use crate::report::braces;

impl Build<'_> {
    /// The words of a line, as the report writes them.
    pub(super) fn words(&mut self, base: usize, letters: &[Letter], took: Option<usize>) -> Words {
        if took.is_none() {
            let text = self.known[base].line().map(|line| line.text.clone()).unwrap_or_default();
            return Words { text, took };
        }
        self.core(base, letters, took)
    }

    /// The same of a line without what only print has.
    pub(super) fn core(&mut self, base: usize, letters: &[Letter], took: Option<usize>) -> Words {
        let Some(line) = self.known[base].line().cloned() else { return Words::default() };
        let all = &self.known[base].atoms[0][0];
        let start = line.before.chars().count().min(all.len());
        let after = Line {
            text: line.after.clone(),
            kind: Kind::Prose,
            before: String::new(),
            after: String::new(),
            ..line.clone()
        };
        let after = atoms(&after, &self.report.metrics, &mut BTreeSet::new(), 0).len();
        let own: Vec<Atom> = all[start..all.len().saturating_sub(after).max(start)].to_vec();
        Words { text: self.source(&line, &own, letters), took }
    }

    /// Edited letters of a line, or the line's own text where nothing was edited.
    pub(super) fn source(&mut self, line: &Line, own: &[Atom], letters: &[Letter]) -> String {
        let is_marked = line.kind == Kind::Marked;
        // Notes of another section have no numbers here.
        let notes_of = self.part().and_then(|part| part.notes_of);
        let has_notes = own.iter().any(|atom| atom.note.is_some());
        if has_notes
            && notes_of.is_none()
            && let Some(part) = self.part()
        {
            part.notes_of = line.section;
        }
        let strange = has_notes && notes_of.is_some() && notes_of != line.section;
        let own = if strange { &[] } else { own };
        let text = said(letters);
        let mut trusted = self.trusted;
        if line.style == "版面注释" {
            trusted[3] = false;
        }
        let edited = {
            let differ = differ(own, letters);
            is_marked && (0..4).any(|at| differ[at] && trusted[at])
        };
        let same = |own: &[Atom]| printed(own) == text && !edited;
        if same(own) {
            self.marks_of(own, letters);
            return line.text.clone();
        }
        let mut best = self.edited(line, own, letters, trusted, &self.report.metrics);
        if self.figures.changed && !strange {
            // The text may say what the figures are now.
            let metrics = self.figures.metrics.clone();
            let core = Line { before: String::new(), after: String::new(), ..line.clone() };
            // Notes that other lines have named before.
            let is_first =
                |note: usize| own.iter().any(|atom| atom.note == Some(note) && atom.printed == [NOTE]);
            let again = own.iter().filter_map(|atom| atom.note).filter(|note| !is_first(*note));
            let mut named = again.filter_map(|note| Some((line.section?, note))).collect();
            let section = line.section.and_then(|at| self.report.sections.get(at));
            let own = atoms(&core, &metrics, &mut named, section.map_or(0, |section| section.notes.len()));
            if same(&own) {
                self.marks_of(&own, letters);
                return line.text.clone();
            }
            let other = self.edited(line, &own, letters, trusted, &metrics);
            let references = |edited: &Edited| edited.text.matches('{').count();
            if references(&other) > references(&best) {
                best = other;
            }
        }
        if line.kind == Kind::Marked {
            self.new_notes(&best.new);
            if let Some(part) = self.part() {
                part.marks.extend(best.marks);
            }
        }
        best.text
    }

    /// Takes down which notes the marks of an unchanged line are.
    fn marks_of(&mut self, own: &[Atom], letters: &[Letter]) {
        let marks = own.iter().filter(|atom| atom.printed == [NOTE]).filter_map(|atom| atom.note);
        let notes = letters.iter().filter_map(|letter| letter.note);
        if let Some(part) = self.part() {
            part.marks.extend(marks.zip(notes));
        }
    }

    /// Edited letters as the report writes them.
    fn edited(
        &self,
        line: &Line,
        own: &[Atom],
        letters: &[Letter],
        trusted: [bool; 4],
        metrics: &[Metric],
    ) -> Edited {
        let part = self.current.and_then(|at| self.page.sections.get(at));
        let first = NEW + 1 + part.map_or(0, |part| part.new_notes.len());
        let (mut new, mut marks) = (Vec::new(), Vec::new());
        let text = written(own, letters, line.kind == Kind::Marked, trusted, &mut |note, base| {
            if let Some(base) = base {
                marks.push((base, note));
                return Some(base);
            }
            new.push(note);
            Some(first + new.len() - 1)
        });
        if reads(&text, letters, line.kind, metrics) {
            return Edited { text, new, marks };
        }
        let new: Vec<usize> = letters.iter().filter_map(|letter| letter.note).collect();
        Edited { text: unmarked(letters, first), new, marks: Vec::new() }
    }

    /// Takes notes whose marks are new.
    pub(super) fn new_notes(&mut self, notes: &[usize]) {
        for note in notes {
            let words = self.note(*note);
            if let Some(part) = self.part() {
                part.new_notes.push(words);
            }
        }
    }

    /// What a note of the document says, as it stands there.
    pub(super) fn note_letters(&self, note: usize) -> Vec<Letter> {
        let mut out: Vec<Letter> = Vec::new();
        for paragraph in self.document.notes.get(note).into_iter().flatten() {
            let own = runs(&paragraph.runs, Some("版面注释"));
            if let Some(last) = out.last().filter(|_| !own.is_empty()) {
                out.push(Letter { sign: ' ', ..last.clone() });
            }
            out.extend(own);
        }
        out.retain(|letter| letter.note.is_none());
        out
    }

    pub(super) fn note(&mut self, note: usize) -> Words {
        let letters = self.note_letters(note);
        let text = written(&[], &letters, true, [true; 4], &mut |_, _| None);
        Words { text, took: Some(self.take_note(note)) }
    }

    /// Takes a note of the document.
    pub(super) fn take_note(&mut self, note: usize) -> usize {
        let paragraphs: &[Paragraph] = self.document.notes.get(note).map_or(&[], Vec::as_slice);
        self.took.push(Judged {
            role: Role::Note,
            place: paragraphs.first().map(|paragraph| paragraph.place).unwrap_or_default(),
            runs: paragraphs.iter().flat_map(|paragraph| paragraph.runs.clone()).collect(),
            taken_off: String::new(),
            grid: None,
            picture: None,
            doubt: None,
        });
        self.took.len() - 1
    }

    /// A note of the report that a mark in the text leads to.
    pub(super) fn known_note(&mut self, section: usize, at: usize, note: usize) -> Words {
        let text = self
            .report
            .sections
            .get(section)
            .and_then(|section| section.notes.get(at))
            .cloned()
            .unwrap_or_default();
        let line = Line {
            style: "版面注释",
            pointer: String::new(),
            before: String::new(),
            text,
            kind: Kind::Marked,
            after: String::new(),
            section: None,
        };
        let own = atoms(&line, &self.report.metrics, &mut BTreeSet::new(), 0);
        let letters = self.note_letters(note);
        let took = Some(self.take_note(note));
        Words { text: self.source(&line, &own, &letters), took }
    }

    /// New letters as the report writes them.
    pub(super) fn fresh(&mut self, letters: &[Letter], is_marked: bool) -> String {
        let first = NEW + 1 + self.part().map_or(0, |part| part.new_notes.len());
        let mut notes = Vec::new();
        let text = written(&[], letters, is_marked, [true; 4], &mut |note, _| {
            notes.push(note);
            Some(first + notes.len() - 1)
        });
        let kind = if is_marked { Kind::Marked } else { Kind::Prose };
        let text = if reads(&text, letters, kind, &[]) { text } else { unmarked(letters, first) };
        if is_marked {
            self.new_notes(&notes);
        }
        text
    }
}

/// Letters without marks, for what marks cannot say.
fn unmarked(letters: &[Letter], first: usize) -> String {
    let text: String =
        letters.iter().filter(|letter| letter.note.is_none()).map(|letter| letter.sign).collect();
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut out =
        braces(&text).replace("**", "＊＊").replace("__", "＿＿").replace("^^", "＾＾").replace('[', "［");
    let notes = letters.iter().filter(|letter| letter.note.is_some());
    for (number, _) in (first..).zip(notes) {
        out.push_str(&format!("[^{number}]"));
    }
    out
}

/// What edited letters became.
struct Edited {
    text: String,
    /// The notes whose marks are new.
    new: Vec<usize>,
    /// The notes of the report that are still named, and those of the document that they are.
    marks: Vec<(usize, usize)>,
}

/// Whether a text reads as the letters do.
fn reads(text: &str, letters: &[Letter], kind: Kind, metrics: &[Metric]) -> bool {
    let line = Line {
        style: "版面正文",
        pointer: String::new(),
        before: String::new(),
        text: text.to_owned(),
        kind: if kind == Kind::Literal { Kind::Prose } else { kind },
        after: String::new(),
        section: Some(0),
    };
    let shown = printed(&atoms(&line, metrics, &mut BTreeSet::new(), usize::MAX));
    let plain = |text: &str| -> String {
        text.chars().map(|c| if c.is_control() && c != NOTE { ' ' } else { c }).collect()
    };
    // A note that is named again has its number as text.
    let notes = |text: &str| text.chars().filter(|c| *c == NOTE || ('①'..='⑳').contains(c)).count();
    let words = |text: &str| text.replace(|c: char| c == NOTE || ('①'..='⑳').contains(&c), "");
    let (one, other) = (plain(shown.trim()), plain(said(letters).trim()));
    words(&one) == words(&other) && notes(&one) == notes(&other)
}
