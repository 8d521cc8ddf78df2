//! Reading finished frames: the slots of the threads and their lines, all text in reading order, and taking the
//! joiners out again.

use typst_layout::{Page, PagedDocument};
use typst_library::layout::{FrameItem, Point};
use typst_library::model::Document;
use typst_library::text::TextItem;

use super::fit;
use super::han::is_steering;
use super::pieces::Piece;
use super::thread_name::{ThreadLabel, ThreadName};
use super::walk::{self, Change, Place};

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
    /// By how much its Chinese characters stand farther apart than one em, or closer when it is negative (em).
    pub gap: f64,
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
    /// The width along its own baseline (pt).
    pub width: f64,
    /// The type size, as large as it is on the page (pt).
    pub size: f64,
    /// The family of the face.
    pub family: String,
    /// The weight of the face.
    pub weight: u16,
    /// See [`Line::gap`].
    pub gap: f64,
    /// What it says.
    pub text: String,
    /// Whether a glyph is missing (.notdef).
    pub missing: bool,
}

/// Every slot of every thread, and every overset text, in the order in which they stand in the document.
#[must_use]
pub fn slots(document: &PagedDocument) -> Vec<SlotLines> {
    let mut found: Vec<SlotLines> = Vec::new();
    // The slot that is filled, and the first line of the block in it.
    let (mut current, mut block) = (0, 0);
    // Slots with blocks that the text runs round, which come after it.
    let mut round = Vec::new();
    for (page, of_page) in document.pages().iter().enumerate() {
        walk::visit(&of_page.frame, |place, item| match item {
            FrameItem::Group(group) if place.slot.is_none() => {
                let Some(slot) = walk::slot_of(group) else { return };
                let aside = matches!(walk::thread_label(group), Some(ThreadLabel::Aside(_)));
                let is_it = |other: &SlotLines| {
                    other.page == page && other.thread == slot.thread && other.slot == slot.number
                };
                let known = found.iter().rposition(is_it).filter(|_| aside);
                current = known.unwrap_or(found.len());
                round.extend(known);
                if known.is_none() {
                    let (thread, slot) = (slot.thread, slot.number);
                    found.push(SlotLines { page, thread, slot, lines: Vec::new() });
                }
            }
            FrameItem::Group(group) if group.label.is_some() => match walk::thread_label(group) {
                Some(ThreadLabel::Block) => block = found.get(current).map_or(0, |slot| slot.lines.len()),
                Some(ThreadLabel::Line) => {
                    let (x, y) = (place.point().x.to_pt(), place.point().y.to_pt());
                    let line = Line { baseline: y, left: x, right: x, gap: 0.0, text: String::new() };
                    found.get_mut(current).into_iter().for_each(|slot| slot.lines.push(line.clone()));
                }
                _ => {}
            },
            FrameItem::Text(text) if place.slot.is_some() => {
                let Some(slot) = found.get_mut(current) else { return };
                if place.in_block {
                    add_to_block(slot.lines.get_mut(block..).unwrap_or_default(), &run(text, place));
                } else {
                    add(&mut slot.lines, run(text, place));
                }
            }
            _ => {}
        });
    }
    for index in round {
        found[index].lines.sort_by(|one, other| one.baseline.total_cmp(&other.baseline));
    }
    found
}

/// What the labels of threads say, in the order of drawing.
fn labels(document: &PagedDocument) -> Vec<ThreadLabel> {
    let mut found = Vec::new();
    for page in document.pages() {
        walk::visit(&page.frame, |_, item| {
            if let FrameItem::Group(group) = item {
                found.extend(walk::thread_label(group));
            }
        });
    }
    found
}

/// How the pieces of the threads that have blocks may be cut, and how many lines they take.
#[must_use]
pub fn pieces(document: &PagedDocument) -> Vec<(ThreadName, Piece)> {
    let piece = |label| match label {
        ThreadLabel::Piece { thread, piece } => Some((thread, piece)),
        _ => None,
    };
    labels(document).into_iter().filter_map(piece).collect()
}

/// Takes a run into the line of its block that is nearest to it.
fn add_to_block(lines: &mut [Line], run: &Run) {
    let off = |line: &Line| (line.baseline - run.y).abs();
    if let Some(line) = lines.iter_mut().min_by(|one, other| off(one).total_cmp(&off(other))) {
        line.right = line.right.max(run.x + run.width);
        line.text.push_str(&run.text);
    }
}

/// The paragraphs that take a line less than their natural setting would: the thread and the paragraph's number.
#[must_use]
pub fn saved(document: &PagedDocument) -> Vec<(ThreadName, usize)> {
    let saved = |label| match label {
        ThreadLabel::Saved { thread, paragraph } => Some((thread, paragraph)),
        _ => None,
    };
    labels(document).into_iter().filter_map(saved).collect()
}

/// Every run of text of the page, in the order of drawing.
#[must_use]
pub fn runs(page: &Page) -> Vec<Run> {
    let mut found = Vec::new();
    walk::visit(&page.frame, |place, item| {
        if let FrameItem::Text(text) = item {
            found.push(run(text, place));
        }
    });
    found
}

fn run(text: &TextItem, place: &Place) -> Run {
    let info = text.font.font().info();
    let point = place.point();
    Run {
        x: point.x.to_pt(),
        y: point.y.to_pt(),
        width: text.width().to_pt() * place.scales().0,
        size: place.text_size(text).to_pt(),
        family: info.family.clone(),
        weight: info.variant.weight.to_number(),
        gap: fit::gap(text),
        text: text.text.to_string(),
        missing: text.glyphs.iter().any(|glyph| glyph.id == 0),
    }
}

/// Takes a run into the last line, or begins another where it stands at another height.
fn add(lines: &mut Vec<Line>, run: Run) {
    match lines.last_mut() {
        Some(line) if (line.baseline - run.y).abs() < ONE_LINE => {
            line.left = line.left.min(run.x);
            line.right = line.right.max(run.x + run.width);
            line.text.push_str(&run.text);
            if run.gap.abs() > line.gap.abs() {
                line.gap = run.gap;
            }
        }
        _ => lines.push(Line {
            baseline: run.y,
            left: run.x,
            right: run.x + run.width,
            gap: run.gap,
            text: run.text,
        }),
    }
}

/// The document without the characters that steer line breaking: they have done their work, and would be in the way of who
/// searches the PDF.
#[must_use]
pub fn without_joiners(document: &PagedDocument) -> PagedDocument {
    let plain = walk::map_pages(document, |_, item| match item {
        FrameItem::Text(text) if text.text.contains(is_steering) => match text_without_joiners(text) {
            Some(text) => Change::Put(Point::zero(), FrameItem::Text(text)),
            None => Change::Drop,
        },
        _ => Change::Keep,
    });
    // What the file says of itself was made from the same texts.
    let mut info = plain.info().clone();
    let texts = info.title.iter_mut().chain(&mut info.author).chain(&mut info.description);
    texts.chain(&mut info.keywords).for_each(|text| *text = text.as_str().replace(is_steering, "").into());
    PagedDocument::new(plain.pages().iter().cloned().collect(), info)
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
