//! Whether what is drawn can be read: nothing over it, nothing through it, not cut off, not of its ground's colour.

use std::collections::HashMap;

use typst_syntax::Span;

use super::glyphs::{Glyph, Sheet, near};
use crate::edition::contrast::{LEAST, ratio_of_light};
use crate::typeset::area::Area;

/// Of a glyph that is cut off less than this share is left.
const SEEN: f64 = 0.7;
/// Of the five points of a glyph that are looked at so many are under something when it is hidden.
const HIDDEN: usize = 2;
/// Two glyphs cross when they share more than this part of the smaller one's width, and of its height. Ink boxes are a
/// little larger than the ink, and lines that are set solid touch.
const CROSSED: f64 = 0.15;
/// Text of less contrast than this has its ground's colour.
const SAME: f64 = 1.25;
/// A text is hard to read when this share of its characters is.
const MANY: f64 = 0.25;
/// The cells in which glyphs are looked up (pt).
const CELL: f64 = 16.0;

/// Where a text was found.
#[derive(Debug, Default)]
pub struct Matched {
    /// Its glyphs; none when it is missing.
    pub glyphs: Vec<usize>,
    /// How many of its characters are not on the pages.
    pub lost: usize,
    /// How many characters of it there are before the first that is missing.
    pub before: usize,
    /// Whether it did not fit its thread, which is told elsewhere.
    pub overset: bool,
}

/// What is wrong with a text that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// It stands beyond the page's edge.
    OffPage,
    /// A clip cuts it off.
    Clipped,
    /// Something lies over it.
    Hidden(Span),
    /// It has the colour of its ground.
    SameColour,
    /// It can hardly be told from its ground.
    Faint(f64),
    /// Another text runs through it: its first glyph that does.
    Crossed(usize),
}

/// A fault of one text.
#[derive(Debug)]
pub struct Fault {
    /// The text, by its number.
    pub text: usize,
    pub kind: Kind,
    /// The first of its glyphs that has it.
    pub glyph: usize,
}

/// Everything that is wrong with the texts that were found.
pub fn faults(sheet: &Sheet, matched: &[Matched]) -> Vec<Fault> {
    let mut found = Vec::new();
    for (text, one) in matched.iter().enumerate().filter(|(_, one)| !one.overset) {
        let mut add = |kind: Kind, glyph: usize| found.push(Fault { text, kind, glyph });
        for look in [off_page, clipped, hidden] {
            if let Some((kind, glyph)) =
                one.glyphs.iter().find_map(|&glyph| Some((look(sheet, glyph)?, glyph)))
            {
                add(kind, glyph);
            }
        }
        if let Some((kind, glyph)) = contrast(sheet, &one.glyphs) {
            add(kind, glyph);
        }
    }
    found.extend(crossings(sheet, matched));
    found.sort_by_key(|fault| fault.text);
    found
}

/// The texts that other texts run through. A pair is told once, of the smaller one.
fn crossings(sheet: &Sheet, matched: &[Matched]) -> Vec<Fault> {
    let table = Table::of(sheet);
    let mut owner: HashMap<usize, usize> = HashMap::new();
    for (text, one) in matched.iter().enumerate() {
        owner.extend(one.glyphs.iter().map(|&glyph| (glyph, text)));
    }
    let mut found = Vec::new();
    let mut told: Vec<(usize, usize)> = Vec::new();
    let size = |glyph: usize| sheet.runs[sheet.glyphs[glyph].run].size;
    for (text, one) in matched.iter().enumerate().filter(|(_, one)| !one.overset) {
        for &glyph in &one.glyphs {
            for other in table.crossing(sheet, glyph) {
                let through = owner.get(&other).copied();
                let (victim, at, by) = match through {
                    Some(through) if through != text && size(other) < size(glyph) => (through, other, glyph),
                    _ => (text, glyph, other),
                };
                let culprit = through.map_or(matched.len() + sheet.glyphs[other].run, |through| {
                    if victim == text { through } else { text }
                });
                let pair = (victim.min(culprit), victim.max(culprit));
                if through != Some(text) && !told.contains(&pair) {
                    told.push(pair);
                    found.push(Fault { text: victim, kind: Kind::Crossed(by), glyph: at });
                }
            }
        }
    }
    found
}

/// Whether nothing hides or cuts off any of some glyphs.
pub fn is_clean(sheet: &Sheet, glyphs: &[usize]) -> bool {
    glyphs.iter().all(|&glyph| [off_page, clipped, hidden].iter().all(|look| look(sheet, glyph).is_none()))
}

fn off_page(sheet: &Sheet, glyph: usize) -> Option<Kind> {
    let glyph = &sheet.glyphs[glyph];
    let page = sheet.pages.get(sheet.runs[glyph.run].page)?;
    (glyph.area.share_in(page) < SEEN).then_some(Kind::OffPage)
}

fn clipped(sheet: &Sheet, glyph: usize) -> Option<Kind> {
    let glyph = &sheet.glyphs[glyph];
    let window = sheet.runs[glyph.run].window?;
    (glyph.area.share_in(&window) < SEEN).then_some(Kind::Clipped)
}

