//! Where on the pages the findings about a report are: what a proof marks.

use super::Finished;
use super::glyphs::Sheet;
use super::matching::{self, Wanted};
use super::reading::Matched;
use crate::diagnostic::Diagnostic;
use crate::typeset::area::Area;
use crate::typeset::han::is_steering;

/// Boxes of one line are joined when their heads differ by less than this share of their height.
const ONE_LINE: f64 = 0.5;

/// A place on a page, a box, counted from 0: its left, top, right and bottom (pt).
pub type Place = (usize, [f64; 4]);

/// The boxes of each finding, one a line; none of what is not found on the pages.
#[must_use]
pub fn of_findings(pages: &Finished, findings: &[Diagnostic]) -> Vec<Vec<Place>> {
    let report = &pages.edition.loaded.report;
    let sheet = Sheet::of(pages.document, pages.origin);
    let wanted = matching::wanted(report, &pages.edition.template.settings);
    let matched = matching::matched(&sheet, &wanted);
    findings.iter().map(|finding| of_finding(pages, finding, &sheet, &wanted, &matched)).collect()
}

fn of_finding(
    pages: &Finished,
    finding: &Diagnostic,
    sheet: &Sheet,
    wanted: &[Wanted],
    matched: &[Matched],
) -> Vec<Place> {
    let Some(place) = &finding.place else { return Vec::new() };
    let Some(pointer) = place.pointer.as_deref() else { return Vec::new() };
    let below = format!("{pointer}/");
    let own = |one: &Wanted| one.said.pointer == pointer || one.said.pointer.starts_with(&below);
    let Some((text, glyphs)) =
        wanted.iter().zip(matched).find(|(one, found)| own(one) && !found.glyphs.is_empty())
    else {
        return Vec::new();
    };
    let glyphs = &glyphs.glyphs;
    let words = place.source.text.get(place.range.clone()).unwrap_or_default();
    let range = (text.said.pointer == pointer)
        .then(|| {
            // How often the same words stand in the text before those that are meant.
            let whole = pages.edition.loaded.places.value(pointer)?;
            let before = whole.source.text.get(whole.range.start..place.range.start)?;
            part(&text.shown, words, before.matches(words).count())
        })
        .flatten();
    match range.and_then(|range| glyphs.get(range)) {
        Some(glyphs) => boxes(sheet, glyphs),
        // What is said of a whole text, or of several, stands at its first line.
        None => boxes(sheet, glyphs).into_iter().take(1).collect(),
    }
}

/// Which of a text's characters, spaces left out, are the words that stand in it for the `nth` time, from 0.
fn part(shown: &str, words: &str, nth: usize) -> Option<std::ops::Range<usize>> {
    let (at, _) = shown.match_indices(words).nth(nth).filter(|_| !words.is_empty())?;
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !is_steering(*c)).count();
    let start = count(&shown[..at]);
    Some(start..start + count(words).max(1))
}

/// The boxes of glyphs, one a line.
fn boxes(sheet: &Sheet, glyphs: &[usize]) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    for &glyph in glyphs {
        let glyph = &sheet.glyphs[glyph];
        let run = &sheet.runs[glyph.run];
        let Area { left, top, right, bottom } = glyph.area;
        // What did not fit stands nowhere.
        if run.slot.as_ref().is_some_and(|slot| slot.number.is_none()) {
            continue;
        }
        match found.last_mut() {
            Some((page, area))
                if *page == run.page
                    && (area[1] - top).abs() < ONE_LINE * run.size
                    && left > area[0]
                    && left - area[2] < 2.0 * run.size =>
            {
                *area = [area[0], area[1].min(top), right.max(area[2]), bottom.max(area[3])];
            }
            _ => found.push((run.page, [left, top, right, bottom])),
        }
    }
    found
}
