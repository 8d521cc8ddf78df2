//! Parts of the text that are new, or were moved: each goes to its place by its style.

use super::super::document::LeftOut;
use super::super::export::lines::Kind;
use super::super::export::{FIGURES, role_of_style};
use super::super::figures::refer;
use super::super::taken::Role;
use super::align::What;
use super::build::{Build, number, parts};
use super::letters::{Letter, said};
use super::odd::date_of;
use super::places::{Block, Entry, Shown, Words};
use crate::report::braces;
use crate::say;

impl Build<'_> {
    /// A part of the text that is new, or was moved here from a line of the report.
    pub(super) fn insert(&mut self, at: usize, found: usize, base: Option<usize>, was_heading: bool) {
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
    pub(super) fn new_grid(&mut self, found: usize) {
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
    pub(super) fn new_line(&mut self, at: usize, found: usize, base: Option<usize>, was_heading: bool) {
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
            _ if in_head => {
                doubt = doubt.or_else(|| (role != Some(Role::Lead)).then(|| say!("import-doubt.back-place")));
                self.page.lead.push(words);
            }
            _ => {
                let placed = self.new_in_section(role, words, &letters, took);
                doubt = doubt.or_else(|| (!placed).then(|| say!("import-doubt.back-place")));
            }
        }
        self.took[took].doubt = doubt;
    }

    /// Whether a photo has no caption or credit yet in the text.
    pub(super) fn wants(&self, photo: usize, role: Role) -> bool {
        let shown = self.page.photos.get(&photo);
        let has = |shown: &Shown| {
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
    pub(super) fn new_in_section(
        &mut self,
        role: Option<Role>,
        words: Words,
        letters: &[Letter],
        took: usize,
    ) -> bool {
        if role == Some(Role::BoxTitle) {
            let (kind, title) = self.box_title(None, letters, Some(took));
            self.add(None, Block::Box { kind, title, paragraphs: Vec::new(), took: Some(took) });
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
                let block =
                    Block::Box { kind: "link".to_owned(), title: None, paragraphs: vec![words], took: None };
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
    pub(super) fn new_heading(
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