fn hidden(sheet: &Sheet, glyph: usize) -> Option<Kind> {
    let glyph = &sheet.glyphs[glyph];
    let run = &sheet.runs[glyph.run];
    let points = points(&glyph.area);
    let over = sheet.covers.iter().find(|cover| {
        cover.page == run.page
            && cover.order > run.order
            && glyph.area.share_in(&cover.bounds) > 0.0
            && points.iter().filter(|&&point| cover.covers(point)).count() >= HIDDEN
    })?;
    Some(Kind::Hidden(over.span))
}

/// The middle of a box, and four points around it.
pub fn points(area: &Area) -> [(f64, f64); 5] {
    let (x, y) = area.middle();
    let (across, down) = (area.width() * 0.3, area.height() * 0.3);
    [(x, y), (x - across, y - down), (x + across, y - down), (x - across, y + down), (x + across, y + down)]
}

/// The contrast of a glyph with what is under it, or with the outline behind it.
fn contrast_of(sheet: &Sheet, glyph: &Glyph) -> Option<f64> {
    let run = &sheet.runs[glyph.run];
    let light = run.light?;
    let middle = glyph.area.middle();
    let under = |cover: &&super::glyphs::Cover| {
        cover.page == run.page && cover.order < run.order && cover.covers(middle)
    };
    // Paper is white.
    let ground =
        sheet.covers.iter().rev().find(under).map_or(Some(1.0), |cover| cover.ground.light(middle))?;
    let with = |ground: f64| ratio_of_light(light, ground);
    Some(run.outline.map_or(with(ground), |outline| with(outline).max(with(ground))))
}

fn contrast(sheet: &Sheet, glyphs: &[usize]) -> Option<(Kind, usize)> {
    let weak: Vec<(usize, f64)> = glyphs
        .iter()
        .filter_map(|&glyph| Some((glyph, contrast_of(sheet, &sheet.glyphs[glyph])?)))
        .filter(|(_, contrast)| *contrast < LEAST)
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "some thousand glyphs")]
    let many = |count: usize| count as f64 >= MANY * glyphs.len() as f64 && count > 0;
    let same: Vec<_> = weak.iter().filter(|(_, contrast)| *contrast < SAME).collect();
    if many(same.len()) {
        return Some((Kind::SameColour, same.first()?.0));
    }
    let least = weak.iter().map(|(_, contrast)| *contrast).fold(f64::INFINITY, f64::min);
    many(weak.len()).then_some((Kind::Faint(least), weak.first()?.0))
}

/// Glyphs by where they stand.
struct Table(HashMap<(usize, i32, i32), Vec<usize>>);

impl Table {
    fn of(sheet: &Sheet) -> Self {
        let mut cells: HashMap<(usize, i32, i32), Vec<usize>> = HashMap::new();
        for (index, glyph) in sheet.glyphs.iter().enumerate() {
            let run = &sheet.runs[glyph.run];
            let overset = run.slot.as_ref().is_some_and(|slot| slot.number.is_none());
            if glyph.character.is_alphanumeric() && !run.twin && !overset {
                for (x, y) in Self::cells(&glyph.area) {
                    cells.entry((run.page, x, y)).or_default().push(index);
                }
            }
        }
        Self(cells)
    }

    fn cells(area: &Area) -> impl Iterator<Item = (i32, i32)> {
        #[expect(clippy::cast_possible_truncation, reason = "places on a page")]
        let cell = |at: f64| (at / CELL).floor().clamp(-1e4, 1e4) as i32;
        let (left, right, top, bottom) =
            (cell(area.left), cell(area.right), cell(area.top), cell(area.bottom));
        (top..=bottom).flat_map(move |y| (left..=right).map(move |x| (x, y)))
    }

    /// The glyphs of other runs that cross one.
    fn crossing(&self, sheet: &Sheet, index: usize) -> Vec<usize> {
        let glyph = &sheet.glyphs[index];
        let run = &sheet.runs[glyph.run];
        let mut found = Vec::new();
        if !glyph.character.is_alphanumeric() {
            return found;
        }
        for (x, y) in Self::cells(&glyph.area) {
            for &other in self.0.get(&(run.page, x, y)).into_iter().flatten() {
                if sheet.glyphs[other].run != glyph.run
                    && crosses(sheet, index, other)
                    && !found.contains(&other)
                {
                    found.push(other);
                }
            }
        }
        found
    }
}

fn crosses(sheet: &Sheet, one: usize, other: usize) -> bool {
    let (a, b) = (&sheet.glyphs[one], &sheet.glyphs[other]);
    let (across, down) = a.area.shared(&b.area);
    let (width, height) = (a.area.width().min(b.area.width()), a.area.height().min(b.area.height()));
    let (run, through) = (&sheet.runs[a.run], &sheet.runs[b.run]);
    across > CROSSED * width
        && down > CROSSED * height
        // The same character once more at one place is its shadow.
        && !(a.character == b.character && near(&a.area, &b.area, run.size.min(through.size)))
        // What is under a ground of the other's own is hidden, not in its way.
        && hidden(sheet, one).is_none()
        && hidden(sheet, other).is_none()
        && clipped(sheet, other).is_none()
}
