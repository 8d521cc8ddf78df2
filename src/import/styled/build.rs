//! The text part by part: each is put in its place.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::document::{Document, LeftOut};
use super::super::export::FIGURES;
use super::super::export::lines::{Kind, Unit};
use super::super::taken::{Judged, Role};
use super::align::{Found, Known, Step, What, found, steps};
use super::figures::Figures;
use super::letters::{Letter, differ, has, said};
use super::places::{Page, Part};
use crate::message::Message;
use crate::report::Report;

/// Notes that are new are counted from here until all are known.
pub(super) const NEW: usize = 1_000;

pub(super) struct Build<'a> {
    pub(super) document: &'a Document,
    pub(super) base: &'a Value,
    pub(super) report: &'a Report,
    pub(super) known: Vec<Known>,
    pub(super) found: Vec<Found<'a>>,
    pub(super) steps: Vec<Step>,
    pub(super) figures: Figures,
    /// Which looks of letters mean something: not those that most unchanged lines have lost.
    pub(super) trusted: [bool; 4],
    pub(super) page: Page,
    /// The section that is read, among those of the page; none above the first one.
    pub(super) current: Option<usize>,
    /// Where the text of each section of the report goes on.
    pub(super) home: Vec<Option<usize>>,
    /// The report's section that the last line was of.
    pub(super) within: Option<usize>,
    /// The sections of the report of which a heading or text is left.
    pub(super) lives: BTreeSet<usize>,
    pub(super) took: Vec<Judged>,
    pub(super) left_out: Vec<LeftOut>,
    /// Whether the last part was a heading.
    pub(super) after_heading: bool,
    /// The photo that was met last.
    pub(super) last_photo: Option<usize>,
    /// The text of the template's that was met last.
    pub(super) last_extra: Option<String>,
}

/// Reads an exported text.
pub(super) fn build<'a>(document: &'a Document, base: &'a Value, report: &'a Report) -> Build<'a> {
    let known = Known::all(report);
    let found = found(document, report);
    let steps = steps(&known, &found);
    let mut build = Build {
        document,
        base,
        report,
        figures: Figures::of(base, report),
        trusted: [true; 4],
        page: Page::default(),
        current: None,
        home: vec![None; report.sections.len()],
        within: None,
        lives: BTreeSet::new(),
        took: Vec::new(),
        left_out: Vec::new(),
        after_heading: false,
        last_photo: None,
        last_extra: None,
        known,
        found,
        steps,
    };
    build.look_ahead();
    for at in 0..build.steps.len() {
        build.step(at);
    }
    build
}

/// The parts of a pointer.
pub(super) fn parts(pointer: &str) -> Vec<&str> {
    pointer.split('/').skip(1).collect()
}

pub(super) fn number(text: &str) -> usize {
    text.parse().unwrap_or_default()
}

impl Build<'_> {
    /// What must be known before the first line is read.
    fn look_ahead(&mut self) {
        let (mut all, mut differs) = ([0_usize; 4], [0_usize; 4]);
        let mut table = None;
        for step in &self.steps {
            let Some(base) = step.base else { continue };
            let part = step.found.and_then(|at| self.found.get(at));
            let known = &self.known[base];
            let pointer = parts(known.pointer());
            if let ["sections", section, "heading" | "body", ..] = pointer.as_slice()
                && !step.moved
            {
                self.lives.insert(number(section));
            }
            let (Some(part), Unit::Line(line)) = (part, &known.unit) else {
                if let (Some(part), Unit::Grid(grid)) = (part, &known.unit)
                    && grid.style == FIGURES
                {
                    table = Some(&part.letters);
                }
                continue;
            };
            if line.kind == Kind::Marked && part.key == known.key {
                let has = has(&known.atoms[0][0], &part.letters[0][0]);
                let differ = differ(&known.atoms[0][0], &part.letters[0][0]);
                for at in 0..4 {
                    all[at] += usize::from(has[at]);
                    differs[at] += usize::from(differ[at]);
                }
            }
        }
        self.trusted = [0, 1, 2, 3].map(|at| differs[at] < 3 || differs[at] * 2 <= all[at]);
        if let Some(table) = table {
            let rows: Vec<Vec<String>> =
                table.iter().map(|row| row.iter().map(|cell| said(cell)).collect()).collect();
            self.figures = Figures::read(self.base, self.report, &rows);
        } else if !self.report.metrics.is_empty() && self.found.iter().any(|part| part.style == Some(FIGURES))
        {
            // Its heading alone is left: nobody takes all figures out so.
            self.figures = Figures::of(self.base, self.report);
        }
    }

    /// Takes a part of the text.
    pub(super) fn take(&mut self, at: usize, role: Role, doubt: Option<Message>) -> usize {
        let part = &self.found[at];
        let mut judged = Judged {
            role,
            place: super::super::document::Place::default(),
            runs: Vec::new(),
            taken_off: String::new(),
            grid: None,
            picture: None,
            doubt,
        };
        match part.what {
            What::Paragraph(paragraph) => {
                judged.place = paragraph.place;
                judged.runs = paragraph.runs.iter().filter(|run| run.picture.is_none()).cloned().collect();
            }
            What::Grid(grid) => {
                judged.place = grid.place;
                judged.grid = Some(grid.clone());
            }
            What::Picture(paragraph, picture) => {
                judged.place = paragraph.place;
                judged.picture = picture;
            }
        }
        self.took.push(judged);
        self.took.len() - 1
    }

    pub(super) fn part(&mut self) -> Option<&mut Part> {
        let at = self.current?;
        self.page.sections.get_mut(at)
    }

    fn step(&mut self, at: usize) {
        let step = self.steps[at];
        let was_heading = std::mem::take(&mut self.after_heading);
        match (step.base, step.found) {
            (Some(base), None) => self.line(base, None),
            (Some(base), Some(found)) => match &self.known[base].unit {
                Unit::Photo(photo) => {
                    let photo = *photo;
                    self.photo(photo, found, step.moved);
                }
                Unit::Grid(_) => self.grid(base, found, step.moved),
                Unit::Line(_) if step.moved => self.insert(at, found, Some(base), was_heading),
                Unit::Line(_) => self.line(base, Some(found)),
            },
            (None, Some(found)) => self.insert(at, found, None, was_heading),
            (None, None) => {}
        }
        let style = step.found.and_then(|found| self.found[found].style);
        let heading = step.base.is_some_and(|base| self.known[base].pointer().contains("/heading/"));
        self.after_heading = style == Some("版面栏目标题") || heading && !step.moved;
    }

    /// Begins a section: one of the report's, or a new one.
    pub(super) fn begin(&mut self, of: Option<usize>) -> usize {
        self.page.sections.push(Part { of, notes_of: of, ..Part::default() });
        let at = self.page.sections.len() - 1;
        if let Some(section) = of {
            self.home[section] = Some(at);
            self.within = of;
        }
        self.current = Some(at);
        at
    }

    /// Goes where the text of a section of the report goes on.
    pub(super) fn enter(&mut self, section: usize) {
        match self.home.get(section).copied().flatten() {
            Some(at) => {
                self.current = Some(at);
                self.within = Some(section);
            }
            None if self.lives.contains(&section) && section < self.home.len() => {
                self.begin(Some(section));
            }
            None => {}
        }
    }

    /// The letters of a part.
    pub(super) fn letters(&self, found: Option<usize>) -> Vec<Letter> {
        let part = found.and_then(|at| self.found.get(at));
        part.and_then(|part| part.letters.first()?.first().cloned()).unwrap_or_default()
    }
}
