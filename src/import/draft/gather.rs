//! What was judged, in its places: head, lead, sections with their blocks, pictures with their captions.

use super::super::document::{Document, Grid, Place, Run};
use super::super::taken::{Judged, Role};
use super::facts;
use super::marks::{marked, plain};
use crate::report::braces;
use crate::report::inline::MOST_NOTES;

/// A text of the report, and which of the judged parts it is from.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Words {
    /// As the report writes it.
    pub text: String,
    /// The places in the list of judged parts.
    pub from: Vec<usize>,
}

/// What stands in a section's body.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Entry {
    /// A paragraph.
    Text(Words),
    /// A heading within the text.
    Subhead(Words),
    /// A list.
    List(Vec<Words>),
    /// What somebody says.
    Saying(Words),
    /// A box.
    Aside { title: Option<Words>, paragraphs: Vec<Words> },
    /// A table with what stands above and below it.
    Table { title: Option<Words>, grid: Grid, note: Option<Words>, from: usize },
}

impl Entry {
    /// The paragraph, where it is one.
    pub(super) fn text(&self) -> Option<&Words> {
        match self {
            Self::Text(words) => Some(words),
            _ => None,
        }
    }

    /// The judged part that it begins with.
    pub(super) fn first(&self) -> Option<usize> {
        match self {
            Self::Text(words) | Self::Subhead(words) | Self::Saying(words) => words.from.first().copied(),
            Self::List(entries) => entries.first().and_then(|words| words.from.first().copied()),
            Self::Aside { title, paragraphs } => {
                title.iter().chain(paragraphs).find_map(|words| words.from.first().copied())
            }
            Self::Table { title, from, .. } => {
                Some(title.as_ref().and_then(|words| words.from.first().copied()).unwrap_or(*from))
            }
        }
    }
}

/// A section.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Part {
    pub heading: Vec<Words>,
    pub byline: Option<Words>,
    pub editor_note: Vec<Words>,
    pub body: Vec<Entry>,
    pub notes: Vec<Words>,
}

/// A picture, a caption, or both, with the section they stand in.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Scene {
    /// The judged picture.
    pub picture: Option<usize>,
    pub caption: Option<Words>,
    pub credit: Option<Words>,
    /// The section, from 0; none before the first one.
    pub section: Option<usize>,
    /// Pictures with the same number stand together under one caption.
    pub group: Option<usize>,
}

/// The report's parts before they have its shape.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub kicker: Vec<Words>,
    pub title: Vec<Words>,
    pub subtitle: Vec<Words>,
    pub byline: Option<Words>,
    pub lead: Vec<Words>,
    pub sections: Vec<Part>,
    pub scenes: Vec<Scene>,
    pub staff: Vec<(String, String, usize)>,
    pub date: Option<Words>,
    pub paper: Option<Words>,
    pub credits: Option<Words>,
    /// The pictures of the document, by their place among the judged parts.
    pub picture_of: Vec<Option<usize>>,
    /// The tables that are whole among the figures, by their place among the judged parts.
    pub in_figures: Vec<usize>,
    /// Where each of the judged parts stands in the text.
    pub places: Vec<Place>,
    /// What was taken off each of the judged parts.
    pub taken_off: Vec<String>,
}

/// The longest note (characters).
const LONGEST_NOTE: usize = 200;

/// Brings the judged parts into their places.
pub(super) fn gather(document: &Document, took: &[Judged]) -> Outline {
    let mut outline = Outline {
        picture_of: took.iter().map(|part| part.picture).collect(),
        places: took.iter().map(|part| part.place).collect(),
        taken_off: took.iter().map(|part| part.taken_off.clone()).collect(),
        ..Outline::default()
    };
    let mut gathering = Gathering { document, took, outline: &mut outline };
    for (at, part) in took.iter().enumerate() {
        gathering.part(at, part);
    }
    outline
}

