//! Lines that should not be: widows, last lines of one character, numbers parted from their units, baselines off the grid.

use super::{Finished, counted, sections};
use crate::report::text::UNITS;
use crate::typeset::frames::{Line, SlotLines};

/// How far a baseline of body text is off the grid, at most (pt).
pub(super) fn baseline_error(page: &Finished) -> f64 {
    sections(page)
        .flatten()
        .flat_map(|slot| &slot.lines)
        .map(|line| {
            let lines = (line.baseline - page.placement.top - 0.88 * page.grid.body_pt) / page.grid.pitch_pt;
            (lines - lines.round()).abs() * page.grid.pitch_pt
        })
        .fold(0.0, f64::max)
}

/// A line that opens a paragraph is indented; `left` is its slot's left edge.
fn is_indented(line: &Line, left: f64, page: &Finished) -> bool {
    line.left > left + page.grid.body_pt
}

/// The lines of a section with the left edge of their slot and whether they open it.
fn with_edges<'a>(slots: &[&'a SlotLines], page: &Finished) -> Vec<(&'a Line, f64, bool)> {
    slots
        .iter()
        .flat_map(|slot| {
            let index = slot.thread.section().unwrap_or(0);
            let left = slot
                .slot
                .and_then(|number| page.placement.sections.get(index)?.slots.get(number))
                .map_or(0.0, |rect| rect.x + page.placement.left);
            slot.lines.iter().enumerate().map(move |(number, line)| (line, left, number == 0))
        })
        .collect()
}

/// Slots that begin with the last line of a paragraph.
pub(super) fn widows(slots: &[&SlotLines], page: &Finished) -> usize {
    let lines = with_edges(slots, page);
    (1..lines.len())
        .filter(|&index| {
            let (line, left, opens) = lines[index];
            let last = lines.get(index + 1).is_none_or(|(next, edge, _)| is_indented(next, *edge, page));
            opens && last && !is_indented(line, left, page)
        })
        .count()
}

/// Last lines of one character.
pub(super) fn one_character_lines(slots: &[&SlotLines], page: &Finished) -> usize {
    let lines = with_edges(slots, page);
    (0..lines.len())
        .filter(|&index| {
            let (line, left, _) = lines[index];
            let last = lines.get(index + 1).is_none_or(|(next, edge, _)| is_indented(next, *edge, page));
            let words = counted(&line.text).filter(|character| character.is_alphanumeric()).count();
            last && words <= 1 && !is_indented(line, left, page)
        })
        .count()
}

/// Numbers at a line's end whose unit stands on the next line.
pub(super) fn parted_units(slot: &SlotLines) -> usize {
    slot.lines
        .windows(2)
        .filter(|pair| {
            let ends = pair[0].text.trim_end().ends_with(|c: char| c.is_ascii_digit());
            ends && pair[1].text.starts_with(|c: char| c.is_ascii_digit() || c == '%' || UNITS.contains(c))
        })
        .count()
}
