//! The mark of a draft, 草样: put on finished pages, whatever their template draws. With it come the signs of what did not fit,
//! and the text itself on pages behind.

use serde_json::{Value, json};
use typst_layout::{Page, PagedDocument};
use typst_library::foundations::Bytes;
use typst_library::layout::{Abs, FrameItem, Point};
use typst_library::model::Document;

use crate::diagnostic::Diagnostic;
use crate::typeset::walk::{self, Change};
use crate::typeset::{self, FontOptions, Fonts, JobFile, JobWorld};

/// What a page says wherever it is a draft.
pub const MARK: &str = "草样 · DRAFT";

/// A sign at a slot of a thread: text that did not fit, or room that is empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Sign {
    /// On which page, from 0.
    pub page: usize,
    /// The left end of the last line's room, from the page's left (pt).
    pub x: f64,
    /// The foot of that line, from the page's top (pt).
    pub y: f64,
    /// The width of the slot (pt).
    pub width: f64,
    /// What it says.
    pub label: String,
    /// Whether text is left over; else room is.
    pub overset: bool,
}

impl Sign {
    /// The sign as `signs.typ` draws it.
    pub(super) fn to_json(&self) -> Value {
        let Self { x, y, width, label, overset, .. } = self;
        json!({ "x": x, "y": y, "width": width, "label": label, "overset": overset })
    }
}

/// A text that did not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// What it is of, and how much.
    pub title: String,
    /// Its paragraphs; whether the first begins within one.
    pub paragraphs: Vec<String>,
    /// Whether the first of them began on the page.
    pub runs_on: bool,
}

impl Left {
    /// The text as `signs.typ` sets it.
    pub(super) fn to_json(&self) -> Value {
        json!({ "title": self.title, "paragraphs": self.paragraphs, "runs_on": self.runs_on })
    }
}

/// What is said on a draft besides that it is one.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Signs {
    /// The signs on its pages.
    pub signs: Vec<Sign>,
    /// The texts that did not fit.
    pub left: Vec<Left>,
    /// The photos that it goes without.
    pub photos: Vec<String>,
}

/// The pages without the text that did not fit, which lies on the page where its thread begins.
pub(super) fn without_left(document: &PagedDocument) -> PagedDocument {
    walk::map_pages(document, |_, item| match item {
        FrameItem::Group(group) if walk::slot_of(group).is_some_and(|slot| slot.number.is_none()) => {
            Change::Drop
        }
        _ => Change::Keep,
    })
}

/// The pages as a draft: each with its mark in front of all else, the text that did not fit on pages behind.
///
/// # Errors
/// When the marks cannot be set; a fault of the program.
pub fn mark(
    document: &PagedDocument,
    signs: &Signs,
    fold: Option<Abs>,
) -> Result<PagedDocument, Vec<Diagnostic>> {
    let plain = without_left(document);
    let of_page = |(number, page): (usize, &Page)| {
        let signs = signs.signs.iter().filter(|sign| sign.page == number).map(Sign::to_json);
        let size = page.frame.size();
        json!({
            "width": size.x.to_pt(), "height": size.y.to_pt(), "signs": signs.collect::<Vec<_>>(),
            "halves": if fold.is_some() { 2 } else { 1 },
        })
    };
    let left = signs.left.iter().map(Left::to_json);
    let data = json!({
        "mark": MARK,
        "pages": plain.pages().iter().enumerate().map(of_page).collect::<Vec<_>>(),
        "left": left.collect::<Vec<_>>(),
        "photos": signs.photos,
    });
    let file = |path: &str, text: String| JobFile::own(path, Bytes::from_string(text));
    let files = vec![
        file("/main.typ", include_str!("draft.typ").to_owned()),
        file("/signs.typ", include_str!("signs.typ").to_owned()),
        file("/draft.json", data.to_string()),
    ];
    // The program's own fonts alone: no other can draw the mark as nothing.
    let fonts = Fonts::load(&FontOptions::default())?;
    let (marks, _) = typeset::compile(&JobWorld::new(files, fonts))?;
    let (over, behind) = marks.pages().split_at(plain.pages().len().min(marks.pages().len()));
    let mut pages = Vec::new();
    for (page, over) in plain.pages().iter().zip(over) {
        let mut page = page.clone();
        page.frame.push_frame(Point::zero(), over.frame.clone());
        pages.push(page);
    }
    pages.extend(behind.iter().cloned());
    let mut info = plain.info().clone();
    let title = info.title.take().unwrap_or_default();
    info.title = Some(format!("{MARK}　{title}").trim_end().into());
    Ok(PagedDocument::new(pages.into(), info))
}