struct Gathering<'a> {
    document: &'a Document,
    took: &'a [Judged],
    outline: &'a mut Outline,
}

impl Gathering<'_> {
    fn part(&mut self, at: usize, part: &Judged) {
        let words = || Words { text: plain(&part.runs), from: vec![at] };
        let says = part.runs.iter().any(|run| !run.text.trim().is_empty());
        if !says && part.grid.is_none() {
            return;
        }
        match part.role {
            Role::Kicker => self.outline.kicker.push(words()),
            Role::Title => self.outline.title.extend(couplet(words())),
            Role::Subtitle => {
                let mut words = words();
                // The dash is printed.
                if part.taken_off.contains(['—', '－', '–', '─', '-', '―']) {
                    words.text = format!("——{}", words.text);
                }
                self.outline.subtitle.push(words);
            }
            Role::Byline => {
                // Between names stands the white of a character.
                let words = Words { text: words().text.replace(' ', "　"), ..words() };
                match self.outline.sections.last_mut() {
                    Some(section) => join(&mut section.byline, words, "　"),
                    None => join(&mut self.outline.byline, words, "　"),
                }
            }
            Role::Lead if self.outline.sections.is_empty() => {
                let words = Words { text: self.lead(part), from: vec![at] };
                self.outline.lead.push(words);
            }
            Role::EditorNote => match self.outline.sections.last_mut() {
                Some(section) => section.editor_note.push(words()),
                None => self.outline.lead.push(words()),
            },
            Role::Heading => {
                // Lines of one heading follow each other.
                let begun = at.checked_sub(1).is_some_and(|before| self.took[before].role == Role::Heading);
                let heading = couplet(words());
                let last = self.outline.sections.last_mut();
                if let Some(section) = last.filter(|section| begun && section.body.is_empty()) {
                    section.heading.extend(heading);
                } else {
                    self.outline.sections.push(Part { heading, ..Part::default() });
                }
            }
            Role::Note => self.note(words()),
            Role::Folio => self.folio(at, &part.text()),
            Role::Staff => self.staff(at, part),
            Role::Credits => join(&mut self.outline.credits, words(), "　"),
            // Captions find their pictures afterwards.
            Role::Picture | Role::Caption | Role::Credit | Role::LeftOut => {}
            _ => self.body(at, part),
        }
    }

    /// What stands in a section; before the first heading a section without one begins.
    fn body(&mut self, at: usize, part: &Judged) {
        if self.outline.sections.is_empty() {
            self.outline.sections.push(Part::default());
        }
        let text = Words { text: self.marked(part), from: vec![at] };
        let words = Words { text: plain(&part.runs), from: vec![at] };
        let Some(section) = self.outline.sections.last_mut() else { return };
        let body = &mut section.body;
        match part.role {
            Role::Subhead => body.push(Entry::Subhead(words)),
            Role::Entry => match body.last_mut() {
                Some(Entry::List(entries)) => entries.push(text),
                _ => body.push(Entry::List(vec![text])),
            },
            Role::Saying => body.push(Entry::Saying(text)),
            Role::BoxTitle => body.push(Entry::Aside { title: Some(words), paragraphs: Vec::new() }),
            Role::BoxText => match body.last_mut() {
                Some(Entry::Aside { paragraphs, .. }) => paragraphs.push(text),
                _ => body.push(Entry::Aside { title: None, paragraphs: vec![text] }),
            },
            Role::TableTitle => {
                // It waits for its table.
                body.push(Entry::Table { title: Some(words), grid: Grid::default(), note: None, from: at });
            }
            Role::Table => {
                let grid = part.grid.clone().unwrap_or_default();
                match body.last_mut() {
                    Some(Entry::Table { grid: waiting, from, .. }) if waiting.rows.is_empty() => {
                        (*waiting, *from) = (grid, at);
                    }
                    _ => body.push(Entry::Table { title: None, grid, note: None, from: at }),
                }
            }
            Role::TableNote => match body.last_mut() {
                Some(Entry::Table { note, .. }) => join(note, words, "　"),
                _ => body.push(Entry::Text(text)),
            },
            _ => body.push(Entry::Text(text)),
        }
    }

    /// A text of the last section with its marks. The notes that it names get their numbers, where there is room for them.
    fn marked(&mut self, part: &Judged) -> String {
        let document = self.document;
        let Some(section) = self.outline.sections.last_mut() else { return plain(&part.runs) };
        let notes = &mut section.notes;
        let mut number = |note: usize| {
            let words = said(document, note);
            let fits = notes.len() < MOST_NOTES && (1..=LONGEST_NOTE).contains(&words.chars().count());
            if !fits {
                return Err(words);
            }
            notes.push(Words { text: braces(&words), from: Vec::new() });
            Ok(notes.len())
        };
        marked(&part.runs, &mut number)
    }

    /// A paragraph of the lead, where marks have no meaning: notes stand in brackets.
    fn lead(&self, part: &Judged) -> String {
        let mut text = String::new();
        for run in &part.runs {
            text.push_str(&run.text);
            if let Some(words) = run.note.map(|note| said(self.document, note)) {
                text.push_str(&format!("（{words}）"));
            }
        }
        plain(&[Run { text, ..Run::default() }])
    }

    /// The text of a note, of which its section knows already; one of several paragraphs comes in parts.
    fn note(&mut self, words: Words) {
        let text: String = words.text.split_whitespace().collect();
        let mut all = self.outline.sections.iter_mut().rev().flat_map(|section| section.notes.iter_mut());
        if let Some(note) = all.find(|note| note.text.contains(&text)) {
            note.from.extend(words.from);
        }
    }

    /// The day and the paper's name; an office's name is not for the page.
    fn folio(&mut self, at: usize, text: &str) {
        let rest = match facts::day(text) {
            Some((date, rest)) => {
                self.outline.date.get_or_insert(Words { text: date, from: vec![at] });
                rest
            }
            None => text.trim().to_owned(),
        };
        let short = (3..=10).contains(&rest.chars().count());
        if short && (rest.ends_with('报') || rest.ends_with("时报") || rest.ends_with("周刊")) {
            self.outline.paper.get_or_insert(Words { text: plain_text(&rest), from: vec![at] });
        }
    }

    /// 责任编辑：某某.
    fn staff(&mut self, at: usize, part: &Judged) {
        let text = part.text();
        let Some((role, names)) = text.split_once(['：', ':', '/', '／']) else { return };
        let role = role.trim();
        let name = names.trim();
        if !role.is_empty() && !name.is_empty() && role.chars().count() <= 12 && name.chars().count() <= 20 {
            self.outline.staff.push((plain_text(role), plain_text(name), at));
        }
    }
}

/// What a note says.
fn said(document: &Document, note: usize) -> String {
    let paragraphs = document.notes.get(note).map_or(&[][..], Vec::as_slice);
    let text: String = paragraphs.iter().map(super::super::Paragraph::text).collect();
    text.split_whitespace().collect()
}

/// The two lines of a couplet that stands on one: halves of one length, parted by white.
fn couplet(words: Words) -> Vec<Words> {
    let halves: Vec<&str> = words.text.split_whitespace().collect();
    match halves.as_slice() {
        [one, two] if one.chars().count() == two.chars().count() && one.chars().count() >= 4 => {
            let line = |text: &str| Words { text: text.to_owned(), from: words.from.clone() };
            vec![line(one), line(two)]
        }
        _ => vec![words],
    }
}

fn plain_text(text: &str) -> String {
    braces(text.trim())
}

/// One more part of a text that stands on one line.
fn join(place: &mut Option<Words>, words: Words, between: &str) {
    match place {
        Some(there) => {
            there.text = format!("{}{between}{}", there.text, words.text);
            there.from.extend(words.from);
        }
        None => *place = Some(words),
    }
}
