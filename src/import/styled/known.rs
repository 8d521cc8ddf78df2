//! Parts of the text that are lines of the report: each goes where it was.

use super::super::export::lines::{Grid, Unit};
use super::super::export::{FIGURES, TIMELINE, role_of_style};
use super::super::merge::{common, likeness};
use super::super::taken::Role;
use super::align::What;
use super::build::{Build, number, parts};
use super::letters::{Letter, printed, said};
use super::odd::kind_name;
use super::places::{Block, Entry};

impl Build<'_> {
    /// A line of the report that is where it was.
    pub(super) fn line(&mut self, base: usize, found: Option<usize>) {
        let Some(line) = self.known[base].line().cloned() else { return };
        let style = found.and_then(|at| self.found[at].style).unwrap_or(line.style);
        let role = match line.style {
            "版面附文" if line.pointer.ends_with("/quote") => Role::Saying,
            "版面附文" => Role::Text,
            FIGURES => Role::TableTitle,
            _ => role_of_style(style).unwrap_or(Role::Text),
        };
        let doubt = if line.style == FIGURES { self.figures.doubt.clone() } else { None };
        let took = found.map(|at| self.take(at, role, doubt));
        let letters = self.letters(found);
        let pointer = line.pointer.clone();
        match parts(&pointer).as_slice() {
            ["folio"] => self.folio(base, &letters, took),
            ["folio", "staff", at] => self.staff(Some(number(at)), &letters, took),
            ["headline", "kicker"] => self.page.kicker = Some(self.words(base, &letters, took)),
            ["headline", "title", _] => {
                let words = self.words(base, &letters, took);
                self.page.title.push(words);
            }
            ["headline", "subtitle"] => self.page.subtitle = Some(self.words(base, &letters, took)),
            ["headline", "byline"] => self.page.byline = Some(self.words(base, &letters, took)),
            ["lead", _] => {
                let words = self.words(base, &letters, took);
                match self.part() {
                    Some(part) => part.body.push(Entry { of: None, block: Block::Text(words) }),
                    None => self.page.lead.push(words),
                }
            }
            ["sections", section, rest @ ..] => {
                let section = number(section);
                if rest.first() == Some(&"heading") && self.home.get(section) == Some(&None) {
                    self.begin(Some(section));
                }
                self.enter(section);
                if self.current.is_some() {
                    self.of_section(base, section, rest, &letters, took);
                } else {
                    let words = self.words(base, &letters, took);
                    self.page.lead.push(words);
                }
            }
            ["photos", photo, field] => {
                let words = self.words(base, &letters, took);
                let photo = number(photo);
                self.meet(photo, false);
                let shown = self.page.photos.entry(photo).or_default();
                *(if *field == "caption" { &mut shown.caption } else { &mut shown.credit }) = Some(words);
            }
            ["credits"] => self.page.credits = Some(self.words(base, &letters, took)),
            ["extra", ..] => {
                let words = self.words(base, &letters, took);
                self.page.extra.push((pointer.clone(), words));
                self.last_extra = Some(pointer);
                return;
            }
            _ => {}
        }
        self.last_extra = None;
    }

    /// A line of a section.
    pub(super) fn of_section(
        &mut self,
        base: usize,
        section: usize,
        rest: &[&str],
        letters: &[Letter],
        took: Option<usize>,
    ) {
        match rest {
            ["heading", _] => {
                let words = self.words(base, letters, took);
                self.part().into_iter().for_each(|part| part.heading.push(words.clone()));
            }
            ["byline"] => {
                let words = self.words(base, letters, took);
                self.part().into_iter().for_each(|part| part.byline = Some(words.clone()));
            }
            ["editor_note"] => {
                let words = self.words(base, letters, took);
                self.part().into_iter().for_each(|part| part.editor_note = Some(words.clone()));
            }
            ["notes", at] => {
                let at = number(at) + 1;
                let words = self.words(base, letters, took);
                let Some(part) = self.part() else { return };
                if part.notes_of == Some(section) {
                    part.notes.insert(at, words);
                } else {
                    part.new_notes.push(words);
                }
            }
            ["quote"] => {
                let report = self.report;
                let from =
                    report.sections.get(section).and_then(|section| section.quote.as_ref()?.from.as_ref());
                let quote = self.saying(base, letters, took, from);
                self.part().into_iter().for_each(|part| part.quote = Some(quote.clone()));
            }
            ["body", item, field @ ..] => {
                let of = (section, number(item));
                self.of_body(base, of, field, letters, took);
            }
            _ => {}
        }
    }

    pub(super) fn of_body(
        &mut self,
        base: usize,
        of: (usize, usize),
        field: &[&str],
        letters: &[Letter],
        took: Option<usize>,
    ) {
        if field == ["quote"] {
            let section = self.report.sections.get(of.0);
            let from = section.and_then(|section| match section.body.get(of.1)?.block()? {
                crate::report::Block::Quote(saying) => saying.from.as_ref(),
                _ => None,
            });
            let (words, from) = self.saying(base, letters, took, from);
            self.add(Some(of), Block::Quote(words, from));
            return;
        }
        if field == ["box", "title"] {
            let (kind, title) = self.box_title(Some(base), letters, took);
            self.add(Some(of), Block::Box { kind, title, paragraphs: Vec::new(), took });
            return;
        }
        let words = self.words(base, letters, took);
        match field {
            ["subhead"] => self.add(Some(of), Block::Subhead(words)),
            ["list", _] => match self.last(of) {
                Some(Block::List(entries)) => entries.push(words),
                _ => self.add(Some(of), Block::List(vec![words])),
            },
            ["box", ..] => {
                if let Some(Block::Box { paragraphs, .. }) = self.earlier(of) {
                    paragraphs.push(words);
                } else {
                    let kind = self.kind(of).to_owned();
                    self.add(Some(of), Block::Box { kind, title: None, paragraphs: vec![words], took: None });
                }
            }
            ["table", field] => {
                if self.earlier(of).is_none() {
                    self.add(
                        Some(of),
                        Block::Table { title: None, rows: Vec::new(), note: None, took: None },
                    );
                }
                if let Some(Block::Table { title, note, .. }) = self.earlier(of) {
                    *(if *field == "title" { title } else { note }) = Some(words);
                }
            }
            _ => self.add(Some(of), Block::Text(words)),
        }
    }

    pub(super) fn add(&mut self, of: Option<(usize, usize)>, block: Block) {
        if let Some(part) = self.part() {
            part.body.push(Entry { of, block });
        }
    }

    /// The entry before, where it is a block of the report.
    pub(super) fn last(&mut self, of: (usize, usize)) -> Option<&mut Block> {
        self.part()?.body.last_mut().filter(|entry| entry.of == Some(of)).map(|entry| &mut entry.block)
    }

    /// A block of the report that the section has already.
    pub(super) fn earlier(&mut self, of: (usize, usize)) -> Option<&mut Block> {
        let entries = self.part()?.body.iter_mut();
        entries.rev().find(|entry| entry.of == Some(of)).map(|entry| &mut entry.block)
    }

    /// What kind of box the report has there.
    pub(super) fn kind(&self, (section, item): (usize, usize)) -> &'static str {
        let item = self.report.sections.get(section).and_then(|section| section.body.get(item));
        match item.and_then(|item| item.block()) {
            Some(crate::report::Block::Box(aside)) => kind_name(aside.kind),
            _ => "link",
        }
    }

    /// A photo is met: in the section that is read.
    pub(super) fn meet(&mut self, photo: usize, moved: bool) {
        self.last_photo = Some(photo);
        if self.page.photos.contains_key(&photo) {
            return;
        }
        if let Some(section) = self.home_of(photo).filter(|_| !moved) {
            self.enter(section);
        }
        let section = self.current;
        self.page.photos.entry(photo).or_default().section = section;
    }

    /// The section of the report that a photo belongs to.
    pub(super) fn home_of(&self, photo: usize) -> Option<usize> {
        let id = &self.report.photos.get(photo)?.id;
        self.report.sections.iter().position(|section| section.photos.contains(id))
    }

    pub(super) fn photo(&mut self, photo: usize, found: usize, moved: bool) {
        self.meet(photo, moved);
        let took = match self.found[found].what {
            What::Picture(_, Some(_)) => Some(self.take(found, Role::Picture, None)),
            _ => None,
        };
        let shown = self.page.photos.entry(photo).or_default();
        shown.is_there = true;
        shown.picture = took;
    }

    /// A table that the report has.
    pub(super) fn grid(&mut self, base: usize, found: usize, moved: bool) {
        let Unit::Grid(grid) = self.known[base].unit.clone() else { return };
        let took = self.take(found, Role::Table, None);
        if grid.style == FIGURES {
            self.took[took].doubt.clone_from(&self.figures.doubt);
            return;
        }
        let pointer = parts(&grid.pointer);
        let of = (number(pointer.get(1).unwrap_or(&"")), number(pointer.get(3).unwrap_or(&"")));
        if !moved {
            self.enter(of.0);
        }
        if self.current.is_none() {
            self.begin(None);
        }
        let rows = self.rows(base, &grid, found);
        if grid.style == TIMELINE {
            let events = rows.into_iter().filter_map(|row| {
                let mut cells = row.into_iter();
                let (time, text) = (cells.next()?, cells.next().unwrap_or_default());
                (!time.is_empty() || !text.is_empty()).then_some((time, text))
            });
            let events = events.collect();
            self.add(Some(of), Block::Timeline(events, Some(took)));
            return;
        }
        if let Some(Block::Table { rows: own, took: at, .. }) = self.earlier(of) {
            *own = rows;
            *at = Some(took);
        } else {
            self.add(Some(of), Block::Table { title: None, rows, note: None, took: Some(took) });
        }
    }

    /// The cells of a table that the report has.
    pub(super) fn rows(&mut self, base: usize, grid: &Grid, found: usize) -> Vec<Vec<String>> {
        let old: Vec<Vec<String>> =
            self.known[base].atoms.iter().map(|row| row.iter().map(|cell| printed(cell)).collect()).collect();
        let letters = self.found[found].letters.clone();
        let new: Vec<Vec<String>> =
            letters.iter().map(|row| row.iter().map(|cell| said(cell)).collect()).collect();
        let whole = |rows: &[Vec<String>]| -> Vec<String> {
            rows.iter().map(|row| row.join("\t").trim_end_matches('\t').to_owned()).collect()
        };
        let (one, other) = (whole(&old), whole(&new));
        let mut of: Vec<Option<usize>> = vec![None; new.len()];
        let mut pairs = common(&one, &other);
        pairs.push((old.len(), new.len()));
        let mut from = (0, 0);
        for (left, right) in pairs {
            let mut next = from.0;
            let equal = left - from.0 == right - from.1;
            for at in from.1..right {
                let alike = |row: &usize| equal || likeness(&one[*row], &other[at]) >= 0.3;
                if let Some(row) = (next..left).find(alike) {
                    of[at] = Some(row);
                    next = row + 1;
                }
            }
            if let Some(place) = of.get_mut(right) {
                *place = Some(left);
            }
            from = (left + 1, right + 1);
        }
        let mut out = Vec::new();
        for (at, cells) in letters.iter().enumerate() {
            let lines = of[at].and_then(|row| grid.rows.get(row));
            let mut row = Vec::new();
            for (column, cell) in cells.iter().enumerate() {
                let known = lines.zip(of[at]).and_then(|(lines, row)| {
                    let same = lines.len() == cells.len()
                        || cells.len() > lines.len() && cells[lines.len()..].iter().all(Vec::is_empty);
                    let column = if same {
                        Some(column)
                    } else {
                        old[row].iter().position(|old| *old == new[at][column])
                    };
                    let column = column.filter(|column| *column < lines.len())?;
                    Some((lines[column].clone(), self.known[base].atoms[row][column].clone()))
                });
                match known {
                    Some((line, own)) => row.push(self.source(&line, &own, cell)),
                    // The table of the export is as wide as its widest row.
                    None if cell.is_empty() && lines.is_some_and(|lines| column >= lines.len()) => {}
                    None => {
                        let is_marked = grid.style == TIMELINE && column > 0;
                        row.push(self.fresh(cell, is_marked));
                    }
                }
            }
            out.push(row);
        }
        out
    }
}
