//! The text part by part: each is put in its place.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::document::{Document, LeftOut, Paragraph};
use super::super::draft::braces;
use super::super::export::lines::{Kind, Line, Unit, folio, kind_word};
use super::super::export::{FIGURES, TIMELINE, role_of_style};
use super::super::figures::refer;
use super::super::merge::{common, likeness};
use super::super::spelling::Spelling;
use super::super::taken::{Judged, Role};
use super::align::{Found, Known, Step, What, found, steps};
use super::figures::Figures;
use super::letters::{Atom, Letter, NOTE, atoms, differ, has, printed, runs, said, written};
use super::places::{Block, Entry, Page, Part, Words};
use super::{Back, write};
use crate::message::Message;
use crate::report::{AsideKind, Report};
use crate::say;

/// Notes that are new are counted from here until all are known.
pub(super) const NEW: usize = 1_000;

pub(super) struct Build<'a> {
    pub(super) document: &'a Document,
    pub(super) base: &'a Value,
    pub(super) report: &'a Report,
    pub(super) known: Vec<Known>,
    found: Vec<Found<'a>>,
    steps: Vec<Step>,
    pub(super) figures: Figures,
    /// Which looks of letters mean something: not those that most unchanged lines have lost.
    trusted: [bool; 4],
    pub(super) page: Page,
    /// The section that is read, among those of the page; none above the first one.
    current: Option<usize>,
    /// Where the text of each section of the report goes on.
    home: Vec<Option<usize>>,
    /// The report's section that the last line was of.
    within: Option<usize>,
    /// The sections of the report of which a heading or text is left.
    lives: BTreeSet<usize>,
    pub(super) took: Vec<Judged>,
    left_out: Vec<LeftOut>,
    /// Whether the last part was a heading.
    after_heading: bool,
    /// The photo that was met last.
    last_photo: Option<usize>,
    /// The text of the template's that was met last.
    last_extra: Option<String>,
}

/// Reads an exported text.
pub(super) fn build(document: &Document, base: &Value, report: &Report, spelling: &Spelling) -> Back {
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
    let spelling = spelling.clone().with(build.figures.spelling.clone());
    let left_out = std::mem::take(&mut build.left_out);
    let (report, pointers, pictures) = write::write(&mut build);
    Back { report, took: build.took, pointers, pictures, spelling, left_out }
}

/// The parts of a pointer.
fn parts(pointer: &str) -> Vec<&str> {
    pointer.split('/').skip(1).collect()
}

