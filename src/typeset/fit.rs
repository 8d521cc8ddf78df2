//! How well a paragraph is set: the cost by which a thread chooses among several settings of it.
//!
//! Typst stretches a line as soon as it has no punctuation to push together, and stretches it evenly however far that
//! goes. What one paragraph can do about it is to be set a little tighter or wider as a whole, which moves its breaks.
//! "Requirements for Chinese Text Layout" (CLREQ) wants lines pushed in before they are pushed out, and spaces between
//! Chinese characters last.

use typst_layout::PagedDocument;
use typst_library::layout::{Fragment, Frame, FrameItem, Point};
use typst_library::text::TextItem;

use super::frames::slot_of;
use super::han::is_steering;
use super::thread_name::ThreadName;
use crate::report::text::is_han;

/// Baselines closer than this are one line's (pt).
const ONE_LINE: f64 = 2.0;
/// A last line of one character is worse than any gap.
const RUNT: f64 = 1.0;
/// A Latin word parted with a hyphen is as bad as a line with gaps of this size (em).
const HYPHEN: f64 = 0.05;
/// A paragraph that costs no more than one line with gaps of 0.04 em needs no other setting.
pub const GOOD: f64 = 0.04 * 0.04;

/// A line of a paragraph as it was set.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Set {
    /// The baseline (pt).
    baseline: f64,
    /// By how much two Chinese characters stand farther apart than one em, or closer when it is negative (em).
    pub gap: f64,
    /// The letters, figures and Chinese characters in it.
    pub characters: usize,
    /// Whether it ends with the hyphen of a parted word.
    pub hyphen: bool,
}

/// A setting of a paragraph, judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// The squares of its lines' gaps (em²), 1 when its last line has only one character, and a little for every parted
    /// word. 0 is best. The number of lines costs nothing.
    pub cost: f64,
    /// How many lines it takes.
    pub lines: usize,
}

/// Judges a paragraph as it was set.
#[must_use]
pub fn judge(paragraph: &Fragment) -> Fit {
    let mut lines = Vec::new();
    for frame in paragraph {
        collect(frame, Point::zero(), &mut lines);
    }
    let runt = lines.len() > 1 && lines.last().is_some_and(|line| line.characters <= 1);
    let of_line = |line: &Set| line.gap * line.gap + if line.hyphen { HYPHEN * HYPHEN } else { 0.0 };
    let cost = lines.iter().map(of_line).sum::<f64>() + if runt { RUNT } else { 0.0 };
    Fit { cost, lines: lines.len() }
}

/// The lines of all threads of a document that a test accepts.
#[must_use]
pub fn lines(document: &PagedDocument, accepts: impl Fn(&ThreadName) -> bool) -> Vec<Set> {
    let mut found = Vec::new();
    for page in document.pages() {
        in_threads(&page.frame, &accepts, &mut found);
    }
    found
}

fn in_threads(frame: &Frame, accepts: &impl Fn(&ThreadName) -> bool, found: &mut Vec<Set>) {
    for (_, item) in frame.items() {
        let FrameItem::Group(group) = item else { continue };
        match group.label.and_then(slot_of) {
            Some((thread, _)) if accepts(&thread) => {
                // Every slot by itself: the lines of two may stand at one height.
                let mut lines = Vec::new();
                collect(&group.frame, Point::zero(), &mut lines);
                found.extend(lines);
            }
            Some(_) => {}
            None => in_threads(&group.frame, accepts, found),
        }
    }
}

fn collect(frame: &Frame, origin: Point, lines: &mut Vec<Set>) {
    for (at, item) in frame.items() {
        let place = origin + *at;
        match item {
            FrameItem::Group(group) => collect(&group.frame, place, lines),
            FrameItem::Text(text) => {
                let baseline = place.y.to_pt();
                match lines.last_mut() {
                    Some(line) if (line.baseline - baseline).abs() < ONE_LINE => add(line, text),
                    _ => {
                        let mut line = Set { baseline, ..Set::default() };
                        add(&mut line, text);
                        lines.push(line);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Takes a run of text into its line. A gap shows between two Chinese characters of one run: their advance is one em, and
/// what is more or less is justification and letterspacing.
fn add(line: &mut Set, text: &TextItem) {
    let said = |range: std::ops::Range<usize>| text.text.get(range).unwrap_or_default();
    let han = |said: &str| {
        let mut characters = said.chars().filter(|c| !is_steering(*c));
        characters.next().is_some_and(is_han) && characters.next().is_none()
    };
    for pair in text.glyphs.windows(2) {
        if let [one, next] = pair
            && han(said(one.range()))
            && han(said(next.range()))
        {
            // The quarter em after a figure or a Latin letter is before the character, in its offset.
            let gap = (one.x_advance - one.x_offset + next.x_offset).get() - 1.0;
            if gap.abs() > line.gap.abs() {
                line.gap = gap;
            }
        }
    }
    line.characters += text.text.chars().filter(|c| c.is_alphanumeric()).count();
    // A soft hyphen that shows is a run of its own.
    line.hyphen = text.text == "\u{AD}";
}
