//! Reading finished frames: the slots of the threads and their lines, all text in reading order, and taking the
//! joiners out again.

use typst_layout::{Page, PagedDocument};
use typst_library::foundations::Label;
use typst_library::layout::{Frame, FrameItem, Point};
use typst_library::model::Document;
use typst_library::text::TextItem;

use super::han::is_steering;
use super::thread::{OVERSET, SAVED, SLOT};
use super::thread_name::ThreadName;

/// Baselines closer than this are one line's (pt).
const ONE_LINE: f64 = 2.0;

/// A slot of a thread as it was filled.
#[derive(Debug, Clone)]
pub struct SlotLines {
    /// On which page it stands, from 0.
    pub page: usize,
    /// The thread.
    pub thread: ThreadName,
    /// The slot's number in its thread; `None` for the text that did not fit.
    pub slot: Option<usize>,
    /// The lines, top to bottom.
    pub lines: Vec<Line>,
}

/// A line of text in a slot.
#[derive(Debug, Clone)]
pub struct Line {
    /// The baseline's distance from the page's top (pt).
    pub baseline: f64,
    /// Where the line's ink begins and ends, from the page's left (pt).
    pub left: f64,
    /// See [`Line::left`].
    pub right: f64,
    /// What it says.
    pub text: String,
}

/// A run of text on the page.
#[derive(Debug, Clone)]
pub struct Run {
    /// The left end of the baseline, from the page's left (pt).
    pub x: f64,
    /// The baseline, from the page's top (pt).
    pub y: f64,
    /// The width (pt).
    pub width: f64,
    /// The type size (pt).
    pub size: f64,
    /// The family of the face.
    pub family: String,
    /// The weight of the face.
    pub weight: u16,
    /// What it says.
    pub text: String,
    /// Whether a glyph is missing (.notdef).
    pub missing: bool,
}

/// Every slot of every thread, and every overset text, in the order in which they stand in the document.
#[must_use]
pub fn slots(document: &PagedDocument) -> Vec<SlotLines> {
    let mut found = Vec::new();
    for (number, page) in document.pages().iter().enumerate() {
        find_slots(&page.frame, Point::zero(), number, &mut found);
    }
    found
}

/// The paragraphs that take a line less than their natural setting would: the thread and the paragraph's number.
#[must_use]
pub fn saved(document: &PagedDocument) -> Vec<(ThreadName, usize)> {
    fn find(frame: &Frame, found: &mut Vec<(ThreadName, usize)>) {
        for (_, item) in frame.items() {
            let FrameItem::Group(group) = item else { continue };
            let label = group.label.map(Label::resolve);
            let named = label.as_ref().and_then(|label| label.strip_prefix(SAVED)?.rsplit_once(':'));
            match named.and_then(|(thread, index)| Some((ThreadName::from(thread), index.parse().ok()?))) {
                Some(paragraph) => found.push(paragraph),
                None => find(&group.frame, found),
            }
        }
    }
    let mut found = Vec::new();
    document.pages().iter().for_each(|page| find(&page.frame, &mut found));
    found
}

/// Every run of text of the page, in the order of drawing.
#[must_use]
pub fn runs(page: &Page) -> Vec<Run> {
    let mut found = Vec::new();
    collect_runs(&page.frame, Point::zero(), &mut found);
    found
}

/// All text that stands outside the threads.
#[must_use]
pub fn outside(document: &PagedDocument) -> String {
    let mut found = String::new();
    for page in document.pages() {
        collect_outside(&page.frame, &mut found);
    }
    found
}

fn collect_outside(frame: &Frame, found: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) if group.label.and_then(slot_of).is_none() => {
                collect_outside(&group.frame, found);
            }
            FrameItem::Text(text) => found.push_str(&text.text),
            _ => {}
        }
    }
}

fn find_slots(frame: &Frame, origin: Point, page: usize, found: &mut Vec<SlotLines>) {
    for (at, item) in frame.items() {
        let FrameItem::Group(group) = item else { continue };
        let place = origin + *at + Point::new(group.transform.tx, group.transform.ty);
        match group.label.and_then(slot_of) {
            Some((thread, slot)) => {
                let mut runs = Vec::new();
                collect_runs(&group.frame, place, &mut runs);
                found.push(SlotLines { page, thread, slot, lines: lines(runs) });
            }
            None => find_slots(&group.frame, place, page, found),
        }
    }
}