fn number(text: &str) -> usize {
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
    fn take(&mut self, at: usize, role: Role, doubt: Option<Message>) -> usize {
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

    fn part(&mut self) -> Option<&mut Part> {
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
    fn begin(&mut self, of: Option<usize>) -> usize {
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
    fn enter(&mut self, section: usize) {
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
    fn letters(&self, found: Option<usize>) -> Vec<Letter> {
        let part = found.and_then(|at| self.found.get(at));
        part.and_then(|part| part.letters.first()?.first().cloned()).unwrap_or_default()
    }

    /// A line of the report that is where it was.
    fn line(&mut self, base: usize, found: Option<usize>) {
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
                match self.current {
                    Some(_) => self.of_section(base, section, rest, &letters, took),
                    None => {
                        let words = self.words(base, &letters, took);
                        self.page.lead.push(words);
                    }
                }
            }
            ["photos", photo, field] => {
                let words = self.words(base, &letters, took);
                let photo = number(photo);
                self.meet(photo, false);
                let shown = self.page.photos.entry(photo).or_default();
                shown.seen |= took.is_some();
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
    fn of_section(
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

    fn of_body(
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
            self.add(Some(of), Block::Box { kind, title, paragraphs: Vec::new() });
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
                    self.add(Some(of), Block::Box { kind, title: None, paragraphs: vec![words] });
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

    fn add(&mut self, of: Option<(usize, usize)>, block: Block) {
        if let Some(part) = self.part() {
            part.body.push(Entry { of, block });
        }
    }

    /// The entry before, where it is a block of the report.
    fn last(&mut self, of: (usize, usize)) -> Option<&mut Block> {
        self.part()?.body.last_mut().filter(|entry| entry.of == Some(of)).map(|entry| &mut entry.block)
    }

    /// A block of the report that the section has already.
    fn earlier(&mut self, of: (usize, usize)) -> Option<&mut Block> {
        let entries = self.part()?.body.iter_mut();
        entries.rev().find(|entry| entry.of == Some(of)).map(|entry| &mut entry.block)
    }

    /// What kind of box the report has there.
    fn kind(&self, (section, item): (usize, usize)) -> &'static str {
        let item = self.report.sections.get(section).and_then(|section| section.body.get(item));
        match item.and_then(|item| item.block()) {
            Some(crate::report::Block::Box(aside)) => kind_name(aside.kind),
            _ => "link",
        }
    }

    /// The title of a box: what kind it is, and what it says besides.
    fn box_title(
        &mut self,
        base: Option<usize>,
        letters: &[Letter],
        took: Option<usize>,
    ) -> (String, Option<Words>) {
        let line = base.and_then(|base| self.known[base].line().cloned());
        let kinds = [AsideKind::Link, AsideKind::Background, AsideKind::Voice];
        let text = said(letters);
        let word = kinds.into_iter().find(|kind| {
            let rest = text.strip_prefix(kind_word(*kind));
            rest.is_some_and(|rest| rest.trim().is_empty() || rest.trim_start().starts_with(['：', ':']))
        });
        let of = line.as_ref().and_then(|line| {
            let parts = parts(&line.pointer);
            Some((number(parts.get(1)?), number(parts.get(3)?)))
        });
        let kind = word.map_or_else(|| of.map_or("link", |of| self.kind(of)), kind_name).to_owned();
        let start = match word {
            None => 0,
            Some(kind) => {
                let length = kind_word(kind).chars().count();
                let behind = letters[length..].iter();
                length
                    + behind
                        .take_while(|it| it.letter.is_whitespace() || matches!(it.letter, '：' | ':'))
                        .count()
            }
        };
        let rest = letters.get(start..).unwrap_or_default();
        let title = match base.filter(|_| !rest.is_empty()) {
            Some(base) => Some(self.core(base, rest, took)),
            None => (!rest.is_empty()).then(|| Words { text: self.fresh(rest, false), took }),
        };
        (kind, title)
    }

    /// What somebody says, and who.
    fn saying(
        &mut self,
        base: usize,
        letters: &[Letter],
        took: Option<usize>,
        from: Option<&String>,
    ) -> (Words, Option<String>) {
        let line = self.known[base].line().cloned();
        let before = line.as_ref().map(|line| line.before.clone()).unwrap_or_default();
        let start = if said(letters).starts_with(&before) { before.chars().count() } else { 0 };
        let letters = letters.get(start..).unwrap_or_default();
        let all: Vec<char> = letters.iter().map(|letter| letter.letter).collect();
        let dash = |after: &[char]| after.starts_with(&['—', '—']);
        let dashes: Vec<usize> =
            (0..all.len()).filter(|&at| dash(&all[at..]) && (at == 0 || all[at - 1] != '—')).collect();
        let own_line = dashes.iter().copied().rfind(|&at| at > 0 && all[at - 1] == '\n');
        let split =
            own_line.or_else(|| dashes.last().copied().filter(|_| from.is_some())).filter(|&at| at > 0);
        let (text, after) = match split {
            Some(at) => (&letters[..at], &letters[at..]),
            None => (letters, &letters[letters.len()..]),
        };
        let end = text.iter().rposition(|it| !it.letter.is_whitespace()).map_or(0, |at| at + 1);
        let words = self.core(base, &text[..end], took);
        let name: String = said(after).trim_start_matches('—').trim().to_owned();
        let known = from.filter(|from| crate::report::resolve(from, &self.report.metrics).trim() == name);
        let name = known.cloned().or_else(|| (!name.is_empty()).then(|| braces(&name)));
        (words, name)
    }

    /// The line at the head of the page.
    fn folio(&mut self, base: usize, letters: &[Letter], took: Option<usize>) {
        let fields = folio(self.report);
        let text = said(letters);
        let own = |name: &str| {
            let pointer = format!("/folio/{name}");
            self.base.pointer(&pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        if took.is_none() || text == self.known[base].key {
            for (name, _) in &fields {
                self.page.folio.insert(name, Words { text: own(name), took });
            }
            return;
        }
        let mut rest: Vec<&str> =
            text.split(['　', '\t', '\n']).map(str::trim).filter(|it| !it.is_empty()).collect();
        let mut out: Vec<(&'static str, String)> = Vec::new();
        for (name, shown) in &fields {
            if let Some(at) = rest.iter().position(|word| *word == shown.trim()) {
                rest.remove(at);
                out.push((*name, own(name)));
            }
        }
        for word in rest {
            let free =
                |name: &str, out: &[(&'static str, String)]| !out.iter().any(|(other, _)| *other == name);
            let page = word.strip_prefix('第').and_then(|word| word.strip_suffix('版'));
            if let Some(date) = date_of(word).filter(|_| free("date", &out)) {
                out.push(("date", date));
            } else if let Some(page) = page.filter(|_| free("page", &out)) {
                out.push(("page", page.to_owned()));
            } else {
                // The one of the two that the report had.
                let names = ["paper", "kind"].into_iter().filter(|name| free(name, &out));
                let had = |name: &&str| fields.iter().any(|(field, _)| field == name);
                let names: Vec<&'static str> = names.collect();
                if let Some(name) = names.iter().copied().find(had).or(names.first().copied()) {
                    out.push((name, braces(word)));
                } else if let Some((_, text)) = out.iter_mut().find(|(name, _)| *name == "kind") {
                    text.push('　');
                    text.push_str(word);
                }
            }
        }
        for (name, text) in out {
            self.page.folio.insert(name, Words { text, took });
        }
    }

    /// One of the page's makers.
    fn staff(&mut self, of: Option<usize>, letters: &[Letter], took: Option<usize>) {
        let known = of.and_then(|at| self.report.folio.as_ref()?.staff.get(at));
        let text = said(letters);
        let shown = |text: &str| crate::report::resolve(text, &self.report.metrics);
        let (role, name) = text.split_once(['：', ':']).unwrap_or(("编辑", &text));
        let own = |said: &str, known: Option<&String>| {
            let same = known.filter(|known| shown(known).trim() == said.trim());
            same.cloned().unwrap_or_else(|| braces(said.trim()))
        };
        let role = own(role, known.map(|staff| &staff.role));
        let text = own(name, known.map(|staff| &staff.name));
        let same = known.filter(|staff| {
            took.is_none() || shown(&format!("{}：{}", staff.role, staff.name)).trim() == said(letters)
        });
        let (role, text) = same.map_or((role, text), |staff| (staff.role.clone(), staff.name.clone()));
        self.page.staff.push((Words { text, took }, role));
    }

    /// The words of a line, as the report writes them.
    fn words(&mut self, base: usize, letters: &[Letter], took: Option<usize>) -> Words {
        if took.is_none() {
            let text = self.known[base].line().map(|line| line.text.clone()).unwrap_or_default();
            return Words { text, took };
        }
        self.core(base, letters, took)
    }

    /// The same of a line without what only print has.
    fn core(&mut self, base: usize, letters: &[Letter], took: Option<usize>) -> Words {
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
    fn source(&mut self, line: &Line, own: &[Atom], letters: &[Letter]) -> String {
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
        if printed(own) == text && !edited {
            let marks: Vec<usize> =
                own.iter().filter(|atom| atom.printed == [NOTE]).filter_map(|atom| atom.note).collect();
            let notes: Vec<usize> = letters.iter().filter_map(|letter| letter.note).collect();
            if let Some(part) = self.part() {
                part.marks.extend(marks.into_iter().zip(notes));
            }
            return line.text.clone();
        }
        let mut metrics = vec![self.report.metrics.clone()];
        if self.figures.changed {
            metrics.push(self.figures.metrics.clone());
        }
        let mut best: Option<(usize, String, Vec<usize>, Vec<(usize, usize)>)> = None;
        for (round, metrics) in metrics.iter().enumerate() {
            let renewed;
            let own = if round == 0 || strange {
                own
            } else {
                let core = Line { before: String::new(), after: String::new(), ..line.clone() };
                let mut named = BTreeSet::new();
                let count =
                    line.section.and_then(|at| self.report.sections.get(at)).map_or(0, |it| it.notes.len());
                renewed = atoms(&core, metrics, &mut named, count);
                if printed(&renewed) == text && !edited {
                    return line.text.clone();
                }
                &renewed
            };
            let first = NEW + 1 + self.part().map_or(0, |part| part.new_notes.len());
            let (mut new, mut marks) = (Vec::new(), Vec::new());
            let out = written(own, letters, is_marked, trusted, &mut |note, base| {
                if let Some(base) = base {
                    marks.push((base, note));
                    return Some(base);
                }
                new.push(note);
                Some(first + new.len() - 1)
            });
            let out =
                if self.reads(&out, letters, line.kind, metrics) { out } else { unmarked(letters, first) };
            let references = out.matches('{').count();
            if best.as_ref().is_none_or(|(count, ..)| references > *count) {
                best = Some((references, out, new, marks));
            }
        }
        let Some((_, out, new, marks)) = best else { return line.text.clone() };
        if is_marked {
            self.new_notes(&new);
            self.part().into_iter().for_each(|part| part.marks.extend(marks.iter().copied()));
        }
        out
    }

    /// Whether a text reads as the letters do.
    fn reads(&self, text: &str, letters: &[Letter], kind: Kind, metrics: &[crate::report::Metric]) -> bool {
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
        plain(shown.trim()) == plain(said(letters).trim())
    }

    /// Takes notes whose marks are new.
    fn new_notes(&mut self, notes: &[usize]) {
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
                out.push(Letter { letter: ' ', ..last.clone() });
            }
            out.extend(own);
        }
        out.retain(|letter| letter.note.is_none());
        out
    }

    fn note(&mut self, note: usize) -> Words {
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
    fn fresh(&mut self, letters: &[Letter], is_marked: bool) -> String {
        let first = NEW + 1 + self.part().map_or(0, |part| part.new_notes.len());
        let mut notes = Vec::new();
        let text = written(&[], letters, is_marked, [true; 4], &mut |note, _| {
            notes.push(note);
            Some(first + notes.len() - 1)
        });
        let kind = if is_marked { Kind::Marked } else { Kind::Prose };
        let text = if self.reads(&text, letters, kind, &[]) { text } else { unmarked(letters, first) };
        if is_marked {
            self.new_notes(&notes);
        }
        text
    }

    /// A photo is met: in the section that is read.
    fn meet(&mut self, photo: usize, moved: bool) {
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

    fn photo(&mut self, photo: usize, found: usize, moved: bool) {
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
    fn grid(&mut self, base: usize, found: usize, moved: bool) {
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
    fn rows(
        &mut self,
        base: usize,
        grid: &super::super::export::lines::Grid,
        found: usize,
    ) -> Vec<Vec<String>> {
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

    /// A part of the text that is new, or was moved here from a line of the report.
    fn insert(&mut self, at: usize, found: usize, base: Option<usize>, was_heading: bool) {
        match self.found[found].what {
            What::Picture(paragraph, Some(picture)) => {
                let text = self.document.pictures.get(picture).map(|it| it.name.clone()).unwrap_or_default();
                let why = say!("import-left.back-picture");
                self.left_out.push(LeftOut { text, why, place: paragraph.place, picture: Some(picture) });
                self.last_photo = None;
            }
            What::Picture(_, None) => {}
            What::Grid(_) => self.new_grid(found),
            What::Paragraph(_) => self.new_line(at, found, base, was_heading),
        }
    }

    /// A table that is new.
    fn new_grid(&mut self, found: usize) {
        let took = self.take(found, Role::Table, Some(say!("import-doubt.back-new")));
        if self.current.is_none() {
            self.begin(None);
        }
        let letters = self.found[found].letters.clone();
        let rows: Vec<Vec<String>> =
            letters.iter().map(|row| row.iter().map(|cell| self.fresh(cell, false)).collect()).collect();
        let small = rows.len() < 2 || rows.iter().map(Vec::len).max().unwrap_or_default() < 2;
        if small {
            // It holds text together, and is no table.
            for text in rows.into_iter().flatten().filter(|text| !text.is_empty()) {
                self.add(None, Block::Text(Words { text, took: Some(took) }));
            }
            return;
        }
        let last = self.part().and_then(|part| part.body.last_mut()).map(|entry| &mut entry.block);
        if let Some(Block::Table { rows: own, took: at, .. }) =
            last.filter(|block| matches!(block, Block::Table { rows, .. } if rows.is_empty()))
        {
            *own = rows;
            *at = Some(took);
        } else {
            self.add(None, Block::Table { title: None, rows, note: None, took: Some(took) });
        }
    }

    /// A paragraph that is new: it goes to its place by its style.
    fn new_line(&mut self, at: usize, found: usize, base: Option<usize>, was_heading: bool) {
        let letters = self.letters(Some(found));
        let style = self.found[found].style.or_else(|| self.known[base?].line().map(|line| line.style));
        let role = style.and_then(role_of_style);
        let in_head = self.current.is_none();
        let plain = if in_head { Role::Lead } else { Role::Text };
        let took = self.take(found, role.filter(|role| *role != Role::LeftOut).unwrap_or(plain), None);
        let extra = self.last_extra.take();
        match role {
            Some(Role::Heading) => return self.new_heading(at, base, &letters, took, was_heading),
            Some(Role::Folio) if self.page.folio.is_empty() => {
                let text = said(&letters);
                for word in text.split(['　', ' ', '\t']).filter(|word| !word.is_empty()) {
                    let page = word.strip_prefix('第').and_then(|word| word.strip_suffix('版'));
                    let (name, text) = match (date_of(word), page) {
                        (Some(date), _) => ("date", date),
                        (None, Some(page)) => ("page", page.to_owned()),
                        _ if self.page.folio.contains_key("paper") => ("kind", braces(word)),
                        _ => ("paper", braces(word)),
                    };
                    self.page.folio.insert(name, Words { text, took: Some(took) });
                }
                return;
            }
            Some(Role::Staff) => return self.staff(None, &letters, Some(took)),
            Some(Role::LeftOut) if style == Some(FIGURES) => return,
            _ => {}
        }
        let is_marked = matches!(
            role,
            None | Some(
                Role::Text
                    | Role::Entry
                    | Role::Saying
                    | Role::BoxText
                    | Role::EditorNote
                    | Role::TableNote
                    | Role::Note
                    | Role::LeftOut
            )
        ) && !in_head;
        // A line that was moved keeps what it had.
        let moved = base.and_then(|base| {
            let line = self.known[base].line()?.clone();
            let whole = line.before.is_empty() && line.after.is_empty();
            (whole && (line.kind == Kind::Marked) == is_marked)
                .then(|| (line, self.known[base].atoms[0][0].clone()))
        });
        let was_moved = moved.is_some();
        let mut words = match moved {
            Some((line, own)) => Words { text: self.source(&line, &own, &letters), took: Some(took) },
            None => Words { text: self.fresh(&letters, is_marked), took: Some(took) },
        };
        if !was_moved && matches!(role, None | Some(Role::Text | Role::Lead | Role::Entry | Role::BoxText)) {
            words.text = refer(&words.text, &self.figures.values);
        }
        let mut doubt = role.is_none().then(|| say!("import-doubt.back-style"));
        match role {
            Some(Role::Kicker) if self.page.kicker.is_none() => self.page.kicker = Some(words),
            Some(Role::Title) if self.page.title.len() < 2 => self.page.title.push(words),
            Some(Role::Subtitle) if self.page.subtitle.is_none() => self.page.subtitle = Some(words),
            Some(Role::Byline) if in_head && self.page.byline.is_none() => self.page.byline = Some(words),
            Some(Role::Credits) if self.page.credits.is_none() => self.page.credits = Some(words),
            Some(role @ (Role::Caption | Role::Credit))
                if self.last_photo.is_some_and(|at| self.wants(at, role)) =>
            {
                let shown = self.page.photos.entry(self.last_photo.unwrap_or_default()).or_default();
                *(if role == Role::Caption { &mut shown.caption } else { &mut shown.credit }) = Some(words);
            }
            Some(Role::LeftOut) if extra.as_ref().is_some_and(|pointer| pointer.matches('/').count() > 2) => {
                let pointer = extra.clone().unwrap_or_default();
                self.page.extra.push((pointer.clone(), words));
                self.last_extra = Some(pointer);
            }
            _ => match self.current {
                None => {
                    doubt =
                        doubt.or_else(|| (role != Some(Role::Lead)).then(|| say!("import-doubt.back-place")));
                    self.page.lead.push(words);
                }
                Some(_) => {
                    let placed = self.new_in_section(role, words, &letters, took);
                    doubt = doubt.or_else(|| (!placed).then(|| say!("import-doubt.back-place")));
                }
            },
        }
        self.took[took].doubt = doubt;
    }

    /// Whether a photo has no caption or credit yet in the text.
    fn wants(&self, photo: usize, role: Role) -> bool {
        let shown = self.page.photos.get(&photo);
        let has = |shown: &super::places::Shown| {
            if role == Role::Caption { shown.caption.is_some() } else { shown.credit.is_some() }
        };
        // One of its own may follow.
        let field = if role == Role::Caption { "caption" } else { "credit" };
        let pointer = format!("/photos/{photo}/{field}");
        let follows =
            self.steps.iter().any(|step| step.base.is_some_and(|base| self.known[base].pointer() == pointer));
        !follows && shown.is_none_or(|shown| !has(shown))
    }

    /// A paragraph that is new in a section. Whether there was a place for what it is.
    fn new_in_section(&mut self, role: Option<Role>, words: Words, letters: &[Letter], took: usize) -> bool {
        if role == Some(Role::BoxTitle) {
            let (kind, title) = self.box_title(None, letters, Some(took));
            self.add(None, Block::Box { kind, title, paragraphs: Vec::new() });
            return true;
        }
        let Some(part) = self.part() else { return false };
        let is_first = part.body.is_empty();
        let last = part.body.last_mut().map(|entry| &mut entry.block);
        match (role, last) {
            (Some(Role::Byline), _) if part.byline.is_none() && is_first => part.byline = Some(words),
            (Some(Role::EditorNote), _) if part.editor_note.is_none() => part.editor_note = Some(words),
            (Some(Role::Note), _) => part.new_notes.push(words),
            (Some(Role::Entry), Some(Block::List(entries))) => entries.push(words),
            (Some(Role::Entry), _) => part.body.push(Entry { of: None, block: Block::List(vec![words]) }),
            (Some(Role::BoxText), Some(Block::Box { paragraphs, .. })) => paragraphs.push(words),
            (Some(Role::BoxText), _) => {
                let block = Block::Box { kind: "link".to_owned(), title: None, paragraphs: vec![words] };
                part.body.push(Entry { of: None, block });
            }
            (Some(Role::Subhead), _) => part.body.push(Entry { of: None, block: Block::Subhead(words) }),
            (Some(Role::Saying), _) => {
                let (text, from) = match words.text.rsplit_once("\n——") {
                    Some((text, from)) => (text.trim().to_owned(), Some(from.trim().to_owned())),
                    None => (words.text, None),
                };
                let words = Words { text, took: words.took };
                part.body.push(Entry { of: None, block: Block::Quote(words, from) });
            }
            (Some(Role::TableTitle), _) => {
                let block = Block::Table { title: Some(words), rows: Vec::new(), note: None, took: None };
                part.body.push(Entry { of: None, block });
            }
            (Some(Role::TableNote), Some(Block::Table { note: note @ None, .. })) => *note = Some(words),
            (Some(Role::LeftOut), _) if part.quote.is_none() && words.text.starts_with("提要：") => {
                let text = words.text.trim_start_matches("提要：").to_owned();
                let (text, from) = match text.rsplit_once("——") {
                    Some((text, from)) if !text.is_empty() => (text.to_owned(), Some(from.to_owned())),
                    _ => (text, None),
                };
                part.quote = Some((Words { text, took: words.took }, from));
            }
            (role, _) => {
                part.body.push(Entry { of: None, block: Block::Text(words) });
                return matches!(role, None | Some(Role::Text));
            }
        }
        true
    }

    /// A heading that is new: with the headings next to it one, else a new section begins.
    fn new_heading(
        &mut self,
        at: usize,
        base: Option<usize>,
        letters: &[Letter],
        took: usize,
        was_heading: bool,
    ) {
        let text = match base.and_then(|base| self.known[base].line().cloned().map(|line| (line, base))) {
            Some((line, base)) if line.kind == Kind::Prose && line.before.is_empty() => {
                let own = self.known[base].atoms[0][0].clone();
                self.source(&line, &own, letters)
            }
            _ => self.fresh(letters, false),
        };
        let words = Words { text, took: Some(took) };
        if was_heading
            && let Some(part) = self.part().filter(|part| part.body.is_empty() && part.heading.len() < 3)
        {
            part.heading.push(words);
            return;
        }
        let pointer = |base: usize| self.known[base].pointer().to_owned();
        let section_of = |pointer: &str| match parts(pointer).as_slice() {
            ["sections", section, "heading", "0"] => Some(number(section)),
            _ => None,
        };
        // Above the heading of a section of the report it is a line of that.
        let next = self.steps.get(at + 1).filter(|step| !step.moved).and_then(|step| step.base);
        let next = next.and_then(|base| section_of(&pointer(base)));
        let own = base.and_then(|base| section_of(&pointer(base)));
        let free = |section: &usize| self.home.get(*section) == Some(&None);
        if let Some(section) = next.or(own).filter(free) {
            self.begin(Some(section));
        } else {
            let before = self.within;
            let new = self.begin(None);
            // The rest of the section that it stands in is its text.
            if let Some(place) = before.and_then(|section| self.home.get_mut(section)) {
                *place = Some(new);
            }
        }
        self.part().into_iter().for_each(|part| part.heading.push(words.clone()));
    }
}

/// Letters without marks, for what marks cannot say.
fn unmarked(letters: &[Letter], first: usize) -> String {
    let mut next = first;
    let text: String =
        letters.iter().filter(|letter| letter.note.is_none()).map(|letter| letter.letter).collect();
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut out =
        braces(&text).replace("**", "＊＊").replace("__", "＿＿").replace("^^", "＾＾").replace("[", "［");
    for _ in letters.iter().filter(|letter| letter.note.is_some()) {
        out.push_str(&format!("[^{next}]"));
        next += 1;
    }
    out
}

/// 2025年1月10日 → 2025-01-10.
fn date_of(text: &str) -> Option<String> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.strip_suffix('日')?;
    let number = |text: &str| text.trim().parse::<u32>().ok();
    let date = format!("{:04}-{:02}-{:02}", number(year)?, number(month)?, number(day)?);
    crate::report::date_zh(&date).map(|_| date)
}

fn kind_name(kind: AsideKind) -> &'static str {
    match kind {
        AsideKind::Link => "link",
        AsideKind::Background => "background",
        AsideKind::Voice => "voice",
    }
}
