//! The proof, 大样: pages on larger sheets with what those who read and sign them need: line numbers, names of sections and
//! photos, what was found, the version, and a box for 三审三校.

use serde_json::json;
use typst_layout::{Page, PagedDocument};
use typst_library::foundations::{Bytes, Smart};
use typst_library::layout::{Abs, Frame, Point, Sides, Size};
use typst_library::model::Document;

use super::draft::{Left, Sign, without_left};
use super::sheet;
use crate::diagnostic::Diagnostic;
use crate::typeset::{self, FontOptions, Fonts, JobFile, JobWorld};

/// From the sheet's edge to the trim: left and right (mm).
const SIDES_MM: (f64, f64) = (16.0, 64.0);
/// The same above and below.
const ENDS_MM: f64 = 14.0;

/// A line's number.
#[derive(Debug, Clone, PartialEq)]
pub struct LineNumber {
    /// The left edge of its column, from the page's left (pt).
    pub x: f64,
    /// The baseline, from the page's top (pt).
    pub y: f64,
    /// The line's number in its text, from 1.
    pub number: usize,
}

/// A name beside what it is the name of.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// The left edge of a photo, or the right edge of a section's first column, from the page's left (pt).
    pub x: f64,
    /// Its top edge, from the page's top (pt).
    pub y: f64,
    /// The name.
    pub name: String,
    /// How wide a photo is (pt); none of a section.
    pub width: Option<f64>,
}

/// A place of a finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The number of the finding in the list.
    pub number: usize,
    /// Left, top, right and bottom (pt).
    pub area: [f64; 4],
    /// Whether it is an error.
    pub error: bool,
    /// Whether its number stands here: beside the first of its places.
    pub first: bool,
}

/// What stands on one page's sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageNotes {
    /// The page's name, such as 第8版.
    pub name: String,
    /// The numbers of the lines.
    pub lines: Vec<LineNumber>,
    /// The names.
    pub tags: Vec<Tag>,
    /// Where text is left over, or room.
    pub signs: Vec<Sign>,
    /// Where findings are.
    pub marks: Vec<Mark>,
    /// The findings that are listed here.
    pub rows: Vec<Row>,
}

/// A finding as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number.
    pub number: usize,
    /// Whether it is an error.
    pub error: bool,
    /// What is said.
    pub text: String,
}

/// What stands on the sheets of a proof.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Notes {
    /// What the pages are: county and year, paper, page, day.
    pub title: Vec<String>,
    /// The mark of the version.
    pub version: String,
    /// Who makes the page: what they are, and their names.
    pub staff: Vec<(String, String)>,
    /// The sheets.
    pub pages: Vec<PageNotes>,
    /// The texts that did not fit.
    pub left: Vec<Left>,
}

/// The pages on the sheets of a proof. What does not fit a sheet's list stands on sheets behind.
///
/// # Errors
/// When the sheets cannot be set; a fault of the program.
pub fn sheets(document: &PagedDocument, notes: &Notes) -> Result<PagedDocument, Vec<Diagnostic>> {
    let document = &without_left(document);
    let (left, right) = (Abs::mm(SIDES_MM.0), Abs::mm(SIDES_MM.1));
    let ends = Abs::mm(ENDS_MM);
    let of_page = |(page, notes): (&Page, &PageNotes)| {
        let size = page.frame.size();
        json!({
            "name": notes.name, "width": size.x.to_pt(), "height": size.y.to_pt(),
            "lines": notes.lines.iter().map(|line| json!([line.x, line.y, line.number])).collect::<Vec<_>>(),
            "tags": notes.tags.iter().map(|tag| json!({ "x": tag.x, "y": tag.y, "name": tag.name, "photo": tag.width.is_some(), "width": tag.width })).collect::<Vec<_>>(),
            "signs": notes.signs.iter().map(Sign::to_json).collect::<Vec<_>>(),
            "marks": notes.marks.iter().map(|mark| {
                let [left, top, right, bottom] = mark.area;
                json!({ "number": mark.number, "x": left, "y": top, "width": right - left, "height": bottom - top, "error": mark.error, "first": mark.first })
            }).collect::<Vec<_>>(),
            "rows": notes.rows.iter().map(|row| json!({ "number": row.number, "error": row.error, "text": row.text })).collect::<Vec<_>>(),
        })
    };
    let empty = PageNotes::default();
    let all = notes.pages.iter().chain(std::iter::repeat(&empty));
    let data = json!({
        "sides": [left.to_pt(), right.to_pt()], "ends": ends.to_pt(),
        "left": notes.left.iter().map(Left::to_json).collect::<Vec<_>>(),
        "title": notes.title, "version": notes.version, "staff": notes.staff,
        "pages": document.pages().iter().zip(all).map(of_page).collect::<Vec<_>>(),
    });
    let file = |path: &str, text: String| JobFile::own(path, Bytes::from_string(text));
    let files = vec![
        file("/main.typ", include_str!("proof.typ").to_owned()),
        file("/signs.typ", include_str!("signs.typ").to_owned()),
        file("/proof.json", data.to_string()),
    ];
    let fonts = Fonts::load(&FontOptions::default())?;
    let (drawn, _) = typeset::compile(&JobWorld::new(files, fonts))?;
    let count = document.pages().len();
    let (over, behind) = drawn.pages().split_at(count.min(drawn.pages().len()));
    let mut sheets = Vec::new();
    for (page, over) in document.pages().iter().zip(over) {
        let size = page.frame.size();
        let mut frame = Frame::hard(Size::new(size.x + left + right, size.y + ends * 2.0));
        frame.push_frame(Point::new(left, ends), sheet::part(page, Sides::splat(Abs::zero())));
        frame.push_frame(Point::zero(), over.frame.clone());
        sheets.push(Page { frame, bleed: Sides::splat(Abs::zero()), fill: Smart::Auto, ..page.clone() });
    }
    sheets.extend(behind.iter().cloned());
    let mut info = document.info().clone();
    let title = info.title.take().unwrap_or_default();
    info.title = Some(format!("大样 {}　{title}", notes.version).trim_end().into());
    Ok(PagedDocument::new(sheets.into(), info))
}
