//! How well a paragraph is set: the cost by which a thread chooses among several settings of it.
//!
//! Typst stretches a line as soon as it has no punctuation to push together, and stretches it evenly however far that
//! goes. What one paragraph can do about it is to be set a little tighter or wider as a whole, which moves its breaks.
//! "Requirements for Chinese Text Layout" (CLREQ) wants lines pushed in before they are pushed out, and spaces between
//! Chinese characters last.

use typst_layout::PagedDocument;
use typst_library::layout::{Fragment, FrameItem};
use typst_library::text::TextItem;

use super::han::is_steering;
use super::thread_name::ThreadName;
use super::walk::{self, Place};
use crate::report::text::is_han;

/// Baselines closer than this are one line's (pt).
const ONE_LINE: f64 = 2.0;
/// A last line of one character is worse than any gap.
const RUNT: f64 = 1.0;
/// A Latin word parted with a hyphen is as bad as a line with gaps of this size (em).
const HYPHEN: f64 = 0.05;
/// A paragraph that costs no more than one line with gaps of 0.04 em needs no other setting.
pub const GOOD: f64 = 0.04 * 0.04;

/// A last line of no more characters is pulled back into the line before where that can be done.
pub const SHORT: usize = 2;

/// So many settings of a paragraph are usual; the others are for need,
pub const USUAL: usize = 3;
/// and tried while some line has gaps above this (em).
pub const FAIR: f64 = 0.12;
/// A break between a number and its unit is as bad as gaps of this size (em): that much a reader sees.
const PARTED: f64 = 0.25;

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
    /// What it says.
    pub text: String,
}

impl Set {
    /// Whether a number ends this line and its unit begins the next one, or a range is broken.
    fn parts_from(&self, next: &Self) -> bool {
        let digit = |c: char| c.is_ascii_digit();
        self.text.ends_with(digit) && next.text.starts_with(is_han)
            || self.text.ends_with(['～', '–', '—']) && next.text.starts_with(digit)
    }
}

/// A setting of a paragraph, judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// The squares of its lines' gaps (em²), 1 when its last line has only one character, and a little for every parted
    /// word. 0 is best. The number of lines costs nothing.
    pub cost: f64,
    /// The widest gap of a line (em).
    pub widest: f64,
    /// How many lines it takes.
    pub lines: usize,
    /// The characters of its last line.
    pub last: usize,
}

impl Fit {
    /// Whether this setting pulls back a short last line that another one leaves, without gaps that show.
    #[must_use]
    pub fn pulls_back(&self, other: &Self) -> bool {
        self.lines < other.lines && self.widest <= FAIR && self.cost <= other.cost + FAIR * FAIR
    }

    /// Whether there is a short last line that could be pulled back.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.lines > 1 && self.last <= SHORT
    }
}

/// Judges a paragraph as it was set.
#[must_use]
pub fn judge(paragraph: &Fragment) -> Fit {
    let mut lines = Vec::new();
    for frame in paragraph {
        walk::visit(frame, |place, item| {
            if let FrameItem::Text(text) = item {
                put(&mut lines, 0, text, place);
            }
        });
    }
    let runt = lines.len() > 1 && lines.last().is_some_and(|line| line.characters <= 1);
    let of_line = |line: &Set| line.gap * line.gap + if line.hyphen { HYPHEN * HYPHEN } else { 0.0 };
    let parted = lines.windows(2).filter(|pair| pair[0].parts_from(&pair[1])).count();
    #[expect(clippy::cast_precision_loss, reason = "few")]
    let parted = parted as f64 * PARTED * PARTED;
    let cost = lines.iter().map(of_line).sum::<f64>() + parted + if runt { RUNT } else { 0.0 };
    Fit {
        cost,
        widest: lines.iter().fold(0.0, |widest, line| line.gap.max(widest)),
        lines: lines.len(),
        last: lines.last().map_or(0, |line| line.characters),
    }
}

/// The lines of all threads of a document that a test accepts.
#[must_use]
pub fn lines(document: &PagedDocument, accepts: impl Fn(&ThreadName) -> bool) -> Vec<Set> {
    let mut found = Vec::new();
    for page in document.pages() {
        // Every slot by itself: the lines of two may stand at one height.
        let mut slot = found.len();
        walk::visit(&page.frame, |place, item| match item {
            FrameItem::Group(group) if walk::slot_of(group).is_some() => slot = found.len(),
            FrameItem::Text(text) if place.slot.as_ref().is_some_and(|slot| accepts(&slot.thread)) => {
                put(&mut found, slot, text, place);
            }
            _ => {}
        });
    }
    found
}

/// Takes a run of text into the last line, or begins another where it stands at another height. Lines before `first` are
/// of another slot.
fn put(lines: &mut Vec<Set>, first: usize, text: &TextItem, place: &Place) {
    let baseline = place.point().y.to_pt();
    match lines.get_mut(first..).and_then(<[Set]>::last_mut) {
        Some(line) if (line.baseline - baseline).abs() < ONE_LINE => add(line, text),
        _ => {
            let mut line = Set { baseline, ..Set::default() };
            add(&mut line, text);
            lines.push(line);
        }
    }
}

/// Takes a run of text into its line. A gap shows between two Chinese characters of one run: their advance is one em, and
/// what is more or less is justification and letterspacing.
fn add(line: &mut Set, text: &TextItem) {
    let gap = gap(text);
    if gap.abs() > line.gap.abs() {
        line.gap = gap;
    }
    line.text.push_str(&text.text);
    line.characters += text.text.chars().filter(|c| c.is_alphanumeric()).count();
    // A soft hyphen that shows is a run of its own.
    line.hyphen = text.text == "\u{AD}";
}

/// By how much two Chinese characters of a run stand farther apart than one em, or closer, at most (em).
pub(super) fn gap(text: &TextItem) -> f64 {
    let said = |range: std::ops::Range<usize>| text.text.get(range).unwrap_or_default();
    let han = |said: &str| {
        let mut characters = said.chars().filter(|c| !is_steering(*c));
        characters.next().is_some_and(is_han) && characters.next().is_none()
    };
    let mut widest: f64 = 0.0;
    for pair in text.glyphs.windows(2) {
        if let [one, next] = pair
            && han(said(one.range()))
            && han(said(next.range()))
        {
            // The quarter em after a figure or a Latin letter is before the character, in its offset.
            let gap = (one.x_advance - one.x_offset + next.x_offset).get() - 1.0;
            if gap.abs() > widest.abs() {
                widest = gap;
            }
        }
    }
    widest
}