/// The thread and the slot that a label names.
pub(super) fn slot_of(label: Label) -> Option<(ThreadName, Option<usize>)> {
    let label = label.resolve();
    if let Some(thread) = label.strip_prefix(OVERSET) {
        return Some((thread.into(), None));
    }
    let (thread, slot) = label.strip_prefix(SLOT)?.rsplit_once(':')?;
    Some((thread.into(), Some(slot.parse().ok()?)))
}

/// Transforms are followed as far as they move things; ours never turn text in a slot.
fn collect_runs(frame: &Frame, origin: Point, found: &mut Vec<Run>) {
    for (at, item) in frame.items() {
        let place = origin + *at;
        match item {
            FrameItem::Group(group) => {
                let place = place + Point::new(group.transform.tx, group.transform.ty);
                collect_runs(&group.frame, place, found);
            }
            FrameItem::Text(text) => found.push(run(text, place)),
            _ => {}
        }
    }
}

fn run(text: &TextItem, place: Point) -> Run {
    let info = text.font.font().info();
    Run {
        x: place.x.to_pt(),
        y: place.y.to_pt(),
        width: text.width().to_pt(),
        size: text.size.to_pt(),
        family: info.family.clone(),
        weight: info.variant.weight.to_number(),
        text: text.text.to_string(),
        missing: text.glyphs.iter().any(|glyph| glyph.id == 0),
    }
}

fn lines(runs: Vec<Run>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for run in runs {
        match lines.last_mut() {
            Some(line) if (line.baseline - run.y).abs() < ONE_LINE => {
                line.left = line.left.min(run.x);
                line.right = line.right.max(run.x + run.width);
                line.text.push_str(&run.text);
            }
            _ => lines.push(Line { baseline: run.y, left: run.x, right: run.x + run.width, text: run.text }),
        }
    }
    lines
}

/// The document without the characters that steer line breaking: they have done their work, and would be in the way of who
/// searches the PDF.
#[must_use]
pub fn without_joiners(document: &PagedDocument) -> PagedDocument {
    let pages = document
        .pages()
        .iter()
        .map(|page| Page { frame: frame_without_joiners(&page.frame), ..page.clone() })
        .collect();
    PagedDocument::new(pages, document.info().clone())
}

fn frame_without_joiners(frame: &Frame) -> Frame {
    let mut out = frame.clone();
    out.clear();
    for (at, item) in frame.items() {
        let item = match item {
            FrameItem::Group(group) => {
                let mut group = group.clone();
                group.frame = frame_without_joiners(&group.frame);
                FrameItem::Group(group)
            }
            FrameItem::Text(text) if text.text.contains(is_steering) => match text_without_joiners(text) {
                Some(text) => FrameItem::Text(text),
                None => continue,
            },
            other => other.clone(),
        };
        out.push(*at, item);
    }
    out
}

/// A run without them; `None` when nothing else was in it. They have no width, so nothing moves.
fn text_without_joiners(text: &TextItem) -> Option<TextItem> {
    let is_joiner = |range: std::ops::Range<usize>| {
        text.text.get(range).is_some_and(|t| !t.is_empty() && t.chars().all(is_steering))
    };
    // How many bytes of joiners stand before a byte of the text.
    let removed_before = |at: u16| -> u16 {
        let before = text.text.get(..usize::from(at)).unwrap_or_default();
        let removed: usize = before.chars().filter(|c| is_steering(*c)).map(char::len_utf8).sum();
        u16::try_from(removed).unwrap_or(0)
    };
    let mut out = text.clone();
    out.text = text.text.as_str().replace(is_steering, "").into();
    out.glyphs = text
        .glyphs
        .iter()
        .filter(|glyph| !is_joiner(glyph.range()))
        .map(|glyph| {
            let mut glyph = glyph.clone();
            let range = glyph.range.clone();
            glyph.range = range.start - removed_before(range.start)..range.end - removed_before(range.end);
            glyph
        })
        .collect();
    (!out.glyphs.is_empty()).then_some(out)
}
